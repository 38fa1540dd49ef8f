"""Observations by the million: a data frame with fixed columns, whose rows become `Observation`s when they are asked for.

`SCHEMA` is the one definition of these columns. Words that come again and again (places, indicators, sources) are
categorical, which keeps a row in about 90 bytes; a value is an exact decimal with 12 places; `prices` and `boundaries` are
null where an observation has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Context, Decimal
from typing import Any, overload

import polars as pl

from luoshi.model.observation import Observation, Origin

DIGITS, PLACES = 38, 12
WORD = pl.Categorical
VALUE = pl.Decimal(DIGITS, PLACES)

SCHEMA: dict[str, Any] = {  # Any: polars has classes and instances of types
    "indicator": WORD,
    "place": WORD,
    "period": WORD,
    "value": VALUE,
    "vintage": pl.Date,
    "quality": WORD,
    "table": WORD,
    "file": WORD,
    "sha256": WORD,
    "sheet": WORD,
    "row": pl.UInt32,
    "column": pl.UInt32,
    "statistics": WORD,
    "prices": pl.Int16,
    "boundaries": pl.Int16,
    "note": pl.String,
}
_ORIGIN = ("table", "file", "sha256", "sheet", "row", "column", "statistics")
_AT_ONCE = 10_000
_EXACT = Context(prec=DIGITS)


class Observations(Sequence[Observation]):
    """A sequence of observations over a frame with the columns of `SCHEMA`; each is made when it is asked for.

    >>> from datetime import date
    >>> from decimal import Decimal
    >>> origin = Origin("t", "a.csv", "", "", 2, 5, "统计年鉴2019")
    >>> one = Observation("gdp", "220700", "2018", Decimal("730.5"), date(2019, 11, 1), "final", origin)
    >>> found = Observations.of([one])
    >>> found[0] == one, found.frame["value"].dtype == VALUE
    (True, True)
    """

    __slots__ = ("frame",)

    def __init__(self, frame: pl.DataFrame) -> None:
        self.frame = frame

    @classmethod
    def of(cls, observations: Iterable[Observation]) -> Observations:
        """Observations that exist already, as a frame."""
        return cls(pl.DataFrame([_row(one) for one in observations], schema=SCHEMA, orient="row"))

    @classmethod
    def joined(cls, parts: Iterable[Observations]) -> Observations:
        """Those of several tables, one after the other."""
        return cls(pl.concat([empty(), *(part.frame for part in parts)]))

    def __len__(self) -> int:
        return self.frame.height

    def __iter__(self) -> Iterator[Observation]:
        for piece in self.frame.iter_slices(_AT_ONCE):
            yield from map(_noun, piece.iter_rows(named=True))

    @overload
    def __getitem__(self, index: int) -> Observation: ...
    @overload
    def __getitem__(self, index: slice) -> Observations: ...
    def __getitem__(self, index: int | slice) -> Observation | Observations:
        if isinstance(index, slice):
            return Observations(self.frame[index])
        return _noun(self.frame.row(index, named=True))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Observations) and self.frame.equals(other.frame)

    def __repr__(self) -> str:
        return f"<Observations: {len(self)}>"

    def to_frame(self) -> pl.DataFrame:
        """The frame itself."""
        return self.frame


def empty() -> pl.DataFrame:
    """A frame without a row.

    >>> empty().columns[:4]
    ['indicator', 'place', 'period', 'value']
    """
    return pl.DataFrame(schema=SCHEMA)


def _noun(row: dict[str, Any]) -> Observation:  # Any: cells of several types
    origin = Origin(**{name: row.pop(name) for name in _ORIGIN})
    return Observation(**row | {"value": _plain(row["value"])}, origin=origin)


def _plain(value: Decimal) -> Decimal:
    """Without the zeros that fill it up to the frame's places: 730.5."""
    short = value.normalize(_EXACT)
    return short if short.as_tuple().exponent <= 0 else short.quantize(Decimal(1), context=_EXACT)  # type: ignore[operator]


def _row(one: Observation) -> tuple[Any, ...]:  # Any: as above
    return tuple(getattr(one.origin if name in _ORIGIN else one, name) for name in SCHEMA)
