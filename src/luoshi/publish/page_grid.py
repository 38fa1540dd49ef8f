"""A table's grid as a page draws it: a merged cell once, with the rows and columns that it covers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.model.document import Cell, Table

Row = Sequence[Cell | None]


@dataclass(frozen=True, slots=True)
class Field:
    """A cell where it stands first, and over how many columns and rows it reaches."""

    cell: Cell | None
    columns: int = 1
    rows: int = 1


def fields(table: Table) -> list[list[Field]]:
    """The fields of each row.

    >>> a, b, c, d = (Cell(at, at + 1) for at in range(4))
    >>> [[(field.columns, field.rows) for field in row] for row in fields(Table(((a, a, b), (c, d, b))))]
    [[(2, 1), (1, 2)], [(1, 1), (1, 1)]]
    """
    return [list(_fields_of(table.rows, number)) for number in range(len(table.rows))]


def _fields_of(rows: Sequence[Row], number: int) -> list[Field]:
    row, found, column = rows[number], list[Field](), 0
    while column < len(row):
        cell = row[column]
        width = _length([other == cell for other in row[column:]]) if _has_text(cell) else 1
        is_first = not number or _at(rows[number - 1], column) != cell
        if cell is None or is_first or not _has_text(cell):
            height = _length([_at(below, column) == cell for below in rows[number:]]) if _has_text(cell) else 1
            found.append(Field(cell, width, height))
        column += width
    return found


def _length(alike: Sequence[bool]) -> int:
    """How many are alike from the beginning."""
    return alike.index(False) if False in alike else len(alike)


def _at(row: Row, column: int) -> Cell | None:
    return row[column] if column < len(row) else None


def _has_text(cell: Cell | None) -> bool:
    return cell is not None and cell.end > cell.start
