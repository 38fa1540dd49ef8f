"""A target followed: what was promised, what was observed, what is said of it, and from where each of them is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from luoshi.model.breaks import Break
from luoshi.model.finding import Finding, Goal, Missing, Number, Step
from luoshi.model.light import Light
from luoshi.model.observation import Observation
from luoshi.model.span import Span
from luoshi.model.supplier import Supplier


@dataclass(frozen=True, slots=True)
class Point:
    """The value of a year (年度值): published, or worked out by `steps` of the observations that went in."""

    year: int
    value: Decimal
    observations: tuple[Observation, ...]
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Followed:
    """A target followed for an area, or for one place of it (目标跟踪).

    Attributes:
        target: The id of the reviewed target, or of the row of a plan's table.
        span: Where its words stand in the received file; None where they were restored from a damaged print.
        area: The id of the area, blank where the places are named by the target itself.
        place: The code of one place; blank for the whole area.
        scope: `whole`: the target is about it; `each`: the target is about each place of the area, and this is one;
            `member`: the target is about the whole, and this shows one place by the same measure, for comparison only.
        assumed: What had to be assumed, and how the values came about.
        points: Every value up to the year judged, in order.
        planned: What the plan has for each year from the base on, in the same unit.
        compared: The first and the last year of the values that may be compared; None where there are none.
        supplier: Who should supply the figures; None where nobody is named.
    """

    target: str
    document: str
    quote: str
    span: Span | None
    title: str
    indicator: str
    unit: str
    area: str
    area_title: str
    place: str
    place_title: str
    scope: Literal["whole", "each", "member"]
    goal: Goal | Missing
    assumed: tuple[Step, ...]
    points: tuple[Point, ...]
    planned: tuple[tuple[int, Number], ...]
    compared: tuple[int, int] | None
    breaks: tuple[Break, ...]
    finding: Finding
    light: Light | Missing
    supplier: Supplier | None

    @property
    def id(self) -> str:
        """The address: the target's, and the place's where it is about one."""
        return f"{self.target}@{self.place}" if self.place else self.target

    @property
    def reason(self) -> Step:
        """Why the grade is what it is, in one line: the comparison with the plan, else the last step of the finding."""
        steps = self.finding.steps or (Step("", ""),)
        return next((step for step in steps if step.en.startswith("against plan, ")), steps[-1])
