"""A yearly appraisal: domains and items with their weights, what a place handed in, and the scores with their reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from luoshi.model.finding import Missing, Step
from luoshi.model.said import Said

# Which cities of the national list of 2013 a rule is for: all of them, or those that were named exhausted.
Cities = Literal["资源型城市", "资源枯竭城市"]

# How an item is scored: share of a target from below, of a target from above, distance over a ceiling, place and
# movement within the group, done or not.
Mode = Literal["reach", "stay-below", "ceiling", "level-progress", "yes-no"]


@dataclass(frozen=True, slots=True)
class Item:
    """One item of an appraisal (考核指标).

    Attributes:
        weight: Points it is worth.
        target: For `reach`, `stay-below` and `ceiling`; None where each place has its own.
        tolerance: For `ceiling`: by how much over the ceiling the last point is lost.
        better: For `level-progress`.
        level_share: For `level-progress`: the share of the level; the rest is the movement's.
    """

    id: str
    title: str
    indicator: str
    weight: Decimal
    mode: Mode
    target: Decimal | None = None
    tolerance: Decimal | None = None
    better: Literal["up", "down"] = "up"
    level_share: Decimal = Decimal("0.5")
    official: bool = False
    title_en: str = ""

    @property
    def name(self) -> Said:
        """What it is called, in both languages."""
        return Said(self.title, self.title_en or self.title)


@dataclass(frozen=True, slots=True)
class Domain:
    """One of the things that are appraised (考核领域); `only_for` names a property that a place must have (林区)."""

    id: str
    title: str
    items: tuple[Item, ...]
    only_for: str = ""
    title_en: str = ""

    @property
    def name(self) -> Said:
        """What it is called, in both languages."""
        return Said(self.title, self.title_en or self.title)

    @property
    def weight(self) -> Decimal:
        return sum((item.weight for item in self.items), Decimal(0))


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Points on top of the items, or a cap on the grade (加减分、等级封顶): `low` ≤ points ≤ `high`."""

    id: str
    title: str
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    cap: str = ""
    official: bool = False
    title_en: str = ""


@dataclass(frozen=True, slots=True)
class GradeBand:
    """A grade from `low` points on, inclusive (考核等级)."""

    name: str
    low: Decimal
    consequence: str = ""
    official: bool = False


@dataclass(frozen=True, slots=True)
class AppraisalRule:
    """By which rule a year is appraised (考核办法); bands from the best down, the last from 0.

    `missing_share`: where more of a domain's weight than this is missing, the domain is not rated at all.
    """

    id: str
    version: str
    title: str
    domains: tuple[Domain, ...]
    bands: tuple[GradeBand, ...]
    adjustments: tuple[Adjustment, ...] = ()
    missing_share: Decimal = Decimal("0.30")
    most: Decimal = Decimal(110)
    source: str = ""
    official: bool = False
    cities: Cities = "资源型城市"
    title_en: str = ""


@dataclass(frozen=True, slots=True)
class Return:
    """A row that a place handed in (填报行).

    Attributes:
        place: The code of the place; blank for all places together.
        item: The id of what it is about.
        year: The year that it is about; None for the year asked for.
        value: Missing where the place says that it has none.
        where: File and row.
    """

    place: str
    item: str
    value: Decimal | Missing
    before: Decimal | None = None
    target: Decimal | None = None
    evidence: tuple[str, ...] = ()
    year: int | None = None
    where: str = ""


@dataclass(frozen=True, slots=True)
class Handed:
    """What a place handed in for one item (填报): the value, last year's, its own target, and the evidence for it."""

    value: Decimal | Missing
    before: Decimal | None = None
    target: Decimal | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemScore:
    """The points of an item: `weight` is what it was worth after weights were moved; no points where the value is missing.

    `share` is the exact share of the weight that it earns; None where the value is missing.
    """

    item: Item
    handed: Handed
    points: Decimal | Missing
    weight: Decimal
    step: Step
    share: Fraction | None = None


@dataclass(frozen=True, slots=True)
class DomainScore:
    """The points of a domain: missing where it does not apply or where too much is missing; never zero for that."""

    domain: Domain
    points: Decimal | Missing
    weight: Decimal
    items: tuple[ItemScore, ...]
    applies: bool = True


@dataclass(frozen=True, slots=True)
class AppraisalStability:
    """How a place comes out under other weights (考核结果稳定性).

    Attributes:
        low: The best of the ranks between which it comes in nine of ten replications.
        high: The worst of them.
        same_grade: In what share of them it has the grade that it has, 0 to 1.
        grades: In what share of them it has which grade; those that occur.
        noise: By how much each weight goes up or down, as a share.
        replications: How often.
        seed: The same seed gives the same result.
    """

    low: int
    high: int
    same_grade: Decimal
    grades: Mapping[str, Decimal]
    noise: Decimal
    replications: int
    seed: int


@dataclass(frozen=True, slots=True)
class Appraised:
    """The appraisal of a place (考核结果).

    Attributes:
        total: Points with 2 decimals; missing where a domain that applies could not be rated (待补数).
        grade: Blank where the total is missing.
        capped: Why the grade was capped; blank where it was not.
        rated: Share of the applicable weight that was rated, 0 to 1.
        backed: Share of the rated weight whose value names evidence, 0 to 1: what is claimed without any counts, and says
            so here.
        extra: Points of adjustments.
        cap: The grade above which it cannot come; blank where nothing caps it.
        stability: How it comes out under other weights; None where the total is missing, or nobody asked.
    """

    place: str
    rule: AppraisalRule
    domains: tuple[DomainScore, ...]
    total: Decimal | Missing
    grade: str
    capped: str
    rated: Decimal
    steps: tuple[Step, ...]
    backed: Decimal = Decimal(0)
    extra: Decimal = Decimal(0)
    cap: str = ""
    stability: AppraisalStability | None = None
