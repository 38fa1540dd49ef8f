"""From values in units to numbers that can be put together, more always better: one file a method.

The form on arrays (`on_arrays`) of each takes `(values, sense, **settings)`, places along the last axis but one and
indicators along the last, and gives the normalised values and, for each column, whether its places are all alike.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from luoshi.assess.compose.results import Normalised
from luoshi.assess.compose.table import Array, Table
from luoshi.model.problem import Kind, Problem

CONSTANT = Kind(
    code="compose-constant-indicator",
    zh="指标“{indicator}”各地的值相同，无差异，不能用来区分",
    en="indicator '{indicator}' is the same everywhere and tells no place from another",
    hint_zh="已按中性值处理，在评价方案中不占权重；请核对数据，或给定固定的上下限。",
    hint_en="It holds a neutral value and no weight in a scheme; check the data, or give fixed references.",
)  # fmt: skip


def lowest(values: Array) -> Array:
    """The smallest of each column, gaps aside; the axis is kept."""
    return _over_places(np.fmin, values)


def highest(values: Array) -> Array:
    """The largest of each column, gaps aside; the axis is kept."""
    return _over_places(np.fmax, values)


def _over_places(smaller_or_larger: np.ufunc, values: Array) -> Array:
    plain = np.minimum if smaller_or_larger is np.fmin else np.maximum
    found = plain.reduce(values, axis=-2, keepdims=True)
    # The plain form is several times faster, and NaN in its result says that there are gaps.
    return smaller_or_larger.reduce(values, axis=-2, keepdims=True) if np.isnan(found).any() else found


def over(numerator: Array, denominator: Array, neutral: float) -> tuple[Array, Array]:
    """A quotient, the neutral value where the denominator is 0, and in which columns it is.

    The numerator is an array of the caller's own, and its place is taken by the quotient.
    """
    alike = denominator == 0
    if not alike.any():
        return np.divide(numerator, denominator, out=numerator), np.squeeze(alike, axis=-2)
    divided = numerator / np.where(alike, 1, denominator)
    return np.where(alike & ~np.isnan(numerator), divided.dtype.type(neutral), divided), np.squeeze(alike, axis=-2)


def normalised(
    method: str,
    table: Table,
    found: tuple[Array, Array],
    settings: Mapping[str, object],
    workings: Mapping[str, Array] | None = None,
) -> Normalised:
    """The result of a method, with a problem for each column whose places are all alike."""
    values, alike = found
    constant = [CONSTANT(indicator=name, where=name) for name, one in zip(table.indicators, alike, strict=True) if one]
    problems: tuple[Problem, ...] = tuple(constant)
    return Normalised(method, values, alike, table.rows, table.indicators, settings, dict(workings or {}), problems)
