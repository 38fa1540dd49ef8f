"""Profiles of places: every indicator that was published for a place or follows from what was, with its years and breaks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from luoshi.lines import Lines
from luoshi.model.pack import Pack, Place
from luoshi.model.profile import Measured, Profile
from luoshi.observe.store import Store


def profiles(pack: Pack, store: Store, *, as_of: int, known_on: date | None = None) -> tuple[Profile, ...]:
    """The profiles of the prefectures of the pack's provinces, and of those of their places that the law lists.

    Args:
        store: What was observed.
        as_of: Later years are not looked at.
        known_on: With what was known on that day; None for everything that was received.

    Returns:
        The prefectures in the order of their codes, then the resource-based counties, cities and districts. A place
        without figures is among them, with nothing measured.
    """
    lines = Lines(pack, store, known_on)
    return tuple(
        Profile(place.code, place.name, place.level, tuple(_measured(lines, pack, place, as_of)))
        for place in places(pack, lines)
    )


def places(pack: Pack, lines: Lines) -> list[Place]:
    """The places that have a profile, under the names that they have now."""
    homes = [place.code for place in pack.places if place.name in pack.home_provinces and place.level == "省"]
    codes = [code for home in homes for code in lines.prefectures(home)]
    listed = [city.code or city.code_2013 for city in pack.resource_cities if city.province in pack.home_provinces]
    codes += sorted({lines.areas.now(code) for code in listed} - set(codes))
    found = (pack.place_of_code(code) for code in dict.fromkeys(codes))
    return [place for place in found if place is not None]


def _measured(lines: Lines, pack: Pack, place: Place, as_of: int) -> Iterator[Measured]:
    for indicator in pack.indicators:
        line = lines.of_place(indicator, lines.areas.now(place.code))
        points = tuple(point for point in line.points if point.year <= as_of)
        if points:
            yield Measured(indicator, place.code, points, line.breaks)
