"""Schemes worked out for the places of a small pack: what is compared, what is missing, and what is never assumed."""

from __future__ import annotations

from pathlib import Path

import pytest

from luoshi import packs
from luoshi.assessing import alternatives, assess, assess_all
from luoshi.keeping import observed
from luoshi.lines import Lines
from luoshi.model.assessed import Assessed, AssessedPlace
from luoshi.model.coordination import CityWarning
from luoshi.model.finding import Missing
from luoshi.model.pack import Pack
from luoshi.model.problem import LuoshiError, PackError
from luoshi.packs.schemes import scheme
from luoshi.panels import panel

HEAD = "地区代码,地区,年份,指标,数值,单位,价格,发布日期,数据性质,来源,边界,备注\n"
PACK = """\
id: small
title: 小规则包
title_en: A small pack
extends: [{common}]
checked_by: 待核
checked_on:
next_review:
"""
INDICATOR = """\
id: {id}
title: {title}
title_en: {id}
unit: "%"
better: {better}
definition: 例
aggregation: none
source: 例
official: 是
confidence: high
checked_by: 待核
checked_on:
next_review:
"""
CHOICE = "{{method: {method}, official: 否, source: 例}}"
SCHEME = """\
id: vitality
title: 活力
title_en: Vitality
version: "1"
area: three
official: 否
source: 例
items:
- id: nature
  title: 自然
  aggregate: {mean}
  items:
  - {{id: paths, title: 绿道, better: up}}
- id: town
  title: 城市
  aggregate: {mean}
  items:
  - {{id: parks, title: 公园, better: up}}
  - {{id: smoke, title: 烟尘, better: down}}
normalise: {{method: min_max, official: 否, source: 例}}
weight: {{method: equal, official: 否, source: 例}}
aggregate: {whole}
bands:
- {{id: low, title: 低, low: "0", high: "0.5", official: 否, source: 例}}
- {{id: high, title: 高, low: "0.5", high: "1", closed: both, official: 否, source: 例}}
lacking:
- {{title: 湿地, group: nature, nearest: paths, needs: 林草局}}
checked_by: 待核
checked_on:
next_review:
"""
JUDGING = """\
areas:
- {id: three, title: 三市, words: [三市], places: ["220400", "220600", "220700"]}
"""
SUPPLIERS = """\
suppliers:
- {indicator: smoke, organisations: [office], official: 否}
"""
ORGANISATIONS = """\
organisations:
- {id: office, name: 环保局, level: 市, kind: 政府部门, place: "220400"}
"""
LIAOYUAN, BAISHAN, SONGYUAN = "220400", "220600", "220700"


class Making:
    """A pack on the disk, made of rows; every place has every indicator in the years given."""

    def __init__(self, folder: Path, whole: str = "coordination") -> None:
        self.folder, self.rows = folder, list[str]()
        for name in ("documents", "indicators", "schemes", "statistics"):
            (folder / name).mkdir(parents=True)
        common = Path(packs.pack("common-cn").path)
        (folder / "pack.yaml").write_text(PACK.format(common=common), "utf-8")
        for id, title, better in (("paths", "绿道率", "up"), ("parks", "公园率", "up"), ("smoke", "烟尘率", "down")):
            (folder / "indicators" / f"{id}.yaml").write_text(
                INDICATOR.format(id=id, title=title, better=better), "utf-8"
            )
        mean, put = (CHOICE.format(method=method) for method in ("arithmetic", whole))
        (folder / "schemes" / "vitality.yaml").write_text(SCHEME.format(mean=mean, whole=put), "utf-8")
        (folder / "judging.yaml").write_text(JUDGING, "utf-8")
        (folder / "suppliers.yaml").write_text(SUPPLIERS, "utf-8")
        (folder / "organisations.yaml").write_text(ORGANISATIONS, "utf-8")

    def row(self, place: str, year: int, indicator: str, value: str) -> None:
        self.rows.append(f"{place},,{year},{indicator},{value},%,,{year + 1},最终,年鉴{year + 1},,\n")

    def year(self, year: int, values: dict[str, tuple[str, str, str]]) -> None:
        """Paths, parks and smoke of each place; blank for none."""
        for place, three in values.items():
            for indicator, value in zip(("paths", "parks", "smoke"), three, strict=True):
                if value:
                    self.row(place, year, indicator, value)

    def made(self) -> Pack:
        (self.folder / "statistics" / "table.csv").write_text(HEAD + "".join(self.rows), "utf-8")
        (self.folder / "tables.yaml").write_text(
            "tables:\n- {id: table, file: table.csv, shape: long, statistics: 年鉴}\n", "utf-8"
        )
        return packs.pack(str(self.folder))

    def assessed(self, as_of: int | None = None, **more: object) -> Assessed:
        made = self.made()
        store, problems = observed(made)
        assert problems == []
        given = {"replications": 40, "sobol": False} | more
        return assess(made, store, "vitality", as_of=as_of, **given)  # type: ignore[arg-type]


@pytest.fixture
def making(tmp_path: Path) -> Making:
    return Making(tmp_path / "small")


def whole(making: Making, *years: int) -> None:
    """Songyuan best in all, Baishan in the middle, Liaoyuan last; each year a little better."""
    for year in years:
        k = year - 2014
        making.year(
            year,
            {
                LIAOYUAN: (f"{10 + k}", f"{20 + k}", f"{60 - k}"),
                BAISHAN: (f"{50 + k}", f"{50 + k}", f"{40 - k}"),
                SONGYUAN: (f"{80 + k}", f"{90 + k}", f"{10 - k}"),
            },
        )


def place(found: Assessed, code: str) -> AssessedPlace:
    return next(one for one in found.places if one.place == code)


def test_places_are_ranked_with_intervals_and_the_best_first(making: Making) -> None:
    whole(making, 2014, 2015, 2016)
    found = making.assessed(2016)
    assert [one.name for one in found.scored] == ["松原市", "白山市", "辽源市"]
    assert [(one.rank, one.low, one.high) for one in found.scored] == [(1, 1, 1), (2, 2, 2), (3, 3, 3)]
    assert found.before == (("松原市", "白山市", 1.0), ("白山市", "辽源市", 1.0))


def test_a_degree_is_of_its_form_and_the_standard_one_stands_beside_it(making: Making) -> None:
    whole(making, 2016)
    one = place(making.assessed(2016), BAISHAN)
    assert [form.form for form in one.forms] == ["corrected", "standard"]
    assert one.score == pytest.approx(one.forms[0].degree)
    assert one.forms[1].degree > one.forms[0].degree


def test_a_warning_takes_three_years_in_a_row(making: Making) -> None:
    whole(making, 2014, 2015, 2016)
    assert isinstance(place(making.assessed(2016), BAISHAN).warning, CityWarning)
    early = place(making.assessed(2015), BAISHAN).warning
    assert isinstance(early, Missing)
    assert early.code == "warning-too-few-years"


def test_a_place_that_lacks_an_indicator_has_no_score_and_says_who_should_supply_it(making: Making) -> None:
    making.year(2016, {LIAOYUAN: ("10", "20", ""), BAISHAN: ("50", "50", "40"), SONGYUAN: ("80", "90", "10")})
    found = making.assessed(2016)
    (one,) = found.unscored
    assert (one.place, one.rank) == (LIAOYUAN, 0)
    assert isinstance(one.score, Missing)
    assert one.score.zh == "辽源市2016年没有得分：缺少“烟尘率”"
    assert one.score.reason.hint_zh == "请由环保局补充。"
    assert [isinstance(item.point, Missing) for item in one.items] == [False, False, True]


def test_an_explicit_zero_is_no_gap(making: Making) -> None:
    making.year(2016, {LIAOYUAN: ("0", "20", "0"), BAISHAN: ("50", "50", "40"), SONGYUAN: ("80", "90", "10")})
    assert making.assessed(2016).unscored == ()


def test_years_across_a_break_are_not_in_the_panel(making: Making) -> None:
    whole(making, 2014, 2015, 2016, 2017)
    (making.folder / "breaks.yaml").write_text(
        "breaks:\n- {id: b, indicators: [smoke], figures_from: '2016', what: 换了算法, what_en: another method,"
        " source: 例, official: 否, confidence: low}\n",
        "utf-8",
    )
    found = making.assessed(2017, earlier=True)
    assert (found.first, found.as_of) == (2016, 2017)
    assert [(one.indicator, one.before, one.after) for one in found.breaks] == [("smoke", 2015, 2016)]
    assert [(one.first, one.as_of) for one in found.earlier] == [(2014, 2015)]
    before = making.assessed(2015)
    assert (before.first, before.as_of, before.earlier) == (2014, 2015, ())


def test_values_after_the_year_judged_change_nothing(making: Making) -> None:
    whole(making, 2014, 2015)
    first = [one.score for one in making.assessed(2015).scored]
    making.year(2016, {LIAOYUAN: ("99", "99", "1"), BAISHAN: ("1", "1", "99"), SONGYUAN: ("2", "2", "98")})
    assert [one.score for one in making.assessed(2015).scored] == first


def test_without_a_year_the_last_one_that_has_the_figures_is_judged(making: Making) -> None:
    whole(making, 2014, 2015)
    making.year(2016, {LIAOYUAN: ("99", "", "")})
    assert making.assessed().as_of == 2015


def test_where_nobody_has_the_figures_it_says_so_and_from_when_they_are(making: Making) -> None:
    whole(making, 2014)
    found = making.assessed(2016)
    assert found.scored == ()
    assert len(found.unscored) == 3
    assert [problem.code for problem in found.problems] == ["assess-nobody-scored"]
    assert "2014" in found.problems[0].hint_zh


def test_the_next_class_says_what_would_have_to_change(making: Making) -> None:
    whole(making, 2014, 2015, 2016)
    found = making.assessed(2016)
    last = place(found, LIAOYUAN)
    assert last.band is not None
    assert last.upgrade is not None
    assert (last.band.title, last.upgrade.next_band.title) == ("低", "高")
    assert last.upgrade.confirmed >= 0.5 - 1e-6
    assert place(found, SONGYUAN).upgrade is None


def test_obstacles_add_up_to_the_whole(making: Making) -> None:
    whole(making, 2016)
    one = place(making.assessed(2016), BAISHAN)
    assert sum(found.degree for found in one.obstacles) == pytest.approx(100)


def test_another_scheme_has_neither_degree_nor_warning(tmp_path: Path) -> None:
    making = Making(tmp_path / "mean", whole="arithmetic")
    whole(making, 2014, 2015, 2016)
    one = place(making.assessed(2016), BAISHAN)
    assert (one.forms, one.lag, one.warning) == ((), None, None)
    assert one.sides[0][0] == "自然"


def test_the_form_of_coupling_is_never_varied(making: Making) -> None:
    whole(making, 2016)
    varied = alternatives(scheme(making.made(), "vitality"))
    assert varied.aggregate == ()


def test_the_same_seed_gives_the_same(making: Making) -> None:
    making.year(2016, {LIAOYUAN: ("10", "90", "60"), BAISHAN: ("50", "50", "40"), SONGYUAN: ("80", "20", "10")})
    one, other = making.assessed(2016, seed=7), making.assessed(2016, seed=7)
    assert one.before == other.before


def test_sobol_indices_name_every_choice_that_varies(making: Making) -> None:
    pytest.importorskip("SALib")
    making.year(2016, {LIAOYUAN: ("10", "90", "60"), BAISHAN: ("50", "50", "40"), SONGYUAN: ("80", "20", "10")})
    found = making.assessed(2016, sobol=True)
    assert not isinstance(found.reliance, Missing)
    assert [one.factor for one in found.reliance] == ["normalise", "weight_noise"]


def test_all_schemes_are_worked_out_in_the_year_or_the_last_before_it(making: Making) -> None:
    whole(making, 2014, 2015)
    made = making.made()
    found = assess_all(made, observed(made)[0], as_of=2018, replications=0)
    assert [(one.scheme.id, one.as_of) for one in found] == [("vitality", 2015)]


def test_a_panel_has_a_value_or_a_reason_for_everything(making: Making) -> None:
    making.year(2015, {LIAOYUAN: ("10", "20", "60")})
    making.year(2016, {LIAOYUAN: ("10", "", "60"), BAISHAN: ("50", "50", "40")})
    made = making.made()
    found = panel(Lines(made, observed(made)[0]), scheme(made, "vitality"), 2016)
    assert found.years == (2015, 2016)
    assert len(found.points) + len(found.gaps) == 3 * 3 * 2
    assert found.to_frame().height == 6
    assert found.missing(LIAOYUAN)[0][0] == "parks"
    assert found.points["paths", LIAOYUAN, 2016].observations[0].origin.file == "table.csv"


def test_a_scheme_without_an_area_is_refused_with_those_that_there_are(making: Making) -> None:
    whole(making, 2016)
    file = making.folder / "schemes" / "vitality.yaml"
    file.write_text(file.read_text("utf-8").replace("area: three\n", ""), "utf-8")
    with pytest.raises(LuoshiError, match="three"):
        making.assessed(2016)


def test_a_scheme_that_is_not_there_is_named_with_those_that_are(making: Making) -> None:
    whole(making, 2016)
    made = making.made()
    with pytest.raises(PackError, match="vitality"):
        assess(made, observed(made)[0], "vitalty")


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("area: three", "area: thre", "three"),
        ("group: nature", "group: natur", "nature"),
        ("nearest: paths", "nearest: path", "paths"),
    ],
)
def test_what_a_scheme_names_and_is_not_there_is_reported(making: Making, old: str, new: str, named: str) -> None:
    file = making.folder / "schemes" / "vitality.yaml"
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    found = [problem for problem in packs.problems(making.made()) if problem.code == "pack-unknown-reference"]
    assert [problem.words["near"] for problem in found] == [named]
