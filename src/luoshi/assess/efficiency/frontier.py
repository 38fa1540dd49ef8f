"""How far a producer lies below the best that others show, measured along a direction.

Everything radial is one programme. Of the producers of reference a mixture is sought that uses less and makes more:

    maximise β  where  Σλ·inputs ≤ x − β·gx,  Σλ·outputs ≥ y + β·gy,  Σλ·undesirable ≤ b − β·gb

With gx = x the input-oriented measures come out (θ = 1 − β), with gy = y the output-oriented ones (φ = 1 + β), with
several at once the directional ones. β below zero means: better than all of the reference.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from luoshi.assess.arrays import Numbers
from luoshi.assess.efficiency.producers import Bundle, sizes
from luoshi.assess.efficiency.programme import Outcome, Programme

Returns = Literal["constant", "variable", "non-increasing", "non-decreasing"]
RETURNS = ("constant", "variable", "non-increasing", "non-decreasing")
SUM_OF_WEIGHTS = {
    "constant": (-np.inf, np.inf),
    "variable": (1.0, 1.0),
    "non-increasing": (-np.inf, 1.0),
    "non-decreasing": (1.0, np.inf),
}

# Below this a distance is that of a producer on the frontier.
ON_THE_FRONTIER = 1e-8
# The least weight that a slack keeps in the sum, of the greatest: less would be below what the solver tells from zero.
_LEAST_WEIGHT = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Distances:
    """How far each lies from the frontier (NaN where nothing of the reference can be compared), and by which mixture."""

    distance: Numbers
    weights: Numbers
    outcomes: tuple[Outcome, ...]


class Frontier:
    """The best that the producers of reference show.

    `weak` keeps undesirable outputs from being reduced alone: less of them costs as much of what is wanted.
    """

    def __init__(self, reference: Bundle, *, returns: Returns, weak: bool = False) -> None:
        self.reference, self.weak = reference, weak
        numbers, self._scale = reference.stacked, reference.scale
        self._count, self._measures = numbers.shape
        # Producers enter as if all were of one size; weights are set back to their own at the end.
        self._size = sizes(numbers / self._scale)
        self._sum = SUM_OF_WEIGHTS[returns]
        inputs, outputs = reference.inputs.shape[1], reference.outputs.shape[1]
        # Slacks add to what is used and to what is unwanted, and take from what is made.
        self._sign = np.ones(self._measures)
        self._sign[inputs : inputs + outputs] = -1.0
        self._programme = self._build(numbers / self._scale / self._size[:, None])
        self._beta = self._count + self._measures
        self._rows = np.arange(self._measures + 1, dtype=np.int32)

    def _build(self, numbers: Numbers) -> Programme:
        measures, count = self._measures, self._count
        matrix = np.zeros((measures + 1, count + measures + 1))
        matrix[:measures, :count] = numbers.T
        matrix[:measures, count:-1] = np.diag(self._sign)
        matrix[:measures, -1] = 1.0
        matrix[-1, :count] = 1 / self._size
        slack = np.full(measures, np.inf)
        if self.weak:
            slack[measures - self.reference.undesirable.shape[1] :] = 0.0
        lower = np.append(np.zeros(count + measures), -np.inf)
        upper = np.concatenate([np.full(count, np.inf), slack, [np.inf]])
        least, most = self._sum
        rows = (np.append(np.zeros(measures), least), np.append(np.zeros(measures), most))
        costs = np.append(np.zeros(count + measures), -1.0)
        return Programme(matrix, costs, rows=rows, columns=(lower, upper))

    def distances(self, of: Bundle, direction: Bundle, *, own: bool = False, slacks: bool = False) -> Distances:
        """The distance of each producer along its direction.

        Args:
            of: The producers measured.
            direction: By how much each measure moves for a distance of 1.
            own: The producers measured are those of the reference, in the same order. Who is found below the frontier
                then leaves the reference: what he could contribute, those above him contribute better.
            slacks: Among the mixtures at this distance, seek the one with the greatest sum of slacks, in the units as
                given.
        """
        weights = np.zeros((len(of.inputs), self._count)) if slacks else np.empty((0, 0))
        distance, outcomes = np.full(len(of.inputs), np.nan), []
        here, along = of.stacked / self._scale, direction.stacked / self._scale * self._sign
        size = sizes(here)
        for producer in range(len(here)):
            outcome = self._solve(here[producer], along[producer], size[producer])
            outcomes.append(outcome)
            if outcome != "optimal":
                continue
            values = self._programme.values
            distance[producer] = values[self._beta]
            if slacks:
                weights[producer] = self._most_slack(values)[: self._count] * size[producer] / self._size
            if own and not self.weak and distance[producer] > ON_THE_FRONTIER:
                self._programme.set_bounds(producer, 0.0, 0.0)
        return Distances(distance, weights, tuple(outcomes))

    def _solve(self, here: Numbers, along: Numbers, size: float) -> Outcome:
        least, most = self._sum
        self._programme.set_rows(self._rows, np.append(here, least) / size, np.append(here, most) / size)
        self._programme.set_column(self._beta, along / size)
        return self._programme.solve()

    def _most_slack(self, values: Numbers) -> Numbers:
        """The mixture with the greatest sum of slacks at the distance found; the one found where none is better."""
        programme, count = self._programme, self._count
        columns = np.arange(count, count + self._measures, dtype=np.int32)
        worth = np.maximum(self._scale / self._scale.max(), _LEAST_WEIGHT)
        programme.set_bounds(self._beta, values[self._beta], values[self._beta])
        programme.set_costs(columns, -worth)
        found = programme.values if programme.solve() == "optimal" else values
        programme.set_costs(columns, np.zeros(self._measures))
        programme.set_bounds(self._beta, -np.inf, np.inf)
        return found
