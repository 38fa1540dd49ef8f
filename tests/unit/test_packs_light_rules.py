"""The file of light rules: intervals as printed, versions that do not overlap, own rules before extended ones."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from luoshi.model.light import Interval
from luoshi.model.problem import PackError
from luoshi.packs import light_rules, pack, problems

RULE = """
- name: {name}
  version: "{version}"
  title: 例
  jurisdiction: 某市
  since: {since}
  until: {until}
  source: 例
  cases:
  - {{colour: green, within: {{points: "{interval}"}}}}
"""


def written(folder: Path, *rules: str, extends: str = "") -> Path:
    folder.mkdir()
    (folder / "pack.yaml").write_text(f"id: {folder.name}\ntitle: 例\nextends: [{extends}]\n", encoding="utf-8")
    (folder / "light_rules.yaml").write_text("light_rules:\n" + "".join(rules), encoding="utf-8")
    return folder


def rule(name: str = "r", version: str = "1", since: str = "", until: str = "", interval: str = "[0, )") -> str:
    return RULE.format(name=name, version=version, since=since, until=until, interval=interval)


@pytest.mark.parametrize(
    ("written_as", "interval"),
    [
        ("[0, )", Interval(Decimal(0), None, low_closed=True)),
        ("(, -30)", Interval(None, Decimal(-30))),
        ("[-30, -10]", Interval(Decimal(-30), Decimal(-10), low_closed=True, high_closed=True)),
        ("(0.5,1)", Interval(Decimal("0.5"), Decimal(1))),
    ],
)
def test_an_interval_is_written_as_in_a_book(tmp_path: Path, written_as: str, interval: Interval) -> None:
    (found,) = light_rules(pack(written(tmp_path / "p", rule(interval=written_as))))
    assert found.cases[0].within == {"points": interval}


@pytest.mark.parametrize("written_as", ["0-10", "(, )", "[10, 0]", "[a, )", ""])
def test_what_is_no_interval_is_refused_with_file_and_line(tmp_path: Path, written_as: str) -> None:
    with pytest.raises(PackError, match=r"light_rules\.yaml:\d+ .*区间写作"):
        light_rules(pack(written(tmp_path / "p", rule(interval=written_as))))


def test_a_misspelt_measure_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="pionts"):
        light_rules(pack(written(tmp_path / "p", rule().replace("points", "pionts"))))


def test_a_rule_stands_once(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="r@1"):
        light_rules(pack(written(tmp_path / "p", rule(), rule())))


def test_a_pack_s_own_rule_goes_before_that_of_the_pack_it_extends(tmp_path: Path) -> None:
    written(tmp_path / "below", rule(), rule(name="other"))
    above = written(tmp_path / "above", rule(interval="[5, )"), extends="below")
    found = {one.name: str(one.cases[0].within["points"]) for one in light_rules(pack(above))}
    assert found == {"r": "[5, )", "other": "[0, )"}


@pytest.mark.parametrize(
    ("until", "codes"), [("2019", []), ("2020", ["pack-light-rules-at-once"]), ("", ["pack-light-rules-at-once"])]
)
def test_two_versions_never_hold_on_one_day(tmp_path: Path, until: str, codes: list[str]) -> None:
    found = problems(pack(written(tmp_path / "p", rule(until=until), rule(version="2", since="2019"))))
    assert [one.code for one in found] == codes


def test_a_pack_without_the_file_has_no_rules(tmp_path: Path) -> None:
    folder = written(tmp_path / "p")
    (folder / "light_rules.yaml").unlink()
    assert light_rules(pack(folder)) == ()
