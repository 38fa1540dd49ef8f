"""A sheet and its mapping → what the table prints, a row a value, whatever the shape of the table.

Each value takes its place, period, indicator and unit from its row, from the header above it, or from what is known of
its column or of the sheet; what stands nearer wins: the column's own, the row's, the header's, the sheet's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cache

from luoshi.model.mapping import Fixed, Holds, TableMapping
from luoshi.model.observation import letters
from luoshi.model.pack import Pack
from luoshi.model.problem import Kind, Problem
from luoshi.observe import printed
from luoshi.observe.guess import guess
from luoshi.observe.headings import Heading, plain, unit_line
from luoshi.observe.labels import is_note, is_total, label
from luoshi.observe.layout import held_by
from luoshi.observe.printed import Printed
from luoshi.observe.sheet import Sheet
from luoshi.observe.trouble import Source
from luoshi.observe.words import Words

NO_VALUE_COLUMN = Kind(
    code="observe-no-value-column",
    zh="没有找到数值列；表头是：{header}", en="no column holds the values; the header is: {header}",
    hint_zh="请把表头改为“{usual}”，或在 tables.yaml 的 columns 中写明哪一列是 value；不是一行一个数的表，请改写 shape。",
    hint_en="Head the columns {usual}, or say under columns which is the value; where a row holds several, choose a shape.",
)  # fmt: skip
NO_HEADER = Kind(
    code="observe-no-header",
    zh="没有认出表头", en="the header was not recognised",
    hint_zh="请在 tables.yaml 中写明 header（如 {{3: indicator, 4: period}}）和 columns（如 {{A: place}}）。",
    hint_en="Say in tables.yaml what the header (such as {{3: indicator, 4: period}}) and columns ({{A: place}}) hold.",
)  # fmt: skip
NO_SUCH_COLUMN = Kind(
    code="observe-no-such-column",
    zh="表中没有“{column}”这一列", en="the table has no column '{column}'",
    hint_zh="columns 写列的字母（A、B……）或表头的文字。", hint_en="columns names letters (A, B …) or words of the header.",
)  # fmt: skip

_LETTERS = re.compile(r"[A-Z]{1,3}")


def values(sheet: Sheet, mapping: TableMapping, pack: Pack, source: Source) -> tuple[Printed, list[Problem]]:
    """What a sheet prints, and what is the matter with its form.

    >>> sheet = Sheet("", [["地区", "2017年", "2018年"], ["松原市", "1374", "730①"]])
    >>> mapping = TableMapping("t", "a.csv", "grid", header={1: "period"}, columns={"A": "place"})
    >>> found, problems = values(sheet, mapping, Pack("p", "", ""), Source("a.csv", ""))
    >>> found.pieces[0].select("place", "period", "value", "row", "column").rows()
    [('松原市', '2017年', '1374', 2, 2), ('松原市', '2018年', '730①', 2, 3)]
    """
    if mapping.shape == "long":
        return _long(sheet, mapping, source)
    if not mapping.header or not any(isinstance(held, str) for held in mapping.columns.values()):
        guessed = guess(sheet, replace(mapping, columns={}), pack).mapping
        mapping = replace(
            mapping, header=mapping.header or guessed.header, columns={**guessed.columns, **mapping.columns}
        )
    if not mapping.header and not any(isinstance(held, Fixed) for held in mapping.columns.values()):
        return Printed([]), [NO_HEADER(where=source.file)]
    return _Grid(sheet, mapping, Words(pack, mapping)).values(source)


def _long(sheet: Sheet, mapping: TableMapping, source: Source) -> tuple[Printed, list[Problem]]:
    head = next(iter(mapping.header), 1)
    header = sheet.rows[head - 1] if head <= sheet.height else []
    held = held_by(header, mapping)
    if "value" not in held.values():
        return Printed([]), [no_value_column(header, source.cell(head, 1))]
    column = next(number for number, what in held.items() if what == "value")
    first, last = mapping.rows or (head + 1, sheet.height)
    rows = []
    for row in range(first, min(last, sheet.height) + 1):
        value = sheet.cell(row, column)
        if value and (row, column) not in sheet.covered:
            said = {str(what): sheet.cell(row, number) or None for number, what in held.items()}
            rows.append((*map(said.get, printed.WORDS), row, column))
    return Printed([printed.frame(rows)], cells_of(held)), []


def no_value_column(header: object, where: str) -> Problem:
    """The problem of a long table in which nobody finds the values."""
    shown = "、".join(filter(None, header)) if isinstance(header, list) else ""
    return NO_VALUE_COLUMN(where=where, header=shown[:80] or "（空）", usual="地区,年份,指标,数值,单位")


def cells_of(held: Mapping[int, Holds]) -> dict[str, tuple[int | None, int | None]]:
    """Where the words of a long table stand: each in its column, in the row of the value."""
    found: dict[str, tuple[int | None, int | None]] = {what: (None, number) for number, what in held.items()}
    if "place" not in found and "place_code" in found:
        found["place"] = found["place_code"]
    return found


@dataclass(slots=True)
class _Said:
    """What is said of a value so far, and in which row or column it stands."""

    words: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def say(self, what: str, text: str) -> None:
        if text:
            self.words[what] = text

    def heading(self, found: Heading) -> None:
        """A label that is an indicator and perhaps more."""
        for what, text in (
            ("indicator", found.word),
            ("unit", found.unit),
            ("prices", found.prices),
            ("period", found.period),
        ):
            self.say(what, text)
        if found.note:
            self.notes.append(found.note)


class _Grid:
    """A table whose values stand where rows and columns meet."""

    def __init__(self, sheet: Sheet, mapping: TableMapping, words: Words) -> None:
        self._sheet = sheet
        self._mapping = mapping
        self._words = words
        self._heading = cache(words.heading)
        self._last_header = max(mapping.header, default=0)
        self._columns, self.lost = self._by_number()
        self._left = {number: held for number, held in self._columns.items() if isinstance(held, str)}
        self._sheet_unit = "" if mapping.fixed.unit else self._unit_above()

    def values(self, source: Source) -> tuple[Printed, list[Problem]]:
        rows = list(self._rows())
        at: dict[str, tuple[int | None, int | None]] = {what: (row, None) for row, what in self._mapping.header.items()}
        at |= cells_of({number: held for number, held in self._left.items() if held != "skip"})
        return Printed([printed.frame(rows)], at), [
            NO_SUCH_COLUMN(where=source.file, column=column) for column in self.lost
        ]

    def _by_number(self) -> tuple[dict[int, Holds | Fixed], list[str]]:
        """What the mapping says of columns, by their numbers; and the names that no column has."""
        found: dict[int, Holds | Fixed] = {}
        lost = []
        for name, held in self._mapping.columns.items():
            numbers = [number for number in range(1, self._sheet.width + 1) if self._is_called(number, name)]
            lost += [] if numbers else [name]
            found |= dict.fromkeys(numbers, held)
        return found, lost

    def _is_called(self, number: int, name: str) -> bool:
        if _LETTERS.fullmatch(name):
            return letters(number) == name
        wanted = "".join(plain(name).split())
        cells = (self._sheet.cell(row, number) for row in range(1, self._last_header + 1))
        return any("".join(plain(cell).split()) == wanted for cell in cells)

    def _unit_above(self) -> str:
        above = min(self._mapping.header, default=1)
        cells = (cell for row in self._sheet.rows[: above - 1] for cell in row)
        return next(filter(None, map(unit_line, cells)), "")

    def _rows(self) -> Iterator[tuple[object, ...]]:
        first, last = self._mapping.rows or (self._last_header + 1, self._sheet.height)
        columns = {number: self._said_by_column(number) for number in self._value_columns()}
        before: dict[int, str] = {}
        for row in range(first, min(last, self._sheet.height) + 1):
            if self._is_note(row):
                continue
            said_by_row = self._said_by_row(row, before)
            for number, of_column in columns.items():
                value = self._sheet.cell(row, number)
                if value and (row, number) not in self._sheet.covered:
                    yield self._value(value, row, number, of_column, said_by_row)

    def _is_note(self, row: int) -> bool:
        labels = (self._sheet.cell(row, number) for number in self._left)
        return is_note(next(filter(None, labels), ""))

    def _value(self, value: str, row: int, number: int, of_column: _Said, of_row: _Said) -> tuple[object, ...]:
        said = {"unit": self._sheet_unit, **of_column.words, **of_row.words, **_known(self._columns.get(number))}
        note = "".join([of_row.words.get("note", ""), *of_column.notes, *of_row.notes])
        said |= {"value": value, "note": note}
        return (*(said.get(name) or None for name in printed.WORDS), row, number)

    def _value_columns(self) -> list[int]:
        """All that hold nothing else; where an indicator is given for some, only those."""
        named = [number for number, held in self._columns.items() if isinstance(held, Fixed) and held.indicator]
        return named or [number for number in range(1, self._sheet.width + 1) if number not in self._left]

    def _said_by_column(self, number: int) -> _Said:
        """What the header says above a column."""
        said = _Said()
        names: list[Heading] = []
        for row, what in sorted(self._mapping.header.items()):
            text = self._header_cell(row, number)
            if what == "indicator":
                names += [self._heading(text)] if text else []
            elif what != "skip":
                said.say(what, plain(text))
        for found in names:
            said.heading(found)
        said.say("indicator", self._name(names))
        return said

    def _header_cell(self, row: int, number: int) -> str:
        """The text above a column. Above the lowest row of the header a blank goes on with what stands at its left."""
        text = self._sheet.cell(row, number)
        while not text and row < self._last_header and number - 1 not in self._left and number > 1:
            number -= 1
            text = self._sheet.cell(row, number)
        return text

    def _name(self, names: list[Heading]) -> str:
        """The name of the indicator that several rows of a header make together: the lowest, or all of them.

        A column beneath a group is the group itself only where it is called its total: 第一产业 beneath 地区生产总值 is
        never 地区生产总值.
        """
        words = list(dict.fromkeys(found.word for found in names if found.word and not is_total(found.word)))
        together = "".join(words)
        known = (word for word in (*words[-1:], together) if self._words.knows_indicator(word))
        return next(known, together)

    def _said_by_row(self, row: int, before: dict[int, str]) -> _Said:
        """What the columns at the left say. A blank label repeats the one above, where another column goes on."""
        said = _Said()
        texts = {number: self._sheet.cell(row, number) for number in self._left}
        for number, held in self._left.items():
            text = texts[number] or (before.get(number, "") if any(texts.values()) else "")
            before[number] = text
            if held == "indicator":
                said.heading(self._heading(label(text)))
            elif held == "note":
                said.say(held, text)
            elif held != "skip":
                said.say(held, plain(label(text)))
        return said


def _known(held: Holds | Fixed | None) -> dict[str, str]:
    return {name: text for name, text in asdict(held).items() if text} if isinstance(held, Fixed) else {}
