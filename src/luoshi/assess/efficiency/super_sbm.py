"""How far an efficient producer lies beyond all the others, so that those at the top can be ranked too.

Who is not efficient keeps the score of `sbm`. Who is efficient is taken out of the reference, and its score says how
much more it could use and emit, and how much less make, before the others came up to it.
"""

from __future__ import annotations

import numpy as np

from luoshi.assess.arrays import require_choice
from luoshi.assess.efficiency.frontier import ON_THE_FRONTIER, RETURNS, Returns
from luoshi.assess.efficiency.producers import Bundle, producers
from luoshi.assess.efficiency.result import Efficiency
from luoshi.assess.efficiency.sbm import by_slacks
from luoshi.assess.efficiency.slacks import ORIENTATIONS, Orientation, Slacks, SlacksFrontier
from luoshi.assess.method import method


@method(
    title="超效率SBM模型",
    source="Tone (2002), European Journal of Operational Research 143, 32–41; with undesirable outputs in the"
    " denominator as Tone (2003) has them, where emitting more raises the score",
)
def super_sbm(
    inputs: object,
    outputs: object,
    undesirable: object = None,
    *,
    data: object = None,
    names: object = None,
    returns: Returns = "constant",
    orientation: Orientation = "none",
) -> Efficiency:
    """Slacks-based super-efficiency, with slacks, targets and peers.

    Args:
        inputs: One row a producer, one column an input, not negative: an array, lists or a frame; with `data`, the
            names of its columns.
        outputs: The same for outputs that are wanted.
        undesirable: The same for outputs that are not wanted; None where there are none.
        data: A frame of polars or pandas that holds them.
        names: The producers' names, or the name of the frame's column; None numbers them from 1.
        returns: Returns to scale: "constant", "variable", "non-increasing", "non-decreasing".
        orientation: "none" lets inputs and outputs move; "input" or "output" those of one side alone, the undesirable
            ones with the outputs.

    Returns:
        Scores: below 1 that of `sbm`, from 1 on how far beyond the others. The slacks of those beyond are negative:
        what they have to spare.

    Gaps:
        A producer with a gap is not compared, has no score, and gives a problem.

    Problems:
        Under other than constant returns, with one orientation, or with undesirable outputs, a producer may lie beyond
        every mixture of the others. It has no score then, its status is "infeasible", and a problem names it.

    Raises:
        LuoshiError: negative numbers, rows that do not match, or `highspy` is not installed (extra `evaluate`).

    Source:
        Tone (2002). The worked example is tests/published/test_super_sbm.py.

    >>> found = super_sbm([[4, 3], [7, 3], [8, 1], [4, 2], [2, 4], [10, 1]], [[1]] * 6, names=list("ABCDEF"))
    >>> found.scores.round(4).tolist()
    [0.8333, 0.619, 1.125, 1.25, 1.5, 0.9]
    """
    found = producers(inputs, outputs, undesirable, data=data, names=names)
    require_choice(returns, RETURNS, what="returns")
    require_choice(orientation, ORIENTATIONS, what="orientation")
    measured = _measured(found.compared, returns, orientation)
    return by_slacks(found, measured, choices={"method": "super_sbm", "returns": returns, "orientation": orientation})


def _measured(here: Bundle, returns: Returns, orientation: Orientation) -> Slacks:
    within = SlacksFrontier(here, returns=returns, orientation=orientation).measure(range(len(here.inputs)))
    ahead = np.flatnonzero(within.scores >= 1 - ON_THE_FRONTIER).tolist()
    beyond = SlacksFrontier(here, returns=returns, orientation=orientation, beyond=True).measure(ahead)
    for all_of_them, those_ahead in (
        (within.scores, beyond.scores),
        (within.slacks, beyond.slacks),
        (within.weights, beyond.weights),
    ):
        all_of_them[ahead] = those_ahead
    return within
