"""What is due when: a bar from beginning to deadline for each, what is done, and what is late on the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from luoshi.publish import chart_theme as theme
from luoshi.publish.chart import Figure, empty
from luoshi.publish.chart_plot import KeyEntry, Plot, Specification
from luoshi.publish.chart_rows import RowPlot, hatch_row, names_room, reason_lines, rows_plot
from luoshi.publish.chart_words import Cell, Language, Says, Words, day, say, width

NO_DEADLINE = Words("没有明确的完成时限", "no deadline is stated")
_LATE = theme.LIGHTS["red"][0]
_DONE = theme.LIGHTS["done"][0]


@dataclass(frozen=True, slots=True)
class Task:
    """Something that is due (时限事项): when it begins, when it is due, when it was done; without a deadline, the reason."""

    name: str
    due: date | None
    start: date | None = None
    done: date | None = None
    reason: Says = NO_DEADLINE

    def late_on(self, as_of: date) -> int:
        """Days late: when it was done, or on the day where it is not; 0 where it is not late."""
        return max(((self.done or as_of) - self.due).days, 0) if self.due else 0


def timeline(
    tasks: Sequence[Task],
    *,
    name: Says,
    as_of: date,
    title: Says | None = None,
    **more: Any,  # Any: what else a figure has: note, sources, official
) -> Figure:
    """The figure of deadlines, in the order given.

    Args:
        tasks: One a row.
        as_of: The day on which is judged what is late; a line marks it.

    Gaps:
        What has no deadline is a hatched row with its reason.

    >>> late = Task("实施方案", due=date(2017, 1, 31))
    >>> timeline([late], name=Words("任务时限", "Deadlines"), as_of=date(2017, 2, 10)).alt.zh
    '任务时限，截至2017年2月10日，1项：逾期1项，最久实施方案（10天）。'
    """
    measure = Words("开始至时限；逾期部分为红色", "From beginning to deadline; what is late in red")
    dated = [task for task in tasks if task.due]
    if not dated:
        return empty(title or name, measure, tasks[0].reason if tasks else NO_DEADLINE, as_of=as_of, **more)

    def draw(wide: int, language: Language) -> Specification:
        return _specification(tasks, as_of, wide, language)

    columns = (Words("事项", "Task"), Words("开始", "Begins"), Words("时限", "Due"), Words("完成", "Done"),
               Words("逾期天数", "Days late"), Words("说明", "Remark"))  # fmt: skip
    rows = tuple(_row(task, as_of) for task in tasks)
    return Figure(title or name, measure, _alt(tasks, name, as_of), columns, rows, draw, as_of=as_of, **more)


def _row(task: Task, as_of: date) -> tuple[Cell, ...]:
    days = [one.isoformat() if one else None for one in (task.start, task.due, task.done)]
    return (task.name, *days, task.late_on(as_of) if task.due else None, "" if task.due else task.reason)


def _alt(tasks: Sequence[Task], name: Says, as_of: date) -> Words:
    late = [task for task in tasks if task.late_on(as_of)]
    zh = f"{name.zh}，截至{day(as_of)}，{len(tasks)}项：逾期{len(late)}项"
    en = f"{name.en} as of {as_of.isoformat()}, {len(tasks)} in all: {len(late)} late"
    if late:
        worst = max(late, key=lambda task: task.late_on(as_of))
        zh += f"，最久{worst.name}（{worst.late_on(as_of)}天）"
        en += f", the longest {worst.name} ({worst.late_on(as_of)} days)"
    else:
        coming = min((task for task in tasks if task.due), key=lambda task: task.due or date.max)
        zh += f"，最早到期{coming.name}"
        en += f", the first due is {coming.name}"
    return Words(zh + "。", en + ".")


def _specification(tasks: Sequence[Task], as_of: date, wide: int, language: Language) -> Specification:
    days = [one for task in tasks for one in (task.start, task.due, task.done) if one] + [as_of]
    first, last = min(days).toordinal(), max(days).toordinal()
    room = max((last - first) * 0.03, 5)
    names = [task.name for task in tasks]
    beside = names_room(names, wide)
    remarks = [[] if task.due else reason_lines(task.reason, wide, beside, language) for task in tasks]
    drawn = rows_plot(names, wide, (first - room, last + room), remarks=remarks, right=16, bottom=24,
                      key=_key(tasks, as_of, language), row=28, head=18)  # fmt: skip
    _calendar(drawn.plot, date.fromordinal(first), date.fromordinal(last))
    for n, task in enumerate(tasks):
        _task(drawn, n, task, as_of)
    _today(drawn.plot, as_of, language)
    return drawn.plot.finished()


def _calendar(plot: Plot, first: date, last: date) -> None:
    """Lines at the beginnings of years, or of quarters where there is room."""
    months = (1, 4, 7, 10) if (last - first).days / 365 * 4 * 52 < plot.across else (1,)
    starts = [date(year, month, 1) for year in range(first.year, last.year + 2) for month in months]
    inside = [start for start in starts if plot.x[0] <= start.toordinal() <= plot.x[1]]
    step = max(-(-len(inside) * 52 // round(plot.across)), 1)
    plot.rules([(one.toordinal(), plot.y[0], one.toordinal(), plot.y[1], theme.LINE) for one in inside])
    words = [(one, str(one.year) if one.month == 1 else f"{one.year}-{one.month:02d}") for one in inside[::step]]
    plot.labels([(one.toordinal(), plot.y[0], text, theme.SECONDARY) for one, text in words], align="center", dy=12)


def _task(drawn: RowPlot, n: int, task: Task, as_of: date) -> None:
    plot, middle = drawn.plot, drawn.middles[n]
    if task.due is None:
        hatch_row(drawn, n)
        return
    due, end = task.due.toordinal(), (task.done or as_of).toordinal()
    start = task.start.toordinal() if task.start else due
    plot.boxes([(start, middle - 6, due, middle + 6, theme.BAND)] if start < due else [])
    if task.late_on(as_of):
        plot.boxes([(due, middle - 6, end, middle + 6, _LATE)])
    plot.rules([(due, middle - 9, due, middle + 9, theme.INK)], thick=3)
    if task.done:
        plot.dots([(task.done.toordinal(), middle, _DONE)], size=90, shape="diamond")


def _today(plot: Plot, as_of: date, language: Language) -> None:
    at = as_of.toordinal()
    plot.rules([(at, plot.y[0], at, plot.y[1], theme.SECONDARY)], dash=(2, 3))
    words = ("截至" if language == "zh" else "as of ") + day(as_of, language)
    half = plot.dx(width(words, theme.SMALL) / 2)
    plot.labels([(min(max(at, plot.x[0] + half), plot.x[1] - half), 0, words, theme.SECONDARY)], align="center", dy=-9)


def _key(tasks: Sequence[Task], as_of: date, language: Language) -> list[KeyEntry]:
    entries: list[tuple[bool, KeyEntry]] = [
        (any(task.start for task in tasks), ("box", theme.BAND, say(Words("应办期间", "time given"), language))),
        (True, ("tick", theme.INK, say(Words("时限", "deadline"), language))),
        (any(task.late_on(as_of) for task in tasks), ("box", _LATE, say(Words("逾期", "late"), language))),
        (any(task.done for task in tasks), ("diamond", _DONE, say(Words("完成", "done"), language))),
        (
            any(task.due is None for task in tasks),
            ("box", theme.NO_DATA, say(Words("无时限", "no deadline"), language)),
        ),
    ]
    return [entry for shown, entry in entries if shown]
