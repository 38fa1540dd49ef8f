"""What rounding explains: a number is only known to half of the last place that it prints."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import polars as pl


def rounding(values: Iterable[Decimal]) -> Decimal:
    """How far a sum may be off because its parts and itself were rounded to as many places as they print."""
    listed = list(values)
    places = max(
        (-exponent for one in listed if isinstance(exponent := one.normalize().as_tuple().exponent, int)), default=0
    )
    return Decimal(len(listed)) / 2 * Decimal(1).scaleb(-max(places, 0))


def half_a_place(value: pl.Expr) -> pl.Expr:
    """The same of one column: half of the last place that each of its decimals prints, zeros at the end aside.

    >>> frame = pl.DataFrame({"value": [Decimal("7175.71"), Decimal("7175.7"), Decimal("463")]})
    >>> frame.select(half_a_place(pl.col("value")).round(4)).to_series().to_list()
    [0.005, 0.05, 0.5]
    """
    places = value.cast(pl.String).str.strip_chars_end("0").str.split(".").list.get(1, null_on_oob=True)
    return pl.lit(10.0).pow(-places.str.len_chars().fill_null(0).cast(pl.Float64)) / 2
