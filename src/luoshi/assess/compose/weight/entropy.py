"""The more unevenly an indicator is spread over the places, the more it tells, and the more it counts (熵权法)."""

from __future__ import annotations

import numpy as np

from luoshi.assess.compose.results import Weights
from luoshi.assess.compose.table import Array, Data, Directions, oriented, sense_of, table_of
from luoshi.assess.compose.weight import Before, rescaled, shared, weighed
from luoshi.assess.method import method


def on_arrays(values: Array, *, given: Array | None = None, normalise: Before = "min_max", shift: float = 0.0) -> Array:
    """The method on bare arrays."""
    return shared(1 - entropies(values, normalise, shift))


def entropies(values: Array, normalise: Before, shift: float) -> Array:
    """The entropy of each column, 1 where the places are all alike."""
    scaled, alike = rescaled(values, normalise, "entropy")
    amounts = scaled + values.dtype.type(shift) if shift else scaled
    present = ~np.isnan(amounts)
    whole = bool(present.all())
    count = amounts.shape[-2] if whole else present.sum(axis=-2)
    filled = amounts if whole else np.where(present, amounts, 0)
    # 0·ln 0 is 0, its limit; with p = x/S: Σ p ln p = Σ x ln x / S − ln S.
    logarithms = np.maximum(filled, np.finfo(filled.dtype).tiny)
    np.log(logarithms, out=logarithms)
    total = filled.sum(axis=-2)
    total = np.where(total > 0, total, 1)
    spread = np.einsum("...ij,...ij->...j", filled, logarithms) / total - np.log(total)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = -spread / np.log(count)
    return np.where(alike, 1, np.clip(found, 0, 1)).astype(values.dtype)


@method(title="熵权法", source="Shannon 1948; Hwang & Yoon, Multiple Attribute Decision Making, Springer 1981")
def entropy(data: Data, better: Directions = "up", *, normalise: Before = "min_max", shift: float = 0.0) -> Weights:
    """Weights from the entropy of each column: (1 − e) over the sum of all (1 − e).

    Published results differ because these steps differ; all of them are settings here.

    Args:
        data: Places by indicators; a panel as one table, not year by year.
        better: As in `min_max`; without normalising only `up` changes nothing.
        normalise: `min_max` brings every column between 0 and 1 first; `none` takes shares of the values as they are,
            whatever their direction, as the books on decision making do.
        shift: Added to the normalised values. With 0, a value of 0 counts 0·ln 0 = 0; papers often add 0.0001 or 0.01.

    Returns:
        The weights; `workings` holds `entropy` and `divergence` (1 − entropy).

    Gaps:
        Each column is weighed by the places that it has.

    Problems:
        A column whose places are all alike has weight 0. If all columns are, they weigh the same.

    Raises:
        LuoshiError: with `none`, a value is negative.

    Source:
        Hwang & Yoon (1981); the worked example is tests/published/test_entropy.py.

    >>> entropy([[10, 5], [20, 3], [40, 4]], ["up", "down"], shift=0.0001).weights.round(5).tolist()
    [0.53715, 0.46285]
    """
    table = table_of(data)
    sense = sense_of(better, table.indicators)
    aligned = oriented(table.values, sense) if normalise == "min_max" else table.values
    settings = {"better": better, "normalise": normalise, "shift": shift, "zero": "0·ln 0 = 0", "base": "ln n"}
    found = entropies(aligned, normalise, shift)
    workings = {"entropy": found, "divergence": 1 - found}
    return weighed("entropy", table.values, table.indicators, shared(1 - found), settings, workings)
