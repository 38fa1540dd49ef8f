"""What statistics say of one place: each of its indicators over the years."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.model.breaks import Break
from luoshi.model.followed import Point


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator of a place over the years (地区指标): a point a year, in the unit of the indicator.

    `breaks` part the years that may not be compared.
    """

    indicator: str
    place: str
    points: tuple[Point, ...]
    breaks: tuple[Break, ...] = ()

    @property
    def latest(self) -> Point:
        return self.points[-1]


@dataclass(frozen=True, slots=True)
class Profile:
    """A place with everything that is measured of it (地区概况); `measured` is empty where nobody published anything."""

    place: str
    name: str
    level: str
    measured: tuple[Measured, ...]
