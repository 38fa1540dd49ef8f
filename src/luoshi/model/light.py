"""Rules that turn measures into colours, and the lights that they give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from luoshi.model.finding import Missing, Step

Colour = Literal["green", "yellow", "red"]
# What a rule may ask for: percentage points ahead of the plan, completed over planned share, days or months late, share
# done, growth in percent, growth in points against the plan or against the average, chance of meeting the target (0 to 1),
# attainment: the share of the way, or of the years in which a bound or a direction held.
Measure = Literal[
    "points",
    "ratio",
    "days_late",
    "months_late",
    "share_done",
    "growth",
    "growth_gap",
    "growth_gap_to_average",
    "chance",
    "attainment",
]


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of numbers (区间) whose ends each belong to it or not; an open end is `None`.

    >>> below = Interval(Decimal(-30), Decimal(-10), low_closed=True, high_closed=True)
    >>> str(below), Decimal("-10") in below, Decimal("-9.99") in below
    ('[-30, -10]', True, False)
    """

    low: Decimal | None = None
    high: Decimal | None = None
    low_closed: bool = False
    high_closed: bool = False

    def __contains__(self, value: Decimal) -> bool:
        above = self.low is None or value > self.low or (self.low_closed and value == self.low)
        return above and (self.high is None or value < self.high or (self.high_closed and value == self.high))

    def covers(self, other: Interval) -> bool:
        """Whether every number of the other lies within this one.

        >>> wide, narrow = Interval(high=Decimal(-5)), Interval(high=Decimal(-5), high_closed=True)
        >>> wide.covers(narrow), narrow.covers(wide)
        (False, True)
        """
        below = self.low is None or (
            other.low is not None
            and (other.low > self.low or (other.low == self.low and self.low_closed >= other.low_closed))
        )
        above = self.high is None or (
            other.high is not None
            and (other.high < self.high or (other.high == self.high and self.high_closed >= other.high_closed))
        )
        return below and above

    def __str__(self) -> str:
        left, right = ("[" if self.low_closed else "("), ("]" if self.high_closed else ")")
        return f"{left}{'' if self.low is None else self.low}, {'' if self.high is None else self.high}{right}"


@dataclass(frozen=True, slots=True)
class LightCase:
    """When a rule gives a colour (亮灯条件): all measures named lie within their intervals.

    `says` are the words of the rule; `official` is false where the published rule is silent and the system fills in.
    """

    colour: Colour
    within: Mapping[Measure, Interval]
    says: str = ""
    official: bool = True
    then: str = ""


@dataclass(frozen=True, slots=True)
class LightRule:
    """A rule by which a light gets its colour (亮灯规则); the first case that holds decides.

    `name` stays the same over versions. `since` is the first day, `until` the first day on which it no longer holds; open
    where empty. Where no case holds, the rule is silent and there is no light. `official` is false for a rule that no
    document prints: 系统默认，非官方.
    """

    name: str
    version: str
    title: str
    jurisdiction: str
    cases: tuple[LightCase, ...]
    source: str
    official: bool = True
    since: date | None = None
    until: date | None = None
    note: str = ""

    @property
    def id(self) -> str:
        return f"{self.name}@{self.version}"

    def overlaps(self, other: LightRule) -> bool:
        """Whether there is a day on which both hold.

        >>> from dataclasses import replace
        >>> first, second = (LightRule("r", n, "", "", (), "", since=date(2020 + int(n), 1, 1)) for n in "12")
        >>> first.overlaps(second), replace(first, until=second.since).overlaps(second)
        (True, False)
        """
        start = max(self.since or date.min, other.since or date.min)
        return start < min(self.until or date.max, other.until or date.max)


@dataclass(frozen=True, slots=True)
class Light:
    """A colour and why (灯号): the rule, the case that held, what went in, and the steps.

    `colour` is `Missing` where the rule is silent or a measure is not known. `official` is false where the rule or its
    case is the system's own.
    """

    colour: Colour | Missing
    rule: LightRule
    case: LightCase | None
    inputs: Mapping[Measure, Decimal | Missing]
    steps: tuple[Step, ...]

    @property
    def official(self) -> bool:
        return self.rule.official and (self.case is None or self.case.official)


@dataclass(frozen=True, slots=True)
class LightGroup:
    """Several lights together (灯号分布): how many of each colour, how many without, and the worst; never an average."""

    counts: Mapping[Colour, int] = field(default_factory=dict)
    without: int = 0
    worst: Colour | None = None
