"""Radial efficiency under variable returns to scale.

As `ccr`, but a producer is held only to mixtures of its own size: weights sum to one. What is left of the CCR score
after division by the BCC score is the effect of the size (`scale_efficiency`).
"""

from __future__ import annotations

from luoshi.assess.arrays import Numbers
from luoshi.assess.efficiency.frontier import Returns
from luoshi.assess.efficiency.producers import producers
from luoshi.assess.efficiency.radial import Orientation, radial
from luoshi.assess.efficiency.result import Efficiency
from luoshi.assess.method import method


@method(
    title="BCC模型（规模报酬可变）",
    source="Banker, Charnes & Cooper (1984), Management Science 30, 1078–1092",
)
def bcc(
    inputs: object,
    outputs: object,
    *,
    data: object = None,
    names: object = None,
    orientation: Orientation = "input",
    returns: Returns = "variable",
) -> Efficiency:
    """Radial efficiency under variable returns to scale, with slacks, targets and peers.

    Args:
        inputs: One row a producer, one column an input, not negative: an array, lists or a frame; with `data`, the
            names of its columns.
        outputs: The same for outputs.
        data: A frame of polars or pandas that holds them.
        names: The producers' names, or the name of the frame's column; None numbers them from 1.
        orientation: "input" asks how far inputs could shrink, "output" how far outputs could grow.
        returns: "variable"; or "non-increasing" or "non-decreasing", where mixtures may also be smaller or larger.

    Returns:
        Scores from 0 to 1 (θ, or 1/φ), and for each producer its slacks, its target and its peers.

    Gaps:
        A producer with a gap is not compared, has no score, and gives a problem.

    Raises:
        LuoshiError: negative numbers, rows that do not match, or `highspy` is not installed (extra `evaluate`).

    Source:
        Banker, Charnes & Cooper (1984). The worked example is tests/published/test_bcc.py.

    >>> found = bcc([2, 3, 3, 4, 5, 5, 6, 8], [1, 3, 2, 3, 4, 2, 3, 5], names=list("ABCDEFGH"))
    >>> found.scores.round(4).tolist()
    [1.0, 1.0, 0.8333, 0.75, 1.0, 0.5, 0.5, 1.0]
    """
    found = producers(inputs, outputs, data=data, names=names)
    return radial(found, method="bcc", returns=returns, orientation=orientation)


def scale_efficiency(constant: Efficiency, variable: Efficiency) -> Numbers:
    """What part of the CCR score the size of each producer accounts for: CCR over BCC, 1 at the most productive size.

    >>> inputs, outputs = [2, 3, 5], [1, 3, 4]
    >>> from luoshi.assess.efficiency.ccr import ccr
    >>> scale_efficiency(ccr(inputs, outputs), bcc(inputs, outputs)).round(3).tolist()
    [0.5, 1.0, 0.8]
    """
    return constant.scores / variable.scores
