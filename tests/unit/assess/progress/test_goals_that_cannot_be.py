"""Goals and values that nothing can be held to are said, never judged."""

from __future__ import annotations

from decimal import Decimal

import pytest

from luoshi.assess.progress import judge
from luoshi.model.finding import Goal, Missing
from luoshi.model.series import Series

SEEN = Series(((2018, Decimal("0.5")),))


@pytest.mark.parametrize(
    ("goal", "code"),
    [
        (Goal("binary", Decimal(1), due=2020), "judge-not-yes-or-no"),
        (Goal("range", Decimal(9), due=2020, high=Decimal(3)), "judge-range-upside-down"),
        (Goal("up", Decimal("NaN"), due=2020, base_year=2015, base=Decimal(1)), "judge-not-a-number"),
        (Goal("up", Decimal(9), due=2020, base_year=2015, base=Decimal("NaN")), "judge-not-a-number"),
    ],
)
def test_it_is_not_judged_and_the_reason_says_why(goal: Goal, code: str) -> None:
    found = judge(goal, SEEN, as_of=2018)
    assert found.grade == "no-data"
    assert isinstance(found.attainment, Missing)
    assert found.attainment.reason.code == code
