"""The structure of the economies of places: what each is specialised in, how it shifted, how far it depends on resources."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.model.breaks import Break
from luoshi.model.finding import Missing


@dataclass(frozen=True, slots=True)
class Shift:
    """What a place gained between two years, and its three effects, which add up to it (份额偏离)."""

    growth: float
    national: float
    industry: float
    competitive: float


@dataclass(frozen=True, slots=True)
class PlaceEconomy:
    """The structure of one place's economy (产业结构).

    Attributes:
        shares: Of each industry in the whole, 0 to 1, in the order of the industries; missing with its reason.
        quotients: Location quotients against all places together.
        herfindahl: The sum of squared shares.
        theil: How far its structure is from that of all places together.
        shift: Since the first comparable year; missing with its reason.
        dependence: Share of mining in those employed, 0 to 1; missing with its reason.
    """

    place: str
    name: str
    shares: tuple[float, ...] | Missing
    quotients: tuple[float, ...]
    herfindahl: float | None
    theil: float | None
    shift: Shift | Missing
    dependence: float | Missing


@dataclass(frozen=True, slots=True)
class Economy:
    """The structure of the economies of all places of an area in a year (产业结构分析).

    Attributes:
        first: The first year that may be compared; shift-share goes from it to `as_of`.
        industries: Their titles.
        lacking: What a finer analysis needs and the pack has no figures of.
    """

    area_title: str
    as_of: int
    first: int
    breaks: tuple[Break, ...]
    industries: tuple[str, ...]
    unit: str
    places: tuple[PlaceEconomy, ...]
    lacking: tuple[str, ...]
    note: str
