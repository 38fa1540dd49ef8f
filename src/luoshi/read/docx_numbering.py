"""The numbers that Word draws in front of paragraphs (自动编号): 一、 （一） 1. as characters.

Word keeps them as a definition and a level, not as text; a document that is referred to as 第（三）条 needs them back.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VALUE = f"{W}val"
_DIGITS = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_PLACE = re.compile(r"%([1-9])")
_BULLET = "•"
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_PRIVATE = range(0xE000, 0xF900)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a numbering: how its number is written, and what stands around it."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    restarts: bool = True
    is_legal: bool = False
    style: str = ""


@dataclass(slots=True)
class Numbering:
    """The numberings of a document, and how far each has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    overrides: dict[str, dict[int, int]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def marker(self, number: str, depth: int) -> str:
        """The marker of the next paragraph of numbering `number` at level `depth` (from 0); "" where there is none."""
        levels = self.levels.get(number, {})
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(self.abstract.get(number, number), {})
        override = self.overrides.get(number, {}).get(depth)
        if override is not None and (number, depth) not in self._begun:
            self._begun.add((number, depth))
            counts[depth] = override - 1
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth and levels.get(other, level).restarts]:
            del counts[deeper]
        return _written(level, levels, counts)

    def depth_of_style(self, number: str, style: str) -> int:
        """The level that belongs to a paragraph style, 0 where none is said to."""
        return next((depth for depth, level in self.levels.get(number, {}).items() if level.style == style), 0)


def numbering(root: etree._Element | None) -> Numbering:
    """The numberings that `word/numbering.xml` defines."""
    found = Numbering()
    if root is None:
        return found
    definitions = {_attribute(node, "abstractNumId"): node for node in root.iter(f"{W}abstractNum")}
    linked = {value(node, "styleLink"): node for node in definitions.values() if value(node, "styleLink")}
    for node in root.iter(f"{W}num"):
        number = _attribute(node, "numId")
        abstract = value(node, "abstractNumId")
        definition = definitions.get(abstract)
        if definition is None:
            continue
        definition = linked.get(value(definition, "numStyleLink"), definition)
        found.abstract[number] = _attribute(definition, "abstractNumId")
        found.levels[number] = _levels(definition)
        for override in node.iter(f"{W}lvlOverride"):
            found.levels[number] |= _levels(override)
            start = value(override, "startOverride")
            if start:
                found.overrides.setdefault(number, {})[_integer(_attribute(override, "ilvl"))] = _integer(start)
    return found


def _levels(definition: etree._Element) -> dict[int, Level]:
    return {
        _integer(_attribute(node, "ilvl")): Level(
            format=value(node, "numFmt") or "decimal",
            text=value(node, "lvlText"),
            start=_integer(value(node, "start") or "1"),
            restarts=value(node, "lvlRestart") != "0",
            is_legal=node.find(f"{W}isLgl") is not None,
            style=value(node, "pStyle"),
        )
        for node in definition.iter(f"{W}lvl")
    }


def value(node: etree._Element, child: str) -> str:
    """The value of a child element, "" where it is not there."""
    found = node.find(f"{W}{child}")
    return "" if found is None else (found.get(VALUE) or "")


def _attribute(node: etree._Element, name: str) -> str:
    return node.get(f"{W}{name}") or ""


def _integer(text: str) -> int:
    """A small number that a file states; a file that states anything else counts from 1."""
    return int(text) if re.fullmatch(r"-?[0-9]{1,6}", text) else 1


def _written(level: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
    if level.format == "bullet":
        return _BULLET if not level.text or ord(level.text[0]) in _PRIVATE else level.text
    if level.format == "none":
        return _PLACE.sub("", level.text)

    def one(place: re.Match[str]) -> str:
        depth = int(place[1]) - 1
        part = levels.get(depth, level)
        return written(counts.get(depth, part.start), "decimal" if level.is_legal else part.format)

    marker = _PLACE.sub(one, level.text)
    # Word sets a tab behind the marker; text that is typed has none behind 一、 and a blank behind 第一章 and 1.1.
    return f"{marker} " if marker[-1:].isalnum() else marker


def written(number: int, form: str) -> str:
    """A number in one of Word's forms; a form that is not known is written in digits.

    >>> written(12, "chineseCountingThousand"), written(3, "decimalEnclosedCircleChinese"), written(28, "lowerLetter")
    ('十二', '③', 'bb')
    """
    write = _FORMS.get(form)
    return write(number) if write and 0 < number < 10_000 else str(number)


def _counted(number: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """十二, 一百零三: as one counts."""
    text, gap = "", False
    for place in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += (digits[0] if gap else "") + digits[digit] + (units[place - 1] if place else "")
        gap = digit == 0 and bool(text)
    return text[1:] if units[0] == "十" and text.startswith("一十") else text


def _roman(number: int) -> str:
    text = ""
    for worth, sign in _ROMAN:
        text += sign * (number // worth)
        number %= worth
    return text


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _from(first: str, count: int) -> Callable[[int], str]:
    """Signs that follow one another from `first`; digits beyond the last of them."""
    return lambda number: chr(ord(first) + number - 1) if number <= count else str(number)


def _of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


_FORMS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "japaneseCounting",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
        ),
        _counted,
    ),
    **dict.fromkeys(
        ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"),
        lambda number: "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number)),
    ),
    "chineseLegalSimplified": lambda number: _counted(number, _LEGAL, "拾佰仟"),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _from("①", 20)),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    **dict.fromkeys(
        ("decimalFullWidth", "decimalFullWidth2"),
        lambda number: "".join(chr(ord("０") + int(digit)) for digit in str(number)),
    ),
    "decimalZero": lambda number: f"{number:02d}",
    "ideographTraditional": _of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _of("子丑寅卯辰巳午未申酉戌亥"),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperRoman": _roman,
}
