"""What statistics say: one number for one indicator, place and period, with the row it came from and when it was known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

# 最终, 初步, 修订, 估计; 填报 (said by an office about itself, not by statisticians) as final, as a flash figure (填报快报) or as
# what is expected (填报预计); 收回: what an office had reported and took back.
Quality = Literal[
    "final", "preliminary", "revised", "estimated", "reported", "reported-preliminary", "reported-estimated", "withdrawn",
]  # fmt: skip
# What an office says about itself counts where statisticians say nothing.
REPORTED: frozenset[Quality] = frozenset({"reported", "reported-preliminary", "reported-estimated"})


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a number stands (数据来源).

    `table` is the id of the received table and `file` its name, `sha256` that of its bytes; `sheet` is blank where the
    format has none. `row` and `column` count from 1, as the programs that show the file do. `statistics` is the
    statistical source that the table names for the number (吉林统计年鉴2019，表2-4).
    """

    table: str
    file: str
    sha256: str
    sheet: str
    row: int
    column: int
    statistics: str

    @property
    def cell(self) -> str:
        """How one says where it stands.

        >>> Origin("t", "统计.xlsx", "", "2-4", 7, 28, "").cell, Origin("t", "a.csv", "", "", 2, 5, "").cell
        ('统计.xlsx 2-4!AB7', 'a.csv E2')
        """
        return cell_name(self.file, self.sheet, self.row, self.column)


@dataclass(frozen=True, slots=True)
class Observation:
    """One number that was published (观测值).

    Attributes:
        indicator: The id of the pack's indicator.
        place: The administrative code, on the boundaries of `boundaries`.
        period: 2018, 2018-Q3 or 2018-06.
        value: In the unit of the indicator, exactly.
        vintage: The day on which it was published; what was published later does not overwrite it.
        prices: The year at whose prices money is counted; None for current prices and for what is no money.
        boundaries: The year on whose boundaries a restated figure is counted; None for those of its own time.
    """

    indicator: str
    place: str
    period: str
    value: Decimal
    vintage: date
    quality: Quality
    origin: Origin
    prices: int | None = None
    boundaries: int | None = None
    note: str = ""


def cell_name(file: str, sheet: str, row: int, column: int) -> str:
    """A cell as spreadsheet programs call it, behind its file and sheet."""
    return f"{file} {sheet + '!' if sheet else ''}{letters(column)}{row}"


def letters(column: int) -> str:
    """The letters of a column, as spreadsheet programs show them.

    >>> letters(1), letters(26), letters(27), letters(16384)
    ('A', 'Z', 'AA', 'XFD')
    """
    found = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
