"""Ruled lines and characters of a page → the tables that the lines draw; and tables that go on over a page, joined."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from luoshi.read.pdf_lines import Line, line, rows
from luoshi.read.pdf_page import Character, Rule, Sheet

_NEAR = 2.5
_MOST_MEETINGS = 250_000  # more lines than this are a drawing or a map
_HEADER_ROWS = 3


@dataclass(slots=True)
class Cell:
    """A cell: its lines, and in how many rows it stands. A merged cell is one object in several places of the grid."""

    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(part.text for part in self.lines)


@dataclass(slots=True)
class Table:
    """A ruled table: the x positions of its columns, and its rows."""

    columns: tuple[float, ...]
    rows: list[list[Cell]]
    top: float

    @property
    def is_data(self) -> bool:
        """Two rows and two columns with text; a single cell or column is a frame around text."""
        filled = [sum(1 for cell in {id(c): c for c in row}.values() if cell.lines) for row in self.rows]
        return sum(count > 0 for count in filled) >= 2 and max(filled) >= 2


def tables(sheet: Sheet, most: int) -> tuple[list[Table], list[Character], int]:
    """The ruled tables of a page, the characters outside them, and how many of `most` cells are left.

    Below 0 means that tables were left out, whose characters are among those outside.
    """
    left = list(sheet.characters)
    found: list[Table] = []
    for group in _groups(_merged(sheet.rules)):
        columns, edges = _grid(group)
        if len(columns) < 3 or len(edges) < 2 or most < 0:
            continue
        most -= (len(columns) - 1) * (len(edges) - 1)
        if most < 0:
            continue
        inside, outside = _divided(left, columns, edges)
        table = _filled(sheet.number, group, columns, edges, inside)
        if sum(bool(cell.lines) for cell in {id(c): c for row in table.rows for c in row}.values()) < 2:
            continue
        found.append(table)
        left = outside
    return sorted(found, key=lambda table: table.top), left, most


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Rules that lie on one another or go on from one another, as one."""
    result: list[Rule] = []
    for rule in sorted(rules, key=lambda r: (r.is_horizontal, round(r.at / _NEAR), r.start)):
        last = result[-1] if result else None
        is_same = last and last.is_horizontal == rule.is_horizontal and abs(last.at - rule.at) <= _NEAR
        if last and is_same and rule.start <= last.end + _NEAR:
            result[-1] = last._replace(end=max(last.end, rule.end))
        else:
            result.append(rule)
    return result


def _groups(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Rules that meet one another, directly or by others."""
    across = [rule for rule in rules if rule.is_horizontal]
    down = [rule for rule in rules if not rule.is_horizontal]
    if len(across) < 2 or len(down) < 2 or len(across) * len(down) > _MOST_MEETINGS:
        return
    meets: dict[Rule, list[Rule]] = defaultdict(list)
    for one in across:
        for other in down:
            if _within(other.at, one.start, one.end) and _within(one.at, other.start, other.end):
                meets[one].append(other)
                meets[other].append(one)
    seen: set[Rule] = set()
    for rule in meets:
        if rule not in seen:
            group = _reached(rule, meets, seen)
            if sum(r.is_horizontal for r in group) >= 2 and sum(not r.is_horizontal for r in group) >= 1:
                yield group


def _reached(rule: Rule, meets: dict[Rule, list[Rule]], seen: set[Rule]) -> list[Rule]:
    group, waiting = [], [rule]
    seen.add(rule)
    while waiting:
        one = waiting.pop()
        group.append(one)
        for other in meets[one]:
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return group


def _within(value: float, start: float, end: float) -> bool:
    return start - _NEAR <= value <= end + _NEAR


def _grid(group: Sequence[Rule]) -> tuple[list[float], list[float]]:
    """Where the columns and rows of a group of rules begin and end, also where the outer edge is not drawn."""
    across = [rule for rule in group if rule.is_horizontal]
    down = [rule for rule in group if not rule.is_horizontal]
    columns = _places([*(r.at for r in down), min(r.start for r in across), max(r.end for r in across)])
    edges = _places([*(r.at for r in across), min(r.start for r in down), max(r.end for r in down)])
    return columns, edges


def _places(values: Iterable[float]) -> list[float]:
    """Values that lie closer than a printed line is thick, as one."""
    result: list[float] = []
    for value in sorted(values):
        if not result or value - result[-1] > 2 * _NEAR:
            result.append(value)
    return result


def _divided(
    characters: Sequence[Character], columns: Sequence[float], edges: Sequence[float]
) -> tuple[list[Character], list[Character]]:
    inside: list[Character] = []
    outside: list[Character] = []
    for character in characters:
        middle = (character.x0 + character.x1) / 2
        is_inside = columns[0] <= middle <= columns[-1] and edges[0] <= character.middle <= edges[-1]
        (inside if is_inside else outside).append(character)
    return inside, outside


def _filled(
    page: int, group: Sequence[Rule], columns: Sequence[float], edges: Sequence[float], inside: Sequence[Character]
) -> Table:
    """The cells of a grid with what stands in them; where no rule is drawn between two cells, they are one."""
    width, height = len(columns) - 1, len(edges) - 1
    root = _roots(group, columns, edges)
    contents: dict[int, list[Character]] = defaultdict(list)
    for character in inside:
        column = min(max(bisect_right(columns, (character.x0 + character.x1) / 2) - 1, 0), width - 1)
        row = min(max(bisect_right(edges, character.middle) - 1, 0), height - 1)
        contents[root[row * width + column]].append(character)
    cells = {at: Cell([line(row, page) for row in rows(contents[at])]) for at in set(root)}
    grid = [[cells[root[row * width + column]] for column in range(width)] for row in range(height)]
    return Table(tuple(columns), grid, edges[0])


def _roots(group: Sequence[Rule], columns: Sequence[float], edges: Sequence[float]) -> list[int]:
    """For each place of the grid, the place that stands for its cell."""
    width, height = len(columns) - 1, len(edges) - 1
    root = list(range(width * height))

    def find(place: int) -> int:
        while root[place] != place:
            root[place] = root[root[place]]
            place = root[place]
        return place

    above = _drawn([r for r in group if r.is_horizontal], edges, columns)
    beside = _drawn([r for r in group if not r.is_horizontal], columns, edges)
    for row in range(height):
        for column in range(width):
            place = row * width + column
            if row and (row, column) not in above:
                root[find(place)] = find(place - width)
            if column and (column, row) not in beside:
                root[find(place)] = find(place - 1)
    return [find(place) for place in range(width * height)]


def _drawn(rules: Sequence[Rule], at: Sequence[float], along: Sequence[float]) -> set[tuple[int, int]]:
    """Which edges of the grid are drawn, as (number of the line, number of the gap along it)."""
    drawn: set[tuple[int, int]] = set()
    for rule in rules:
        number = min(range(len(at)), key=lambda i: abs(at[i] - rule.at))
        for gap in range(len(along) - 1):
            if _within((along[gap] + along[gap + 1]) / 2, rule.start, rule.end):
                drawn.add((number, gap))
    return drawn


# ------------------------------------------------------------------ over the page


def goes_on(first: Table, following: Table) -> bool:
    """Whether a table at the top of a page has the columns of the one at the end of the page before."""
    if len(first.columns) != len(following.columns):
        return False
    shift = following.columns[0] - first.columns[0]
    return all(abs(b - a - shift) < 2 * _NEAR for a, b in zip(first.columns, following.columns, strict=True))


def join(first: Table, following: Table) -> None:
    """Add the rows of the next page: without the header printed again, a row that the page split made whole."""
    added = following.rows[_repeated(first, following) :]
    if added and _is_rest(added[0]):
        for cell, rest in zip(first.rows[-1], added[0], strict=True):
            if rest.lines and rest.lines[0] not in cell.lines:
                cell.lines.extend(rest.lines)
        added = added[1:]
    first.rows.extend(added)


def _repeated(first: Table, following: Table) -> int:
    """How many rows at the top of a page are the header again."""
    count = 0
    for one, other in zip(first.rows[:_HEADER_ROWS], following.rows, strict=False):
        if [cell.text for cell in one] != [cell.text for cell in other] or not any(cell.text for cell in one):
            break
        count += 1
    return count


def _is_rest(row: Sequence[Cell]) -> bool:
    """Whether a row only goes on with the one above: its first cell is empty, and so is half of it."""
    filled = sum(bool(cell.lines) for cell in row)
    return not row[0].lines and 0 < filled * 2 <= len(row)
