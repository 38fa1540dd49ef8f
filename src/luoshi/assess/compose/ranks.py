"""Ranks that do not depend on the last digits of a floating-point number."""

from __future__ import annotations

import numpy as np

from luoshi.assess.compose.table import Array

# Scores that differ by less than this share of the largest are the same score.
ALIKE = 1e-10
ALIKE_SINGLE = 2e-6


def ranks_of(scores: Array, alike: float | None = None) -> Array:
    """1 for the largest; those that do not differ share the better rank; 0 for NaN.

    Args:
        scores: Places along the last axis; any leading axes.
        alike: Neighbours that differ by no more than this share of the largest are alike. Without it 1e-10, and 2e-6 for
            numbers of single precision.

    >>> ranks_of(np.array([0.3, 0.1 + 0.2, np.nan, 0.5])).tolist()
    [2, 2, 0, 1]
    """
    share = alike if alike is not None else ALIKE_SINGLE if scores.dtype == np.float32 else ALIKE
    gaps = np.isnan(scores)
    low = np.where(gaps, -np.inf, scores) if gaps.any() else scores
    order = np.argsort(-low, axis=-1)
    ordered = np.take_along_axis(low, order, axis=-1)
    width = share * np.maximum(np.abs(ordered[..., :1]), np.abs(_last_number(ordered)))
    count = scores.shape[-1]
    first = np.ones(order.shape, dtype=bool)
    with np.errstate(invalid="ignore"):
        first[..., 1:] = ordered[..., :-1] - ordered[..., 1:] > width
    position = np.where(first, np.arange(1, count + 1, dtype=np.int32), 0)
    np.maximum.accumulate(position, axis=-1, out=position)
    ranks = np.empty(order.shape, dtype=np.int32)
    np.put_along_axis(ranks, order, position, axis=-1)
    return np.where(gaps, 0, ranks) if gaps.any() else ranks


def average_ranks(values: Array) -> Array:
    """1 for the smallest in each column, ties at their mean, NaN where the value is; places along the last but one axis.

    >>> average_ranks(np.array([[3.0], [1.0], [3.0], [np.nan]])).ravel().tolist()
    [2.5, 1.0, 2.5, nan]
    """
    along = np.ascontiguousarray(np.moveaxis(values, -2, -1))
    lowest = ranks_of(-along)
    highest = (~np.isnan(along)).sum(axis=-1, keepdims=True) + 1 - ranks_of(along)
    mean = np.where(np.isnan(along), np.nan, (lowest + highest) / 2)
    return np.moveaxis(mean, -1, -2).astype(values.dtype)


def _last_number(ordered: Array) -> Array:
    """The smallest score of each row that is a number."""
    finite = np.where(np.isneginf(ordered), np.inf, ordered)
    return np.where(np.isinf(low := finite.min(axis=-1, keepdims=True)), 0, low)
