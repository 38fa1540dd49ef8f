"""A sheet as text: every cell as it is shown, rows and columns counted from 1, merged cells filled."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

Cell = object
Area = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook, or a CSV file.

    `covered` are the cells that a merged one covers besides its first: its text stands in them, too, for headers; a value
    counts in its first cell alone.
    """

    name: str
    rows: Sequence[Sequence[str]]
    covered: frozenset[tuple[int, int]] = frozenset()

    @property
    def height(self) -> int:
        return len(self.rows)

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)

    def cell(self, row: int, column: int) -> str:
        """The text of a cell; blank outside the sheet.

        >>> Sheet("", [["地区", "2018"]]).cell(1, 2), Sheet("", []).cell(9, 9)
        ('2018', '')
        """
        cells = self.rows[row - 1] if 0 < row <= len(self.rows) else ()
        return cells[column - 1] if 0 < column <= len(cells) else ""


def filled(
    name: str, rows: Iterable[Iterable[Cell]], merged: Iterable[Area], percent: frozenset[tuple[int, int]]
) -> Sheet:
    """A sheet of cells as a program stores them.

    Args:
        rows: Numbers, texts, days, from the first cell of the sheet.
        merged: The first and the last row and column of merged cells, from 0.
        percent: The cells (from 1) whose numbers are shown as a percentage: 0.452 is 45.2%.

    >>> sheet = filled("2-4", [["合计", ""], [0.452, 3.0]], [((0, 0), (0, 1))], frozenset({(2, 1)}))
    >>> sheet.rows, sheet.covered
    ([['合计', '合计'], ['45.2%', '3']], frozenset({(1, 2)}))
    """
    texts = [
        [shown(cell, (row, column) in percent) for column, cell in enumerate(cells, 1)]
        for row, cells in enumerate(rows, 1)
    ]
    covered = set()
    for (top, left), (bottom, right) in merged:
        if not (0 <= top < len(texts) and 0 <= left < len(texts[top])):
            continue
        for row in range(top, min(bottom + 1, len(texts))):
            for column in range(left, min(right + 1, len(texts[row]))):
                if (row, column) != (top, left):
                    texts[row][column] = texts[top][left]
                    covered.add((row + 1, column + 1))
    return Sheet(name, _without_margin(texts), frozenset(covered))


def shown(cell: Cell, percent: bool = False) -> str:
    """A stored cell as text: numbers with the 15 digits that spreadsheet programs keep, days as 2018-12-31.

    >>> shown(0.1 + 0.2), shown(2018.0), shown(0.452, percent=True), shown(datetime.date(2018, 12, 31))
    ('0.3', '2018', '45.2%', '2018-12-31')
    """
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float | int):
        number = Decimal(cell) if cell == int(cell) and abs(cell) < 1e22 else Decimal(f"{cell:.15g}")
        return f"{(number * 100).normalize():f}%" if percent else f"{number:f}"
    if isinstance(cell, datetime.datetime):
        return str(cell.date()) if cell.time() == datetime.time() else str(cell)
    return str(cell).strip()


def _without_margin(texts: list[list[str]]) -> list[list[str]]:
    """Without blank rows at the end and blank columns at the right, which programs add by the thousand."""
    while texts and not any(texts[-1]):
        texts.pop()
    width = max(
        (len(row) - next((i for i, cell in enumerate(reversed(row)) if cell), len(row)) for row in texts), default=0
    )
    return [row[:width] for row in texts]
