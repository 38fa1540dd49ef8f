"""A table's tags → the grid of its cells; and which tables hold data rather than the layout of a page."""

from __future__ import annotations

from collections.abc import Sequence

from luoshi.read.html_lines import Line
from luoshi.read.html_page import Cell, Grid

Place = tuple[int, int]
Rows = tuple[tuple[Place | None, ...], ...]

_ARTICLE_LINES = 10


def is_data(table: Grid, lines: Sequence[Line]) -> bool:
    """Whether a table holds data: two rows and two columns with text, and no cell that is the article."""
    if table.is_nested or table.has_heading or all(line.is_furniture for line in lines[table.first : table.last]):
        return False
    filled = [sum(length(cell, lines) > 0 for cell in row) for row in table.rows]
    if sum(count > 0 for count in filled) < 2 or max(filled) < 2:
        return False
    whole = sum(length(cell, lines) for row in table.rows for cell in row)
    return not any(_is_article(cell, lines, whole) for row in table.rows for cell in row)


def _is_article(cell: Cell, lines: Sequence[Line], whole: int) -> bool:
    return cell.last - cell.first > _ARTICLE_LINES and length(cell, lines) * 10 > whole * 6


def length(cell: Cell, lines: Sequence[Line]) -> int:
    """How many characters stand in a cell."""
    return sum(line.end - line.start for line in lines[cell.first : cell.last])


def grid(table: Grid, lines: Sequence[Line], most: int) -> Rows | None:
    """The cells as pieces of the text, merged ones repeated; `None` if that takes more than `most` cells."""
    rows: list[tuple[Place | None, ...]] = []
    hanging: dict[int, tuple[int, Place]] = {}
    for row in table.rows:
        filled = {column: place for column, (_, place) in hanging.items()}
        hanging = {column: (left - 1, place) for column, (left, place) in hanging.items() if left > 1}
        column = 0
        for cell in row:
            while column in filled:
                column += 1
            most -= cell.columns
            if most < 0:
                return None
            place = (lines[cell.first].start, lines[cell.last - 1].end)
            covered = range(column, column + cell.columns)
            filled |= dict.fromkeys(covered, place)
            if cell.rows > 1:
                hanging |= dict.fromkeys(covered, (cell.rows - 1, place))
            column = covered.stop
        most -= len(hanging)
        if filled and row:
            rows.append(tuple(filled.get(column) for column in range(max(filled) + 1)))
    return tuple(rows)
