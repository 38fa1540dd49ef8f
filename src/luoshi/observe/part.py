"""One received table's observations on the disk: sorted, read by pieces, and never written again.

A part is an Arrow file whose rows stand by indicator, place, period and vintage, and beside it a small index that says
where in it each indicator begins and ends. It is named by everything that it was made of (the bytes of the received
file, the mapping by which it was read, the library that read it), so a part of that name never has to be made again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from luoshi.model.observation import Observation, Origin
from luoshi.observe.frame import SCHEMA

COLUMNS = tuple(SCHEMA)
_WORDS = tuple(name for name, kind in SCHEMA.items() if kind in (pl.Categorical, pl.String))
# All columns, so that the order of rows depends on nothing but the rows.
SORTED_BY = tuple(dict.fromkeys(("indicator", "place", "period", "vintage", *COLUMNS)))
_EXACT = Context(prec=40)
_ONE = Decimal(1)


def part_name(data: bytes, mapping: bytes, library: str) -> str:
    """What a part is called: another file, another mapping or another library is another part.

    Args:
        data: The bytes of the received file.
        mapping: The bytes of what says how it is read.
        library: The version of the library, or a digest of it.

    >>> part_name(b"a", b"b", "1") == part_name(b"ab", b"", "1"), len(part_name(b"a", b"b", "1"))
    (False, 32)
    """
    pieces = (hashlib.sha256(piece).digest() for piece in (data, mapping, library.encode()))
    return hashlib.sha256(b"".join(pieces)).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Part:
    """The observations of one table, in order, with the rows at which each indicator begins and ends.

    `path` is the Arrow file; its rows are read when the first of them is asked for. A part in memory has no file.
    """

    name: str
    rows: int
    indicators: Mapping[str, tuple[int, int]]
    path: Path | None = None
    _held: dict[str, _Held] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, frame: pl.DataFrame, name: str) -> Part:
        """A part of the rows of a frame with the columns of `SCHEMA`, in any order, each row once."""
        ordered = _in_order(frame)
        return cls(name, ordered.height, _bounds(ordered), None, {"": _Held.of(ordered)})

    @classmethod
    def kept(cls, folder: Path, name: str) -> Part | None:
        """The part of that name in a folder; None where it has not been written whole."""
        path = folder / f"{name}.arrow"
        try:
            index = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
            whole = path.stat().st_size == index["bytes"]
        except FileNotFoundError:
            return None
        if not whole:
            return None
        bounds = {indicator: (first, last) for indicator, (first, last) in index["indicators"].items()}
        return cls(name, index["rows"], bounds, path)

    def keep(self, folder: Path) -> Part:
        """Write it to a folder, and give back the part that stands there. The index comes last: with it the part is whole."""
        path = folder / f"{self.name}.arrow"
        # Two builds may make the same part at the same time.
        half = path.with_suffix(f".{os.getpid()}.part")
        self.frame.write_ipc(half)
        index = {"rows": self.rows, "bytes": half.stat().st_size, "indicators": self.indicators}
        half.replace(path)
        half.write_text(json.dumps(index, ensure_ascii=False), encoding="utf-8")
        half.replace(path.with_suffix(".json"))
        return Part(self.name, self.rows, self.indicators, path)

    @property
    def frame(self) -> pl.DataFrame:
        """All rows in order; its words are enumerations of this part alone."""
        return self._loaded.frame

    def observations(self, indicator: str, place: str) -> Iterator[Observation]:
        """What it says of an indicator for a place, by period and vintage."""
        first, last = self.indicators.get(indicator, (0, 0))
        held = self._loaded if last else None
        code = held.place_codes.get(place) if held else None
        if held is None or code is None:
            return
        places = held.places[first:last]
        start, stop = np.searchsorted(places, (code, code + 1))
        for row in held.frame.slice(first + int(start), int(stop - start)).rows():
            yield _observation(row)

    def places(self, indicator: str) -> list[str]:
        """The places for which it says something of an indicator, in order."""
        first, last = self.indicators.get(indicator, (0, 0))
        names = self._loaded.names if last else []
        return [names[code] for code in np.unique(self._loaded.places[first:last])] if last else []

    @property
    def _loaded(self) -> _Held:
        if "" not in self._held:
            assert self.path is not None
            self._held[""] = _Held.of(pl.read_ipc(self.path))
        return self._held[""]


@dataclass(frozen=True, slots=True)
class _Held:
    """The rows of a part, and the place of each as a number in the order of the places."""

    frame: pl.DataFrame
    places: np.ndarray[Any, np.dtype[np.unsignedinteger[Any]]]  # Any: as wide as the number of places takes
    names: list[str]
    place_codes: dict[str, int]

    @classmethod
    def of(cls, frame: pl.DataFrame) -> _Held:
        column = frame["place"]
        assert isinstance(column.dtype, pl.Enum)
        names = column.dtype.categories.to_list()
        return cls(frame, column.to_physical().to_numpy(), names, {name: code for code, name in enumerate(names)})


def _in_order(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows in the one order that depends on them alone; words become enumerations in alphabetical order."""
    words = [_enumerated(frame[name]) for name in _WORDS]
    return frame.select(COLUMNS).with_columns(words).sort(SORTED_BY).unique(maintain_order=True)


def _enumerated(column: pl.Series) -> pl.Series:
    text = column if column.dtype == pl.String else column.cast(pl.String)
    text = text.fill_null("") if text.null_count() else text
    return text.cast(pl.Enum(text.unique().sort()))


def _bounds(ordered: pl.DataFrame) -> dict[str, tuple[int, int]]:
    runs = ordered["indicator"].rle().struct.unnest()
    found: dict[str, tuple[int, int]] = {}
    first = 0
    for length, indicator in runs.rows():
        found[indicator] = (first, first + length)
        first += length
    return found


def _observation(row: tuple[Any, ...]) -> Observation:  # Any: cells of several types
    # By position: a page asks for hundreds of series, and rows by name take four times as long.
    indicator, place, period, value, vintage, quality, table, file, sha256, sheet, line, column, statistics, *rest = row
    origin = Origin(table, file, sha256, sheet, line, column, statistics)
    return Observation(indicator, place, period, _plain(value), vintage, quality, origin, *rest)


def _plain(value: Decimal) -> Decimal:
    """1374.000000000000 as 1374."""
    short = _EXACT.normalize(value)
    return _EXACT.quantize(short, _ONE) if short.as_tuple().exponent > 0 else short  # type: ignore[operator]
