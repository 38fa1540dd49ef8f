"""Whether protected farmland and its soil got worse: what moves on paper warns nobody, what is not known decides nothing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.assess.protect import area_test, quality_test, standing
from luoshi.assess.protect.falls import at_least
from luoshi.model.finding import Missing
from luoshi.model.protection import ProtectionYear
from luoshi.testing import protection_rule, protection_year

RULE = protection_rule()
AREAS = st.integers(100, 10_000)
MOVED = st.integers(-500, 500)


def restricted(*years: ProtectionYear) -> list[bool]:
    return [one.restricted for one in standing(RULE, years)]


# ------------------------------------------------------------------ area


@given(area=AREAS, reclassified=MOVED, resurveyed=MOVED)
def test_another_class_or_another_survey_never_makes_the_area_fall(
    area: int, reclassified: int, resurveyed: int
) -> None:
    now = protection_year(2019, area + reclassified + resurveyed, reclassified, resurveyed)
    found = area_test(RULE, now, protection_year(2018, area))
    assert (found.falls, found.change) == (False, 0)


@given(area=AREAS, lost=st.integers(0, 100), moved=MOVED)
def test_what_falls_falls_whatever_else_moves(area: int, lost: int, moved: int) -> None:
    before = protection_year(2018, area)
    plain = area_test(RULE, protection_year(2019, area - lost), before)
    other = area_test(RULE, protection_year(2019, area - lost + moved, moved), before)
    assert plain.falls == other.falls == (lost >= max(10, D(area) / 100))


def test_a_fall_within_the_error_of_measurement_is_none() -> None:
    before = protection_year(2018, 2000)
    assert area_test(RULE, protection_year(2019, 1981), before).falls is False
    assert area_test(RULE, protection_year(2019, 1980), before).falls is True


def test_small_falls_add_up() -> None:
    years = [protection_year(2018 + n, area) for n, area in enumerate((1000, 994, 988, 988))]
    assert restricted(*years) == [False, False, True, True]


@pytest.mark.parametrize("name", ["area", "reclassified", "resurveyed"])
def test_what_nobody_hands_in_of_the_area_is_not_zero(name: str) -> None:
    found = area_test(RULE, protection_year(2019, **{"area": 500, name: None}), protection_year(2018))
    assert found.falls is None
    assert isinstance(found.change, Missing)


def test_a_year_is_compared_with_the_one_before_alone() -> None:
    states = standing(RULE, [protection_year(2017, 1000), protection_year(2019, 500)])
    assert [one.area.falls for one in states] == [None, None]
    assert "2018" in states[-1].area.step.zh


# ------------------------------------------------------------------ quality


def test_the_sign_test_is_that_of_the_book() -> None:
    # Of 10 that differ, 9 or more on one side: (10 + 1)/2^10.
    assert at_least(9, 10) == Fraction(11, 1024)


@pytest.mark.parametrize(
    ("points", "worse", "better", "falls"),
    [
        (40, 15, 3, True),
        (40, 3, 15, False),
        (40, 5, 4, False),
        (40, 0, 0, False),
        (400, 20, 2, False),
        (12, 7, 0, True),
    ],
)
def test_more_points_worse_than_chance_and_than_the_limit(points: int, worse: int, better: int, falls: bool) -> None:
    assert quality_test(RULE, protection_year(2019, points=points, worse=worse, better=better)).falls is falls


@given(points=st.integers(10, 200), data=st.data())
def test_one_more_point_that_gets_worse_never_takes_a_warning_back(points: int, data: st.DataObject) -> None:
    worse = data.draw(st.integers(0, points - 1))
    better = data.draw(st.integers(0, points - 1 - worse))
    first, more = (
        quality_test(RULE, protection_year(2019, points=points, worse=count, better=better))
        for count in (worse, worse + 1)
    )
    assert bool(more.falls) >= bool(first.falls)


@pytest.mark.parametrize(
    ("points", "worse", "better"), [(9, 9, 0), (40, 30, 20), (40, -1, 0), (None, 3, 3), (40, None, 0)]
)
def test_few_or_contradictory_points_say_nothing(points: int | None, worse: int | None, better: int | None) -> None:
    assert quality_test(RULE, protection_year(2019, points=points, worse=worse, better=better)).falls is None


# ------------------------------------------------------------------ standing


def test_a_restriction_ends_after_two_known_years_without_a_fall() -> None:
    areas = (1000, 900, 900, 900, 900)
    assert restricted(*(protection_year(2018 + n, area) for n, area in enumerate(areas))) == [
        False,
        True,
        True,
        False,
        False,
    ]


def test_a_year_without_numbers_neither_ends_a_restriction_nor_starts_the_count_again() -> None:
    years = [protection_year(2018, 1000), protection_year(2019, 900), protection_year(2020, 900),
             protection_year(2021, 900, points=None), protection_year(2022, 900)]  # fmt: skip
    states = standing(RULE, years)
    assert [one.restricted for one in states] == [False, True, True, True, False]
    assert [one.good_years for one in states] == [0, 0, 1, 1, 2]


def test_another_fall_starts_the_count_again_and_keeps_the_first_year() -> None:
    states = standing(RULE, [protection_year(2018 + n, area) for n, area in enumerate((1000, 900, 900, 800, 800))])
    assert [(one.restricted, one.since) for one in states[1:]] == [(True, 2019)] * 4
    assert states[-1].good_years == 1


def test_without_numbers_nobody_is_warned_and_nobody_is_said_to_be_well() -> None:
    (only,) = standing(RULE, [protection_year(2019, None, None, None, None, None, None)])
    assert (only.restricted, only.falls) == (False, None)


def test_the_order_of_years_does_not_matter() -> None:
    years = [protection_year(2018 + n, area) for n, area in enumerate((1000, 900, 900, 700))]
    assert standing(RULE, years) == standing(RULE, reversed(years))


def test_a_limit_that_a_document_prints_is_not_marked_as_ours() -> None:
    now, before = protection_year(2019), protection_year(2018)
    assert "系统默认，非官方" in area_test(RULE, now, before).step.zh
    assert "系统默认" not in area_test(replace(RULE, official=True), now, before).step.zh
