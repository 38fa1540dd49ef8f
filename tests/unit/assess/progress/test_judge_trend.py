"""A mere direction, judged year by year."""

from __future__ import annotations

from decimal import Decimal

import pytest

from luoshi.assess.progress import judge
from luoshi.model.finding import Goal, Missing
from luoshi.model.series import Series


def falling(*values: str, due: int = 2020, as_of: int = 2018, better: str = "down") -> tuple[str, str]:
    """Grade and attainment of 逐年下降 from 2015 on, with one value a year."""
    series = Series(tuple((2015 + number, Decimal(value)) for number, value in enumerate(values)))
    found = judge(Goal("trend", None, due, base_year=2015, better=better), series, as_of=as_of)  # type: ignore[arg-type]
    attainment = found.attainment
    return found.grade, attainment.code if isinstance(attainment, Missing) else str(attainment)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("5", "4", "3", "2"), ("on-track", "1.0000")),
        (("5", "4", "4", "2"), ("behind", "0.6667")),  # standing still is not falling
        (("5", "6", "7", "8"), ("behind", "0.0000")),
        (("5",), ("no-data", "judge-stale")),
    ],
)
def test_each_year_is_compared_with_the_one_before(values: tuple[str, ...], expected: tuple[str, str]) -> None:
    assert falling(*values) == expected


def test_one_recent_year_shows_no_direction() -> None:
    assert falling("5", as_of=2016) == ("no-data", "judge-one-observation")


def test_up_is_the_other_way() -> None:
    assert falling("5", "6", "7", "8", better="up") == ("on-track", "1.0000")


def test_a_year_that_went_wrong_is_remembered_to_the_end() -> None:
    assert falling("5", "6", "3", "2", due=2018) == ("missed", "0.6667")
    assert falling("5", "4", "3", "2", due=2018) == ("met", "1.0000")


def test_over_a_gap_the_next_observed_year_is_compared() -> None:
    series = Series(((2015, Decimal(5)), (2017, Decimal(4))))
    found = judge(Goal("trend", None, 2020, base_year=2015, better="down"), series, as_of=2018)
    assert (found.grade, str(found.attainment)) == ("on-track", "1.0000")


def test_years_before_the_base_do_not_count() -> None:
    series = Series(tuple((year, Decimal(value)) for year, value in ((2013, 1), (2014, 9), (2015, 5), (2016, 4))))
    found = judge(Goal("trend", None, 2020, base_year=2015, better="down"), series, as_of=2017)
    assert str(found.attainment) == "1.0000"


def test_a_direction_plans_and_projects_nothing() -> None:
    series = Series(((2015, Decimal(5)), (2016, Decimal(4))))
    found = judge(Goal("trend", None, 2020, base_year=2015, better="down"), series, as_of=2017)
    assert isinstance(found.against_plan, Missing)
    assert found.against_plan.code == "judge-direction-only"
