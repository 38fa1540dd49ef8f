"""Coordination over the years: as a path in the plane of coupling and development, or as degrees in bands of levels.

The degree of coordination is D = √(C·T); in the plane the levels of D are parted by curves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from luoshi.model.coordination import Coordination, Level
from luoshi.model.problem import Kind, Mismatch
from luoshi.publish import chart_theme as theme
from luoshi.publish.chart import Figure, empty
from luoshi.publish.chart_plot import Align, KeyEntry, Plot, Specification, apart, key_height, room_for
from luoshi.publish.chart_words import Cell, Language, Says, Words, number, say, shortened, ticks, width, years

NO_DEGREE = Words("没有协调度结果", "there is no degree of coordination")
FORMS_MIXED = Kind(
    code="figure-forms-mixed",
    zh="不同耦合公式的结果不能画在一起：{forms}", en="results of different forms of coupling do not compare: {forms}",
    hint_zh="请用同一公式重新计算。", hint_en="Compute them again by one form.",
)  # fmt: skip
# The result of a year, or why there is none.
Result = Coordination | Says


def coordination_plane(
    path: Mapping[int, Result],
    levels: Sequence[Level],
    *,
    name: Says,
    title: Says | None = None,
    **more: Any,  # Any: what else a figure has: note, sources, as_of, official
) -> Figure:
    """The path of one place over the years: development across, coupling up, levels of coordination parted by curves.

    Args:
        path: The result of each year, or the reason why there is none.
        levels: From the lowest to the highest.

    Gaps:
        The path is open over a year without a result; the year stands in the key, hatched, and in the table with its reason.

    Raises:
        Mismatch: the results are of different forms.
    """
    known = [(year, one) for year, one in sorted(path.items()) if isinstance(one, Coordination)]
    _of_one_form([one for _, one in known])
    measure = Words("横轴：发展度 T；纵轴：耦合度 C；曲线：协调度 D＝√(C·T) 的分级",
                    "Across: development T; up: coupling C; curves: levels of D = √(C·T)")  # fmt: skip
    if not known:
        return empty(title or name, measure, _reason(path.values()), **more)

    def draw(wide: int, language: Language) -> Specification:
        return _plane(path, levels, wide, language)

    columns = (Words("年份", "Year"), Words("耦合度 C", "Coupling C"), Words("发展度 T", "Development T"),
               Words("协调度 D", "Degree D"), Words("等级", "Level"))  # fmt: skip
    rows = tuple((year, *_cells(one)) for year, one in sorted(path.items()))
    (first, start), (last, end) = known[0], known[-1]
    high, low = max(known, key=_degree), min(known, key=_degree)
    alt = Words(
        f"{name.zh}：{first}年协调度{number(start.degree, 3)}（{start.level.name}），{last}年{number(end.degree, 3)}"
        f"（{end.level.name}）；最高{high[0]}年{number(high[1].degree, 3)}，最低{low[0]}年{number(low[1].degree, 3)}。",
        f"{name.en}: degree {number(start.degree, 3)} ({start.level.name_en}) in {first}, {number(end.degree, 3)} "
        f"({end.level.name_en}) in {last}; highest {number(high[1].degree, 3)} ({high[0]}), lowest "
        f"{number(low[1].degree, 3)} ({low[0]}).",
    )
    return Figure(title or name, measure, alt, columns, rows, draw, **more)


def _cells(one: Result) -> tuple[Cell, ...]:
    if not isinstance(one, Coordination):
        return None, None, None, one
    return one.coupling, one.index, one.degree, Words(one.level.name, one.level.name_en)


def _degree(pair: tuple[int, Coordination]) -> float:
    return pair[1].degree


def _reason(results: Iterable[Result]) -> Says:
    return next((one for one in results if not isinstance(one, Coordination)), NO_DEGREE)


def _of_one_form(results: Sequence[Coordination]) -> None:
    forms = sorted({one.form for one in results})
    if len(forms) > 1:
        raise Mismatch(FORMS_MIXED(forms=", ".join(forms)))


def _plane(path: Mapping[int, Result], levels: Sequence[Level], wide: int, language: Language) -> Specification:
    missing = [year for year, one in sorted(path.items()) if not isinstance(one, Coordination)]
    key: list[KeyEntry] = [("ring", theme.ACCENT, say(Words("起点", "first"), language)),
                           ("circle", theme.ACCENT, say(Words("以后各年", "later years"), language))]  # fmt: skip
    key += [("box", theme.NO_DATA, f"{year} {say(Words('无数据', 'no data'), language)}") for year in missing]
    marks = ticks(0, 1, 5)
    top = key_height(key, wide) + 6
    side = min(wide - 60, 420)
    beside = max((wide - 60 - side) / 2, 0)
    plot = Plot(wide, round(top + side + 28), (0, 1), (0, 1), left=44 + beside, right=16 + beside, top=top, bottom=28,
                x_ticks=marks, y_ticks=marks)  # fmt: skip
    for level in levels:
        _curve(plot, level.low)
        middle = (level.low + level.high) / 2
        words = say(Words(level.name, level.name_en), language)
        t = min(max(middle * 1.4, plot.dx(width(words, 11) / 2 + 2)), 0.97)
        align: Align = "right" if t > 0.8 else "center"
        plot.labels([(t, middle**2 / t, words, theme.SECONDARY)], align=align, size=11, halo=theme.PAPER)
    points = [(year, one.index, one.coupling) for year, one in sorted(path.items()) if isinstance(one, Coordination)]
    runs = _runs([year for year, _, _ in points])
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


def _runs(found: Sequence[int]) -> list[int]:
    """In which unbroken stretch each year lies."""
    runs = [0] if found else []
    for before, after in pairwise(found):
        runs.append(runs[-1] + (after > before + 1))
    return runs


def _years(plot: Plot, points: Sequence[tuple[int, float, float]]) -> None:
    """The years beside their points, as many as do not touch one another; the first and the last before the others."""
    taken: list[tuple[float, float]] = []
    order = [points[0], points[-1], *points[1:-1]] if len(points) > 1 else points
    for year, t, c in order:
        x, y = t / plot.dx(1), c / plot.dy(1)
        if all(abs(x - other) > 34 or abs(y - height) > 16 for other, height in taken):
            taken.append((x, y))
            plot.labels([(t, c, str(year), theme.INK)], align="center", dy=-14, halo=theme.PAPER)


def coordination_levels(
    results: Mapping[str, Mapping[int, Result]],
    levels: Sequence[Level],
    *,
    name: Says,
    title: Says | None = None,
    **more: Any,  # Any: what else a figure has: note, sources, as_of, official
) -> Figure:
    """The degrees of some places over the years, upon bands of levels.

    Gaps:
        A line is open over a year without a degree; a place without any is hatched in the key.

    Raises:
        Mismatch: the results are of different forms.
    """
    measure = Words("协调度 D，底色为等级", "Degree of coordination D, upon its levels")
    known = [(one.degree, place, year, one) for place, path in results.items() for year, one in path.items()
             if isinstance(one, Coordination)]  # fmt: skip
    _of_one_form([one for *_, one in known])
    if not known:
        return empty(title or name, measure, _reason(one for path in results.values() for one in path.values()), **more)

    def draw(wide: int, language: Language) -> Specification:
        return _bands(results, levels, wide, language)

    columns = (Words("地区", "Place"), Words("年份", "Year"), Words("协调度 D", "Degree D"), Words("等级", "Level"))
    rows = tuple(row for place, path in results.items() for row in _place_rows(place, path))
    high, low = max(known, key=lambda found: found[0]), min(known, key=lambda found: found[0])
    alt = Words(
        f"{name.zh}，{len(results)}个地区：最高{high[2]}年{high[1]}{number(high[0], 3)}（{high[3].level.name}），"
        f"最低{low[2]}年{low[1]}{number(low[0], 3)}（{low[3].level.name}）。",
        f"{name.en}, {len(results)} places: highest {high[1]} {number(high[0], 3)} ({high[2]}), lowest {low[1]} "
        f"{number(low[0], 3)} ({low[2]}).",
    )
    return Figure(title or name, measure, alt, columns, rows, draw, **more)


def _place_rows(place: str, path: Mapping[int, Result]) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = [(place, year, *_cells(one)[2:]) for year, one in sorted(path.items())]
    return rows or [(place, None, None, NO_DEGREE)]


def _bands(
    results: Mapping[str, Mapping[int, Result]], levels: Sequence[Level], wide: int, language: Language
) -> Specification:
    paths = {place: [(year, one.degree) for year, one in sorted(path.items()) if isinstance(one, Coordination)]
             for place, path in results.items()}  # fmt: skip
    drawn = {place: path for place, path in paths.items() if path}
    known = [pair for path in drawn.values() for pair in path]
    low, high = (choose(degree for _, degree in known) for choose in (min, max))
    inside = [level for level in levels if level.high > low and level.low <= high]
    key: list[KeyEntry] = [("box", theme.NO_DATA, f"{place} {say(Words('无数据', 'no data'), language)}")
                           for place in paths if place not in drawn]  # fmt: skip
    first, last = min(year for year, _ in known), max(year for year, _ in known)
    names = [shortened(place, theme.SMALL, wide * 0.2) for place in drawn]
    marks = [level.low for level in inside] + [inside[-1].high]
    called = [say(Words(level.name, level.name_en), language) for level in inside]
    top = (key_height(key, wide) if key else 8) + 6
    tall = max(min(wide * 0.45, 340), 230, 15 * len(drawn), 34 * len(inside))
    plot = Plot(
        wide, round(top + tall + 26), (first - 0.3, last + 0.3), (marks[0], marks[-1]),
        left=room_for([*map(number, marks), *called], beside=14), right=room_for(names, beside=24), top=top, bottom=26,
        y_ticks=marks,
    )  # fmt: skip
    plot.x_ticks = years(first, last, plot.across)
    plot.boxes([(plot.x[0], level.low, plot.x[1], level.high, theme.GROUND if n % 2 else theme.PAPER)
                for n, level in enumerate(inside)])  # fmt: skip
    plot.rules([(plot.x[0], level.low, plot.x[1], level.low, theme.LINE) for level in inside])
    middles = [(plot.x[0], (level.low + level.high) / 2, words, theme.INK) for level, words in
               zip(inside, called, strict=True)]  # fmt: skip
    plot.labels(middles, align="right", dx=-6)
    _paths(plot, list(drawn.values()), names)
    plot.key(key)
    return plot.finished()


def _paths(plot: Plot, paths: Sequence[Sequence[tuple[int, float]]], names: Sequence[str]) -> None:
    """A line for each place, and its name at the right, tied to its end where it had to move."""
    ends = []
    for n, path in enumerate(paths):
        colour = theme.SERIES[n % len(theme.SERIES)]
        points = [
            (year, degree, str(run))
            for (year, degree), run in zip(path, _runs([year for year, _ in path]), strict=True)
        ]
        plot.lines(points, colour, dash=((), (6, 3), (2, 2))[n // len(theme.SERIES) % 3], thick=1.8)
        plot.dots([(year, degree, colour) for year, degree in path], size=20)
        ends.append((path[-1][0], path[-1][1], colour))
    heights = apart([degree for _, degree, _ in ends], [plot.dy(15)] * len(ends), plot.y[0], plot.y[1])
    plot.rules([(year, degree, plot.x[1] + plot.dx(6), height, colour) for (year, degree, colour), height in
                zip(ends, heights, strict=True)], thick=0.7)  # fmt: skip
    plot.labels([(plot.x[1], height, label, colour) for (_, _, colour), height, label in
                 zip(ends, heights, names, strict=True)], dx=9)  # fmt: skip
