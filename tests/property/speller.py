"""Numbers as Chinese numerals: slow, obvious, and written from how one counts."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_POWERS = ("", "十", "百", "千")


def spelled(number: int) -> str:
    """A whole number below a million million, as it is spoken.

    >>> [spelled(number) for number in (0, 10, 15, 110, 1005, 20_030, 100_050_000)]
    ['零', '十', '十五', '一百一十', '一千零五', '两万零三十', '一亿零五万']
    """
    if number == 0:
        return "零"
    groups = [(number // 10**8, "亿"), (number // 10**4 % 10**4, "万"), (number % 10**4, "")]
    text = ""
    for value, power in groups:
        if not value:
            continue
        gap = bool(text) and value < 1000
        text += ("零" if gap else "") + _below_ten_thousand(value) + power
    text = text.removeprefix("一") if text.startswith("一十") else text
    return "两" + text[1:] if text[0] == "二" and text[1:2] in ("百", "千", "万", "亿") else text


def _below_ten_thousand(number: int) -> str:
    text = ""
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            skipped = bool(text) and number // 10 ** (place + 1) % 10 == 0
            text += ("零" if skipped else "") + _DIGITS[digit] + _POWERS[place]
    return text


def digit_by_digit(number: int) -> str:
    """A year as it is read aloud: 2035 → 二零三五."""
    return "".join(_DIGITS[int(digit)] for digit in str(number))
