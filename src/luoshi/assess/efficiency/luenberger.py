"""Productivity over years by directional distances, which can credit less of what nobody wants.

The Luenberger indicator adds up differences (0 is no change); the Malmquist–Luenberger index multiplies ratios (1 is no
change). Both move inputs, outputs and undesirable outputs along one direction at once.
"""

from __future__ import annotations

from functools import partial
from typing import Literal

import numpy as np

from luoshi.assess.arrays import Numbers, require_choice
from luoshi.assess.efficiency.frontier import RETURNS, Returns
from luoshi.assess.efficiency.panel import REFERENCES, Changes, PanelDistances, changes, distances, panel
from luoshi.assess.efficiency.producers import Bundle
from luoshi.assess.method import method

Along = Literal["all", "inputs", "outputs"]
Reference = Literal["contemporaneous", "global"]
_ALONG = ("all", "inputs", "outputs")


@method(
    title="Luenberger生产率指标",
    source="Chambers, Färe & Grosskopf (1996), Pacific Economic Review 1, 181–190",
)
def luenberger(
    inputs: object,
    outputs: object,
    undesirable: object = None,
    *,
    names: object,
    years: object,
    data: object = None,
    reference: Reference = "contemporaneous",
    returns: Returns = "constant",
    along: Along = "all",
    disposal: Literal["strong", "weak"] = "strong",
) -> Changes:
    """The Luenberger indicator from each year to the next, and its two parts.

    Args:
        inputs: One row a producer and year, one column an input; with `data`, the names of its columns.
        outputs: The same for outputs that are wanted.
        undesirable: The same for outputs that are not wanted; None where there are none.
        names: Whose row it is; with `data`, the name of its column.
        years: Of which year it is; with `data`, the name of its column.
        data: A frame of polars or pandas that holds them.
        reference: "contemporaneous" takes the frontiers of the two years, "global" that of all years.
        returns: Returns to scale.
        along: What moves, in proportion to what the producer has: "all" measures, "inputs" alone, or "outputs" with
            the undesirable ones.
        disposal: Whether undesirable outputs can be reduced alone ("strong") or only with wanted ones ("weak").

    Returns:
        For each producer and pair of years the indicator, and efficiency change and technical change, whose sum it is.
        Above 0 is progress.

    Gaps:
        A producer that lacks one of the years has no change between them; a problem says so.

    Problems:
        A producer can lie beyond the other year's frontier in a way that no movement mends; there is no indicator then.

    Raises:
        LuoshiError: one year only, two rows of one producer and year, or `highspy` is not installed (extra `evaluate`).

    Source:
        Chambers, Färe & Grosskopf (1996). The worked example is tests/published/test_luenberger.py.

    >>> found = luenberger([1, 1], [1, 3], names=["甲", "甲"], years=[1, 2])
    >>> found.change.round(4).tolist(), found.technology.round(4).tolist()
    ([0.5], [0.5])
    """
    over = panel(inputs, outputs, undesirable, data=data, names=names, years=years)
    _require_choices(reference, returns, along, disposal)
    found = distances(
        over, partial(_towards, along=along), returns=returns, whole=reference == "global", weak=disposal == "weak"
    )
    efficiency = found.own[:, :-1] - found.own[:, 1:]
    if reference == "global":
        change = found.whole[:, :-1] - found.whole[:, 1:]
    else:
        change = (found.behind - found.own[:, 1:] + found.own[:, :-1] - found.ahead) / 2
    return changes(
        over,
        change=change,
        efficiency=efficiency,
        technology=change - efficiency,
        neutral=0.0,
        choices={
            "method": "luenberger", "reference": reference, "returns": returns, "along": along, "disposal": disposal,
        },
    )  # fmt: skip


@method(
    title="Malmquist–Luenberger生产率指数",
    source="Chung, Färe & Grosskopf (1997), Journal of Environmental Management 51, 229–240; global: Oh (2010),"
    " Journal of Productivity Analysis 34, 183–197",
)
def malmquist_luenberger(
    inputs: object,
    outputs: object,
    undesirable: object,
    *,
    names: object,
    years: object,
    data: object = None,
    reference: Reference = "contemporaneous",
    returns: Returns = "constant",
    disposal: Literal["strong", "weak"] = "weak",
) -> Changes:
    """The Malmquist–Luenberger index from each year to the next, and its two factors.

    Args:
        inputs: One row a producer and year, one column an input; with `data`, the names of its columns.
        outputs: The same for outputs that are wanted; they grow.
        undesirable: The same for outputs that are not wanted; they shrink in the same proportion.
        names: Whose row it is; with `data`, the name of its column.
        years: Of which year it is; with `data`, the name of its column.
        data: A frame of polars or pandas that holds them.
        reference: "contemporaneous" takes the frontiers of the two years, "global" that of all years.
        returns: Returns to scale.
        disposal: Whether undesirable outputs can be reduced alone ("strong") or only with wanted ones ("weak").

    Returns:
        For each producer and pair of years the index, and efficiency change and technical change, whose product it is.
        Above 1 is progress.

    Gaps:
        A producer that lacks one of the years has no change between them; a problem says so.

    Problems:
        A producer can lie beyond the other year's frontier in a way that no movement mends; there is no index then.

    Raises:
        LuoshiError: one year only, two rows of one producer and year, or `highspy` is not installed (extra `evaluate`).

    Source:
        Chung, Färe & Grosskopf (1997). The worked example is tests/published/test_luenberger.py.

    >>> found = malmquist_luenberger([1, 1], [1, 1.1], [1, 0.9], names=["甲", "甲"], years=[1, 2])
    >>> found.change.round(4).tolist(), found.efficiency.round(4).tolist()
    ([1.1055], [1.0])
    """
    over = panel(inputs, outputs, undesirable, data=data, names=names, years=years)
    _require_choices(reference, returns, "outputs", disposal)
    found = distances(
        over, partial(_towards, along="outputs"), returns=returns, whole=reference == "global", weak=disposal == "weak"
    )
    own, ahead, behind, whole = (1 + block for block in _blocks(found))
    efficiency = own[:, :-1] / own[:, 1:]
    if reference == "global":
        change = whole[:, :-1] / whole[:, 1:]
    else:
        change = np.sqrt(own[:, :-1] / ahead * behind / own[:, 1:])
    return changes(
        over,
        change=change,
        efficiency=efficiency,
        technology=change / efficiency,
        neutral=1.0,
        choices={"method": "malmquist_luenberger", "reference": reference, "returns": returns, "disposal": disposal},
    )


def _blocks(found: PanelDistances) -> tuple[Numbers, ...]:
    return found.own, found.ahead, found.behind, found.whole


def _towards(bundle: Bundle, along: Along) -> Bundle:
    """The direction in proportion to what a producer has: less of inputs and of what is unwanted, more of outputs."""
    still = Bundle(*(np.zeros_like(block) for block in bundle))
    if along == "inputs":
        return still._replace(inputs=bundle.inputs)
    return still._replace(outputs=bundle.outputs, undesirable=bundle.undesirable) if along == "outputs" else bundle


def _require_choices(reference: str, returns: str, along: str, disposal: str) -> None:
    require_choice(reference, REFERENCES, what="reference")
    require_choice(returns, RETURNS, what="returns")
    require_choice(along, _ALONG, what="along")
    require_choice(disposal, ("strong", "weak"), what="disposal")
