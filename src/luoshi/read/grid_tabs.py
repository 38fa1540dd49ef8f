"""Tables written as one row a line, the cells separated by tabs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from luoshi.read.extract import Piece
from luoshi.read.grid_columns import fit, is_header

Cells = list[tuple[int, int]]

_LONGEST_TITLE = 40
_PROSE_END = tuple("。；，：,;:")
_PAGE_NUMBER = re.compile(r"[-—－·\s]*第?\s*\d{1,4}\s*页?[-—－·\s]*")


def find(text: str, pieces: Sequence[Piece]) -> Iterator[tuple[int, int, Piece]]:
    """The tables as (first piece, piece behind the last, table), in order.

    A run of lines with tabs is a table where it has a header, or at least three rows of one width with three filled
    cells in most; a list with tabs for its indent is not.
    """
    i = 0
    while i < len(pieces):
        if not _has_tab(text, pieces[i]):
            i += 1
            continue
        last = _run_end(text, pieces, i)
        rows = _rows(text, pieces[i:last])
        if _is_table(text, rows):
            yield i, last, _table(rows)
        i = last


def _has_tab(text: str, piece: Piece) -> bool:
    return piece.kind == "paragraph" and not piece.whole and text.find("\t", *_line(text, piece)) >= 0


def _line(text: str, piece: Piece) -> tuple[int, int]:
    """The whole line of a piece: its leading and closing tabs stand for empty cells."""
    start, end = piece.start, piece.end
    while start and text[start - 1] in "\t ":
        start -= 1
    while end < len(text) and text[end] in "\t ":
        end += 1
    return start, end


def _run_end(text: str, pieces: Sequence[Piece], first: int) -> int:
    """Behind the last line with tabs; one short line in between (a part's title, half a cell) does not end the run."""
    width = _tabs(text, pieces[first])
    i = first + 1
    while i < len(pieces):
        if _has_tab(text, pieces[i]):
            i += 1
        elif i + 1 < len(pieces) and _has_tab(text, pieces[i + 1]) and _is_between(text, pieces, i, width):
            i += 2
        else:
            break
    return i


def _is_between(text: str, pieces: Sequence[Piece], i: int, width: int) -> bool:
    line = text[pieces[i].start : pieces[i].end].strip()
    if pieces[i].kind != "paragraph" or pieces[i].whole:
        return False
    if _tabs(text, pieces[i - 1]) < width or text[_line(text, pieces[i + 1])[0]] == "\t":
        return True  # a row that was broken inside a cell
    if _PAGE_NUMBER.fullmatch(line) or is_header(text[slice(*_line(text, pieces[i + 1]))].split("\t")[0]):
        return False
    return len(line) <= _LONGEST_TITLE and not line.endswith(_PROSE_END) and _tabs(text, pieces[i + 1]) == width


def _tabs(text: str, piece: Piece) -> int:
    return text.count("\t", *_line(text, piece))


def _rows(text: str, lines: Sequence[Piece]) -> list[Cells]:
    """A row a line; a row that was broken inside a cell is put together again."""
    split = [_cells(text, *_line(text, piece)) for piece in lines]
    width = max(len(cells) for cells in split)
    rows: list[Cells] = []
    for cells in split:
        if rows and len(rows[-1]) + len(cells) - 1 <= width and _is_rest(text, rows[-1], cells, width):
            broken, rest = rows[-1][-1], cells[0]
            rows[-1] = [*rows[-1][:-1], (broken[0], rest[1]) if rest[1] > rest[0] else broken, *cells[1:]]
        else:
            rows.append(cells)
    return [_filled_up(row, width) for row in rows]


def _is_rest(text: str, row: Cells, cells: Cells, width: int) -> bool:
    """Whether the cells of a line go on with a row that is too short: a cell, or a number alone, was broken off."""
    is_number_alone = len(row) == 1 and fit("seq", text[slice(*row[0])]) > 0 and cells[0][0] == cells[0][1]
    return len(row) < width and (len(cells) < width or is_number_alone)


def _filled_up(row: Cells, width: int) -> Cells:
    """A title alone in its row covers the width of the table; a row that is too short is left so."""
    return row * width if len(row) == 1 else row


def _cells(text: str, start: int, end: int) -> Cells:
    cells: Cells = []
    while True:
        tab = text.find("\t", start, end)
        stop = end if tab < 0 else tab
        cells.append(_stripped(text, start, stop))
        if tab < 0:
            return cells
        start = tab + 1


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    cell = text[start:end]
    filled = cell.strip()
    if not filled:
        return start, start
    start += len(cell) - len(cell.lstrip())
    return start, start + len(filled)


def _is_table(text: str, rows: Sequence[Cells]) -> bool:
    if len(rows) < 2:
        return False
    if any(sum(is_header(text[a:b]) for a, b in row) >= 2 for row in rows):
        return True
    width, same = Counter(len(row) for row in rows).most_common(1)[0]
    filled = sum(sum(b > a for a, b in row) >= 3 for row in rows)
    return width >= 3 and same >= 3 and filled * 2 > len(rows)


def _table(rows: Sequence[Cells]) -> Piece:
    width = max(len(row) for row in rows)
    grid = tuple((*row, *[None] * (width - len(row))) for row in rows)
    return Piece(rows[0][0][0], max(b for _, b in rows[-1]), "table", rows=grid)
