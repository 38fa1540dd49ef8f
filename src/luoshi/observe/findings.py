"""From a row of the frame that stands out to a problem that says which cell, what, and what to do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any

import polars as pl

from luoshi.model.observation import REPORTED
from luoshi.model.pack import Pack
from luoshi.model.problem import Kind, Problem
from luoshi.observe.trouble import MOST_OF_A_KIND, Source, and_more


@dataclass(frozen=True, slots=True)
class Found:
    """Observations with the same thing the matter: a frame of them, and what the message names besides their own words."""

    kind: Kind
    rows: pl.DataFrame
    words: Callable[[Mapping[str, Any]], Mapping[str, object]] = lambda row: {}


def said(found: Iterable[Found], pack: Pack) -> list[Problem]:
    """The problems that were found, kind by kind; of very many of one kind the first, with how many more there are."""
    by_kind: dict[str, list[Found]] = defaultdict(list)
    for one in found:
        if not one.rows.is_empty():
            by_kind[one.kind.code].append(one)
    problems: list[Problem] = []
    for of_kind in by_kind.values():
        each = (_problem(one, row, pack) for one in of_kind for row in _in_order(one.rows))
        listed = list(islice(each, MOST_OF_A_KIND))
        problems += [*listed, *and_more(listed, sum(one.rows.height for one in of_kind))]
    return problems


def _problem(found: Found, row: Mapping[str, Any], pack: Pack) -> Problem:
    """The problem in words, at its cell."""
    indicator = pack.indicators.get(row["indicator"])
    place = pack.place_of_code(row["place"])
    words = {
        "indicator": indicator.title if indicator else row["indicator"],
        "unit": indicator.unit if indicator else "",
        "place": place.name if place else row["place"],
        "period": row["period"],
        "value": printed(row["value"]),
    } | {name: str(value) for name, value in found.words(row).items()}
    return Problem(found.kind, cell_of(row), words=words)


def _in_order(rows: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """The first of them in the order of their files."""
    return rows.sort("file", "sheet", "row", "column").head(MOST_OF_A_KIND).iter_rows(named=True)


def cell_of(row: Mapping[str, Any]) -> str:
    """Where an observation stands, as one says it; a report is found by who made it, not by the name of its file."""
    if row.get("quality") in REPORTED:
        return str(row["statistics"])
    return Source(row["file"], "", row["sheet"]).cell(row["row"], row["column"])


def printed(value: Decimal | float | None) -> str:
    """A number for reading: 1374.4, 0.35.

    >>> printed(Decimal("730.500000000000")), printed(0.35000000001), printed(100.0)
    ('730.5', '0.35', '100')
    """
    if value is None:
        return "—"
    short = Decimal(f"{value:.10g}").normalize() if isinstance(value, float) else value.normalize()
    return f"{short:f}"
