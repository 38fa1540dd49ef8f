"""How much of a reference is reached: of a target, of the best place, or of the mean."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from luoshi.assess.compose.normalise import highest, lowest, normalised
from luoshi.assess.compose.results import Normalised
from luoshi.assess.compose.table import Array, Data, Directions, Sense, per_column, sense_of, table_of
from luoshi.assess.method import method
from luoshi.model.problem import Kind, LuoshiError

BAD_REFERENCE = Kind(
    code="compose-reference-not-positive",
    zh="“到参照值的距离”要求参照值和数据为正数，且方向为 up 或 down（{what}）",
    en="the distance to a reference needs a positive reference, values that are not negative, and up or down ({what})",
    hint_zh="可为负的指标或适度指标请改用 min_max 并给定上下限。",
    hint_en="For values that can be negative, or a best range, use min_max with fixed ends.",
)  # fmt: skip

Reference = Literal["best", "mean"]


def on_arrays(
    values: Array, sense: Sense, *, reference: Any = "best", clip: bool = False, neutral: float = 1.0
) -> tuple[Array, Array]:
    """The method on bare arrays; `reference` is a word or a number for each column."""
    if sense.ranged.any():
        raise LuoshiError(BAD_REFERENCE(what="适度区间 a best range"))
    if (values < 0).any():
        raise LuoshiError(BAD_REFERENCE(what="有负值 a negative value"))
    named = isinstance(reference, str)
    at = _named(values, sense, reference) if named else np.asarray(reference, dtype=values.dtype)[None, :]
    if not (at > 0).all():
        raise LuoshiError(BAD_REFERENCE(what=f"{float(np.min(at)):g}"))
    # Nothing of what should be little is better than any: 0 reaches it in full even where the share would be endless.
    with np.errstate(divide="ignore"):
        share = np.where(sense.sign > 0, values / at, at / values)
    share = np.minimum(share, 1) if clip else share
    alike = np.squeeze(highest(values) == lowest(values), axis=-2) & named
    return share.astype(values.dtype), alike


@method(title="到参照值的距离", source="OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 5")
def distance(data: Data, better: Directions = "up", *, reference: Any = "best", clip: bool = False) -> Normalised:
    """The value over the reference; for what should be little, the reference over the value.

    Args:
        data: Places by indicators, none negative: an array, a frame, or columns by name.
        better: `up` or `down`; one for all, one for each, or by name.
        reference: `best` or `mean` of the column, or targets in the indicator's unit: one for all, one for each, by name.
        clip: Whether more than the reference still counts 1.

    Returns:
        1 where the reference is reached.

    Gaps:
        A missing value stays missing.

    Problems:
        With `best` or `mean`, a column whose places are all alike.

    Raises:
        LuoshiError: a reference is not positive, a value is negative, or a best range is asked for.

    Source:
        OECD/JRC (2008), step 5; the worked example is tests/published/test_distance.py.

    >>> distance([[45.0], [90.0], [108.0]], reference=90, clip=True).values.ravel().tolist()
    [0.5, 1.0, 1.0]
    """
    table = table_of(data)
    at = reference if isinstance(reference, str) else per_column(reference, table.indicators, "reference")
    found = on_arrays(table.values, sense_of(better, table.indicators), reference=at, clip=clip)
    return normalised("distance", table, found, {"better": better, "reference": reference, "clip": clip})


def _named(values: Array, sense: Sense, reference: str) -> Array:
    if reference == "best":
        best: Array = np.where(sense.sign > 0, highest(values), lowest(values))
        return best
    if reference == "mean":
        mean: Array = np.nanmean(values, axis=-2, keepdims=True)
        return mean
    raise LuoshiError(BAD_REFERENCE(what=reference))
