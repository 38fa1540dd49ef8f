"""Coordination over the years: as a path in the plane of coupling and development, or as degrees in bands of levels.

The degree of coordination is D = √(C·T); in the plane the levels of D are parted by curves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from luoshi.publish import chart_theme as theme
from luoshi.publish.chart import Figure, empty
from luoshi.publish.chart_plot import Align, KeyEntry, Plot, Specification, apart, key_height, room_for
from luoshi.publish.chart_words import Cell, Language, Says, Words, number, say, shortened, ticks, years

NO_DEGREE = Words("没有协调度结果", "there is no degree of coordination")
# A level from its lower edge on, and its name.
Level = tuple[float, str]


@dataclass(frozen=True, slots=True)
class Coupled:
    """Coupling C and development T of a year (耦合度与发展度), 0 to 1 each; `None` where it cannot be said."""

    year: int
    coupling: float | None
    development: float | None
    reason: Says = NO_DEGREE

    @property
    def degree(self) -> float | None:
        if self.coupling is None or self.development is None:
            return None
        return float((self.coupling * self.development) ** 0.5)


def coordination_plane(
    path: Sequence[Coupled],
    levels: Sequence[Level],
    *,
    name: Says,
    title: Says | None = None,
    **more: Any,  # Any: what else a figure has: note, sources, as_of, official
) -> Figure:
    """The path of one place over the years: development across, coupling up, levels of coordination parted by curves.

    Args:
        path: One a year.
        levels: From the lowest to the highest, each from its lower edge on.

    Gaps:
        The path is open over a year without a result; the year stands in the key, hatched, and in the table with its reason.
    """
    ordered = sorted(path, key=lambda one: one.year)
    known = [(one, degree) for one in ordered if (degree := one.degree) is not None]
    measure = Words("横轴：发展度 T；纵轴：耦合度 C；曲线：协调度 D＝√(C·T) 的分级",
                    "Across: development T; up: coupling C; curves: levels of D = √(C·T)")  # fmt: skip
    if not known:
        return empty(title or name, measure, path[0].reason if path else NO_DEGREE, **more)

    def draw(wide: int, language: Language) -> Specification:
        return _plane(ordered, levels, wide, language)

    columns = (Words("年份", "Year"), Words("耦合度 C", "Coupling C"), Words("发展度 T", "Development T"),
               Words("协调度 D", "Degree D"), Words("等级", "Level"))  # fmt: skip
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            one.year,
            one.coupling,
            one.development,
            one.degree,
            one.reason if one.degree is None else level_of(one.degree, levels),
        )
        for one in ordered
    )
    (first, start), (last, end) = known[0], known[-1]
    high, low = max(known, key=lambda pair: pair[1]), min(known, key=lambda pair: pair[1])
    alt = Words(
        f"{name.zh}：{first.year}年协调度{number(start, 3)}（{level_of(start, levels)}），{last.year}年{number(end, 3)}"
        f"（{level_of(end, levels)}）；最高{high[0].year}年{number(high[1], 3)}，最低{low[0].year}年{number(low[1], 3)}。",
        f"{name.en}: degree {number(start, 3)} in {first.year}, {number(end, 3)} in {last.year}; highest "
        f"{number(high[1], 3)} ({high[0].year}), lowest {number(low[1], 3)} ({low[0].year}).",
    )
    return Figure(title or name, measure, alt, columns, rows, draw, **more)


def level_of(degree: float, levels: Sequence[Level]) -> str:
    """The name of the level in which a degree lies.

    >>> level_of(0.5, [(0, "失调"), (0.5, "协调")]), level_of(0.49, [(0, "失调"), (0.5, "协调")])
    ('协调', '失调')
    """
    return next((name for low, name in reversed(levels) if degree >= low), "")


def _plane(ordered: Sequence[Coupled], levels: Sequence[Level], wide: int, language: Language) -> Specification:
    missing = [one.year for one in ordered if one.degree is None]
    key: list[KeyEntry] = [("ring", theme.ACCENT, say(Words("起点", "first"), language)),
                           ("circle", theme.ACCENT, say(Words("以后各年", "later years"), language))]  # fmt: skip
    key += [("box", theme.NO_DATA, f"{year} {say(Words('无数据', 'no data'), language)}") for year in missing]
    marks = ticks(0, 1, 5)
    top = key_height(key, wide) + 6
    side = min(wide - 60, 420)
    beside = max((wide - 60 - side) / 2, 0)
    plot = Plot(wide, round(top + side + 28), (0, 1), (0, 1), left=44 + beside, right=16 + beside, top=top, bottom=28,
                x_ticks=marks, y_ticks=marks)  # fmt: skip
    for (low, level), (high, _) in zip(levels, [*levels[1:], (1.0, "")], strict=True):
        _curve(plot, low)
        t = min((low + high) / 2 * 1.4, 0.97)
        align: Align = "right" if t > 0.8 else "center"
        plot.labels([(t, ((low + high) / 2) ** 2 / t, level, theme.SECONDARY)], align=align, size=11, halo=theme.PAPER)
    points = [(one, float(one.development or 0), float(one.coupling or 0)) for one in ordered if one.degree is not None]
    runs = _runs([one.year for one, _, _ in points], missing)
    plot.lines([(t, c, str(run)) for (_, t, c), run in zip(points, runs, strict=True)], theme.ACCENT)
    plot.dots([(t, c, theme.ACCENT) for _, t, c in points[1:]], size=44)
    plot.dots([(t, c, theme.ACCENT) for _, t, c in points[:1]], size=80, hollow=True)
    _years(plot, points)
    plot.key(key)
    return plot.finished()


def _curve(plot: Plot, degree: float) -> None:
    """Where D has this value, from the upper edge to the right one."""
    if 0 < degree < 1:
        steps = [degree ** (2 - n / 20) for n in range(41)]  # dense where it is steep
        plot.lines([(t, degree**2 / t, "") for t in steps], theme.LINE, thick=1.2)


def _runs(years_: Sequence[int], missing: Sequence[int]) -> list[int]:
    """In which unbroken stretch each year lies."""
    runs = [0] if years_ else []
    for before, after in pairwise(years_):
        runs.append(runs[-1] + any(before < year < after for year in missing))
    return runs


def _years(plot: Plot, points: Sequence[tuple[Coupled, float, float]]) -> None:
    """The years beside their points, as many as do not touch one another; the first and the last always."""
    taken: list[tuple[float, float]] = []
    order = [points[0], points[-1], *points[1:-1]] if len(points) > 1 else points
    for one, t, c in order:
        x, y = t / plot.dx(1), c / plot.dy(1)
        if all(abs(x - other) > 34 or abs(y - height) > 16 for other, height in taken):
            taken.append((x, y))
            plot.labels([(t, c, str(one.year), theme.INK)], align="center", dy=-14, halo=theme.PAPER)


def coordination_levels(
    degrees: Mapping[str, Sequence[tuple[int, float | None]]],
    levels: Sequence[Level],
    *,
    name: Says,
    reason: Says = NO_DEGREE,
    title: Says | None = None,
    **more: Any,  # Any: what else a figure has: note, sources, as_of, official
) -> Figure:
    """The degrees of some places over the years, upon bands of levels.

    Gaps:
        A line is open over a year without a degree; a place without any is hatched in the key.
    """
    measure = Words("协调度 D，底色为等级", "Degree of coordination D, upon its levels")
    known = [(degree, place, year) for place, path in degrees.items() for year, degree in path if degree is not None]
    if not known:
        return empty(title or name, measure, reason, **more)

    def draw(wide: int, language: Language) -> Specification:
        return _bands(degrees, levels, wide, language)

    no_year: list[tuple[int | None, float | None]] = [(None, None)]
    columns = (Words("地区", "Place"), Words("年份", "Year"), Words("协调度 D", "Degree D"), Words("等级", "Level"))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (place, year, degree, reason if degree is None else level_of(degree, levels))
        for place, path in degrees.items() for year, degree in (sorted(path) or no_year)
    )  # fmt: skip
    high, low = max(known), min(known)
    alt = Words(
        f"{name.zh}，{len(degrees)}个地区：最高{high[2]}年{high[1]}{number(high[0], 3)}（{level_of(high[0], levels)}），"
        f"最低{low[2]}年{low[1]}{number(low[0], 3)}（{level_of(low[0], levels)}）。",
        f"{name.en}, {len(degrees)} places: highest {high[1]} {number(high[0], 3)} ({high[2]}), lowest {low[1]} "
        f"{number(low[0], 3)} ({low[2]}).",
    )
    return Figure(title or name, measure, alt, columns, rows, draw, **more)


def _bands(
    degrees: Mapping[str, Sequence[tuple[int, float | None]]], levels: Sequence[Level], wide: int, language: Language
) -> Specification:
    known = [(year, degree) for path in degrees.values() for year, degree in path if degree is not None]
    edges = [low for low, _ in levels] + [1.0]
    low = max((edge for edge in edges if edge <= min(degree for _, degree in known)), default=0.0)
    high = min((edge for edge in edges if edge > max(degree for _, degree in known)), default=1.0)
    inside = [(a, b, level) for (a, level), b in zip(levels, edges[1:], strict=True) if a >= low and b <= high]
    drawn = [place for place, path in degrees.items() if any(degree is not None for _, degree in path)]
    key: list[KeyEntry] = [("box", theme.NO_DATA, f"{place} {say(Words('无数据', 'no data'), language)}")
                           for place in degrees if place not in drawn]  # fmt: skip
    first, last = min(year for year, _ in known), max(year for year, _ in known)
    names = [shortened(place, theme.SMALL, wide * 0.2) for place in drawn]
    marks = [a for a, _, _ in inside] + [high]
    top = (key_height(key, wide) if key else 8) + 6
    high_enough = max(min(wide * 0.45, 340), 230, 15 * len(drawn), 34 * len(inside))
    plot = Plot(
        wide, round(top + high_enough + 26), (first - 0.3, last + 0.3), (low, high),
        left=room_for([*map(number, marks), *(level for _, _, level in inside)], beside=14),
        right=room_for(names, beside=20), top=top, bottom=26, y_ticks=marks,
    )  # fmt: skip
    plot.x_ticks = years(first, last, plot.across)
    plot.boxes(
        [(plot.x[0], a, plot.x[1], b, theme.GROUND if n % 2 else theme.PAPER) for n, (a, b, _) in enumerate(inside)]
    )
    plot.rules([(plot.x[0], a, plot.x[1], a, theme.LINE) for a, _, _ in inside])
    plot.labels([(plot.x[0], (a + b) / 2, level, theme.INK) for a, b, level in inside], align="right", dx=-6)
    _paths(plot, degrees, drawn, names)
    plot.key(key)
    return plot.finished()


def _paths(
    plot: Plot, degrees: Mapping[str, Sequence[tuple[int, float | None]]], drawn: Sequence[str], names: Sequence[str]
) -> None:
    ends = []
    for n, place in enumerate(drawn):
        colour = theme.SERIES[n % len(theme.SERIES)]
        path = sorted((year, degree) for year, degree in degrees[place] if degree is not None)
        missing = [year for year in range(path[0][0], path[-1][0]) if year not in dict(path)]
        runs = _runs([year for year, _ in path], missing)
        points = [(year, degree, str(run)) for (year, degree), run in zip(path, runs, strict=True)]
        plot.lines(points, colour, dash=((), (6, 3), (2, 2))[n // len(theme.SERIES) % 3], thick=1.8)
        plot.dots([(year, degree, colour) for year, degree in path], size=20)
        ends.append((path[-1][0], path[-1][1], colour))
    heights = apart([degree for _, degree, _ in ends], [plot.dy(15)] * len(ends), plot.y[0], plot.y[1])
    plot.rules([(year, degree, plot.x[1] + plot.dx(6), height, colour) for (year, degree, colour), height in
                zip(ends, heights, strict=True)], thick=0.7)  # fmt: skip
    plot.labels([(plot.x[1], height, label, colour) for (_, _, colour), height, label in
                 zip(ends, heights, names, strict=True)], dx=9)  # fmt: skip
