"""Whether places stay where they are: how often they move from one class to another from year to year.

The plain chain counts all moves. The spatial one counts them apart by the class of the neighbours: where the rows
differ, a place's chances depend on what surrounds it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats  # type: ignore[import-untyped]  # scipy carries no types

from luoshi.assess.arrays import Numbers, require_choice
from luoshi.assess.method import method
from luoshi.assess.space.neighbours import neighbours_of
from luoshi.assess.years import OverYears, over_years
from luoshi.model.problem import Kind, LuoshiError, Problem

NEVER_IN_CLASS = Kind(
    code="markov-never-in-class",
    zh="没有地区从第{k}类出发，这一类的转移概率不知道", en="nobody started from class {k}, so its probabilities are not known",
    hint_zh="请减少类数，或改用分位数分类。", hint_en="Use fewer classes, or classes by quantiles.",
)  # fmt: skip
SEVERAL_ENDS = Kind(
    code="markov-several-ends",
    zh="各类之间并不都能到达，没有唯一的稳态分布", en="not every class can be reached, so there is no one steady state",
    hint_zh="请减少类数，或增加年份。", hint_en="Use fewer classes, or more years.",
)  # fmt: skip
MOVES_MISSING = Kind(
    code="markov-gap",
    zh="{count}次转移缺少前一年或后一年的数值，未计入", en="{count} moves lack a value before or after, and were not counted",
    hint_zh="请补齐数据。", hint_en="Complete the data.",
)  # fmt: skip
NO_VALUES = Kind(
    code="space-no-values",
    zh="没有一个数值，不能分级", en="there is no value by which classes could be made",
    hint_zh="请核对数据。", hint_en="Check the data.",
)  # fmt: skip
TOO_FEW_CLASSES = Kind(
    code="markov-too-few-classes",
    zh="至少要分两类，而且分界点要递增", en="there must be two classes or more, at rising limits",
    hint_zh="例如 classes=4，或 classes=[0.75, 1, 1.25]。", hint_en="For instance classes=4, or classes=[0.75, 1, 1.25].",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Markov:
    """A chain of classes (马尔可夫转移矩阵).

    Attributes:
        limits: The upper limits of all classes but the last; one row a year where they differ by year.
        moves: How many moved from one class (row) to another (column).
        probabilities: The same as shares of the row; NaN where nobody started from the class.
        steady: The share of each class in the long run; NaN where there is no one such distribution.
        choices: Everything that was chosen, defaults too.
        problems: Moves that could not be counted, classes never seen.
    """

    limits: Numbers
    moves: NDArray[np.int64]
    probabilities: Numbers
    steady: Numbers
    choices: Mapping[str, str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, eq=False)
class SpatialMarkov:
    """Chains by the class of the neighbours (空间马尔可夫转移矩阵).

    Attributes:
        plain: The chain of all moves.
        by_neighbours: The chain of moves from years in which the neighbours were in the first class, the second, …
        likelihood_ratio, chi_squared: Tests that the chains do not differ, with `freedom` degrees of freedom.
        p_likelihood_ratio, p_chi_squared: Their p-values; small ones say that neighbours matter.
    """

    plain: Markov
    by_neighbours: tuple[Markov, ...]
    likelihood_ratio: float
    p_likelihood_ratio: float
    chi_squared: float
    p_chi_squared: float
    freedom: int
    choices: Mapping[str, str]
    problems: tuple[Problem, ...]


Pool = Literal["all-years", "each-year"]


@method(title="马尔可夫转移矩阵", source="Quah (1993), European Economic Review 37, 426–434; Rey (2001), Geographical Analysis"
        " 33, 195–214")  # fmt: skip
def markov(
    values: object, *, years: object = None, classes: int | Sequence[float] = 4, pool: Pool = "all-years"
) -> Markov:
    """How places move between classes from one year to the next.

    Args:
        values: One row a place, one column a year; or what `by_years` gives.
        years: The years of the columns.
        classes: How many classes of equal size (4 for quartiles), or the upper limits of all but the last.
        pool: Whether quantiles are those of "all-years" together, or of "each-year" for itself (moves are then
            relative to the other places).

    Gaps:
        A move with a gap before or after it is not counted; a problem says how many.

    Problems:
        A class from which nobody started has no probabilities: it is not assumed that one stays there.

    Raises:
        LuoshiError: fewer than two classes.

    Source:
        Quah (1993), Rey (2001). The worked example is tests/published/test_markov.py.

    >>> found = markov([[1, 1, 2], [2, 1, 2], [2, 2, 2]], classes=[1.5])
    >>> found.moves.tolist(), found.probabilities.round(4).tolist(), found.steady.round(4).tolist()
    ([[1, 2], [1, 2]], [[0.3333, 0.6667], [0.3333, 0.6667]], [0.3333, 0.6667])
    """
    given = over_years(values, years)
    limits = _limits(given, classes, pool)
    placed = _classes(given.values, limits)
    count = limits.shape[-1] + 1
    lost = int(((placed[:, :-1] < 0) | (placed[:, 1:] < 0)).sum())
    problems = (MOVES_MISSING(count=lost),) if lost else ()
    return _chain(_moves(placed[:, :-1], placed[:, 1:], count), limits, _choices("markov", classes, pool), problems)


@method(title="空间马尔可夫转移矩阵", source="Rey (2001), Geographical Analysis 33, 195–214; tests: Bickenbach & Bode (2003),"
        " International Regional Science Review 26, 363–392")  # fmt: skip
def spatial_markov(
    values: object,
    neighbours: object,
    *,
    years: object = None,
    classes: int | Sequence[float] = 4,
    pool: Pool = "all-years",
    limits_of_neighbours: Literal["same", "own"] = "same",
) -> SpatialMarkov:
    """How places move between classes, by the class of the mean of their neighbours at the start of the move.

    Args:
        values: One row a place, one column a year; or what `by_years` gives.
        neighbours: Who is whose neighbour, in the same order: ours, the weights of libpysal, or a square matrix. The
            weights of each place's neighbours are made to add up to 1.
        years: The years of the columns.
        classes: How many classes of equal size, or the upper limits of all but the last; the same for the neighbours.
        pool: Whether quantiles are those of "all-years" together, or of "each-year" for itself.
        limits_of_neighbours: Whether the means of neighbours are classed at the "same" limits, or at quantiles of
            their "own", as PySAL's giddy does.

    Gaps:
        A move with a gap before or after it, or in one of the neighbours before it, is not counted. A place without a
        neighbour has no class of neighbours, and its moves are counted in the plain chain alone.

    Raises:
        LuoshiError: fewer than two classes.

    Source:
        Rey (2001). The worked example is tests/published/test_markov.py.

    >>> found = spatial_markov([[1, 2], [2, 2], [1, 1], [1, 1]], [[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]],
    ...                        classes=[1.5])
    >>> [chain.moves.tolist() for chain in found.by_neighbours]
    [[[2, 0], [0, 1]], [[0, 1], [0, 0]]]
    """
    require_choice(limits_of_neighbours, ("same", "own"), what="limits_of_neighbours")
    given = over_years(values, years)
    weights = neighbours_of(neighbours, len(given.places)).rows_sum_to_one()
    limits = _limits(given, classes, pool)
    placed, count = _classes(given.values, limits), limits.shape[-1] + 1
    # A gap in one neighbour makes the mean of all unknown.
    lag = weights.weights @ given.values
    lag[np.diff(weights.weights.indptr) == 0] = np.nan
    of_lag = OverYears(given.places, given.years, lag)
    around = _classes(lag, _limits(of_lag, classes, pool) if limits_of_neighbours == "own" else limits)[:, :-1]
    plain = markov(given, classes=classes, pool=pool)
    chains = tuple(
        _chain(
            _moves(np.where(around == k, placed[:, :-1], -1), placed[:, 1:], count), limits,
            _choices("markov", classes, pool) | {"neighbours in class": str(k + 1)}, (),
        )
        for k in range(count)
    )  # fmt: skip
    ratio, chi, freedom = _homogeneous(np.array([chain.moves for chain in chains]))
    choices = _choices("spatial_markov", classes, pool) | {
        "neighbours": weights.how,
        "limits of neighbours": limits_of_neighbours,
    }
    return SpatialMarkov(
        plain, chains, ratio, float(stats.chi2.sf(ratio, freedom)), chi, float(stats.chi2.sf(chi, freedom)), freedom,
        choices, (*plain.problems, *weights.problems),
    )  # fmt: skip


def _limits(given: OverYears, classes: int | Sequence[float], pool: str) -> Numbers:
    require_choice(pool, ("all-years", "each-year"), what="pool")
    if not isinstance(classes, int):
        limits = np.array(classes, dtype=float)
        if not len(limits) or (np.diff(limits) <= 0).any():
            raise LuoshiError(TOO_FEW_CLASSES())
        return limits
    if classes < 2:
        raise LuoshiError(TOO_FEW_CLASSES())
    shares = np.arange(1, classes) / classes
    if not np.isfinite(given.values).any():
        raise LuoshiError(NO_VALUES())
    if pool == "each-year":
        return np.nanquantile(given.values, shares, axis=0).T
    return np.nanquantile(given.values, shares)


def _classes(values: Numbers, limits: Numbers) -> NDArray[np.int64]:
    """The class of each value, counted from 0; −1 where there is no value. A value at a limit is in the lower class."""
    by_year = np.broadcast_to(limits, (values.shape[1], limits.shape[-1]))
    placed = (values[:, :, None] > by_year).sum(axis=2)
    return np.where(np.isfinite(values), placed, -1)


def _moves(before: NDArray[np.int64], after: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    known = (before >= 0) & (after >= 0)
    return np.bincount(before[known] * count + after[known], minlength=count * count).reshape(count, count)


def _chain(moves: NDArray[np.int64], limits: Numbers, choices: dict[str, str], problems: tuple[Problem, ...]) -> Markov:
    started = moves.sum(axis=1, keepdims=True)
    probabilities = np.divide(moves, started, out=np.full(moves.shape, np.nan), where=started > 0)
    never = [NEVER_IN_CLASS(k=k + 1) for k in np.flatnonzero(started == 0)]
    steady, ends = _steady(probabilities)
    return Markov(limits, moves, probabilities, steady, choices, (*problems, *never, *ends))


def _steady(probabilities: Numbers) -> tuple[Numbers, list[Problem]]:
    nothing = np.full(len(probabilities), np.nan)
    if np.isnan(probabilities).any():
        return nothing, []
    values, vectors = np.linalg.eig(probabilities.T)
    lasting = np.flatnonzero(np.isclose(values, 1.0, atol=1e-9))
    if len(lasting) != 1:
        return nothing, [SEVERAL_ENDS()]
    share = np.real(vectors[:, lasting[0]])
    return share / share.sum(), []


def _homogeneous(moves: NDArray[np.int64]) -> tuple[float, float, int]:
    """Likelihood ratio and χ² of the chains being one, with degrees of freedom (Bickenbach & Bode).

    Only moves that somebody made count, and only chains in which somebody started from the class.
    """
    ratio = chi = 0.0
    freedom = 0
    together = moves.sum(axis=0)
    for start in range(moves.shape[1]):
        if not together[start].any():
            continue
        expected = together[start] / together[start].sum()
        started = moves[:, start].sum(axis=1)
        freedom += (int((started > 0).sum()) - 1) * (int((together[start] > 0).sum()) - 1)
        for chain in np.flatnonzero(started):
            seen, foreseen = moves[chain, start], started[chain] * expected
            made, possible = seen > 0, foreseen > 0
            ratio += 2 * float((seen[made] * np.log(seen[made] / foreseen[made])).sum())
            chi += float(((seen[possible] - foreseen[possible]) ** 2 / foreseen[possible]).sum())
    return ratio, chi, freedom


def _choices(name: str, classes: int | Sequence[float], pool: str) -> dict[str, str]:
    by_limits = not isinstance(classes, int)
    return {
        "method": name,
        "classes": f"limits {list(classes)}" if not isinstance(classes, int) else f"{classes} of equal size",
        "pool": "as given" if by_limits else pool,
        "gaps": "a move with a gap is not counted",
    }
