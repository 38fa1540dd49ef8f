"""The planned path: what the value should be in each year between base and target.

Values that the plan prints for single years go before everything. Between the values that are known, the path runs

| shape | between a and b, at the share s of the time | suits |
|---|---|---|
| linear | a + s·(b − a) | what moves evenly |
| step | a until b's year | what is done at once, at the end |
| compound | a·(b ÷ a)^s | growth |
| s-curve | a + (3s² − 2s³)·(b − a) | works: slow at first, fast, slow at the end (the system's own choice) |
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from luoshi.assess.numbers import power, significant
from luoshi.assess.progress.ways import CHANGE_OF_SIGN, NO_BASELINE, Way, way
from luoshi.model.finding import Goal, Missing, Number, Shape
from luoshi.model.problem import Kind
from luoshi.model.series import Series

NO_PLAN_VALUE = Kind(
    code="judge-no-plan-value",
    zh="{year} 年没有计划值", en="the plan has no value for {year}",
    hint_zh="请补充计划的年度值，或选择基期之后的年份。", hint_en="Add the plan's yearly values, or judge a year after the base.",
)  # fmt: skip


def planned_value(goal: Goal, year: int, series: Series | None = None) -> Number:
    """The value that the plan has for a year.

    Args:
        goal: With its shape and listed values. A bound's planned value is the bound (of a range, its lower end).
        year: From the base year on; after the last year, the target itself.
        series: Where the base is taken from if the goal states none.

    Returns:
        In the unit of the goal's base and target, 6 significant digits, half up.

    Gaps:
        No base and no listed value before the year; the year lies before the base; a compound path through zero or to
        another sign.

    >>> from decimal import Decimal
    >>> rise = Goal("up", Decimal(60), due=2020, base_year=2015, base=Decimal(50))
    >>> [str(planned_value(rise, year)) for year in (2015, 2017, 2020, 2022)]
    ['50', '54', '60', '60']
    >>> planned_value(rise, 2014).code
    'judge-no-plan-value'
    """
    found = way(goal, series or Series(()))
    planned = found if isinstance(found, Missing) else exact(goal, found, year)
    return planned if isinstance(planned, Missing) else significant(planned)


def exact(goal: Goal, found: Way, year: int) -> Fraction | Missing:
    """The same as a fraction, for a goal whose way is known.

    >>> exact(Goal("binary", None, due=2020), Way(Fraction(1), True, Fraction(0)), 2019)
    Fraction(0, 1)
    """
    if found.is_bound:
        return found.target
    for listed, value in goal.listed:
        if listed == year:
            return Fraction(value)
    if year >= goal.due:
        return found.target
    if goal.kind == "binary":
        return Fraction(0)
    for (first, start), (last, end) in pairwise(_known(goal, found)):
        if first <= year <= last:
            return _between(_shape(goal), start, end, Fraction(year - first, last - first))
    return Missing(NO_BASELINE() if found.base is None or found.base_year is None else NO_PLAN_VALUE(year=year))


def _known(goal: Goal, found: Way) -> list[tuple[int, Fraction]]:
    """Base, listed values and target by year; a listed value goes before the base of its year."""
    listed = {year: Fraction(value) for year, value in goal.listed}
    ends = {goal.due: found.target}
    if found.base is not None and found.base_year is not None:
        ends = {found.base_year: found.base} | ends
    return sorted((ends | listed).items())


def _shape(goal: Goal) -> Shape:
    return "compound" if goal.kind == "growth" else goal.shape


def _between(shape: Shape, first: Fraction, last: Fraction, share: Fraction) -> Fraction | Missing:
    if shape == "step":
        return last if share == 1 else first
    if shape == "compound":
        if first == 0 or last / first <= 0:
            return Missing(CHANGE_OF_SIGN(from_=significant(first), to=significant(last)))
        return first * power(last / first, share)
    if shape == "s-curve":
        share = 3 * share**2 - 2 * share**3
    return first + share * (last - first)
