"""The weighted mean of the ranks in each indicator, over the number of places (秩和比)."""

from __future__ import annotations

from typing import Any

import numpy as np

from luoshi.assess.compose.aggregate import MissingRule, given_table, scored, weighted_mean
from luoshi.assess.compose.ranks import average_ranks
from luoshi.assess.compose.results import Scores
from luoshi.assess.compose.table import Array, Data, Directions
from luoshi.assess.method import method


def on_arrays(values: Array, weights: Array, *, missing: MissingRule = "no-score", at_least: float = 0.7) -> Array:
    """The method on bare arrays."""
    return weighted_mean(_shares(values), weights, missing, at_least)


@method(title="秩和比法（RSR）", source="田凤调, 秩和比法及其应用, 中国统计出版社 1993")
def rank_sum(
    data: Data,
    weights: Any = None,
    *,
    better: Directions = "up",
    missing: MissingRule = "no-score",
    at_least: float = 0.7,
) -> Scores:
    """Σ w·R / n, where R is 1 for the worst place in an indicator and n for the best.

    Args:
        data: Values in their units or normalised: an array, a frame, or columns by name.
        weights: As in `arithmetic`; all the same gives the plain rank-sum ratio ΣR/(mn).
        better: `up`, `down`, or the two ends of the best range; one for all, one for each, or by name.
        missing: As in `arithmetic`.
        at_least: As in `arithmetic`.

    Returns:
        Shares, 1 for a place that is the best in everything. Equal values share the mean of their ranks.
        `workings["ranks"]` holds R.

    Gaps:
        As `missing` says; a column is ranked, and n counted, among the places that have it.

    Problems:
        Each place with a gap.

    Source:
        田凤调 (1993); the worked example is tests/published/test_rank_sum.py.

    >>> rank_sum([[1.0, 5.0], [3.0, 4.0]], better=["up", "down"]).scores.tolist()
    [0.5, 1.0]
    """
    table, values, shares = given_table(data, weights, better)
    scores = on_arrays(values, shares, missing=missing, at_least=at_least)
    settings = {"better": better, "missing": missing, "at_least": at_least}
    return scored("rank_sum", table, values, shares, scores, settings, {"ranks": average_ranks(values)})


def _shares(values: Array) -> Array:
    result: Array = average_ranks(values) / (~np.isnan(values)).sum(axis=-2, keepdims=True).astype(values.dtype)
    return result
