"""A target broken down to places and organisations, and whether its parts make the whole."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from luoshi.model.finding import Number, Step

CascadeKind = Literal["sum", "weighted-mean"]
# 足额, 不足, 超出, 未分解完.
CascadeState = Literal["whole", "short", "beyond", "incomplete"]


@dataclass(frozen=True, slots=True)
class Part:
    """What one place or organisation takes on of a target (分解指标).

    `to` is the place's code or the organisation's id. `value` is `None` where it has not been told; `weight` is that of its
    value in a weighted mean.
    """

    to: str
    value: Decimal | None = None
    weight: Decimal | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Cascade:
    """A target broken down (目标分解).

    Attributes:
        target: The id of the commitment.
        kind: Whether the parts are added up, or make a mean by their weights.
        value: What is promised in all, in `unit`, as are the parts.
        better: Which side is more: `up` where the parts shall reach `value`, `down` where they shall stay within it.
        expected: To whom all of it should have been broken down; those who have a part where empty.
        tolerance: By how much parts and whole may differ, in `unit`.
        official: False where no document prints the breakdown: 系统默认，非官方.
    """

    target: str
    kind: CascadeKind
    value: Decimal
    unit: str
    better: Literal["up", "down"]
    parts: tuple[Part, ...]
    expected: tuple[str, ...] = ()
    tolerance: Decimal = Decimal(0)
    source: str = ""
    official: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class CascadeFinding:
    """Whether the parts make the whole (分解核对).

    Attributes:
        total: Of the parts that are known: their sum or mean.
        gap: By how much better than promised the parts are together; missing while parts are.
        missing: Who has no part yet.
        covered: Whose part is counted within that of a place around them.
        remaining: What those who are missing must bring: together for a sum, on average for a mean.
    """

    state: CascadeState
    total: Number
    gap: Number
    missing: tuple[str, ...]
    covered: tuple[str, ...]
    remaining: Number
    steps: tuple[Step, ...]
