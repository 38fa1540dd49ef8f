"""Equal ratios become equal distances (取对数)."""

from __future__ import annotations

import numpy as np

from luoshi.assess.compose.results import Prepared
from luoshi.assess.compose.table import Array, Data, table_of
from luoshi.assess.compose.treat import treated
from luoshi.assess.method import method
from luoshi.model.problem import Kind, LuoshiError

NOT_ABOVE_ZERO = Kind(
    code="compose-log-of-zero",
    zh="{method} 要求数值（加上平移量 {shift} 后）大于 0", en="{method} needs values (with the shift {shift}) above 0",
    hint_zh="请给出平移量 shift，使每个值都大于 0。", hint_en="Give a shift that brings every value above 0.",
)  # fmt: skip


def on_arrays(values: Array, *, shift: float = 0.0) -> Array:
    """The method on bare arrays."""
    shifted = values + values.dtype.type(shift) if shift else values
    if (shifted <= 0).any():
        raise LuoshiError(NOT_ABOVE_ZERO(method="log", shift=shift))
    return np.log(shifted)


@method(
    title="取对数",
    source="OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 5 (scale transformation)",
)
def log(data: Data, *, shift: float = 0.0) -> Prepared:
    """The natural logarithm of the values, after a shift if one is given.

    Args:
        data: Places by indicators: an array, a frame, or columns by name.
        shift: Added first, in the indicator's unit.

    Returns:
        The logarithms.

    Gaps:
        A missing value stays missing.

    Raises:
        LuoshiError: a value is not above 0 after the shift.

    Source:
        The worked example is tests/published/test_log.py.

    >>> log([[1.0], [7.389056]]).values.round(6).ravel().tolist()
    [0.0, 2.0]
    """
    table = table_of(data)
    return treated("log", table, on_arrays(table.values, shift=shift), {"shift": shift, "base": "e"})
