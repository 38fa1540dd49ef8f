"""Values whose few extremes would decide everything: one file a method.

The form on arrays (`on_arrays`) of each takes `(values, **settings)`, places along the last axis but one and indicators
along the last, and gives values in the same order within each column.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from luoshi.assess.compose.results import Prepared
from luoshi.assess.compose.table import Array, Table


def treated(
    method: str,
    table: Table,
    values: Array,
    settings: Mapping[str, object],
    workings: Mapping[str, Array] | None = None,
) -> Prepared:
    """The result of a method."""
    same = (values == table.values) | (np.isnan(values) & np.isnan(table.values))
    return Prepared(method, values, ~same, table.rows, table.indicators, settings, dict(workings or {}))
