"""How energy statistics reckon the progress of a saving promised over several years, and what is still needed.

A fall of 17 % over five years is a product of yearly falls, so the share of the way is one of logarithms. For small
changes it hardly differs from the share of the straight way that `judge` gives; for large ones it does.
"""

from __future__ import annotations

from fractions import Fraction

from luoshi.assess.method import method
from luoshi.assess.numbers import logarithm, power, rounded
from luoshi.assess.progress.ends import ends
from luoshi.model.finding import Compared, Goal, Missing, Number
from luoshi.model.problem import Kind
from luoshi.model.series import Series

NO_YEARS_LEFT = Kind(
    code="judge-no-years-left",
    zh="已到 {year} 年，没有剩余年份", en="{year} has come: no years are left",
    hint_zh="请看达标情况。", hint_en="See whether the target is met.",
)  # fmt: skip


@method(title="节能目标完成进度", source="青海省统计局，单位GDP能耗降低率及进度的计算方法")
def saving_progress(goal: Goal, series: Series, *, as_of: int) -> Compared:
    """The share of a promised compound change that is achieved: ln(value ÷ base) ÷ ln(target ÷ base).

    Args:
        goal: A way from a base to a value, all above zero: 单位地区生产总值能耗累计下降17%.
        series: Its yearly values; the last one up to `as_of` is taken.
        as_of: The last year looked at.

    Returns:
        A share with 4 decimals: 1 = all of it, below 0 = the wrong way.

    Gaps:
        As for `ends`.

    Source:
        青海省统计局，单位GDP能耗降低率及进度的计算方法.

    >>> from decimal import Decimal
    >>> fall = Goal("change", Decimal(-19), due=2020, base_year=2018, base=Decimal(100))
    >>> saving_progress(fall, Series(((2019, Decimal(90)),)), as_of=2019).value
    Decimal('0.5000')
    """
    found = ends(goal, series, as_of)
    if isinstance(found, Missing):
        return Compared(found, None)
    return Compared(rounded(logarithm(found.value / found.base) / logarithm(found.target / found.base), 4), None)


def needed_rate(goal: Goal, series: Series, *, as_of: int) -> Number:
    """The change a year by which the target would still be reached in its last year.

    Args:
        goal: As for `saving_progress`.
        series: Its yearly values; the last one up to `as_of` is taken.
        as_of: The last year looked at.

    Returns:
        Percent a year with 2 decimals; below zero for a fall.

    Gaps:
        As for `ends`; the last year is observed.

    Source:
        As for `saving_progress`.

    >>> from decimal import Decimal
    >>> fall = Goal("change", Decimal(-19), due=2020, base_year=2018, base=Decimal(100))
    >>> needed_rate(fall, Series(((2019, Decimal(90)),)), as_of=2019)
    Decimal('-10.00')
    """
    found = ends(goal, series, as_of)
    if isinstance(found, Missing):
        return found
    left = found.whole - found.passed
    if left == 0:
        return Missing(NO_YEARS_LEFT(year=goal.due))
    return rounded(100 * (power(found.target / found.value, Fraction(1, left)) - 1), 2)
