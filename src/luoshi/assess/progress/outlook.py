"""Where the value will be at the deadline if things go on as they did: a straight line through the observed years."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import lcm, sqrt

from scipy.special import stdtr, stdtrit  # type: ignore[import-untyped]  # scipy carries no types

from luoshi.assess.numbers import root, rounded, significant
from luoshi.model.finding import Missing, Number, Outlook
from luoshi.model.problem import Kind
from luoshi.model.series import Series

ONE_OBSERVATION = Kind(
    code="judge-one-observation",
    zh="只有一个年份的数值，不能外推", en="one observed year alone shows no trend",
    hint_zh="请补充其他年份的数值。", hint_en="Add the values of other years.",
)  # fmt: skip
TWO_OBSERVATIONS = Kind(
    code="judge-two-observations",
    zh="只有两个年份的数值，不能给出区间和可能性", en="two observed years give a line, but no interval and no chance",
    hint_zh="请补充第三个年份的数值。", hint_en="Add the value of a third year.",
)  # fmt: skip
ALREADY_KNOWN = Kind(
    code="judge-deadline-known",
    zh="{year} 年的数值已经观测到，无须外推", en="the value of {year} is observed; there is nothing to project",
    hint_zh="请看达标情况。", hint_en="See whether the target is met.",
)  # fmt: skip

LEVEL = Decimal("0.80")
# Beyond this many standard errors (squared) a chance is 0 or 1 to three decimals whatever the degrees of freedom but one.
_FAR = Fraction(10**18)


def linear_trend(
    series: Series, year: int, low: Decimal | None = None, high: Decimal | None = None
) -> Outlook | Missing:
    """The value of a later year on the least-squares line through the observed years, with a prediction interval.

    Args:
        series: Only the values that count: from the base on, none after the day of judgement.
        year: The deadline.
        low: The target is met from here on (inclusive); open where `None`.
        high: The target is met up to here (inclusive); open where `None`.

    Returns:
        Value, `low` and `high` of the 80 % interval in the series' unit, 6 significant digits; the chance that the value
        lies between `low` and `high`, 3 decimals. The interval is that of one new observation, with Student's distribution
        and n − 2 degrees of freedom; where all points lie on the line it has no width.

    Gaps:
        One observation has no trend. Two have a line, and neither interval nor chance. A year that is observed is known.

    Notes:
        The interval says how far the years so far lie from a line, not what a change of policy or of method may do.

    >>> values = Series(tuple((2015 + n, Decimal(value)) for n, value in enumerate((10, 12, 13, 15))))
    >>> found = linear_trend(values, 2020, low=Decimal(17))
    >>> [str(part) for part in (found.value, found.low, found.high, found.chance)]
    ['18.1', '16.953', '19.247', '0.894']
    """
    return trend(series, year, None if low is None else Fraction(low), None if high is None else Fraction(high))


def trend(series: Series, year: int, low: Fraction | None, high: Fraction | None) -> Outlook | Missing:
    """The same for exact ends.

    >>> trend(Series(((2015, Decimal(1)),)), 2020, None, None).code
    'judge-one-observation'
    """
    if series.at(year) is not None:
        return Missing(ALREADY_KNOWN(year=year))
    if len(series.values) < 2:
        return Missing(ONE_OBSERVATION())
    value, variance = _line(series, year)
    freedom = len(series.values) - 2
    if variance is None:
        gap = Missing(TWO_OBSERVATIONS())
        return Outlook("linear-trend", year, significant(value), gap, gap, LEVEL, gap)
    half = root(variance) * _quantile(freedom)
    above_low = 1.0 if low is None else _chance(value - low, variance, freedom)
    above_high = 0.0 if high is None else 1 - _chance(high - value, variance, freedom)
    chance: Number = rounded(Fraction(max(above_low - above_high, 0.0)), 3)
    return Outlook(
        "linear-trend", year, significant(value), significant(value - half), significant(value + half), LEVEL, chance
    )


def _line(series: Series, year: int) -> tuple[Fraction, Fraction | None]:
    """The line's value in a year, and the variance of a new observation there; None for two points.

    All sums are of whole numbers: of years counted from the deadline, and of values in their last decimal place.
    """
    xs = [x - year for x, _ in series.values]
    ys, scale = _whole([y for _, y in series.values])
    count, sum_x, sum_y = len(xs), sum(xs), sum(ys)
    # Each is the sum of squares (or products) about the mean, times the count.
    spread = count * sum(x * x for x in xs) - sum_x * sum_x
    common = count * sum(x * y for x, y in zip(xs, ys, strict=True)) - sum_x * sum_y
    value = Fraction(sum_y * spread - common * sum_x, count * spread * scale)
    if count == 2:
        return value, None
    rest = (count * sum(y * y for y in ys) - sum_y * sum_y) * spread - common * common
    wider = spread * (count + 1) + sum_x * sum_x
    return value, Fraction(rest * wider, count * spread * (count - 2) * count * spread * scale * scale)


def _whole(values: Sequence[Decimal]) -> tuple[list[int], int]:
    """The values as whole numbers of their common last decimal place, and how many of these make 1."""
    fractions = [value.as_integer_ratio() for value in values]
    scale = lcm(*(below for _, below in fractions))
    return [above * (scale // below) for above, below in fractions], scale


def _chance(margin: Fraction, variance: Fraction, freedom: int) -> float:
    """The chance that a value does not fall short, which is expected to lie above by `margin`."""
    if variance == 0:
        return 1.0 if margin >= 0 else 0.0
    errors = sqrt(min(margin * margin / variance, _FAR))
    return float(stdtr(freedom, errors if margin >= 0 else -errors))


@lru_cache(maxsize=256)
def _quantile(freedom: int) -> Fraction:
    """By how many standard errors the interval reaches to either side, to 6 decimals."""
    return Fraction(str(round(float(stdtrit(freedom, float(1 + LEVEL) / 2)), 6)))
