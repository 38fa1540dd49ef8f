"""The same target in many cities: one small picture each, with the years alike and the values alike or stated not to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from luoshi.model.finding import Goal, Number, Outlook
from luoshi.model.observation import Observation
from luoshi.model.series import Series
from luoshi.publish import chart_theme as theme
from luoshi.publish.chart import NOTHING, Figure, empty
from luoshi.publish.chart_course import Break, Course, course_of, kind_of
from luoshi.publish.chart_plot import LINE_HEIGHT, SCHEMA, Plot, Specification, room_for
from luoshi.publish.chart_target import COLUMNS, NO_OBSERVATION, rows_of
from luoshi.publish.chart_target_plot import plot_of
from luoshi.publish.chart_words import Language, Says, Words, listed, number, say, shortened, ticks, wrap

_HIGH, _HEAD, _RIGHT, _MOST_LINES = 150, 24, 18, 4


@dataclass(frozen=True, slots=True)
class Panel:
    """One of the small pictures (小图): a place with its values, or with the reason why it has none."""

    name: str
    observed: Sequence[Observation] | Series = ()
    goal: Goal | None = None
    planned: Sequence[tuple[int, Number]] = ()
    outlook: Outlook | None = None
    breaks: Sequence[Break] = ()
    reason: Says = NO_OBSERVATION


def cities(
    panels: Sequence[Panel],
    *,
    name: Says,
    unit: str,
    as_of: date | None = None,
    same_axes: bool = True,
    title: Says | None = None,
    **more: Any,  # Any: what else a figure has: note, sources, official
) -> Figure:
    """The figure of one target in many places, each in a picture of its own.

    Args:
        panels: In the order in which they are shown.
        name: What is measured.
        same_axes: Whether all have the same axis of values, so that heights compare; without it each shows its own
            course, and the figure says that heights do not compare.

    Gaps:
        A place without a value is a hatched picture with its reason.

    >>> from decimal import Decimal
    >>> grown = Panel("松原", Series(((2017, Decimal(5)), (2018, Decimal(7)))))
    >>> cities([grown, Panel("延边", reason=Words("待补录", "to come"))], name=Words("产值", "Output"), unit="亿元").alt.zh
    '产值（亿元），2个地区：2018年松原7；无数据：延边（待补录）。'
    """
    courses = [_course(panel, as_of, unit) for panel in panels]
    measure = Words(f"单位：{unit}", f"Unit: {unit}")
    drawn = [course for course in courses if course.values]
    if not drawn:
        reason = panels[0].reason if panels else NO_OBSERVATION
        return empty(title or name, measure, reason, as_of=as_of, **more)

    def draw(wide: int, language: Language) -> Specification:
        return _small_pictures(panels, courses, wide, language, same_axes)

    rows = tuple(
        (panel.name, *row) for panel, course in zip(panels, courses, strict=True) for row in _rows(panel, course)
    )
    note = more.pop("note", NOTHING)
    axes = _axes(same_axes)
    both = Words(
        _sentences(note.zh, axes.zh, _breaks(courses, "zh")), _sentences(note.en, axes.en, _breaks(courses, "en"))
    )
    columns = (Words("地区", "Place"), *COLUMNS)
    alt = _alt(panels, courses, name, unit)
    return Figure(title or name, measure, alt, columns, rows, draw, note=both, as_of=as_of, **more)


def _course(panel: Panel, as_of: date | None, unit: str) -> Course:
    return course_of(panel.goal, panel.observed, planned=panel.planned, outlook=panel.outlook, breaks=panel.breaks,
                     as_of=as_of, unit=unit)  # fmt: skip


def _small_pictures(
    panels: Sequence[Panel], courses: Sequence[Course], wide: int, language: Language, same_axes: bool
) -> Specification:
    drawn = [course for course in courses if course.values]
    span = (min(min(course.years) for course in drawn), max(max(course.years) for course in drawn))
    values = [value for course in drawn for value in course.values]
    domain = (min(values), max(values)) if same_axes else None
    columns = 1 if wide < 340 else 2 if wide < 560 else 3
    left = max(_left(course, domain) for course in drawn)
    cell = (wide - 8) // min(columns, len(panels))
    plots = [
        _picture(panel, course, cell, left, span, domain, language)
        for panel, course in zip(panels, courses, strict=True)
    ]
    return {
        "$schema": SCHEMA, "concat": [plot.specification() for plot in plots], "columns": columns, "bounds": "flush",
        "spacing": {"row": plots[0].top + plots[0].bottom, "column": left + _RIGHT}, "autosize": {"type": "none"},
        "padding": {"left": left, "right": _RIGHT, "top": plots[0].top, "bottom": plots[0].bottom},
        "config": theme.config(), "usermeta": {"size": [wide, -(-len(panels) // columns) * _HIGH]},
    }  # fmt: skip


def _left(course: Course, domain: tuple[float, float] | None) -> float:
    low, high = domain or (min(course.values), max(course.values))
    return room_for(map(number, ticks(low, high, 3)), beside=14)


def _picture(
    panel: Panel, course: Course, wide: int, left: float, span: tuple[int, int], domain: tuple[float, float] | None,
    language: Language,
) -> Plot:  # fmt: skip
    if course.values:
        plot = plot_of(course, wide, language, domain=domain, span=span, small=True, high=_HIGH, left=left)
    else:
        plot = Plot(wide, _HIGH, (0, 1), (0, 1), left=left, right=_RIGHT, top=_HEAD, bottom=26)
        _hatched(plot, panel.reason, language)
    heading = shortened(panel.name, theme.SIZE, plot.across)
    plot.labels([(plot.x[0], plot.y[1], heading, theme.INK)], size=theme.SIZE, bold=True, dy=-13)
    return plot


def _hatched(plot: Plot, reason: Says, language: Language) -> None:
    """A picture without values says why, as far as there is room; the table has it in full."""
    plot.boxes([(0, 0, 1, 1, theme.NO_DATA)], edge=theme.LINE)
    lines = wrap(
        ("无数据：" if language == "zh" else "No data: ") + say(reason, language), theme.SMALL, plot.across - 28
    )
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], lines[_MOST_LINES - 1][:-1] + "…"]
    half = plot.dy(len(lines) * theme.SMALL * LINE_HEIGHT / 2 + 4)
    plot.boxes([(plot.dx(6), 0.5 - half, 1 - plot.dx(6), 0.5 + half, theme.PAPER)])
    plot.labels([(0.5, 0.5, "\n".join(lines), theme.SECONDARY)], align="center")


def _rows(panel: Panel, course: Course) -> Sequence[tuple[Any, ...]]:  # Any: cells of several kinds
    return rows_of(course) if course.values else [(Words("无数据", "no data"), None, None, None, panel.reason)]


def _axes(same: bool) -> Words:
    if same:
        return Words("各图坐标轴相同，高低可以比较。", "All pictures have the same axes; heights compare.")
    return Words(
        "各图纵轴不同，只看走势，高低不能比较。", "Each picture has its own axis of values; heights do not compare."
    )


def _breaks(courses: Sequence[Course], language: Language) -> str:
    """What the hatched gaps are, each said once."""
    found = sorted({one for course in courses for one in course.breaks})
    zh = [f"{year - 1}年与{year}年之间有断点（{kind_of(kind).zh}）：{what}。" for year, kind, what in found]
    en = [f"Break between {year - 1} and {year} ({kind_of(kind).en}): {what}." for year, kind, what in found]
    return "".join(zh) if language == "zh" else " ".join(en)


def _sentences(*said: str) -> str:
    return " ".join(one for one in said if one)


def _alt(panels: Sequence[Panel], courses: Sequence[Course], name: Says, unit: str) -> Words:
    """The highest and the lowest of the last values, and who has none."""
    last = [(panel.name, course.now[-1]) for panel, course in zip(panels, courses, strict=True) if course.now]
    ranked = sorted(last, key=lambda pair: pair[1].value)
    ends = [ranked[-1], ranked[0]] if len(ranked) > 1 else ranked
    without = [panel for panel, course in zip(panels, courses, strict=True) if not course.values]
    zh = ["，".join(f"{'最高' if n == 0 and ends[1:] else '最低' if n else ''}{one.year}年{city}{number(one.value)}"
                   for n, (city, one) in enumerate(ends))]  # fmt: skip
    en = [", ".join(f"{'highest ' if n == 0 and ends[1:] else 'lowest ' if n else ''}{city} {number(one.value)} ({one.year})"
                    for n, (city, one) in enumerate(ends))]  # fmt: skip
    if without:
        zh.append(f"无数据：{listed([f'{panel.name}（{panel.reason.zh}）' for panel in without])}")
        en.append(f"no data: {listed([f'{panel.name} ({panel.reason.en})' for panel in without], 'en')}")
    zh, en = [part for part in zh if part], [part for part in en if part]
    return Words(f"{name.zh}（{unit}），{len(panels)}个地区：{'；'.join(zh)}。",
                 f"{name.en} ({unit}), {len(panels)} places: {'; '.join(en)}.")  # fmt: skip
