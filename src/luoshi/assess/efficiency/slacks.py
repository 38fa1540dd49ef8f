"""The programme behind the slacks-based measures, within the frontier (SBM) and beyond it (super-SBM).

A slack counts as a share of what the producer has, so the unit of a measure does not matter:

    SBM        minimise  (1 − mean s⁻/x) / (1 + mean s⁺/y)   with  x = Xλ + s⁻,  y = Yλ − s⁺,  b = Bλ + s⁺ for what is unwanted
    super-SBM  minimise  (1 + mean s⁻/x) / (1 − mean s⁺/y)   with  x ≥ Xλ − s⁻,  y ≤ Yλ + s⁺,  b ≥ Bλ − s⁺, the producer not in λ

The mean below goes over outputs, wanted and unwanted. Both are ratios; with the denominator held at 1 by a scale t
(Charnes and Cooper) they are linear, and λ and s are found as multiples of t.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from luoshi.assess.arrays import Numbers
from luoshi.assess.efficiency.frontier import ON_THE_FRONTIER, SUM_OF_WEIGHTS, Returns
from luoshi.assess.efficiency.producers import Bundle, sizes
from luoshi.assess.efficiency.programme import Programme

Orientation = Literal["none", "input", "output"]
ORIENTATIONS = ("none", "input", "output")


@dataclass(frozen=True, slots=True, eq=False)
class Slacks:
    """Scores with the slacks and mixtures that they come from; NaN where there is none."""

    scores: Numbers
    slacks: Numbers
    weights: Numbers


class SlacksFrontier:
    """The best that the producers of reference show; `beyond` measures by how much one is better than all the others."""

    def __init__(self, reference: Bundle, *, returns: Returns, orientation: Orientation, beyond: bool = False) -> None:
        numbers, self._scale = reference.stacked, reference.scale
        self._beyond, self._sizes = beyond, tuple(block.shape[1] for block in reference)
        # Producers enter as if all were of one size; weights and slacks are set back to their own at the end.
        self._size = sizes(numbers / self._scale)
        self._numbers = numbers / self._scale / self._size[:, None]
        self._count, self._measures = numbers.shape
        self._inputs, self._outputs = self._sides(orientation)
        self._programme = self._build(returns)

    def _sides(self, orientation: Orientation) -> tuple[Numbers, Numbers]:
        """The share of each measure's slack in the numerator and in the denominator."""
        inputs, outputs, undesirable = self._sizes
        above = np.concatenate([np.full(inputs, 1 / inputs), np.zeros(outputs + undesirable)])
        below = np.concatenate([np.zeros(inputs), np.full(outputs + undesirable, 1 / (outputs + undesirable))])
        return above * (orientation != "output"), below * (orientation != "input")

    def _build(self, returns: Returns) -> Programme:
        measures, count = self._measures, self._count
        inputs, outputs, _ = self._sizes
        sign = np.ones(measures)
        sign[inputs : inputs + outputs] = -1.0
        matrix = np.zeros((measures + 2, count + measures + 1))
        matrix[:measures, :count] = self._numbers.T
        matrix[:measures, count:-1] = np.diag(-sign if self._beyond else sign)
        matrix[:measures, -1] = 1.0
        matrix[measures, -1] = 1.0
        # The weights are multiples of t, and so is their sum.
        matrix[-1, :count], matrix[-1, -1] = 1 / self._size, -1.0
        least, most = (0.0 if np.isfinite(bound) else bound for bound in SUM_OF_WEIGHTS[returns])
        lower, upper = np.zeros(measures), np.zeros(measures)
        if self._beyond:
            lower[sign > 0], upper[sign < 0] = -np.inf, np.inf
        slack = np.full(measures, np.inf)
        if self._beyond:
            slack[(self._inputs == 0) & (self._outputs == 0)] = 0.0
        self._slack = slack
        return Programme(
            matrix,
            np.append(np.zeros(count + measures), 1.0),
            rows=(np.concatenate([lower, [1.0, least]]), np.concatenate([upper, [1.0, most]])),
            columns=(np.zeros(count + measures + 1), np.concatenate([np.full(count, np.inf), slack, [np.inf]])),
        )

    def measure(self, chosen: Sequence[int]) -> Slacks:
        """The score of each chosen producer of the reference, by its position."""
        size = len(chosen)
        scores, slacks = np.full(size, np.nan), np.full((size, self._measures), np.nan)
        weights = np.zeros((size, self._count))
        for k, producer in enumerate(chosen):
            if self._solve(producer) != "optimal":
                continue
            values = self._programme.values
            scale = values[-1]
            scores[k] = self._programme.objective
            weights[k] = values[: self._count] / scale * self._size[producer] / self._size
            slacks[k] = values[self._count : -1] / scale * self._size[producer] * self._scale
            self._leave(producer, scores[k])
        return Slacks(scores, -slacks if self._beyond else slacks, weights)

    def _solve(self, producer: int) -> str:
        programme, count, measures = self._programme, self._count, self._measures
        here = self._numbers[producer]
        with np.errstate(divide="ignore"):
            share = np.where(here > 0, 1.0 / here, 0.0)
        sign = 1.0 if self._beyond else -1.0
        programme.set_column(count + measures, -here)
        programme.set(measures + 1, count + measures, -1 / self._size[producer])
        programme.set_costs(np.arange(count, count + measures, dtype=np.int32), sign * share * self._inputs)
        for measure in np.flatnonzero(self._outputs).tolist():
            programme.set(measures, count + measure, -sign * share[measure] * self._outputs[measure])
        if self._beyond:
            programme.set_bounds(producer, 0.0, 0.0)
            self._hold_zeros(here)
        return programme.solve()

    def _hold_zeros(self, here: Numbers) -> None:
        """What a producer does not use or emit at all cannot grow by a share of itself."""
        inputs, outputs, _ = self._sizes
        for measure in [*range(inputs), *range(inputs + outputs, self._measures)]:
            most = 0.0 if here[measure] == 0 else self._slack[measure]
            self._programme.set_bounds(self._count + measure, 0.0, most)

    def _leave(self, producer: int, score: float) -> None:
        """Within the frontier, who is below it leaves the reference for good; beyond it, each leaves for itself alone."""
        if self._beyond:
            self._programme.set_bounds(producer, 0.0, np.inf)
        elif score < 1 - ON_THE_FRONTIER:
            self._programme.set_bounds(producer, 0.0, 0.0)
