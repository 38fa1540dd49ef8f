"""Radial efficiency under constant returns to scale.

The first model of data envelopment analysis: by which proportion all inputs could shrink (or all outputs grow) if a
producer did as well as a mixture of the others, of any size. It counts a wrong size as inefficiency; see `bcc`.
"""

from __future__ import annotations

from luoshi.assess.efficiency.producers import producers
from luoshi.assess.efficiency.radial import Orientation, radial
from luoshi.assess.efficiency.result import Efficiency
from luoshi.assess.method import method


@method(
    title="CCR模型（规模报酬不变）",
    source="Charnes, Cooper & Rhodes (1978), European Journal of Operational Research 2, 429–444",
)
def ccr(
    inputs: object,
    outputs: object,
    *,
    data: object = None,
    names: object = None,
    orientation: Orientation = "input",
) -> Efficiency:
    """Radial efficiency under constant returns to scale, with slacks, targets and peers.

    Args:
        inputs: One row a producer, one column an input, not negative: an array, lists or a frame; with `data`, the
            names of its columns.
        outputs: The same for outputs.
        data: A frame of polars or pandas that holds them.
        names: The producers' names, or the name of the frame's column; None numbers them from 1.
        orientation: "input" asks how far inputs could shrink, "output" how far outputs could grow.

    Returns:
        Scores from 0 to 1 (θ, or 1/φ), and for each producer its slacks, its target and its peers.

    Gaps:
        A producer with a gap is not compared, has no score, and gives a problem.

    Raises:
        LuoshiError: negative numbers, rows that do not match, or `highspy` is not installed (extra `evaluate`).

    Source:
        Charnes, Cooper & Rhodes (1978). The worked example is tests/published/test_ccr.py.

    >>> found = ccr([[4, 3], [7, 3], [8, 1], [4, 2], [2, 4], [10, 1]], [[1]] * 6, names=list("ABCDEF"))
    >>> found.scores.round(4).tolist()
    [0.8571, 0.6316, 1.0, 1.0, 1.0, 1.0]
    >>> found.status[5], found.slacks.inputs[5].round(9).tolist(), list(found.peers[5])
    ('weakly-efficient', [2.0, 0.0], ['C'])
    """
    found = producers(inputs, outputs, data=data, names=names)
    return radial(found, method="ccr", returns="constant", orientation=orientation)
