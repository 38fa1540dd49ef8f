"""The larger the spread of an indicator beside its mean, the more it counts (变异系数法)."""

from __future__ import annotations

import warnings

import numpy as np

from luoshi.assess.compose.results import Weights
from luoshi.assess.compose.table import Array, Data, Directions, oriented, sense_of, table_of
from luoshi.assess.compose.weight import Before, rescaled, shared, weighed
from luoshi.assess.method import method


def on_arrays(values: Array, *, given: Array | None = None, normalise: Before = "min_max", ddof: int = 0) -> Array:
    """The method on bare arrays."""
    return shared(coefficients(values, normalise, ddof))


def coefficients(values: Array, normalise: Before, ddof: int) -> Array:
    """Standard deviation over mean of each column, 0 where the places are all alike."""
    scaled, alike = rescaled(values, normalise, "variation")
    with warnings.catch_warnings():
        # Of a column with fewer than two values nothing can be said: that is no warning, and all its places are alike.
        warnings.simplefilter("ignore", RuntimeWarning)
        mean = np.nanmean(scaled, axis=-2)
        deviation = np.nan_to_num(np.nanstd(scaled, axis=-2, ddof=ddof))
    return np.where(alike, 0, deviation / np.where(mean == 0, 1, mean)).astype(values.dtype)


@method(title="变异系数法", source="Pearson 1896 (coefficient of variation), as a weight in common use")
def variation(data: Data, better: Directions = "up", *, normalise: Before = "none", ddof: int = 1) -> Weights:
    """Weights from the coefficient of variation: standard deviation over mean, over the sum of all.

    Args:
        data: Places by indicators; a panel as one table.
        better: As in `min_max`; looked at only where the values are normalised first.
        normalise: `none` takes the values as they are, none negative; `min_max` brings them between 0 and 1 first.
        ddof: 1 divides by n − 1, 0 by n; the weights are the same but for gaps.

    Returns:
        The weights; `workings["variation"]` holds the coefficients.

    Gaps:
        Each column is weighed by the places that it has.

    Problems:
        A column whose places are all alike has weight 0.

    Raises:
        LuoshiError: with `none`, a value is negative.

    Source:
        The worked example is tests/published/test_variation.py.

    >>> variation([[1.0, 10.0], [3.0, 10.5]]).weights.round(4).tolist()
    [0.9535, 0.0465]
    """
    table = table_of(data)
    aligned = oriented(table.values, sense_of(better, table.indicators)) if normalise == "min_max" else table.values
    found = coefficients(aligned, normalise, ddof)
    settings = {"better": better, "normalise": normalise, "ddof": ddof}
    return weighed("variation", table.values, table.indicators, shared(found), settings, {"variation": found})
