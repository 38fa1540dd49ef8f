"""Where a series does not go on: what is to be seen there, and the part of it that is about one thing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from luoshi.model.finding import Step
from luoshi.model.observation import Observation

BreakKind = Literal["level", "share", "method", "boundary", "part"]
Across = Literal["split", "chain", "refuse"]


@dataclass(frozen=True, slots=True)
class Break:
    """A year from which a series is about something else than before (断点).

    Attributes:
        before: The last year of what was before.
        after: The first year of what is since.
        kind: `level`: the value jumps against published real growth, or falls or rises too far to be true; `share`: the
            shares of a whole jump with it; `method`: a document says that it is counted otherwise; `boundary`: the area is
            another; `part`: a part of its formula breaks.
        evidence: What shows it, in words and figures.
        observations: The numbers that show it, with their rows.
        official: Whether a document says so; false where it was found by limits of the system's own (系统默认，非官方).
    """

    indicator: str
    place: str
    before: int
    after: int
    kind: BreakKind
    evidence: tuple[Step, ...]
    observations: tuple[Observation, ...] = ()
    official: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """A change of which nobody can tell whether it is a break (存疑变动), for want of published growth.

    It does not part a series; whoever compares across it is told.
    """

    before: int
    after: int
    step: Step


@dataclass(frozen=True, slots=True)
class MethodChange:
    """A change of method that a pack declares (统计方法变动): the figures of some indicators break with a year.

    Attributes:
        indicators: The ids of the indicators whose figures break.
        places: The codes of the places for which it holds; empty for all.
        figures_from: The first year that is counted by the new method.
        what: What changed, in Chinese and in English.
        official: Whether a document says so.
    """

    id: str
    indicators: tuple[str, ...]
    places: tuple[str, ...]
    figures_from: int
    what: str
    what_en: str
    source: str
    confidence: Literal["high", "low"]
    official: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The years of a series that may be compared with each other (可比时段), and how they came to be so.

    Attributes:
        how: `split`: published values between two breaks; `chain`: worked out by a growth series from the value of
            `anchor`, no published values but for that year; `refuse`: published values, as there is no break between.
        values: By year.
        observations: The numbers that went in.
        breaks: The breaks at which it ends (`split`, `refuse`), or which it goes across (`chain`).
        steps: What was done, to be shown with it.
        anchor: For `chain`, the year whose published value the others are worked out from.
    """

    indicator: str
    place: str
    how: Across
    values: tuple[tuple[int, Decimal], ...]
    observations: tuple[Observation, ...]
    breaks: tuple[Break, ...]
    steps: tuple[Step, ...]
    anchor: int | None = None

    @property
    def is_chained(self) -> bool:
        """Whether the values were worked out and published by nobody."""
        return self.how == "chain"
