"""What an efficiency analysis says of each producer: score, slacks, peers, and the point on the frontier it is held to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from luoshi.assess.arrays import Numbers, frame
from luoshi.assess.efficiency.producers import Bundle, Producers
from luoshi.model.problem import Kind, Problem

if TYPE_CHECKING:
    import polars

Status = Literal["efficient", "weakly-efficient", "inefficient", "infeasible", "no-data"]

INFEASIBLE = Kind(
    code="efficiency-infeasible",
    zh="没有可比的组合，得不出效率值", en="nothing of the reference can be compared with it; there is no score",
    hint_zh="这一单元在某项指标上超出其余单元的全部组合；请改用规模报酬不变，或把它单独说明。",
    hint_en="It lies beyond every mixture of the others in some measure; use constant returns, or speak of it apart.",
)  # fmt: skip

# A slack below this share of the measure's mean is a rounding of the solver.
_NO_SLACK = 1e-9
_NO_WEIGHT = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Efficiency:
    """The result of an efficiency analysis (效率评价结果).

    Attributes:
        names: The producers, in the order in which they were given.
        scores: 1 and above is efficient; NaN where there is no score, for the reason that `status` gives.
        status: One word for each producer: efficient, weakly-efficient (no measure can be improved in proportion, but
            some alone), inefficient, infeasible, no-data.
        slacks: What is used too much, made too little, emitted too much, in the units as given; beyond the
            proportional part of a radial measure.
        targets: The point on the frontier that each is held to, in the units as given.
        peers: For each producer those whose mixture is its point on the frontier, with their weights. Where several
            mixtures serve, one of them is given.
        measures: The names of the columns of slacks and targets.
        choices: Everything that was chosen, defaults too: method, source, returns to scale, orientation, treatment of zeros.
        problems: Who was not compared, and why.
    """

    names: tuple[str, ...]
    scores: Numbers
    status: tuple[Status, ...]
    slacks: Bundle
    targets: Bundle
    peers: tuple[Mapping[str, float], ...]
    measures: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
    choices: Mapping[str, str]
    problems: tuple[Problem, ...]

    def to_frame(self) -> polars.DataFrame:
        """One row a producer: score, status, slack and target of each measure, peers."""
        columns: dict[str, object] = {"name": self.names, "score": self.scores, "status": self.status}
        for word, block in (("slack", self.slacks), ("target", self.targets)):
            for names, numbers in zip(self.measures, block, strict=True):
                columns |= {f"{word}: {name}": numbers[:, k] for k, name in enumerate(names)}
        columns["peers"] = ["、".join(f"{name} {weight:.4g}" for name, weight in peers.items()) for peers in self.peers]
        return frame(columns)

    def score_of(self, name: str) -> float:
        """The score of one producer."""
        return float(self.scores[self.names.index(name)])


def assembled(
    found: Producers,
    *,
    scores: Numbers,
    status: Sequence[Status],
    slacks: Bundle,
    targets: Bundle,
    weights: Numbers,
    choices: Mapping[str, str],
) -> Efficiency:
    """Set what was found of the producers that were compared on the rows of all; the others have no data."""
    compared = [name for name, is_complete in zip(found.names, found.complete, strict=True) if is_complete]
    words, peers = iter(status), iter([_peers(row, compared) for row in weights])
    infeasible = [name for name, word in zip(compared, status, strict=True) if word == "infeasible"]
    return Efficiency(
        names=found.names,
        scores=_spread(found, scores),
        status=tuple(next(words) if is_complete else "no-data" for is_complete in found.complete),
        slacks=Bundle(*(_spread(found, block) for block in slacks)),
        targets=Bundle(*(_spread(found, block) for block in targets)),
        peers=tuple(next(peers) if is_complete else {} for is_complete in found.complete),
        measures=found.measures,
        choices=choices,
        problems=(*found.problems, *(INFEASIBLE(where=name) for name in infeasible)),
    )


def without_rounding(slack: Numbers, numbers: Numbers) -> Numbers:
    """Slacks, where what the solver left over from rounding is none.

    >>> without_rounding(np.array([[1e-13, 2.0]]), np.array([[5.0, 5.0]])).tolist()
    [[0.0, 2.0]]
    """
    return np.where(np.abs(slack) <= _NO_SLACK * np.abs(numbers).mean(axis=0), 0.0, slack)


def _peers(weights: Numbers, names: Sequence[str]) -> dict[str, float]:
    return {names[k]: float(weights[k]) for k in np.flatnonzero(weights > _NO_WEIGHT).tolist()}


def _spread(found: Producers, compared: Numbers) -> Numbers:
    """NaN for those that were not compared."""
    spread = np.full((len(found), *compared.shape[1:]), np.nan)
    spread[found.complete] = compared
    return spread
