"""A table as rows of words: which rows are its header, which cells are one cell, which table goes on with another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from luoshi.model import Block, Cell, Document, Kind, Problem, Span

_LINE_BREAK = re.compile(r"\s*\n\s*")
_BRACKETS = re.compile(r"[（\[〔【][^（）\[\]]*[）\]〕】]")
_MEASURE = re.compile(r"单位 ?[:：] ?([^\s，。；）]{1,12})")
_MOST_HEADER_ROWS = 3
_LOOK_BACK = 3
_LONGEST_PAUSE = 60

Roles = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its words column by column, its cells, and the place of the whole row in the flow."""

    words: tuple[str, ...]
    cells: tuple[Cell | None, ...]
    start: int
    end: int

    @property
    def filled(self) -> list[str]:
        """The words of the cells that hold something, a merged cell once."""
        seen = {cell: word for cell, word in zip(self.cells, self.words, strict=True) if cell and word}
        return list(seen.values())

    @property
    def title(self) -> str | None:
        """The words of a row that holds one cell only: the title of the rows below it."""
        filled = self.filled
        return filled[0] if len(filled) == 1 else None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its header read: what each column holds, and the rows below; it may go on over several blocks.

    `measure` is the unit that is printed above the table (单位：亿元), blank where there is none.
    """

    headers: tuple[str, ...]
    roles: Roles
    rows: tuple[Row, ...]
    measure: str

    def column(self, role: str) -> int | None:
        return self.roles.index(role) if role in self.roles else None


def sheets(document: Document, roles_of: Callable[[Sequence[str]], Roles | None]) -> Iterator[Sheet]:
    """The tables of a document whose header `roles_of` understands.

    A table without a header of its own goes on with the one before where it is as wide and little stands between them;
    so does one that repeats the header.
    """
    open_sheet: Sheet | None = None
    open_end = 0
    for number, block in enumerate(document.blocks):
        if block.table is None:
            continue
        rows = _rows(document, block)
        sheet = _sheet(document, number, rows, roles_of)
        near = block.start - open_end <= _LONGEST_PAUSE
        if open_sheet and near and _goes_on(open_sheet, sheet, rows):
            more = sheet.rows if sheet else tuple(rows)
            open_sheet = Sheet(open_sheet.headers, open_sheet.roles, open_sheet.rows + more, open_sheet.measure)
        else:
            if open_sheet:
                yield open_sheet
            open_sheet = sheet
        open_end = block.end
    if open_sheet:
        yield open_sheet


def without_brackets(header: str) -> str:
    """The words of a header without what stands in brackets.

    >>> without_brackets("总投资（万元）")
    '总投资'
    """
    return _BRACKETS.sub("", header).strip()


def problem(kind: Kind, span: Span, **words: object) -> Problem:
    """A problem of a kind at a place of the received text."""
    return kind(where=f"{span.file}:{span.start}", span=span, **words)


def _goes_on(before: Sheet, sheet: Sheet | None, rows: Sequence[Row]) -> bool:
    if sheet:
        return sheet.headers == before.headers
    return bool(rows) and len(rows[0].words) == len(before.headers)


def _rows(document: Document, block: Block) -> list[Row]:
    assert block.table is not None
    rows: list[Row] = []
    above: tuple[Cell | None, ...] = ()
    for cells in block.table.rows:
        there = [cell for cell in cells if cell is not None]
        if not there:
            continue
        words = tuple(_LINE_BREAK.sub("", document.text(cell)).strip() if cell else "" for cell in cells)
        # A cell that reaches down from the row above stands there, not here.
        filled = [cell for cell in there if cell.end > cell.start and cell not in above] or there
        above = cells
        rows.append(Row(words, cells, min(c.start for c in filled), max(c.end for c in filled)))
    return rows


def _sheet(
    document: Document, number: int, rows: Sequence[Row], roles_of: Callable[[Sequence[str]], Roles | None]
) -> Sheet | None:
    """The table with its header, looked for in the first rows: one row, or up to three one above the other."""
    measure = _measure_above(document, number)
    for first in range(min(_MOST_HEADER_ROWS, len(rows))):
        if rows[first].title is not None:
            measure = _measure(rows[first].words[0]) or measure
            continue
        height, headers, roles = _header(rows[first:], roles_of)
        if roles:
            body = [row for row in rows[first + height :] if row.words != rows[first].words]
            return Sheet(headers, roles, tuple(body), measure)
        return None
    return None


def _header(
    rows: Sequence[Row], roles_of: Callable[[Sequence[str]], Roles | None]
) -> tuple[int, tuple[str, ...], Roles | None]:
    """How many rows the header has, the words of each column from top to bottom, and what the columns hold."""
    headers = rows[0].words
    height = 1
    while height < min(_MOST_HEADER_ROWS, len(rows)) and _is_below_header(rows, height):
        headers = tuple(_one_above_other(a, b) for a, b in zip(headers, rows[height].words, strict=True))
        height += 1
    return height, headers, roles_of(headers)


def _is_below_header(rows: Sequence[Row], height: int) -> bool:
    """Whether a row still belongs to the header: a cell above reaches down into it or covers several of its cells."""
    above, row = rows[height - 1], rows[height]
    if row.title is not None or len(above.cells) != len(row.cells):
        return False
    reaches = any(a is not None and a is b and a.end > a.start for a, b in zip(above.cells, row.cells, strict=True))
    covers = any(
        a is not None and a is above.cells[i - 1] and row.cells[i] is not row.cells[i - 1] and row.words[i]
        for i, a in enumerate(above.cells)
        if i
    )
    return reaches or covers or _hangs(above, row)


def _hangs(above: Row, row: Row) -> bool:
    """Whether a row holds nothing but measures in brackets, or words below empty cells."""
    below = zip(above.words, row.words, strict=True)
    fits = all(not under or not over or _BRACKETS.fullmatch(under) for over, under in below)
    return row.words[0] == "" and fits and not any(word[:1].isdigit() for word in row.words)


def _one_above_other(above: str, below: str) -> str:
    return above if above == below or not below else above + below


def _measure(text: str) -> str:
    found = _MEASURE.search(text)
    return found[1] if found else ""


def _measure_above(document: Document, number: int) -> str:
    """The unit printed in one of the lines before the table."""
    for block in reversed(document.blocks[max(number - _LOOK_BACK, 0) : number]):
        if block.kind == "table":
            return ""
        if block.end - block.start <= _LONGEST_PAUSE and (found := _measure(document.text(block))):
            return found
    return ""
