"""The few largest and smallest values are drawn in to the next (缩尾)."""

from __future__ import annotations

import numpy as np

from luoshi.assess.compose.results import Prepared
from luoshi.assess.compose.table import Array, Data, table_of
from luoshi.assess.compose.treat import treated
from luoshi.assess.method import method


def on_arrays(values: Array, *, share: float = 0.05, skewness: float = 0.0, kurtosis: float = 3.5) -> Array:
    """The method on bare arrays."""
    ordered = np.sort(values, axis=-2)  # NaN comes last
    if np.isnan(ordered[..., -1, :]).any():
        count = (~np.isnan(values)).sum(axis=-2, keepdims=True)
        drawn = (share * count + 1e-9).astype(int)
        low, high = (np.take_along_axis(ordered, at, axis=-2) for at in (drawn, np.maximum(count - 1 - drawn, 0)))
    else:
        few = int(share * values.shape[-2] + 1e-9)
        low, high = ordered[..., few : few + 1, :], ordered[..., values.shape[-2] - 1 - few, :][..., None, :]
    found = np.clip(values, low, high)
    if not skewness:
        return found
    skew, peak = moments(values)
    return np.where((np.abs(skew) > skewness) & (peak > kurtosis), found, values)


@method(
    title="缩尾处理",
    source="Dixon 1960; OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 5 (outliers)",
)
def winsorise(data: Data, *, share: float = 0.05, skewness: float = 0.0, kurtosis: float = 3.5) -> Prepared:
    """The given share of values at each end is set to the nearest value that is kept.

    Args:
        data: Places by indicators: an array, a frame, or columns by name.
        share: The share at each end; of n values, the whole number below share × n.
        skewness: If above 0, only columns whose skewness is beyond it, either way, and whose kurtosis is above `kurtosis`
            are drawn in; 2 and 3.5 are the usual limits. 0 draws in every column.
        kurtosis: As above; of a normal distribution it is 0.

    Returns:
        The values; `changed` says which are another. `workings` holds `skewness` and `kurtosis` before.

    Gaps:
        A missing value stays missing and is not counted.

    Source:
        The worked example is tests/published/test_winsorise.py.

    >>> winsorise([[1.0], [2.0], [3.0], [90.0]], share=0.25).values.ravel().tolist()
    [2.0, 2.0, 3.0, 3.0]
    """
    table = table_of(data)
    found = on_arrays(table.values, share=share, skewness=skewness, kurtosis=kurtosis)
    skew, peak = moments(table.values)
    settings = {"share": share, "skewness": skewness, "kurtosis": kurtosis}
    return treated("winsorise", table, found, settings, {"skewness": skew[0], "kurtosis": peak[0]})


def moments(values: Array) -> tuple[Array, Array]:
    """Skewness and excess kurtosis of each column, corrected for the number of places; 0 where they are all alike."""
    present = ~np.isnan(values)
    count = present.sum(axis=-2, keepdims=True).astype(float)
    mean = np.where(present, values, 0).sum(axis=-2, keepdims=True) / np.maximum(count, 1)
    apart = np.where(present, values - mean, 0)
    second, third, fourth = ((apart**power).sum(axis=-2, keepdims=True) / np.maximum(count, 1) for power in (2, 3, 4))
    spread = np.where(second > 0, second, 1)
    plain_skew, plain_peak = third / spread**1.5, fourth / spread**2 - 3
    skew = plain_skew * np.sqrt(count * (count - 1)) / np.maximum(count - 2, 1)
    peak = ((count + 1) * plain_peak + 6) * (count - 1) / np.maximum((count - 2) * (count - 3), 1)
    known = (second > 0) & (count > 3)
    return np.where(known, skew, 0), np.where(known, peak, 0)
