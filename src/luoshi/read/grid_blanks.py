"""Indicator tables as a page prints them: one row a line, the cells separated by blanks.

Only tables whose rows say 约束性 or 预期性 are rebuilt, for only these can be told from prose. A name that did not fit
into its column stands in the lines around its row; such a line becomes a row that holds this cell and no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from luoshi.read.extract import Piece
from luoshi.read.grid_columns import fit, kind_of, lay

_ROW = re.compile(r"(?<!\S)(?:约束性|预期性)(?!\S)")
_TOKEN = re.compile(r"\S+")
_SIGN = re.compile(r"[≥≤><＞＜约]+")
_BEHIND_VALUE = re.compile(r"年\S{0,8}|左右|以上|以下|以内|[（(][^（）()]{1,8}[)）]")
_ORDERED = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]")
_PAGE_NUMBER = re.compile(r"[-—－·\s]*\d{1,4}[-—－·\s]*")
_LONGEST_NAME_LINE = 30
_LONGEST_TITLE = 6
_HEADER_REACH = 12
_FARTHEST_ROW = 6
_FEWEST_ROWS = 2

Place = tuple[int, int]
Row = tuple[Place | None, ...]


def find(text: str, pieces: Sequence[Piece]) -> Iterator[tuple[int, int, Piece]]:
    """The tables as (first piece, piece behind the last, table), in order."""
    anchors = [i for i, p in enumerate(pieces) if p.kind == "paragraph" and not p.whole and _is_row(text, p)]
    behind = 0
    for run in _runs(anchors):
        header = _header(text, pieces, run[0], behind) if len(run) >= _FEWEST_ROWS else None
        if header is None:
            continue
        first, last_header, columns = header
        rows, last = _body(text, pieces, last_header, run, _ordered(text, pieces, run, columns))
        if rows:
            yield first, last, Piece(pieces[first].start, pieces[last - 1].end, "table", rows=tuple(rows))
            behind = last


def _is_row(text: str, piece: Piece) -> bool:
    return piece.end - piece.start < 200 and _ROW.search(text, piece.start, piece.end) is not None


def _runs(anchors: Sequence[int]) -> Iterator[list[int]]:
    """Lines that are rows, as many as follow one another closely."""
    run: list[int] = []
    for anchor in anchors:
        if run and anchor - run[-1] > _FARTHEST_ROW:
            yield run
            run = []
        run.append(anchor)
    if run:
        yield run


def _tokens(text: str, piece: Piece) -> list[Place]:
    """The cells of a line; a sign and its number, a number and 左右, a year and 年 are one cell."""
    places: list[Place] = []
    for token in _TOKEN.finditer(text, piece.start, piece.end):
        if places and (_BEHIND_VALUE.fullmatch(token[0]) or _is_sign(text[slice(*places[-1])], token[0])):
            places[-1] = (places[-1][0], token.end())
        else:
            places.append(token.span())
    return places


def _is_sign(before: str, word: str) -> bool:
    return _SIGN.fullmatch(before) is not None and word[0].isdigit()


def _header(text: str, pieces: Sequence[Piece], row: int, behind: int) -> tuple[int, int, list[Place]] | None:
    """The header above the first row: its first line, the line behind its last, its cells in reading order."""
    for i in range(row - 1, max(row - _HEADER_REACH, behind - 1), -1):
        if pieces[i].kind != "paragraph" or "指标" not in text[pieces[i].start : pieces[i].end]:
            continue
        first, last = i, i + 1
        while last < row and _is_header_line(text, pieces[last]):
            last += 1
        while first > behind and _is_header_line(text, pieces[first - 1]):
            first -= 1
        cells = [place for piece in pieces[first:last] for place in _tokens(text, piece)]
        kinds = [kind_of(text[a:b]) for a, b in cells]
        if "text" in kinds and "value" in kinds and "attribute" in kinds and None not in kinds:
            return first, last, cells
    return None


def _is_header_line(text: str, piece: Piece) -> bool:
    return piece.kind == "paragraph" and all(kind_of(text[a:b]) for a, b in _tokens(text, piece))


def _ordered(text: str, pieces: Sequence[Piece], run: Sequence[int], cells: Sequence[Place]) -> list[Place]:
    """The header's cells in the order of the columns: where the header has several lines, as suits the rows best."""
    kinds = {place: kind_of(text[slice(*place)]) or "text" for place in cells}
    values = [place for place in cells if kinds[place] == "value"]
    others = [place for place in cells if kinds[place] != "value"]
    attribute = next(i for i, place in enumerate(others) if kinds[place] == "attribute")
    orders = (list(cells), [*others[:attribute], *values, *others[attribute:]], [*others, *values])
    words = [[text[a:b] for a, b in _tokens(text, pieces[i])] for i in run[:12]]
    return max(orders, key=lambda order: sum(lay(row, [kinds[place] for place in order])[0] for row in words))


def _body(
    text: str, pieces: Sequence[Piece], first: int, run: Sequence[int], columns: Sequence[Place]
) -> tuple[list[Row], int]:
    kinds = [kind_of(text[a:b]) or "text" for a, b in columns]
    name = kinds.index("text")
    rows: list[Row] = [tuple(columns)]
    laid = {i: _row(text, pieces[i], kinds) for i in run}
    if any(row is None for row in laid.values()):
        return [], first
    last = run[-1] + 1
    if laid[run[-1]][name] is None and last < len(pieces) and _is_name_line(text, pieces[last]):  # type: ignore[index]
        last += 1
    for i in range(first, last):
        if row := laid.get(i):
            rows.append(row)
        elif _PAGE_NUMBER.fullmatch(text, pieces[i].start, pieces[i].end):
            continue
        elif pieces[i].kind != "paragraph" or not _is_name_line(text, pieces[i]):
            return [], first
        else:
            place = _stripped(text, pieces[i])
            beside = any(row[name] is None for k in (i - 1, i + 1) if (row := laid.get(k)))
            is_title = _is_title(text[slice(*place)], beside)
            rows.append((place,) * len(kinds) if is_title else _only(place, name, len(kinds)))
    return rows, last


def _row(text: str, piece: Piece, kinds: Sequence[str]) -> Row | None:
    places = _tokens(text, piece)
    words = [text[a:b] for a, b in places]
    _, columns = lay(words, kinds)
    cells: list[Place | None] = [None] * len(kinds)
    for place, column in zip(places, columns, strict=True):
        before = cells[column]
        cells[column] = (before[0], place[1]) if before else place
    laid = [(kinds[column], text[slice(*cell)]) for column, cell in enumerate(cells) if cell]
    has_value = any(kind == "value" and fit(kind, word) > 0 for kind, word in laid)
    has_attribute = any(kind == "attribute" and _ROW.fullmatch(word) for kind, word in laid)
    return tuple(cells) if has_value and has_attribute else None


def _is_name_line(text: str, piece: Piece) -> bool:
    line = text[piece.start : piece.end].strip()
    return len(line) <= _LONGEST_NAME_LINE and line[-1] not in "。；，：" and fit("amount", line) < 0


def _is_title(word: str, beside_nameless: bool) -> bool:
    """Whether a line is the title of the rows below it rather than a piece of a name."""
    is_short = len(word) <= _LONGEST_TITLE and word[-1] not in "）)"
    return bool(_ORDERED.match(word)) or (is_short and not beside_nameless)


def _only(place: Place, column: int, width: int) -> Row:
    return tuple(place if i == column else None for i in range(width))


def _stripped(text: str, piece: Piece) -> Place:
    line = text[piece.start : piece.end]
    start = piece.start + len(line) - len(line.lstrip())
    return start, start + len(line.strip())
