"""Every indicator counts the same."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from luoshi.assess.compose.results import Weights
from luoshi.assess.compose.table import Array, Data, table_of
from luoshi.assess.method import method


def on_arrays(values: Array, *, given: Array | None = None) -> Array:
    """The method on bare arrays."""
    count = values.shape[-1]
    return np.full((*values.shape[:-2], count), 1 / count, dtype=values.dtype)


@method(title="等权", source="OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 6")
def equal(data: Data, *, indicators: Sequence[str] | None = None) -> Weights:
    """One over the number of indicators.

    Equal weights are a judgement, too: what has more indicators counts more.

    Args:
        data: Places by indicators; only the number of columns is looked at.
        indicators: Which columns.

    Returns:
        The weights.

    Source:
        OECD/JRC (2008), step 6; the worked example is tests/published/test_equal.py.

    >>> equal([[1, 2, 3, 4]]).weights.tolist()
    [0.25, 0.25, 0.25, 0.25]
    """
    table = table_of(data, indicators)
    return Weights("equal", on_arrays(table.values), table.indicators, {})
