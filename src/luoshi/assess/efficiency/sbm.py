"""Efficiency by slacks: every input used too much and every output made too little counts, in proportion or not.

A radial score overlooks what is left after all inputs have shrunk alike; this one is 1 only where nothing at all can be
improved. Outputs that nobody wants, such as emissions, count where there is too much of them.
"""

from __future__ import annotations

import numpy as np

from luoshi.assess.arrays import Numbers, require_choice
from luoshi.assess.efficiency.frontier import ON_THE_FRONTIER, RETURNS, Returns
from luoshi.assess.efficiency.producers import Bundle, Producers, producers
from luoshi.assess.efficiency.result import Efficiency, Status, assembled, without_rounding
from luoshi.assess.efficiency.slacks import ORIENTATIONS, Orientation, Slacks, SlacksFrontier
from luoshi.assess.method import method


@method(
    title="SBM模型（基于松弛变量）",
    source="Tone (2001), European Journal of Operational Research 130, 498–509; with undesirable outputs:"
    " Tone (2003), GRIPS Research Report Series I-2003-0005",
)
def sbm(
    inputs: object,
    outputs: object,
    undesirable: object = None,
    *,
    data: object = None,
    names: object = None,
    returns: Returns = "constant",
    orientation: Orientation = "none",
) -> Efficiency:
    """Slacks-based efficiency, with slacks, targets and peers.

    Args:
        inputs: One row a producer, one column an input, not negative: an array, lists or a frame; with `data`, the
            names of its columns.
        outputs: The same for outputs that are wanted.
        undesirable: The same for outputs that are not wanted; None where there are none.
        data: A frame of polars or pandas that holds them.
        names: The producers' names, or the name of the frame's column; None numbers them from 1.
        returns: Returns to scale: "constant", "variable", "non-increasing", "non-decreasing".
        orientation: "none" counts the slacks of inputs and outputs; "input" or "output" those of one side alone, the
            undesirable ones with the outputs.

    Returns:
        Scores from 0 to 1, and for each producer its slacks, its target and its peers.

    Gaps:
        A producer with a gap is not compared, has no score, and gives a problem.

    Raises:
        LuoshiError: negative numbers, rows that do not match, or `highspy` is not installed (extra `evaluate`).

    Notes:
        The term of an output of which a producer has none is 0, and the mean still goes over all outputs.

    Source:
        Tone (2001, 2004). The worked example is tests/published/test_sbm.py.

    >>> found = sbm([[4, 3], [7, 3], [8, 1], [4, 2], [2, 4], [10, 1]], [[1]] * 6, names=list("ABCDEF"))
    >>> found.scores.round(4).tolist()
    [0.8333, 0.619, 1.0, 1.0, 1.0, 0.9]
    """
    found = producers(inputs, outputs, undesirable, data=data, names=names)
    require_choice(returns, RETURNS, what="returns")
    require_choice(orientation, ORIENTATIONS, what="orientation")
    frontier = SlacksFrontier(found.compared, returns=returns, orientation=orientation)
    measured = frontier.measure(range(int(found.complete.sum())))
    return by_slacks(found, measured, choices={"method": "sbm", "returns": returns, "orientation": orientation})


def by_slacks(found: Producers, measured: Slacks, *, choices: dict[str, str]) -> Efficiency:
    """The result from slacks: who has any is held to a target without them."""
    here = found.compared
    scores = np.where(np.abs(measured.scores - 1) <= _NOTHING, 1.0, measured.scores)
    slacks = here.split(without_rounding(measured.slacks, here.stacked))
    return assembled(
        found,
        scores=scores,
        status=_status(scores, slacks.stacked),
        slacks=slacks,
        targets=Bundle(
            here.inputs - slacks.inputs, here.outputs + slacks.outputs, here.undesirable - slacks.undesirable
        ),
        weights=measured.weights,
        choices={
            **choices,
            "undesirable": "none" if not here.undesirable.shape[1] else "reduced with the outputs, equal weights",
            "zeros": "a zero output has no term; a zero input or undesirable output cannot grow",
            "gaps": "left out of the comparison",
        },
    )


# What the solver's rounding leaves of a score of exactly 1.
_NOTHING = 1e-11


def _status(scores: Numbers, slacks: Numbers) -> list[Status]:
    idle = (slacks > 0).any(axis=1)
    on_the_frontier = scores >= 1 - ON_THE_FRONTIER
    words = np.where(on_the_frontier, np.where(idle, "weakly-efficient", "efficient"), "inefficient")
    return np.where(np.isnan(scores), "infeasible", words).tolist()  # type: ignore[no-any-return]
