"""Periods and due days: what comes again, when it begins and ends, and until when it is owed.

A period is written as in statistics: 2016, 2016-H2, 2016-Q4, 2016-12; three years from 2017 are 2017+3.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from luoshi.act.working_days import WorkingDays
from luoshi.model.cycle import Cycle, DueRule, Every

_PERIOD = re.compile(
    r"(?P<year>\d{4})(?:-H(?P<half>[12])|-Q(?P<quarter>[1-4])|-(?P<month>0[1-9]|1[0-2])|\+(?P<years>\d))?$"
)
# The years that anything here is about: beyond them a typed year is a slip, and days can no longer be counted on from.
YEARS = range(1900, 2200)
_MONTHS: dict[Every, int] = {"month": 1, "quarter": 3, "half-year": 6, "year": 12, "three-years": 36}
_QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")


def months_of(period: str) -> tuple[int, int]:
    """The first month of a period, counted from the year 0, and how many it has.

    Raises:
        ValueError: it is no period, or of no year in `YEARS`.
    """
    found = _PERIOD.match(period)
    if not found or int(found["year"]) not in YEARS:
        raise ValueError(f"no period: {period!r}")
    first = int(found["year"]) * 12
    if found["half"]:
        return first + (int(found["half"]) - 1) * 6, 6
    if found["quarter"]:
        return first + (int(found["quarter"]) - 1) * 3, 3
    if found["month"]:
        return first + int(found["month"]) - 1, 1
    return first, 12 * int(found["years"] or 1)


def first_day(period: str) -> date:
    """The day on which a period begins.

    >>> first_day("2016-Q4")
    datetime.date(2016, 10, 1)
    """
    first, _ = months_of(period)
    return date(first // 12, first % 12 + 1, 1)


def last_day(period: str) -> date:
    """The day on which a period ends.

    >>> last_day("2016-Q4"), last_day("2016-02")
    (datetime.date(2016, 12, 31), datetime.date(2016, 2, 29))
    """
    first, length = months_of(period)
    after = first + length
    return date(after // 12, after % 12 + 1, 1) - timedelta(days=1)


def period_of(day: date, every: Every, since: int = 0) -> str:
    """The period in which a day lies.

    Args:
        since: The first year of any period of three years.

    >>> period_of(date(2016, 12, 20), "quarter"), period_of(date(2019, 1, 1), "three-years", since=2017)
    ('2016-Q4', '2017+3')
    """
    if every == "month":
        return f"{day:%Y-%m}"
    if every == "quarter":
        return f"{day:%Y}-Q{(day.month + 2) // 3}"
    if every == "half-year":
        return f"{day:%Y}-H{(day.month + 5) // 6}"
    if every == "year":
        return f"{day:%Y}"
    return f"{day.year - (day.year - since) % 3}+3"


def following(period: str) -> str:
    """The period of the same length that comes next.

    >>> following("2016-Q4"), following("2016-12"), following("2016"), following("2017+3")
    ('2017-Q1', '2017-01', '2017', '2020+3')
    """
    first, length = months_of(period)
    after = first + length
    every = next(name for name, months in _MONTHS.items() if months == length)
    return period_of(date(after // 12, after % 12 + 1, 1), every, since=after // 12)


def period_title(period: str, english: bool = False) -> str:
    """A period in words.

    >>> period_title("2016-Q4"), period_title("2016-12"), period_title("2017+3"), period_title("2016-Q4", english=True)
    ('2016年第四季度', '2016年12月', '2017—2019年', '2016 Q4')
    """
    found = _PERIOD.match(period)
    if not found:
        return period
    if english:
        return period.replace("-", " ").replace("+3", f"–{int(found['year']) + 2}")
    year = f"{found['year']}年"
    if found["quarter"]:
        return year + _QUARTERS[int(found["quarter"]) - 1]
    if found["half"]:
        return year + ("上半年", "下半年")[int(found["half"]) - 1]
    if found["month"]:
        return f"{year}{int(found['month'])}月"
    if found["years"]:
        return f"{found['year']}—{int(found['year']) + int(found['years']) - 1}年"
    return year


def due_day(rule: DueRule, period: str, working: WorkingDays) -> date:
    """Until which day what a period asks is owed.

    >>> due_day(DueRule(months_after=1, day=31), "2016", WorkingDays())
    datetime.date(2017, 1, 31)
    >>> due_day(DueRule(months_after=1, day=5), "2016-Q4", WorkingDays())
    datetime.date(2017, 1, 5)
    """
    first, length = months_of(period)
    month = first + length - 1 + rule.months_after
    year, number = month // 12, month % 12 + 1
    day = date(year, number, min(rule.day, monthrange(year, number)[1]))
    if rule.shift == "none" or working.is_working(day):
        return day
    return working.before(day, 1) if rule.shift == "earlier" else working.after(day, 1)


def periods(cycle: Cycle, until: date, working: WorkingDays) -> Iterator[tuple[str, date, date]]:
    """The periods of a cycle that are opened by a day: period, the day it is opened, the day it is due."""
    period = cycle.first
    while not cycle.last or first_day(period) <= first_day(cycle.last):
        due = due_day(cycle.due, period, working)
        opened = due - timedelta(days=cycle.opens)
        if opened > until:
            return
        yield period, opened, due
        period = following(period)


def reminder_days(due: date, days: tuple[int, ...], working: WorkingDays) -> list[tuple[int, date]]:
    """On which days one is reminded: so many working days before the due day, the earliest first.

    >>> reminder_days(date(2017, 1, 31), (3, 10), WorkingDays())  # the Spring Festival of 2017 began on 27 January
    [(10, datetime.date(2017, 1, 16)), (3, datetime.date(2017, 1, 24))]
    """
    return [(number, working.before(due, number)) for number in sorted(days, reverse=True)]


def reminder_due(due: date, days: tuple[int, ...], on: date, working: WorkingDays) -> int | None:
    """Which reminder is to be sent on a day: the nearest whose day has come, None before the first and after the due day.

    A machine that was off for a week sends one reminder, not all that it missed.
    """
    if on > due:
        return None
    come = [number for number, day in reminder_days(due, days, working) if day <= on]
    return come[-1] if come else None


def days_late(due: date | None, on: date) -> int:
    """How many days after the due day; 0 in time, and where nothing is due.

    >>> days_late(date(2017, 1, 5), date(2017, 1, 8))
    3
    """
    return max(0, (on - due).days) if due else 0
