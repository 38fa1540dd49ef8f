"""Words of figures in both languages, numbers as they are printed, and how much room they take."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, Protocol

Language = Literal["zh", "en"]
# A line does not begin with these, nor end with those.
_NOT_FIRST = "，。、；：！？）》”’〕%％·,.;:!?)"
_NOT_LAST = "（《“‘〔·√(≥≤＞＜≈±"


class Says(Protocol):
    """Anything that is said in both languages: words, a problem, a missing value."""

    @property
    def zh(self) -> str: ...
    @property
    def en(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Words:
    """Something said in both languages (双语文字).

    >>> say(Words("目标", "target"), "en")
    'target'
    """

    zh: str
    en: str


Cell = str | int | float | Decimal | Says | None


def both(text: str) -> Words:
    """A name that is the same in both languages, such as that of a city."""
    return Words(text, text)


def say(said: Says | str, language: Language) -> str:
    """The words in one language; a plain text is the same in both."""
    if isinstance(said, str):
        return said
    return said.zh if language == "zh" else said.en


def number(value: float | Decimal, places: int | None = None) -> str:
    """A number as printed: never in powers of ten; without `places`, to four figures and no less than the whole part.

    >>> number(1374.0), number(Decimal("70.94")), number(0.05), number(12345678.9), number(2.5, 2)
    ('1374', '70.94', '0.05', '12345679', '2.50')
    """
    exact = Decimal(str(value))
    if not exact.is_finite():
        return "—"
    if places is not None:
        return f"{exact:.{places}f}"
    size = exact.adjusted() if exact else 0
    shown = f"{exact:.{min(max(3 - size, 0), 10)}f}"
    shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    return "0" if shown == "-0" else shown.replace("-", "−")


def alike(values: Sequence[float | Decimal | None]) -> list[str]:
    """Numbers of one column, all to as many places as the one that needs most; blank where there is none.

    >>> alike([0.812, 0.6, None]), alike([1374.0, 730.5])
    (['0.812', '0.600', ''], ['1374.0', '730.5'])
    """
    shown = [number(value) for value in values if value is not None]
    places = max((len(text.partition(".")[2]) for text in shown), default=0)
    return ["" if value is None else number(value, places).replace("-", "−") for value in values]


def day(when: date, language: Language = "zh") -> str:
    """2017年1月5日."""
    return f"{when.year}年{when.month}月{when.day}日" if language == "zh" else when.isoformat()


def cell(value: Cell, language: Language) -> str:
    """A value as it stands in the table behind a figure: in full, and a missing one as a dash with its reason."""
    if value is None:
        return "—"
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return number(value, None) if abs(value) < 1e15 else number(value, 0)
    if isinstance(value, int | Decimal):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    return say(value, language)


def width(text: str, size: float) -> float:
    """How wide a line of text is, in pixels; rather too wide than too narrow.

    >>> width("松原", 10), width("2019", 10)
    (20.0, 24.0)
    """
    return sum(_em(letter) for letter in text) * size


def _em(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WFA":
        return 1.0
    if letter in "mwMW@—":
        return 0.95
    return 0.35 if letter in " ,.;:|!'ijl()" else 0.6


def wrap(text: str, size: float, room: float) -> list[str]:
    """A text in lines that fit: Chinese breaks anywhere but before closing marks, Latin words and numbers stay whole.

    >>> wrap("松原市地区生产总值", 10, 50), wrap("地区生产总值1374亿元", 10, 70), wrap("", 10, 70)
    (['松原市地区', '生产总值'], ['地区生产总值', '1374亿元'], [])
    """
    lines, line = [], ""
    for piece in _pieces(text):
        if line and width(line + piece.rstrip(), size) > room:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
        while len(line) > 1 and width(line.rstrip(), size) > room:  # one word that is longer than a line
            kept = next(n for n in range(len(line), 0, -1) if n == 1 or width(line[:n], size) <= room)
            lines.append(line[:kept])
            line = line[kept:]
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str) -> list[str]:
    """What is not parted: a wide character with the marks that belong to it, or a run of narrow ones."""
    pieces: list[str] = []
    for letter in text:
        joined = pieces and (
            letter in _NOT_FIRST
            or letter == " "
            or pieces[-1][-1] in _NOT_LAST
            or (_narrow(letter) and _narrow(pieces[-1][-1]) and pieces[-1][-1] != " ")
        )
        if joined:
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return pieces


def _narrow(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) not in "WFA"


def shortened(text: str, size: float, room: float) -> str:
    """A text that fits on one line; what does not fit is left out and marked.

    >>> shortened("省政务公开协调办公室", 10, 60), shortened("松原", 10, 60)
    ('省政务公开…', '松原')
    """
    if width(text, size) <= room:
        return text
    kept = next((n for n in range(len(text), 0, -1) if width(text[:n] + "…", size) <= room), 0)
    return text[:kept] + "…"


def listed(names: Sequence[str], language: Language = "zh") -> str:
    """Names in a row: 松原、白山."""
    return ("、" if language == "zh" else ", ").join(names)


def ticks(low: float, high: float, about: int) -> list[float]:
    """Round numbers from at or below `low` to at or above `high`, `about` as many as asked for.

    >>> ticks(3, 97, 5), ticks(70.1, 72, 4), ticks(5, 5, 4)
    ([0.0, 20.0, 40.0, 60.0, 80.0, 100.0], [70.0, 70.5, 71.0, 71.5, 72.0], [4.5, 5.0, 5.5])
    """
    if high - low <= 1e-9 * max(abs(low), abs(high)):
        by = abs(low) * 0.2 or 1.0
        low, high = low - by / 2, high + by / 2
    step = _step((high - low) / max(about, 1))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    digits = max(-math.floor(math.log10(step)), 0)
    return [round(n * step, digits) for n in range(first, last + 1)]


def _step(rough: float) -> float:
    """The next of 1, 2, 5, 10 … that is not below."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * m for m in (1, 2, 5, 10) if power * m >= rough * 0.999)


def years(first: int, last: int, room: float, size: float = 12) -> list[int]:
    """The years that an axis names so that they do not touch; the last is always there.

    >>> years(2010, 2020, 300), years(2010, 2020, 120)
    ([2010, 2012, 2014, 2016, 2018, 2020], [2010, 2015, 2020])
    """
    most = max(int(room // (width("2000", size) + 14)), 1)
    step = next(n for n in (1, 2, 5, 10, 20, 50, 100, 1000) if (last - first) / n <= most)
    return list(range(last, first - 1, -step))[::-1]
