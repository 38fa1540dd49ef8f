"""Characters of a page → its lines, in the order in which they are read, also where the page has two columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from luoshi.read.pdf_page import Character

_CHINESE = "\u2e80"
_GUTTER_ROWS = 8
_WIDEST_GAP = 60


@dataclass(slots=True)
class Line:
    """A line of print. `column` is 0 on a page of one column and for lines across, else 1 or 2."""

    text: str
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    em: float
    column: int = 0
    is_furniture: bool = False
    begins: bool = False


Row = list[Character]


def rows(characters: Iterable[Character]) -> list[Row]:
    """The characters that stand beside one another, from left to right; the rows from top to bottom."""
    found: list[Row] = []
    middle = height = 0.0
    for character in sorted(characters, key=lambda c: c[2] + c[4]):
        tall = character.bottom - character.top
        # Some fonts state the ink of a character instead of its square: 一 is then a stroke in the middle of the line.
        if found and abs(character.middle - middle) < 0.45 * max(tall, height):
            found[-1].append(character)
            height = max(height, tall)
        else:
            found.append([character])
            middle, height = character.middle, max(tall, 1.0)
    for row in found:
        row.sort(key=lambda c: c[1])
    return found


def line(row: Row, page: int, column: int = 0) -> Line:
    """A row as text: what was printed twice to look bold is read once, and a wide gap is as many blanks."""
    em = _em(row)
    parts: list[str] = []
    end = row[0].x0
    last: Character | None = None
    for character in row:
        if last and character.text == last.text and character.x0 - last.x0 < 0.3 * em and character.x1 > last.x0:
            continue
        gap = character.x0 - end
        if last and (gap > 0.75 * em or (character.after_blank and gap > 0.05 * em and _is_latin(last, character))):
            parts.append(" " * min(max(1, round(2 * gap / em)), _WIDEST_GAP) if gap > 0.75 * em else " ")
        parts.append(character.text)
        end, last = max(end, character.x1), character
    return Line(
        text="".join(parts),
        page=page,
        x0=row[0].x0,
        top=min(c.top for c in row),
        x1=end,
        bottom=max(c.bottom for c in row),
        em=em,
        column=column,
    )


def _em(row: Row) -> float:
    """The width of a Chinese character in a row; of a row without any, its height."""
    widths = [c.x1 - c.x0 for c in row if c.text >= _CHINESE]
    return max(median(widths) if widths else median(c.bottom - c.top for c in row), 1.0)


def _is_latin(last: Character, character: Character) -> bool:
    return last.text < _CHINESE or character.text < _CHINESE


def lines(characters: Sequence[Character], page: int) -> list[Line]:
    """The lines of a page in reading order: what stands across both columns, then the left one, then the right one."""
    found = rows(characters)
    gutter = _gutter(found)
    if gutter is None:
        return [line(row, page) for row in found]
    result: list[Line] = []
    waiting: list[Line] = []
    for row in found:
        left = [c for c in row if c.x1 <= gutter]
        right = [c for c in row if c.x0 >= gutter]
        if len(left) + len(right) < len(row):
            result += [*waiting, line(row, page)]
            waiting = []
            continue
        if left:
            result.append(line(left, page, 1))
        if right:
            waiting.append(line(right, page, 2))
    return result + waiting


def _gutter(found: Sequence[Row]) -> float | None:
    """Where the page is divided into two columns of prose; `None` where it is not.

    A gutter is a strip near the middle that few rows cross, with rows on both sides that fill their columns: a table
    whose columns lie apart does not.
    """
    if len(found) < _GUTTER_ROWS:
        return None
    left, right = min(row[0].x0 for row in found), max(row[-1].x1 for row in found)
    em = median(_em(row) for row in found)
    first, last = int(left + 0.35 * (right - left)), int(left + 0.65 * (right - left))
    crossed = [0] * (last - first + 1)
    for row in found:
        covered = {x for c in row for x in range(max(int(c.x0), first), min(int(c.x1), last) + 1)}
        for x in covered:
            crossed[x - first] += 1
    free = [x for x in range(first, last + 1) if crossed[x - first] * 8 <= len(found)]
    strip = max(_runs(free), key=len, default=[])
    if len(strip) < 0.8 * em:
        return None
    gutter = (strip[0] + strip[-1]) / 2
    both = [
        row for row in found if row[0].x0 < gutter < row[-1].x1 and all(c.x1 <= gutter or c.x0 >= gutter for c in row)
    ]
    if len(both) < _GUTTER_ROWS or len(both) * 2 < len(found):
        return None
    fills = [_fills(row, strip[0], strip[-1], left, right) for row in both]
    return gutter if median(fills) > 0.75 else None


def _fills(row: Row, inner_left: float, inner_right: float, left: float, right: float) -> float:
    """How much of its two columns a row fills, the emptier one."""
    on_left = sum(c.x1 - c.x0 for c in row if c.x1 <= inner_left + 1)
    on_right = sum(c.x1 - c.x0 for c in row if c.x0 >= inner_right - 1)
    return min(on_left / max(inner_left - left, 1), on_right / max(right - inner_right, 1))


def _runs(numbers: Sequence[int]) -> list[list[int]]:
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return found
