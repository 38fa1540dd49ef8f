"""Which of several published numbers counts: the latest that was known, the most final of one day, and never a guess.

A revision does not overwrite. So for one period there may be several numbers, and what was known on a day is a question
with one answer: of the numbers published until then the latest. Two numbers of one day and one quality that differ
have no answer; they are a problem, and the period is missing until a person has looked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from types import MappingProxyType

from luoshi.model.finding import Missing
from luoshi.model.observation import Observation, Origin, Quality
from luoshi.model.observed import Observed
from luoshi.model.problem import Kind
from luoshi.observe.reported import standing

CONTRADICTION = Kind(
    code="observed-contradiction",
    zh="“{indicator}”（{place}）{period} 有同日（{vintage}）发布的不同数值：{values}，见{others}",
    en="'{indicator}' for {place} in {period} has different values published on one day ({vintage}): {values}, see {others}",
    hint_zh="请核对这些表格，更正其中一个，或写明各自的发布日期和数据性质。",
    hint_en="Compare the tables, correct one of them, or state the day and the quality of each.",
)  # fmt: skip
SEVERAL_PRICES = Kind(
    code="observed-several-prices",
    zh="“{indicator}”（{place}）有按{prices}年价格计算的几组数值", en="'{indicator}' for {place} is given at prices of {prices}",
    hint_zh="请指明采用哪一年的价格。", hint_en="Say at the prices of which year it is wanted.",
)  # fmt: skip

# What a person takes first of two numbers of one day. Final and revised are equally good: revised is final said again.
RANK: dict[Quality, int] = {
    "final": 0, "revised": 0, "preliminary": 1, "estimated": 2, "reported": 3, "reported-preliminary": 4,
    "reported-estimated": 5, "withdrawn": 6,
}  # fmt: skip


def chosen(
    observations: Iterable[Observation],
    indicator: str,
    place: str,
    *,
    known_on: date | None = None,
    prices: int | None = None,
    boundaries: int | None = None,
) -> Observed:
    """The observations that count, one a period.

    Args:
        observations: Of one indicator and one place, in any order; equal ones may stand there more than once.
        known_on: Only what was published by that day; None for everything.
        prices: The year at whose prices money is wanted. With None, figures at current prices (and those that are no
            money); where there are none, those of the one year of prices that there is.
        boundaries: Restated figures on the boundaries of that year; with None, those on the boundaries of their time.

    Returns:
        For each period the latest vintage; of one vintage the best quality (final or revised, preliminary, estimated,
        reported). A value that was published twice is one. What offices report of themselves counts only where nothing
        was published; see `luoshi.observe.reported`.

    Gaps:
        A period of which all that is known are reports that were taken back is missing, with the reason.
        Different values of one vintage and quality make the period missing, with both rows in the reason. So do several
        years of prices of which none is asked for.

    >>> from dataclasses import replace
    >>> from decimal import Decimal
    >>> row = Origin("yearbook", "yearbook.csv", "", "", 2, 3, "")
    >>> first = Observation("gdp", "220700", "2018", Decimal(1374), date(2019, 10, 1), "final", row)
    >>> later = replace(first, value=Decimal(761), vintage=date(2020, 11, 1), quality="revised")
    >>> [chosen([later, first], "gdp", "220700", known_on=day).values for day in (None, date(2020, 1, 1))]
    [{'2018': Decimal('761')}, {'2018': Decimal('1374')}]
    """
    known = [
        one for one in observations if one.boundaries == boundaries and (known_on is None or one.vintage <= known_on)
    ]
    offered = {one.prices for one in known}
    basis = next(iter(offered)) if prices is None and len(offered) == 1 else prices
    by_period = sorted((one for one in known if one.prices == basis), key=_period)
    found: list[Observation] = []
    missing: dict[str, Missing] = {}
    for period, those in groupby(by_period, key=_period):
        counting = standing(list(those))
        if isinstance(counting, Missing):
            missing[period] = counting
            continue
        best = _best(counting)
        if len({one.value for one in best}) == 1:
            found.append(best[0])
        else:
            missing[period] = _contradiction(best)
    if not by_period and len(offered) > 1 and prices is None:
        missing = {one.period: _several_prices(one, offered) for one in sorted(known, key=_period)}
    return Observed(indicator, place, known_on, tuple(found), MappingProxyType(missing), basis, boundaries)


def _best(of_one_period: Sequence[Observation]) -> list[Observation]:
    """The latest of the best quality, in an order that depends on nothing but themselves."""
    latest = max(one.vintage for one in of_one_period)
    those = [one for one in of_one_period if one.vintage == latest]
    rank = min(RANK[one.quality] for one in those)
    return sorted((one for one in those if RANK[one.quality] == rank), key=_order)


def _order(one: Observation) -> tuple[object, ...]:
    origin = one.origin
    where = (origin.table, origin.file, origin.sha256, origin.sheet, origin.row, origin.column, origin.statistics)
    return (one.quality, *where, one.value, one.note)


def _period(one: Observation) -> str:
    return one.period


def _contradiction(best: Sequence[Observation]) -> Missing:
    first = best[0]
    # One row for each value: a third table that says the same as the first adds nothing.
    each = list({one.value: one for one in reversed(best)}.values())[::-1]
    return Missing(
        CONTRADICTION(
            indicator=first.indicator,
            place=first.place,
            period=first.period,
            vintage=first.vintage,
            values="、".join(str(one.value) for one in each),
            others="；".join(shown(one.origin) for one in each),
            where=shown(first.origin),
        )
    )


def _several_prices(one: Observation, offered: set[int | None]) -> Missing:
    years = "、".join(str(year) for year in sorted(year for year in offered if year is not None))
    return Missing(SEVERAL_PRICES(indicator=one.indicator, place=one.place, prices=years, where=shown(one.origin)))


def shown(origin: Origin) -> str:
    """Where a number stands, as one would look for it.

    >>> shown(Origin("t", "年鉴.xlsx", "", "表2-4", 7, 3, ""))
    '年鉴.xlsx:表2-4:7:3'
    """
    return ":".join(str(part) for part in (origin.file, origin.sheet, origin.row, origin.column) if part != "")
