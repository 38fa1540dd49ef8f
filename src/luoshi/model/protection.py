"""Farmland that is protected first, county by county and year by year: what is counted, what fell, who is restricted."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from luoshi.model.alert import AlertLevel
from luoshi.model.finding import Missing, Number, Step


@dataclass(frozen=True, slots=True)
class ProtectionInput:
    """A number that every county hands in once a year (填报项): its `id` in a table, its `indicator` in statistics."""

    id: str
    title: str
    unit: str
    meaning: str
    indicator: str
    title_en: str = ""


@dataclass(frozen=True, slots=True)
class ProtectionRule:
    """When a county counts as worsening, and when it no longer does (预警限批办法).

    Attributes:
        commitment: The address of the sentence that orders the warning, in `document`; `quote` are its words.
        area: The counties of this area, by its id in `judging.yaml`.
        inputs: What is handed in: `area`, `reclassified`, `resurveyed`, `points`, `worse`, `better`, in this order.
        fall_share: A fall of the area below this share of it is within the error of measurement.
        fall_area: The same as an area; the larger of both counts.
        worse_share: How much larger the share of sampling points that got worse must be than of those that got better.
        significance: How improbable so many worse points must be if better and worse were equally likely.
        least_points: Below so many points, compared at the same place by the same method, nothing is said.
        release_years: After so many years in a row, each known, without a fall, the restriction ends.
        to: Ids of the organisations that are told beside the government of the county.
        handed_by: Ids of the organisations that have the numbers, the first asked first.
        official: Whether a document prints these limits.
    """

    id: str
    version: str
    title: str
    document: str
    commitment: str
    quote: str
    area: str
    inputs: tuple[ProtectionInput, ...]
    fall_share: Decimal
    fall_area: Decimal
    worse_share: Decimal
    significance: Decimal
    least_points: int
    release_years: int
    level: AlertLevel
    step: str
    to: tuple[str, ...]
    handed_by: tuple[str, ...]
    source: str
    official: bool = False
    note: str = ""
    title_en: str = ""


@dataclass(frozen=True, slots=True)
class ProtectionYear:
    """What is known of a county's protected farmland in one year (县年度数).

    Attributes:
        area: At the end of the year.
        reclassified: How much of the change since the year before comes of land put into or out of the class (+ or −).
        resurveyed: How much comes of another extent, scale or definition of the survey (+ or −).
        points: How many sampling points were measured in both years at the same place by the same method.
        worse: How many of them got worse by more than the error of measurement.
        better: How many got better by more than it.
    """

    year: int
    area: Number
    reclassified: Number
    resurveyed: Number
    points: Number
    worse: Number
    better: Number


@dataclass(frozen=True, slots=True)
class ProtectionTest:
    """Whether the area, or the quality, fell in a year (比较结论); `falls` is `None` where it cannot be said.

    Attributes:
        change: Of the area, without classes and surveys; of the quality, the share of points that got better less that of
            those that got worse.
        step: The comparison in words with its numbers, or what is missing for it.
    """

    falls: bool | None
    change: Number
    step: Step


@dataclass(frozen=True, slots=True)
class ProtectionState:
    """How a county stands after a year's comparison (预警限批状态).

    Attributes:
        falls: Whether either fell; `None` where neither is seen to have and one cannot be said.
        restricted: Whether the warning and the restriction stand.
        since: The year from which they do; the last one, where they have just ended; None where they never stood.
        good_years: Years in a row, each known, without a fall.
        because: Why it is so.
    """

    year: int
    area: ProtectionTest
    quality: ProtectionTest
    falls: bool | None
    restricted: bool
    since: int | None
    good_years: int
    because: Step


@dataclass(frozen=True, slots=True)
class ProtectedPlace:
    """A county with its comparisons, year by year (县（市、区）); without any, `missing` says what is handed in by nobody."""

    rule: ProtectionRule
    place: str
    name: str
    within: str
    states: tuple[ProtectionState, ...]
    missing: Missing | None = None

    @property
    def now(self) -> ProtectionState | None:
        """The last year's."""
        return self.states[-1] if self.states else None

    @property
    def restricted(self) -> bool:
        """Whether it is warned and restricted now."""
        return self.now is not None and self.now.restricted
