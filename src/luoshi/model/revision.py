"""A target that was revised: what it was, what it is, why, and who approved it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Terms:
    """What a target promises, as far as it can be revised (目标内容): value and deadline; `None` where it has none."""

    value: Decimal | None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """A change of a target (目标调整): from a day on new terms hold, and the old ones are kept with reason and approver."""

    target: str
    on: date
    old: Terms
    new: Terms
    reason: str
    approver: str
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class InForce:
    """Which terms hold (有效目标), since when, and by which revision; `None` for the first ones."""

    terms: Terms
    since: date
    revision: Revision | None = None
