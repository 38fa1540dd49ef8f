"""A compromise between the benefit of most indicators and the regret in the worst of them (VIKOR)."""

from __future__ import annotations

from typing import Any

import numpy as np

from luoshi.assess.compose.aggregate import MissingRule, enough, given_table, present_share, scored, weighted_sum
from luoshi.assess.compose.normalise import highest, lowest
from luoshi.assess.compose.ranks import ranks_of
from luoshi.assess.compose.results import Scores
from luoshi.assess.compose.table import Array, Data, Directions
from luoshi.assess.method import method


def on_arrays(
    values: Array, weights: Array, *, missing: MissingRule = "no-score", at_least: float = 0.7, v: float = 0.5
) -> Array:
    """The method on bare arrays."""
    return 1 - _measures(values, weights, missing, at_least, v)[2]


@method(
    title="折衷排序法（VIKOR）",
    source="Opricovic & Tzeng, European Journal of Operational Research 156, 2004, pp. 445–455",
)
def vikor(
    data: Data,
    weights: Any = None,
    *,
    better: Directions = "up",
    v: float = 0.5,
    missing: MissingRule = "no-score",
    at_least: float = 0.7,
) -> Scores:
    """1 − Q, where Q puts together S, the weighted shortfall, and R, the greatest weighted shortfall of any indicator.

    Args:
        data: Values in their units or normalised: an array, a frame, or columns by name.
        weights: As in `arithmetic`.
        better: `up`, `down`, or the two ends of the best range; one for all, one for each, or by name.
        v: How much the benefit of most counts beside the regret.
        missing: As in `arithmetic`.
        at_least: As in `arithmetic`.

    Returns:
        Scores 1 − Q, so that more is better as everywhere. `workings` holds `S`, `R`, `Q` (less is better) and
        `compromise`: true for the places of the compromise solution: the first alone if it leads by 1/(n − 1) in Q and is
        also first by S or R; else those with it that it does not lead so far, or the first two.

    Gaps:
        As `missing` says.

    Problems:
        Each place with a gap.

    Source:
        Opricovic & Tzeng (2004); the worked example is tests/published/test_vikor.py.

    >>> vikor([[1.0, 3000], [2.0, 3750], [5.0, 4500]], better=["down", "up"]).workings["Q"].tolist()
    [1.0, 0.0, 1.0]
    """
    table, values, shares = given_table(data, weights, better)
    benefit, regret, measure = _measures(values, shares, missing, at_least, v)
    workings = {"S": benefit, "R": regret, "Q": measure, "compromise": _compromise(benefit, regret, measure)}
    settings = {"better": better, "v": v, "missing": missing, "at_least": at_least}
    return scored("vikor", table, values, shares, 1 - measure, settings, workings)


def _measures(
    values: Array, weights: Array, missing: MissingRule, at_least: float, v: float
) -> tuple[Array, Array, Array]:
    """S, R and Q."""
    best, worst = highest(values), lowest(values)
    short = (best - values) / np.where(best > worst, best - worst, 1)
    gaps = missing == "reweight" and bool(np.isnan(short).any())
    filled = np.nan_to_num(short, nan=0.0) if gaps else short
    benefit = weighted_sum(filled, weights)
    regret = _largest(filled, weights)
    if gaps:
        share = present_share(values, weights)
        scale = np.where(share > 0, share, 1)
        benefit, regret = enough(benefit / scale, share, at_least), enough(regret / scale, share, at_least)
    return benefit, regret, v * _between(benefit) + (1 - v) * _between(regret)


def _largest(short: Array, weights: Array) -> Array:
    """The greatest weighted shortfall of each place, indicator by indicator so that no array is larger than the result."""
    found = short[..., 0] * weights[..., None, 0]
    for column in range(1, short.shape[-1]):
        found = np.maximum(found, short[..., column] * weights[..., None, column])
    return found


def _between(measure: Array) -> Array:
    """0 for the smallest and 1 for the largest."""
    low = np.fmin.reduce(measure, axis=-1, keepdims=True)
    width = np.fmax.reduce(measure, axis=-1, keepdims=True) - low
    return (measure - low) / np.where(width > 0, width, 1)


def _compromise(benefit: Array, regret: Array, measure: Array) -> Array:
    order = np.argsort(measure, kind="stable")
    known = int((~np.isnan(measure)).sum())
    if known < 2:
        return ~np.isnan(measure)
    first, lead = order[0], 1 / (known - 1)
    if measure[order[1]] - measure[first] >= lead - 1e-12:
        stable = ranks_of(-benefit)[first] == 1 or ranks_of(-regret)[first] == 1
        return np.isin(np.arange(len(measure)), order[: 1 if stable else 2])
    with np.errstate(invalid="ignore"):
        result: Array = measure - measure[first] < lead - 1e-12
        return result
