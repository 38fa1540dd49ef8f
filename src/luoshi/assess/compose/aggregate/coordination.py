"""The degree of coordination of sides as a score: so that rank intervals, Sobol indices and steps to the next level are those of
the degree itself, by the same arithmetic as any other score.

A degree of the corrected form is not monotone: raising only the side that leads makes the sides less alike, and the degree
may fall. That is what it measures; it also means that a city cannot be advised by the degree alone.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np

from luoshi.assess.compose.aggregate import MissingRule, given_table, scored, weighted_sum
from luoshi.assess.compose.results import Scores
from luoshi.assess.compose.table import Array, Data, Directions
from luoshi.assess.coordinate.coupling import NOT_LIAO, SIDE_OUT_OF_RANGE, SIDES_AND_WEIGHTS
from luoshi.assess.method import method
from luoshi.model.coordination import Form
from luoshi.model.problem import LuoshiError

# By so much a side may lie outside 0 … 1 for its arithmetic alone.
_CLOSE = 1e-5


def on_arrays(
    values: Array,
    weights: Array,
    *,
    missing: MissingRule = "no-score",
    at_least: float = 0.7,
    form: Form = "corrected",
    k: float = 2.0,
) -> Array:
    """The method on bare arrays. A side that is missing leaves no degree, whatever the rule: no other side stands for it."""
    sides = _within(values)
    if sides.shape[-1] < 2:
        raise LuoshiError(SIDES_AND_WEIGHTS(sides=sides.shape[-1], weights=weights.shape[-1], total="1"))
    coupling = _COUPLINGS[form](sides, k) if form == "liao" else _COUPLINGS[form](sides)
    index = weighted_sum(sides, weights)
    # A place without one side has none at all, even where that side has no weight.
    product = np.where(np.isnan(coupling), np.nan, coupling * index)
    return np.asarray(np.minimum(np.sqrt(product), 1.0))


@method(title="耦合协调度（作为得分）", source="王淑佳、孔伟、任亮等（2021），自然资源学报 36(3)：793–810")
def coordination(
    data: Data,
    weights: Any = None,
    *,
    better: Directions = "up",
    missing: MissingRule = "no-score",
    at_least: float = 0.7,
    form: Form = "corrected",
    k: float = 2.0,
) -> Scores:
    """D = √(C·T) of the sides of each place; `luoshi.assess.coordinate` has the forms one by one, with level and lag.

    Args:
        data: Indices of two or more sides within 0 and 1: an array, a frame, or columns by name.
        weights: Of the sides in T, as in `arithmetic`; they do not enter C.
        better: As in `arithmetic`.
        missing: Has no effect: without a side there is no degree.
        at_least: Has no effect.
        form: `corrected`, `standard` or `liao`. Degrees of different forms are never compared.
        k: Of Liao's form, 2 to 5.

    Returns:
        Degrees within 0 and 1.

    Gaps:
        A place without one of its sides has no score.

    Problems:
        Each place with a gap.

    Raises:
        LuoshiError: a side outside 0 … 1, fewer than two sides, or Liao's form with other than two.

    Source:
        Wang Shujia and others (2021); the worked example is tests/published/test_coordination.py.

    >>> coordination([[0.6, 0.4], [0.9, 0.1]]).scores.round(4).tolist()
    [0.6043, 0.273]
    """
    table, values, shares = given_table(data, weights, better)
    scores = on_arrays(values, shares, missing=missing, at_least=at_least, form=form, k=k)
    settings = {"better": better, "missing": missing, "at_least": at_least, "form": form, "k": k}
    return scored("coordination", table, values, shares, scores, settings)


def _within(values: Array) -> Array:
    """The sides, those that are outside 0 … 1 by their last digits alone drawn in."""
    outside = (values < -_CLOSE) | (values > 1 + _CLOSE)
    if outside.any():
        at = tuple(index[0] for index in np.nonzero(outside))
        raise LuoshiError(SIDE_OUT_OF_RANGE(number=at[-1] + 1, value=float(values[at])))
    return np.clip(values, 0, 1)


def _standard(sides: Array) -> Array:
    mean = sides.mean(axis=-1)
    safe = np.where(mean > 0, mean, 1)
    found: Array = np.prod(sides / safe[..., None], axis=-1) ** (1 / sides.shape[-1])
    return np.where(np.isnan(mean), np.nan, np.where(mean > 0, np.minimum(found, 1), 0))


def _corrected(sides: Array) -> Array:
    most = sides.max(axis=-1)
    safe = np.where(most > 0, most, 1)
    pairs = list(combinations(range(sides.shape[-1]), 2))
    apart = sum(np.abs(sides[..., one] - sides[..., other]) for one, other in pairs) / len(pairs)
    product = np.prod(sides / safe[..., None], axis=-1) ** (1 / (sides.shape[-1] - 1))
    return np.where(np.isnan(most), np.nan, np.sqrt(np.maximum((1 - apart) * product, 0)))


def _liao(sides: Array, k: float) -> Array:
    if sides.shape[-1] != 2 or not 2 <= k <= 5:
        raise LuoshiError(NOT_LIAO())
    total = sides.sum(axis=-1)
    safe = np.where(total > 0, total, 1)
    return np.asarray(np.minimum((4 * sides[..., 0] * sides[..., 1] / safe**2) ** k, 1))


_COUPLINGS: dict[str, Any] = {"standard": _standard, "corrected": _corrected, "liao": _liao}  # Any: Liao's takes k
