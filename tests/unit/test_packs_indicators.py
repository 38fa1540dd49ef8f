"""Indicators as files: strict, joined with the words of the lexicon, and checked against units and each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from luoshi.model.problem import PackError
from luoshi.packs import pack, problems

UNITS = """\
units:
- {name: 亿元, dimension: 金额, base: 元, factor: "1e8"}
- {name: 万元, dimension: 金额, base: 元, factor: "1e4"}
- {name: 人, dimension: 人数, base: 人, factor: "1"}
- {name: "%", dimension: 份额, base: "1", factor: "0.01"}
- {name: 个百分点, dimension: 份额之差, base: "1", factor: "0.01"}
"""
SOUND = {
    "gdp": {},
    "services": {},
    "population": {"unit": "人", "better": ""},
    "share": {"unit": '"%"', "formula": "services / gdp", "aggregation": "from-parts"},
    "income": {"unit": "万元", "aggregation": "weighted-mean", "weight": "population"},
    "gdp_per_head": {"unit": "万元/人", "formula": "gdp / population", "aggregation": "from-parts"},
}


def written(folder: Path, lexicon: str = "", **changes: dict[str, str]) -> Path:
    """A pack of the sound indicators with changed fields; a field changed to "-" is left out."""
    (folder / "indicators").mkdir()
    (folder / "pack.yaml").write_text("id: small\ntitle: 小包\n", encoding="utf-8")
    (folder / "units.yaml").write_text(UNITS, encoding="utf-8")
    if lexicon:
        (folder / "lexicon.yaml").write_text(lexicon, encoding="utf-8")
    for id, fields in {**SOUND, **{id: {**SOUND.get(id, {}), **changed} for id, changed in changes.items()}}.items():
        usual = {
            "id": id, "title": f"指标{id}", "title_en": id, "unit": "亿元", "better": "up", "definition": "按年计",
            "aggregation": "sum", "source": "统计年鉴", "official": "是", "confidence": "high",
            "checked_by": "待核", "checked_on": "", "next_review": "",
        }  # fmt: skip
        lines = [f"{key}: {value}" for key, value in {**usual, **fields}.items() if value != "-"]
        (folder / "indicators" / f"{id}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def found(folder: Path) -> list[tuple[str, str]]:
    """The code of each problem, and the file and line it names."""
    return [(one.code, one.where[one.where.rindex("/") + 1 :]) for one in problems(pack(folder))]


# ------------------------------------------------------------------ what is read


def test_a_sound_pack_has_no_problems(tmp_path: Path) -> None:
    assert found(written(tmp_path)) == []


def test_an_indicator_is_read_with_its_parts(tmp_path: Path) -> None:
    share = pack(written(tmp_path)).indicators["share"]
    assert (share.unit, share.better, share.parts, share.official) == ("%", "up", ("services", "gdp"), True)


def test_of_some_indicators_neither_way_is_better(tmp_path: Path) -> None:
    assert pack(written(tmp_path)).indicators["population"].better is None


def test_a_title_and_the_words_of_the_lexicon_mean_the_indicator(tmp_path: Path) -> None:
    lexicon = "indicators:\n- {id: gdp, words: [国内生产总值, 总量]}\n- {id: services, words: [总量]}\n"
    words = pack(written(tmp_path, lexicon)).words
    assert words["指标gdp"] == words["国内生产总值"] == ("gdp",)
    assert words["总量"] == ("gdp", "services")


def test_an_own_indicator_wins_over_that_of_the_pack_it_extends(tmp_path: Path) -> None:
    (tmp_path / "base").mkdir()
    written(tmp_path / "base")
    (tmp_path / "own").mkdir()
    own = written(tmp_path / "own", gdp={"title": "本地生产总值"})
    (own / "pack.yaml").write_text("id: own\ntitle: 包\nextends: [base]\n", encoding="utf-8")
    assert pack(own).indicators["gdp"].title == "本地生产总值"


# ------------------------------------------------------------------ what is refused


@pytest.mark.parametrize(
    ("changed", "code", "says"),
    [
        ({"aggregation": "average"}, "pack-bad-value", "'from-parts'"),
        ({"better": "higher"}, "pack-bad-value", "'hold'"),
        ({"official": "maybe"}, "pack-bad-value", "是"),
        ({"bettter": "up"}, "pack-unknown-key", "better"),
        ({"definition": "-"}, "pack-missing-key", "definition"),
        ({"source": "-"}, "pack-missing-key", "source"),
        ({"id": "gpd"}, "pack-id-not-its-file", "gpd.yaml"),
        ({"formula": "services * 2"}, "pack-bad-value", "+ - /"),
        ({"formula": "services +"}, "pack-bad-value", "+ - /"),
        ({"formula": "open('x')"}, "pack-bad-value", "+ - /"),
        ({"formula": "services.real"}, "pack-bad-value", "+ - /"),
        ({"formula": "-services"}, "pack-bad-value", "+ - /"),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_refused_with_its_line(
    tmp_path: Path, changed: dict[str, str], code: str, says: str
) -> None:
    with pytest.raises(PackError) as caught:
        pack(written(tmp_path, gdp=changed))
    problem = caught.value.problem
    assert problem.code == code
    assert "gdp.yaml:" in problem.where
    assert says in problem.zh + problem.hint_zh


def test_a_word_of_an_unknown_indicator_is_refused_with_a_near_one(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"lexicon.yaml:2 .*“gpd”") as caught:
        pack(written(tmp_path, "indicators:\n- {id: gpd, words: [总量]}\n"))
    assert caught.value.problem.words["near"] == "gdp"


# ------------------------------------------------------------------ what a person should look at


@pytest.mark.parametrize(
    ("id", "changed", "expected"),
    [
        ("gdp", {"unit": "亿圆"}, ("pack-unknown-reference", "gdp.yaml:4")),
        ("share", {"formula": "services / gpd"}, ("pack-unknown-reference", "share.yaml:14")),
        ("income", {"weight": "people"}, ("pack-unknown-reference", "income.yaml:14")),
        ("income", {"weight": "-"}, ("pack-aggregation-incomplete", "income.yaml:7")),
        ("share", {"formula": "-"}, ("pack-aggregation-incomplete", "share.yaml:7")),
        ("gdp", {"weight": "population"}, ("pack-weight-unused", "gdp.yaml:7")),
        ("share", {"aggregation": "sum"}, ("pack-sum-of-ratios", "share.yaml:7")),
        ("gdp_per_head", {"aggregation": "sum"}, ("pack-sum-of-ratios", "gdp_per_head.yaml:7")),
        ("share", {"unit": "个百分点"}, ("pack-formula-other-unit", "share.yaml:14")),
        ("share", {"formula": "services / population"}, ("pack-formula-other-unit", "share.yaml:14")),
        ("gdp_per_head", {"unit": "万元"}, ("pack-formula-other-unit", "gdp_per_head.yaml:14")),
        ("share", {"formula": "services / (gdp + population)"}, ("pack-formula-unlike-parts", "share.yaml:14")),
        ("services", {"formula": "services - gdp"}, ("pack-formula-in-a-circle", "services.yaml:14")),
    ],
)
def test_what_is_wrong_between_the_files_is_a_problem_with_its_line(
    tmp_path: Path, id: str, changed: dict[str, str], expected: tuple[str, str]
) -> None:
    assert found(written(tmp_path, **{id: changed})) == [expected]


def test_a_circle_of_several_is_found_from_each_of_them(tmp_path: Path) -> None:
    folder = written(tmp_path, gdp={"formula": "services + services"}, services={"formula": "gdp - gdp"})
    assert [code for code, _ in found(folder)] == ["pack-formula-in-a-circle"] * 2


def test_every_problem_is_collected_at_once(tmp_path: Path) -> None:
    folder = written(tmp_path, gdp={"weight": "population"}, income={"weight": "-"}, services={"unit": "件"})
    codes = {"pack-weight-unused", "pack-aggregation-incomplete", "pack-unknown-reference"}
    assert {code for code, _ in found(folder)} == codes
