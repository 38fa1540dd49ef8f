"""One thing said twice, and differently, on one day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from luoshi.model.pack import Pack
from luoshi.model.problem import Kind
from luoshi.observe.edges import Edges
from luoshi.observe.findings import Found, cell_of, printed
from luoshi.observe.reported import standing_rows
from luoshi.observe.rounding import half_a_place

SAID_TWICE = Kind(
    code="observe-said-twice",
    zh="{place} {period} 的“{indicator}”在同一发布日期（{vintage}）有两个数：{value} 和 {other}（{there}）",
    en="'{indicator}' of {place} in {period} has two values published on {vintage}: {value}, and {other} ({there})",
    hint_zh="请核对原表；后来修订的数写上修订的发布日期，口径不同的写成另一个指标。",
    hint_en="Check the tables; give a revised value its own day, and what is counted otherwise its own indicator.",
)  # fmt: skip
KEY = ("indicator", "place", "period", "prices", "boundaries")


def twice(frame: pl.DataFrame, pack: Pack, edges: Edges) -> list[Found]:
    """Observations with the same key and vintage and another value than the first of them, more than rounding explains."""
    key = [*KEY, "vintage"]
    cell = pl.struct("value", "file", "sheet", "row", "column", "quality", "statistics")
    frame = frame.filter(pl.col("quality").cast(pl.String) != "withdrawn")
    others = (
        frame.filter(frame.select(key).is_duplicated())
        .lazy()
        .with_columns(cell.first().over(key).alias("first"))
        .filter(_differs(pl.col("value"), pl.col("first").struct.field("value")))
        .unique([*key, "value"], keep="first", maintain_order=True)
    )
    return [Found(SAID_TWICE, others.collect(), _about_first)]


def _differs(value: pl.Expr, first: pl.Expr) -> pl.Expr:
    gap = (value - first).abs().cast(pl.Float64)
    return gap > pl.max_horizontal(half_a_place(value), half_a_place(first)) * (1 + 1e-9)


def _about_first(row: Mapping[str, Any]) -> dict[str, object]:
    first = row["first"]
    return {"vintage": row["vintage"], "other": printed(first["value"]), "there": cell_of(first)}


def latest(frame: pl.DataFrame) -> pl.DataFrame:
    """Each observation as it was last published; a report only where nothing was."""
    frame = standing_rows(frame)
    several = frame.select(KEY).is_duplicated()
    if not several.any():
        return frame
    newest = frame.filter(several).sort("vintage").unique(KEY, keep="last", maintain_order=True)
    return pl.concat([frame.filter(~several), newest])
