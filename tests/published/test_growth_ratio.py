"""Open SDG, docs/progress-methodology.md (after Eurostat): the formula and the table of categories, with each edge worked by
hand from values that make the yearly rates whole."""

from __future__ import annotations

from decimal import Decimal

import pytest

from luoshi.assess.progress import growth_ratio
from luoshi.model.finding import Goal, Missing
from luoshi.model.series import Series

# 100 → 144 in two years requires 20 % a year; down to 64, it requires −20 %.
RISE = Goal("up", Decimal(144), due=2017, base_year=2015, base=Decimal(100))
FALL = Goal("down", Decimal(64), due=2017, base_year=2015, base=Decimal(100))


@pytest.mark.parametrize(
    ("goal", "after_a_year", "ratio", "category"),
    [
        (RISE, "119", "0.9500", "On track"),
        (RISE, "118.99", "0.9495", "Progress made but acceleration needed"),
        (RISE, "112", "0.6000", "Progress made but acceleration needed"),
        (RISE, "111.99", "0.5995", "Limited progress"),
        (RISE, "100", "0.0000", "Limited progress"),
        (RISE, "99.99", "-0.0005", "Deterioration"),
        (RISE, "144", "2.2000", "Target achieved"),
        (FALL, "81", "0.9500", "On track"),
        (FALL, "88", "0.6000", "Progress made but acceleration needed"),
        (FALL, "101", "-0.0500", "Deterioration"),
        (FALL, "64", "1.8000", "Target achieved"),
    ],
)
def test_growth_ratio_open_sdg_categories(goal: Goal, after_a_year: str, ratio: str, category: str) -> None:
    found = growth_ratio(goal, Series(((2016, Decimal(after_a_year)),)), as_of=2016)
    assert (str(found.value), found.category) == (ratio, category)


@pytest.mark.parametrize(
    ("goal", "value", "code"),
    [
        # A base of zero divides by zero, and 0.001 in its place decides the answer.
        (Goal("up", Decimal(10), 2017, 2015, Decimal(0)), "5", "judge-change-of-sign"),
        # A target of zero cannot be reached by any growth rate.
        (Goal("down", Decimal(0), 2017, 2015, Decimal(10)), "5", "judge-change-of-sign"),
        # A root of a negative ratio is a complex number.
        (RISE, "-5", "judge-change-of-sign"),
        (Goal("up", Decimal(100), 2017, 2015, Decimal(100)), "105", "judge-base-is-target"),
        (Goal("up", Decimal("100.0000000000001"), 2017, 2015, Decimal(100)), "99", "judge-base-is-target"),
        (Goal("up", Decimal(90), 2017, 2015, Decimal(100)), "105", "judge-base-beyond-target"),
        (Goal("at-least", Decimal(90), 2017, 2015, Decimal(100)), "105", "judge-method-needs-a-way"),
        (Goal("up", Decimal(90), 2017), "105", "judge-no-baseline"),
    ],
)
def test_where_the_published_formula_breaks_there_is_no_number(goal: Goal, value: str, code: str) -> None:
    found = growth_ratio(goal, Series(((2016, Decimal(value)),)), as_of=2016)
    assert isinstance(found.value, Missing)
    assert (found.value.code, found.category) == (code, None)


def test_one_bad_last_year_decides_everything() -> None:
    """A defect of the method that stays: nine good years, and the last alone counts."""
    goal = Goal("up", Decimal(200), due=2025, base_year=2015, base=Decimal(100))
    good = tuple((2015 + at, Decimal(100 + 10 * at)) for at in range(1, 9))
    found = growth_ratio(goal, Series((*good, (2024, Decimal(99)))), as_of=2024)
    assert found.category == "Deterioration"
