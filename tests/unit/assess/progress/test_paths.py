"""The planned path: listed values first, then the shape, each worked by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from luoshi.assess.progress import planned_value
from luoshi.model.finding import Goal, Missing, Shape
from luoshi.model.series import Series


def rise(**more: Any) -> Goal:
    return Goal(**({"kind": "up", "value": Decimal(60), "due": 2020, "base_year": 2016, "base": Decimal(50)} | more))


def path(goal: Goal) -> list[str]:
    planned = [planned_value(goal, year) for year in range(2016, 2021)]
    return [one.code if isinstance(one, Missing) else str(one) for one in planned]


@pytest.mark.parametrize(
    ("shape", "planned"),
    [
        ("linear", ["50", "52.5", "55", "57.5", "60"]),
        ("step", ["50", "50", "50", "50", "60"]),
        # 3s² − 2s³ at a quarter is 10/64.
        ("s-curve", ["50", "51.5625", "55", "58.4375", "60"]),
    ],
)
def test_a_shape(shape: Shape, planned: list[str]) -> None:
    assert path(rise(shape=shape)) == planned


def test_a_compound_path_grows_by_the_same_rate() -> None:
    """From 10000 to 14641 in four years is 10 % a year."""
    goal = rise(base=Decimal(10000), value=Decimal(14641), shape="compound")
    assert path(goal) == ["10000", "11000", "12100", "13310", "14641"]


def test_listed_values_go_before_the_shape_and_the_shape_runs_between_them() -> None:
    assert path(rise(listed=((2018, Decimal(58)),))) == ["50", "54", "58", "59", "60"]


def test_a_listed_value_stands_in_for_a_base() -> None:
    goal = Goal("up", Decimal(60), due=2020, listed=((2018, Decimal(50)),))
    assert path(goal) == ["judge-no-baseline", "judge-no-baseline", "50", "55", "60"]


@pytest.mark.parametrize(
    ("base", "in_2015", "in_2020"),
    [
        # 人均15.7 and 16033 with 8 % a year from 2012: the plan prints 19.8 and 29.1, >20200 and >29700.
        ("15.7", "19.7775", "29.0596"),
        ("16033", "20197", "29676"),
    ],
)
def test_growth_of_eight_percent_gives_the_figures_that_the_plan_prints(base: str, in_2015: str, in_2020: str) -> None:
    goal = Goal("growth", Decimal(8), due=2020, base_year=2012, base=Decimal(base))
    assert [str(planned_value(goal, year)) for year in (2015, 2020)] == [in_2015, in_2020]


def test_before_the_base_there_is_no_plan_and_after_the_deadline_the_target() -> None:
    before, after = planned_value(rise(), 2015), planned_value(rise(), 2030)
    assert isinstance(before, Missing)
    assert (before.code, after) == ("judge-no-plan-value", Decimal(60))


def test_the_base_is_taken_from_the_series_where_the_goal_states_none() -> None:
    goal = rise(base=None)
    assert planned_value(goal, 2018, Series(((2016, Decimal(40)),))) == 50


def test_a_range_plans_its_lower_end() -> None:
    assert planned_value(Goal("range", Decimal(40), due=2020, high=Decimal(60)), 2017) == 40
