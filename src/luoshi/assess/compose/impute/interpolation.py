"""A gap between two years of one place is filled on the straight line between them."""

from __future__ import annotations

import numpy as np

from luoshi.assess.compose.impute import imputed
from luoshi.assess.compose.results import Prepared
from luoshi.assess.compose.table import Array, Data, table_of
from luoshi.assess.method import method
from luoshi.model.problem import Kind, LuoshiError

NO_PERIODS = Kind(
    code="compose-no-periods",
    zh="没有年份一列，不能在年份之间插值", en="there is no column of years to interpolate between",
    hint_zh="请给出 place 和 year 两列。", hint_en="Give the columns place and year.",
)  # fmt: skip


def on_arrays(values: Array, groups: Array | None = None, times: Array | None = None) -> Array:
    """The method on bare arrays; `groups` numbers the place of each row and `times` its year."""
    if groups is None or times is None:
        raise LuoshiError(NO_PERIODS())
    found = values.copy()
    for place in np.unique(groups):
        rows = np.flatnonzero(groups == place)
        rows = rows[np.argsort(times[rows])]
        for index in np.argwhere(np.isnan(values[..., rows, :]).any(axis=-2)):
            at = (*index[:-1], rows, index[-1])
            found[at] = _line(times[rows], values[at])
    return found


@method(title="线性插值", source="OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 3")
def interpolation(data: Data) -> Prepared:
    """Gaps between two known years of the same place and indicator, on the straight line between them.

    Args:
        data: A frame with columns `place` and `year`, and a column for each indicator.

    Returns:
        The values; `changed` says which are estimated.

    Gaps:
        What lies before the first or after the last known year stays missing: it would be a forecast.

    Problems:
        Each column in which something was estimated.

    Raises:
        LuoshiError: there are no years.

    Source:
        The worked example is tests/published/test_interpolation.py.

    >>> interpolation({"place": ["甲"] * 4, "year": [1, 2, 4, 5], "gdp": [2, None, 8, None]}).values.ravel().tolist()
    [2.0, 4.0, 8.0, nan]
    """
    table = table_of(data)
    return imputed("interpolation", table, on_arrays(table.values, *groups_and_times(table.places, table.periods)), {})


def groups_and_times(places: tuple[str, ...], periods: tuple[str, ...]) -> tuple[Array | None, Array | None]:
    """The number of the place of each row, and its time as a number; None without periods."""
    if not periods:
        return None, None
    _, groups = np.unique(np.array(places), return_inverse=True)
    try:
        times = np.array([float(period) for period in periods])
    except ValueError:
        # Quarters and months have no number: their order is their time, in equal steps.
        times = np.unique(np.array(periods), return_inverse=True)[1].astype(float)
    return groups, times


def _line(times: Array, values: Array) -> Array:
    known = ~np.isnan(values)
    if known.sum() < 2:
        return values
    return np.interp(times, times[known], values[known], left=np.nan, right=np.nan)
