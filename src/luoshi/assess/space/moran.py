"""Whether like values lie side by side: Moran's I over all places.

One number for the whole map. Above its expectation, like values cluster; below, they alternate. Where the clusters are
says `local_moran`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse, stats  # type: ignore[import-untyped]  # scipy carries no types

from luoshi.assess.arrays import Numbers, vector
from luoshi.assess.method import method
from luoshi.assess.space.neighbours import Neighbours, neighbours_of
from luoshi.model.problem import Kind, LuoshiError, Problem

PERMUTATIONS = 9999

VALUE_MISSING = Kind(
    code="space-value-missing",
    zh="没有数值，未参加计算", en="left out, for it has no value",
    hint_zh="请补齐数据；它的邻居按其余邻居计算。", hint_en="Complete the data; its neighbours are counted without it.",
)  # fmt: skip
ALL_EQUAL = Kind(
    code="space-all-equal",
    zh="各地区的数值都相等，没有空间差异可言", en="all places have the same value, so there is nothing to compare",
    hint_zh="请核对数据。", hint_en="Check the data.",
)  # fmt: skip
TOO_FEW_VALUES = Kind(
    code="space-too-few-values",
    zh="只有{count}个地区有数值，至少要4个", en="{count} places have a value, and at least 4 are needed",
    hint_zh="请补齐数据。", hint_en="Complete the data.",
)  # fmt: skip

# So many numbers are shuffled at a time, to keep memory small.
_AT_A_TIME = 4_000_000
# Up to here a full matrix is faster than a sparse one.
_SMALL = 200


@dataclass(frozen=True, slots=True, eq=False)
class Moran:
    """Moran's I and what it would be by chance (全局莫兰指数).

    Attributes:
        statistic: I.
        expected: Its expectation where values lie at random, −1/(n − 1).
        z_normal, p_normal: If the values came from a normal distribution; two-sided.
        z_random, p_random: If the values at hand were spread over the places at random, by formula; two-sided.
        mean_permuted, sd_permuted: Of I over the permutations.
        p_permuted: The share of permutations at least as far out on the same side, counting the one at hand; one-sided.
        count: How many places were counted.
        choices: Everything that was chosen, defaults too.
        problems: Places without a value, and without a neighbour.
    """

    statistic: float
    expected: float
    z_normal: float
    p_normal: float
    z_random: float
    p_random: float
    mean_permuted: float
    sd_permuted: float
    p_permuted: float
    count: int
    choices: Mapping[str, str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Values of the places that have one, as differences from their mean, with the neighbours among them."""

    kept: NDArray[np.int64]
    differences: Numbers
    neighbours: Neighbours
    problems: tuple[Problem, ...]


@method(
    title="全局莫兰指数",
    source="Moran (1950), Biometrika 37, 17–23; moments: Cliff & Ord (1981), Spatial Processes, ch. 2",
)
def moran(
    values: object, neighbours: object, *, permutations: int = PERMUTATIONS, seed: int = 0, by_row: bool = True
) -> Moran:
    """Moran's I, tested by formula and by permutation.

    Args:
        values: One number a place: a list, an array or a column.
        neighbours: Who is whose neighbour, in the same order: ours, the weights of libpysal, or a square matrix.
        permutations: How often the values are shuffled over the places; 0 for never.
        seed: The seed of the shuffling: the same gives the same.
        by_row: Whether the weights of each place's neighbours are made to add up to 1 first.

    Gaps:
        A place without a value is left out, its neighbours are counted without it, and a problem says so. A place
        without a neighbour counts, with a spatial lag of 0, as PySAL has it.

    Raises:
        LuoshiError: fewer than four values, or all the same.

    Source:
        Moran (1950), Cliff & Ord (1981). The worked example is tests/published/test_moran.py.

    >>> from luoshi.assess.space.neighbours import nearest
    >>> found = moran([3, 3, 1, 1], nearest([[0, 0], [1, 0], [9, 0], [10, 0]], k=1, plane=True), permutations=99)
    >>> round(found.statistic, 4), round(found.expected, 4)
    (1.0, -0.3333)
    """
    placed = place(values, neighbours, by_row=by_row)
    differences, weights = placed.differences, placed.neighbours.weights
    total, square = weights.sum(), (differences**2).sum()
    count = len(differences)
    statistic = count / total * (differences @ (weights @ differences)) / square
    expected = -1 / (count - 1)
    z_normal, z_random = ((statistic - expected) / np.sqrt(v) for v in _variances(differences, weights))
    shuffled = _shuffled(differences, weights, permutations, seed) * (count / total / square)
    return Moran(
        float(statistic), expected, float(z_normal), _two_sided(z_normal), float(z_random), _two_sided(z_random),
        float(shuffled.mean()) if permutations else np.nan,
        float(shuffled.std()) if permutations else np.nan,
        one_sided(*as_far(shuffled, statistic), permutations).item(),
        count,
        choices={
            "method": "moran", "neighbours": placed.neighbours.how, "permutations": str(permutations), "seed": str(seed),
            "gaps": "a place without a value is left out", "islands": "a spatial lag of 0",
        },
        problems=placed.problems,
    )  # fmt: skip


def place(values: object, neighbours: object, *, by_row: bool) -> Placed:
    """Set values beside their neighbours, without the places that have none.

    Raises:
        LuoshiError: fewer than four values, or all the same.

    >>> place([1, 2, 3, None, 4], np.eye(5)[[1, 2, 3, 4, 0]], by_row=True).differences.tolist()
    [-1.5, -0.5, 0.5, 1.5]
    """
    numbers = vector(values, what="数值")
    given = neighbours_of(neighbours, len(numbers))
    kept = np.flatnonzero(np.isfinite(numbers))
    if len(kept) < 4:
        raise LuoshiError(TOO_FEW_VALUES(count=len(kept)))
    among = given if len(kept) == len(numbers) else given.among(kept.tolist())
    differences = numbers[kept] - numbers[kept].mean()
    if not np.ptp(numbers[kept]) > 0:
        raise LuoshiError(ALL_EQUAL())
    missing = [VALUE_MISSING(where=given.places[k]) for k in np.flatnonzero(~np.isfinite(numbers))]
    return Placed(kept, differences, among.rows_sum_to_one() if by_row else among, (*missing, *among.problems))


def as_far(drawn: Numbers, found: float) -> tuple[Numbers, Numbers]:
    """How many of what was drawn are at least as great as what was found, and how many at most.

    Draws that are the same count on both sides. With few places the draw at hand comes up again and again, and to leave
    it out on one side would make chance look like a pattern.

    >>> [count.item() for count in as_far(np.array([1.0, 2.0, 2.0, 3.0]), 2.0)]
    [3, 3]
    """
    alike = 1e-12 * max(abs(found), float(np.abs(drawn).max(initial=0)))
    return np.array([(drawn >= found - alike).sum()]), np.array([(drawn <= found + alike).sum()])


def one_sided(as_great: Numbers, as_small: Numbers, permutations: int) -> Numbers:
    """The pseudo p-value: the share of permutations as far out on the same side, with the one at hand among them.

    >>> one_sided(np.array([3, 98]), np.array([96, 1]), 99).tolist()
    [0.04, 0.02]
    """
    if not permutations:
        return np.full(len(as_great), np.nan)
    p: Numbers = (np.minimum(as_great, as_small) + 1) / (permutations + 1)
    return p


def _variances(differences: Numbers, weights: sparse.csr_array) -> tuple[float, float]:
    """The variance of I for normal values, and for the values at hand in random order (Cliff & Ord)."""
    n = len(differences)
    s0 = weights.sum()
    s1 = ((weights + weights.T).power(2)).sum() / 2
    s2 = ((np.asarray(weights.sum(axis=0)).ravel() + np.asarray(weights.sum(axis=1)).ravel()) ** 2).sum()
    squared = (1 / (n - 1)) ** 2
    normal = (n * n * s1 - n * s2 + 3 * s0**2) / ((n - 1) * (n + 1) * s0**2) - squared
    kurtosis = (differences**4).mean() / (differences**2).mean() ** 2
    first = n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0**2)
    second = kurtosis * ((n * n - n) * s1 - 2 * n * s2 + 6 * s0**2)
    random = (first - second) / ((n - 1) * (n - 2) * (n - 3) * s0**2) - squared
    return normal, random


def _shuffled(differences: Numbers, weights: sparse.csr_array, permutations: int, seed: int) -> Numbers:
    """Σ z·(W z) for the values in random order, many at a time."""
    random = np.random.default_rng(seed)
    size = len(differences)
    factor = weights.toarray() if size <= _SMALL else weights
    found = []
    for start in range(0, permutations, most := max(1, _AT_A_TIME // size)):
        rows = min(most, permutations - start)
        order = np.tile(differences, (rows, 1))
        random.permuted(order, axis=1, out=order)
        lagged = order @ factor.T if size <= _SMALL else (factor @ np.ascontiguousarray(order.T)).T
        found.append(np.einsum("ij,ij->i", order, lagged))
    return np.concatenate(found) if found else np.empty(0)


def _two_sided(z: float) -> float:
    return float(2 * stats.norm.sf(abs(z)))
