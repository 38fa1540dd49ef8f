"""Packs: read as text, guarded by schemas, found by name; and names that resolve."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path

import pytest

from luoshi.model.pack import Organisation, Pack, Place, Succession
from luoshi.model.problem import PackError
from luoshi.packs import mechanisms, pack, problems

HEAD = "id: small\ntitle: 小包\n"
DEPARTMENT = "organisations:\n- id: a\n  name: 吉林省财政厅\n  level: 省\n  kind: 政府部门\n  place: '220000'\n"
PLACES = (
    "code,name,level,parent,managed_by,aliases,valid_from,valid_to,successor,standard,bare,note,source\n"
    "220000,吉林省,省,,,,,,,是,是,,GB/T 2260\n"
)
MECHANISM = """\
mechanisms:
- code: A1
  title: 分类
  title_en: Classification
  priority: P1
  quotes:
  - {text: 划分为四种类型, document: plan, where: 一}
  who: ''
  inputs: ''
  rules: ''
  outputs: ''
  deadlines: ''
  check: 可以查到
"""
DOCUMENT = "documents:\n- {id: plan, file: plan.txt, sha256: %s}\n"


def written(folder: Path, **files: str) -> Path:
    """A pack of a few files: pack="…" is pack.yaml, a name with two underscores a file in a folder."""
    names = {"places": "places.csv", "documents__documents": "documents/documents.yaml"}
    for name, text in {"pack": HEAD, **files}.items():
        path = folder / names.get(name, f"{name}.yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def refused(folder: Path, **files: str) -> PackError:
    with pytest.raises(PackError) as caught:
        mechanisms(pack(written(folder, **files)))
    return caught.value


# ------------------------------------------------------------------ files


def test_values_stay_the_text_of_the_file(tmp_path: Path) -> None:
    """A code that YAML would take for an octal number, and a name that it would take for False."""
    text = DEPARTMENT.replace("'220000'", "010101").replace("name: 吉林省财政厅", "name: no")
    found = pack(written(tmp_path, organisations=text)).organisations["a"]
    assert (found.place, found.name) == ("010101", "no")


def test_an_unknown_key_is_refused_with_its_line_and_the_nearest_known_one(tmp_path: Path) -> None:
    error = refused(tmp_path, organisations=DEPARTMENT + "  alaises: [省财政厅]\n")
    assert error.problem.code == "pack-unknown-key"
    assert error.problem.where.endswith("organisations.yaml:7")
    assert error.problem.words["near"] == "aliases"
    assert "是否应为“aliases”" in str(error)
    assert "Did you mean 'aliases'?" in str(error)


def test_a_misspelt_key_is_named_before_the_key_that_it_leaves_missing(tmp_path: Path) -> None:
    error = refused(tmp_path, organisations=DEPARTMENT.replace("name:", "nmae:"))
    assert (error.problem.words["key"], error.problem.words["near"]) == ("nmae", "name")


def test_a_missing_key_is_refused_with_the_line_of_its_entry(tmp_path: Path) -> None:
    error = refused(tmp_path, organisations=DEPARTMENT.replace("  level: 省\n", ""))
    assert (error.problem.code, error.problem.words["key"]) == ("pack-missing-key", "level")
    assert error.problem.where.endswith("organisations.yaml:2")


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("level: 省", "level: 镇", "level"),
        ("kind: 政府部门", "kind: 部门", "kind"),
        ("name: 吉林省财政厅", "name: null", "name"),
    ],
)
def test_a_value_outside_its_vocabulary_is_refused(tmp_path: Path, old: str, new: str, key: str) -> None:
    error = refused(tmp_path, organisations=DEPARTMENT.replace(old, new))
    assert (error.problem.code, error.problem.words["key"]) == ("pack-bad-value", key)


def test_a_value_is_refused_in_both_languages(tmp_path: Path) -> None:
    error = refused(tmp_path, organisations=DEPARTMENT + "  since: 去年\n")
    assert "日期写作 2018、2018-10 或 2018-10-25" in error.problem.zh
    assert "a date is written 2018, 2018-10 or 2018-10-25" in error.problem.en


@pytest.mark.parametrize("factor", ["2/0", "many", ""])
def test_a_factor_that_is_no_number_is_refused(tmp_path: Path, factor: str) -> None:
    error = refused(tmp_path, units=f"units:\n- {{name: 亩, dimension: 面积, base: 平方米, factor: '{factor}'}}\n")
    assert (error.problem.code, error.problem.words["key"]) == ("pack-bad-value", "factor")


@pytest.mark.parametrize("text", ["only words", "- a\n- b\n", "a: &a [*a]\n", "\x00"])
def test_a_file_that_holds_something_else_is_refused(tmp_path: Path, text: str) -> None:
    assert refused(tmp_path, organisations=text).problem.where.startswith(str(tmp_path / "organisations.yaml"))


def test_a_key_that_stands_twice_is_refused(tmp_path: Path) -> None:
    error = refused(tmp_path, organisations=DEPARTMENT + "  level: 市\n")
    assert (error.problem.code, error.problem.words["key"]) == ("pack-key-twice", "level")
    assert error.problem.where.endswith(":7")


def test_an_id_that_stands_twice_is_refused_at_the_second(tmp_path: Path) -> None:
    error = refused(tmp_path, organisations=DEPARTMENT + DEPARTMENT.removeprefix("organisations:\n"))
    assert error.problem.code == "pack-id-twice"
    assert error.problem.where.endswith(":7")


def test_broken_yaml_is_refused_with_its_line(tmp_path: Path) -> None:
    error = refused(tmp_path, organisations="organisations:\n- id: a\n  name: [\n")
    assert error.problem.code == "pack-not-yaml"
    assert error.problem.where.rpartition(":")[2] in ("3", "4")


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "organisations.yaml").write_bytes("organisations: 财政厅".encode("gb18030"))
    with pytest.raises(PackError, match="UTF-8"):
        pack(tmp_path)


def test_a_row_with_a_comma_too_many_is_refused_with_its_line(tmp_path: Path) -> None:
    error = refused(tmp_path, places=PLACES + "220100,长春市,地级行政区,220000,,,,,,,是,是,,GB/T 2260\n")
    assert error.problem.code == "pack-uneven-row"
    assert error.problem.where.endswith("places.csv:3")


def test_a_date_of_which_only_the_month_is_known_is_its_first_day(tmp_path: Path) -> None:
    text = DEPARTMENT + "  since: 2018-10\n"
    assert pack(written(tmp_path, organisations=text)).organisations["a"].since == date(2018, 10, 1)


def test_a_day_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    error = refused(tmp_path, organisations=DEPARTMENT + "  since: 2018-02-30\n")
    assert (error.problem.code, error.problem.words["key"]) == ("pack-bad-value", "since")


# ------------------------------------------------------------------ finding and extending


def test_a_pack_that_is_not_there_is_named_with_a_near_one() -> None:
    with pytest.raises(PackError) as caught:
        pack("jilim")
    assert caught.value.problem.code == "pack-not-found"
    assert caught.value.problem.words["near"] == "jilin"


def test_a_pack_is_found_in_the_packs_of_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path / "packs" / "small")
    monkeypatch.chdir(tmp_path)
    assert pack("small").title == "小包"


def test_the_reference_pack_is_found_from_any_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert pack("jilin").id == "jilin"


def test_a_pack_wins_over_the_one_that_it_extends(tmp_path: Path) -> None:
    written(tmp_path / "base", organisations=DEPARTMENT + DEPARTMENT.replace("id: a", "id: b")[15:])
    own = DEPARTMENT.replace("name: 吉林省财政厅", "name: 吉林省财政局")
    found = pack(written(tmp_path / "own", pack=HEAD + "extends: [base]\n", organisations=own))
    assert {id: found.organisations[id].name for id in "ab"} == {"a": "吉林省财政局", "b": "吉林省财政厅"}
    assert found.extends == (str(tmp_path / "base"),)


def test_a_pack_that_extends_itself_is_refused(tmp_path: Path) -> None:
    written(tmp_path / "one", pack="id: one\ntitle: 一\nextends: [two]\n")
    written(tmp_path / "two", pack="id: two\ntitle: 二\nextends: [one]\n")
    with pytest.raises(PackError) as caught:
        pack(tmp_path / "one")
    assert caught.value.problem.code == "pack-extends-itself"


# ------------------------------------------------------------------ names of organisations


def department(
    id: str, name: str, *aliases: str, until: str = "", heirs: str = "", since: date | None = None
) -> Organisation:
    successors = tuple(Succession(heir, date.fromisoformat(until), "合并", "方案") for heir in heirs.split())
    return Organisation(id, name, aliases, "省", "政府部门", "220000", successors, since)


REFORM = date(2018, 10, 1)
JILIN = Place("220000", "吉林省", "省", "")
DEPARTMENTS = Pack(
    id="p",
    title="",
    path="",
    places=(JILIN,),
    organisations={
        one.id: one
        for one in (
            department("gxt", "吉林省工业和信息化厅", "省工信厅"),
            department("fgw", "吉林省发展和改革委员会"),
            department("old", "吉林省机构编制委员会办公室", "省编办", until="2018-10-01", heirs="new"),
            department("new", "中共吉林省委机构编制委员会办公室", "省编办", since=REFORM),
            department("press", "吉林省新闻出版广电局", until="2018-10-01", heirs="radio party"),
            department("radio", "吉林省广播电视局", since=REFORM, until="2024-01-01", heirs="culture"),
            department("party", "中共吉林省委宣传部"),
            department("culture", "吉林省文化和旅游厅", since=REFORM),
        )
    },
)


@pytest.mark.parametrize(
    ("printed", "id"),
    [
        ("省工业信息化厅", "gxt"),
        ("省工业和信息化厅", "gxt"),
        ("吉林省工业和信息化厅", "gxt"),
        ("省工信厅", "gxt"),
        ("省 发展改革委", "fgw"),
        ("省发展和改革委员会", "fgw"),
        ("中共吉林省委宣传部", "party"),
        ("省委宣传部", "party"),
        ("吉林省委宣传部", "party"),
    ],
)
def test_every_spelling_of_a_name_means_the_same_organisation(printed: str, id: str) -> None:
    found = DEPARTMENTS.organisation(printed)
    assert found is not None
    assert found.id == id


@pytest.mark.parametrize("printed", ["四川省发展改革委", "市发展改革委", "发展改革委", "有关部门", ""])
def test_a_name_of_nobody_is_nobody(printed: str) -> None:
    assert DEPARTMENTS.organisation(printed) is None


@pytest.mark.parametrize(
    ("on", "id"), [(date(2014, 9, 25), "old"), (date(2018, 9, 30), "old"), (REFORM, "new"), (None, "new")]
)
def test_a_name_that_was_handed_on_means_who_bore_it_on_the_day(on: date | None, id: str) -> None:
    found = DEPARTMENTS.organisation("省编办", on)
    assert found is not None
    assert found.id == id


def test_two_organisations_of_one_name_are_nobody() -> None:
    twins = {id: department(id, "吉林省能源局") for id in "ab"}
    assert Pack("p", "", "", organisations=twins, places=(JILIN,)).organisation("省能源局") is None


@pytest.mark.parametrize(
    ("on", "names"),
    [
        (date(2016, 1, 1), ["吉林省新闻出版广电局"]),
        (date(2019, 1, 1), ["吉林省广播电视局", "中共吉林省委宣传部"]),
        (date(2024, 6, 1), ["中共吉林省委宣传部", "吉林省文化和旅游厅"]),
    ],
)
def test_who_stands_in_a_place_follows_every_reform(on: date, names: list[str]) -> None:
    assert [one.name for one in DEPARTMENTS.current("press", on)] == names


def test_organisations_that_succeed_each_other_in_a_circle_end() -> None:
    circle = {
        "a": department("a", "甲", until="2018-01-01", heirs="b"),
        "b": department("b", "乙", until="2018-01-01", heirs="a"),
    }
    assert Pack("p", "", "", organisations=circle).current("a", date(2020, 1, 1)) == ()


# ------------------------------------------------------------------ names of places

YEAR_2020 = date(2020, 6, 1)
PLACES_OF_JILIN = Pack(
    id="p",
    title="",
    path="",
    places=(
        JILIN,
        Place("220100", "长春市", "地级行政区", "220000"),
        Place("220104", "朝阳区", "市辖区", "220100"),
        Place("220200", "吉林市", "地级行政区", "220000"),
        Place("220500", "通化市", "地级行政区", "220000"),
        Place("220503", "二道江区", "市辖区", "220500"),
        Place("220521", "通化县", "县", "220500"),
        Place("222400", "延边朝鲜族自治州", "地级行政区", "220000"),
        Place("222403", "敦化市", "县级市", "222400"),
        Place("220381", "公主岭市", "县级市", "220300", valid_to=YEAR_2020, successor="220184"),
        Place("220184", "公主岭市", "县级市", "220100", valid_from=YEAR_2020),
        Place("620400", "白银市", "地级行政区", "620000", bare=False),
    ),
)


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("吉林市", "220200"),
        ("吉林省", "220000"),
        ("长春", "220100"),
        ("延边州", "222400"),
        ("延边", "222400"),
        ("延边朝鲜族自治州", "222400"),
        ("通化", "220500"),
        ("通化县", "220521"),
        ("通化市二道江区", "220503"),
        ("吉林省延边州敦化市", "222403"),
        ("长春市朝阳区", "220104"),
        ("吉林市政府", "220200"),
        ("延边州人民政府", "222400"),
        ("白银市", "620400"),
        ("公主岭", "220184"),
    ],
)
def test_a_place_is_found_under_every_name_of_it(printed: str, code: str) -> None:
    found = PLACES_OF_JILIN.place(printed)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("printed", ["吉林", "朝阳", "合作", "白银", "通化市朝阳区", "省政府", "政府", ""])
def test_a_word_that_may_mean_something_else_is_no_place(printed: str) -> None:
    assert PLACES_OF_JILIN.place(printed) is None


@pytest.mark.parametrize(("on", "code"), [(date(2016, 12, 9), "220381"), (YEAR_2020, "220184")])
def test_a_place_has_the_code_of_the_day(on: date, code: str) -> None:
    found = PLACES_OF_JILIN.place("公主岭市", on)
    assert found is not None
    assert found.code == code


def test_a_pack_can_be_sent_to_another_process() -> None:
    sent = pickle.loads(pickle.dumps(PLACES_OF_JILIN))
    assert sent == PLACES_OF_JILIN
    assert sent.place("长春") == PLACES_OF_JILIN.place("长春")


# ------------------------------------------------------------------ what can be wrong between files


def codes(folder: Path) -> list[str]:
    return [problem.code for problem in problems(pack(folder))]


def test_a_successor_that_nobody_knows_is_a_problem_with_its_line(tmp_path: Path) -> None:
    text = DEPARTMENT + "  successors: [{id: aa, on: 2018-10, how: 更名, source: 方案}]\n"
    (found,) = problems(pack(written(tmp_path, organisations=text, places=PLACES)))
    assert (found.code, found.words["near"]) == ("pack-unknown-reference", "a")
    assert found.where.endswith("organisations.yaml:2")


def test_a_name_of_two_organisations_at_one_time_is_a_problem(tmp_path: Path) -> None:
    twice = DEPARTMENT + DEPARTMENT.replace("id: a", "id: b")[15:]
    assert codes(written(tmp_path, organisations=twice, places=PLACES)) == ["pack-name-of-several"]


def test_a_name_handed_on_is_no_problem(tmp_path: Path) -> None:
    first = DEPARTMENT + "  successors: [{id: b, on: 2018-10, how: 更名, source: 方案}]\n"
    second = DEPARTMENT.replace("id: a", "id: b")[15:] + "  since: 2018-10\n"
    assert codes(written(tmp_path, organisations=first + second, places=PLACES)) == []


def test_a_code_of_two_places_at_one_time_is_a_problem(tmp_path: Path) -> None:
    again = "220000,吉林,省,,,,,,,是,是,,GB/T 2260\n"
    assert codes(written(tmp_path, places=PLACES + again)) == ["pack-code-of-several"]


def test_an_edited_document_is_a_problem(tmp_path: Path) -> None:
    written(tmp_path, documents__documents=DOCUMENT % ("0" * 64))
    assert codes(tmp_path) == ["pack-document-missing"]
    (tmp_path / "documents" / "plan.txt").write_text("划分为四种类型", encoding="utf-8")
    assert codes(tmp_path) == ["pack-document-changed"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("划分为\n　四种类型。", []), ("划分为三种类型。", ["pack-quote-not-found"])],
)
def test_a_quote_must_stand_in_its_document_but_may_run_over_a_line(
    tmp_path: Path, text: str, expected: list[str]
) -> None:
    written(tmp_path, mechanisms=MECHANISM, documents__documents=DOCUMENT % ("0" * 64))
    (tmp_path / "documents" / "plan.txt").write_text(text, encoding="utf-8")
    assert [code for code in codes(tmp_path) if code != "pack-document-changed"] == expected


def test_a_quote_of_an_unknown_document_is_a_problem_with_its_line(tmp_path: Path) -> None:
    (found,) = problems(pack(written(tmp_path, mechanisms=MECHANISM)))
    assert (found.code, found.words["target"]) == ("pack-unknown-reference", "plan")
    assert found.where.endswith("mechanisms.yaml:7")


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("luoshi.model.pack", []),
        ("luoshi.model.nothing", ["pack-served-by-nothing"]),
        ("luoshi.nothing.at_all", ["pack-served-by-nothing"]),
        ("papers/classes", []),
        ("papers/nothing", ["pack-served-by-nothing"]),
    ],
)
def test_what_serves_a_mechanism_must_exist(tmp_path: Path, target: str, expected: list[str]) -> None:
    served = MECHANISM + f"  served_by: [{target}]\n"
    written(tmp_path, mechanisms=served, **{"papers/classes": "id: classes\n"})
    assert [code for code in codes(tmp_path) if code != "pack-unknown-reference"] == expected
