"""Periods and days as tables print them: 2018年, 2018年三季度, 2018-06, a date, or the serial number of one."""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date, timedelta

FIRST_YEAR, LAST_YEAR = 1900, 2100

_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_CHINESE = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_CHINESE_YEAR = re.compile("[〇零○一二三四五六七八九]{4}")
_YEAR = re.compile(r"(\d{4})(?:\.0)?(?:年|年度|年末|年底)?")
_QUARTER = re.compile(r"(\d{4})(?:年?第?([一二三四1-4])季度?|[-年]?[Qq]([1-4]))")
_MONTH = re.compile(r"(\d{4})(?:[-./年](\d{1,2})月?|(0[1-9]|1[0-2]))")
_DAY = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?(?:T?\d\d:[\d:.]*)?")
_SERIAL = re.compile(r"(\d{5})(?:\.\d*)?")
# Excel counts days from here, because it takes 1900 for a leap year.
_DAY_ZERO = date(1899, 12, 30)


def period(printed: str) -> str | None:
    """2018, 2018-Q3 or 2018-06; the day where a day is printed (see `of_days`); None where it is no period.

    >>> [period(word) for word in ("2018年", "２０１８", "2018年三季度", "2018年6月", "2018-12-31", "1-6月", "43465")]
    ['2018', '2018', '2018-Q3', '2018-06', '2018-12-31', None, '2018-12-31']
    >>> period("二〇一七年")
    '2017'
    """
    text = _plain(printed)
    if found := _YEAR.fullmatch(text):
        return found[1] if is_year(found[1]) else None
    if found := _QUARTER.fullmatch(text):
        return f"{found[1]}-Q{_QUARTERS[found[2] or found[3]]}" if is_year(found[1]) else None
    if found := _MONTH.fullmatch(text):
        month = int(found[2] or found[3])
        return f"{found[1]}-{month:02}" if is_year(found[1]) and 1 <= month <= 12 else None
    printed_day = day(text)
    return str(printed_day) if printed_day else None


def of_days(days: list[str]) -> dict[str, str]:
    """The periods that days stand for, where a program has made days of years or months.

    Where all are the first or the last of a year they are years, and months otherwise.

    >>> of_days(["2018-01-01", "2019-01-01"]), of_days(["2018-01-01", "2018-02-01"])
    ({'2018-01-01': '2018', '2019-01-01': '2019'}, {'2018-01-01': '2018-01', '2018-02-01': '2018-02'})
    """
    years = all(one[5:] in ("01-01", "12-31") for one in days)
    return {one: one[: 4 if years else 7] for one in days}


def day(printed: str) -> date | None:
    """A day; of a year or a month its last, for only then is it certain to be over.

    >>> [str(day(word)) for word in ("2019-11-5", "2019年11月", "2019", "43774", "去年")]
    ['2019-11-05', '2019-11-30', '2019-12-31', '2019-11-05', 'None']
    """
    text = _plain(printed)
    try:
        if found := _DAY.fullmatch(text):
            return _within(date(int(found[1]), int(found[2]), int(found[3])))
        if found := _SERIAL.fullmatch(text):
            return _within(_DAY_ZERO + timedelta(int(found[1])))
        if found := _MONTH.fullmatch(text):
            return last_day(f"{found[1]}-{int(found[2] or found[3]):02}")
        if found := _YEAR.fullmatch(text):
            return last_day(found[1])
    except ValueError:
        return None
    return None


def last_day(of: str) -> date:
    """The last day of a year, quarter, month or day.

    >>> [str(last_day(one)) for one in ("2018", "2018-Q3", "2018-02")]
    ['2018-12-31', '2018-09-30', '2018-02-28']
    """
    year = int(of[:4])
    month = int(of[6]) * 3 if of[5:6] == "Q" else int(of[5:7] or 12)
    return date(year, month, int(of[8:10]) if len(of) == 10 else calendar.monthrange(year, month)[1])


def is_year(text: str) -> bool:
    """Whether digits are a year that statistics can be of."""
    return text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR


def _plain(printed: str) -> str:
    text = unicodedata.normalize("NFKC", printed)
    joined = re.sub(r"[—–―－]", "-", "".join(text.split()))
    year = _CHINESE_YEAR.match(joined)
    return year[0].translate(_CHINESE) + joined[4:] if year else joined


def _within(found: date) -> date | None:
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None
