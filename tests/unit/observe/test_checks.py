"""Values that cannot be, that contradict each other, or that stand out: all said at once, each with its cell."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from luoshi import observe
from luoshi.model.observation import Observation, Origin
from luoshi.observe.edges import Edges
from luoshi.observe.frame import Observations
from luoshi.packs import pack

JILIN = pack(Path(__file__).parents[3] / "packs" / "jilin")


def one(
    indicator: str,
    value: str,
    place: str = "220700",
    period: str = "2018",
    vintage: str = "2019-11-05",
    prices: int | None = None,
) -> Observation:
    origin = Origin("t", "a.csv", "", "", 0, 5, "年鉴")
    return Observation(indicator, place, period, Decimal(value), date.fromisoformat(vintage), "final", origin, prices)


def said(*rows: Observation) -> list[str]:
    """Code and row of each problem of observations, whose rows are counted from 1."""
    placed = [
        Observation(
            row.indicator, row.place, row.period, row.value, row.vintage, row.quality,
            Origin("t", "a.csv", "", "", number, 5, "年鉴"), row.prices,
        )
        for number, row in enumerate(rows, 1)
    ]  # fmt: skip
    return [f"{problem.code} {problem.where[7:]}" for problem in observe.problems(Observations.of(placed), JILIN)]


def series(indicator: str, *values: float, first: int = 2008, place: str = "220700") -> list[Observation]:
    return [one(indicator, str(value), place, str(first + number)) for number, value in enumerate(values)]


# ------------------------------------------------------------------ values that cannot be


def test_a_share_lies_between_0_and_100() -> None:
    assert said(one("urbanisation_rate", "100"), one("urbanisation_rate", "0", period="2017")) == []
    assert said(one("urbanisation_rate", "100.1")) == ["observe-impossible-value 1"]
    assert said(one("urbanisation_rate", "-0.1")) == ["observe-impossible-value 1"]


def test_an_indicator_with_bounds_of_its_own_keeps_them() -> None:
    assert said(one("gdp_growth", "-4.55"), one("gdp_growth", "120", period="2017")) == []
    assert said(one("gdp_growth", "-101")) == ["observe-impossible-value 1"]


def test_nothing_is_counted_below_0() -> None:
    assert said(one("population", "-1")) == ["observe-impossible-value 1"]
    assert said(one("population", "123456789")) == []


def test_shares_that_lost_their_sign_are_said_once_a_table() -> None:
    shares = [one("urbanisation_rate", f"0.5{year}", period=f"201{year}") for year in range(6)]
    assert said(*shares) == ["observe-shares-as-fractions 6"]
    assert said(*shares, one("urbanisation_rate", "53", period="2018")) == []


# ------------------------------------------------------------------ contradictions


def test_two_values_of_one_day_contradict_each_other() -> None:
    assert said(one("gdp", "730"), one("gdp", "731.2")) == ["observe-said-twice 2"]


@pytest.mark.parametrize(
    "other",
    [
        one("gdp", "730"),
        one("gdp", "731.2", vintage="2020-11-05"),
        one("gdp", "731.2", period="2017"),
        one("gdp", "731.2", place="220800"),
        one("gdp", "731.2", prices=2015),
        one("gdp", "730.4"),
    ],
)
def test_equal_rounded_revised_or_other_values_do_not(other: Observation) -> None:
    assert said(one("gdp", "730"), other) == []


# ------------------------------------------------------------------ sums


def sectors(gdp: str, *values: str) -> list[Observation]:
    names = ("primary_value_added", "secondary_value_added", "tertiary_value_added")
    return [one("gdp", gdp), *(one(name, value) for name, value in zip(names, values, strict=True))]


def test_three_sectors_make_the_gdp_but_for_a_tenth_of_a_per_cent() -> None:
    assert said(*sectors("1000.0", "100.5", "400.2", "499.4")) == []
    assert said(*sectors("1000.5", "100.5", "400.2", "498.7")) == ["observe-not-its-parts 1"]


def test_rounding_explains_a_difference() -> None:
    assert said(*sectors("10", "1.4", "4.4", "4.4")) == []
    assert said(*sectors("10", "1.4", "4.4", "5.1")) == ["observe-not-its-parts 1"]


def test_sectors_of_another_day_say_nothing_of_the_gdp() -> None:
    gdp, *parts = sectors("1000", "1", "1", "1")
    assert said(gdp, *(one(part.indicator, "1", vintage="2018-01-01") for part in parts)) == []


def test_a_rate_is_what_its_parts_make() -> None:
    parts = [one("urban_population", "60"), one("population", "120")]
    assert said(one("urbanisation_rate", "50.0"), *parts) == []
    assert said(one("urbanisation_rate", "53.2"), *parts) == ["observe-not-its-parts 1"]


def test_a_part_is_not_more_than_its_whole() -> None:
    assert said(one("urban_population", "130"), one("population", "120")) == ["observe-part-above-whole 1"]


PREFECTURES = ("220100", "220200", "220300", "220400", "220500", "220600", "220700", "220800", "222400")


def province(total: str, count: int = 9) -> list[Observation]:
    return [
        one("new_urban_jobs", total, "220000"),
        *(one("new_urban_jobs", "10", code) for code in PREFECTURES[:count]),
    ]


def test_a_province_is_its_prefectures() -> None:
    assert said(*province("90.5")) == []
    assert said(*province("95")) == ["observe-not-its-places 1"]


def test_prefectures_are_added_only_where_none_is_missing() -> None:
    assert said(*province("95", count=8)) == []


def test_a_revised_value_stands_for_the_one_before() -> None:
    old = one("new_urban_jobs", "50", "220100", vintage="2018-12-31")
    assert said(*province("90"), old) == []


# ------------------------------------------------------------------ what stands out


def test_a_jump_in_a_steady_series_is_said_at_the_later_year() -> None:
    steady = series("gdp", 1000, 1060, 1118, 1190, 1255, 1330, 1374, 730, 760, 800)
    assert said(*steady) == ["observe-outlier 8"]


def test_a_value_that_is_left_as_it_was_reached_is_said_once() -> None:
    steady = series("gdp", 1000, 1060, 1118, 1190, 12550, 1330, 1374, 1450, 1540, 1600)
    assert said(*steady) == ["observe-outlier 5"]


def test_steady_wild_and_short_series_have_no_outliers() -> None:
    assert said(*series("gdp", 1000, 1060, 1118, 1190, 1255, 1330, 1374, 1450)) == []
    assert said(*series("industrial_dust", 100, 300, 80, 260, 70, 400, 90, 310)) == []
    assert said(*series("gdp", 1000, 1060, 100)) == []


def test_a_year_that_is_missing_makes_no_jump() -> None:
    steady = series("gdp", 1000, 1060, 1118, 1190, 1255, 1330, 1374, 1450)
    assert said(*(row for row in steady if row.period != "2012"), one("gdp", "3000", period="2019")) == []


def test_the_edges_can_be_chosen() -> None:
    found = Observations.of(series("gdp", 1000, 1060, 1118, 1190, 1255, 1330, 1374, 730, 760, 800))
    assert observe.problems(found, JILIN, Edges(least=0.9)) == []


def test_very_many_problems_are_counted() -> None:
    many = [
        one("population", "-1", period=f"{year}-{month:02}") for year in range(2008, 2018) for month in range(1, 13)
    ]
    found = said(*many)
    assert found[:2] == ["observe-impossible-value 1", "observe-impossible-value 2"]
    assert (len(found), found[-1]) == (51, "observe-more-problems 1")
