"""What people type into addresses and forms, made into what it stands for."""

from __future__ import annotations

import re
from datetime import date

from luoshi.act.calendar import YEARS

_WHOLE = re.compile(r"[0-9]{1,9}")


def whole(text: str) -> int | None:
    """A whole number that a database takes; None where it is none.

    >>> whole("12"), whole("²"), whole("9" * 30), whole("")
    (12, None, None, None)
    """
    return int(text) if _WHOLE.fullmatch(text) else None


def day(text: str) -> date | None:
    """A day of a year with which days can be counted; None where it is none.

    >>> day("2017-01-05"), day("2017-02-30"), day("9999-12-31"), day("0001-01-01")
    (datetime.date(2017, 1, 5), None, None, None)
    """
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.year in YEARS else None
