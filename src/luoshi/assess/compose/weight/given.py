"""Weights that people have set."""

from __future__ import annotations

from typing import Any

import numpy as np

from luoshi.assess.compose.results import Weights
from luoshi.assess.compose.table import Array, Data, per_column, table_of
from luoshi.assess.compose.weight import shared
from luoshi.assess.method import method
from luoshi.model.problem import Kind, LuoshiError

BAD_WEIGHTS = Kind(
    code="compose-bad-weights",
    zh="权重须为不小于 0 的数，且不能全为 0：{weights}", en="weights are numbers of 0 or more, not all 0: {weights}",
    hint_zh="请改正权重。", hint_en="Correct the weights.",
)  # fmt: skip


def on_arrays(values: Array, *, given: Array | None = None) -> Array:
    """The method on bare arrays; those without a weight share equally what the others leave of one."""
    count = values.shape[-1]
    weights = np.full(count, np.nan) if given is None else np.asarray(given, dtype=float)
    open_ = np.isnan(weights)
    if open_.any():
        rest = max(0.0, 1 - float(np.nansum(weights)))
        weights = np.where(open_, rest / open_.sum(), weights)
    if (weights < 0).any() or not weights.sum() > 0:
        raise LuoshiError(BAD_WEIGHTS(weights=[round(float(one), 6) for one in weights]))
    return np.broadcast_to(shared(weights), (*values.shape[:-2], count)).astype(values.dtype)


@method(
    title="给定权重", source="OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 6 (budget allocation)"
)
def given(data: Data, weights: Any) -> Weights:
    """The weights that are given, brought to a sum of one.

    Args:
        data: Places by indicators; only the names of the columns are looked at.
        weights: One for each indicator, or by name; those that are left out share equally what the others leave of one.

    Returns:
        The weights, together one; `workings["given"]` holds them as they were.

    Raises:
        LuoshiError: a weight is negative, all are 0, or their number is another.

    Source:
        OECD/JRC (2008), step 6; the worked example is tests/published/test_given.py.

    >>> given({"gdp": [1.0], "jobs": [2.0]}, {"gdp": 3, "jobs": 1}).weights.tolist()
    [0.75, 0.25]
    """
    table = table_of(data)
    as_given = per_column(weights, table.indicators, "权重（weights）")
    found = on_arrays(table.values, given=as_given)
    return Weights("given", found, table.indicators, {"weights": weights}, {"given": as_given})
