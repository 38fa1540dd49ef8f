"""`tables.yaml`: what stands where in a received table, strict like every file of a pack."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from luoshi.model.mapping import Fixed, TableMapping
from luoshi.model.problem import PackError
from luoshi.packs import pack, problems, tables


def written(folder: Path, text: str, *files: str) -> Path:
    """A pack with tables and the (empty) files of these names."""
    (folder / "statistics").mkdir()
    (folder / "pack.yaml").write_text("id: small\ntitle: 小包\n", encoding="utf-8")
    (folder / "tables.yaml").write_text(text, encoding="utf-8")
    for name in files:
        (folder / "statistics" / name).write_bytes(b"")
    return folder


def test_a_long_table_needs_nothing_but_its_file(tmp_path: Path) -> None:
    found = tables(pack(written(tmp_path, "tables:\n- id: figures\n  file: a.csv\n  shape: long\n")))
    assert found == (TableMapping("figures", "a.csv"),)


def test_a_pack_without_tables_has_none(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("id: small\ntitle: 小包\n", encoding="utf-8")
    assert tables(pack(tmp_path)) == ()


def test_everything_that_can_be_said_of_a_table_is_read(tmp_path: Path) -> None:
    text = """
tables:
- id: yearbook_2019_2_4
  file: 年鉴2019.xls
  sheet: 2-4
  shape: places-down
  header: {3: indicator, 4: unit}
  columns: {A: place, B: {indicator: gdp, unit: 亿元, prices: "2015"}, 备注: note}
  fixed: {period: "2018"}
  words: {州本级: "222400"}
  rows: 5-14
  skip: [合计]
  total: "220000"
  statistics: 吉林统计年鉴2019，表2-4
  published: 2019-11
  quality: revised
"""
    assert tables(pack(written(tmp_path, text)))[0] == TableMapping(
        id="yearbook_2019_2_4",
        file="年鉴2019.xls",
        shape="places-down",
        sheet="2-4",
        header={3: "indicator", 4: "unit"},
        columns={"A": "place", "B": Fixed(indicator="gdp", unit="亿元", prices="2015"), "备注": "note"},
        fixed=Fixed(period="2018"),
        words={"州本级": "222400"},
        rows=(5, 14),
        skip=("合计",),
        total="220000",
        statistics="吉林统计年鉴2019，表2-4",
        published=date(2019, 11, 30),
        quality="revised",
    )


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("shape: wide", "shape"),
        ("rows: 5", "rows"),
        ("rows: 9-5", "rows"),
        ("published: 去年", "published"),
        ("fixed: {period: 2018年}", "period"),
        ("columns: {A: town}", "town"),
        ("columns: {A: {indicater: gdp}}", "indicater"),
        ("sheets: 2", "sheets"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_line(tmp_path: Path, line: str, says: str) -> None:
    folder = written(tmp_path, f"tables:\n- id: t\n  file: a.csv\n  {line}\n")
    with pytest.raises(PackError, match=rf"tables\.yaml:4.*{says}"):
        tables(pack(folder))


def test_a_file_that_is_not_there_and_an_indicator_that_nobody_knows_are_problems(tmp_path: Path) -> None:
    text = "tables:\n- id: t\n  file: a.csv\n- id: u\n  file: b.csv\n  fixed: {indicator: gdb}\n"
    found = problems(pack(written(tmp_path, text, "b.csv")))
    assert [(one.code, one.where[-13:]) for one in found] == [
        ("pack-table-missing", "tables.yaml:3"),
        ("pack-unknown-reference", "tables.yaml:6"),
    ]
