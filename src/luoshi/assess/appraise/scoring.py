"""How one item is scored: a share, from 0 to 1, of its weight. Exact fractions; no document prints these functions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from luoshi.model.appraisal import Handed, Item
from luoshi.model.finding import Missing
from luoshi.model.problem import Kind

NO_TARGET = Kind(
    code="appraise-no-target",
    zh="“{item}”没有目标值", en="'{item}' has no target",
    hint_zh="请在办法中写明，或随填报给出该地的目标。", hint_en="State it in the rule, or hand it in for the place.",
)  # fmt: skip
NO_GROUP = Kind(
    code="appraise-no-group",
    zh="“{item}”没有可比的城市或上年值", en="'{item}' has no group to compare with, or no value of last year",
    hint_zh="请补充上年值；至少两个城市才能比较。", hint_en="Supply last year's value; it takes two places to compare.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """The ends of a group in level and movement, in the item's direction: the worst and the best."""

    level: tuple[Fraction, Fraction]
    movement: tuple[Fraction, Fraction]


def share(item: Item, handed: Handed, group: Group | None = None) -> Fraction | Missing:
    """The share of an item's weight that a value earns.

    Gaps:
        The value is missing; there is no target where the mode needs one; no group, or no value of last year.

    >>> from decimal import Decimal
    >>> item = Item("d1", "失业率", "", Decimal(6), "stay-below", target=Decimal("4.5"))
    >>> share(item, Handed(Decimal("4.5"))), share(item, Handed(Decimal(5)))
    (Fraction(1, 1), Fraction(9, 10))
    """
    if isinstance(handed.value, Missing):
        return handed.value
    value = Fraction(handed.value)
    if item.mode == "yes-no":
        return Fraction(1 if value else 0)
    if item.mode == "level-progress":
        return _within(item, handed, value, group)
    given = handed.target if handed.target is not None else item.target
    if given is None:
        return Missing(NO_TARGET(item=item.name))
    target = Fraction(given)
    if item.mode == "reach":
        return _clamp(value / target) if target > 0 else Fraction(value >= target)
    if item.mode == "stay-below":
        return Fraction(1) if value <= target else _clamp(target / value)
    over = max(value - target, Fraction(0))
    return _clamp(1 - over / Fraction(item.tolerance)) if item.tolerance else Fraction(over == 0)


def group_of(item: Item, handed: Iterable[Handed]) -> Group | None:
    """The ends of the group for one item; None where nothing can be compared.

    >>> from decimal import Decimal
    >>> item = Item("g", "森林覆盖率", "", Decimal(4), "level-progress")
    >>> values = [Handed(Decimal(60), Decimal(58)), Handed(Decimal(70), Decimal(69))]
    >>> group_of(item, values).movement
    (Fraction(1, 1), Fraction(2, 1))
    """
    sign = 1 if item.better == "up" else -1
    levels = [sign * Fraction(one.value) for one in handed if not isinstance(one.value, Missing)]
    moves = [
        sign * (Fraction(one.value) - Fraction(one.before))
        for one in handed
        if not isinstance(one.value, Missing) and one.before is not None
    ]
    if not levels or not moves:
        return None
    return Group((min(levels), max(levels)), (min(moves), max(moves)))


def _within(item: Item, handed: Handed, value: Fraction, group: Group | None) -> Fraction | Missing:
    if group is None or handed.before is None or group.level[0] == group.level[1]:
        return Missing(NO_GROUP(item=item.name))
    sign = 1 if item.better == "up" else -1
    level = _place(sign * value, group.level)
    movement = _place(sign * (value - Fraction(handed.before)), group.movement)
    part = Fraction(item.level_share)
    return part * level + (1 - part) * movement


def _place(value: Fraction, ends: tuple[Fraction, Fraction]) -> Fraction:
    """Where a value lies between the ends; 1 where all moved alike."""
    low, high = ends
    return Fraction(1) if low == high else _clamp((value - low) / (high - low))


def _clamp(number: Fraction) -> Fraction:
    return min(max(number, Fraction(0)), Fraction(1))
