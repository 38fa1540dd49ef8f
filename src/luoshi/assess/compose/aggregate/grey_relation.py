"""How like a place is to the ideal, indicator by indicator (灰色关联)."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from luoshi.assess.compose.aggregate import MissingRule, given_table, scored, weighted_mean
from luoshi.assess.compose.normalise import highest
from luoshi.assess.compose.normalise.min_max import on_arrays as min_max
from luoshi.assess.compose.results import Scores
from luoshi.assess.compose.table import Array, Data, Directions, sense_of
from luoshi.assess.method import method

Before = Literal["min_max", "none"]


def on_arrays(
    values: Array, weights: Array, *, missing: MissingRule = "no-score", at_least: float = 0.7, rho: float = 0.5
) -> Array:
    """The method on bare arrays, with the values normalised already."""
    return weighted_mean(coefficients(values, rho), weights, missing, at_least)


@method(
    title="灰色关联分析", source="Deng 1982; Kuo, Yang & Huang, Computers & Industrial Engineering 55, 2008, pp. 80–93"
)
def grey_relation(
    data: Data,
    weights: Any = None,
    *,
    better: Directions = "up",
    normalise: Before = "min_max",
    rho: float = 0.5,
    missing: MissingRule = "no-score",
    at_least: float = 0.7,
) -> Scores:
    """The weighted mean of the relational coefficients with the best of each indicator.

    Args:
        data: Values in their units, or normalised ones with `normalise="none"`: an array, a frame, or columns by name.
        weights: As in `arithmetic`.
        better: `up`, `down`, or the two ends of the best range; one for all, one for each, or by name.
        normalise: `min_max`, or `none` for values that are normalised, more better.
        rho: The distinguishing coefficient, 0 to 1: the smaller, the farther apart the scores.
        missing: As in `arithmetic`.
        at_least: As in `arithmetic`.

    Returns:
        Grey relational grades, 1 for a place that is the best in everything. `workings["coefficients"]` holds the
        coefficient of each place and indicator.

    Gaps:
        As `missing` says.

    Problems:
        Each place with a gap.

    Source:
        Kuo, Yang & Huang (2008); the worked example is tests/published/test_grey_relation.py.

    >>> grey_relation([[1.0, 5.0], [3.0, 4.0], [2.0, 1.0]]).scores.round(4).tolist()
    [0.6667, 0.8333, 0.4167]
    """
    directed: Directions = better if normalise == "none" else "up"
    table, values, shares = given_table(data, weights, directed)
    if normalise == "min_max":
        values, _ = min_max(values, sense_of(better, table.indicators))
    found = coefficients(values, rho)
    scores = weighted_mean(found, shares, missing, at_least)
    settings = {
        "better": better, "normalise": normalise, "rho": rho, "missing": missing, "at_least": at_least,
        "reference": "best of the table",
    }  # fmt: skip
    return scored("grey_relation", table, values, shares, scores, settings, {"coefficients": found})


def coefficients(values: Array, rho: float) -> Array:
    """(Δmin + ρΔmax) / (Δ + ρΔmax), Δ the distance from the best, both ends over the whole table."""
    apart = highest(values) - values
    both = (-2, -1)
    least, most = np.fmin.reduce(apart, axis=both, keepdims=True), np.fmax.reduce(apart, axis=both, keepdims=True)
    scale = apart + rho * most
    alike = scale == 0
    return np.where(alike, 1, (least + rho * most) / np.where(alike, 1, scale))
