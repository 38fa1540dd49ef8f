"""From several numbers of a place to one: one file a method.

The form on arrays (`on_arrays`) of each takes `(values, weights, *, missing, at_least, **settings)`: places along the
last axis but one and indicators along the last, more always better; weights along the last axis, together one. Values
and weights may have leading axes, and one may have them without the other. It gives scores, more always better.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np

from luoshi.assess.compose.ranks import ranks_of
from luoshi.assess.compose.results import Scores
from luoshi.assess.compose.table import Array, Data, Directions, Table, oriented, per_column, sense_of, table_of
from luoshi.assess.compose.weight.given import on_arrays as weights_given
from luoshi.model.problem import Kind, LuoshiError, Problem

NO_SCORE = Kind(
    code="compose-no-score",
    zh="“{place}”没有得分：缺少{missing}", en="'{place}' has no score: {missing} missing",
    hint_zh="请补数；或按规则把权重分摊到其余指标（missing=\"reweight\"）。",
    hint_en="Supply the data, or spread the weights over the other indicators (missing=\"reweight\").",
)  # fmt: skip
REWEIGHTED = Kind(
    code="compose-reweighted",
    zh="“{place}”缺少{missing}，其权重（{share}）已分摊到其余指标",
    en="'{place}' has no {missing}: their weight ({share}) is spread over the others",
    hint_zh="请补数后重新计算。", hint_en="Supply the data and compute again.",
)  # fmt: skip
NOT_POSITIVE = Kind(
    code="compose-mean-of-negative",
    zh="{method} 不能用于负值", en="{method} cannot be used with negative values",
    hint_zh="请先用 min_max 标准化，或改用 arithmetic。", hint_en="Normalise with min_max first, or use arithmetic.",
)  # fmt: skip

MissingRule = Literal["no-score", "reweight"]


def weighted_sum(values: Array, weights: Array) -> Array:
    """Σ w·x of each place, for any leading axes of values and weights.

    >>> weighted_sum(np.array([[1.0, 3.0]]), np.array([[0.5, 0.5], [1.0, 0.0]])).tolist()
    [[2.0], [1.0]]
    """
    if values.ndim == 2 and weights.ndim == 2:
        return (values @ weights.T).T  # one table and many weights: a product of two matrices
    return (values @ weights[..., None])[..., 0]


def weighted_mean(values: Array, weights: Array, missing: MissingRule, at_least: float) -> Array:
    """Σ w·x; where values are missing, NaN or the mean of those that are there, if enough of the weight is."""
    if missing == "no-score" or not (absent := np.isnan(values)).any():
        return weighted_sum(values, weights)
    share = weighted_sum((~absent).astype(values.dtype), weights)
    total = weighted_sum(np.where(absent, 0, values), weights)
    return enough(total / np.where(share > 0, share, 1), share, at_least)


def enough(scores: Array, share: Array, at_least: float) -> Array:
    """The scores of places of which enough of the weight is there, NaN for the others."""
    return np.where((share > 0) & (share >= at_least - 1e-9), scores, np.nan)


def present_share(values: Array, weights: Array) -> Array:
    """How much of the weight of each place is there; 1 without gaps."""
    return weighted_sum((~np.isnan(values)).astype(values.dtype), weights)


def refuse_negative(values: Array, method: str) -> None:
    """Raises: LuoshiError where a value is negative."""
    if (values < 0).any():
        raise LuoshiError(NOT_POSITIVE(method=method))


def given_table(data: Data, weights: Any, better: Directions) -> tuple[Table, Array, Array]:
    """What a function of this family is called with: the table, its values with more always better, and the weights."""
    named = getattr(data, "indicators", None)
    table = Table(data.values, data.places, data.indicators) if named is not None else table_of(data)
    raw = getattr(weights, "weights", weights)
    as_given = None if raw is None else per_column(raw, table.indicators, "权重（weights）")
    shares = weights_given(table.values, given=as_given)
    return table, oriented(table.values, sense_of(better, table.indicators)), shares


def scored(
    method: str,
    table: Table,
    values: Array,
    weights: Array,
    scores: Array,
    settings: Mapping[str, object],
    workings: Mapping[str, Array] | None = None,
) -> Scores:
    """The result of a method: with ranks, and a problem for each place with a gap."""
    problems = tuple(_of_gaps(table, values, weights, scores))
    made = {"alike": "1e-10 of the largest", "ties": "share the better rank", **settings}
    return Scores(
        method, scores, ranks_of(scores), weights, values, table.rows, table.indicators, made, dict(workings or {}),
        problems,
    )  # fmt: skip


def _of_gaps(table: Table, values: Array, weights: Array, scores: Array) -> list[Problem]:
    absent = np.isnan(values)
    found = []
    for row in np.flatnonzero(absent.any(axis=1)):
        names = "、".join(np.array(table.indicators, dtype=object)[absent[row]])
        place = table.rows[row]
        if np.isnan(scores[row]):
            found.append(NO_SCORE(place=place, missing=names, where=place))
        else:
            share = f"{float(weights[absent[row]].sum()):.1%}"
            found.append(REWEIGHTED(place=place, missing=names, share=share, where=place))
    return found
