"""`luoshi observe`: a file guessed and read, a pack observed, and how the command ends."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
import yaml
from click.testing import CliRunner, Result
from openpyxl.worksheet.worksheet import Worksheet

from luoshi.cli import cli
from luoshi.packs import pack, tables

ROOT = Path(__file__).parents[2]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["observe", *map(str, arguments)])


@pytest.fixture
def yearbook(tmp_path: Path) -> Path:
    """Two sheets as a yearbook prints them."""
    book = openpyxl.Workbook()
    first, second = book.active, book.create_sheet("通化")
    assert isinstance(first, Worksheet)
    first.title = "2-4"
    for row in (
        ("2-4 各市州地区生产总值", "", ""), ("", "", "单位：亿元"), ("地区", 2017, 2018), ("长 春 市", 6530.03, 7175.71),
        ("延边州", 927.7, "…"), ("合计", 7457.73, 7175.71), ("注：按当年价格计算。",),
    ):  # fmt: skip
        first.append(row)
    first.merge_cells("A1:C1")
    for row in (
        ("通化市主要经济指标",), ("指标", "计量单位", "2017年", "2018年"), ("一、地区生产总值", "亿元", 829, 726),
        ("  其中：第三产业增加值", "万元", 3450000, 3500000),
    ):  # fmt: skip
        second.append(row)
    path = tmp_path / "年鉴2019.xlsx"
    book.save(path)
    return path


def test_a_guess_can_be_pasted_into_the_pack(yearbook: Path, tmp_path: Path) -> None:
    result = run(yearbook, "--guess", "--published", "2019-11-05")
    assert result.exit_code == 0
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "pack.yaml").write_text("id: small\ntitle: 小包\n", encoding="utf-8")
    (folder / "tables.yaml").write_text("tables:\n" + result.stdout, encoding="utf-8")
    first, second = tables(pack(folder))
    assert (first.shape, first.header, dict(first.columns)) == ("years-across", {3: "period"}, {"A": "place"})
    assert (first.fixed.indicator, first.fixed.unit, first.sheet) == ("地区生产总值", "亿元", "2-4")
    assert (second.fixed.place, dict(second.columns)) == ("通化市", {"A": "indicator", "B": "unit"})


def test_a_guess_says_what_it_could_not_guess(yearbook: Path) -> None:
    result = run(yearbook, "--guess")
    assert "published" in result.stderr
    assert [entry["published"] for entry in yaml.safe_load(result.stdout)] == ["", ""]


def test_a_file_is_read_by_the_guess_and_shown(yearbook: Path) -> None:
    result = run(yearbook, "--published", "2019-11-05")
    assert result.exit_code == 0
    assert "7175.71" in result.stdout
    assert "年鉴2019.xlsx 2-4!C4" in result.stdout
    assert "按猜测读取" in result.stderr


def test_the_json_has_every_observation_and_problem(yearbook: Path) -> None:
    result = run(yearbook, "--published", "2019-11-05", "--json", "-")
    shown = json.loads(result.stdout)
    assert shown["schema"] == "luoshi.observations/1"
    assert len(shown["observations"]) == 7
    assert shown["observations"][0] == {
        "indicator": "gdp",
        "place": "220100",
        "period": "2017",
        "value": "6530.03",
        "vintage": "2019-11-05",
        "quality": "final",
        "origin": {
            "table": "年鉴2019_1",
            "file": "年鉴2019.xlsx",
            "sha256": shown["observations"][0]["origin"]["sha256"],
            "sheet": "2-4",
            "row": 4,
            "column": 2,
            "statistics": "",
        },
        "prices": None,
        "boundaries": None,
        "note": "",
    }
    assert {problem["code"] for problem in shown["problems"]} == {"observe-guessed", "observe-not-guessed"}


def test_a_file_of_json_is_not_written_over_another(yearbook: Path, tmp_path: Path) -> None:
    out = tmp_path / "notes.json"
    out.write_text("mine", encoding="utf-8")
    assert run(yearbook, "--json", out).exit_code != 0
    assert out.read_text(encoding="utf-8") == "mine"
    assert run(yearbook, "--published", "2019-11-05", "--json", out, "--force").exit_code == 0
    assert run(yearbook, "--published", "2019-11-05", "--json", out).exit_code == 0


def test_a_pack_is_observed_as_its_tables_say() -> None:
    result = run(ROOT / "packs" / "jilin", "--json", "-")
    assert result.exit_code == 0
    assert len(json.loads(result.stdout)["observations"]) > 1000


def test_a_file_of_the_pack_is_read_as_its_table_says() -> None:
    result = run(ROOT / "packs" / "jilin" / "statistics" / "economy.csv")
    assert result.exit_code == 0
    assert "按猜测读取" not in result.stderr


def test_a_file_that_gives_nothing_ends_with_1(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("甲,乙\n丙,丁\n", encoding="utf-8")
    assert run(path).exit_code == 1


@pytest.mark.parametrize(
    "arguments", [("nowhere.xlsx",), ("nowhere.xlsx", "--guess"), ("a.csv", "--published", "去年")]
)
def test_what_is_not_there_is_said_in_words(arguments: tuple[str, ...]) -> None:
    from luoshi.model.problem import LuoshiError

    assert isinstance(run(*arguments).exception, LuoshiError)
