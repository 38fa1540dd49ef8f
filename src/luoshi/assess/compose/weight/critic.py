"""An indicator counts by its spread and by how little the others say the same (CRITIC)."""

from __future__ import annotations

import numpy as np

from luoshi.assess.compose.results import Weights
from luoshi.assess.compose.table import Array, Data, Directions, oriented, sense_of, table_of
from luoshi.assess.compose.weight import Before, complete, rescaled, shared, weighed
from luoshi.assess.method import method


def on_arrays(values: Array, *, given: Array | None = None, normalise: Before = "min_max", ddof: int = 1) -> Array:
    """The method on bare arrays."""
    deviation, conflict, _ = _parts(values, normalise, ddof)
    return shared(deviation * conflict)


@method(title="CRITIC 法", source="Diakoulaki, Mavrotas & Papayannakis, Computers & Operations Research 22(7), 1995")
def critic(data: Data, better: Directions = "up", *, normalise: Before = "min_max", ddof: int = 1) -> Weights:
    """Weights from the standard deviation of each column times the sum of 1 − its correlations with the others.

    Args:
        data: Places by indicators; a panel as one table.
        better: As in `min_max`.
        normalise: `min_max` as the authors do, or `none`.
        ddof: 1 divides by n − 1, 0 by n; the weights are the same.

    Returns:
        The weights; `workings` holds `deviation`, `conflict`, `information` (their product) and `correlation`.

    Gaps:
        Only places without a gap are looked at.

    Problems:
        A column whose places are all alike has weight 0, and correlation 0 with the others.

    Raises:
        LuoshiError: fewer than two places have no gap.

    Source:
        Diakoulaki, Mavrotas & Papayannakis (1995); the worked example is tests/published/test_critic.py.

    >>> critic([[1, 2, 9], [2, 4, 3], [3, 6, 6]]).weights.round(4).tolist()
    [0.25, 0.25, 0.5]
    """
    table = table_of(data)
    aligned = oriented(table.values, sense_of(better, table.indicators))
    deviation, conflict, correlation = _parts(aligned, normalise, ddof)
    information = deviation * conflict
    settings = {"better": better, "normalise": normalise, "ddof": ddof, "correlation": "Pearson"}
    workings = {
        "deviation": deviation, "conflict": conflict, "information": information, "correlation": correlation,
    }  # fmt: skip
    return weighed("critic", table.values, table.indicators, shared(information), settings, workings)


def correlations(values: Array) -> tuple[Array, Array]:
    """The correlations of the columns, 0 where one of them does not vary, and the sum of squares of each."""
    apart = values - values.mean(axis=-2, keepdims=True)
    products = np.swapaxes(apart, -1, -2) @ apart
    squares = np.diagonal(products, axis1=-2, axis2=-1)
    length = np.sqrt(squares)
    scale = length[..., :, None] * length[..., None, :]
    return np.where(scale > 0, products / np.where(scale > 0, scale, 1), 0), squares


def _parts(values: Array, normalise: Before, ddof: int) -> tuple[Array, Array, Array]:
    kept = complete(values, "critic")
    scaled = rescaled(kept, normalise, "critic")[0] if normalise == "min_max" else kept
    correlation, squares = correlations(scaled)
    deviation = np.sqrt(squares / (kept.shape[-2] - ddof))
    own = np.diagonal(correlation, axis1=-2, axis2=-1)
    conflict = (kept.shape[-1] - 1) - (correlation.sum(axis=-1) - own)
    return deviation, np.maximum(conflict, 0), correlation
