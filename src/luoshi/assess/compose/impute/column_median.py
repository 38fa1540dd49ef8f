"""A gap is filled with the median of the indicator."""

from __future__ import annotations

import warnings

import numpy as np

from luoshi.assess.compose.impute import imputed
from luoshi.assess.compose.results import Prepared
from luoshi.assess.compose.table import Array, Data, table_of
from luoshi.assess.method import method


def on_arrays(values: Array, groups: Array | None = None, times: Array | None = None) -> Array:
    """The method on bare arrays."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a column of gaps alone stays one
        median = np.nanmedian(values, axis=-2, keepdims=True)
    return np.where(np.isnan(values), median, values)


@method(
    title="中位数插补",
    source="OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 3 (unconditional median)",
)
def column_median(data: Data) -> Prepared:
    """Every gap becomes the median of its column.

    Args:
        data: Places by indicators: an array, a frame, or columns by name.

    Returns:
        The values; `changed` says which are estimated.

    Gaps:
        A column without any value stays missing.

    Problems:
        Each column in which something was estimated.

    Source:
        OECD/JRC (2008), step 3; the worked example is tests/published/test_column_median.py.

    >>> column_median([[1.0], [float("nan")], [2.0], [9.0]]).values.ravel().tolist()
    [1.0, 2.0, 2.0, 9.0]
    """
    table = table_of(data)
    return imputed("column_median", table, on_arrays(table.values), {})
