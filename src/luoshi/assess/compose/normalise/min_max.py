"""Where a value stands between the worst and the best: 0 to 1.

Worst and best are those of the whole table. For places over years give the panel as one table, never year by year: a
year's own ends would hide that all have improved. Fixed references keep scores comparable when places are added.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from luoshi.assess.compose.normalise import highest, lowest, normalised, over
from luoshi.assess.compose.results import Normalised
from luoshi.assess.compose.table import Array, Data, Directions, Sense, oriented, per_column, sense_of, table_of
from luoshi.assess.method import method


def on_arrays(
    values: Array, sense: Sense, *, lower: Any = None, upper: Any = None, clip: bool = False, neutral: float = 0.5
) -> tuple[Array, Array]:
    """The method on bare arrays; `lower` and `upper` in the unit of the values, NaN for the table's own end."""
    aligned = oriented(values, sense)
    worst, best = lowest(aligned), highest(aligned)
    if sense.ranged.any():
        best = np.where(sense.ranged, 0, best).astype(values.dtype)
    if lower is not None or upper is not None:
        worst, best = _with_references(worst, best, sense, lower, upper)
    share, alike = over(aligned - worst, best - worst, neutral)
    return (np.clip(share, 0, 1) if clip else share), alike


@method(title="极差标准化", source="OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 5")
def min_max(
    data: Data,
    better: Directions = "up",
    *,
    lower: Any = None,
    upper: Any = None,
    clip: bool = False,
    neutral: float = 0.5,
) -> Normalised:
    """Distance from the worst over the distance between worst and best.

    Args:
        data: Places by indicators: an array, a frame, or columns by name.
        better: `up`, `down`, or the two ends of the best range; one for all, one for each, or by name.
        lower: A fixed lower end in the indicator's unit, in any of the same three forms; NaN or nothing for the smallest
            value of the table. For a range: the value below the range that scores 0.
        upper: The same for the upper end.
        clip: Whether values beyond a fixed end score 0 or 1, not less or more.
        neutral: What a column holds whose places are all alike.

    Returns:
        Shares, 0 the worst and 1 the best; beyond them only with fixed references and without `clip`.

    Gaps:
        A missing value stays missing, and counts for neither end.

    Problems:
        A column whose places are all alike, where no fixed ends are given.

    Source:
        OECD/JRC (2008), step 5; the worked example is tests/published/test_min_max.py.

    >>> min_max([[10, 5], [20, 3], [40, 4]], ["up", "down"]).values.round(4).tolist()
    [[0.0, 0.0], [0.3333, 1.0], [1.0, 0.5]]
    """
    table = table_of(data)
    names = table.indicators
    settings = {
        "better": better, "lower": lower, "upper": upper, "clip": clip, "neutral": neutral,
        "ends": "whole table" if lower is None and upper is None else "fixed where given",
    }  # fmt: skip
    low = None if lower is None else per_column(lower, names, "lower")
    high = None if upper is None else per_column(upper, names, "upper")
    found = on_arrays(table.values, sense_of(better, names), lower=low, upper=high, clip=clip, neutral=neutral)
    ends = {"minimum": lowest(table.values)[0], "maximum": highest(table.values)[0]}
    return normalised("min_max", table, found, settings, ends)


def _with_references(worst: Array, best: Array, sense: Sense, lower: Any, upper: Any) -> tuple[Array, Array]:
    """The fixed ends where there are any, turned the way the values are."""
    nothing = np.full(sense.sign.shape, np.nan)
    low = nothing if lower is None else np.asarray(lower, dtype=float)
    high = nothing if upper is None else np.asarray(upper, dtype=float)
    outer = np.fmin(low - sense.low, sense.high - high)
    given_worst = np.where(sense.ranged, outer, np.where(sense.sign > 0, low, -high))
    given_best = np.where(sense.ranged, np.nan, np.where(sense.sign > 0, high, -low))
    kind = worst.dtype
    return (
        np.where(np.isnan(given_worst), worst, given_worst).astype(kind),
        np.where(np.isnan(given_best), best, given_best).astype(kind),
    )
