"""What may be wrong with observations, all at once: values that cannot be, that contradict each other, or that stand out.

Nothing is changed or left out; a person looks and decides. The edges are the system's own where no document prints them
(系统默认，非官方), and stand in `Edges`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

import polars as pl

from luoshi.model.pack import Pack
from luoshi.model.problem import Kind, Problem
from luoshi.observe import contradictions, outliers, reported, sums
from luoshi.observe.edges import USUAL, Edges
from luoshi.observe.findings import Found, said
from luoshi.observe.frame import Observations

IMPOSSIBLE = Kind(
    code="observe-impossible-value",
    zh="{place} {period} 的“{indicator}”是 {value}{unit}，不在 {low} 与 {high} 之间",
    en="'{indicator}' of {place} in {period} is {value} {unit}, outside {low} to {high}",
    hint_zh="请核对数值、单位和百分号；确有可能的，在指标文件中写明 bounds。",
    hint_en="Check the value, its unit and the per cent sign; where it can be, give the indicator its bounds.",
)  # fmt: skip
FRACTIONS = Kind(
    code="observe-shares-as-fractions",
    zh="“{indicator}”以{unit}计，但这个表里的 {count} 个数都不超过 1（最大 {value}）",
    en="'{indicator}' is counted in {unit}, but none of its {count} values in this table is above 1 (the largest is {value})",
    hint_zh="如果 0.45 表示 45%，请把表格的格式改为常规后乘以 100，或在数后写上 %。",
    hint_en="Where 0.45 means 45 %, multiply by 100, or write the sign behind the numbers.",
)  # fmt: skip

_FEW = 5


def problems(observations: Observations, pack: Pack, edges: Edges = USUAL) -> list[Problem]:
    """Everything that a person should look at in the observations of any number of tables.

    Args:
        observations: Of all tables and vintages. Sums, shares and series are looked at as they were last published.
        pack: Its indicators say which values can be, which are sums and which are made of others; its places, which
            place lies in which.

    Returns:
        Problems with file, sheet and cell, kind by kind; of very many of one kind the first, with how many more there are.

    >>> from luoshi.observe.frame import Observations
    >>> problems(Observations.of([]), Pack("p", "", ""))
    []
    """
    frame = observations.frame
    if frame.is_empty():
        return []
    looks: Iterable[Callable[[pl.DataFrame, Pack, Edges], list[Found]]] = (
        impossible, fractions, contradictions.twice, reported.gives_way, sums.formulas, sums.places, outliers.jumps,
    )  # fmt: skip
    return [problem for look in looks for problem in said(look(frame, pack, edges), pack)]


def impossible(frame: pl.DataFrame, pack: Pack, edges: Edges) -> list[Found]:
    """Values below or above what their indicator can be."""
    bounds = [(id, *_bounds(pack, id)) for id in _indicators(frame) if id in pack.indicators]
    known = pl.DataFrame(
        bounds, schema={"indicator": pl.Categorical, "low": pl.Float64, "high": pl.Float64}, orient="row"
    )
    value = pl.col("value").cast(pl.Float64)
    found = frame.lazy().join(known.lazy(), on="indicator").filter((value < pl.col("low")) | (value > pl.col("high")))
    return [Found(IMPOSSIBLE, found.collect(), lambda row: {"low": _edge(row["low"]), "high": _edge(row["high"])})]


def fractions(frame: pl.DataFrame, pack: Pack, edges: Edges) -> list[Found]:
    """Shares of which none in a table is above 1: they may have lost their per cent sign."""
    shares = [id for id in _indicators(frame) if id in pack.indicators and pack.indicators[id].unit in ("%", "％")]
    groups = (
        frame.filter(pl.col("indicator").cast(pl.String).is_in(shares))
        .group_by("indicator", "table", "sheet", maintain_order=True)
        .agg(pl.all().sort_by("value").last(), pl.len().alias("count"), (pl.col("value") > 0).sum().alias("above"))
        .filter(pl.col("value") <= 1, pl.col("above") >= _FEW)
    )
    return [Found(FRACTIONS, groups, lambda row: {"count": row["count"]})]


def _bounds(pack: Pack, id: str) -> tuple[float | None, float | None]:
    """The least and the most that an indicator can be: its own, or what its unit allows."""
    indicator = pack.indicators[id]
    if indicator.bounds:
        low, high = indicator.bounds
        return None if low is None else float(low), None if high is None else float(high)
    unit = pack.unit(indicator.unit)
    if unit is None or unit.dimension in ("份额之差", "翻番"):
        return None, None
    return 0.0, float(1 / unit.factor) if unit.dimension == "份额" else None


def _edge(value: float | None) -> str:
    return "∞" if value is None else f"{Decimal(str(value)).normalize():f}"


def _indicators(frame: pl.DataFrame) -> list[str]:
    return [str(one) for one in frame["indicator"].unique().to_list()]
