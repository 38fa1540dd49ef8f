"""Numbers as tables print them: 1,234.5, full-width digits, 45.2%, with the mark of a footnote; or a sign for "none".

A number is kept as it is printed, in decimals. What stands for a value that is not there (— … - or nothing at all) is no
number, and never zero.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

# Beyond this nothing is a statistic, and exact arithmetic would be a burden.
_MOST_DIGITS = 18
_MARK = re.compile(r"[①-⑳⑴-⒇㈠-㈩*＊†‡#]+|(?<=\d)(?:\[注?\d{0,2}\]|[(（]注?\d{0,2}[)）]|注\d?)$")
_NOTHING = re.compile(
    r"[-—–―－一…·.。_/\\~×xX]*|[nN][./]?[aA]\.?|#N/A|空|无|缺|不详|无数据|暂缺|未公布|null|None|nan|NaN"
)
_NUMBER = re.compile(r"([-+]?)((?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:[eE][-+]?\d{1,2})?)([%‰]?)")


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number: its value, the % or ‰ behind it, and the marks of footnotes around it."""

    value: Decimal
    unit: str = ""
    note: str = ""


def number(printed: str) -> Number | None:
    """The number that a cell prints.

    Returns:
        None where the cell says that there is no value.

    Raises:
        ValueError: it is neither a number nor one of the usual signs for none.

    >>> [number(cell) for cell in ("1，234.50①", "４５.2％", "—")]
    [Number(value=Decimal('1234.50'), unit='', note='①'), Number(value=Decimal('45.2'), unit='%', note=''), None]
    """
    # Marks are taken off before full-width forms are made plain: ① would become a 1.
    marks = "".join(_MARK.findall(printed.strip()))
    text = "".join(unicodedata.normalize("NFKC", _MARK.sub("", printed.strip())).replace("−", "-").split())
    if _NOTHING.fullmatch(text):
        return None
    found = _NUMBER.fullmatch(text)
    if found is None or not any(character.isdigit() for character in found[2]) or len(text) > _MOST_DIGITS + 8:
        raise ValueError(printed)
    try:
        value = Decimal(found[1] + found[2].replace(",", ""))
    except InvalidOperation:
        raise ValueError(printed) from None
    if value.adjusted() >= _MOST_DIGITS:
        raise ValueError(printed)
    return Number(value, found[3], marks)
