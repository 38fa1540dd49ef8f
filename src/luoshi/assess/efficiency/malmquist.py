"""Productivity over years as an index: catching up with the frontier, times the movement of the frontier itself.

Against the frontiers of two years the index is the geometric mean of what each of them says. Against the frontier of
all years it is one ratio, always found, and multiplies up over the years.
"""

from __future__ import annotations

from functools import partial
from typing import Literal

import numpy as np

from luoshi.assess.arrays import Numbers, require_choice
from luoshi.assess.efficiency.frontier import RETURNS, Returns
from luoshi.assess.efficiency.panel import REFERENCES, Changes, changes, distances, panel
from luoshi.assess.efficiency.radial import ORIENTATIONS, Orientation, proportions, towards
from luoshi.assess.method import method


@method(
    title="Malmquist生产率指数",
    source="Färe, Grosskopf, Lindgren & Roos (1992), Journal of Productivity Analysis 3, 85–101; global:"
    " Pastor & Lovell (2005), Economics Letters 88, 266–271",
)
def malmquist(
    inputs: object,
    outputs: object,
    *,
    names: object,
    years: object,
    data: object = None,
    reference: Literal["contemporaneous", "global"] = "contemporaneous",
    returns: Returns = "constant",
    orientation: Orientation = "input",
) -> Changes:
    """The Malmquist index from each year to the next, and its two factors.

    Args:
        inputs: One row a producer and year, one column an input; with `data`, the names of its columns.
        outputs: The same for outputs.
        names: Whose row it is; with `data`, the name of its column.
        years: Of which year it is; with `data`, the name of its column.
        data: A frame of polars or pandas that holds them.
        reference: "contemporaneous" takes the frontiers of the two years, "global" that of all years.
        returns: Returns to scale; the index is one of productivity under constant returns alone.
        orientation: "input" or "output"; under constant returns both give the same.

    Returns:
        For each producer and pair of years the index, and efficiency change and technical change, whose product it is.
        Above 1 is progress.

    Gaps:
        A producer that lacks one of the years has no change between them; a problem says so.

    Problems:
        Under other than constant returns a producer can lie beyond the other year's frontier; there is no index then.

    Raises:
        LuoshiError: one year only, two rows of one producer and year, or `highspy` is not installed (extra `evaluate`).

    Source:
        Färe et al. (1992), Pastor & Lovell (2005). The worked example is tests/published/test_malmquist.py.

    >>> found = malmquist([2, 4, 2, 3], [2, 2, 4, 3], names=["甲", "乙", "甲", "乙"], years=[1, 1, 2, 2])
    >>> found.change.round(4).tolist(), found.efficiency.round(4).tolist(), found.technology.round(4).tolist()
    ([2.0, 2.0], [1.0, 1.0], [2.0, 2.0])
    """
    for given, known, what in (
        (reference, REFERENCES, "reference"), (returns, RETURNS, "returns"), (orientation, ORIENTATIONS, "orientation"),
    ):  # fmt: skip
        require_choice(given, known, what=what)
    over = panel(inputs, outputs, None, data=data, names=names, years=years)
    found = distances(over, partial(towards, orientation=orientation), returns=returns, whole=reference == "global")
    own, ahead, behind, whole = (
        _scores(block, orientation) for block in (found.own, found.ahead, found.behind, found.whole)
    )
    efficiency = own[:, 1:] / own[:, :-1]
    if reference == "global":
        change = whole[:, 1:] / whole[:, :-1]
    else:
        change = np.sqrt(ahead / own[:, :-1] * own[:, 1:] / behind)
    return changes(
        over,
        change=change,
        efficiency=efficiency,
        technology=change / efficiency,
        neutral=1.0,
        choices={"method": "malmquist", "reference": reference, "returns": returns, "orientation": orientation},
    )


def _scores(distance: Numbers, orientation: Orientation) -> Numbers:
    shrunk, grown = proportions(distance, orientation)
    return shrunk / grown
