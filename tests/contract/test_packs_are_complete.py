"""Every pack in `packs/` is whole: it loads, nothing in it contradicts, and what it promises is in it."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from luoshi.model.pack import Mechanism, Pack
from luoshi.packs import mechanisms, pack, planned_values, problems, reviewed
from luoshi.packs.protections import protections

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
NAMES = sorted(head.parent.name for head in (ROOT / "packs").glob("*/pack.yaml"))

BODY = re.compile(r"(?:省|吉林|长春|人民银行|中储粮|中科院|民航).{1,9}[厅局委办院社行部室会司团]")
ROLES = re.compile(r"(?:等?部门|等)?(?:按职责分工)?(?:分别)?(?:负责|牵头|参与|配合)?$")

needs_reference_data = pytest.mark.skipif(not SHARED.is_dir(), reason="the reference data is not on this machine")


@pytest.fixture(scope="module")
def jilin() -> Pack:
    return pack(ROOT / "packs" / "jilin")


@pytest.fixture(scope="module")
def called_for(jilin: Pack) -> tuple[Mechanism, ...]:
    return mechanisms(jilin)


def text_of(pack: Pack) -> str:
    files = {document.file for document in pack.documents}
    texts = [(Path(pack.path) / "documents" / file).read_text(encoding="utf-8") for file in sorted(files)]
    return "".join(unicodedata.normalize("NFKC", "".join(texts)).split())


def responsible(text: str) -> set[str]:
    """The departments, banks and companies of the province that stand in a list in brackets."""
    lists = re.findall(r"\(([^()]+)\)", text)
    names = [ROLES.sub("", name) for names in lists for name in re.split(r"[、,;]", names)]
    return {name for name in names if BODY.fullmatch(name)}


def statistics_of(pack: Pack) -> set[str]:
    """The indicators that the pack's statistics have figures of."""
    tables = (Path(pack.path) / "statistics").glob("*.csv")
    return {row["指标"] for table in tables for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines())}


# ------------------------------------------------------------------ every pack


@pytest.mark.parametrize("name", NAMES)
def test_a_pack_is_called_as_its_folder_and_has_no_problems(name: str) -> None:
    found = pack(ROOT / "packs" / name)
    assert found.id == name
    assert [f"{problem.where}  {problem.en}" for problem in problems(found)] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_pack_says_what_it_is(name: str) -> None:
    readme = (ROOT / "packs" / name / "README.md").read_text(encoding="utf-8")
    assert "\n---\n" in readme, "README.md has a Chinese part, a line, and an English part"


# ------------------------------------------------------------------ jilin


def test_all_mechanisms_are_listed_with_their_priorities(called_for: tuple[Mechanism, ...]) -> None:
    assert Counter(one.priority for one in called_for) == {"P1": 54, "P2": 72, "P3": 39}
    assert {one.code[0] for one in called_for} == set("ABCDEFGHIJKL")


def test_every_mechanism_says_how_one_knows_that_it_works(called_for: tuple[Mechanism, ...]) -> None:
    assert [one.code for one in called_for if not (one.check and one.title_en and one.rules)] == []


def test_every_document_is_quoted(jilin: Pack, called_for: tuple[Mechanism, ...]) -> None:
    assert {quote.document for one in called_for for quote in one.quotes} == {one.id for one in jilin.documents}


def test_every_indicator_is_called_by_its_words_in_the_documents(jilin: Pack) -> None:
    """But for parts of others, those that stand in statistics or a damaged table alone, and what a rule of protection asks."""
    text = text_of(jilin)
    counted = statistics_of(jilin) | {row.indicator for row in planned_values(jilin)}
    counted |= {one.indicator for rule in protections(jilin).values() for one in rule.inputs}
    counted |= {one.id for one in jilin.indicators.values() if one.parts and counted.issuperset(one.parts)}
    promised = {entry.indicator_id for entry in reviewed(jilin)}
    parts = {part for one in jilin.indicators.values() for part in (*one.parts, one.weight)} | counted
    words = {
        one: [word for word, ids in jilin.words.items() if one in ids]
        for one in set(jilin.indicators) - (parts - promised)
    }
    assert len(words) >= 121
    unused = [one for one, its in words.items() if not any(unicodedata.normalize("NFKC", word) in text for word in its)]
    assert sorted(unused) == []


def test_everybody_who_is_responsible_for_something_is_known(jilin: Pack) -> None:
    named = responsible(text_of(jilin))
    assert len(named) > 50
    assert sorted(name for name in named if jilin.organisation(name) is None) == []


@pytest.mark.parametrize(
    ("printed", "today"),
    [
        ("省环保厅", "吉林省生态环境厅"),
        ("省国土资源厅", "吉林省自然资源厅"),
        ("省农委", "吉林省农业农村厅"),
        ("省卫生计生委", "吉林省卫生健康委员会"),
        ("省安监局", "吉林省应急管理厅"),
        ("省工商局", "吉林省市场监督管理厅"),
        ("省旅游局", "吉林省文化和旅游厅"),
        ("省林业厅", "吉林省林业和草原局"),
        ("省国税局", "国家税务总局吉林省税务局"),
        ("吉林出入境检验检疫局", "中华人民共和国长春海关"),
        ("省畜牧局", "吉林省畜牧业管理局"),
    ],
)
def test_a_department_of_2014_is_followed_through_the_reform(jilin: Pack, printed: str, today: str) -> None:
    then = jilin.organisation(printed, date(2014, 9, 25))
    assert then is not None
    assert [one.name for one in jilin.current(then.id, date(2019, 6, 1))] == [today]


def test_what_is_not_certain_says_so(jilin: Pack) -> None:
    """A succession of unknown date or outcome has a note that says what is missing."""
    unsure = [heir for one in jilin.organisations.values() for heir in one.successors if heir.confidence == "low"]
    assert unsure
    assert [heir.id for heir in unsure if not heir.note] == []


# ------------------------------------------------------------------ the national list


def test_the_national_list_has_its_printed_totals(jilin: Pack) -> None:
    cities = jilin.resource_cities
    levels = Counter(city.level for city in cities)
    assert len({(city.province, city.name_2013) for city in cities}) == 262
    assert levels == {"地级行政区": 126, "县级市": 62, "县": 58, "市辖区": 16}
    classes = Counter(city.resource_class for city in cities)
    assert classes == {"成长型": 31, "成熟型": 141, "衰退型": 67, "再生型": 23}


def test_every_city_of_the_list_is_a_place_of_its_class(jilin: Pack) -> None:
    classes = {(place.code, place.name): place.resource_class for place in jilin.places}
    for city in jilin.resource_cities:
        assert classes[city.code_2013, city.name_2013] == city.resource_class
        assert not city.code or classes[city.code, city.name] == city.resource_class


@pytest.mark.parametrize(
    ("printed", "resource_class"),
    [
        ("松原市", "成长型"),
        ("吉林市", "成熟型"),
        ("延边州", "成熟型"),
        ("辽源市", "衰退型"),
        ("白山市", "衰退型"),
        ("九台市", "衰退型"),
        ("舒兰市", "衰退型"),
        ("敦化市", "衰退型"),
        ("汪清县", "衰退型"),
        ("通化市二道江区", "衰退型"),
        ("通化市", "再生型"),
    ],
)
def test_jilins_cities_have_the_class_that_the_province_prints(jilin: Pack, printed: str, resource_class: str) -> None:
    found = jilin.place(printed, date(2014, 5, 22))
    assert found is not None
    assert found.resource_class == resource_class


@pytest.mark.parametrize(("old", "new"), [("220181", "220113"), ("220381", "220184"), ("220724", "220781")])
def test_a_place_that_was_changed_leads_to_what_it_became(jilin: Pack, old: str, new: str) -> None:
    (before,) = [place for place in jilin.places if place.code == old]
    (after,) = [place for place in jilin.places if place.code == new]
    assert before.successor == new
    assert before.valid_to == after.valid_from


@needs_reference_data
def test_the_national_list_agrees_with_the_reference_data(jilin: Pack) -> None:
    with (SHARED / "data" / "resource_cities_2013.csv").open(encoding="utf-8") as file:
        expected = {(row["province"], row["name"]): (row["level"], row["type"]) for row in csv.DictReader(file)}
    found = {(city.province, city.name_2013): (city.level, city.resource_class) for city in jilin.resource_cities}
    assert found == expected


@needs_reference_data
def test_every_county_of_the_census_is_a_place(jilin: Pack) -> None:
    with (SHARED / "data" / "census_2010_2020_jilin_counties.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["census_code"] and not row["name"].endswith("开发区")]
    known = {(place.code, place.name) for place in jilin.places}
    assert [row["name"] for row in rows if (row["census_code"], row["name"]) not in known] == []


@needs_reference_data
def test_the_documents_are_those_that_were_received(jilin: Pack) -> None:
    received = sorted(path.read_bytes() for path in (SHARED / "documents").glob("*.txt"))
    files = {document.file for document in jilin.documents}
    assert sorted((Path(jilin.path) / "documents" / file).read_bytes() for file in files) == received


# ------------------------------------------------------------------ units


@pytest.mark.parametrize(
    ("value", "printed", "base", "amount"),
    [
        (5272, "亿元", "元", 527_200_000_000),
        (90, "％", "1", 0.9),
        (4, "个百分点", "1", 0.04),
        (30, "万亩", "平方米", 200_000_000),
        (14, "万公顷", "平方米", 1_400_000_000),
        (1, "平方千米", "平方米", 1_000_000),
        (1000, "亿斤", "吨", 50_000_000),
        (25, "万人", "人", 250_000),
    ],
)
def test_a_unit_leads_to_its_base(jilin: Pack, value: float, printed: str, base: str, amount: float) -> None:
    unit = jilin.unit(printed)
    assert unit is not None
    assert unit.base == base
    assert value * unit.factor == pytest.approx(amount)


def test_a_share_and_a_difference_of_shares_are_not_the_same(jilin: Pack) -> None:
    share, points = jilin.unit("%"), jilin.unit("百分点")
    assert share is not None
    assert points is not None
    assert share.dimension != points.dimension


def test_units_of_one_dimension_have_one_base(jilin: Pack) -> None:
    bases = {(unit.dimension, unit.base) for unit in jilin.units.values()}
    assert len({dimension for dimension, _ in bases}) == len(bases)
