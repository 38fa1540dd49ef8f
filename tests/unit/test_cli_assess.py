"""`luoshi assess`: what it lists, what it shows, what it writes, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from luoshi.cli import cli


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["assess", "jilin", *map(str, arguments)])


def test_without_a_scheme_it_lists_what_there_is() -> None:
    result = run()
    assert result.exit_code == 0
    for id in ("coordination", "sustainability", "transformation", "classes", "seven-items"):
        assert id in result.stdout


def test_a_ranking_has_intervals_levels_and_reasons() -> None:
    result = run("--scheme", "coordination", "--as-of", 2018, "--replications", 50)
    assert result.exit_code == 0
    rows = [line.split() for line in result.stdout.splitlines()]
    assert rows[1][:2] == ["1", "长春市"]
    assert [row[1] for row in rows if row and row[0] == "—"] == ["延边朝鲜族自治州"]
    assert "系统默认，非官方" in result.stdout
    assert "可比时段 2016—2018" in result.stdout


def test_a_year_without_figures_ends_with_losses_and_says_which_year_has_them() -> None:
    result = run("--scheme", "coordination", "--as-of", 2023)
    assert result.exit_code == 1
    assert "2019" in result.stderr


def test_an_unknown_scheme_is_named_with_those_that_there_are() -> None:
    from luoshi.model import PackError

    result = run("--scheme", "co-ordination")
    assert isinstance(result.exception, PackError)
    assert "coordination" in str(result.exception)


def test_json_has_every_number_with_its_cells_and_its_reason(tmp_path: Path) -> None:
    out = tmp_path / "found.json"
    result = run("--scheme", "coordination", "--as-of", 2018, "--replications", 50, "--json", out)
    assert result.exit_code == 0
    (one,) = json.loads(out.read_text("utf-8"))["evaluations"]
    places = {place["name"]: place for place in one["places"]}
    assert places["长春市"]["items"][0]["cells"]
    assert places["延边朝鲜族自治州"]["score"] is None
    assert places["延边朝鲜族自治州"]["reason"]
    assert [each["as_of"] for each in one["earlier"]] == [2015, 2014, 2012]
    assert {setting["official"] for setting in one["settings"]} == {False}
    again = run("--scheme", "coordination", "--as-of", 2018, "--replications", 50, "--json", out)
    assert again.exit_code == 0, "what it wrote itself may be written over"


def test_a_page_and_a_picture_are_written_and_nothing_is_written_over(tmp_path: Path) -> None:
    page, picture = tmp_path / "page.html", tmp_path / "ranking.png"
    arguments = ("--scheme", "dependence", "--as-of", 2018, "--replications", 50, "--html", page, "--png", picture)
    assert run(*arguments).exit_code == 0
    assert "系统默认，非官方" in page.read_text("utf-8")
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert run(*arguments).exception is not None
    assert run(*arguments, "--force").exit_code == 0


def test_classes_show_the_law_beside_what_is_suggested() -> None:
    result = run("--scheme", "classes", "--as-of", 2018)
    assert result.exit_code == 0
    (row,) = [line for line in result.stdout.splitlines() if line.startswith("松原市")]
    assert "成长型" in row
    assert "不能分类" in row


def test_an_appraisal_that_lacks_its_figures_ends_with_losses() -> None:
    result = run("--scheme", "seven-items", "--as-of", 2018)
    assert result.exit_code == 1
    assert "待补数" in result.stdout


def test_classes_have_no_picture(tmp_path: Path) -> None:
    assert run("--scheme", "classes", "--png", tmp_path / "a.png").exit_code == 2


def test_each_of_what_stands_beside_the_schemes_can_be_asked_for(tmp_path: Path) -> None:
    for id, code in (
        ("support-list", 0),
        ("structure", 0),
        ("transfer-payment", 1),
        ("exhausted-yearly", 1),
        ("classes", 0),
    ):
        page = tmp_path / f"{id}.html"
        result = run("--scheme", id, "--as-of", 2018, "--html", page)
        assert result.exit_code == code, result.output
        assert "辽源市" in page.read_text("utf-8")


def test_what_was_handed_in_is_appraised_and_what_cannot_be_used_is_said(tmp_path: Path) -> None:
    given = tmp_path / "returns.csv"
    given.write_text("地区,项目,数值,佐证\n辽源市,e1,100,台账\n辽源市,e2,98,台账\n白山,e1,1,\n", encoding="utf-8")
    result = run("--scheme", "exhausted-yearly", "--as-of", 2018, "--handed", given, "--json", "-")
    (liaoyuan,) = [one for one in json.loads(result.stdout)["cities"] if one["place"] == "220400"]
    (houses,) = [one for one in liaoyuan["domains"] if one["id"] == "e"]
    assert houses["points"] is not None
    assert liaoyuan["total"] is None
    assert liaoyuan["backed"] == "1.0000"
    assert "白山市" in result.stderr


def test_schemes_do_not_take_what_was_handed_in(tmp_path: Path) -> None:
    assert run("--scheme", "coordination", "--handed", tmp_path / "none.csv").exit_code == 2


def test_classes_without_a_year_are_of_the_last_that_has_the_figures() -> None:
    """Of 2023 no city has the sustainability that a class rests on, and of 2019 five of the list do."""
    said = run("--scheme", "classes", "--json", "-")
    found = json.loads(said.stdout)
    assert found["as_of"] == 2019
    known = [city["name"] for city in found["cities"] if city["indices"]["S"] is not None]
    assert known == ["松原市", "吉林市", "辽源市", "通化市", "白山市"]
