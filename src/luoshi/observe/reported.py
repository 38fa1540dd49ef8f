"""What an office reports of itself beside what statisticians publish: which of them counts, and where they differ.

A published figure goes before a report on the same place and period, whichever came later; so a report fills what nobody has
published yet, and gives way on the day on which somebody does. A report that was taken back counts no longer from that day on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from luoshi.model.finding import Missing
from luoshi.model.observation import REPORTED, Observation
from luoshi.model.pack import Pack
from luoshi.model.problem import Kind
from luoshi.observe.edges import Edges
from luoshi.observe.findings import Found, cell_of, printed
from luoshi.observe.rounding import half_a_place

WITHDRAWN = Kind(
    code="observed-report-withdrawn",
    zh="填报已于 {day} 收回（{source}）：{note}", en="the report was withdrawn on {day} ({source}): {note}",
    hint_zh="待填报单位更正后重新上报、审核通过。", hint_en="It counts again once it is corrected and accepted.",
)  # fmt: skip
GIVES_WAY = Kind(
    code="observe-report-gives-way",
    zh="{place} {period} 的“{indicator}”填报为 {value}{unit}（{source}），公布的是 {other}{unit}（{there}），以公布的为准",
    en="'{indicator}' of {place} in {period} was reported as {value} {unit} ({source}) and published as {other} {unit}"
    " ({there}): the published figure is taken",
    hint_zh="请填报单位核对；口径不同的，应对应另一个指标。",
    hint_en="Ask who reported it to check; what is counted otherwise is another indicator.",
)  # fmt: skip

_OF_A_DESK = frozenset({*REPORTED, "withdrawn"})
_CELL = ["indicator", "place", "period", "prices", "boundaries"]


def standing(of_one_period: Sequence[Observation]) -> Sequence[Observation] | Missing:
    """Of the numbers of one period those that may count.

    A report is known by its table, which is the address of its record; what was taken back is out with all that the record
    had said before.
    """
    if not any(one.quality in _OF_A_DESK for one in of_one_period):
        return of_one_period
    back = {one.origin.table: one for one in sorted(of_one_period, key=_vintage) if one.quality == "withdrawn"}
    left = [
        one for one in of_one_period
        if one.quality != "withdrawn"
        and not (one.origin.table in back and one.vintage <= back[one.origin.table].vintage)
    ]  # fmt: skip
    if not left:
        last = max(back.values(), key=_vintage)
        return Missing(WITHDRAWN(day=last.vintage, source=last.origin.statistics, note=last.note))
    return [one for one in left if one.quality not in REPORTED] or left


def standing_rows(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows of a frame that may count: as `standing`, for all cells at once."""
    quality = pl.col("quality").cast(pl.String)
    if not frame.select(quality.is_in(_OF_A_DESK).any()).item():
        return frame
    words = frame.with_columns(
        is_reported=quality.is_in(REPORTED), is_back=quality == "withdrawn",
    ).with_columns(until=pl.col("vintage").filter("is_back").max().over([*_CELL, "table"]))  # fmt: skip
    left = words.filter(~pl.col("is_back"), pl.col("until").is_null() | (pl.col("vintage") > pl.col("until")))
    kept = left.filter(~pl.col("is_reported") | pl.col("is_reported").all().over(_CELL))
    return kept.select(frame.columns)


def gives_way(frame: pl.DataFrame, pack: Pack, edges: Edges) -> list[Found]:
    """Reports that differ from what was published, by more than rounding explains."""
    quality = pl.col("quality").cast(pl.String)
    reports = frame.filter(quality.is_in(REPORTED))
    if reports.is_empty():
        return []
    published = frame.filter(~quality.is_in(_OF_A_DESK)).sort("vintage").unique(_CELL, keep="last", maintain_order=True)
    cell = pl.struct("value", "file", "sheet", "row", "column").alias("published")
    both = reports.join(published.select(*_CELL, cell), on=_CELL, nulls_equal=True)
    other = pl.col("published").struct.field("value")
    gap = (pl.col("value") - other).abs().cast(pl.Float64)
    edge = pl.max_horizontal(half_a_place(pl.col("value")), half_a_place(other)) * (1 + 1e-9)
    return [Found(GIVES_WAY, both.filter(gap > edge), _about_published)]


def _about_published(row: Mapping[str, Any]) -> dict[str, object]:
    there = row["published"]
    return {"source": row["statistics"], "other": printed(there["value"]), "there": cell_of(there)}


def _vintage(one: Observation) -> date:
    return one.vintage
