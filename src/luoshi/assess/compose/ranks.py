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
    some = bool(gaps.any())
    low = np.where(gaps, -np.inf, scores) if some else scores
    order = np.argsort(-low, axis=-1)
    ordered = np.take_along_axis(low, order, axis=-1)
    last = _last_number(ordered) if some else ordered[..., -1:]
    width = share * np.maximum(np.abs(ordered[..., :1]), np.abs(last))
    with np.errstate(invalid="ignore"):
        new = ordered[..., :-1] - ordered[..., 1:] > width
    position = np.broadcast_to(np.arange(1, scores.shape[-1] + 1, dtype=np.int32), order.shape)
    if not new.all():
        edge = np.ones((*new.shape[:-1], 1), dtype=bool)
        position = np.maximum.accumulate(np.where(np.concatenate([edge, new], axis=-1), position, 0), axis=-1)
    ranks = np.empty(order.shape, dtype=np.int32)
    np.put_along_axis(ranks, order, position, axis=-1)
    return np.where(gaps, 0, ranks) if some else ranks


def average_ranks(values: Array) -> Array:
    """1 for the smallest in each column, ties at their mean, NaN where the value is; places along the last but one axis.

    >>> average_ranks(np.array([[3.0], [1.0], [3.0], [np.nan]])).ravel().tolist()
    [2.5, 1.0, 2.5, nan]
    """
    along = np.ascontiguousarray(np.moveaxis(values, -2, -1))
    count = along.shape[-1]
    order = np.argsort(along, axis=-1)  # NaN comes last
    # Addresses in the whole array: several times faster than to take and put along an axis.
    order += (np.arange(along.size // max(count, 1)) * count).reshape(*along.shape[:-1], 1)
    ordered = along.ravel().take(order, mode="clip")
    share = values.dtype.type(ALIKE_SINGLE if values.dtype == np.float32 else ALIKE)
    with np.errstate(invalid="ignore"):
        alike = ordered[..., 1:] - ordered[..., :-1] <= share * np.abs(ordered[..., 1:])
    # Written out in full: what is put at addresses is put twice as fast when it lies in one piece.
    mean = np.tile(np.arange(1, count + 1, dtype=values.dtype), (*ordered.shape[:-1], 1))
    if alike.any():
        _share_ties(mean, alike)
    ranks = np.empty_like(along)
    ranks.ravel()[order] = mean
    if np.isnan(ordered[..., -1:]).any():
        ranks = np.where(np.isnan(along), np.nan, ranks)
    return np.moveaxis(ranks, -1, -2)


def _share_ties(position: Array, alike: Array) -> None:
    """Set the positions of values in order to the mean of each and those that do not differ from it.

    Only the runs of equal values are looked at, for they are few.
    """
    first = np.zeros((*alike.shape[:-1], 1), dtype=bool)
    later = np.flatnonzero(np.concatenate([first, alike], axis=-1))
    apart = np.diff(later) != 1
    begins = later[np.concatenate([[True], apart])] - 1
    ends = later[np.concatenate([apart, [True]])]
    flat = position.reshape(-1)
    middle = (flat[begins] + flat[ends]) / 2
    flat[begins], flat[later] = middle, np.repeat(middle, ends - begins)


def _last_number(ordered: Array) -> Array:
    """The smallest score of each row that is a number."""
    finite = np.where(np.isneginf(ordered), np.inf, ordered)
    return np.where(np.isinf(low := finite.min(axis=-1, keepdims=True)), 0, low)
