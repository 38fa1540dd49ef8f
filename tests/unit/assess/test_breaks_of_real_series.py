"""The breaks of real series: GDP and sectors of resource-based cities, 2000 to 2023."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from luoshi.assess.breaks import level_breaks, share_breaks
from luoshi.model import Observation, Problem
from luoshi.model.breaks import Break
from luoshi.model.observation import Origin
from luoshi.model.observed import Observed

PANEL = Path(__file__).parents[4] / "shared" / "data" / "city_panel_2000_2023.csv"
JILIN = {"松原市": "220700", "吉林市": "220200", "辽源市": "220400", "白山市": "220600", "通化市": "220500"}
SECTORS = ("primary_share_pct", "secondary_share_pct", "tertiary_share_pct")

pytestmark = pytest.mark.skipif(not PANEL.is_file(), reason="the reference data is not on this machine")


@cache
def panel() -> dict[str, dict[str, list[Observation]]]:
    """Place → column → yearly values."""
    found: dict[str, dict[str, list[Observation]]] = defaultdict(lambda: defaultdict(list))
    with PANEL.open(encoding="utf-8") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            origin = Origin("panel", PANEL.name, "", "", number, 1, "")
            for name in ("gdp_100m", "gdp_growth_pct", *SECTORS):
                if row[name]:
                    value, day = Decimal(row[name]), date(int(row["year"]) + 1, 10, 1)
                    found[row["adcode"]][name].append(
                        Observation(name, row["adcode"], row["year"], value, day, "final", origin)
                    )
    return found


@cache
def flagged() -> set[tuple[str, int]]:
    """The level breaks that are marked in the panel itself."""
    with PANEL.open(encoding="utf-8") as file:
        return {(row["adcode"], int(row["year"])) for row in csv.DictReader(file) if "level_" in row["flag"]}


def series(place: str, name: str) -> Observed:
    return Observed(name, place, None, tuple(sorted(panel()[place][name], key=lambda one: one.period)))


@cache
def breaks(place: str) -> tuple[tuple[Break, ...], tuple[Problem, ...]]:
    found, doubts = level_breaks(series(place, "gdp_100m"), series(place, "gdp_growth_pct"))
    return tuple(found), tuple(doubts)


@pytest.mark.parametrize("city", JILIN)
def test_the_census_shows_in_the_gdp_of_jilins_cities(city: str) -> None:
    found, _ = breaks(JILIN[city])
    assert (2018, 2019) in [(one.before, one.after) for one in found]


@pytest.mark.parametrize("city", JILIN)
def test_the_census_shows_in_their_sector_shares(city: str) -> None:
    found = share_breaks([series(JILIN[city], name) for name in SECTORS], breaks(JILIN[city])[0])
    assert {one.indicator for one in found if one.after == 2019} == set(SECTORS)


def test_the_secondary_share_of_liaoyuan_breaks_from_48_to_29() -> None:
    found = share_breaks([series("220400", name) for name in SECTORS], breaks("220400")[0])
    (secondary,) = [one for one in found if one.indicator == "secondary_share_pct"]
    assert "48.68" in secondary.evidence[0].zh
    assert "29.38" in secondary.evidence[0].zh


@pytest.mark.parametrize("city", JILIN)
def test_nothing_breaks_from_2010_to_2017(city: str) -> None:
    found = [
        *breaks(JILIN[city])[0],
        *share_breaks([series(JILIN[city], name) for name in SECTORS], breaks(JILIN[city])[0]),
    ]
    assert [one for one in found if 2010 <= one.after <= 2017] == []


@pytest.mark.parametrize("city", JILIN)
def test_the_year_without_growth_is_said_not_to_be_judged(city: str) -> None:
    assert "2017" in {problem.words["after"] for problem in breaks(JILIN[city])[1]}


def test_the_loss_of_meihekou_shows_in_tonghua() -> None:
    assert (2020, 2021) in [(one.before, one.after) for one in breaks("220500")[0]]


def test_how_many_of_the_marked_breaks_are_found_and_how_many_found_are_marked() -> None:
    """The figures in the text of `luoshi.assess.breaks.levels`."""
    found = {(place, one.after) for place in panel() for one in breaks(place)[0]}
    unjudged = {(place, int(problem.words["after"])) for place in panel() for problem in breaks(place)[1]}
    assert (len(panel()), len(found), len(flagged()), len(found & flagged())) == (129, 56, 60, 43)
    assert len((flagged() - found) & unjudged) == 11
