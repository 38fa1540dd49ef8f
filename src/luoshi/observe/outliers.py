"""Changes from one year to the next that stand out in their series.

A change is looked at where it is far from the usual change of the series both by the median absolute deviation, which one
wild value does not move, and by the standard deviation of the other changes. Growing series are compared by their growth,
shares by their difference. A value that is left as suddenly as it was reached is said once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from luoshi.model.pack import Pack
from luoshi.model.problem import Kind
from luoshi.observe.contradictions import KEY, latest
from luoshi.observe.edges import Edges
from luoshi.observe.findings import Found, printed

JUMP = Kind(
    code="observe-outlier",
    zh="{place}“{indicator}”从 {before_period} 年的 {before} 变到 {period} 年的 {value}（{unit}），与其他年份的变化相差太大",
    en="'{indicator}' of {place} went from {before} in {before_period} to {value} in {period} ({unit}), unlike the other years",
    hint_zh="请核对这两年的数、单位和口径；确有变化的（普查修订、区划调整），保留并在备注中写明。",
    hint_en="Check both years, their units and what was counted; a true change (census, boundaries) is kept, with a note.",
)  # fmt: skip

_SERIES = [name for name in KEY if name != "period"]
_OF_SERIES = "series"
# A normal distribution's standard deviation over its median absolute deviation.
_NORMAL = 1.4826


def jumps(frame: pl.DataFrame, pack: Pack, edges: Edges) -> list[Found]:
    """The yearly changes that stand out, at the later value."""
    found = _changes(_yearly(frame), _shares(pack)).lazy().with_columns(_spread()).filter(_stands_out(edges)).collect()
    return [Found(JUMP, _once(found), _about_before)]


def _about_before(row: Mapping[str, Any]) -> dict[str, object]:
    return {"before": printed(row["before"]), "before_period": row["year"] - 1}


def _yearly(frame: pl.DataFrame) -> pl.DataFrame:
    period = pl.col("period").cast(pl.String)
    years = frame.filter(period.str.len_chars() == 4)
    return (
        latest(years)
        .with_columns(period.cast(pl.Int32).alias("year"))
        .sort([*_SERIES, "year"])
        .with_columns(pl.struct(_SERIES).rle_id().alias(_OF_SERIES))
    )


def _changes(frame: pl.DataFrame, shares: list[str]) -> pl.DataFrame:
    """Each value with the one of the year before and the change between them; growth as a logarithm."""
    value = pl.col("value").cast(pl.Float64)
    before = value.shift().over(_OF_SERIES)
    follows = pl.col("year").diff().over(_OF_SERIES) == 1
    is_share = pl.col("indicator").cast(pl.String).is_in(shares)
    growth = (
        pl.when(is_share).then((value - before) / 100).when((value > 0) & (before > 0)).then((value / before).log())
    )
    return frame.with_columns(before.alias("before"), pl.when(follows).then(growth).alias("change"))


def _spread() -> list[pl.Expr]:
    """What is usual in a series: of all changes the median and its spread, of the others their mean and deviation."""
    change = pl.col("change")
    count, total, squares = (one.over(_OF_SERIES) for one in (change.count(), change.sum(), change.pow(2).sum()))
    others = count - 1
    mean = (total - change) / others
    variance = ((squares - change.pow(2)) / others - mean.pow(2)).clip(0) * others / (others - 1)
    median = change.median().over(_OF_SERIES)
    return [
        count.alias("count"),
        (change - mean).abs().alias("from_mean"),
        variance.sqrt().alias("deviation"),
        (change - median).abs().alias("from_median"),
        (change - change.median()).abs().median().over(_OF_SERIES).alias("spread"),
    ]


def _stands_out(edges: Edges) -> pl.Expr:
    return (
        (pl.col("count") >= edges.changes)
        & (pl.col("from_median") > edges.spread * _NORMAL * pl.col("spread"))
        & (pl.col("from_mean") > edges.deviations * pl.col("deviation"))
        & (pl.col("from_median") > edges.least)
    )


def _once(found: pl.DataFrame) -> pl.DataFrame:
    """Without the changes back from a value that stood out."""
    before = pl.col("change").shift().over(_OF_SERIES)
    is_back = (pl.col("year").diff().over(_OF_SERIES) == 1) & (before * pl.col("change") < 0)
    return found.filter(is_back.fill_null(False).not_())


def _shares(pack: Pack) -> list[str]:
    return [
        one.id
        for one in pack.indicators.values()
        if (unit := pack.unit(one.unit)) and unit.dimension.startswith("份额")
    ]
