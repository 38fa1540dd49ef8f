"""青海省统计局，单位GDP能耗降低率及进度的计算方法: ratios of 1.0151, 0.978 and 0.9582, and 17 % promised in five years."""

from __future__ import annotations

from decimal import Decimal

from luoshi.assess.progress import judge, needed_rate, saving_progress
from luoshi.model.finding import Goal, Missing
from luoshi.model.series import Series

GOAL = Goal("change", Decimal(-17), due=2020, base_year=2015, base=Decimal(100))
INDEX = Series(
    (
        (2016, Decimal("101.51")),
        (2017, Decimal("101.51") * Decimal("0.978")),
        (2018, Decimal("101.51") * Decimal("0.978") * Decimal("0.9582")),
    )
)


def test_saving_progress_qinghai_three_years() -> None:
    """−4.87 % altogether is 26.8 % of the way; a first year in which intensity rose is below zero."""
    assert round(float(INDEX.values[-1][1]), 2) == 95.13
    assert [str(saving_progress(GOAL, INDEX, as_of=year).value) for year in (2016, 2018)] == ["-0.0804", "0.2681"]


def test_needed_rate_qinghai_remaining_two_years() -> None:
    """6.59 % a year, 12.75 % in all."""
    assert str(needed_rate(GOAL, INDEX, as_of=2018)) == "-6.59"


def test_the_straight_way_says_a_little_more() -> None:
    """4.87 of 17 points: what `judge` calls attainment."""
    assert str(judge(GOAL, INDEX, as_of=2018).attainment) == "0.2866"


def test_when_the_deadline_is_observed_nothing_is_left_to_do() -> None:
    found = needed_rate(GOAL, Series(((2020, Decimal(90)),)), as_of=2020)
    assert isinstance(found, Missing)
    assert found.code == "judge-no-years-left"


def test_what_is_not_above_zero_has_no_logarithm() -> None:
    zero = Series(((2018, Decimal(0)),))
    for found in (saving_progress(GOAL, zero, as_of=2018).value, needed_rate(GOAL, zero, as_of=2018)):
        assert isinstance(found, Missing)
        assert found.code == "judge-change-of-sign"
