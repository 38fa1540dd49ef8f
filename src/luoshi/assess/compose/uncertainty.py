"""How much the ranking depends on what could have been chosen otherwise, and on errors of the data.

Each replication is a whole evaluation: impute, treat, normalise, weight, aggregate, rank. Replications that treat the
same values in the same way share that work, and are put together in one product of matrices; so a thousand cost little
more than one. Where the values themselves vary, each is worked through in chunks of a fixed size, so memory does not grow
with their number, but for the ranks and scores that are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

import numpy as np

from luoshi.assess.compose.draws import Alternatives, Draws, factors_of, random_draws, usual_alternatives, variant
from luoshi.assess.compose.engine import Ready, base_weights, outcome, ready
from luoshi.assess.compose.scheme import Evaluation, evaluated, evaluation, ranks_in_periods, rows_of
from luoshi.assess.compose.table import Array, Data, Table
from luoshi.model.rows import frame
from luoshi.model.scheme import Scheme

if TYPE_CHECKING:
    import polars

Precision = Literal["single", "double"]
# Bytes of the largest array that is worked on at once, a few of which are alive together: small enough for the nearest
# memory of a processor where values are made anew, larger where only weights are.
CHUNK_OF_VALUES = 1_000_000
CHUNK_OF_SCORES = 8_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Uncertainty:
    """How an evaluation comes out in many replications (不确定性分析).

    Attributes:
        evaluation: As the scheme says, without any variation.
        ranks: One row a replication, one column a row of the table; within the year where there are years; 0 for none.
        scores: The same; comparable between replications that normalise and aggregate alike.
        draws: What each replication chose.
        settings: Everything that can be set.
    """

    evaluation: Evaluation
    alternatives: Alternatives
    draws: Draws
    ranks: Array
    scores: Array
    seed: int
    settings: Mapping[str, object]

    def rank_interval(self, level: float = 0.9) -> tuple[Array, Array]:
        """The ranks between which a place comes in this share of the replications, as much left out on either side."""
        tail = (1 - level) / 2
        low = np.quantile(self.ranks, tail, axis=0, method="inverted_cdf")
        return low.astype(int), np.quantile(self.ranks, 1 - tail, axis=0, method="inverted_cdf").astype(int)

    @property
    def median_rank(self) -> Array:
        """The middle rank of each row."""
        return np.median(self.ranks, axis=0)

    def probability_above(self, first: str, second: str, period: str | None = None) -> float:
        """In what share of the replications the first ranks before the second; a shared rank counts half.

        Raises:
            LuoshiError: a place is not there.
        """
        one, other = (self.ranks[:, self.evaluation.row_of(place, period)] for place in (first, second))
        return float((one < other).mean() + (one == other).mean() / 2)

    def probabilities(self, period: str | None = None) -> Array:
        """The same for all pairs: row before column. With years, of one of them (the last without `period`)."""
        ranks = self.ranks[:, self._of_period(period)]
        before = np.zeros((ranks.shape[1], ranks.shape[1]))
        for column in range(ranks.shape[1]):
            own = ranks[:, column : column + 1]
            before[column] = (own < ranks).mean(axis=0) + (own == ranks).mean(axis=0) / 2
        return before

    def share_within(self, rank: int) -> Array:
        """In what share of the replications each row ranks at this place or better."""
        share: Array = ((self.ranks <= rank) & (self.ranks > 0)).mean(axis=0)
        return share

    def replay(self, replication: int) -> Evaluation:
        """One replication on its own, with every step of it."""
        levels, values = _values_of(self, replication)
        scheme = variant(self.evaluation.scheme, self.alternatives, levels)
        factors = factors_of(scheme, self.draws, np.array([replication]))
        one = {id: factor[0] for id, factor in factors.items()}
        given = self.evaluation.table
        table = Table(values, given.places, given.indicators, given.periods)
        return evaluated(scheme, table, self.evaluation.applies, one)

    def to_frame(self, level: float = 0.9) -> polars.DataFrame:
        """One row a place (and year): rank as the scheme says, middle rank, and the interval of ranks."""
        table, (low, high) = self.evaluation.table, self.rank_interval(level)
        columns: dict[str, object] = {"place": table.places}
        columns |= {"period": table.periods} if table.periods else {}
        ranks = {"rank": self.evaluation.ranks, "median": self.median_rank, "low": low, "high": high}
        return frame(columns | ranks)

    def _of_period(self, period: str | None) -> Array:
        periods = self.evaluation.table.periods
        if not periods:
            return np.arange(self.ranks.shape[1])
        return np.flatnonzero(np.array(periods) == (max(periods) if period is None else str(period)))


def uncertainty(
    scheme: Scheme,
    data: Data,
    alternatives: Alternatives | None = None,
    *,
    seed: int,
    replications: int = 1000,
    precision: Precision = "single",
    workers: int = 2,
    not_applicable: Mapping[str, Sequence[str]] | None = None,
) -> Uncertainty:
    """The evaluation, many times over, each time with other choices.

    Args:
        scheme: As for `evaluation`.
        data: As for `evaluation`; panels are welcome, and ranked within each year.
        alternatives: What varies; without it `usual_alternatives`.
        seed: The same seed gives the same result.
        replications: How many.
        precision: Of the arithmetic where the data vary: with `single`, scores are exact to about six digits, and places
            whose scores differ by less share a rank. Without errors of the data everything is computed in double.
        workers: How many threads work at once; the result does not depend on it.
        not_applicable: As for `evaluation`.

    Returns:
        Ranks and scores of every replication, and what each of them chose. They take six bytes for each row and
        replication (eight for more than 32,767 rows).

    Gaps:
        As the scheme, or its alternatives of imputing, say. Errors of the data fill no gap.

    Raises:
        LuoshiError: an alternative cannot be used on the values (a geometric mean of z-scores, say).

    Source:
        Saisana, Saltelli & Tarantola, Journal of the Royal Statistical Society A 168(2), 2005; OECD/JRC (2008), step 7.

    >>> from luoshi.assess.compose.plain import plain_scheme
    >>> table = {"place": ["甲", "乙"], "gdp": [3, 1], "jobs": [2, 1]}
    >>> uncertainty(plain_scheme(["gdp", "jobs"]), table, seed=1, replications=50).probability_above("甲", "乙")
    1.0
    """
    nominal = evaluation(scheme, data, not_applicable=not_applicable)
    chosen = alternatives or usual_alternatives(scheme)
    draws = random_draws(scheme, chosen, replications, seed)
    ranks, scores = ranked(nominal, pieces_of(nominal, chosen, draws, seed, precision), replications, workers)
    settings = dict(chosen.settings) | {"replications": replications, "seed": seed, "precision": precision}
    return Uncertainty(nominal, chosen, draws, ranks, scores, seed, settings)


Piece = tuple[Array, Callable[[], Array]]


def ranked(nominal: Evaluation, pieces: Iterable[Piece], count: int, workers: int) -> tuple[Array, Array]:
    """The ranks and the scores of all replications, pieces of them at once."""
    rows = len(nominal.table.places)
    ranks = np.zeros((count, rows), dtype=np.int16 if rows < 2**15 else np.int32)
    scores = np.zeros((count, rows), dtype=np.float32)

    def work(piece: Piece) -> None:
        members, scores_of = piece
        found = scores_of()
        scores[members] = found
        ranks[members] = ranks_in_periods(found, nominal.table.periods)

    if workers > 1:
        with ThreadPoolExecutor(workers) as pool:
            for _ in pool.map(work, pieces):
                pass
    else:
        for piece in pieces:
            work(piece)
    return ranks, scores


def pieces_of(
    nominal: Evaluation,
    alternatives: Alternatives,
    draws: Draws,
    seed: int,
    precision: Precision,
    pool: int = 0,
) -> Iterator[Piece]:
    """Some replications at a time, with a function that gives their scores.

    Args:
        nominal: The evaluation as the scheme says.
        alternatives: What varies.
        draws: What each replication does.
        seed: For errors of the data.
        precision: As for `uncertainty`.
        pool: How many sets of erroneous values there are, where `draws.errors` names one for each replication.
    """
    table, rows = nominal.table, rows_of(nominal.table)
    error = alternatives.error_of(table)
    values = table.values
    if pool and error is not None:
        values, error = varied_values(values, error, pool, (seed,), precision), None
    shared: dict[tuple[int, ...], Ready] = {}
    for number, (levels, all_members) in enumerate(draws.combinations()):
        scheme = variant(nominal.scheme, alternatives, levels)
        if error is not None:
            for start, members in _chunks(all_members, table, scheme, True):
                key = (seed, number, start)
                yield members, partial(_of_errors, nominal, scheme, draws, members, error, key, precision)
            continue
        if levels[:3] not in shared:
            shared[levels[:3]] = ready(scheme, values, rows)
        prepared, base = shared[levels[:3]], base_weights(scheme, shared[levels[:3]])
        for _, members in _chunks(all_members, table, scheme, values.ndim > 2):
            which = draws.errors[members] if draws.errors is not None else None
            yield members, partial(_of_weights, nominal, scheme, draws, members, prepared, base, which)


def _of_errors(
    nominal: Evaluation,
    scheme: Scheme,
    draws: Draws,
    members: Array,
    error: Array,
    key: Sequence[int],
    precision: Precision,
) -> Array:
    """Scores of replications each of which has values of its own."""
    varied = varied_values(nominal.table.values, error, len(members), key, precision)
    prepared = ready(scheme, varied, rows_of(nominal.table))
    found = outcome(scheme, prepared, factors_of(scheme, draws, members), nominal.applies)
    return found.scores[scheme.root.id]


def _of_weights(
    nominal: Evaluation,
    scheme: Scheme,
    draws: Draws,
    members: Array,
    prepared: Ready,
    base: Mapping[str, Array],
    which: Array | None,
) -> Array:
    """Scores of replications that share their values, or each take one of a number of sets."""
    picked, weights = _picked(prepared, base, which)
    found = outcome(scheme, picked, factors_of(scheme, draws, members), nominal.applies, weights)
    return found.scores[scheme.root.id]


def _picked(prepared: Ready, base: Mapping[str, Array], which: Array | None) -> tuple[Ready, Mapping[str, Array]]:
    """What was prepared of the sets of values that some replications work on."""
    if which is None or prepared.normalised.ndim == 2:
        return prepared, base
    # Only what is normalised is looked at from here on.
    picked = Ready(prepared.imputed, prepared.treated, prepared.normalised[which], prepared.indifferent[which])
    return picked, {id: weights[which] if weights.ndim > 1 else weights for id, weights in base.items()}


def varied_values(
    values: Array, error: Array, count: int, key: Sequence[int], precision: Precision = "single"
) -> Array:
    """The values with independent normal errors, that many times over. The same key gives the same errors."""
    kind = np.float32 if precision == "single" else np.float64
    random = np.random.Generator(np.random.SFC64(np.random.SeedSequence(list(key))))
    # Always drawn in single precision, so that the errors are the same in both.
    normal: Array = _normal(random, count * values.size).reshape(count, *values.shape).astype(kind, copy=False)
    normal *= error.astype(kind)
    normal += values.astype(kind)
    return normal


def _normal(random: np.random.Generator, count: int) -> Array:
    """Normal numbers in single precision (Box & Muller 1958), none beyond 5.8: twice as fast as numpy's own."""
    half = (count + 1) // 2
    radius, angle = random.random((2, half), dtype=np.float32)
    np.log(np.subtract(1, radius, out=radius), out=radius)
    np.sqrt(np.multiply(radius, -2, out=radius), out=radius)
    angle *= np.float32(2 * np.pi)
    found = np.empty(2 * half, dtype=np.float32)
    np.multiply(np.cos(angle), radius, out=found[:half])
    np.multiply(np.sin(angle, out=angle), radius, out=found[half:])
    return found[:count]


def _chunks(members: Array, table: Table, scheme: Scheme, varies: bool) -> Iterator[tuple[int, Array]]:
    """The replications of a combination in pieces of a bounded size, each with the place where it begins."""
    rows, columns = table.values.shape
    widest = max(len(group.items) for group in scheme.groups)
    size = rows * (columns * 4 if varies else 8 * (widest if len(scheme.groups) > 1 else 1))
    step = max(1, (CHUNK_OF_VALUES if varies else CHUNK_OF_SCORES) // max(size, 1))
    for start in range(0, len(members), step):
        yield start, members[start : start + step]


def _values_of(found: Uncertainty, replication: int) -> tuple[tuple[int, ...], Array]:
    """The choices of a replication and the values that it worked on."""
    table = found.evaluation.table
    error = found.alternatives.error_of(table)
    for number, (levels, all_members) in enumerate(found.draws.combinations()):
        scheme = variant(found.evaluation.scheme, found.alternatives, levels)
        for start, members in _chunks(all_members, table, scheme, error is not None):
            at = np.flatnonzero(members == replication)
            if len(at) and error is None:
                return levels, table.values
            if len(at) and error is not None:
                varied = varied_values(table.values, error, len(members), (found.seed, number, start), "double")
                return levels, varied[int(at[0])]
    raise IndexError(replication)
