"""A project's money over time: planned in sum and spent in sum (the S-curve), with what is behind on the last day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from luoshi.publish import chart_theme as theme
from luoshi.publish.chart import Figure, empty
from luoshi.publish.chart_plot import KeyEntry, Label, Plot, Specification, key_height, room_for
from luoshi.publish.chart_words import Cell, Language, Says, Words, number, say, ticks, width

NO_REPORT = Words("没有填报投资完成数", "no investment was reported")


@dataclass(frozen=True, slots=True)
class Instalment:
    """A period (投资期): what is planned up to its end and what was spent up to it, in sum; `None` where it is not known."""

    period: str
    planned: Decimal | None
    spent: Decimal | None
    reason: Says = NO_REPORT


def investment(
    instalments: Sequence[Instalment],
    *,
    name: Says,
    unit: str = "亿元",
    total: Decimal | None = None,
    title: Says | None = None,
    **more: Any,  # Any: what else a figure has: note, sources, as_of, official
) -> Figure:
    """The figure of planned and spent investment, both in sum, period after period.

    Args:
        instalments: In the order of time, evenly apart.
        total: The total investment.

    Gaps:
        The line of what was spent is open over a period that was not reported, which has a hatched foot; what lies ahead
        has none.

    >>> paid = Instalment("2016", Decimal(10), Decimal(8))
    >>> investment([paid], name=Words("绿道工程", "Greenway"), total=Decimal(20)).title.zh
    '绿道工程：至2016累计完成8亿元，比计划少2亿元'
    """
    measure = Words(f"累计投资，单位：{unit}", f"Investment in sum, unit: {unit}")
    numbers = [value for one in instalments for value in (one.planned, one.spent) if value is not None]
    if not numbers:
        return empty(title or name, measure, instalments[0].reason if instalments else NO_REPORT, **more)

    def draw(wide: int, language: Language) -> Specification:
        return _specification(instalments, total, wide, language)

    columns = (Words("期间", "Period"), Words("计划累计", "Planned in sum"), Words("完成累计", "Spent in sum"),
               Words("说明", "Remark"))  # fmt: skip
    gaps = _gaps(instalments)
    rows: tuple[tuple[Cell, ...], ...] = (
        *((one.period, one.planned, one.spent, one.reason if n in gaps else "") for n, one in enumerate(instalments)),
        *([(Words("总投资", "Total"), total, None, "")] if total is not None else []),
    )
    found = _finding(instalments, name, unit)
    of_all = f"；总投资{number(total)}{unit}" if total is not None else ""
    all_en = f"; total {number(total)} {unit}" if total is not None else ""
    low, high = number(min(numbers)), number(max(numbers))
    alt = Words(f"{found.zh}；累计数从{low}到{high}{of_all}。", f"{found.en}; sums from {low} to {high}{all_en}.")
    return Figure(title or found, measure, alt, columns, rows, draw, **more)


def _finding(instalments: Sequence[Instalment], name: Says, unit: str) -> Words:
    """What was spent in the last period reported, beside the plan of that period."""
    last = next((one for one in reversed(instalments) if one.spent is not None), None)
    if last is None or last.spent is None:
        return Words(f"{name.zh}：尚无投资完成数", f"{name.en}: nothing reported yet")
    zh = f"{name.zh}：至{last.period}累计完成{number(last.spent)}{unit}"
    en = f"{name.en}: {number(last.spent)} {unit} spent up to {last.period}"
    if last.planned is None:
        return Words(zh, en)
    gap = last.spent - last.planned
    if gap == 0:
        return Words(f"{zh}，与计划一致", f"{en}, as planned")
    words = ("多", "more") if gap > 0 else ("少", "less")
    return Words(
        f"{zh}，比计划{words[0]}{number(abs(gap))}{unit}", f"{en}, {number(abs(gap))} {unit} {words[1]} than planned"
    )


def _gaps(instalments: Sequence[Instalment]) -> list[int]:
    """The periods before the last report that were not reported."""
    reported = [n for n, one in enumerate(instalments) if one.spent is not None]
    return [n for n in range(reported[-1]) if instalments[n].spent is None] if reported else []


def _specification(
    instalments: Sequence[Instalment], total: Decimal | None, wide: int, language: Language
) -> Specification:
    gaps = _gaps(instalments)
    values = [float(value) for one in instalments for value in (one.planned, one.spent) if value is not None]
    marks = ticks(0 if min(values) >= 0 else min(values), max([*values, float(total or 0)]), 5)
    key = _key(instalments, total, gaps, language)
    plot = Plot(
        wide, round(min(max(wide * 0.45, 250), 340)), (-0.5, len(instalments) - 0.5), (marks[0], marks[-1]), y_ticks=marks,
        left=room_for(map(number, marks), beside=14), right=16, top=key_height(key, wide) + 12, bottom=26,
    )  # fmt: skip
    if total is not None:
        plot.rules([(plot.x[0], float(total), plot.x[1], float(total), theme.INK)], dash=(1, 3))
    plot.boxes([(n - 0.4, plot.y[0], n + 0.4, plot.y[0] + plot.dy(9), theme.NO_DATA) for n in gaps])
    planned = [(n, float(one.planned)) for n, one in enumerate(instalments) if one.planned is not None]
    plot.lines([(n, value, "") for n, value in planned], theme.PATH, dash=(6, 4))
    plot.dots([(n, value, theme.PATH) for n, value in planned], size=20)
    spent = [(n, float(one.spent)) for n, one in enumerate(instalments) if one.spent is not None]
    plot.lines([(n, value, str(sum(gap < n for gap in gaps))) for n, value in spent], theme.ACCENT, thick=2.5)
    plot.dots([(n, value, theme.ACCENT) for n, value in spent], size=36)
    if spent:
        label: Label = (*spent[-1], number(spent[-1][1]), theme.ACCENT)
        above = dict(planned).get(spent[-1][0], spent[-1][1]) <= spent[-1][1]
        plot.labels([label], align="center", size=theme.SIZE, bold=True, halo=theme.PAPER, dy=-13 if above else 13)
    _periods(plot, [one.period for one in instalments])
    plot.key(key)
    return plot.finished()


def _periods(plot: Plot, periods: Sequence[str]) -> None:
    """The names of the periods under the axis, as many as do not touch; the last is always there."""
    plot.rules([(plot.x[0], plot.y[0], plot.x[1], plot.y[0], theme.SECONDARY)])
    longest = max(width(period, theme.SMALL) for period in periods) + 10
    step = max(-(-len(periods) * longest // plot.across), 1)
    shown = [n for n in range(len(periods)) if (len(periods) - 1 - n) % step == 0]
    plot.labels([(n, plot.y[0], periods[n], theme.SECONDARY) for n in shown], align="center", dy=13)


def _key(
    instalments: Sequence[Instalment], total: Decimal | None, gaps: Sequence[int], language: Language
) -> list[KeyEntry]:
    entries: list[tuple[bool, KeyEntry]] = [
        (
            any(one.spent is not None for one in instalments),
            ("line", theme.ACCENT, say(Words("完成", "spent"), language)),
        ),
        (
            any(one.planned is not None for one in instalments),
            ("dash", theme.PATH, say(Words("计划", "planned"), language)),
        ),
        (total is not None, ("dash", theme.INK, f"{say(Words('总投资', 'total'), language)} {number(total or 0)}")),
        (bool(gaps), ("box", theme.NO_DATA, say(Words("未填报", "not reported"), language))),
    ]
    return [entry for shown, entry in entries if shown]
