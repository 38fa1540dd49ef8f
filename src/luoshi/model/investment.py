"""A project's money beside the pace that was planned for it: by which rule, and what the rule says."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from luoshi.model.finding import Step
from luoshi.model.light import LightRule
from luoshi.model.record_light import Shade

# The year's money beside its plan, or all money since the beginning beside the planned path.
PaceOf = Literal["annual", "cumulative"]


@dataclass(frozen=True, slots=True)
class PaceRule:
    """How a project's money is compared with its pace (投资进度规则).

    Attributes:
        of: Which money.
        classes: The classes of projects that it is asked of.
        rules: The versions of the rule of lights that is asked with the points ahead of the pace.
        official: False where no document prints it: 系统默认，非官方.
    """

    of: PaceOf
    title: str
    title_en: str
    classes: tuple[str, ...]
    rules: tuple[LightRule, ...]
    official: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Spent:
    """What is known of a project's money at the end of a period (投资完成情况), in 亿元; None where it is not known.

    `path` is the planned path over the years of construction.
    """

    period: str
    kind: str
    annual_plan: Decimal | None = None
    annual_done: Decimal | None = None
    cumulative: Decimal | None = None
    total: Decimal | None = None
    first_year: int | None = None
    last_year: int | None = None
    path: Literal["S形曲线", "直线"] = "S形曲线"


@dataclass(frozen=True, slots=True)
class Pace:
    """What a rule says of a project's money (投资进度): a light, and by how many points it is ahead of its pace.

    `points` is below 0 behind the pace, and None where it cannot be said; `because` says why either way.
    """

    rule: PaceRule
    shade: Shade
    points: Decimal | None
    because: Step

    @property
    def behind(self) -> bool:
        """Whether somebody should look at it.

        >>> rule = PaceRule("annual", "年度投资", "The year's money", (), ())
        >>> Pace(rule, "green", Decimal(-4), Step("", "")).behind, Pace(rule, "red", Decimal(-40), Step("", "")).behind
        (False, True)
        """
        return self.shade in ("red", "yellow")

    @property
    def points_behind(self) -> str:
        """By how many points it is behind, to one place."""
        return f"{max(-(self.points or Decimal(0)), Decimal(0)):.1f}"
