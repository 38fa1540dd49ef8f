"""Lines of a plain text → tables, where the lines are the rows or the cells of one.

Three layouts are rebuilt, each by a module of its own:

- `grid_tabs`: one row a line, cells separated by tabs;
- `grid_lines`: one cell a line, empty cells as blank lines or not at all;
- `grid_blanks`: one row a line as a page prints it, cells separated by blanks (indicator tables only).

A line that belongs to no table stays as it is. A text without any sign of a table is given back at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from luoshi.read import grid_blanks, grid_lines, grid_tabs
from luoshi.read.extract import Piece

_SIGNS = ("\t", "预期性", "约束性", "序号", "编号", "项目名称", "指标")
_HEADER_LINE = re.compile(r"^[ \t\u3000]*(?:" + grid_lines.FIRST_HEADERS + r")[ \t\r\u3000]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Layout:
    """One way of writing a table as lines: its sign in a text, and the function that finds it."""

    is_possible: Callable[[str], bool]
    find: Callable[[str, Sequence[Piece]], Iterable[tuple[int, int, Piece]]]


_LAYOUTS = (
    _Layout(lambda text: "\t" in text, grid_tabs.find),
    _Layout(lambda text: _HEADER_LINE.search(text) is not None, grid_lines.find),
    _Layout(lambda text: "预期性" in text or "约束性" in text, grid_blanks.find),
)


def tables(text: str, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces with every run of table lines replaced by one piece that holds the cells.

    >>> text = "序号\\t项目名称\\t总投资\\n1\\t引水工程\\t36\\n2\\t机场迁建\\t56"
    >>> lines = [Piece(0, 11), Piece(12, 21), Piece(22, 31)]
    >>> [(piece.kind, len(piece.rows)) for piece in tables(text, lines)]
    [('table', 3)]
    """
    if not any(sign in text for sign in _SIGNS):
        return tuple(pieces)
    for layout in _LAYOUTS:
        if layout.is_possible(text):
            pieces = _replaced(pieces, layout.find(text, pieces))
    return tuple(pieces)


def _replaced(pieces: Sequence[Piece], found: Iterable[tuple[int, int, Piece]]) -> list[Piece]:
    """`pieces` with `pieces[first:last]` replaced by a table, for each of the ascending finds."""
    result: list[Piece] = []
    taken = 0
    for first, last, table in found:
        result += pieces[taken:first]
        result.append(table)
        taken = last
    return [*result, *pieces[taken:]]
