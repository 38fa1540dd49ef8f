"""Planned values: read with their certainty, checked against the document, its indicators and its units."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from pathlib import Path

import pytest

from luoshi.model.problem import PackError
from luoshi.packs import pack, planned_values, problems

TEXT = "专栏1 服务业比重\n32\n£\na0\n"
ROW = """\
planned_values:
- id: plan/share
  indicator: share
  name: 服务业比重
  scope: 全国
  unit: "%"
  base: {year: 2012, value: 32}
  values:
  - {year: 2015, value: 35.0, certainty: 低}
  - {year: 2020, value: 40, comparator: ">"}
  change: {kind: change, value: 8, unit: 个百分点, direction: up}
  certainty: 中
  usable: 是
  document: plan
  quote: 32 £ a0
  restored: 32＋8＝40
"""
UNITS = """\
units:
- {name: "%", dimension: 份额, base: "1", factor: "0.01"}
- {name: 个百分点, dimension: 份额之差, base: "1", factor: "0.01"}
"""
INDICATOR = """\
id: share
title: 服务业比重
title_en: Services
unit: "%"
better: up
definition: 比重
aggregation: none
source: 年鉴
official: 是
confidence: high
checked_by: 待核
checked_on:
next_review:
"""


def written(folder: Path, row: str = ROW) -> Path:
    (folder / "documents").mkdir()
    (folder / "indicators").mkdir()
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    for name, text in {
        "pack.yaml": "id: small\ntitle: 小包\n",
        "units.yaml": UNITS,
        "indicators/share.yaml": INDICATOR,
        "documents/plan.txt": TEXT,
        "documents/documents.yaml": f"documents:\n- {{id: plan, file: plan.txt, sha256: {digest}}}\n",
        "planned_values.yaml": row,
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def found(folder: Path) -> list[tuple[str, str]]:
    """The code of each problem, and the line it names."""
    return [(one.code, one.where.rsplit(":", 1)[-1]) for one in problems(pack(folder))]


def test_a_row_is_read_as_it_stands_and_numbers_stay_exact(tmp_path: Path) -> None:
    (row,) = planned_values(pack(written(tmp_path)))
    assert (row.base_year, row.base_value) == (2012, Decimal(32))
    assert [(step.year, str(step.value), step.comparator, step.certainty) for step in row.steps] == [
        (2015, "35.0", "=", "低"),
        (2020, "40", ">", "中"),
    ]
    assert row.change is not None
    assert (row.change.value, row.change.direction) == (Decimal(8), "up")


def test_a_guessed_year_is_listed_and_not_on_the_path(tmp_path: Path) -> None:
    (row,) = planned_values(pack(written(tmp_path)))
    assert [step.year for step in row.path] == [2020]


def test_a_row_that_is_not_usable_has_no_path(tmp_path: Path) -> None:
    (row,) = planned_values(pack(written(tmp_path, ROW.replace("usable: 是", "usable: 否"))))
    assert (len(row.steps), row.path) == (2, ())


def test_a_sound_row_has_no_problems(tmp_path: Path) -> None:
    assert found(written(tmp_path)) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("certainty: 中", "certainty: 低", "pack-uncertain-yet-used", "13"),
        ("document: plan", "document: plane", "pack-unknown-reference", "14"),
        ("indicator: share", "indicator: shares", "pack-unknown-reference", "3"),
        ("quote: 32 £ a0", "quote: 32 £ 40", "pack-quote-not-found", "15"),
        ("个百分点, direction", "个百分号, direction", "pack-unknown-reference", "11"),
        ('unit: "%"\n  base', "unit: 个百分点\n  base", "pack-planned-other-unit", "6"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, old: str, new: str, code: str, line: str) -> None:
    assert (code, line) in found(written(tmp_path, ROW.replace(old, new)))


def test_a_row_that_plans_nothing_is_a_problem(tmp_path: Path) -> None:
    planned = ROW[ROW.index("  values:") : ROW.index("  certainty: 中")]
    assert found(written(tmp_path, ROW.replace(planned, ""))) == [("pack-nothing-planned", "2")]


def test_a_certainty_that_does_not_exist_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(PackError) as caught:
        planned_values(pack(written(tmp_path, ROW.replace("certainty: 中", "certainty: 较高"))))
    assert caught.value.problem.where.endswith("planned_values.yaml:12")


def test_a_pack_without_the_file_plans_nothing(tmp_path: Path) -> None:
    folder = written(tmp_path)
    (folder / "planned_values.yaml").unlink()
    assert planned_values(pack(folder)) == ()
