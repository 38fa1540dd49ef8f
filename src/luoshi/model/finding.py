"""What is promised in the form in which it is judged, and what a judgement says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from luoshi.model.problem import Problem

GoalKind = Literal[
    "up", "down", "at-least", "at-most", "range", "binary", "growth", "change", "zero-growth", "count", "trend",
]  # fmt: skip
Shape = Literal["linear", "step", "compound", "s-curve"]
Better = Literal["up", "down"]
Grade = Literal["met", "on-track", "behind", "missed", "no-baseline", "no-data"]


@dataclass(frozen=True, slots=True)
class Missing:
    """A number that cannot be given (缺失), with the reason and what would help; never zero."""

    reason: Problem

    @property
    def code(self) -> str:
        return self.reason.code

    @property
    def zh(self) -> str:
        return self.reason.zh

    @property
    def en(self) -> str:
        return self.reason.en


Number = Decimal | Missing


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a worked calculation (计算步骤) in both languages: what is computed, from which numbers, and the result."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Goal:
    """A target in the form in which it is judged (评估目标).

    Attributes:
        kind: `up` and `down` lead from the base to `value`; `at-least`, `at-most` and `range` are bounds that hold in
            every year; `binary` is 1 (done) or 0; `growth` is an average growth a year; `change` one over the whole time;
            `zero-growth` is no rise above the base; `trend` is a mere
            direction, year by year; `count` leads from nothing, or from a base, to `value`.
        value: In the series' unit; for `growth` in percent a year, for `change` in percent of the base or, with
            `change_in="points"`, in the series' unit. Not looked at for `binary`, `zero-growth` and `trend`.
        due: The last year.
        base_year: The year from which it counts; for a bound, the year before the first in which it shall hold.
        base: The value of that year. Without it, the series' own value of `base_year` is taken.
        high: The upper end of a `range`.
        better: For `growth`: `down` where it shall stay at or below `value`; for `trend`: the direction.
        shape: How the planned path runs between known values.
        listed: Values that the plan itself prints for single years; they go before the shape. A bound has none.
    """

    kind: GoalKind
    value: Decimal | None
    due: int
    base_year: int | None = None
    base: Decimal | None = None
    high: Decimal | None = None
    change_in: Literal["percent", "points"] = "percent"
    better: Better = "up"
    shape: Shape = "linear"
    listed: tuple[tuple[int, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something that shall be done by a day (里程碑): when it was done, and how much of it is (`share_done`, 0 to 1)."""

    due: date
    done: date | None = None
    share_done: Decimal | None = None


@dataclass(frozen=True, slots=True)
class AgainstPlan:
    """The value of a year beside the planned path of that year (与计划相比); more is better in all three.

    Attributes:
        year: The year compared.
        planned: The planned value, in the series' unit; for `growth` the promised percent a year.
        gap: By how much better than planned, in the unit of `planned` (for `growth`, percentage points).
        points: The same in percentage points: of the way from base to target; for a bound, of the bound (of the width,
            for a range).
        ratio: Completed share of the way over planned share (完成率÷时间进度); for a bound 1 + points ÷ 100.
    """

    year: int
    planned: Number
    gap: Number
    points: Number
    ratio: Number


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where a method sees the value at the deadline (预期).

    `low` to `high` holds the later value with the stated `level` (0.80: four times in five), if things go on as before;
    `chance` is the chance, 0 to 1, that the target is met.
    """

    method: str
    year: int
    value: Number
    low: Number
    high: Number
    level: Decimal
    chance: Number


@dataclass(frozen=True, slots=True)
class Finding:
    """What is said of one target (评估结论): three numbers, never one, with the grade and the steps that lead to them.

    Attributes:
        year: The observed year that was judged; `None` without one.
        observed: The value of that year.
        attainment: Share of the way from base to target, 1 = all of it, below 0 = the wrong way. For a bound, the share of
            the observed years in which it held.
        grade: `met` or `missed` once the year is the last one (`met` before, where the target is reached already and is
            not a bound), else `on-track` or `behind`; `no-baseline` and `no-data` where it cannot be said.
    """

    grade: Grade
    year: int | None
    observed: Number
    attainment: Number
    against_plan: AgainstPlan | Missing
    outlook: Outlook | Missing
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """What a published method says (对照结果): its number (4 decimals), and its category in its own words, if it has any."""

    value: Number
    category: str | None


@dataclass(frozen=True, slots=True)
class MilestoneFinding:
    """What is said of a milestone (里程碑结论): days late (below 0: days left or early), share done, grade and steps."""

    grade: Grade
    days_late: int
    share_done: Number
    steps: tuple[Step, ...]
