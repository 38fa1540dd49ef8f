"""Values for gaps, only where a scheme or an analyst asks for them: one file a method.

The form on arrays (`on_arrays`) of each takes `(values, order, **settings)`: places along the last axis but one,
indicators along the last, and for each row the rows before it of the same place (see `interpolation`). It gives the
values with gaps filled.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from luoshi.assess.compose.results import Prepared
from luoshi.assess.compose.table import Array, Table
from luoshi.model.problem import Kind

IMPUTED = Kind(
    code="compose-imputed",
    zh="指标“{indicator}”有 {count} 个缺失值由 {method} 估计，不是统计数据",
    en="{count} gaps of indicator '{indicator}' are estimated by {method}; they are no statistics",
    hint_zh="请以公布数据替换；不确定性分析中可比较不同的估计方法。",
    hint_en="Replace them by published figures; the analysis of uncertainty can compare ways of estimating.",
)  # fmt: skip


def imputed(method: str, table: Table, values: Array, settings: Mapping[str, object]) -> Prepared:
    """The result of a method, with a problem for each column in which something was estimated."""
    changed = np.isnan(table.values) & ~np.isnan(values)
    problems = tuple(
        IMPUTED(indicator=name, count=int(count), method=method, where=name)
        for name, count in zip(table.indicators, changed.sum(axis=0), strict=True)
        if count
    )
    return Prepared(method, values, changed, table.rows, table.indicators, settings, {}, problems)
