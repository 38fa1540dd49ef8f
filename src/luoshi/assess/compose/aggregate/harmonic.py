"""The weighted harmonic mean: the weakest indicator holds the score down most."""

from __future__ import annotations

from typing import Any

import numpy as np

from luoshi.assess.compose.aggregate import MissingRule, given_table, refuse_negative, scored, weighted_mean
from luoshi.assess.compose.results import Scores
from luoshi.assess.compose.table import Array, Data, Directions
from luoshi.assess.method import method


def on_arrays(
    values: Array, weights: Array, *, missing: MissingRule = "no-score", at_least: float = 0.7, floor: float = 0.0
) -> Array:
    """The method on bare arrays."""
    raised = np.maximum(values, floor) if floor else values
    refuse_negative(raised, "harmonic")
    zero = raised == 0
    found = 1 / weighted_mean(1 / np.where(zero, 1, raised), weights, missing, at_least)
    if not zero.any():
        return found
    empty = weighted_mean(zero.astype(values.dtype), weights, "no-score", at_least) > 0
    return np.where(empty & ~np.isnan(found), 0, found)


@method(title="加权调和平均", source="Pythagorean mean; COINr, a_hmean (Becker and others, JOSS 2022)")
def harmonic(
    data: Data,
    weights: Any = None,
    *,
    better: Directions = "up",
    missing: MissingRule = "no-score",
    at_least: float = 0.7,
    floor: float = 0.0,
) -> Scores:
    """1 / Σ(w / x).

    Args:
        data: Normalised values, none negative: a result of normalising, an array, a frame, or columns by name.
        weights: As in `arithmetic`.
        better: As in `arithmetic`.
        missing: As in `arithmetic`.
        at_least: As in `arithmetic`.
        floor: Smaller values are raised to it; with 0, values stay as they are.

    Returns:
        Scores in the unit of the values; 0 where any value with a weight is 0.

    Gaps:
        As `missing` says; never counted as zero.

    Problems:
        Each place with a gap.

    Raises:
        LuoshiError: a value is negative.

    Source:
        The worked example is tests/published/test_harmonic.py.

    >>> harmonic([[0.4, 0.6], [1.0, 0.0]]).scores.round(4).tolist()
    [0.48, 0.0]
    """
    table, values, shares = given_table(data, weights, better)
    scores = on_arrays(values, shares, missing=missing, at_least=at_least, floor=floor)
    settings = {"better": better, "missing": missing, "at_least": at_least, "floor": floor}
    return scored("harmonic", table, values, shares, scores, settings)
