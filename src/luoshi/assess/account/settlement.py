"""Rewards and penalties of a year's appraisal, which balance: what some lose the excellent share.

Observed of 2020: the item 考核奖惩 of the provinces adds up to nothing, at most some 5 % of a small recipient. The rule by
which single cities are rewarded or cut is not published; the shares here are the system's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from luoshi.assess.numbers import rounded
from luoshi.model.finding import Step
from luoshi.model.problem import Kind, LuoshiError
from luoshi.model.support import Settled, Settlement

NEGATIVE_BASE = Kind(
    code="settle-negative-base",
    zh="{place} 的存量 {base} 小于零", en="the base of {place} is {base}: below zero",
    hint_zh="请核对上年转移支付额。", hint_en="Check last year's transfer.",
)  # fmt: skip
PLACE_TWICE = Kind(
    code="settle-place-twice",
    zh="{place} 出现了两次", en="{place} stands twice",
    hint_zh="每个城市一行。", hint_en="One row a city.",
)  # fmt: skip

EXCELLENT, FAILED = "优秀", "不合格"


@dataclass(frozen=True, slots=True)
class Graded:
    """A city with its base (存量), increment (增量), points and grade."""

    place: str
    base: Decimal
    increment: Decimal
    points: Decimal
    grade: str


def settle(
    cities: Sequence[Graded],
    *,
    of_increment: Decimal = Decimal(1),
    of_base: Decimal = Decimal("0.05"),
    best_from: Decimal = Decimal(90),
    places: int = 4,
) -> Settlement:
    """Who is cut and who is rewarded; the sum of both is nothing.

    Args:
        cities: All that were appraised, amounts in one unit.
        of_increment: Share of the increment that a failed city loses (系统默认，非官方).
        of_base: Share of the base that it loses (系统默认，非官方).
        best_from: The points from which a city is excellent; rewards grow with the points above it less one.
        places: Decimals of the amounts. What rounding leaves goes to the first of the largest rewards.

    Returns:
        Per city what is deducted or rewarded. Where nobody is excellent the pool is returned to the general allocation.

    Raises:
        LuoshiError: a city twice, a base below zero.

    >>> D = Decimal
    >>> found = settle([Graded("P", D(1), D("0.10"), D(94), "优秀"), Graded("Q", D(2), D("0.20"), D(85), "良好"),
    ...                 Graded("R", D("1.5"), D("0.15"), D(55), "不合格")])
    >>> [(one.place, str(one.rewarded - one.deducted)) for one in found.places]
    [('P', '0.2250'), ('Q', '0.0000'), ('R', '-0.2250')]
    """
    _check(cities)
    cuts = {
        city.place: rounded(
            Fraction(of_increment) * max(Fraction(city.increment), Fraction(0))
            + Fraction(of_base) * Fraction(city.base),
            places,
        )
        for city in cities
        if city.grade == FAILED
    }
    pool = sum(cuts.values(), Decimal(0))
    rewards = _rewards(cities, pool, best_from, places)
    none = rounded(Fraction(0), places)
    found = tuple(_settled(city, cuts.get(city.place, none), rewards.get(city.place, none)) for city in cities)
    return Settlement(found, pool, pool - sum(rewards.values(), Decimal(0)))


def _check(cities: Sequence[Graded]) -> None:
    seen = set()
    for city in cities:
        if city.place in seen:
            raise LuoshiError(PLACE_TWICE(place=city.place))
        if city.base < 0:
            raise LuoshiError(NEGATIVE_BASE(place=city.place, base=city.base))
        seen.add(city.place)


def _rewards(cities: Sequence[Graded], pool: Decimal, best_from: Decimal, places: int) -> dict[str, Decimal]:
    shares = {
        city.place: Fraction(city.base) * (Fraction(city.points) - Fraction(best_from) + 1)
        for city in cities
        if city.grade == EXCELLENT
    }
    total = sum(shares.values(), Fraction(0))
    if total <= 0:
        return {}
    found = {place: rounded(Fraction(pool) * share / total, places) for place, share in shares.items()}
    largest = max(found, key=lambda place: shares[place])
    found[largest] += pool - sum(found.values(), Decimal(0))
    return found


def _settled(city: Graded, cut: Decimal, reward: Decimal) -> Settled:
    if cut:
        step = Step(f"{city.grade}：扣减 {cut}；系统默认，非官方", f"{city.grade}: {cut} deducted; not official")
    elif reward:
        step = Step(f"{city.grade}：奖励 {reward}；系统默认，非官方", f"{city.grade}: {reward} rewarded; not official")
    else:
        step = Step(f"{city.grade}：不奖不罚", f"{city.grade}: neither")
    return Settled(city.place, city.base, city.increment, cut, reward, (step,))
