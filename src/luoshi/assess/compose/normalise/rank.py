"""Only the order counts: the share of the other places that are worse."""

from __future__ import annotations

from typing import Literal

import numpy as np

from luoshi.assess.compose.normalise import highest, lowest, normalised
from luoshi.assess.compose.ranks import average_ranks
from luoshi.assess.compose.results import Normalised
from luoshi.assess.compose.table import Array, Data, Directions, Sense, oriented, sense_of, table_of
from luoshi.assess.method import method

Scale = Literal["share", "rank"]


def on_arrays(values: Array, sense: Sense, *, scale: Scale = "share", neutral: float = 0.5) -> tuple[Array, Array]:
    """The method on bare arrays."""
    aligned = oriented(values, sense)
    found = average_ranks(aligned)
    alike = np.squeeze(highest(aligned) == lowest(aligned), axis=-2)
    if scale == "rank":
        return found, alike
    gaps = np.isnan(found)
    count = aligned.shape[-2] - gaps.sum(axis=-2, keepdims=True)
    found -= 1
    found /= np.maximum(count - 1, 1).astype(found.dtype)
    if alike.any():
        found = np.where(alike[..., None, :] & ~gaps, found.dtype.type(neutral), found)
    return found, alike


@method(title="排序标准化", source="OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 5")
def rank(data: Data, better: Directions = "up", *, scale: Scale = "share", neutral: float = 0.5) -> Normalised:
    """The place in the order of the column: outliers lose their force, and distances their meaning.

    Args:
        data: Places by indicators: an array, a frame, or columns by name.
        better: As in `min_max`.
        scale: `share` is 0 for the worst and 1 for the best; `rank` is 1 for the worst and the number of places for the
            best.
        neutral: With `share`, what a column holds whose places are all alike.

    Returns:
        Shares or ranks; equal values (to ten digits) share the mean of their ranks.

    Gaps:
        A missing value stays missing; the others are ranked among themselves.

    Problems:
        A column whose places are all alike.

    Source:
        OECD/JRC (2008), step 5; the worked example is tests/published/test_rank.py.

    >>> rank([[7.0], [9.0], [7.0], [8.0]], scale="rank").values.ravel().tolist()
    [1.5, 4.0, 1.5, 3.0]
    """
    table = table_of(data)
    found = on_arrays(table.values, sense_of(better, table.indicators), scale=scale, neutral=neutral)
    return normalised("rank", table, found, {"better": better, "scale": scale, "neutral": neutral, "ties": "mean"})
