"""China's working days: weekdays without public holidays, and the weekends on which one works instead.

The State Council announces each year's holidays late in the year before, so no table knows the years to come. For a year
that it does not know a day is taken for a working day if it is a weekday, and `is_known` says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

try:  # a library of the desk; without it no year is known
    from chinese_calendar import Holiday, get_holiday_detail, is_workday  # type: ignore[import-untyped]
except ImportError:  # pragma: no cover
    is_workday = get_holiday_detail = Holiday = None


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The calendar of working days.

    `closed` and `opened` are days that an office knows better: holidays announced since, its own days off.
    """

    closed: frozenset[date] = frozenset()
    opened: frozenset[date] = frozenset()

    def is_known(self, day: date) -> bool:
        """Whether the year's announced holidays are known.

        >>> WorkingDays().is_known(date(2017, 1, 2)), WorkingDays().is_known(date(2062, 1, 2))
        (True, False)
        """
        return _announced(day) is not None

    def is_working(self, day: date) -> bool:
        """Whether offices work on a day.

        >>> spring_festival, sunday_worked = date(2017, 1, 27), date(2017, 1, 22)
        >>> [WorkingDays().is_working(day) for day in (spring_festival, sunday_worked, date(2062, 1, 1))]
        [False, True, False]
        """
        if day in self.closed or day in self.opened:
            return day in self.opened
        announced = _announced(day)
        return day.weekday() < 5 if announced is None else announced

    def festival(self, day: date) -> tuple[str, str] | None:
        """For which festival one is off, or works on a weekend instead, in Chinese and English; None on any other day.

        >>> WorkingDays().festival(date(2017, 1, 27)), WorkingDays().festival(date(2017, 1, 10))
        (('春节', 'Spring Festival'), None)
        """
        if _announced(day) is None:
            return None
        name = get_holiday_detail(day)[1]
        found = next((one for one in Holiday or () if one.value == name), None)
        return (str(found.chinese), str(found.value)) if found else None

    def before(self, day: date, number: int) -> date:
        """The working day that many working days before a day.

        >>> WorkingDays().before(date(2017, 2, 3), 1)
        datetime.date(2017, 1, 26)
        """
        return self._step(day, number, -1)

    def after(self, day: date, number: int) -> date:
        """The working day that many working days after a day.

        >>> WorkingDays().after(date(2017, 1, 26), 1)
        datetime.date(2017, 2, 3)
        """
        return self._step(day, number, 1)

    @lru_cache(maxsize=20_000)  # noqa: B019  # few calendars, and they are asked for the same days again and again
    def _step(self, day: date, number: int, direction: int) -> date:
        while number:
            day += timedelta(days=direction)
            number -= self.is_working(day)
        return day


@lru_cache(maxsize=20_000)
def _announced(day: date) -> bool | None:
    """Whether a day was announced as a working day; None where its year is not known."""
    if is_workday is None:
        return None
    try:
        return bool(is_workday(day))
    except NotImplementedError:
        return None
