"""Observations in few words: the yearbook of the year after, unless something else is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from luoshi.model import Observation
from luoshi.model.observation import Origin
from luoshi.observe.frame import Observations
from luoshi.observe.store import Store


def row(indicator: str, place: str, year: int, value: str, **other: object) -> Observation:
    """One value of a year; each stands in a row of its own."""
    origin = Origin("yearbook", "yearbook.csv", "a" * 64, "", year - 1990, 3, f"统计年鉴{year + 1}")
    found = Observation(indicator, place, str(year), Decimal(value), date(year + 1, 10, 1), "final", origin)
    return replace(found, **other)  # type: ignore[arg-type]


def rows(indicator: str, place: str, values: dict[int, str]) -> list[Observation]:
    return [row(indicator, place, year, value) for year, value in values.items()]


def store(*observations: Observation) -> Store:
    return Store.of(Observations.of(observations).to_frame())
