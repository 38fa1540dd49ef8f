"""A place's numbers over the years, cut where its area changed.

A series is never joined across a change of boundaries, unless somebody restated the earlier figures on the later
boundaries; then they stand before the later ones, and both are about the same area. What only changed its name, its
code or its level goes on as one series.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from types import MappingProxyType

from luoshi.model.areas import Areas
from luoshi.model.finding import Missing
from luoshi.model.observation import Observation
from luoshi.model.observed import Observed
from luoshi.observe.choose import chosen
from luoshi.observe.store import Store

_EVER = 9999


def of_area(
    indicator: str,
    place: str,
    store: Store,
    areas: Areas,
    *,
    known_on: date | None = None,
    prices: int | None = None,
    boundaries: int | None = None,
) -> Observed:
    """The observations that count of an area, under whichever code they were published.

    Args:
        place: Any code of the area. Figures on the boundaries of their own time may be about other ground in other years;
            `stretches` cuts them.

    Gaps:
        As `Store.series`.
    """
    codes = areas.codes(place)
    if len(codes) == 1:
        return store.series(indicator, place, known_on, prices=prices, boundaries=boundaries)
    known = store if known_on is None else store.what_was_known(known_on)
    every = [one for code in codes for one in known.vintages(indicator, code)]
    return chosen(every, indicator, place, known_on=known.known_on, prices=prices, boundaries=boundaries)


def stretches(
    indicator: str,
    place: str,
    store: Store,
    areas: Areas,
    *,
    known_on: date | None = None,
    prices: int | None = None,
) -> tuple[Observed, ...]:
    """A place's numbers in stretches within which they are about one area, the earliest first.

    Args:
        indicator: The id of an indicator.
        place: The code of a place, an earlier or a later one.
        areas: The places and their changes (`Areas(pack.places, pack.boundary_changes)`).

    Returns:
        One `Observed` for each time between two changes that has a number. It begins with the restated figures on its
        boundaries, where there are any for earlier years; of several restatements the one on the latest boundaries counts.
        So two stretches may have years in common. None of them may be joined to another.

    Gaps:
        As `Store.series`.
    """
    own = of_area(indicator, place, store, areas, known_on=known_on, prices=prices)
    cuts = [change.figures_from for change in areas.breaking(place)]
    found = []
    for first, after in pairwise([0, *dict.fromkeys(cuts), _EVER + 1]):
        restated = _restated(indicator, place, store, areas, (first, after), own.prices, known_on)
        one = _with_restated(own.between(first, after - 1), restated, after - 1)
        if one.observations or one.missing:
            found.append(one)
    return tuple(found)


def _restated(
    indicator: str,
    place: str,
    store: Store,
    areas: Areas,
    time: tuple[int, int],
    prices: int | None,
    known_on: date | None,
) -> Iterator[Observed]:
    """The restatements on boundaries of a time, those on the latest boundaries last."""
    known = store if known_on is None else store.what_was_known(known_on)
    rows = [one for code in areas.codes(place) for one in known.vintages(indicator, code)]
    years = {one.boundaries for one in rows if one.boundaries is not None and time[0] <= one.boundaries < time[1]}
    for year in sorted(years):
        yield chosen(rows, indicator, place, known_on=known.known_on, prices=prices, boundaries=year)


def _with_restated(own: Observed, restated: Iterator[Observed], last: int) -> Observed:
    found: dict[str, Observation] = {}
    missing: dict[str, Missing] = {}
    for one in restated:
        found |= {row.period: row for row in one.between(0, last).observations}
        missing |= one.between(0, last).missing
    # A figure of its own time is on these boundaries without anybody's having to restate it.
    found |= {row.period: row for row in own.observations}
    missing = {period: why for period, why in (missing | dict(own.missing)).items() if period not in found}
    rows = tuple(found[period] for period in sorted(found))
    return replace(own, observations=rows, missing=MappingProxyType(missing))
