"""What people type into addresses and forms, made into what it stands for."""

from __future__ import annotations

import re

_WHOLE = re.compile(r"[0-9]{1,9}")


def whole(text: str) -> int | None:
    """A whole number that a database takes; None where it is none.

    >>> whole("12"), whole("²"), whole("9" * 30), whole("")
    (12, None, None, None)
    """
    return int(text) if _WHOLE.fullmatch(text) else None
