"""How many standard deviations a value lies above the mean."""

from __future__ import annotations

import numpy as np

from luoshi.assess.compose.normalise import highest, lowest, normalised, over
from luoshi.assess.compose.results import Normalised
from luoshi.assess.compose.table import Array, Data, Directions, Sense, oriented, sense_of, table_of
from luoshi.assess.method import method


def on_arrays(values: Array, sense: Sense, *, ddof: int = 0, neutral: float = 0.0) -> tuple[Array, Array]:
    """The method on bare arrays."""
    aligned = oriented(values, sense)
    present = ~np.isnan(aligned)
    count = np.maximum(present.sum(axis=-2, keepdims=True), 1).astype(values.dtype)
    mean = np.where(present, aligned, 0).sum(axis=-2, keepdims=True) / count
    apart = aligned - mean
    squares = np.where(present, apart * apart, 0).sum(axis=-2, keepdims=True)
    deviation = np.sqrt(squares / np.maximum(count - ddof, 1))
    # The deviation of equal numbers is seldom exactly 0.
    deviation = np.where(highest(aligned) == lowest(aligned), 0, deviation)
    return over(apart, deviation, neutral)


@method(title="Z 标准化", source="OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 5")
def z_score(data: Data, better: Directions = "up", *, ddof: int = 0, neutral: float = 0.0) -> Normalised:
    """Distance from the mean over the standard deviation, both of the whole table.

    Args:
        data: Places by indicators: an array, a frame, or columns by name.
        better: As in `min_max`; for `down` the sign is turned, for a range the distance from it is normalised.
        ddof: 0 divides by n, 1 by n − 1.
        neutral: What a column holds whose places are all alike.

    Returns:
        Numbers around 0; about as many below as above.

    Gaps:
        A missing value stays missing; mean and deviation are those of the others.

    Problems:
        A column whose places are all alike.

    Source:
        OECD/JRC (2008), step 5; the worked example is tests/published/test_z_score.py.

    >>> z_score([[1.0], [2.0], [3.0]]).values.round(4).ravel().tolist()
    [-1.2247, 0.0, 1.2247]
    """
    table = table_of(data)
    found = on_arrays(table.values, sense_of(better, table.indicators), ddof=ddof, neutral=neutral)
    return normalised("z_score", table, found, {"better": better, "ddof": ddof, "neutral": neutral})
