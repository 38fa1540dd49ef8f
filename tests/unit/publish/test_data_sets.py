"""What a build holds leaves as tables whose columns are explained and whose texts are no formulas."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook

from luoshi.model.observation import Observation, Origin
from luoshi.model.pack import Mechanism, MechanismQuote, Pack
from luoshi.observe.frame import Observations
from luoshi.publish import data_sets as sets
from luoshi.publish.data_columns import meaning
from luoshi.testing import nothing_followed, plan

ORIGIN = Origin("t", "a.csv", "", "", 2, 5, "=统计年鉴")
ONE = Observation("gdp", "220700", "2018", Decimal("-730.5"), date(2019, 11, 1), "final", ORIGIN)


@pytest.fixture
def given() -> sets.Given:
    mechanism = Mechanism(
        "A1", "分类", "Classes", "P1", (MechanismQuote("原文", "plan", "一"),), "", "", "", "", "", ""
    )
    followed = [replace(nothing_followed(), quote="=HYPERLINK(1)")]
    return sets.Given(
        {"plan": plan("整治沿江岸线。（市水务局牵头，市城管局参与）")}, Pack("p", "", ""), followed, (), None, (mechanism,),
        Observations.of([ONE]).to_frame(),
    )  # fmt: skip


def test_every_column_of_every_table_is_explained(given: sets.Given) -> None:
    for one in sets.data_sets(given):
        for column in one.frame.columns:
            words = meaning(one.id, column)
            assert words.zh, (one.id, column)
            assert words.en, (one.id, column)


def test_the_catalogue_tells_what_is_there(given: sets.Given, tmp_path: Path) -> None:
    sets.write_data(sets.data_sets(given), tmp_path)
    told = {one["id"]: one for one in json.loads((tmp_path / sets.CATALOGUE).read_text("utf-8"))}
    assert told["observations"]["rows"] == told["findings"]["rows"] == told["mechanisms"]["rows"] == 1
    assert set(told["duties"]["files"]) == {"csv", "xlsx", "json", "parquet"}
    for id, one in told.items():
        for kind, size in one["files"].items():
            assert (tmp_path / f"{id}.{kind}").stat().st_size == size


def test_no_text_is_a_formula_and_a_number_stays_one(given: sets.Given, tmp_path: Path) -> None:
    sets.write_data(sets.data_sets(given), tmp_path)
    with (tmp_path / "observations.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["statistics"] == "'=统计年鉴"
    assert Decimal(row["value"]) == Decimal("-730.5")
    sheet = load_workbook(tmp_path / "findings.xlsx").active
    cells = {head.value: cell for head, cell in zip(*sheet.iter_rows(max_row=2), strict=True)}
    assert cells["quote"].value == "'=HYPERLINK(1)"
    assert cells["quote"].data_type != "f"


def test_json_and_parquet_hold_what_is_there(given: sets.Given, tmp_path: Path) -> None:
    sets.write_data(sets.data_sets(given), tmp_path)
    (row,) = json.loads((tmp_path / "observations.json").read_text("utf-8"))
    assert (row["value"], row["statistics"], row["prices"]) == ("-730.5", "=统计年鉴", None)
    assert pl.read_parquet(tmp_path / "observations.parquet")["value"][0] == Decimal("-730.5")


def test_a_table_that_is_too_long_has_no_excel_file(
    given: sets.Given, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sets, "MOST_IN_EXCEL", 0)
    sets.write_data(sets.data_sets(given), tmp_path)
    assert not (tmp_path / "observations.xlsx").exists()
    assert (tmp_path / "observations.csv").exists()
