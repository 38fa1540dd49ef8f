"""The power that brings a column nearest to a normal distribution (Box–Cox)."""

from __future__ import annotations

import numpy as np

from luoshi.assess.compose.results import Prepared
from luoshi.assess.compose.table import Array, Data, table_of
from luoshi.assess.compose.treat import treated
from luoshi.assess.compose.treat.log import NOT_ABOVE_ZERO
from luoshi.assess.method import method
from luoshi.model.problem import LuoshiError

_GOLDEN = (5**0.5 - 1) / 2
_LOWEST, _HIGHEST, _STEPS = -5.0, 5.0, 60


def on_arrays(values: Array, *, power: float | None = None, shift: float = 0.0) -> Array:
    """The method on bare arrays."""
    shifted = _shifted(values, shift)
    return _transformed(shifted, powers(shifted) if power is None else np.array(power, dtype=float)).astype(
        values.dtype
    )


@method(title="Box–Cox 变换", source="Box & Cox, Journal of the Royal Statistical Society B 26(2), 1964, pp. 211–252")
def box_cox(data: Data, *, power: float | None = None, shift: float = 0.0) -> Prepared:
    """(x^λ − 1)/λ, and ln x for λ = 0.

    Args:
        data: Places by indicators: an array, a frame, or columns by name.
        power: λ for all columns; without it, each column has the λ of the greatest likelihood between −5 and 5.
        shift: Added first, in the indicator's unit.

    Returns:
        The transformed values; `workings["power"]` holds λ of each column. A column whose places are all alike is kept.

    Gaps:
        A missing value stays missing and counts for no likelihood.

    Raises:
        LuoshiError: a value is not above 0 after the shift.

    Source:
        Box & Cox (1964); the worked example is tests/published/test_box_cox.py.

    >>> box_cox([[1.0], [4.0], [9.0]], power=0.5).values.round(9).ravel().tolist()
    [0.0, 2.0, 4.0]
    """
    table = table_of(data)
    shifted = _shifted(table.values, shift)
    used = powers(shifted) if power is None else np.full((1, len(table.indicators)), float(power))
    found = _transformed(shifted, used)
    return treated(
        "box_cox",
        table,
        found,
        {"power": power, "shift": shift},
        {"power": np.broadcast_to(used, (1, found.shape[1]))[0]},
    )


def powers(values: Array) -> Array:
    """λ of the greatest likelihood of each column, by golden section; 1 where the places are all alike."""
    logarithms = np.log(values.astype(float))
    shape = (*values.shape[:-2], 1, values.shape[-1])
    low, high = np.full(shape, _LOWEST), np.full(shape, _HIGHEST)
    for _ in range(_STEPS):
        inner = high - _GOLDEN * (high - low)
        outer = low + _GOLDEN * (high - low)
        left = _likelihood(logarithms, inner) > _likelihood(logarithms, outer)
        low, high = np.where(left, low, inner), np.where(left, outer, high)
    alike = np.nanmax(values, axis=-2, keepdims=True) == np.nanmin(values, axis=-2, keepdims=True)
    return np.where(alike, 1, (low + high) / 2)


def _likelihood(logarithms: Array, power: Array) -> Array:
    count = (~np.isnan(logarithms)).sum(axis=-2, keepdims=True)
    near = np.abs(power) < 1e-8
    moved = np.where(near, logarithms, np.expm1(power * logarithms) / np.where(near, 1, power))
    variance = np.nanvar(moved, axis=-2, keepdims=True)
    result: Array = (power - 1) * np.nansum(logarithms, axis=-2, keepdims=True) - count / 2 * np.log(
        np.maximum(variance, 1e-300)
    )
    return result


def _shifted(values: Array, shift: float) -> Array:
    shifted = values + values.dtype.type(shift) if shift else values
    if (shifted <= 0).any():
        raise LuoshiError(NOT_ABOVE_ZERO(method="box_cox", shift=shift))
    return shifted


def _transformed(values: Array, power: Array) -> Array:
    logarithms = np.log(values)
    near = np.abs(power) < 1e-8
    return np.where(near, logarithms, np.expm1(power * logarithms) / np.where(near, 1, power))
