"""The drawing half of `chart_target`: where each part of a target's picture stands."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from luoshi.publish import chart_theme as theme
from luoshi.publish.chart_course import Course, Seen, spans
from luoshi.publish.chart_plot import KeyEntry, Label, Plot, apart, key_height, room_for
from luoshi.publish.chart_words import Language, Words, number, say, ticks, width, wrap, years

_ASPECT, _LOWEST, _HIGHEST = 0.45, 250, 340
_GAP = 14  # pixels between the middles of two labels, one above the other


def plot_of(
    course: Course, wide: int, language: Language, *, domain: tuple[float, float] | None = None,
    span: tuple[int, int] | None = None, small: bool = False, high: int = 0, left: float = 0,
) -> Plot:  # fmt: skip
    """The picture of a course.

    Args:
        domain, span: Values and years that the axes have to cover, where several pictures share them.
        small: As one of many: without key, and without words at the right.
        high, left: The height and the room for the values of the axis; without them, what is needed.
    """
    plot = _prepared(course, wide, language, domain, span, small)
    plot.height, plot.left = high or plot.height, left or plot.left
    plot.x_ticks = years(round(plot.x[0] + 0.5), round(plot.x[1] - 0.5), plot.across)
    _breaks(plot, course, language, small)
    _gaps(plot, course, language, small)
    _outlook(plot, course)
    _plan(plot, course)
    _older(plot, course)
    _observed(plot, course)
    _target(plot, course)
    if course.as_of and not small:
        _day(plot, course.as_of, language)
    _last(plot, course)
    if not small:
        plot.labels(_at_the_right(plot, course, language), align="left", dx=10)
        plot.key(_key(course, language))
    return plot


def _prepared(
    course: Course, wide: int, language: Language, domain: tuple[float, float] | None, span: tuple[int, int] | None,
    small: bool,
) -> Plot:  # fmt: skip
    first, last = span or (min(course.years), max(course.years))
    low, top = domain or (min(course.values), max(course.values))
    marks = ticks(low, top, 3 if small else 5)
    ends = [] if small else [line for words in _ends(course, language).values() for line in words.split("\n")]
    return Plot(
        wide, round(min(max(wide * _ASPECT, _LOWEST), _HIGHEST)), (first - 0.5, last + 0.5), (marks[0], marks[-1]),
        left=room_for(map(number, marks), beside=14), right=room_for(ends, beside=16) if ends else 18,
        top=24 if small else key_height(_key(course, language), wide) + 14, bottom=26, y_ticks=marks,
    )  # fmt: skip


def _breaks(plot: Plot, course: Course, language: Language, small: bool) -> None:
    """A hatched gap from one year to the next, with its name along the upper edge."""
    inside = [year for year, _, _ in course.breaks if plot.x[0] < year - 0.5 < plot.x[1]]
    plot.boxes((year - 0.85, plot.y[0], year - 0.15, plot.y[1], theme.NO_DATA) for year in inside)
    words = "断" if small else ("断点" if language == "zh" else "break")
    plot.labels(
        ((year - 0.5, plot.y[1], words, theme.SECONDARY) for year in inside), align="center", halo=theme.PAPER, dy=9
    )


def _gaps(plot: Plot, course: Course, language: Language, small: bool) -> None:
    """Years without a value: a hatched foot, and a word over each stretch of them."""
    foot, top = plot.y[0], plot.y[0] + plot.dy(9)
    plot.boxes((year - 0.42, foot, year + 0.42, top, theme.NO_DATA) for year in course.gaps)
    word = "缺" if language == "zh" else "none"
    stretches = [run.split("—") for run in spans(course.gaps).split("、")] if course.gaps else []
    middles = [(int(run[0]) + int(run[-1])) / 2 for run in stretches]
    labels: list[Label] = [(middle, top, word, theme.SECONDARY) for middle in middles]
    plot.labels(labels, align="center", halo=theme.PAPER, dy=-8)


def _outlook(plot: Plot, course: Course) -> None:
    if course.outlook is None or not course.now or not isinstance(course.outlook.value, Decimal):
        return
    last, outlook = course.now[-1], course.outlook
    start, end = float(last.value), float(course.outlook.value)
    if isinstance(outlook.low, Decimal) and isinstance(outlook.high, Decimal):
        fan = [(last.year, start, start), (outlook.year, float(outlook.low), float(outlook.high))]
        plot.areas(fan, theme.BAND)
        plot.rules([(outlook.year, float(outlook.low), outlook.year, float(outlook.high), theme.ACCENT)], thick=2)
    plot.lines([(last.year, start, ""), (outlook.year, end, "")], theme.ACCENT, dash=(2, 3), thick=1.5)


def _plan(plot: Plot, course: Course) -> None:
    """The base as a tick, the path dashed, a grey point where the plan itself prints a value."""
    path = [(year, float(value), "") for year, value in course.planned]
    plot.lines(path, theme.PATH, dash=(6, 4), thick=2)
    plot.dots([(year, value, theme.PATH) for year, value, _ in path if year in course.listed], size=30)
    if course.base:
        year, value = course.base
        half = plot.dy(8)
        plot.rules([(year, float(value) - half, year, float(value) + half, theme.INK)], thick=3)


def _older(plot: Plot, course: Course) -> None:
    """What was published before: small grey rings, each tied to the value that holds now."""
    now = {one.year: float(one.value) for one in course.now}
    grey = theme.PATH
    plot.rules([(one.year, float(one.value), one.year, now[one.year], grey) for one in course.before], dash=(1, 2))
    plot.dots([(one.year, float(one.value), grey) for one in course.before], size=34, hollow=True)


def _observed(plot: Plot, course: Course) -> None:
    points = [(one.year, float(one.value), str(n)) for n, run in enumerate(course.runs) for one in run]
    plot.lines(points, theme.ACCENT, thick=2.5)
    settled = [one for one in course.now if one.quality in ("final", "revised")]
    plot.dots([_dot(one) for one in settled], size=36)
    plot.dots([_dot(one) for one in course.now if one not in settled], size=36, hollow=True)


def _dot(one: Seen) -> tuple[float, float, str]:
    return one.year, float(one.value), theme.ACCENT


def _target(plot: Plot, course: Course) -> None:
    """An open circle in the last year; a line over all years in which it has to hold."""
    if course.due is None:
        return
    bounds = [float(value) for value in course.bound]
    if course.holds:
        first = max((course.since or course.due - 1) + 0.5, plot.x[0])
        plot.rules([(first, value, course.due, value, theme.INK) for value in bounds], thick=1.2)
    plot.dots([(course.due, value, theme.INK) for value in bounds], size=110, hollow=True)


def _day(plot: Plot, as_of: date, language: Language) -> None:
    """A line on the day up to which is known; a yearly value stands in the middle of its year."""
    at = as_of.year + as_of.timetuple().tm_yday / 366 - 0.5
    if not plot.x[0] <= at <= plot.x[1]:
        return
    plot.rules([(at, plot.y[0], at, plot.y[1], theme.SECONDARY)], dash=(1, 3))
    words = f"截至{as_of.year}年{as_of.month}月" if language == "zh" else f"as of {as_of.year}-{as_of.month:02d}"
    half = plot.dx(width(words, theme.SMALL) / 2)
    middle = min(max(at, plot.x[0] + half), plot.x[1] - half)
    plot.labels([(middle, plot.y[1], words, theme.SECONDARY)], align="center", dy=-10)


def _last(plot: Plot, course: Course) -> None:
    """The last value, in figures, over its point or below it, where a line does not come from."""
    if not course.now:
        return
    last = course.now[-1]
    before = course.runs[-1][-2].value if len(course.runs[-1]) > 1 else last.value
    words = number(last.value)
    half = plot.dx(width(words, theme.SIZE) / 2)
    middle = min(max(last.year, plot.x[0] + half), plot.x[1] + plot.dx(plot.right) - half)
    up = last.value >= before
    plot.labels([(middle, float(last.value), words, theme.ACCENT)], align="center", size=theme.SIZE, bold=True, halo=theme.PAPER,
                dy=-13 if up else 13)  # fmt: skip


def _ends(course: Course, language: Language) -> dict[float, str]:
    """What is written at the right, by the value beside which it stands."""
    zh, ends = language == "zh", {}
    if course.promise and course.due is not None:
        bounds = [number(value) for value in course.bound]
        for value, shown in zip(course.bound, bounds, strict=True):
            said = say(course.promise, language) if len(bounds) == 1 else shown
            ends[float(value)] = "\n".join(wrap(("目标" if zh else "target ") + said, theme.SMALL, 110))
    outlook = course.outlook
    if outlook and isinstance(outlook.value, Decimal):
        ends[float(outlook.value)] = ("预计" if zh else "outlook ") + number(outlook.value)
        if isinstance(outlook.low, Decimal) and isinstance(outlook.high, Decimal):
            ends[float(outlook.value)] += f"\n{number(outlook.low)}–{number(outlook.high)}"
    return ends


def _at_the_right(plot: Plot, course: Course, language: Language) -> list[Label]:
    """The words at the right, moved apart where they would touch."""
    ends = _ends(course, language)
    sizes = [plot.dy(_GAP * (words.count("\n") + 1) + 3) for words in ends.values()]
    heights = apart([*ends], sizes, plot.y[0] - plot.dy(10), plot.y[1] + plot.dy(16))
    return [(plot.x[1] - 0.5, height, words, theme.INK) for height, words in zip(heights, ends.values(), strict=True)]


def _key(course: Course, language: Language) -> list[KeyEntry]:
    entries: list[tuple[bool, KeyEntry]] = [
        (bool(course.now), ("line", theme.ACCENT, say(Words("实际", "observed"), language))),
        (bool(course.before), ("ring", theme.PATH, say(Words("较早发布", "earlier vintage"), language))),
        (course.base is not None, ("tick", theme.INK, say(Words("基期", "base"), language))),
        (len(course.planned) > 1, ("dash", theme.PATH, say(Words("计划", "planned"), language))),
        (bool(course.bound), ("ring", theme.INK, say(Words("目标", "target"), language))),
        (course.outlook is not None, ("box", theme.BAND, say(Words("预计区间", "outlook"), language))),
        (bool(course.breaks or course.gaps), ("box", theme.NO_DATA, say(Words("断点、缺数据", "break, no value"), language))),
    ]  # fmt: skip
    return [entry for shown, entry in entries if shown]
