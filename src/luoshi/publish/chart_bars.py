"""Bars for parts of an explanation: what hinders a place most, and on which choice a result depends most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from luoshi.model.coordination import Obstacle
from luoshi.publish import chart_theme as theme
from luoshi.publish.chart import Figure, empty
from luoshi.publish.chart_plot import KeyEntry, Specification, room_for
from luoshi.publish.chart_rows import hatch_row, names_room, reason_lines, rows_plot
from luoshi.publish.chart_words import Cell, Language, Says, Words, number, say, ticks

NO_PART = Words("没有可以分解的结果", "there is no result to take apart")


@dataclass(frozen=True, slots=True)
class Influence:
    """A choice and how much of a result's variance rests on it (影响份额).

    `first` is the part of the choice alone (Sobol's first-order index), `total` that with all its interactions; each with
    its interval, if it has one.
    """

    name: str
    first: float | None
    total: float | None
    first_interval: tuple[float, float] | None = None
    total_interval: tuple[float, float] | None = None
    reason: Says = NO_PART


def obstacles(
    factors: Sequence[Obstacle],
    *,
    name: Says,
    titles: Mapping[str, str] | None = None,
    without: Mapping[str, Says] | None = None,
    most: int = 10,
    title: Says | None = None,
    **more: Any,  # Any: what else a figure has: note, sources, as_of, official
) -> Figure:
    """The figure of what hinders a place, the worst at the top.

    Args:
        factors: All of them; the table has them all, and the picture the worst `most` and what is left together.
        titles: What each factor is called; without it, by its own name.
        without: Factors that could not be counted, each with the reason.

    Gaps:
        A factor that could not be counted is a hatched row with its reason, and is not in the sum.

    >>> idle = Obstacle("失业率", 0.5, 0.6, 60.0)
    >>> obstacles([idle, Obstacle("研发投入", 0.5, 0.4, 40.0)], name=Words("松原障碍度", "Obstacles")).title.zh
    '松原障碍度：首要障碍是失业率（60%）'
    """
    measure = Words("占全部障碍的份额，%", "Share of the whole obstacle, %")
    missing = dict(without or {})
    if not factors:
        return empty(title or name, measure, next(iter(missing.values()), NO_PART), **more)
    called = titles or {}
    ordered = [(called.get(one.factor, one.factor), one.degree) for one in sorted(factors, key=lambda one: -one.degree)]
    lost = [(called.get(factor, factor), reason) for factor, reason in missing.items()]

    def draw(wide: int, language: Language) -> Specification:
        return _obstacle_bars(_shown(ordered, most, language), lost, wide, language)

    columns = (Words("因素", "Factor"), Words("障碍度（%）", "Degree (%)"), Words("说明", "Remark"))
    rows: tuple[tuple[Cell, ...], ...] = (
        *((factor, degree, "") for factor, degree in ordered), *((factor, None, reason) for factor, reason in lost),
    )  # fmt: skip
    (first, high), (last, low) = ordered[0], ordered[-1]
    top, least = number(high, 0), number(low, 1)
    found = Words(f"{name.zh}：首要障碍是{first}（{top}%）", f"{name.en}: first obstacle {first} ({top}%)")
    alt = Words(f"{name.zh}，{len(ordered)}个因素：最大{first}{top}%，最小{last}{least}%。",
                f"{name.en}, {len(ordered)} factors: largest {first} {top}%, smallest {last} {least}%.")  # fmt: skip
    return Figure(title or found, measure, alt, columns, rows, draw, **more)


def _shown(ordered: Sequence[tuple[str, float]], most: int, language: Language) -> list[tuple[str, float, str]]:
    """Name, degree and colour of the worst, and of the rest in one."""
    shown = [(factor, degree, theme.ACCENT) for factor, degree in ordered[:most]]
    rest = ordered[most:]
    words = f"其余{len(rest)}项" if language == "zh" else f"{len(rest)} others"
    return [*shown, (words, sum(degree for _, degree in rest), theme.LINE)] if rest else shown


def _obstacle_bars(
    shown: Sequence[tuple[str, float, str]], lost: Sequence[tuple[str, Says]], wide: int, language: Language
) -> Specification:
    names = [factor for factor, _, _ in shown] + [factor for factor, _ in lost]
    room = names_room(names, wide)
    remarks: list[list[str]] = [[] for _ in shown] + [reason_lines(reason, wide, room, language) for _, reason in lost]
    longest = max(degree for _, degree, _ in shown) or 1.0
    drawn = rows_plot(names, wide, (0, longest), remarks=remarks, right=room_for(["100.0%"], beside=14), row=28)
    for (_, degree, colour), middle in zip(shown, drawn.middles, strict=False):
        drawn.plot.boxes([(0, middle - 9, degree, middle + 9, colour)])
        drawn.plot.labels([(degree, middle, f"{number(degree, 1)}%", theme.INK)], dx=6)
    for n in range(len(shown), len(names)):
        hatch_row(drawn, n)
    return drawn.plot.finished()


def influences(
    choices: Sequence[Influence],
    *,
    name: Says,
    title: Says | None = None,
    **more: Any,  # Any: what else a figure has: note, sources, as_of, official
) -> Figure:
    """The figure of how much of a result rests on each choice, the most important at the top: alone, and with interactions.

    Gaps:
        A choice that was not varied is a hatched row with its reason.
    """
    ordered = sorted(choices, key=lambda one: (one.total is None, -(one.total or 0)))
    known = [one for one in ordered if one.total is not None]
    measure = Words("结果方差中由该项选择引起的份额（Sobol 指数）", "Share of the result's variance (Sobol indices)")
    if not known:
        return empty(title or name, measure, choices[0].reason if choices else NO_PART, **more)

    def draw(wide: int, language: Language) -> Specification:
        return _influence_bars(ordered, wide, language)

    columns = (Words("选择", "Choice"), Words("单独", "First order"), Words("区间", "Interval"), Words("连同交互", "Total"),
               Words("区间", "Interval"), Words("说明", "Remark"))  # fmt: skip
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.name, one.first, _interval(one.first_interval), one.total, _interval(one.total_interval),
         "" if one.total is not None else one.reason) for one in ordered
    )  # fmt: skip
    first, last = known[0], known[-1]
    found = Words(f"{name.zh}：最取决于{first.name}", f"{name.en}: rests most on {first.name}")
    alt = Words(
        f"{name.zh}，{len(known)}项选择的总影响：最大{first.name}{number(first.total or 0, 2)}，"
        f"最小{last.name}{number(last.total or 0, 2)}。",
        f"{name.en}, total influence of {len(known)} choices: largest {first.name} {number(first.total or 0, 2)}, "
        f"smallest {last.name} {number(last.total or 0, 2)}.",
    )
    return Figure(title or found, measure, alt, columns, rows, draw, **more)


def _influence_bars(ordered: Sequence[Influence], wide: int, language: Language) -> Specification:
    names = [one.name for one in ordered]
    room = names_room(names, wide)
    remarks = [reason_lines(one.reason, wide, room, language) if one.total is None else [] for one in ordered]
    ends = [0.0, *(end for one in ordered for end in _ends(one))]
    marks = ticks(min(ends), max(max(ends), 0.1), 5 if wide > 500 else 3)
    key: list[KeyEntry] = [("box", theme.ACCENT, say(Words("单独", "alone"), language)),
                           ("box", theme.BAND, say(Words("连同交互", "with interactions"), language))]  # fmt: skip
    drawn = rows_plot(names, wide, (marks[0], marks[-1]), remarks=remarks, right=20, bottom=26, x_ticks=marks, key=key,
                      row=36)  # fmt: skip
    for n, (one, middle) in enumerate(zip(ordered, drawn.middles, strict=True)):
        if one.total is None:
            hatch_row(drawn, n)
            continue
        parts = ((one.first, one.first_interval, -7, theme.ACCENT), (one.total, one.total_interval, 7, theme.BAND))
        for value, interval, by, colour in parts:
            at = middle + by
            drawn.plot.boxes([(0, at - 6, value or 0, at + 6, colour)] if value is not None else [], edge=theme.ACCENT)
            if interval:
                drawn.plot.rules([(interval[0], at, interval[1], at, theme.PAPER)], thick=3)
                drawn.plot.rules([(interval[0], at, interval[1], at, theme.INK)], thick=1.5)
    return drawn.plot.finished()


def _ends(one: Influence) -> list[float]:
    values = [one.first, one.total, *(one.first_interval or ()), *(one.total_interval or ())]
    return [value for value in values if value is not None]


def _interval(ends: tuple[float, float] | None) -> str:
    return f"{number(ends[0])}–{number(ends[1])}" if ends else ""
