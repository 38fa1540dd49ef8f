"""What a table seems to hold, from the words in it: the mapping that one would write, and what could not be guessed.

Rows of the header are told from rows of values by their numbers, and what a row or a column holds by most of its words:
periods, indicators of the pack, places of the pack, units.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from luoshi.model.mapping import Fixed, Holds, Shape, TableMapping
from luoshi.model.observation import letters
from luoshi.model.pack import Pack
from luoshi.observe.headings import plain, unit_line
from luoshi.observe.labels import is_total, label
from luoshi.observe.layout import held_by
from luoshi.observe.numbers import number
from luoshi.observe.periods import period
from luoshi.observe.sheet import Sheet
from luoshi.observe.words import Words

_LOOKED_AT = 60
_CODE = re.compile(r"[1-9]\d{5}")
_YEAR_IN_TITLE = re.compile(r"((?:19|20)\d\d)年(?!鉴)")


@dataclass(frozen=True, slots=True)
class Guess:
    """A mapping that may be right, and what a person has to say, Chinese and English."""

    mapping: TableMapping
    unsure: tuple[tuple[str, str], ...] = ()


def guess(sheet: Sheet, mapping: TableMapping, pack: Pack) -> Guess:
    """What stands where in a sheet.

    Args:
        mapping: What is known already: id, file, sheet.

    >>> from luoshi.model.pack import Place
    >>> pack = Pack("p", "", "", places=(Place("220700", "松原市", "地级行政区", "220000"),))
    >>> found = guess(Sheet("", [["地区", "2017年", "2018年"], ["松原市", "1374", "730"]]), TableMapping("t", "a.csv"), pack)
    >>> found.mapping.shape, found.mapping.header, found.mapping.columns
    ('years-across', {1: 'period'}, {'A': 'place'})
    """
    words = Words(pack, mapping)
    for row in range(1, min(sheet.height, 10) + 1):
        held = held_by(sheet.rows[row - 1], mapping)
        if "value" in held.values() and len(held) >= 3:
            header: dict[int, Holds] = {} if row == 1 else {row: "skip"}
            return _with_unsure(replace(mapping, shape="long", header=header), set(held.values()))
    first = _first_row_of_values(sheet, words)
    left = _left(sheet, words, first)
    header = _header(sheet, words, first, len(left))
    columns: dict[str, Holds | Fixed] = {letters(column): held for column, held in left.items()}
    fixed = _fixed(sheet, words, min(header, default=first), {*header.values(), *left.values()})
    shape = _shape(header, left)
    found = replace(mapping, shape=shape, header=header, columns=columns, fixed=fixed)
    known: set[str] = {*header.values(), *left.values(), *(name for name in _FIXED if getattr(fixed, name))}
    has_units = any(_unit_in_header(sheet, words, row) for row, held in header.items() if held == "indicator")
    return _with_unsure(found, known | ({"unit"} if has_units else set()))


_FIXED = ("place", "period", "indicator", "unit")


def _with_unsure(mapping: TableMapping, known: set[str]) -> Guess:
    """The guess, with a word about everything that a value needs and that was not found."""
    needed = {
        "place": ("地区：请在 columns 或 header 中写明哪里是 place，或写 fixed.place", "place: say which column or row holds it"),
        "period": ("时期：没有找到年份，请写在 header、columns 或 fixed 的 period", "period: no year was found"),
        "indicator": ("指标：没有认出，请写 fixed.indicator，或在 words 中写明", "indicator: none was recognised"),
        "unit": ("单位：没有找到，请写 fixed.unit 或各列的 unit", "unit: none was found"),
        "vintage": ("发布日期：请写 published", "publication: say when in published"),
        "statistics": ("统计来源：请写 statistics", "source: name it in statistics"),
    }  # fmt: skip
    if "place_code" in known:
        known = known | {"place"}
    if mapping.published:
        known = known | {"vintage"}
    if mapping.statistics:
        known = known | {"statistics"}
    return Guess(mapping, tuple(says for name, says in needed.items() if name not in known))


def _kind(text: str, words: Words) -> Holds | None:
    """What a cell of text is a word for."""
    word = plain(label(text))
    if not word:
        return None
    if _CODE.fullmatch(word) and words.knows_place(word):
        return "place_code"
    if period(word):
        return "period"
    if words.knows_indicator(words.heading(label(text)).word):
        return "indicator"
    if is_total(word) or words.knows_place(word):
        return "place"
    return "unit" if words.is_unit(word) else None


def _is_value(text: str) -> bool:
    """Whether a cell is a number that is no year, or a sign for none."""
    try:
        number(text)
    except ValueError:
        return False
    return bool(text) and period(text) is None


def _left(sheet: Sheet, words: Words, first: int) -> dict[int, Holds]:
    """What the columns before the first column of values hold."""
    found: dict[int, Holds] = {}
    for column in range(1, min(sheet.width, 8) + 1):
        cells = [sheet.cell(row, column) for row in range(first, min(sheet.height, first + _LOOKED_AT) + 1)]
        kinds = Counter(kind for kind in (_kind(cell, words) for cell in cells) if kind)
        if sum(_is_value(cell) and not _CODE.fullmatch(cell) for cell in cells) > max(kinds.values(), default=0):
            break
        best = next((kind for kind, count in kinds.most_common(1) if count > 1 or len(cells) < 4), None)
        if best and best not in found.values():
            found[column] = best
        elif not kinds and column > 1:
            break
    return found


def _first_row_of_values(sheet: Sheet, words: Words) -> int:
    for row in range(1, sheet.height + 1):
        cells = [cell for cell in sheet.rows[row - 1][1:] if cell]
        if cells and 2 * sum(map(_is_value, cells)) > len(cells) - sum(_kind(cell, words) == "unit" for cell in cells):
            return row
    return sheet.height + 1


def _header(sheet: Sheet, words: Words, first: int, left: int) -> dict[int, Holds]:
    """What each row above the values holds, where most of its words are of one kind."""
    found: dict[int, Holds] = {}
    for row in range(max(1, first - 6), first):
        cells = [
            sheet.cell(row, column)
            for column in range(left + 1, sheet.width + 1)
            if sheet.cell(row, column) and (left == 0 or sheet.cell(row, column) != sheet.cell(row, 1))
        ]
        # 总计 above a column is the whole of its group, not a place.
        kinds = Counter(kind for kind in (_kind(cell, words) for cell in cells if not is_total(cell)) if kind)
        if kinds and not all(unit_line(cell) for cell in cells):
            found[row] = kinds.most_common(1)[0][0]
        elif found.get(row - 1) == "indicator" and any(map(is_total, cells)):
            found[row] = "indicator"
    return found


def _shape(header: Mapping[int, Holds], left: Mapping[int, Holds]) -> Shape:
    if len(header) == 2 and "indicator" in header.values():
        return "two-row-header"
    if list(header.values()) == ["period"]:
        return "years-across"
    if list(header.values()) == ["indicator"] and "place" in left.values():
        return "places-down"
    return "grid"


def _fixed(sheet: Sheet, words: Words, first: int, known: Iterable[str]) -> Fixed:
    """What the lines above the table say of all of it."""
    lines = [cell for row in sheet.rows[: first - 1] for cell in dict.fromkeys(row) if cell]
    unit = next(filter(None, map(unit_line, lines)), "")
    years = [year for line in lines for year in _YEAR_IN_TITLE.findall(line)]
    title = next((one for line in lines if (one := words.indicator_in(line))), "")
    place = next((one for line in lines if (one := words.place_in(line))), "")
    return Fixed(
        unit=unit,
        period=years[0] if "period" not in known and len(set(years)) == 1 else "",
        indicator=title if "indicator" not in known else "",
        place=place if not {"place", "place_code"} & set(known) else "",
    )


def _unit_in_header(sheet: Sheet, words: Words, row: int) -> bool:
    return any(words.heading(cell).unit for cell in sheet.rows[row - 1])
