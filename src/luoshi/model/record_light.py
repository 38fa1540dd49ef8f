"""How the records of a workflow get their lights, and the light of one record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from luoshi.model.finding import Step
from luoshi.model.light import LightRule

# Late, warning, normal, done, no data: from the worst to the best; what has no data is neither.
Shade = Literal["red", "yellow", "green", "done", "none"]
SHADES: tuple[Shade, ...] = ("red", "yellow", "green", "done", "none")


@dataclass(frozen=True, slots=True)
class LightPlan:
    """How the records of a workflow get their lights (亮灯办法).

    Attributes:
        workflow: Its id.
        rules: The versions of the rule that is asked with the days after the due day, and the share done.
        done: The states in which nothing is left to do; `failed`: those that are late for good.
        handed_in: The states in which it is in somebody else's hands.
        of_reports: Whether they are reports; what is reported on gets its light from those of the one that leads, too.
        share, stage, confidence: The fields of a report that say how much is done, how it goes, and what whoever reports
            thinks of it; blank where there is none.
        stages: The light that a stage gives; a stage that is not named gives none.
        confidences: The light that an official's own judgement amounts to, for comparison only.
        official: False where no document prints it.
    """

    workflow: str
    rules: tuple[LightRule, ...]
    done: tuple[str, ...]
    failed: tuple[str, ...] = ()
    handed_in: tuple[str, ...] = ()
    share: str = ""
    stage: str = ""
    confidence: str = ""
    stages: Mapping[str, Shade] = field(default_factory=dict)
    confidences: Mapping[str, Shade] = field(default_factory=dict)
    of_reports: bool = False
    official: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class RecordStanding:
    """What is known of a record on a day (办理状况): its state and due day, and what the one that answers has reported.

    `owed_until` is until when the report that is not handed in yet is owed. `share` is 0 to 1.
    """

    state: str
    due: date | None = None
    reported: bool = False
    share: Decimal | None = None
    stage: str = ""
    owed_until: date | None = None
    days_late: int = 0
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class RecordLight:
    """The light of a record on a day, and why (条目灯号).

    `differs` is true where the official's own confidence amounts to another light.
    """

    shade: Shade
    because: tuple[Step, ...]
    official: bool = False
    source: str = ""
    differs: bool = False
