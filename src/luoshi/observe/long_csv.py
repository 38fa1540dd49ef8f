"""A long table in a CSV file, however long: read column by column, without a Python object for a cell.

Rows are counted as spreadsheet programs count them: blank ones too, and one with a line break inside quotes once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from luoshi.model.mapping import Holds
from luoshi.observe import printed

_PIECE = 1 << 24


def columns(
    data: bytes, separator: str, held: Mapping[int, Holds], first: int, last: int | None
) -> list[pl.DataFrame] | None:
    """What a long table prints, in pieces with the columns of `printed.SCHEMA`.

    Args:
        data: UTF-8, without a byte-order mark.
        held: What the columns hold, by their number from 1; the value is among them.
        first: The first row with values, from 1.
        last: The last, None for all.

    Returns:
        None where the file is not written as CSV should be (a lone quote); it is then
        read cell by cell.

    >>> (found,) = columns("地区,数值\\n长春,1.5\\n\\n".encode(), ",", {1: "place", 2: "value"}, 2, None)
    >>> found.select("place", "value", "row").rows()
    [('长春', '1.5', 2)]
    """
    if data.count(b"\r") != data.count(b"\r\n"):
        return None
    names = {f"column_{number - 1}": what for number, what in held.items() if what != "skip"}
    kinds = {f"column_{number}": pl.String for number in range(max(held))}
    kinds |= {name: printed.SCHEMA[what] for name, what in names.items()}
    frames, row = [], 1
    for piece in _pieces(data):
        try:
            frame = pl.read_csv(
                piece, has_header=False, schema=kinds, separator=separator, columns=list(names),
                row_index_name="row", row_index_offset=row, truncate_ragged_lines=True,
            )  # fmt: skip
        except pl.exceptions.PolarsError:
            return None
        row += frame.height
        frames.append(_as_printed(frame.rename(names), held, first, last))
    return frames


def _pieces(data: bytes) -> Iterator[bytes]:
    """The file in pieces of whole rows, so that little more than what is kept has to be held at once."""
    start = 0
    while start < len(data):
        end = start + _PIECE
        inside = data.count(b'"', start, end) % 2 == 1
        while end < len(data) and (inside or data[end - 1 : end] != b"\n"):
            following = data.find(b"\n", end) + 1 or len(data)
            inside ^= data.count(b'"', end, following) % 2 == 1
            end = following
        yield data[start:end]
        start = end


def _as_printed(frame: pl.DataFrame, held: Mapping[int, Holds], first: int, last: int | None) -> pl.DataFrame:
    value = next(number for number, what in held.items() if what == "value")
    wanted = pl.col("row").is_between(first, last) if last else pl.col("row") >= first
    columns = [
        pl.col(name) if name in frame.columns else pl.lit(None, dtype=kind).alias(name)
        for name, kind in printed.SCHEMA.items()
        if name not in ("row", "column")
    ]
    place = (pl.col("row").cast(pl.UInt32), pl.lit(value, dtype=pl.UInt32).alias("column"))
    return frame.filter(wanted & pl.col("value").is_not_null()).select(*columns, *place)
