"""Everything that was observed, by what it is about and by when it was known; only ever added to.

    kept = store.build(folder, tables)                         # or Store.of(frame, …), in memory
    kept.series("gdp", "220700").values                        # {'2017': …, '2018': Decimal('761')}
    kept.series("gdp", "220700", known_on=date(2019, 12, 31))  # as it was known at the end of 2019
    kept.what_was_known(date(2019, 12, 31))                    # the whole store as of that day

Every number has two times: the period that it is about, and the day on which it was published (its vintage). A later
vintage stands beside the earlier one, so that a judgement of 2019 can be repeated with what was known in 2019.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import polars as pl

from luoshi.model.observation import REPORTED, Observation
from luoshi.model.observed import Observed
from luoshi.model.problem import Problem
from luoshi.model.rows import Rows
from luoshi.observe.choose import RANK, chosen
from luoshi.observe.frame import empty
from luoshi.observe.part import SORTED_BY, Part
from luoshi.observe.reported import WITHDRAWN


@dataclass(frozen=True, slots=True)
class Source:
    """A received table that a store is to hold: the name of its part (`part_name`), and how its rows are had if needed."""

    name: str
    frame: Callable[[], pl.DataFrame]


def build(folder: str | Path, sources: Iterable[Source]) -> Store:
    """A store of the tables in a folder; a table whose part is there already is not read.

    Args:
        folder: Where the parts stand, for this store and others; it is made where it is not there.
        sources: The tables, in any order. What is not among them is not in the store, though its part stays.

    >>> import tempfile
    >>> from luoshi.observe.frame import empty
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     len(build(folder, [Source("a", empty)])), len(build(folder, [Source("a", lambda: 1 / 0)]))
    (0, 0)
    """
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    return Store(Part.kept(place, one.name) or Part.of(one.frame(), one.name).keep(place) for one in sources)


class Store:
    """The observations of many tables (观测库), which answers what was known of an indicator for a place.

    >>> from datetime import date
    >>> from decimal import Decimal
    >>> from luoshi.model.observation import Origin
    >>> from luoshi.observe.frame import Observations
    >>> row = Origin("yearbook", "yearbook.csv", "", "", 2, 3, "")
    >>> first = Observation("gdp", "220700", "2018", Decimal(1374), date(2019, 10, 1), "final", row)
    >>> later = Observation("gdp", "220700", "2018", Decimal(761), date(2020, 11, 1), "revised", row)
    >>> store = Store.of(Observations.of([first, later]).to_frame())
    >>> store.series("gdp", "220700").values
    {'2018': Decimal('761')}
    >>> store.what_was_known(date(2019, 12, 31)).series("gdp", "220700").values
    {'2018': Decimal('1374')}
    """

    def __init__(self, parts: Iterable[Part], known_on: date | None = None) -> None:
        # A table that is named twice is there once, and the order in which tables came does not matter.
        self.parts = tuple(sorted({part.name: part for part in parts}.values(), key=lambda part: part.name))
        self.known_on = known_on
        self._holding: dict[str, list[Part]] = {}
        for part in self.parts:
            for indicator in part.indicators:
                self._holding.setdefault(indicator, []).append(part)

    @classmethod
    def of(cls, *frames: pl.DataFrame) -> Store:
        """A store in memory, of frames with the columns of `luoshi.observe.frame.SCHEMA`."""
        return cls(Part.of(frame, f"{number:06}") for number, frame in enumerate(frames))

    def __len__(self) -> int:
        return sum(part.rows for part in self.parts)

    @cached_property
    def indicators(self) -> tuple[str, ...]:
        """The ids of the indicators of which there is a number."""
        return tuple(sorted(self._holding))

    @cached_property
    def reported(self) -> frozenset[tuple[str, str]]:
        """The indicators and places on which offices reported themselves."""
        found: set[tuple[str, str]] = set()
        for part in self.parts:
            rows = part.frame.filter(pl.col("quality").cast(pl.String).is_in(REPORTED)).select("indicator", "place")
            found |= {(str(indicator), str(place)) for indicator, place in rows.unique().rows()}
        return frozenset(found)

    def places(self, indicator: str) -> tuple[str, ...]:
        """The places for which there is a number of an indicator, known by now or later."""
        return tuple(sorted({place for part in self._holding.get(indicator, ()) for place in part.places(indicator)}))

    def series(
        self,
        indicator: str,
        place: str,
        known_on: date | None = None,
        *,
        prices: int | None = None,
        boundaries: int | None = None,
    ) -> Observed:
        """The observations that count, one a period, as they were known on a day.

        Args:
            indicator: The id of an indicator.
            place: The code of a place. What a place was called before under another code is another series; see
                `luoshi.observe.boundaries.stretches`.
            known_on: Only what was published by that day; None for everything (that the store as of a day knew).
            prices: The year at whose prices money is wanted; see `luoshi.observe.choose.chosen`.
            boundaries: Restated figures on the boundaries of that year; None for those of each period's own time.

        Gaps:
            A period without an answer (two values of one day) is in `Observed.missing` with its reason; what was never
            observed is in neither.
        """
        day = self._earlier(known_on)
        found = self._observations(indicator, place)
        return chosen(found, indicator, place, known_on=day, prices=prices, boundaries=boundaries)

    def vintages(self, indicator: str, place: str) -> Rows[Observation]:
        """Every number that was published by then, the earlier ones before those that revised them."""
        known = {one for one in self._observations(indicator, place) if self._is_known(one.vintage)}
        return Rows(sorted(known, key=_by_time))

    def what_was_known(self, on: date) -> Store:
        """The store as it was on a day: what was published later is not in it."""
        return Store(self.parts, self._earlier(on))

    def problems(self) -> list[Problem]:
        """The contradictions: periods for which different values were published on one day."""
        found: list[Problem] = []
        for indicator in self.indicators:
            for place, prices, boundaries in self._contradicted(indicator):
                series = self.series(indicator, place, prices=prices, boundaries=boundaries)
                found += [one.reason for one in series.missing.values() if one.code != WITHDRAWN.code]
        return list({str(problem): problem for problem in found}.values())

    def to_frame(self) -> pl.DataFrame:
        """Every row that is known, by indicator, place, period and vintage, with the columns of `SCHEMA`."""
        frames = [part.frame.with_columns(pl.col(pl.Enum).cast(pl.String)) for part in self.parts]
        joined = pl.concat(frames) if frames else empty().with_columns(pl.col(pl.Categorical).cast(pl.String))
        known = joined if self.known_on is None else joined.filter(pl.col("vintage") <= self.known_on)
        return known.unique().sort(SORTED_BY)

    def _observations(self, indicator: str, place: str) -> Iterator[Observation]:
        for part in self._holding.get(indicator, ()):
            yield from part.observations(indicator, place)

    def _contradicted(self, indicator: str) -> list[tuple[str, int | None, int | None]]:
        """The places, prices and boundaries at which the best of the latest differ."""
        frames = [_of_indicator(part, indicator) for part in self._holding[indicator]]
        rows = pl.concat(frames).filter(pl.col("rank") < RANK["withdrawn"])
        key = ["place", "period", "prices", "boundaries"]
        is_report = pl.col("rank") >= RANK["reported"]
        known = rows if self.known_on is None else rows.filter(pl.col("vintage") <= self.known_on)
        # A report counts where nothing was published; one that was taken back is found by `series`, which decides.
        known = known.filter(~is_report | is_report.all().over(key))
        best = known.filter(pl.col("vintage") == pl.col("vintage").max().over(key))
        best = best.filter(pl.col("rank") == pl.col("rank").min().over(key))
        differing = best.group_by(key).agg(pl.col("value").n_unique()).filter(pl.col("value") > 1)
        return differing.select("place", "prices", "boundaries").unique().sort(pl.all()).rows()

    def _earlier(self, on: date | None) -> date | None:
        days = [day for day in (on, self.known_on) if day is not None]
        return min(days, default=None)

    def _is_known(self, vintage: date) -> bool:
        return self.known_on is None or vintage <= self.known_on


def _of_indicator(part: Part, indicator: str) -> pl.DataFrame:
    first, last = part.indicators[indicator]
    rank = pl.col("quality").cast(pl.String).replace_strict(RANK, return_dtype=pl.Int8)
    names = ("place", "period", "value", "vintage", "prices", "boundaries")
    return (
        part.frame.slice(first, last - first).select(*names, rank=rank).cast({"place": pl.String, "period": pl.String})
    )


def _by_time(one: Observation) -> tuple[object, ...]:
    return (
        one.period,
        one.prices or 0,
        one.boundaries or 0,
        one.vintage,
        one.quality,
        astuple(one.origin),
        one.value,
        one.note,
    )
