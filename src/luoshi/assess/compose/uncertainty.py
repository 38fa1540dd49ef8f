"""How much the ranking depends on what could have been chosen otherwise, and on errors of the data.

Each replication is a whole evaluation: impute, treat, normalise, weight, aggregate, rank. A thousand cost little more than
one, see `replications`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from luoshi.assess.compose.draws import Alternatives, Draws, factors_of, random_draws, usual_alternatives, variant
from luoshi.assess.compose.replications import Precision, chunks_of, pieces_of, ranked, varied_values
from luoshi.assess.compose.scheme import Evaluation, evaluated, evaluation
from luoshi.assess.compose.table import Array, Data, Table
from luoshi.model.rows import frame
from luoshi.model.scheme import Scheme

if TYPE_CHECKING:
    import polars


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


def _values_of(found: Uncertainty, replication: int) -> tuple[tuple[int, ...], Array]:
    """The choices of a replication and the values that it worked on."""
    table = found.evaluation.table
    error = found.alternatives.error_of(table)
    for number, (levels, all_members) in enumerate(found.draws.combinations()):
        scheme = variant(found.evaluation.scheme, found.alternatives, levels)
        for start, members in chunks_of(all_members, table, scheme, error is not None):
            at = np.flatnonzero(members == replication)
            if len(at) and error is None:
                return levels, table.values
            if len(at) and error is not None:
                varied = varied_values(table.values, error, len(members), (found.seed, number, start), "double")
                return levels, varied[int(at[0])]
    raise IndexError(replication)
