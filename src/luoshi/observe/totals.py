"""Rows that sum up the others (合计): compared with the sum of the rows, and not kept."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import polars as pl

from luoshi.model.pack import Pack
from luoshi.model.problem import Kind, Problem
from luoshi.observe.labels import TOTAL
from luoshi.observe.rounding import rounding
from luoshi.observe.trouble import Source

NOT_THE_SUM = Kind(
    code="observe-not-the-sum",
    zh="“{indicator}”{period} 的合计是 {total}，各行之和是 {sum}，相差 {gap}",
    en="the total of '{indicator}' in {period} is {total}, the rows make {sum}: a difference of {gap}",
    hint_zh="请核对合计和各行：是否漏了一行、重复计了所辖县（市、区），或抄错一个数。",
    hint_en="Check the total and the rows: one may be missing, counted within another, or copied wrongly.",
)  # fmt: skip

# 0.1 %, as for the sectors of GDP.
TOLERANCE = Decimal("0.001")
_KEY = ["indicator", "period", "vintage", "prices", "boundaries"]


def checked(frame: pl.DataFrame, pack: Pack) -> tuple[pl.DataFrame, list[Problem]]:
    """The observations of a table without its rows of totals, and which of these are not the sum of the rows.

    Only indicators that are summed over places are compared. Places that lie in others of the table may be counted in or
    not; a difference that rounding explains is none.
    """
    is_total = pl.col("place") == TOTAL
    stated = frame.filter(is_total)
    if stated.is_empty():
        return frame, []
    kept = frame.filter(is_total.not_())
    summed = [one.id for one in pack.indicators.values() if one.aggregation == "sum"]
    stated = stated.filter(pl.col("indicator").cast(pl.String).is_in(summed))
    outermost = outer(kept["place"].unique().to_list(), pack)
    return kept, [problem for row in stated.iter_rows(named=True) if (problem := _compared(row, kept, outermost, pack))]


def outer(codes: Iterable[str], pack: Pack) -> list[str]:
    """Those of the places that lie in no other of them.

    >>> from luoshi.model.pack import Place
    >>> places = (Place("222400", "延边州", "地级行政区", "220000"), Place("222403", "敦化市", "县级市", "222400"))
    >>> outer(["222400", "222403"], Pack("p", "", "", places=places))
    ['222400']
    """
    listed = set(codes)
    parents = {place.code: place.parent for place in pack.places}
    return sorted(code for code in listed if not listed & set(_above(code, parents)))


def _above(code: str, parents: dict[str, str]) -> list[str]:
    found: list[str] = []
    while (code := parents.get(code, "")) and code not in found:
        found.append(code)
    return found


def _compared(stated: dict[str, object], kept: pl.DataFrame, outermost: list[str], pack: Pack) -> Problem | None:
    same = [pl.col(name).eq_missing(pl.lit(stated[name], dtype=kept.schema[name])) for name in _KEY]
    parts = kept.filter(*same)
    own = [row for row in parts.select("place", "value").iter_rows() if row[0] in outermost]
    total = stated["value"]
    assert isinstance(total, Decimal)
    sums = [sum((value for _, value in own), Decimal(0)), sum(parts["value"].to_list(), Decimal(0))]
    allowed = max(abs(total) * TOLERANCE, rounding([total, *parts["value"]]))
    if parts.is_empty() or any(abs(total - one) <= allowed for one in sums):
        return None
    source = Source(str(stated["file"]), "", str(stated["sheet"]))
    return NOT_THE_SUM(
        where=source.cell(int(str(stated["row"])), int(str(stated["column"]))),
        indicator=pack.indicators[str(stated["indicator"])].title,
        period=stated["period"],
        total=f"{total.normalize():f}",
        sum=f"{sums[0].normalize():f}",
        gap=f"{(total - sums[0]).normalize():f}",
    )
