"""How much each indicator counts: one file a method.

The form on arrays (`on_arrays`) of each takes `(values, *, given=None, **settings)`: places along the last axis but
one, indicators along the last, more always better, and the weights that people have set (NaN for none). It gives
weights that are together one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np

from luoshi.assess.compose.normalise import CONSTANT, highest, lowest
from luoshi.assess.compose.results import Weights
from luoshi.assess.compose.table import Array
from luoshi.model.problem import Kind, LuoshiError, Problem

NEGATIVE = Kind(
    code="compose-negative-values",
    zh="{method} 不能用于负值", en="{method} cannot be used with negative values",
    hint_zh="请先用 min_max 标准化（normalise=\"min_max\"）。", hint_en="Normalise with min_max first.",
)  # fmt: skip
TOO_FEW = Kind(
    code="compose-too-few-places",
    zh="没有缺失的地方只有 {found} 个，{method} 至少需要 {needed} 个",
    en="{found} places have no gap, and {method} needs {needed}",
    hint_zh="请补齐数据、减少指标，或改用其他赋权方法。", hint_en="Fill gaps, drop indicators, or weight otherwise.",
)  # fmt: skip
ALL_ALIKE = Kind(
    code="compose-nothing-to-weigh",
    zh="各指标都没有差异，{method} 无法赋权，已改为等权",
    en="no indicator tells places apart: {method} cannot weigh them, and all weigh the same",
    hint_zh="请核对数据。", hint_en="Check the data.",
)  # fmt: skip

Before = Literal["min_max", "none"]


def shared(raw: Array) -> Array:
    """The raw weights over their sum; all the same where the sum is 0."""
    total = raw.sum(axis=-1, keepdims=True)
    if (total > 0).all():
        result: Array = raw / total
        return result
    even = np.full_like(raw, 1 / raw.shape[-1])
    found: Array = np.where(total > 0, raw / np.where(total > 0, total, 1), even)
    return found


def rescaled(values: Array, before: Before, method: str) -> tuple[Array, Array]:
    """The values between 0 and 1 if that is asked for, and in which columns the places are all alike."""
    low, high = lowest(values), highest(values)
    alike = np.squeeze(high == low, axis=-2)
    if before == "none":
        if (low < 0).any():
            raise LuoshiError(NEGATIVE(method=method))
        return values, alike
    scaled = values - low
    scaled /= np.where(high == low, 1, high - low)
    return scaled, alike


def complete(values: Array, method: str, needed: int = 2) -> Array:
    """The places without a gap.

    Raises:
        LuoshiError: they are too few.
    """
    gaps = np.isnan(values).any(axis=-1)
    kept = ~gaps.reshape(-1, gaps.shape[-1]).any(axis=0)
    if kept.sum() < needed:
        raise LuoshiError(TOO_FEW(method=method, found=int(kept.sum()), needed=needed))
    return values if kept.all() else values[..., kept, :]


def weighed(
    method: str,
    values: Array,
    indicators: tuple[str, ...],
    weights: Array,
    settings: Mapping[str, object],
    workings: Mapping[str, Array] | None = None,
) -> Weights:
    """The result of a method that looks at the data, with a problem for each column that tells no place from another."""
    alike = np.squeeze(highest(values) == lowest(values), axis=-2)
    problems: list[Problem] = [
        CONSTANT(indicator=name, where=name) for name, one in zip(indicators, alike, strict=True) if one
    ]
    if alike.all():
        problems.append(ALL_ALIKE(method=method, where=method))
    return Weights(method, weights, indicators, settings, dict(workings or {}), tuple(problems))
