"""Breaks that somebody said: changes of method that a pack declares, changes of boundaries, and what follows from parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from luoshi.model.areas import Areas, BoundaryChange
from luoshi.model.breaks import Break, MethodChange
from luoshi.model.finding import Step
from luoshi.model.indicator import Indicator
from luoshi.model.observed import Observed, year_of
from luoshi.model.said import Said


def declared(series: Observed, changes: Iterable[MethodChange]) -> list[Break]:
    """The changes of method that a pack declares for an indicator and a place.

    Args:
        series: The values; a change before the first or after the last of them breaks nothing.
        changes: As `luoshi.packs.method_changes`.

    >>> declared(Observed("gdp", "220700", None, ()), [])
    []
    """
    those = (
        one for one in changes if series.indicator in one.indicators and series.place in (one.places or (series.place,))
    )
    return [
        Break(series.indicator, series.place, *years, "method", (_method_step(one),), official=one.official)
        for one in those
        for years in _around(series, one.figures_from)
    ]


def boundary_breaks(series: Observed, areas: Areas) -> list[Break]:
    """The changes of boundaries at which the values of a place begin to be about another area.

    Args:
        series: The values. Where figures restated on the later boundaries stand before those of their own time, it breaks
            between them and the last that was not restated.
        areas: The places and their changes.

    >>> boundary_breaks(Observed("gdp", "220500", None, ()), Areas([]))
    []
    """
    return [
        Break(
            series.indicator, series.place, max(before), min(after), "boundary", (_boundary_step(one),), official=True
        )
        for one in areas.breaking(series.place)
        for before, after in [_sides(series, one.figures_from)]
        if before and after and max(before) < min(after)
    ]


def inherited(indicator: Indicator, breaks: Iterable[Break], names: Mapping[str, Said] | None = None) -> list[Break]:
    """The breaks that a derived indicator has because its parts break: shares, values per head, intensities.

    Args:
        indicator: One with a formula.
        breaks: The breaks of its parts, and of others.
        names: What the parts are called, by their ids; without them, they are called by their ids.

    >>> cut = Break("gdp", "220700", 2018, 2019, "level", (Step("下跌", "it falls"),))
    >>> share = Indicator("share", "占比", "", "%", "up", "", "from-parts", "", "tertiary / gdp")
    >>> [(one.indicator, one.kind, one.evidence[0].zh) for one in inherited(share, [cut])]
    [('share', 'part', '计算公式中的“gdp”在2018—2019年断裂')]
    """
    return [
        replace(
            one,
            indicator=indicator.id,
            kind="part",
            evidence=(
                _part_step(one, (names or {}).get(one.indicator, Said(one.indicator, one.indicator))),
                *one.evidence,
            ),
        )
        for one in breaks
        if one.indicator in indicator.parts
    ]


def _around(series: Observed, first_year: int) -> list[tuple[int, int]]:
    """The years of values on both sides of a change; none where it lies outside the values."""
    before = [year for year in series.yearly if year < first_year]
    after = [year for year in series.yearly if year >= first_year]
    return [(max(before), min(after))] if before and after else []


def _sides(series: Observed, first_year: int) -> tuple[list[int], list[int]]:
    """The years whose values are about the earlier area, and those about the later; a restated one is about the later."""
    before: list[int] = []
    after: list[int] = []
    for one in series.observations:
        year = year_of(one.period)
        if year is not None:
            (before if max(year, one.boundaries or 0) < first_year else after).append(year)
    return before, after


def _method_step(one: MethodChange) -> Step:
    said = ("", "") if one.official else ("（系统默认，非官方）", " (a default of the system, not official)")
    return Step(
        f"自{one.figures_from}年起{one.what}（{one.source}）{said[0]}",
        f"from {one.figures_from}: {one.what_en} ({one.source}){said[1]}",
    )


def _boundary_step(one: BoundaryChange) -> Step:
    zh = f"{one.name}{one.how}，自{one.figures_from}年起数据范围改变（{one.source}）"
    en = f"{one.name} is counted elsewhere from {one.figures_from} ({one.source})"
    if one.some_from is not None:
        zh += f"；部分来源自{one.some_from}年起"
        en += f"; in some sources from {one.some_from}"
    return Step(zh, en)


def _part_step(one: Break, name: Said) -> Step:
    return Step(
        f"计算公式中的“{name}”在{one.before}—{one.after}年断裂",
        f"'{name.en}' of its formula breaks between {one.before} and {one.after}",
    )
