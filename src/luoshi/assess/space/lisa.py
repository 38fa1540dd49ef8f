"""Where like values lie side by side: Moran's I of each place, with the kind of cluster it stands in.

A place high among high neighbours is 高高, low among low 低低; 高低 and 低高 stand out from their neighbours. Hundreds of
tests at once find something by chance, so the p-values are also given as they stand after correction for that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy import sparse, stats  # type: ignore[import-untyped]  # scipy carries no types

from luoshi.assess.arrays import Numbers, frame
from luoshi.assess.method import method
from luoshi.assess.space.moran import PERMUTATIONS, as_far, one_sided, place
from luoshi.assess.space.neighbours import neighbours_of
from luoshi.model.problem import Problem

if TYPE_CHECKING:
    import polars

CLUSTERS = ("高高", "低高", "低低", "高低")
NOT_SIGNIFICANT, NO_DATA = "不显著", "无数据"


@dataclass(frozen=True, slots=True, eq=False)
class LocalMoran:
    """Moran's I of each place (局部莫兰指数), in the order in which the values were given.

    Attributes:
        places: Their names.
        statistic: I of each place; NaN without a value or a neighbour.
        lag: The mean of its neighbours, as a difference from the mean of all.
        quadrant: 高高, 低高, 低低 or 高低: the place, then its neighbours; 无数据 where there is no statistic.
        p: One-sided, by permutation of all other places.
        p_corrected: The same after the correction of Benjamini and Hochberg for as many tests as there are places.
        cluster: The quadrant where p_corrected (p, if not corrected) is at most the level; else 不显著.
        choices: Everything that was chosen, defaults too.
        problems: Places without a value, and without a neighbour.
    """

    places: tuple[str, ...]
    statistic: Numbers
    lag: Numbers
    quadrant: tuple[str, ...]
    p: Numbers
    p_corrected: Numbers
    cluster: tuple[str, ...]
    choices: Mapping[str, str]
    problems: tuple[Problem, ...]

    def to_frame(self) -> polars.DataFrame:
        """One row a place."""
        return frame(
            {
                "place": self.places, "statistic": self.statistic, "lag": self.lag, "quadrant": self.quadrant,
                "p": self.p, "p_corrected": self.p_corrected, "cluster": self.cluster,
            }
        )  # fmt: skip


@method(
    title="局部莫兰指数（LISA）",
    source="Anselin (1995), Geographical Analysis 27, 93–115; correction: Benjamini & Hochberg (1995), JRSS B 57, 289–300",
)
def local_moran(
    values: object,
    neighbours: object,
    *,
    permutations: int = PERMUTATIONS,
    seed: int = 0,
    level: float = 0.05,
    corrected: bool = True,
) -> LocalMoran:
    """Moran's I of each place, tested by conditional permutation.

    Args:
        values: One number a place: a list, an array or a column.
        neighbours: Who is whose neighbour, in the same order: ours, the weights of libpysal, or a square matrix. The
            weights of each place's neighbours are made to add up to 1.
        permutations: How often the other places are drawn as neighbours; 0 for never.
        seed: The seed of the drawing.
        level: Up to which p-value a cluster is called one.
        corrected: Whether the corrected p-value decides.

    Gaps:
        A place without a value or without a neighbour has no statistic, and gives a problem.

    Raises:
        LuoshiError: fewer than four values, or all the same.

    Source:
        Anselin (1995), with the scale of PySAL: Iᵢ = (n − 1) zᵢ Σ w z / Σ z². tests/published/test_moran.py.

    >>> from luoshi.assess.space.neighbours import nearest
    >>> found = local_moran([3, 3, 1, 1], nearest([[0, 0], [1, 0], [9, 0], [10, 0]], k=1, plane=True), permutations=0)
    >>> found.quadrant, found.statistic.tolist()
    (('高高', '高高', '低低', '低低'), [0.75, 0.75, 0.75, 0.75])
    """
    placed = place(values, neighbours, by_row=True)
    differences, weights = placed.differences, placed.neighbours.weights
    lag = weights @ differences
    alone = np.diff(weights.indptr) == 0
    statistic = (len(differences) - 1) * differences * lag / (differences**2).sum()
    p = np.where(alone, np.nan, one_sided(*_as_far(differences, weights, lag, permutations, seed), permutations))
    p_corrected = _corrected(p)
    deciding = p_corrected if corrected else p
    names, count = neighbours_of(neighbours, len(np.atleast_1d(np.asarray(values)))).places, len(placed.kept)
    quadrant = np.where(alone, NO_DATA, np.array(CLUSTERS)[_quadrant(differences, lag)])
    cluster = np.where(alone, NO_DATA, np.where(deciding <= level, quadrant, NOT_SIGNIFICANT))
    rows = placed.kept
    return LocalMoran(
        places=names,
        statistic=_spread(np.where(alone, np.nan, statistic), rows, len(names)),
        lag=_spread(np.where(alone, np.nan, lag), rows, len(names)),
        quadrant=_named(quadrant, rows, len(names)),
        p=_spread(p, rows, len(names)),
        p_corrected=_spread(p_corrected, rows, len(names)),
        cluster=_named(cluster, rows, len(names)),
        choices={
            "method": "local_moran", "neighbours": placed.neighbours.how, "permutations": str(permutations),
            "seed": str(seed), "level": f"{level:g}", "places": str(count),
            "correction": "Benjamini–Hochberg" if corrected else "none", "gaps": "a place without a value is left out",
        },
        problems=placed.problems,
    )  # fmt: skip


def _quadrant(differences: Numbers, lag: Numbers) -> NDArray[np.int64]:
    """The position in CLUSTERS; a value at the mean counts as low, as PySAL has it."""
    high, high_around = differences > 0, lag > 0
    return np.where(high, np.where(high_around, 0, 3), np.where(high_around, 1, 2))


def _as_far(
    differences: Numbers, weights: sparse.csr_array, lag: Numbers, permutations: int, seed: int
) -> tuple[Numbers, Numbers]:
    """How many draws of other places as neighbours give each place at least, and at most, the statistic it has."""
    size = len(differences)
    degree = np.diff(weights.indptr)
    draws = _draws(size - 1, int(degree.max()), permutations, seed)
    as_great, as_small = np.zeros(size), np.zeros(size)
    for row in np.flatnonzero(degree) if permutations else ():
        of_this = weights.data[weights.indptr[row] : weights.indptr[row + 1]]
        # The others without the place itself, so that positions drawn for one serve for all.
        others = np.delete(differences, row)
        drawn = others[draws[:, : degree[row]]] @ of_this
        # The sign of the place turns the comparison around.
        great, small = as_far(drawn * differences[row], float(lag[row] * differences[row]))
        as_great[row], as_small[row] = great.item(), small.item()
    return as_great, as_small


def _draws(count: int, most: int, permutations: int, seed: int) -> NDArray[np.int64]:
    """Positions drawn without replacement, one row a permutation."""
    random = np.random.default_rng(seed)
    if most * 4 >= count:
        return random.permuted(np.broadcast_to(np.arange(count), (permutations, count)), axis=1)[:, :most]
    draws = random.integers(count, size=(permutations, most))
    while len(again := _with_repeats(draws)):
        draws[again] = random.integers(count, size=(len(again), most))
    return draws


def _with_repeats(draws: NDArray[np.int64]) -> NDArray[np.int64]:
    ordered = np.sort(draws, axis=1)
    return np.flatnonzero((ordered[:, 1:] == ordered[:, :-1]).any(axis=1))


def _corrected(p: Numbers) -> Numbers:
    known = np.isfinite(p)
    found = np.full(p.shape, np.nan)
    if known.any():
        found[known] = stats.false_discovery_control(p[known], method="bh")
    return found


def _spread(numbers: Numbers, kept: NDArray[np.int64], count: int) -> Numbers:
    spread = np.full(count, np.nan)
    spread[kept] = numbers
    return spread


def _named(words: NDArray[np.str_], kept: NDArray[np.int64], count: int) -> tuple[str, ...]:
    spread = [NO_DATA] * count
    for position, word in zip(kept.tolist(), words.tolist(), strict=True):
        spread[position] = word
    return tuple(spread)
