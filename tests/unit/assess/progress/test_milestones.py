"""Milestones: days late, and what is done late stays late."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from luoshi.assess.progress import judge_milestone
from luoshi.model.finding import Milestone, Missing

DUE = date(2017, 6, 30)


@pytest.mark.parametrize(
    ("done", "as_of", "grade", "days"),
    [
        (None, date(2017, 6, 30), "on-track", 0),
        (None, date(2017, 7, 1), "missed", 1),
        (date(2017, 6, 30), date(2018, 1, 1), "met", 0),
        (date(2017, 6, 1), date(2018, 1, 1), "met", -29),
        (date(2017, 7, 4), date(2018, 1, 1), "missed", 4),
        (date(2017, 7, 4), date(2017, 6, 29), "on-track", -1),
    ],
)
def test_days_are_counted_to_the_day_of_completion_or_of_judgement(
    done: date | None, as_of: date, grade: str, days: int
) -> None:
    found = judge_milestone(Milestone(DUE, done), as_of=as_of)
    assert (found.grade, found.days_late) == (grade, days)


def test_a_share_that_nobody_reported_is_missing_until_all_is_done() -> None:
    still_open, done = (judge_milestone(Milestone(DUE, done), as_of=DUE) for done in (None, DUE))
    assert isinstance(still_open.share_done, Missing)
    assert done.share_done == 1


def test_a_reported_share_is_kept() -> None:
    assert judge_milestone(Milestone(DUE, share_done=Decimal("0.79")), as_of=DUE).share_done == Decimal("0.79")
