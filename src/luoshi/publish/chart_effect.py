"""The effect of a measure by years before and after it began: coefficients with their intervals (event study)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from luoshi.publish import chart_theme as theme
from luoshi.publish.chart import Figure, empty
from luoshi.publish.chart_plot import KeyEntry, Plot, Specification, key_height, room_for
from luoshi.publish.chart_words import Cell, Language, Says, Words, number, say, ticks

NO_EFFECT = Words("没有估计结果", "there is no estimate")


@dataclass(frozen=True, slots=True)
class Effect:
    """The estimate for a year (事件研究系数): years since the beginning, estimate and interval; without one, the reason.

    `reference` is the year to which the others are compared; it is 0 by construction and has no interval.
    """

    years_since: int
    estimate: float | None
    low: float | None = None
    high: float | None = None
    reference: bool = False
    reason: Says = NO_EFFECT


def event_study(
    effects: Sequence[Effect],
    *,
    name: Says,
    unit: str,
    level: float = 0.95,
    title: Says | None = None,
    **more: Any,  # Any: what else a figure has: note, sources, as_of, official
) -> Figure:
    """The figure of an event study.

    Args:
        effects: One a year; the years before the beginning show whether the groups went alike.
        unit: In which the outcome is counted.
        level: Of the intervals.

    Gaps:
        A year that could not be estimated is hatched and stands in the table with its reason.
    """
    ordered = sorted(effects, key=lambda one: one.years_since)
    known = [one for one in ordered if one.estimate is not None]
    percent = number(level * 100)
    measure = Words(f"估计的影响（{unit}）及{percent}%置信区间，按政策实施前后年数",
                    f"Estimated effect ({unit}) with {percent}% interval, by years since the measure")  # fmt: skip
    if not known:
        return empty(title or name, measure, effects[0].reason if effects else NO_EFFECT, **more)

    def draw(wide: int, language: Language) -> Specification:
        return _specification(ordered, wide, language)

    columns = (Words("实施后年数", "Years since"), Words("估计", "Estimate"), Words("下限", "Low"), Words("上限", "High"),
               Words("说明", "Remark"))  # fmt: skip
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.years_since, one.estimate, one.low, one.high, _remark(one)) for one in ordered
    )
    return Figure(title or name, measure, _alt(known, name), columns, rows, draw, **more)


def _remark(one: Effect) -> Cell:
    if one.estimate is None:
        return one.reason
    return Words("对照年", "reference") if one.reference else ""


def _specification(ordered: Sequence[Effect], wide: int, language: Language) -> Specification:
    values = [0.0, *(value for one in ordered for value in (one.estimate, one.low, one.high) if value is not None)]
    marks = ticks(min(values), max(values), 5)
    first, last = ordered[0].years_since, ordered[-1].years_since
    key: list[KeyEntry] = [
        ("circle", theme.ACCENT, say(Words("区间不含零", "interval without zero"), language)),
        ("ring", theme.ACCENT, say(Words("区间含零", "interval with zero"), language)),
        ("diamond", theme.SECONDARY, say(Words("对照年", "reference year"), language)),
    ]
    plot = Plot(
        wide, round(min(max(wide * 0.42, 240), 330)), (first - 0.6, last + 0.6), (marks[0], marks[-1]), y_ticks=marks,
        left=room_for(map(number, marks), beside=14), right=14, top=key_height(key, wide) + 14, bottom=26,
    )  # fmt: skip
    step = next(n for n in (1, 2, 5, 10, 20, 50, 100) if (last - first) / n * 30 <= plot.across)
    plot.x_ticks = [year for year in range(first, last + 1) if year % step == 0]
    plot.rules([(plot.x[0], 0, plot.x[1], 0, theme.INK)], thick=1.2)
    if first < 0 <= last:
        plot.rules([(-0.5, marks[0], -0.5, marks[-1], theme.SECONDARY)], dash=(4, 3))
        words = say(Words("← 实施前　实施后 →", "← before   after →"), language)
        plot.labels([(-0.5, marks[-1], words, theme.SECONDARY)], align="center", dy=-9, halo=theme.PAPER)
    plot.boxes([(one.years_since - 0.3, marks[0], one.years_since + 0.3, marks[-1], theme.NO_DATA)
                for one in ordered if one.estimate is None])  # fmt: skip
    plot.rules([(one.years_since, one.low, one.years_since, one.high, theme.ACCENT)
                for one in ordered if one.low is not None and one.high is not None], thick=2)  # fmt: skip
    _points(plot, ordered)
    plot.key(key)
    return plot.finished()


def _points(plot: Plot, ordered: Sequence[Effect]) -> None:
    known = [(one, float(one.estimate)) for one in ordered if one.estimate is not None]
    clear = [(one.years_since, value, theme.ACCENT) for one, value in known if _is_clear(one)]
    unclear = [
        (one.years_since, value, theme.ACCENT) for one, value in known if not _is_clear(one) and not one.reference
    ]
    plot.dots(clear, size=60)
    plot.dots(unclear, size=60, hollow=True)
    plot.dots(
        [(one.years_since, value, theme.SECONDARY) for one, value in known if one.reference], size=70, shape="diamond"
    )


def _is_clear(one: Effect) -> bool:
    return not one.reference and one.low is not None and one.high is not None and not one.low <= 0 <= one.high


def _alt(known: Sequence[Effect], name: Says) -> Words:
    """The largest and the smallest estimate, and whether the years before differ from zero."""
    high, low = max(known, key=lambda one: one.estimate or 0), min(known, key=lambda one: one.estimate or 0)
    before = [one for one in known if one.years_since < 0 and not one.reference]
    uneven = [one for one in before if _is_clear(one)]
    after = [one for one in known if one.years_since >= 0 and _is_clear(one)]
    most, least = number(high.estimate or 0), number(low.estimate or 0)
    zh = (f"最大{most}（{high.years_since:+d}年），最小{least}（{low.years_since:+d}年）；"
          f"实施前{len(before)}年中{len(uneven)}年区间不含零，实施后{len(after)}年区间不含零")  # fmt: skip
    en = (f"largest {most} (year {high.years_since:+d}), smallest {least} (year {low.years_since:+d}); "
          f"intervals without zero: {len(uneven)} of {len(before)} years before, {len(after)} after")  # fmt: skip
    return Words(f"{name.zh}：{zh}。", f"{name.en}: {en}.")
