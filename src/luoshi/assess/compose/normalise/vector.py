"""Over the length of the column as a vector: what TOPSIS begins with."""

from __future__ import annotations

import numpy as np

from luoshi.assess.compose.normalise import highest, lowest, normalised, over
from luoshi.assess.compose.results import Normalised
from luoshi.assess.compose.table import Array, Data, Directions, Sense, sense_of, table_of
from luoshi.assess.method import method


def on_arrays(values: Array, sense: Sense, *, neutral: float = 0.5) -> tuple[Array, Array]:
    """The method on bare arrays."""
    length = np.sqrt(np.nansum(values * values, axis=-2, keepdims=True))
    share, empty = over(values.copy(), length, neutral)
    if sense.ranged.any():
        outside = np.maximum(np.maximum(sense.low - values, values - sense.high), 0)
        share = np.where(sense.ranged, 1 - over(outside, length, 0.0)[0], share)
    turned = np.where(~sense.ranged & (sense.sign < 0), 1 - share, share) if (sense.sign < 0).any() else share
    alike = np.squeeze(highest(values) == lowest(values), axis=-2) | empty
    return turned.astype(values.dtype), alike


@method(title="向量归一化", source="Hwang & Yoon, Multiple Attribute Decision Making, Springer 1981")
def vector(data: Data, better: Directions = "up", *, neutral: float = 0.5) -> Normalised:
    """The value over the root of the column's sum of squares; 1 − that for what should be little.

    Distances between places, and so TOPSIS, are the same whether a column is turned this way or its ideal is its minimum.

    Args:
        data: Places by indicators: an array, a frame, or columns by name.
        better: As in `min_max`.
        neutral: What a column of zeros holds.

    Returns:
        Shares of the column's length.

    Gaps:
        A missing value stays missing.

    Problems:
        A column whose places are all alike.

    Source:
        Hwang & Yoon (1981); the worked example is tests/published/test_vector.py.

    >>> vector([[3.0], [4.0]]).values.ravel().tolist()
    [0.6, 0.8]
    """
    table = table_of(data)
    found = on_arrays(table.values, sense_of(better, table.indicators), neutral=neutral)
    return normalised("vector", table, found, {"better": better, "neutral": neutral})
