"""What documents promise for an indicator, put side by side, and where they promise different values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from luoshi.model.commitment import Comparator
from luoshi.model.finding import Step

# 数值不同, 计量单位不是同一种量, 方向相反.
InconsistentHow = Literal["value", "unit", "side"]


@dataclass(frozen=True, slots=True)
class Promise:
    """A target as it is compared with others for the same indicator (指标承诺).

    `scope` says for whom it holds, blank for all that the document is for; `quote` are the words.
    """

    id: str
    document: str
    indicator: str
    scope: str
    kind: str
    comparator: Comparator | None
    value: Decimal
    high: Decimal | None
    unit: str
    deadline: date | None
    baseline_year: int | None
    quote: str


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """Promises for one indicator, scope and deadline that cannot all be meant (承诺不一致), with all their quotes."""

    indicator: str
    scope: str
    deadline: date | None
    how: tuple[InconsistentHow, ...]
    promises: tuple[Promise, ...]
    steps: tuple[Step, ...]
