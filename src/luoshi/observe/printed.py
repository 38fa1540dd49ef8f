"""A table as it prints its values: one row a value, every cell still text, whatever the shape of the table was.

`SCHEMA` is the one definition of these columns. The shapes make such frames, and `resolve` alone makes observations of
them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from luoshi.observe.frame import WORD

SCHEMA: dict[str, Any] = {  # Any: polars has classes and instances of types
    "place_code": WORD,
    "place": WORD,
    "period": WORD,
    "indicator": WORD,
    "value": pl.String,
    "unit": WORD,
    "prices": WORD,
    "vintage": WORD,
    "quality": WORD,
    "statistics": WORD,
    "boundaries": WORD,
    "note": pl.String,
    "row": pl.UInt32,
    "column": pl.UInt32,
}
WORDS = tuple(name for name in SCHEMA if name not in ("row", "column"))


@dataclass(slots=True)
class Printed:
    """What a table prints.

    `pieces` are frames with the columns of `SCHEMA`. `at` says where a word stands that is not in the cell of the value:
    in another row, another column, or both; None for the row or the column of the value.
    """

    pieces: list[pl.DataFrame]
    at: Mapping[str, tuple[int | None, int | None]] = field(default_factory=dict)

    def cell_of(self, what: str, row: int, column: int) -> tuple[int, int]:
        """The cell of a word that belongs to the value in a cell.

        >>> Printed([], {"place": (None, 1), "indicator": (3, None)}).cell_of("place", 7, 5)
        (7, 1)
        """
        there_row, there_column = self.at.get(what, (None, None))
        return there_row or row, there_column or column


def frame(rows: list[tuple[Any, ...]]) -> pl.DataFrame:
    """Rows in the order of `SCHEMA` as a frame."""
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")
