"""Numbers as official documents write them: digits, Chinese numerals, mixed with 万 and 亿, fractions."""

from __future__ import annotations

import re
from decimal import Decimal

_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_DIGITS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


def numeral(text: str) -> int | None:
    """A Chinese numeral's value; None where the characters do not form one.

    >>> numeral("二十三"), numeral("一百零五"), numeral("二零二零"), numeral("两千"), numeral("统一")
    (23, 105, 2020, 2000, None)
    """
    if not text or any(char not in _DIGITS and char not in _POWERS for char in text):
        return None
    if all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    for sign in "亿万":
        if sign in text:
            above, _, below = text.rpartition(sign)
            return (numeral(above) or 1) * _POWERS[sign] + (numeral(below) or 0)
    total = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        else:
            total, digit = total + (digit or 1) * _POWERS[char], 0
    return total + digit


def number(text: str) -> float | None:
    """The value of a number as printed, in digits or in Chinese numerals; None where it is neither.

    >>> number("2,740"), number("15.5"), number("三十"), number("1/3"), number("三分之一")
    (2740.0, 15.5, 30.0, 0.3333333333333333, 0.3333333333333333)
    """
    plain = text.replace(",", "").replace("，", "").replace(" ", "")
    if _PLAIN.fullmatch(plain):
        return float(Decimal(plain))
    if "分之" in plain:
        below, above = plain.split("分之", 1)
        return _ratio(numeral(above), numeral(below))
    if "/" in plain:
        above, below = plain.split("/", 1)
        return _ratio(float(above), float(below)) if above.isdigit() and below.isdigit() else None
    value = numeral(plain)
    return None if value is None else float(value)


def _ratio(above: float | None, below: float | None) -> float | None:
    return None if above is None or not below else above / below
