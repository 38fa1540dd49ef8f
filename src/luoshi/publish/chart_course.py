"""What the picture of a target shows, in numbers: from the nouns of the model to the lines and marks that are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from luoshi.model.finding import Goal, Number, Outlook
from luoshi.model.observation import Observation, Quality
from luoshi.model.series import Series
from luoshi.publish.chart_words import Words, number

# The first year on the new footing, what kind of break it is, and what happened.
Break = tuple[int, str, str]
BREAKS = {
    "level": Words("水平断点", "break of level"),
    "method": Words("口径变化", "change of method"),
    "boundary": Words("区划调整", "change of boundaries"),
}
# Goals whose value is in the unit of the series itself; the others have their planned value of the last year drawn.
_IN_UNIT = ("up", "down", "at-least", "at-most", "range", "count")
_SIGNS = {"up": "≥", "at-least": "≥", "count": "≥", "down": "≤", "at-most": "≤"}


@dataclass(frozen=True, slots=True)
class Seen:
    """An observed value as it is drawn: the year, the value, and when it was published, where that is known."""

    year: int
    value: Decimal
    vintage: date | None = None
    quality: Quality = "final"


@dataclass(frozen=True, slots=True)
class Course:
    """Everything that the picture of a target shows, in numbers (目标走势).

    Attributes:
        now: The values that hold, by year; the latest vintage of each.
        before: Values that a later vintage replaced.
        planned: The planned path; `listed` are the years for which the plan itself prints a value.
        bound: The value promised, or both ends of a range, where they can be drawn.
        holds: Whether it has to hold in all years and not only in the last.
    """

    now: tuple[Seen, ...]
    before: tuple[Seen, ...] = ()
    planned: tuple[tuple[int, Decimal], ...] = ()
    listed: tuple[int, ...] = ()
    base: tuple[int, Decimal] | None = None
    due: int | None = None
    since: int | None = None
    bound: tuple[Decimal, ...] = ()
    promise: Words | None = None
    holds: bool = False
    outlook: Outlook | None = None
    breaks: tuple[Break, ...] = ()
    as_of: date | None = None
    unit: str = ""

    @property
    def gaps(self) -> list[int]:
        """The years without a value between the first and the last that have one."""
        seen = {one.year for one in self.now}
        return [year for year in range(min(seen), max(seen)) if year not in seen] if seen else []

    @property
    def runs(self) -> list[list[Seen]]:
        """The stretches of years over which a line goes: it ends before a missing year and before a break."""
        runs: list[list[Seen]] = []
        for one in self.now:
            last = runs[-1][-1].year if runs else None
            if last is None or one.year > last + 1 or any(last < year <= one.year for year, _, _ in self.breaks):
                runs.append([])
            runs[-1].append(one)
        return runs

    @property
    def values(self) -> list[float]:
        """Every value that is drawn."""
        fan = [self.outlook.value, self.outlook.low, self.outlook.high] if self.outlook else []
        drawn = [
            *(one.value for one in (*self.now, *self.before)), *(value for _, value in self.planned), *self.bound,
            *([self.base[1]] if self.base else []), *(value for value in fan if isinstance(value, Decimal)),
        ]  # fmt: skip
        return [float(value) for value in drawn]

    @property
    def years(self) -> list[int]:
        """Every year that is drawn."""
        ends = [self.base[0] if self.base else None, self.due, self.outlook.year if self.outlook else None]
        seen = [one.year for one in (*self.now, *self.before)]
        return [*seen, *(year for year, _ in self.planned), *(year for year in ends if year is not None)]


def course_of(
    goal: Goal | None, observed: Sequence[Observation] | Series, *, planned: Sequence[tuple[int, Number]] = (),
    outlook: Outlook | None = None, breaks: Sequence[Break] = (), as_of: date | None = None, unit: str = "",
) -> Course:  # fmt: skip
    """Everything that a picture of a target shows, from the nouns of the model; see `target`."""
    now, before = _vintages(observed, as_of)
    path = tuple((year, value) for year, value in planned if isinstance(value, Decimal))
    seen = Course(now, before, path, breaks=tuple(sorted(breaks)), as_of=as_of, unit=unit, outlook=_known(outlook))
    return _with_goal(seen, goal) if goal else seen


def _vintages(
    observed: Sequence[Observation] | Series, as_of: date | None
) -> tuple[tuple[Seen, ...], tuple[Seen, ...]]:
    """The values that hold on the day, and those that they replaced."""
    if isinstance(observed, Series):
        return tuple(Seen(year, value) for year, value in observed.values), ()
    yearly = [one for one in observed if one.period.isdigit() and (as_of is None or one.vintage <= as_of)]
    seen = [Seen(int(one.period), one.value, one.vintage, one.quality) for one in sorted(yearly, key=_when)]
    latest = {one.year: one for one in seen}
    before = [one for one in seen if one.value != latest[one.year].value]
    return tuple(latest[year] for year in sorted(latest)), tuple(dict.fromkeys(before))


def _when(one: Observation) -> tuple[str, date]:
    return one.period, one.vintage


def _known(outlook: Outlook | None) -> Outlook | None:
    return outlook if outlook and isinstance(outlook.value, Decimal) else None


def _with_goal(course: Course, goal: Goal) -> Course:
    """The course with what a goal promises."""
    base = (goal.base_year, goal.base) if goal.base_year is not None and goal.base is not None else None
    if base is None and goal.base_year is not None:
        base = next(((one.year, one.value) for one in course.now if one.year == goal.base_year), None)
    path = course.planned or goal.listed
    last = dict(path).get(goal.due)
    bound = tuple(value for value in (goal.value, goal.high) if value is not None) if goal.kind in _IN_UNIT else ()
    return Course(
        course.now, course.before, path, tuple(year for year, _ in goal.listed), base, goal.due, goal.base_year,
        bound or ((last,) if last is not None else ()), promise(goal, course.unit),
        goal.kind in ("at-least", "at-most", "range"), course.outlook, course.breaks, course.as_of, course.unit,
    )  # fmt: skip


def promise(goal: Goal, unit: str) -> Words:
    """What is promised, in short: ≥60%, 年均≥8%, 3–5, 零增长."""
    value = number(goal.value) if goal.value is not None else ""
    if goal.kind == "growth":
        sign = "≤" if goal.better == "down" else "≥"
        return Words(f"年均增长{sign}{value}%", f"growth {sign}{value}% a year")
    if goal.kind == "change":
        points = goal.change_in == "points"
        return Words(f"累计变化{value}{unit if points else '%'}", f"change of {value}{unit if points else '%'}")
    if goal.kind == "range" and goal.high is not None:
        return Words(f"{value}–{number(goal.high)}{unit}", f"{value}–{number(goal.high)} {unit}")
    if goal.kind == "trend":
        return Words("逐年下降", "down each year") if goal.better == "down" else Words("逐年上升", "up each year")
    if goal.kind in ("zero-growth", "binary"):
        return Words("零增长", "no growth") if goal.kind == "zero-growth" else Words("完成", "done")
    return both_units(f"{_SIGNS[goal.kind]}{value}", unit)


def both_units(value: str, unit: str) -> Words:
    """A value with its unit in both languages.

    >>> both_units("≥60", "亿元")
    Words(zh='≥60亿元', en='≥60 亿元')
    """
    return Words(f"{value}{unit}", f"{value}{'' if unit in ('%', '‰') else ' '}{unit}")


def kind_of(kind: str) -> Words:
    """The words of a kind of break; one that is not known speaks for itself."""
    return BREAKS.get(kind, Words(kind, kind))


def spans(years: Sequence[int]) -> str:
    """Years in a row as stretches.

    >>> spans([2011, 2013, 2014, 2015])
    '2011、2013—2015'
    """
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return "、".join(f"{run[0]}" if len(run) == 1 else f"{run[0]}—{run[-1]}" for run in runs)
