"""What the head of a column says at once: 地区生产总值（亿元，2015年价） is an indicator, a unit, and prices."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from luoshi.model.pack import Pack
from luoshi.observe.periods import period

_MARKS = re.compile(r"[①-⑳⑴-⒇㈠-㈩*＊†‡#]+")
_BRACKETS = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
_SAID_BEFORE = re.compile(r"^(?:计量)?单位[::]\s*|^(?:按|以)(?=.*(?:计|计算)$)|(?:计算|计)$")
_SEPARATORS = re.compile(r"[,;，；、]")
_PRICES = re.compile(r"(?:按|以)?((?:19|20)\d\d)年(?:不变|可比)?价格?(?:计算|计)?")
_CURRENT = re.compile(r"(?:按|以)?(?:当年|现行|本年)价格?(?:计算|计)?|现价")
_UNIT_LINE = re.compile(r"(?:计量)?单位[::]\s*([^\s,;，；。]+)")


@dataclass(frozen=True, slots=True)
class Heading:
    """A header cell taken apart; blank where it says nothing of the kind."""

    word: str
    unit: str = ""
    prices: str = ""
    period: str = ""
    note: str = ""


def heading(printed: str, pack: Pack) -> Heading:
    """What a header cell says.

    Brackets are taken off only where what is in them is understood: the name 城区人口（含暂住） keeps its own.

    >>> from fractions import Fraction
    >>> from luoshi.model.unit import Unit
    >>> pack = Pack("p", "", "", units={"亿元": Unit("亿元", "金额", "元", Fraction(10**8))})
    >>> heading("地区生产总值①（亿元，2015年价）", pack)
    Heading(word='地区生产总值', unit='亿元', prices='2015', period='', note='①')
    """
    marks = "".join(_MARKS.findall(printed))
    text = plain(printed)
    said: dict[str, str] = {}
    for found in _BRACKETS.finditer(text):
        parts = _understood(found[1], pack)
        if parts is not None:
            said |= parts
            text = text.replace(found[0], "", 1)
    for separator in ("/", " "):
        name, cut, last = text.rpartition(separator)
        if cut and name and "unit" not in said and pack.unit(last):
            said["unit"], text = last, name
    return Heading(word="".join(text.split()), note=marks, **said)


def plain(printed: str) -> str:
    """A label without marks of footnotes, in half-width forms, with single blanks."""
    return " ".join(unicodedata.normalize("NFKC", _MARKS.sub("", printed)).split())


def unit_line(printed: str) -> str:
    """The unit that a line above a table gives: 单位：亿元; blank where it gives none or several.

    >>> [unit_line(line) for line in ("2-4  地区生产总值   单位：亿元", "单位：万人、%", "各地区人口")]
    ['亿元', '', '']
    """
    found = _UNIT_LINE.search(unicodedata.normalize("NFKC", printed))
    return found[1].rstrip(")") if found and not _SEPARATORS.search(found[1]) else ""


def prices_of(printed: str) -> str | None:
    """A year of prices; blank for current prices; None where it is neither.

    >>> [prices_of(word) for word in ("2015", "2015年价", "2010年不变价格", "当年价格", "", "旧价")]
    ['2015', '2015', '2010', '', '', None]
    """
    text = "".join(unicodedata.normalize("NFKC", printed).split())
    if not text or _CURRENT.fullmatch(text):
        return ""
    if found := _PRICES.fullmatch(text):
        return found[1]
    year = period(text)
    return year if year and year.isdigit() else None


def _understood(inside: str, pack: Pack) -> dict[str, str] | None:
    """What stands in brackets, part by part; None where a part is not understood."""
    said: dict[str, str] = {}
    for part in _SEPARATORS.split(inside):
        for name, value in _part(_SAID_BEFORE.sub("", part.strip()), part.strip(), pack):
            said[name] = value
            break
        else:
            return None
    return said


def _part(text: str, whole: str, pack: Pack) -> Iterator[tuple[str, str]]:
    if text and pack.unit(text):
        yield "unit", text
    if whole and (prices := prices_of(whole)) is not None and not whole.isdigit():
        yield "prices", prices
    if whole and (found := period(whole)):
        yield "period", found
