"""UN Statistics Division, Progress Chart Technical Note: the value expected at the deadline, with each edge by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from luoshi.assess.progress import progress_chart
from luoshi.model.finding import Goal, Missing
from luoshi.model.series import Series

# One of two years has gone, so the observed growth is squared.
RISE = Goal("up", Decimal(144), due=2017, base_year=2015, base=Decimal(100))
FALL = Goal("down", Decimal(64), due=2017, base_year=2015, base=Decimal(100))


@pytest.mark.parametrize(
    ("goal", "after_a_year", "share", "category"),
    [
        # 120² ÷ 100 = 144; 110² ÷ 100 = 121: 21 of 44; 102² ÷ 100 = 104.04: 4.04 of 44.
        (RISE, "120", "1.0000", "Target met or on track"),
        (RISE, "110", "0.4773", "Fair progress, but acceleration needed"),
        (RISE, "102", "0.0918", "Stagnation or regression"),
        (RISE, "99", "-0.0452", "Stagnation or regression"),
        (RISE, "150", "2.8409", "Target met or on track"),
        # 80² ÷ 100 = 64; 90² ÷ 100 = 81: 19 of 36.
        (FALL, "80", "1.0000", "Target met or on track"),
        (FALL, "90", "0.5278", "Fair progress, but acceleration needed"),
        (FALL, "110", "-0.5833", "Stagnation or regression"),
    ],
)
def test_progress_chart_un_share_of_the_way(goal: Goal, after_a_year: str, share: str, category: str) -> None:
    found = progress_chart(goal, Series(((2016, Decimal(after_a_year)),)), as_of=2016)
    assert (str(found.value), found.category) == (share, category)


@pytest.mark.parametrize(
    ("share", "category"),
    [
        ("95", "Target met or on track"),
        ("94.99", "Fair progress, but acceleration needed"),
        ("10", "Fair progress, but acceleration needed"),
        ("9.99", "Stagnation or regression"),
    ],
)
def test_progress_chart_un_edges(share: str, category: str) -> None:
    """Judged in the last year but not reached: nothing is projected, so the share is the observed one."""
    goal = Goal("up", Decimal(200), due=2016, base_year=2015, base=Decimal(100))
    found = progress_chart(goal, Series(((2016, 100 + Decimal(share)),)), as_of=2016)
    assert found.category == category


def test_what_is_not_above_zero_has_no_growth() -> None:
    found = progress_chart(RISE, Series(((2016, Decimal(0)),)), as_of=2016)
    assert isinstance(found.value, Missing)
    assert (found.value.code, found.category) == ("judge-change-of-sign", None)
