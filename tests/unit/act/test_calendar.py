"""Periods, due days, and China's working days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.act.calendar import (
    due_day,
    first_day,
    following,
    last_day,
    period_of,
    period_title,
    periods,
    reminder_days,
    reminder_due,
)
from luoshi.act.working_days import WorkingDays
from luoshi.model.cycle import Cycle, DueRule, Every

CHINA = WorkingDays()
DAYS = st.dates(date(2004, 1, 1), date(2026, 12, 31))
EVERY = st.sampled_from(["month", "quarter", "half-year", "year"])
REPORT = Cycle("soil", "年度报告", "Annual", "year", DueRule(1, 31), "annual", ("epd",), "government", "2016", opens=30)


@given(DAYS, EVERY)
def test_a_day_lies_in_its_period_and_the_next_follows_at_once(day: date, every: Every) -> None:
    period = period_of(day, every)
    assert first_day(period) <= day <= last_day(period)
    assert first_day(following(period)) == last_day(period) + timedelta(days=1)


@pytest.mark.parametrize("text", ["", "2016-Q5", "2016-13", "2016-1", "16", "2016-H3", "2016Q4"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no period"):
        first_day(text)


def test_three_years_end_with_the_third() -> None:
    assert (last_day("2017+3"), following("2017+3"), period_title("2017+3")) == (
        date(2019, 12, 31),
        "2020+3",
        "2017—2019年",
    )


@pytest.mark.parametrize(
    ("rule", "period", "due"),
    [
        (DueRule(1, 31), "2016", date(2017, 1, 31)),
        (DueRule(2, 31), "2016", date(2017, 2, 28)),
        (DueRule(0, 20), "2016-Q4", date(2016, 12, 20)),
        # 7 October 2017 lay in the holidays, which ended on the 8th; 30 September, a Saturday, was worked.
        (DueRule(1, 7, "later"), "2017-Q3", date(2017, 10, 9)),
        (DueRule(1, 7, "earlier"), "2017-Q3", date(2017, 9, 30)),
    ],
)
def test_a_due_day_follows_from_the_period(rule: DueRule, period: str, due: date) -> None:
    assert due_day(rule, period, CHINA) == due


def test_a_cycle_opens_each_period_once_its_time_has_come() -> None:
    assert list(periods(REPORT, date(2016, 12, 31), CHINA)) == []
    assert list(periods(REPORT, date(2017, 1, 1), CHINA)) == [("2016", date(2017, 1, 1), date(2017, 1, 31))]
    assert [period for period, _, _ in periods(REPORT, date(2019, 1, 1), CHINA)] == ["2016", "2017", "2018"]


def test_the_spring_festival_is_counted_when_one_is_reminded() -> None:
    assert reminder_days(date(2017, 1, 31), (10, 3), CHINA) == [(10, date(2017, 1, 16)), (3, date(2017, 1, 24))]


@pytest.mark.parametrize(
    ("day", "reminder"),
    [(15, None), (16, 10), (23, 10), (24, 3), (31, 3)],
)
def test_the_nearest_reminder_is_sent(day: int, reminder: int | None) -> None:
    assert reminder_due(date(2017, 1, 31), (10, 3), date(2017, 1, day), CHINA) == reminder
    assert reminder_due(date(2017, 1, 31), (10, 3), date(2017, 2, 1), CHINA) is None


def test_a_year_that_nobody_has_announced_goes_by_weekdays_and_says_so() -> None:
    monday, saturday = date(2062, 1, 2), date(2062, 1, 7)
    assert not CHINA.is_known(monday)
    assert (CHINA.is_working(monday), CHINA.is_working(saturday)) == (True, False)


def test_an_office_may_know_better() -> None:
    known = WorkingDays(closed=frozenset([date(2062, 1, 2)]), opened=frozenset([date(2062, 1, 7)]))
    assert (known.is_working(date(2062, 1, 2)), known.is_working(date(2062, 1, 7))) == (False, True)


@given(DAYS, st.integers(1, 40))
def test_working_days_forth_and_back_come_to_a_working_day(day: date, number: int) -> None:
    after = CHINA.after(day, number)
    assert CHINA.is_working(after)
    between = (day + timedelta(days=step) for step in range(1, (after - day).days + 1))
    assert sum(map(CHINA.is_working, between)) == number
    assert CHINA.before(after, number) <= day
