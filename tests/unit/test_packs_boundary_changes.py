"""`boundary_changes.yaml`: read by a strict schema, and compared with the table of places."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from luoshi.model import PackError
from luoshi.packs import pack, problems

PLACES = """code,name,level,parent,managed_by,aliases,valid_from,valid_to,successor,standard,bare,note,source
990000,甲省,省,,,,,,,是,是,,虚构
990100,乙市,地级行政区,990000,,,,,,是,是,,虚构
990181,丙市,县级市,990100,,,,2014-10,990113,是,是,,虚构
990113,丙区,市辖区,990100,,,2014-10,,,是,是,,虚构
"""
CHANGE = """boundary_changes:
- {id: c, name: 丙区, area: ["990181", "990113"], from: "990100", to: "990100", how: 撤市设区, on: 2014-10,
   figures_from: 2014, source: 虚构, confidence: high}
"""


def made(tmp_path: Path, changes: str) -> Path:
    (tmp_path / "pack.yaml").write_text("id: made\ntitle: 虚构\n", encoding="utf-8")
    (tmp_path / "places.csv").write_text(PLACES, encoding="utf-8")
    (tmp_path / "boundary_changes.yaml").write_text(changes, encoding="utf-8")
    return tmp_path


def codes(tmp_path: Path, changes: str) -> list[str]:
    return [problem.code for problem in problems(pack(made(tmp_path, changes)))]


def test_a_change_becomes_a_noun(tmp_path: Path) -> None:
    (found,) = pack(made(tmp_path, CHANGE)).boundary_changes
    assert (found.area, found.on, found.moves, found.some_from) == (
        ("990181", "990113"),
        date(2014, 10, 1),
        False,
        None,
    )


def test_a_change_that_agrees_with_the_places_is_no_problem(tmp_path: Path) -> None:
    assert codes(tmp_path, CHANGE) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("on: 2014-10", "on: 2015", "pack-boundary-other-successor"),
        ('["990181", "990113"]', '["990113", "990181"]', "pack-boundary-other-successor"),
        ('to: "990100"', 'to: "990200"', "pack-unknown-reference"),
    ],
)
def test_a_change_that_the_places_do_not_know_is_a_problem(tmp_path: Path, old: str, new: str, code: str) -> None:
    assert codes(tmp_path, CHANGE.replace(old, new)) == [code]


@pytest.mark.parametrize(
    ("old", "new"), [("confidence: high", "sure: 是"), ("figures_from: 2014", "figures_from: 不详")]
)
def test_what_the_schema_does_not_know_is_refused(tmp_path: Path, old: str, new: str) -> None:
    with pytest.raises(PackError, match=r"boundary_changes\.yaml"):
        pack(made(tmp_path, CHANGE.replace(old, new)))


def test_the_changes_of_jilin_that_a_person_must_know_are_there() -> None:
    found = {
        change.name: (change.before, change.after, change.figures_from) for change in pack("jilin").boundary_changes
    }
    assert found["公主岭市"] == ("220300", "220100", 2020)
    assert found["梅河口市"] == ("220500", "220000", 2021)
    assert found["莱芜市"] == ("370000", "370100", 2019)
    assert found["九台区"][0] == found["九台区"][1]
