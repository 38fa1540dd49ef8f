"""The weighted mean: a low value in one indicator is made up for by a high one in another, at the rate of the weights."""

from __future__ import annotations

from typing import Any

from luoshi.assess.compose.aggregate import MissingRule, given_table, scored, weighted_mean
from luoshi.assess.compose.results import Scores
from luoshi.assess.compose.table import Array, Data, Directions
from luoshi.assess.method import method


def on_arrays(values: Array, weights: Array, *, missing: MissingRule = "no-score", at_least: float = 0.7) -> Array:
    """The method on bare arrays."""
    return weighted_mean(values, weights, missing, at_least)


@method(title="加权算术平均", source="OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 6 (additive)")
def arithmetic(
    data: Data,
    weights: Any = None,
    *,
    better: Directions = "up",
    missing: MissingRule = "no-score",
    at_least: float = 0.7,
) -> Scores:
    """Σ w·x.

    Args:
        data: Normalised values, places by indicators: a result of normalising, an array, a frame, or columns by name.
        weights: One for each indicator, by name, or a result of weighting; brought to a sum of one. All the same without.
        better: `up` for normalised values; `down` turns the sign.
        missing: `no-score` gives a place with a gap no score; `reweight` spreads the weight of what is missing over what
            is there, in proportion.
        at_least: With `reweight`, the share of the weight that must be there.

    Returns:
        Scores in the unit of the values.

    Gaps:
        As `missing` says; never counted as zero.

    Problems:
        Each place with a gap: that it has no score, or how much weight was spread.

    Source:
        OECD/JRC (2008), step 6; the worked example is tests/published/test_arithmetic.py.

    >>> arithmetic([[0.6, 0.4], [0.9, 0.1]], [3, 1]).scores.round(4).tolist()
    [0.55, 0.7]
    """
    table, values, shares = given_table(data, weights, better)
    scores = on_arrays(values, shares, missing=missing, at_least=at_least)
    settings = {"better": better, "missing": missing, "at_least": at_least}
    return scored("arithmetic", table, values, shares, scores, settings)
