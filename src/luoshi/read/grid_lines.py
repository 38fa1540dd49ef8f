"""Tables written as one cell a line: empty cells are blank lines, or are not there at all.

The header says how many columns there are and of what kind; every row is then the stretch of lines that suits them
best (`grid_columns.lay`). A table ends where no stretch suits.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from luoshi.read.extract import Piece
from luoshi.read.grid_columns import fit, is_header, kind_of, lay

FIRST_HEADERS = (
    r"[序编]\s*号|(?:指标|项目)?类\s*别|类\s*型|领\s*域|分\s*类|一级指标"
    r"|(?:主要)?指\s*标(?:名称)?|项\s*目(?:\s*名\s*称)?|(?:工程|企业)?名\s*称"
)
_FIRST_HEADER = re.compile(r"^[ \t\u3000]*(?:" + FIRST_HEADERS + r")[ \t\r\u3000]*$", re.MULTILINE)
_LONGEST_HEADER = 18
_MOST_COLUMNS = 16
_MEASURE_LINE = re.compile(r"[（(\[].{1,12}[)）\]]")
_PERIOD_LINE = re.compile(r"“?十[一二三四五六]五”?(?:期间)?|(?:19|20)\d\d年?")
_PERIOD_GOES_ON = re.compile(r"(?:实际|现状|完成|目标|规划|预期|计划|指标|投资|基期|任务)[值数]?.{0,8}")
_HALF_WORD = re.compile(r"年均|年均增|累计|指标|建设|规划|项目|总投|其中：?")
_OVER_SEVERAL = re.compile(r"(?:规划|发展|预期)?目标值?|指标值")
_SUM = re.compile(r"(?:小|合|总)\s*计.{0,8}")
_NUMBERED = re.compile(r"[（(]?(\d{1,3})[)）]?[.．、]?")
_ORDERED = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]")

Place = tuple[int, int]
Row = tuple[Place | None, ...]


def find(text: str, pieces: Sequence[Piece]) -> Iterator[tuple[int, int, Piece]]:
    """The tables as (first piece, piece behind the last, table), in order."""
    starts = [piece.start for piece in pieces]
    behind = 0
    for header in _FIRST_HEADER.finditer(text):
        first = bisect_left(starts, header.start())
        if first < behind or first >= len(pieces) or starts[first] >= header.end() or pieces[first].whole:
            continue
        if first + 1 < len(pieces) and _is_title_line(text, pieces[first], pieces[first + 1]):
            continue
        last_header = _header_end(text, pieces, first)
        columns = _columns(text, pieces[first:last_header])
        if len(columns) < 3:
            continue
        apart = min(text.count("\n", a.end, b.start) for a, b in pairwise(pieces[first:last_header]))
        lines = _Lines(text, pieces, last_header, 2 if apart > 1 else 1)
        rows, last = _body(lines, [kind_of(text[a:b]) or "text" for a, b in columns])
        if rows:
            behind = last
            yield first, last, Piece(columns[0][0], pieces[last - 1].end, "table", rows=(tuple(columns), *rows))


# ------------------------------------------------------------------ the header


def _header_end(text: str, pieces: Sequence[Piece], first: int) -> int:
    """Behind the last line of the header: lines that are header words, at most one other line in between."""
    last = first + 1
    for i in range(first, min(first + 2 * _MOST_COLUMNS, len(pieces))):
        line = _line(text, pieces[i])
        if pieces[i].kind != "paragraph" or len(line) > _LONGEST_HEADER or line[-1] in "。；：":
            break
        if is_header(line) or (_MEASURE_LINE.fullmatch(line) and i == last):
            last = i + 1
        elif i > last or fit("seq", line) > 0:
            break
    return last


def _is_title_line(text: str, line: Piece, following: Piece) -> bool:
    """Whether a line with a header's word stands above the header: 主要指标 above 序号."""
    return kind_of(_line(text, line)) == "text" and kind_of(_line(text, following)) in ("seq", "category")


def _line(text: str, piece: Piece) -> str:
    return text[piece.start : piece.end].strip()


def _columns(text: str, lines: Sequence[Piece]) -> list[Place]:
    """The cells of the header: a line in brackets belongs to the one before, as does what goes on with it."""
    cells: list[Place] = []
    for line in lines:
        place = _stripped(text, line.start, line.end)
        word = text[slice(*place)]
        before = text[slice(*cells[-1])] if cells else ""
        if cells and (_MEASURE_LINE.fullmatch(word) or _goes_on(before, word)):
            cells[-1] = (cells[-1][0], place[1])
        elif cells and _OVER_SEVERAL.fullmatch(before) and _PERIOD_LINE.match(word):
            cells[-1] = place  # 目标值 over 2025年, 2035年
        else:
            cells.append(place)
    return cells if len(cells) <= _MOST_COLUMNS else []


def _goes_on(before: str, word: str) -> bool:
    return bool(
        (_PERIOD_LINE.fullmatch(before) and _PERIOD_GOES_ON.fullmatch(word))
        or (_HALF_WORD.fullmatch(before) and kind_of(before + word) and not _FIRST_HEADER.match(before))
        or (kind_of(word) is None and kind_of(before + word))
    )


def _stripped(text: str, start: int, end: int) -> Place:
    cell = text[start:end]
    filled = cell.strip()
    start += len(cell) - len(cell.lstrip())
    return start, start + len(filled)


# ------------------------------------------------------------------ the rows


class _Lines:
    """The lines below a header as slots, found as far as they are asked for.

    A blank line that stands for an empty cell is a slot without an extent. Where lines are a blank line `apart` anyway,
    it takes two more line breaks to hide a cell.
    """

    def __init__(self, text: str, pieces: Sequence[Piece], first: int, apart: int) -> None:
        self.text = text
        self.places: list[Place] = []
        self.owners: list[int] = []
        self._pieces = pieces
        self._next = first
        self._apart = apart

    def word(self, i: int) -> str:
        """The characters of a slot; behind the last one, a line break."""
        while len(self.places) <= i:
            if not self._find_more():
                return "\n"
        start, end = self.places[i]
        return self.text[start:end]

    def words(self, first: int, last: int) -> list[str]:
        return [self.word(i) for i in range(first, last)]

    def _find_more(self) -> bool:
        i = self._next
        if i >= len(self._pieces) or self._pieces[i].kind != "paragraph" or self._pieces[i].whole:
            return False
        before, piece = self._pieces[i - 1], self._pieces[i]
        hidden = self.text.count("\n", before.end, piece.start) // self._apart - 1
        for n in range(min(hidden, _MOST_COLUMNS)):
            self.places.append((before.end + 1 + n, before.end + 1 + n))
            self.owners.append(i - 1)
        self.places.append(_stripped(self.text, piece.start, piece.end))
        self.owners.append(i)
        self._next += 1
        return True


def _body(lines: _Lines, kinds: Sequence[str]) -> tuple[list[Row], int]:
    """The rows below the header, and the piece behind the last of them."""
    rows: list[Row] = []
    at = usual = 0
    category: Place | None = None
    while lines.word(at) != "\n":
        length, row = _next_row(lines, at, kinds, usual)
        if not length:
            break
        if kinds[0] == "category" and len(set(row)) > 1:
            category = row[0] or category
            row = (category, *row[1:])  # one cell beside several rows
        rows.append(row)
        at += length
        usual = length if len(set(row)) > 1 else usual
    return (rows, lines.owners[at - 1] + 1) if usual else ([], 0)


def _next_row(lines: _Lines, at: int, kinds: Sequence[str], usual: int) -> tuple[int, Row]:
    """How many slots from `at` are the next row, and its cells; 0 where none begins here."""
    if length := _sum_length(lines, at, kinds):
        return length, _sum_row(lines, at, length, kinds)
    length = _category_length(lines, at, kinds)
    best, row_length, row = _best_row(lines, at, kinds, usual)
    if not length and "seq" not in kinds and _can_be_category(lines.word(at)):
        below, _, _ = _best_row(lines, at + 1, kinds, usual)
        length = int(below > max(best, 0.0))
    if length:
        title = next(place for place in lines.places[at : at + length] if place[1] > place[0])
        return length, (title,) * len(kinds)
    return row_length, row


def _best_row(lines: _Lines, at: int, kinds: Sequence[str], usual: int) -> tuple[float, int, Row]:
    """The stretch of slots that suits the columns best: score, length, cells."""
    best: tuple[float, int, Row] = (0.0, 0, ())
    if kinds[0] == "seq" and fit("seq", lines.word(at)) <= 0:
        return best
    if _suits_as_it_is(lines, at, kinds):
        return 3.0 * len(kinds), len(kinds), tuple(lines.places[at : at + len(kinds)])
    for length in range(max(2, len(kinds) - 5), len(kinds) + 4):
        words = lines.words(at, at + length)
        if "\n" in words or not (words[0] or words[1]) or any(_ORDERED.match(word) for word in words[2:]):
            continue
        score, columns = lay(words, kinds)
        follows = _starts(lines, at, at + length, kinds)
        score += 2.0 * follows + 1.0 * (length == usual)
        if score > max(best[0], 0.7 * len(kinds)) and _is_row(words, columns, kinds):
            best = (score, length, _row(lines.places[at : at + length], columns, len(kinds)))
    return best


def _suits_as_it_is(lines: _Lines, at: int, kinds: Sequence[str]) -> bool:
    """Whether the next slots are a row with a cell for every column and another row follows."""
    words = lines.words(at, at + len(kinds))
    if "\n" in words or not all(fit(kind, word) > 0 for kind, word in zip(kinds, words, strict=True)):
        return False
    return _is_row(words, range(len(kinds)), kinds) and _starts(lines, at, at + len(kinds), kinds)


def _is_row(words: Sequence[str], columns: Sequence[int], kinds: Sequence[str]) -> bool:
    """Whether the cells that make a row of a table are there: its number, its attribute, or else an amount."""
    laid = [(kinds[column], word) for word, column in zip(words, columns, strict=True)]
    needed = ("seq",) if "seq" in kinds else ("attribute",) if "attribute" in kinds else ("value", "amount", "years")
    named = any(kind in ("text", "owner", "scale") and word and fit(kind, word) > 0 for kind, word in laid)
    return named and any(kind in needed and word and fit(kind, word) > 0 for kind, word in laid)


def _row(places: Sequence[Place], columns: Sequence[int], width: int) -> Row:
    cells: list[Place | None] = [None] * width
    for place, column in zip(places, columns, strict=True):
        first = cells[column]
        cells[column] = (first[0], place[1]) if first else place
    return tuple(cells)


def _starts(lines: _Lines, row: int, i: int, kinds: Sequence[str]) -> bool:
    """Whether a row can begin at slot `i`, the row before it beginning at `row`."""
    if lines.word(i) == "\n" or _FIRST_HEADER.match(lines.word(i)):
        return True
    if _sum_length(lines, i, kinds) or _category_length(lines, i, kinds):
        return True
    return "seq" in kinds and _is_numbered(lines, i, kinds, _number(lines, row, kinds))


def _number(lines: _Lines, at: int, kinds: Sequence[str]) -> int | None:
    words = lines.words(at, at + kinds.index("seq") + 1)
    return next((int(found[1]) for word in words if (found := _NUMBERED.fullmatch(word))), None)


def _is_numbered(lines: _Lines, i: int, kinds: Sequence[str], before: int | None) -> bool:
    """Whether the row at slot `i` has a number that follows `before`, or begins to count."""
    number = _number(lines, i, kinds)
    if number is None:
        return bool(lines.word(i)) and fit("seq", lines.word(i)) > 0
    word = lines.word(i)
    return number == 1 or before is None or number == before + 1 or not word[:1].isdigit()


def _sum_length(lines: _Lines, at: int, kinds: Sequence[str]) -> int:
    """How many slots a row of 小计 or 合计 has at `at`; 0 where there is none."""
    label = at if lines.word(at) else at + 1
    if not _SUM.fullmatch(lines.word(label)):
        return 0
    words = lines.words(label + 1, at + len(kinds))
    if "" in words or label > at:
        return len(kinds) - words.count("\n")
    return 1 + next((i for i, word in enumerate(words) if fit("amount", word) <= 0), len(words))


def _sum_row(lines: _Lines, at: int, length: int, kinds: Sequence[str]) -> Row:
    places = lines.places[at : at + length]
    if length == len(kinds) or places[0][0] == places[0][1]:
        return (*places, *[None] * (len(kinds) - length))
    numbers = [i for i, kind in enumerate(kinds) if kind in ("amount", "value")][1 - length :]
    cells: list[Place | None] = [None] * len(kinds)
    for column, place in zip([min(1, len(kinds) - 1), *numbers], places, strict=False):  # a bare label has no numbers
        cells[column] = place
    return tuple(cells)


def _category_length(lines: _Lines, at: int, kinds: Sequence[str]) -> int:
    """How many slots a row has that holds the title of the rows below it and nothing else; 0 where there is none."""
    if "seq" not in kinds:
        return 0
    title = at
    while title < at + 3 and not lines.word(title):
        title += 1
    if not _can_be_category(lines.word(title)):
        return 0
    behind = title + 1
    while behind < at + len(kinds) and not lines.word(behind):
        behind += 1
    numbered = lines.word(behind) != "\n" and _is_numbered(lines, behind, kinds, 0 if behind == title + 1 else None)
    return behind - at if numbered and (kinds[0] == "seq") else 0


def _can_be_category(word: str) -> bool:
    if len(word) < 2 or len(word) > 60 or fit("seq", word) > 0 or word[-1] in "。；，":
        return False
    return bool(_ORDERED.match(word)) or fit("amount", word) < 0
