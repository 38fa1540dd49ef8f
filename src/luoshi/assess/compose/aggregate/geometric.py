"""The weighted geometric mean: it rewards balance, and a zero anywhere is a zero in all."""

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
    refuse_negative(raised, "geometric")
    zero = raised == 0
    logarithms = np.log(np.where(zero, 1, raised))
    found = np.exp(weighted_mean(logarithms, weights, missing, at_least))
    if not zero.any():
        return found
    # A zero counts only where it has a weight.
    empty = weighted_mean(zero.astype(values.dtype), weights, "no-score", at_least) > 0
    return np.where(empty & ~np.isnan(found), 0, found)


@method(
    title="加权几何平均", source="OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 6 (geometric)"
)
def geometric(
    data: Data,
    weights: Any = None,
    *,
    better: Directions = "up",
    missing: MissingRule = "no-score",
    at_least: float = 0.7,
    floor: float = 0.0,
) -> Scores:
    """Π x^w.

    Args:
        data: Normalised values, none negative: a result of normalising, an array, a frame, or columns by name.
        weights: As in `arithmetic`.
        better: As in `arithmetic`.
        missing: As in `arithmetic`.
        at_least: As in `arithmetic`.
        floor: Smaller values are raised to it, so that the worst place of an indicator does not score 0 in all. With 0,
            values stay as they are.

    Returns:
        Scores in the unit of the values; 0 where any value with a weight is 0.

    Gaps:
        As `missing` says; never counted as zero.

    Problems:
        Each place with a gap.

    Raises:
        LuoshiError: a value is negative.

    Source:
        OECD/JRC (2008), step 6; the worked example is tests/published/test_geometric.py.

    >>> geometric([[0.4, 0.9], [1.0, 0.0]]).scores.round(4).tolist()
    [0.6, 0.0]
    """
    table, values, shares = given_table(data, weights, better)
    scores = on_arrays(values, shares, missing=missing, at_least=at_least, floor=floor)
    settings = {"better": better, "missing": missing, "at_least": at_least, "floor": floor}
    return scored("geometric", table, values, shares, scores, settings)
