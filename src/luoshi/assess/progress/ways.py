"""What a goal asks for, in numbers: a way from a base to a target, or a bound."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from luoshi.assess.numbers import power, significant
from luoshi.model.finding import Goal, Missing
from luoshi.model.problem import Kind
from luoshi.model.series import Series

NO_TARGET_VALUE = Kind(
    code="judge-no-target-value",
    zh="目标没有数值", en="the target states no value",
    hint_zh="只有方向的目标不作数值评估；有数值的请补上。", hint_en="A mere direction is not judged; else add the value.",
)  # fmt: skip
NO_BASELINE = Kind(
    code="judge-no-baseline",
    zh="没有基期值", en="there is no base value",
    hint_zh="请提供基期年份及该年的数值。", hint_en="Give the base year and the value of that year.",
)  # fmt: skip
CHANGE_OF_SIGN = Kind(
    code="judge-change-of-sign",
    zh="{from_} 到 {to} 跨越零或为负，不能计算增长率", en="from {from_} to {to} there is no growth rate: not both are above zero",
    hint_zh="请改用绝对量目标或线性路径。", hint_en="Use a linear path, or state the target as an amount.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Way:
    """A goal in exact numbers.

    `base` and `base_year` are None where they are not known. `up` says which side of the target is better. A bound
    (`low`, `high`) shall hold every year; a `yearly` goal's planned path is itself the bound (growth of at most …).
    """

    target: Fraction
    up: bool
    base: Fraction | None = None
    base_year: int | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    yearly: bool = False

    @property
    def is_bound(self) -> bool:
        return self.low is not None or self.high is not None


def way(goal: Goal, series: Series) -> Way | Missing:
    """What a goal asks for.

    Gaps:
        A kind that needs a value and has none; `growth`, `change` and `zero-growth` without a base; `growth` from a base
        that is not above zero.

    >>> from decimal import Decimal
    >>> found = way(Goal("change", Decimal("-10"), due=2020, base_year=2015), Series(((2015, Decimal(50)),)))
    >>> found.target, found.up
    (Fraction(45, 1), False)
    """
    given = goal.base if goal.base is not None or goal.base_year is None else series.at(goal.base_year)
    base = None if given is None else Fraction(given)
    if goal.kind == "binary":
        return Way(Fraction(1), up=True, base=Fraction(0), base_year=goal.base_year)
    if goal.kind == "zero-growth":
        return Missing(NO_BASELINE()) if base is None else Way(base, up=False, base=base, high=base)
    if goal.value is None or (goal.kind == "range" and goal.high is None):
        return Missing(NO_TARGET_VALUE())
    value = Fraction(goal.value)
    if goal.kind in ("growth", "change"):
        return _relative(goal, value, base)
    if goal.kind == "count":
        return Way(value, up=True, base=base or Fraction(0), base_year=goal.base_year)
    if goal.kind in ("up", "down"):
        return Way(value, up=goal.kind == "up", base=base, base_year=goal.base_year)
    high = value if goal.kind == "at-most" else None if goal.high is None else Fraction(goal.high)
    return Way(value, goal.kind != "at-most", base, goal.base_year, None if goal.kind == "at-most" else value, high)


def _relative(goal: Goal, value: Fraction, base: Fraction | None) -> Way | Missing:
    """A goal whose target is told from its base."""
    if base is None or (goal.kind == "growth" and goal.base_year is None):
        return Missing(NO_BASELINE())
    if goal.kind == "change":
        target = base + value if goal.change_in == "points" else base * (1 + value / 100)
        # 下降10%: of a negative base a fall in percent would be a rise; the sign of the promise decides.
        return Way(target, up=value > 0, base=base, base_year=goal.base_year)
    factor = 1 + value / 100
    if base <= 0 or factor <= 0:
        return Missing(CHANGE_OF_SIGN(from_=significant(base), to=significant(base * factor)))
    target = base * power(factor, Fraction(goal.due - (goal.base_year or 0)))
    up = goal.better == "up"
    return Way(target, up, base, goal.base_year, yearly=up != (value > 0))
