"""What the radial models share: all inputs shrink, or all outputs grow, in proportion."""

from __future__ import annotations

from typing import Literal

import numpy as np

from luoshi.assess.arrays import Numbers, require_choice
from luoshi.assess.efficiency.frontier import ON_THE_FRONTIER, RETURNS, Frontier, Returns
from luoshi.assess.efficiency.producers import Bundle, Producers
from luoshi.assess.efficiency.result import Efficiency, Status, assembled, without_rounding

Orientation = Literal["input", "output"]
ORIENTATIONS = ("input", "output")


def radial(found: Producers, *, method: str, returns: Returns, orientation: Orientation) -> Efficiency:
    """Measure every producer against all, and find the mixture with the greatest slacks at its proportion."""
    require_choice(returns, RETURNS, what="returns")
    require_choice(orientation, ORIENTATIONS, what="orientation")
    here = found.compared
    measured = Frontier(here, returns=returns).distances(here, towards(here, orientation), own=True, slacks=True)
    shrunk, grown = proportions(measured.distance, orientation)
    inputs, outputs, undesirable = here.inputs * shrunk[:, None], here.outputs * grown[:, None], here.undesirable
    mixture = [measured.weights @ block for block in here]
    slacks = Bundle(
        without_rounding(inputs - mixture[0], here.inputs),
        without_rounding(mixture[1] - outputs, here.outputs),
        undesirable,
    )
    return assembled(
        found,
        scores=shrunk / grown,
        status=_status(shrunk / grown, slacks),
        slacks=slacks,
        targets=Bundle(inputs - slacks.inputs, outputs + slacks.outputs, undesirable),
        weights=measured.weights,
        choices={
            "method": method,
            "returns": returns,
            "orientation": orientation,
            "score": "θ" if orientation == "input" else "1/φ",
            "slacks": "greatest sum at the radial optimum, in the units as given",
            "gaps": "left out of the comparison",
        },
    )


def towards(bundle: Bundle, orientation: Orientation) -> Bundle:
    """The direction to less of every input, or more of every output, in proportion to what a producer has."""
    still = Bundle(*(np.zeros_like(block) for block in bundle))
    return still._replace(inputs=bundle.inputs) if orientation == "input" else still._replace(outputs=bundle.outputs)


def proportions(distance: Numbers, orientation: Orientation) -> tuple[Numbers, Numbers]:
    """What inputs shrink to (θ) and outputs grow to (φ) at a distance."""
    still = np.ones_like(distance)
    return (1 - distance, still) if orientation == "input" else (still, 1 + distance)


def _status(scores: Numbers, slacks: Bundle) -> list[Status]:
    idle = np.hstack([slacks.inputs, slacks.outputs]).any(axis=1)
    on_the_frontier = scores >= 1 - ON_THE_FRONTIER
    words = np.where(on_the_frontier, np.where(idle, "weakly-efficient", "efficient"), "inefficient")
    return np.where(np.isnan(scores), "infeasible", words).tolist()  # type: ignore[no-any-return]
