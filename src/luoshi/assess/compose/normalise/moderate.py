"""Best at an optimum, and worse the farther from it on either side (适度指标)."""

from __future__ import annotations

from typing import Any

import numpy as np

from luoshi.assess.compose.normalise import normalised
from luoshi.assess.compose.normalise.min_max import on_arrays as of_min_max
from luoshi.assess.compose.results import Normalised
from luoshi.assess.compose.table import Array, Data, Sense, per_column, table_of
from luoshi.assess.method import method


def on_arrays(
    values: Array, sense: Sense, *, optimum: Any = None, high: Any = None, neutral: float = 0.5
) -> tuple[Array, Array]:
    """The method on bare arrays: without an optimum, the range of the sense."""
    if optimum is None:
        return of_min_max(values, sense, neutral=neutral)
    low = np.asarray(optimum, dtype=float)
    return of_min_max(values, Sense(sense.sign, low, low if high is None else np.asarray(high)), neutral=neutral)


@method(title="适度指标标准化", source="OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 5")
def moderate(data: Data, optimum: Any, *, high: Any = None, neutral: float = 0.5) -> Normalised:
    """1 − |x − a| / the largest distance from a in the table; with `high`, the best is the range from a to it.

    Args:
        data: Places by indicators: an array, a frame, or columns by name.
        optimum: The best value in the indicator's unit, or the lower end of the best range; one for all, one for each,
            or by name.
        high: The upper end of the best range, in the same forms.
        neutral: What a column holds whose places are all alike.

    Returns:
        1 at the optimum, 0 for the place farthest from it.

    Gaps:
        A missing value stays missing.

    Problems:
        A column whose places are all alike.

    Source:
        The formula in common use for 适度指标; the worked example is tests/published/test_moderate.py.

    >>> moderate([[2.0], [6.0], [12.0]], optimum=4).values.ravel().tolist()
    [0.75, 0.75, 0.0]
    """
    table = table_of(data)
    best = per_column(optimum, table.indicators, "optimum")
    upper = None if high is None else per_column(high, table.indicators, "high")
    sense = Sense(np.ones(best.shape), best, best)
    found = on_arrays(table.values, sense, optimum=best, high=upper, neutral=neutral)
    return normalised("moderate", table, found, {"optimum": optimum, "high": high, "neutral": neutral})
