"""`schemes/<id>.yaml`: what a file may say, what it becomes, and what is refused with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from luoshi.assess.compose import evaluation
from luoshi.model import PackError
from luoshi.model.scheme import Choice, Parameter
from luoshi.packs import pack
from luoshi.packs.schemes import of_schemes, scheme, scheme_file, schemes

FILE = """
id: vitality
title: 活力评价
version: 2018.1
valid_from: 2018
official: 否
source: 试验
items:
  - id: economy
    title: 经济
    weight: {value: 0.6, official: 是, source: 方案第三条}
    items:
      - {id: gdp, title: 人均生产总值, lower: {value: 0, official: 否, source: 试验}}
      - {id: jobless, title: 失业率, better: down}
  - id: growth
    title: 增速
    better: [4, 8]
treat: {method: winsorise, parameters: {share: 1/20}, official: 否, source: 试验}
normalise: {method: min_max, parameters: {clip: 是}, official: 否, source: 试验}
weight: {method: entropy, official: 否, source: 试验}
aggregate: {method: arithmetic, official: 否, source: 试验}
missing: reweight
at_least: 0.7
bands:
  - {id: low, title: 低, high: 0.5, official: 否, source: 试验}
  - {id: high, title: 高, low: 0.5, official: 否, source: 试验}
digits: 4
checked_by: 张三
checked_on: 2026-03-01
next_review: 2027-03-01
"""


def written(folder: Path, text: str = FILE, name: str = "vitality") -> Path:
    (folder / "schemes").mkdir(exist_ok=True)
    file = folder / "schemes" / f"{name}.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_file_becomes_a_scheme_with_every_choice_and_its_source(tmp_path: Path) -> None:
    found = scheme_file(written(tmp_path))
    assert (found.id, found.version, found.indicators) == ("vitality", "2018.1", ("gdp", "jobless", "growth"))
    assert found.root.items[0].weight == Parameter(0.6, True, "方案第三条")
    assert [leaf.better for leaf in found.root.leaves] == ["up", "down", (4.0, 8.0)]
    assert found.treat == Choice("winsorise", {"share": 0.05}, False, "试验")
    assert found.normalise.parameters == {"clip": True}
    assert (found.missing, found.at_least, found.digits, found.impute) == ("reweight", 0.7, 4, None)
    assert [band.title for band in found.bands] == ["低", "高"]


def test_a_scheme_from_a_file_runs(tmp_path: Path) -> None:
    table = {"place": ["甲", "乙", "丙"], "gdp": [3, 1, 2], "jobless": [3, 5, 4], "growth": [6, 2, 10]}
    found = evaluation(scheme_file(written(tmp_path)), table)
    assert found.ranks.tolist() == [1, 3, 2]
    assert found.weights["vitality"].tolist() == [0.6, 0.4]


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("missing: reweight", "missing: zero", "pack-bad-value", 22),
        ("title: 增速", "title: 增速\n    wieght: 1", "pack-unknown-key", 17),
        ("official: 否\nsource: 试验\nitems", "source: 试验\nitems", "pack-missing-key", 1),
        ("better: [4, 8]", "better: [4]", "pack-bad-value", 17),
        ("id: jobless", "id: gdp", "pack-scheme-item-twice", 8),
        ("low: 0.5,", "low: 0.6,", "pack-scheme-bands-apart", 26),
        ("high: 0.5,", "high: 0.5, closed: both,", "pack-scheme-bands-apart", 26),
        ("id: vitality", "id: other", "pack-id-not-its-file", 2),
    ],
)
def test_what_is_wrong_in_a_file_is_said_with_its_line(
    tmp_path: Path, old: str, new: str, code: str, line: int
) -> None:
    with pytest.raises(PackError) as caught:
        scheme_file(written(tmp_path, FILE.replace(old, new)))
    assert caught.value.problem.code == code
    assert caught.value.problem.where.endswith(f"vitality.yaml:{line}")


def a_pack(folder: Path) -> Path:
    (folder / "pack.yaml").write_text("id: test\ntitle: 试验\n", encoding="utf-8")
    return folder


def test_the_schemes_of_a_pack_are_found_by_walking_its_folder(tmp_path: Path) -> None:
    written(a_pack(tmp_path))
    written(tmp_path, FILE.replace("id: vitality", "id: other"), "other")
    assert list(schemes(pack(tmp_path))) == ["other", "vitality"]
    assert scheme(pack(tmp_path), "other").title == "活力评价"


def test_a_scheme_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    written(a_pack(tmp_path))
    with pytest.raises(PackError, match="vitality"):
        scheme(pack(tmp_path), "vitalty")


def test_an_indicator_that_the_pack_does_not_define_is_a_problem(tmp_path: Path) -> None:
    written(a_pack(tmp_path))
    found = [problem.words["target"] for problem in of_schemes(pack(tmp_path))]
    assert found == ["gdp", "jobless", "growth"]
