"""A value that jumps against its own published growth.

A yearbook prints the value of each year, and the real growth over the year before as worked out by the statisticians on
one footing. Where a value was cut or raised without restating the years before it, the two disagree, and what is left
over as change of prices is more than prices can do. That is how the economic census of 2018 shows in Jilin: 松原's GDP
falls from 1374 to 730 (亿元) in a year of +2.6 % real growth, which would be a fall of prices by 48 %.

With the default limits, over 126 resource-based cities and three others of 2000 to 2023, 43 of 56 breaks found were
marked as level breaks by whoever put the panel together, and 43 of the 60 marked were found; of the 17 others, 11 are
changes in years without published growth, which cannot be judged and are listed as such.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from luoshi.assess.breaks.limits import DEFAULT, Limits
from luoshi.model.breaks import Break
from luoshi.model.finding import Step
from luoshi.model.observation import Observation
from luoshi.model.observed import Observed, year_of
from luoshi.model.problem import Kind, Mismatch, Problem

OTHER_PLACE = Kind(
    code="break-other-place",
    zh="数值序列属于{first}，增速序列属于{second}", en="the values are those of {first}, the growth rates those of {second}",
    hint_zh="请使用同一地方的增速。", hint_en="Use the growth rates of the same place.",
)  # fmt: skip
NO_GROWTH = Kind(
    code="break-growth-missing",
    zh="“{indicator}”（{place}）{before}—{after}年变动 {change} %，缺{years}年增速，无法判断是否断裂",
    en="'{indicator}' of {place} changes by {change} % from {before} to {after}; without the growth of {years} nobody can"
    " tell whether it breaks",
    hint_zh="请补充增速；在此之前，跨这一年的比较请当作不可靠。",
    hint_en="Supply the growth; until then do not rely on a comparison over that year.",
)  # fmt: skip


def level_breaks(
    level: Observed, growth: Observed | None = None, *, limits: Limits = DEFAULT
) -> tuple[list[Break], list[Problem]]:
    """The years in which a value jumps against its published real growth.

    Args:
        level: Yearly values, at current prices, or at the constant prices that it names; may have gaps.
        growth: Published real growth of the same thing over the year before, in percent (1.5, not 101.5); may have gaps.
        limits: How much is let pass.

    Returns:
        The breaks in order, with the two values and the growth as evidence.

    Gaps:
        Over years without a value, growth is compounded. Where the growth of a year is missing, a change between two
        years in a row is judged by `fall_alone` and `rise_alone`, which only the plainest breaks exceed. From a value of
        zero or below nothing grows, so nothing is said.

    Problems:
        Every pair of years that could not be judged for want of growth.

    Raises:
        Mismatch: the growth is that of another place.

    >>> from datetime import date
    >>> from luoshi.model.observation import Origin
    >>> def series(indicator, values):
    ...     row = Origin("yearbook", "yearbook.csv", "", "", 2, 3, "")
    ...     rows = [Observation(indicator, "220700", str(year), Decimal(value), date(2020, 1, 1), "final", row)
    ...             for year, value in values.items()]
    ...     return Observed(indicator, "220700", None, tuple(rows))
    >>> gdp, growth = series("gdp", {2017: "1373", 2018: "1374", 2019: "730"}), series("growth", {2018: "4.1", 2019: "2.6"})
    >>> (found,), _ = level_breaks(gdp, growth)
    >>> print(found.before, found.after, found.evidence[-1].zh)
    2018 2019 公布的实际增速 2.6 %，余下的价格变动为 -48.2 %，超出 -15 % 至 25 %（系统默认，非官方）
    """
    if growth is not None and growth.place != level.place:
        raise Mismatch(OTHER_PLACE(first=level.place, second=growth.place))
    rates = _by_year(growth) if growth is not None else {}
    found: list[Break] = []
    problems: list[Problem] = []
    for first, second in pairwise(_yearly(level)):
        years = range(int(first.period) + 1, int(second.period) + 1)
        known = [rates[year] for year in years if year in rates]
        if first.value <= 0:
            continue
        if len(known) == len(years):
            found += _against_growth(level, first, second, known, limits)
        else:
            lacking = [year for year in years if year not in rates]
            alone = list(_alone(level, first, second, lacking, limits))
            found += alone
            problems += [] if alone else [_unjudged(level, first, second, lacking)]
    return found, problems if growth is not None else _never_judged(level, problems)


def _against_growth(
    level: Observed, first: Observation, second: Observation, rates: list[Observation], limits: Limits
) -> Iterator[Break]:
    change, real = _change(first, second), Fraction(1)
    for rate in rates:
        real *= 1 + Fraction(rate.value) / 100
    if real <= 0:
        return
    prices = ((1 + change / 100) / real - 1) * 100
    low, high = limits.price_fall, limits.price_rise
    if level.prices is not None:
        low, high = -limits.constant_prices, limits.constant_prices
    if low <= prices <= high:
        return
    printed = "、".join(str(rate.value) for rate in rates)
    evidence = (
        _values(first, second),
        Step(
            f"公布的实际增速 {printed} %，余下的价格变动为 {percent(prices)} %，"
            f"超出 {low} % 至 {high} %{limits.said_zh}",
            f"published real growth {printed.replace('、', ', ')} %, which leaves {percent(prices)} % as change of prices,"
            f" outside {low} % to {high} %{limits.said_en}",
        ),
    )
    yield _break(level, first, second, evidence, (first, second, *rates))


def _alone(
    level: Observed, first: Observation, second: Observation, lacking: list[int], limits: Limits
) -> Iterator[Break]:
    change = _change(first, second)
    if len(lacking) > 1 or limits.fall_alone <= change <= limits.rise_alone:
        return
    evidence = (
        _values(first, second),
        Step(
            f"{lacking[0]}年增速未公布；变动超出 {limits.fall_alone} % 至 {limits.rise_alone} %{limits.said_zh}",
            f"the growth of {lacking[0]} is not published; the change is outside {limits.fall_alone} % to"
            f" {limits.rise_alone} %{limits.said_en}",
        ),
    )
    yield _break(level, first, second, evidence, (first, second))


def _break(
    level: Observed, first: Observation, second: Observation, steps: tuple[Step, ...], rows: tuple[Observation, ...]
) -> Break:
    return Break(level.indicator, level.place, int(first.period), int(second.period), "level", steps, rows)


def _values(first: Observation, second: Observation) -> Step:
    change = percent(_change(first, second))
    return Step(
        f"{first.period}年 {first.value}，{second.period}年 {second.value}，变动 {change} %",
        f"{first.value} in {first.period}, {second.value} in {second.period}: {change} %",
    )


def _unjudged(level: Observed, first: Observation, second: Observation, lacking: list[int]) -> Problem:
    return NO_GROWTH(
        indicator=level.indicator,
        place=level.place,
        before=first.period,
        after=second.period,
        change=percent(_change(first, second)),
        years=str(lacking[0]) if len(lacking) == 1 else f"{lacking[0]}—{lacking[-1]}",
        where=level.place,
    )


def _never_judged(level: Observed, problems: list[Problem]) -> list[Problem]:
    """One problem instead of one for each year, where there is no growth at all."""
    if not problems:
        return []
    first, *_, last = _yearly(level)
    return [_unjudged(level, first, last, list(range(int(first.period) + 1, int(last.period) + 1)))]


def _change(first: Observation, second: Observation) -> Fraction:
    """In percent."""
    return (Fraction(second.value) / Fraction(first.value) - 1) * 100


def percent(exact: Fraction) -> Decimal:
    """A number of percent or points with at most one place behind the point, as it is shown.

    >>> str(percent(Fraction(-4820, 100))), str(percent(Fraction(2)))
    ('-48.2', '2')
    """
    tenths = Decimal(round(exact * 10)) / 10
    return tenths.quantize(Decimal(1)) if tenths == tenths.to_integral_value() else tenths


def _yearly(series: Observed) -> list[Observation]:
    return [one for one in series.observations if year_of(one.period) is not None]


def _by_year(series: Observed) -> dict[int, Observation]:
    return {int(one.period): one for one in _yearly(series)}
