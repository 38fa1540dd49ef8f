"""On which choice the ranking hangs: Sobol indices of each, and what happens without each indicator."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from luoshi.assess.compose.draws import CHOICES, Alternatives, drawn_at, usual_alternatives
from luoshi.assess.compose.replications import Precision, pieces_of, ranked
from luoshi.assess.compose.scheme import Evaluation, evaluated, evaluation
from luoshi.assess.compose.table import Array, Data, Table
from luoshi.model.problem import Kind, LuoshiError
from luoshi.model.rows import frame
from luoshi.model.scheme import Scheme, SchemeItem

if TYPE_CHECKING:
    import polars

NOTHING_VARIES = Kind(
    code="compose-nothing-varies",
    zh="没有给出任何可变动的选择，无法计算敏感性", en="nothing varies, so there is no sensitivity to work out",
    hint_zh="请为某一步给出至少两种方法，或给出权重浮动、数据误差。",
    hint_en="Give at least two methods for a step, or noise of the weights, or errors of the data.",
)  # fmt: skip


NO_LIBRARY = Kind(
    code="compose-no-salib",
    zh="没有安装 SALib，无法计算 Sobol 指数", en="SALib is not installed, and Sobol indices need it",
    hint_zh="请运行 pip install 'luoshi[evaluate]'。", hint_en="Type pip install 'luoshi[evaluate]'.",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Sensitivity:
    """Which share of the variance of the ranking comes from which choice (敏感性分析).

    Attributes:
        factors: What varies: steps, `weight_noise`, `data_error`, `leave_out`.
        first: First-order indices of the mean shift of ranks: the share that a choice explains on its own.
        total: Total indices: the share that would vanish if the choice were settled, with all that it does together with
            others.
        first_error: Half the width of the interval of `first` that holds 95% of repetitions, by bootstrap.
        total_error: The same for `total`.
        place_first: First-order indices of the rank of each row; one row a factor. 0 where the rank never changes.
        place_total: The same, total.
        shift: For each run, by how many ranks a place is moved on average from where the scheme puts it.
        runs: Number of evaluations.
    """

    evaluation: Evaluation
    factors: tuple[str, ...]
    first: Array
    total: Array
    first_error: Array
    total_error: Array
    place_first: Array
    place_total: Array
    shift: Array
    runs: int
    settings: Mapping[str, object]

    def to_frame(self) -> polars.DataFrame:
        """One row a factor."""
        return frame(
            {
                "factor": self.factors, "first": self.first, "first_error": self.first_error, "total": self.total,
                "total_error": self.total_error,
            }
        )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class LeftOut:
    """The evaluation without each of its indicators (逐一剔除指标).

    Attributes:
        indicators: The one that is left out.
        ranks: One row an indicator left out, one column a row of the table.
        scores: The same.
        shift: By how many ranks a place is moved on average.
    """

    evaluation: Evaluation
    indicators: tuple[str, ...]
    ranks: Array
    scores: Array
    shift: Array

    def to_frame(self) -> polars.DataFrame:
        """One row an indicator: the mean shift and the largest."""
        largest = np.abs(self.ranks - self.evaluation.ranks).max(axis=1)
        return frame({"indicator": self.indicators, "mean_shift": self.shift, "largest_shift": largest})


def sensitivity(
    scheme: Scheme,
    data: Data,
    alternatives: Alternatives | None = None,
    *,
    seed: int,
    base: int = 1024,
    pool: int = 32,
    precision: Precision = "single",
    workers: int = 2,
    not_applicable: Mapping[str, Sequence[str]] | None = None,
) -> Sensitivity:
    """Sobol indices of every choice, by base × (choices + 2) whole evaluations.

    Args:
        scheme: As for `evaluation`.
        data: As for `evaluation`.
        alternatives: What varies; without it `usual_alternatives`.
        seed: The same seed gives the same result.
        base: Sample size, a power of two. Indices are rough below 1,000; see their errors.
        pool: How many sets of noise, and of erroneous values, there are to choose from.
        precision: As for `uncertainty`.
        workers: As for `uncertainty`.
        not_applicable: As for `evaluation`.

    Returns:
        Indices of the mean shift of ranks, with errors, and of the rank of each place.

    Gaps:
        A place without a score in a run has rank 0 there and is left out of the mean shift.

    Raises:
        LuoshiError: nothing varies, or an alternative cannot be used on the values.

    Source:
        Saltelli and others, Computer Physics Communications 181, 2010 (first order), Jansen 1999 (total), by SALib;
        the mean shift of ranks is that of the OECD/JRC handbook, 2008, step 7.

    >>> from luoshi.assess.compose.plain import plain_scheme
    >>> table = {"a": [1, 2, 3, 4], "b": [4, 1, 3, 2], "c": [3, 4, 9, 1]}
    >>> found = sensitivity(plain_scheme(["a", "b", "c"]), table, seed=1, base=64)
    >>> found.factors, found.runs
    (('normalise', 'aggregate', 'weight_noise'), 320)
    """
    nominal = evaluation(scheme, data, not_applicable=not_applicable)
    chosen = alternatives or usual_alternatives(scheme)
    factors = _factors(scheme, chosen, nominal.table)
    names = list(factors)
    problem = {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}
    sample = np.minimum(_library("sample").sample(problem, base, calc_second_order=False, seed=seed), 1 - 1e-12)
    draws = drawn_at(scheme, chosen, dict(zip(names, sample.T, strict=True)), pool, seed)
    ranks, _ = ranked(nominal, pieces_of(nominal, chosen, draws, seed, precision, pool), len(sample), workers)
    shift = _mean_shift(ranks, nominal.ranks)
    place_first, place_total = _indices(ranks.astype(float), len(names))
    first, total = _indices(shift[:, None], len(names))
    first_error, total_error = _errors(shift, len(names), seed)
    settings = dict(chosen.settings) | {"base": base, "pool": pool, "seed": seed, "precision": precision}
    return Sensitivity(
        nominal, factors, first[:, 0], total[:, 0], first_error, total_error, place_first, place_total, shift,
        len(sample), settings,
    )  # fmt: skip


def without_each(scheme: Scheme, data: Data, *, not_applicable: Mapping[str, Sequence[str]] | None = None) -> LeftOut:
    """The evaluation without each indicator in turn; everything else is worked out anew.

    Args:
        scheme: As for `evaluation`, with at least two indicators.
        data: As for `evaluation`.
        not_applicable: As for `evaluation`.

    Returns:
        Ranks and scores without each.

    Gaps:
        A place that lacks only the indicator left out has a score there.

    >>> from luoshi.assess.compose.plain import plain_scheme
    >>> without_each(plain_scheme(["a", "b"]), {"a": [1, 2], "b": [9, 1]}).ranks.tolist()
    [[1, 2], [2, 1]]
    """
    nominal = evaluation(scheme, data, not_applicable=not_applicable)
    found = [_without(nominal, leaf) for leaf in scheme.indicators]
    ranks, scores = np.array([one.ranks for one in found]), np.array([one.score for one in found])
    return LeftOut(nominal, scheme.indicators, ranks, scores, _mean_shift(ranks, nominal.ranks))


def _factors(scheme: Scheme, alternatives: Alternatives, table: Table) -> tuple[str, ...]:
    """What varies."""
    steps = [step for step in CHOICES if len(alternatives.of(step, scheme)) > 1]
    others = {
        "weight_noise": alternatives.weight_noise > 0,
        "data_error": alternatives.error_of(table) is not None,
        "leave_out": alternatives.leave_out,
    }
    found = (*steps, *(name for name, varies in others.items() if varies))
    if not found:
        raise LuoshiError(NOTHING_VARIES())
    return found


def _mean_shift(ranks: Array, nominal: Array) -> Array:
    known = (ranks > 0) & (nominal > 0)
    shift: Array = np.where(known, np.abs(ranks - nominal), 0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    return shift


def _parts(results: Array, count: int) -> tuple[Array, Array, Array]:
    """Results of the two base samples, and of the first with each factor exchanged: (factor, base, outputs)."""
    runs = results.reshape(-1, count + 2, results.shape[-1])
    return runs[:, 0], runs[:, -1], np.moveaxis(runs[:, 1:-1], 1, 0)


def _indices(results: Array, count: int) -> tuple[Array, Array]:
    """First-order and total indices, one row a factor and one column an output; 0 where the output never changes."""
    scale = results.std(axis=0)
    same = scale == 0
    level = (results - results.mean(axis=0)) / np.where(same, 1, scale)
    own, other, exchanged = _parts(np.where(same, np.arange(len(results))[:, None], level), count)
    analyze = _library("analyze")
    first = np.array([analyze.first_order(own, one, other) for one in exchanged])
    total = np.array([analyze.total_order(own, one, other) for one in exchanged])
    return np.where(same, 0, first), np.where(same, 0, total)


def _errors(results: Array, count: int, seed: int, repetitions: int = 100) -> tuple[Array, Array]:
    """1.96 times the standard deviation of the indices when the base sample is drawn again from itself."""
    if not results.std() > 0:
        return np.zeros(count), np.zeros(count)
    own, other, exchanged = (part[..., 0] for part in _parts((results - results.mean())[:, None], count))
    again = np.random.default_rng(seed).integers(len(own), size=(len(own), repetitions))
    analyze = _library("analyze")
    firsts = [analyze.first_order(own[again], one[again], other[again]).std(ddof=1) for one in exchanged]
    totals = [analyze.total_order(own[again], one[again], other[again]).std(ddof=1) for one in exchanged]
    return 1.96 * np.array(firsts), 1.96 * np.array(totals)


def _library(part: str) -> Any:  # Any: it has no types
    """SALib, which only this needs and not every installation has."""
    try:
        return importlib.import_module(f"SALib.{part}.sobol")
    except ModuleNotFoundError:
        raise LuoshiError(NO_LIBRARY()) from None


def _without(nominal: Evaluation, leaf: str) -> Evaluation:
    scheme = replace(nominal.scheme, root=replace(nominal.scheme.root, items=tuple(_pruned(nominal.scheme.root, leaf))))
    columns = [column for column, name in enumerate(nominal.table.indicators) if name != leaf]
    given = nominal.table
    table = Table(given.values[:, columns], given.places, scheme.indicators, given.periods)
    return evaluated(scheme, table, {id: one for id, one in nominal.applies.items() if id != leaf})


def _pruned(item: SchemeItem, leaf: str) -> Iterator[SchemeItem]:
    """The items of a group without an indicator, and without groups that held nothing else."""
    for one in item.items:
        if one.items:
            below = tuple(_pruned(one, leaf))
            if below:
                yield replace(one, items=below)
        elif one.id != leaf:
            yield one
