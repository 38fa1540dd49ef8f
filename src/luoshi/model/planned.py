"""What a plan prints of the way to its targets: the base year's value and those planned for later years.

They are no observations, for nobody measured them, and no targets: a target is what the text promises. Where the print is
damaged, each row says how it was restored and how certain that is.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Certainty = Literal["高", "中", "低"]
Comparator = Literal["=", ">=", ">", "<=", "<", "~"]


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """The value that is planned for a year (计划值)."""

    year: int
    value: Decimal
    comparator: Comparator
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """What is planned for the whole period (规划期变动): growth a year, a change in all, or a count.

    `value` has no sign; `direction` says which way, and is blank for a growth or a count.
    """

    kind: Literal["growth", "change", "count"]
    value: Decimal
    unit: str
    comparator: Comparator
    direction: Literal["", "up", "down"] = ""


@dataclass(frozen=True, slots=True)
class PlannedValue:
    """A row of a plan's table of indicators (规划指标行).

    Attributes:
        indicator: The id of the indicator; blank where it cannot be told which one it is.
        name: The indicator's name as printed, or as restored.
        unit: Of `base_value` and of the steps.
        base_year: The year from which is counted; None where the table has no base.
        steps: Every value that is planned for a year, also those that are only guessed (see `path`).
        certainty: How certain the row is: 高, 中 or 低.
        usable: Whether anything may be judged by it.
        quote: The words of the document as they stand there, line breaks and blanks aside.
        restored: How the row was restored from them.
    """

    id: str
    indicator: str
    name: str
    scope: str
    unit: str
    document: str
    quote: str
    restored: str
    certainty: Certainty
    usable: bool
    base_year: int | None = None
    base_value: Decimal | None = None
    steps: tuple[PlannedStep, ...] = ()
    change: PlannedChange | None = None
    note: str = ""

    @property
    def path(self) -> tuple[PlannedStep, ...]:
        """The steps by which something may be judged: none of an unusable row, and none that is only guessed.

        >>> steps = PlannedStep(2015, Decimal(35), "=", "低"), PlannedStep(2020, Decimal(40), "=", "中")
        >>> row = PlannedValue("a", "gdp", "", "", "%", "plan", "", "", "中", True, 2012, Decimal(32), steps)
        >>> [step.year for step in row.path]
        [2020]
        """
        return tuple(step for step in self.steps if step.certainty != "低") if self.usable else ()
