"""Values that others must make: the sectors of GDP, a share of its parts, a province of its prefectures."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from luoshi.model.indicator import Indicator
from luoshi.model.pack import Pack, Place
from luoshi.model.problem import Kind
from luoshi.observe.contradictions import latest
from luoshi.observe.edges import Edges
from luoshi.observe.findings import Found, printed
from luoshi.observe.periods import last_day
from luoshi.observe.rounding import half_a_place

NOT_ITS_PARTS = Kind(
    code="observe-not-its-parts",
    zh="{place} {period} 的“{indicator}”是 {value}{unit}，按“{formula}”算得 {sum}，相差 {gap}",
    en="'{indicator}' of {place} in {period} is {value} {unit}; '{formula}' makes {sum}, a difference of {gap}",
    hint_zh="请核对各项是否同一来源、同一口径、同一年价格，有没有抄错。",
    hint_en="Check that all parts are of one source, one definition and one year's prices, and copied rightly.",
)  # fmt: skip
PART_ABOVE_WHOLE = Kind(
    code="observe-part-above-whole",
    zh="{place} {period} 的“{indicator}”（{value}{unit}）大于“{whole}”（{other}）",
    en="'{indicator}' of {place} in {period} ({value} {unit}) is more than '{whole}' ({other})",
    hint_zh="部分不会大于整体：请核对两个数和单位。", hint_en="A part is never more than the whole: check both and their units.",
)  # fmt: skip
NOT_ITS_PLACES = Kind(
    code="observe-not-its-places",
    zh="{place} {period} 的“{indicator}”是 {value}{unit}，所辖 {count} 个地区之和是 {sum}，相差 {gap}",
    en="'{indicator}' of {place} in {period} is {value} {unit}; its {count} places make {sum}, a difference of {gap}",
    hint_zh="上下级数据分别核算时会有差距；差得多的，请核对单位、年份和是否同一次修订。",
    hint_en="Levels that are estimated apart differ a little; where it is much, check units, year and revision.",
)  # fmt: skip

_SAME = ["place", "period", "vintage", "boundaries"]


def formulas(frame: pl.DataFrame, pack: Pack, edges: Edges) -> list[Found]:
    """Values that are not what the formula of their indicator makes of the values of its parts, published the same day."""
    stated = {str(one) for one in frame["indicator"].unique().to_list()}
    found: list[Found] = []
    for one in pack.indicators.values():
        if one.formula and {*one.parts} <= stated:
            found += _formula(one, frame, pack, edges) if one.id in stated else []
            found += _part_and_whole(one, frame, pack)
    return found


def places(frame: pl.DataFrame, pack: Pack, edges: Edges) -> list[Found]:
    """Values of a place that are not the sum of those of all places it is divided into."""
    summed = [one.id for one in pack.indicators.values() if one.aggregation == "sum"]
    known = latest(frame.filter(pl.col("indicator").cast(pl.String).is_in(summed)))
    divided = _divided(known, pack)
    if divided.is_empty():
        return []
    of_parts = known.select("indicator", "period", "prices", "boundaries", "place", "value").join(
        divided, left_on=["place", "period"], right_on=["part", "period"]
    )
    key = ["indicator", "period", "prices", "boundaries", "whole"]
    sums = of_parts.group_by(key).agg(pl.sum("value").alias("sum"), pl.len().alias("count"), pl.first("parts"))
    joined = known.join(
        sums.filter(pl.col("count") == pl.col("parts")),
        left_on=["indicator", "period", "prices", "boundaries", "place"], right_on=key, nulls_equal=True,
    )  # fmt: skip
    gap = pl.col("value") - pl.col("sum")
    off = joined.filter(gap.abs().cast(pl.Float64) > edges.places * pl.col("value").abs().cast(pl.Float64))
    return [Found(NOT_ITS_PLACES, off, lambda row: {**_gap(row, row["sum"]), "count": row["count"]})]


def _formula(one: Indicator, frame: pl.DataFrame, pack: Pack, edges: Edges) -> list[Found]:
    joined = _beside(frame, one.id, one.parts)
    units = {id: pack.unit(pack.indicators[id].unit) for id in (one.id, *one.parts) if id in pack.indicators}
    factors = {id: float(unit.factor) for id, unit in units.items() if unit}
    if joined.is_empty() or len(factors) <= len(set(one.parts)):
        return []
    made = _worked_out(ast.parse(one.formula, mode="eval").body, factors) / factors[one.id]
    value = pl.col("value").cast(pl.Float64)
    allowed = pl.max_horizontal(value.abs() * edges.parts, _unrounded(one))
    off = joined.with_columns(made.alias("made")).filter((value - pl.col("made")).abs() > allowed)
    words = _in_words(one, pack)
    return [Found(NOT_ITS_PARTS, off, lambda row: {**_gap(row, row["made"]), "formula": words})]


def _part_and_whole(one: Indicator, frame: pl.DataFrame, pack: Pack) -> list[Found]:
    """Of a share of one part in a whole: the part is not more than the whole."""
    part, slash, whole = (word.strip() for word in one.formula.partition("/"))
    units = [pack.unit(pack.indicators[id].unit) for id in (part, whole) if id in pack.indicators]
    is_share = (unit := pack.unit(one.unit)) is not None and unit.dimension == "份额" and one.bounds is None
    if not (slash and is_share and len(units) == 2 and units[0] and units[1]):
        return []
    joined = _beside(frame, part, (whole,))
    is_above = pl.col("value").cast(pl.Float64) * float(units[0].factor) > pl.col(whole).cast(pl.Float64) * float(
        units[1].factor
    )
    title = pack.indicators[whole].title
    above = joined.filter(is_above)
    return [Found(PART_ABOVE_WHOLE, above, lambda row: {"whole": title, "other": printed(row[whole])})]


def _beside(frame: pl.DataFrame, id: str, parts: tuple[str, ...]) -> pl.DataFrame:
    """The values of an indicator, each with those of others beside it, where all were published on the same day."""
    joined = frame.filter(pl.col("indicator") == id)
    for part in parts:
        other = frame.filter(pl.col("indicator") == part).unique(_SAME, keep="first", maintain_order=True)
        joined = joined.join(other.select(*_SAME, pl.col("value").alias(part)), on=_SAME, nulls_equal=True)
    return joined


def _worked_out(node: ast.expr, factors: dict[str, float]) -> pl.Expr:
    """A formula over columns of values, in the base units."""
    if isinstance(node, ast.Name):
        return pl.col(node.id).cast(pl.Float64) * factors[node.id]
    assert isinstance(node, ast.BinOp)
    first, second = (_worked_out(side, factors) for side in (node.left, node.right))
    if isinstance(node.op, ast.Add):
        return first + second
    return first - second if isinstance(node.op, ast.Sub) else first / second


def _unrounded(one: Indicator) -> pl.Expr:
    """How far a value may be off because it and its parts were rounded to the places that they print."""
    columns = ["value"] if "/" in one.formula else ["value", *one.parts]
    return pl.sum_horizontal(half_a_place(pl.col(column)) for column in columns)


def _divided(known: pl.DataFrame, pack: Pack) -> pl.DataFrame:
    """Which places a place is divided into in each period, and how many; for places of the home
    provinces that have a value."""
    # Of other provinces a pack knows some places alone.
    home = tuple(place.code[:2] for place in pack.places if place.name in pack.home_provinces)
    having = {code for code in map(str, known["place"].unique().to_list()) if code.startswith(home)} if home else set()
    inside: dict[str, list[Place]] = {}
    for place in pack.places:
        if place.parent in having and place.standard:
            inside.setdefault(place.parent, []).append(place)
    rows = []
    for period in map(str, known["period"].unique().to_list()):
        for whole, parts in inside.items():
            there = _of_the_day(parts, last_day(period))
            rows += [(whole, period, part, len(there)) for part in there]
    kinds: dict[str, Any] = {
        "whole": pl.Categorical,
        "period": pl.Categorical,
        "part": pl.Categorical,
        "parts": pl.UInt32,
    }
    return pl.DataFrame(rows, schema=kinds, orient="row")


def _of_the_day(parts: list[Place], day: date) -> list[str]:
    return sorted({place.code for place in parts if place.existed(day)})


def _gap(row: Mapping[str, Any], made: Any) -> dict[str, object]:
    return {"sum": printed(made), "gap": printed(float(row["value"]) - float(made))}


def _in_words(one: Indicator, pack: Pack) -> str:
    words = one.formula
    for part in sorted(one.parts, key=len, reverse=True):
        words = words.replace(part, pack.indicators[part].title if part in pack.indicators else part)
    return words
