"""Distances over years: each producer from the frontier of its own year, of the years beside it, and of all years together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from luoshi.assess.arrays import Numbers, frame, labels, require_same_length
from luoshi.assess.efficiency.frontier import ON_THE_FRONTIER, Distances, Frontier, Returns
from luoshi.assess.efficiency.producers import Bundle, Producers, producers
from luoshi.model.problem import Kind, LuoshiError, Problem

if TYPE_CHECKING:
    import polars

Direction = Callable[[Bundle], Bundle]
REFERENCES = ("contemporaneous", "global")

YEAR_TWICE = Kind(
    code="efficiency-year-twice",
    zh="“{name}”的{year}年出现了两次", en="'{name}' stands twice in {year}",
    hint_zh="每个决策单元每年只能有一行。", hint_en="A producer has one row a year.",
)  # fmt: skip
ONE_YEAR_ONLY = Kind(
    code="efficiency-one-year-only",
    zh="只有一个年份，算不出变化", en="there is one year only, so nothing can have changed",
    hint_zh="请给出两个以上年份；years 是每一行的年份。", hint_en="Give two years or more; years says of which each row is.",
)  # fmt: skip
NO_CHANGE = Kind(
    code="efficiency-no-change",
    zh="{first}至{last}的变化算不出来：{reason}", en="no change from {first} to {last}: {reason}",
    hint_zh="缺年的请补数；超出另一年前沿的，可改用规模报酬不变或全局前沿。",
    hint_en="Complete the year that is missing; who lies beyond the other year's frontier can be measured under constant"
    " returns, or against the frontier of all years.",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """Producers over years: `rows[i, t]` is the row of the i-th producer in the t-th year, −1 where there is none."""

    found: Producers
    names: tuple[str, ...]
    years: tuple[Any, ...]
    rows: NDArray[np.int64]

    def bundle(self, rows: NDArray[np.int64]) -> Bundle:
        """What the producers of some rows use and make."""
        return Bundle(self.found.inputs, self.found.outputs, self.found.undesirable).rows(rows)


@dataclass(frozen=True, slots=True, eq=False)
class PanelDistances:
    """Distances, one row a producer; NaN where there is none.

    Attributes:
        own: In each year from the frontier of that year.
        ahead: Of what a producer did in a year, from the frontier of the year before.
        behind: Of what it did in a year, from the frontier of the year after.
        whole: In each year from the frontier of all years; empty unless it was asked for.
    """

    own: Numbers
    ahead: Numbers
    behind: Numbers
    whole: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Changes:
    """Productivity from each year to the next (生产率变化), one entry a producer and pair of years.

    Attributes:
        names, first, last: Whose change, from which year to which.
        change: All of it; `neutral` (1 for an index, 0 for an indicator) is no change, above it is progress.
        efficiency: The part that is catching up with the frontier of the year (效率变化).
        technology: The part by which the frontier itself moved (技术变化).
        neutral: What stands for no change.
        choices: Everything that was chosen, defaults too.
        problems: Which changes could not be found, and why.
    """

    names: tuple[str, ...]
    first: tuple[Any, ...]
    last: tuple[Any, ...]
    change: Numbers
    efficiency: Numbers
    technology: Numbers
    neutral: float
    choices: Mapping[str, str]
    problems: tuple[Problem, ...]

    def to_frame(self) -> polars.DataFrame:
        """One row a producer and pair of years."""
        return frame(
            {
                "name": self.names, "first": self.first, "last": self.last,
                "change": self.change, "efficiency": self.efficiency, "technology": self.technology,
            }
        )  # fmt: skip


def panel(inputs: object, outputs: object, undesirable: object, *, data: object, names: object, years: object) -> Panel:
    """Read and check producers over years: one row a producer and year, in any order, not necessarily all years of all.

    Raises:
        LuoshiError: there is one year only, or a producer has two rows in a year.

    >>> panel([1, 2, 3], [1, 1, 1], None, data=None, names=["甲", "甲", "乙"], years=[2011, 2012, 2012]).rows.tolist()
    [[0, 1], [-1, 2]]
    """
    found = producers(inputs, outputs, undesirable, data=data, names=names, unique=False)
    when = labels(data, years) if isinstance(years, str) else labels(years)
    require_same_length(found.names, when, names=("投入", "年份"))
    known, order = tuple(dict.fromkeys(found.names)), tuple(sorted(set(when)))
    if len(order) < 2:
        raise LuoshiError(ONE_YEAR_ONLY())
    return Panel(found, known, order, _rows(found, when, known, order))


def _rows(found: Producers, when: tuple[Any, ...], names: tuple[str, ...], years: tuple[Any, ...]) -> NDArray[np.int64]:
    rows = np.full((len(names), len(years)), -1)
    producer = {name: k for k, name in enumerate(names)}
    column = {year: k for k, year in enumerate(years)}
    seen = set()
    for row, (name, year) in enumerate(zip(found.names, when, strict=True)):
        if (name, year) in seen:
            raise LuoshiError(YEAR_TWICE(name=name, year=year))
        seen.add((name, year))
        if found.complete[row]:
            rows[producer[name], column[year]] = row
    return rows


def distances(
    over: Panel, direction: Direction, *, returns: Returns, whole: bool, weak: bool = False
) -> PanelDistances:
    """The distances of every producer in every year that a change of productivity is made of.

    Of each year those on the frontier are kept, and only they are the reference for other years: whoever lies below
    adds nothing to the frontier. So the frontier of all years is that of each year's best. (Not so where undesirable
    outputs cannot be reduced alone: then all stay.)
    """
    own, ahead, behind, all_years = (np.full(over.rows.shape, np.nan) for _ in range(4))
    best = []
    for year in range(len(over.years)):
        here = _present(over, year)
        bundle = over.bundle(over.rows[here, year])
        measured = Frontier(bundle, returns=returns, weak=weak).distances(bundle, direction(bundle), own=True)
        own[here, year] = measured.distance
        kept = bundle if weak else bundle.rows(~(measured.distance > ON_THE_FRONTIER))
        best.append(kept)
        if not whole:
            frontier = Frontier(kept, returns=returns, weak=weak)
            for other, into in ((year + 1, ahead), (year - 1, behind)):
                if 0 <= other < len(over.years):
                    _measure(over, frontier, direction, other, into)
    if whole:
        frontier = Frontier(Bundle(*map(np.vstack, zip(*best, strict=True))), returns=returns, weak=weak)
        for year in range(len(over.years)):
            _measure(over, frontier, direction, year, all_years)
    return PanelDistances(own, ahead[:, 1:], behind[:, :-1], all_years)


def _present(over: Panel, year: int) -> NDArray[np.int64]:
    return np.flatnonzero(over.rows[:, year] >= 0)


def _measure(over: Panel, frontier: Frontier, direction: Direction, year: int, into: Numbers) -> Distances:
    there = _present(over, year)
    bundle = over.bundle(over.rows[there, year])
    measured = frontier.distances(bundle, direction(bundle))
    into[there, year] = measured.distance
    return measured


def changes(
    over: Panel, *, change: Numbers, efficiency: Numbers, technology: Numbers, neutral: float, choices: dict[str, str]
) -> Changes:
    """Set out what changed, one entry a producer and pair of years; what could not be found is a problem."""
    count, pairs = change.shape
    problems = list(over.found.problems)
    for producer, pair in np.argwhere(np.isnan(change)):
        absent = (over.rows[producer, pair : pair + 2] < 0).any()
        reason = "缺少一年的数据" if absent else "超出另一年的前沿"
        first, last = over.years[pair], over.years[pair + 1]
        problems.append(NO_CHANGE(where=over.names[producer], first=first, last=last, reason=reason))
    return Changes(
        names=tuple(name for name in over.names for _ in range(pairs)),
        first=over.years[:-1] * count,
        last=over.years[1:] * count,
        change=change.ravel(),
        efficiency=efficiency.ravel(),
        technology=technology.ravel(),
        neutral=neutral,
        choices={
            **choices,
            "years": "each year against the one before it in the panel",
            "gaps": "no change, with a problem",
        },
        problems=tuple(problems),
    )
