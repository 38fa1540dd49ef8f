"""How near a place is to the best of everything, and how far from the worst (TOPSIS)."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from luoshi.assess.compose.aggregate import MissingRule, enough, given_table, present_share, scored, weighted_sum
from luoshi.assess.compose.normalise import highest, lowest
from luoshi.assess.compose.normalise.min_max import on_arrays as min_max
from luoshi.assess.compose.normalise.vector import on_arrays as vector
from luoshi.assess.compose.results import Scores
from luoshi.assess.compose.table import Array, Data, Directions, sense_of
from luoshi.assess.method import method

Before = Literal["vector", "min_max", "none"]


def on_arrays(values: Array, weights: Array, *, missing: MissingRule = "no-score", at_least: float = 0.7) -> Array:
    """The method on bare arrays, with the values normalised already."""
    return _closeness(*_distances(values, weights, missing, at_least))


@method(title="逼近理想解排序法（TOPSIS）", source="Hwang & Yoon, Multiple Attribute Decision Making, Springer 1981")
def topsis(
    data: Data,
    weights: Any = None,
    *,
    better: Directions = "up",
    normalise: Before = "vector",
    missing: MissingRule = "no-score",
    at_least: float = 0.7,
) -> Scores:
    """Distance from the worst over the sum of the distances from the best and the worst.

    Args:
        data: Values in their units, or normalised ones with `normalise="none"`: an array, a frame, or columns by name.
        weights: One for each indicator, by name, or a result of weighting; brought to a sum of one. All the same without.
        better: `up`, `down`, or the two ends of the best range; one for all, one for each, or by name.
        normalise: `vector` as the authors have it, `min_max`, or `none` for values that are normalised, more better.
        missing: As in `arithmetic`; with `reweight`, distances are those of what is there.
        at_least: As in `arithmetic`.

    Returns:
        Closeness, 0 the worst of everything and 1 the best; 0.5 where all places are alike. `workings` holds
        `distance_to_best` and `distance_to_worst`.

    Gaps:
        As `missing` says; best and worst are those of the values that are there.

    Problems:
        Each place with a gap.

    Source:
        Hwang & Yoon (1981); the worked example is tests/published/test_topsis.py.

    >>> topsis([[3.0, 10.0], [4.0, 20.0]], better=["up", "down"]).scores.round(4).tolist()
    [0.691, 0.309]
    """
    directed: Directions = better if normalise == "none" else "up"
    table, values, shares = given_table(data, weights, directed)
    if normalise != "none":
        values, _ = (vector if normalise == "vector" else min_max)(values, sense_of(better, table.indicators))
    best, worst = _distances(values, shares, missing, at_least)
    settings = {
        "better": better, "normalise": normalise, "missing": missing, "at_least": at_least,
        "distance": "Euclidean", "ideal": "best and worst of the table",
    }  # fmt: skip
    workings = {"distance_to_best": best, "distance_to_worst": worst}
    return scored("topsis", table, values, shares, _closeness(best, worst), settings, workings)


def _distances(values: Array, weights: Array, missing: MissingRule, at_least: float) -> tuple[Array, Array]:
    """From the best and from the worst. Spreading weights changes both alike, so what is missing is left out."""
    squares = weights * weights
    best, worst = (
        np.sqrt(weighted_sum(_filled((values - end) ** 2, missing), squares))
        for end in (highest(values), lowest(values))
    )
    if missing == "no-score" or not np.isnan(values).any():
        return best, worst
    share = present_share(values, weights)
    scale = np.where(share > 0, share, 1)
    return enough(best / scale, share, at_least), enough(worst / scale, share, at_least)


def _filled(squares: Array, missing: MissingRule) -> Array:
    return np.nan_to_num(squares, copy=False, nan=0.0) if missing == "reweight" else squares


def _closeness(best: Array, worst: Array) -> Array:
    total = best + worst
    none = total == 0
    return np.where(none, 0.5, worst / np.where(none, 1, total)) if none.any() else worst / total
