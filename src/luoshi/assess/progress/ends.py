"""What methods that work by compound growth ask for: base, last value and target, all above zero, with the years between."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from luoshi.assess.numbers import significant
from luoshi.assess.progress.judge import BASE_BEYOND_TARGET, BASE_IS_TARGET, NO_DATA
from luoshi.assess.progress.ways import CHANGE_OF_SIGN, NO_BASELINE, Way, way
from luoshi.model.finding import Goal, Missing
from luoshi.model.problem import Kind
from luoshi.model.series import Series

NOT_A_WAY = Kind(
    code="judge-method-needs-a-way",
    zh="该方法只适用于有基期和目标值的升降目标", en="the method is for targets that lead from a base to a value",
    hint_zh="请看本系统的评估结论。", hint_en="See our own finding.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ends:
    """Base, last value and target; the years from the base to the value and to the deadline; whether up is better."""

    base: Fraction
    value: Fraction
    target: Fraction
    passed: int
    whole: int
    up: bool

    @property
    def is_reached(self) -> bool:
        return self.value >= self.target if self.up else self.value <= self.target


def ends(goal: Goal, series: Series, as_of: int) -> Ends | Missing:
    """The ends of a way by compound growth.

    Gaps:
        A bound or a matter of yes and no; no base; nothing observed after the base year; base equal to or better than the
        target; a value that is not above zero.

    >>> from decimal import Decimal
    >>> rise = Goal("up", Decimal(121), due=2017, base_year=2015, base=Decimal(100))
    >>> found = ends(rise, Series(((2016, Decimal(110)),)), 2016)
    >>> found.passed, found.whole, found.is_reached
    (1, 2, False)
    """
    known = series.until(min(as_of, goal.due))
    found = way(goal, known)
    if isinstance(found, Missing):
        return found
    if found.is_bound or found.yearly or goal.kind == "binary":
        return Missing(NOT_A_WAY())
    if found.base is None or found.base_year is None:
        return Missing(NO_BASELINE())
    seen = known.since(found.base_year + 1)
    if not seen.values:
        return Missing(NO_DATA())
    year, observed = seen.values[-1]
    value = Fraction(observed)
    return _unusable(found, found.base, value) or Ends(
        found.base, value, found.target, year - found.base_year, goal.due - found.base_year, found.up
    )


def _unusable(found: Way, base: Fraction, value: Fraction) -> Missing | None:
    worst = min(base, value, found.target)
    if worst <= 0:
        return Missing(CHANGE_OF_SIGN(from_=significant(base), to=significant(worst)))
    if base == found.target:
        return Missing(BASE_IS_TARGET(value=significant(base)))
    if (base > found.target) == found.up:
        return Missing(BASE_BEYOND_TARGET(base=significant(base), value=significant(found.target)))
    return None
