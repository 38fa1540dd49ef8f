"""A scheme run on a frame: every place's score, rank and class, with every step that led there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from luoshi.assess.compose.aggregate import NO_SCORE, REWEIGHTED
from luoshi.assess.compose.engine import Applies, Ready, Rows, outcome, ready
from luoshi.assess.compose.impute import IMPUTED
from luoshi.assess.compose.impute.interpolation import groups_and_times
from luoshi.assess.compose.normalise import CONSTANT
from luoshi.assess.compose.ranks import ranks_of
from luoshi.assess.compose.steps import STEPS, settings_of
from luoshi.assess.compose.table import Array, Data, Table, table_of
from luoshi.assess.compose.weight.ahp import ahp
from luoshi.model.finding import Missing
from luoshi.model.problem import Kind, LuoshiError, Problem
from luoshi.model.rows import frame
from luoshi.model.scheme import Scheme, SchemeItem

if TYPE_CHECKING:
    import polars

NO_SUCH_PLACE = Kind(
    code="compose-no-such-place",
    zh="结果中没有“{place}”", en="'{place}' is not in the result",
    hint_zh="请核对名称和年份；有：{known}。", hint_en="Check name and year. There are: {known}.",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Evaluation:
    """What a scheme says of each place (评价结果), with everything that is needed to work it out again by hand.

    Attributes:
        table: The values as they were given; rows are places, or places in years.
        imputed: After filling gaps. As given where the scheme does not.
        treated: After drawing in extremes or transforming.
        normalised: Without units, more always better.
        indifferent: Indicators in which all places are alike; they have no weight.
        weights: Within each group, by its id, in the order of its items; together one.
        scores: Of every group, by its id; the scheme's own id is the whole. NaN where there is none.
        ranks: 1 for the best, within its year where there are years; 0 without a score.
        applies: Items that do not apply to every place: by id, for each row whether it does.
        problems: What a person should look at.
    """

    scheme: Scheme
    table: Table
    imputed: Array
    treated: Array
    normalised: Array
    indifferent: Array
    weights: Mapping[str, Array]
    scores: Mapping[str, Array]
    ranks: Array
    applies: Applies
    problems: tuple[Problem, ...]

    @property
    def score(self) -> Array:
        """The score of each row."""
        return self.scores[self.scheme.root.id]

    @property
    def bands(self) -> tuple[str, ...]:
        """The class of each row by its title; blank without one."""
        found = (self.scheme.band_of(float(score)) for score in self.score)
        return tuple(band.title if band else "" for band in found)

    @property
    def settings(self) -> Mapping[str, object]:
        """Every setting in force of every step of the scheme, also those that nobody chose; items may have their own."""
        choices = {step: getattr(self.scheme, step) for step in STEPS}
        steps: dict[str, object] = {
            step: settings_of(step, choices[step]) if choices[step] else None for step in STEPS
        }  # fmt: skip
        rules = ("missing", "at_least", "within", "digits", "version")
        return steps | {name: getattr(self.scheme, name) for name in rules}

    @property
    def overall_weights(self) -> Mapping[str, float]:
        """How much each indicator counts in all: the product of the weights on the way to the root."""
        return dict(_overall(self.scheme.root, self.weights, 1.0))

    @property
    def missing(self) -> Mapping[str, Missing]:
        """The rows without a score, each with the reason."""
        bare = {name for name, score in zip(self.table.rows, self.score, strict=True) if np.isnan(score)}
        return {problem.where: Missing(problem) for problem in self.problems if problem.where in bare}

    def row_of(self, place: str, period: str | None = None) -> int:
        """The row of a place; with years, of one of them (the last without `period`).

        Raises:
            LuoshiError: it is not there.
        """
        periods = self.table.periods or ("",) * len(self.table.places)
        rows = [
            row
            for row, (name, time) in enumerate(zip(self.table.places, periods, strict=True))
            if name == place and (period is None or time == str(period))
        ]
        if not rows:
            raise LuoshiError(
                NO_SUCH_PLACE(place=f"{place} {period or ''}".strip(), known="、".join(self.table.rows[:8]))
            )
        return max(rows, key=lambda row: periods[row])

    def to_frame(self) -> polars.DataFrame:
        """One row a place (and year): score, rank, class, and the score of every group below the whole."""
        columns: dict[str, object] = {"place": self.table.places}
        columns |= {"period": self.table.periods} if self.table.periods else {}
        columns |= {"score": self.score, "rank": self.ranks} | ({"class": self.bands} if self.scheme.bands else {})
        return frame(columns | {group.id: self.scores[group.id] for group in self.scheme.groups[1:]})

    def steps_frame(self) -> polars.DataFrame:
        """One row a place (and year) and indicator: the value after every step, and the weights."""
        rows, columns = self.table.values.shape
        overall = self.overall_weights
        return frame(
            {
                "place": np.repeat(np.array(self.table.places, dtype=object), columns).tolist(),
                "period": np.repeat(np.array(self.table.periods or ("",) * rows, dtype=object), columns).tolist(),
                "indicator": list(self.table.indicators) * rows,
                "value": self.table.values.ravel(),
                "imputed": self.imputed.ravel(),
                "treated": self.treated.ravel(),
                "normalised": self.normalised.ravel(),
                "weight": [overall[name] for name in self.table.indicators] * rows,
            }
        )


def evaluation(scheme: Scheme, data: Data, *, not_applicable: Mapping[str, Sequence[str]] | None = None) -> Evaluation:
    """Every place judged as the scheme says.

    Args:
        scheme: The scheme; `luoshi.packs.schemes.scheme(pack, id)` reads one from a pack.
        data: A frame with a column for each of the scheme's indicators, one row a place, or a place in a year (columns
            `place` and `year`); or an array with the indicators in the scheme's order. A panel is treated, normalised and
            weighed as one table, so that its years can be compared.
        not_applicable: Items (indicators or groups) that do not apply to a place, such as forest to a city without; their
            weight is spread over the rest of their group, whatever the rule for missing values.

    Returns:
        Scores, ranks and classes, with every step.

    Gaps:
        As the scheme says: no score, or the weight spread over the rest of the group. Never zero.

    Problems:
        Places without a score or with spread weights; indicators that were imputed, or in which all places are alike.

    Raises:
        LuoshiError: an indicator of the scheme has no column, or a method cannot be used on the values.

    >>> from luoshi.assess.compose.plain import plain_scheme
    >>> of = plain_scheme(["gdp", "jobless"], {"jobless": "down"})
    >>> evaluation(of, {"gdp": [1, 3, 2], "jobless": [4, 3, 5]}).score.tolist()
    [0.25, 1.0, 0.25]
    """
    table = table_of(data, scheme.indicators)
    return evaluated(scheme, table, _applies(scheme, table, not_applicable or {}))


def evaluated(scheme: Scheme, table: Table, applies: Applies, factors: Mapping[str, Array] | None = None) -> Evaluation:
    """The same of a table that is made already, with weights multiplied by factors if there are any."""
    rows = rows_of(table)
    prepared = ready(scheme, table.values, rows)
    found = outcome(scheme, prepared, factors, applies)
    score = found.scores[scheme.root.id]
    problems = tuple(_problems(scheme, table, prepared, found.weights, score, applies))
    return Evaluation(
        scheme,
        table,
        prepared.imputed,
        prepared.treated,
        prepared.normalised,
        prepared.indifferent,
        found.weights,
        found.scores,
        ranks_in_periods(score, rows),
        applies,
        problems,
    )


def rows_of(table: Table) -> Rows:
    """What is known of the rows of a table."""
    periods = np.array(table.periods)
    of_period = tuple(np.flatnonzero(periods == period) for period in dict.fromkeys(table.periods))
    return Rows(*groups_and_times(table.places, table.periods), of_period)


def ranks_in_periods(scores: Array, rows: Rows) -> Array:
    """Ranks within each period; rows along the last axis, any leading axes."""
    if not rows.of_period:
        return ranks_of(scores)
    ranks = np.zeros(scores.shape, dtype=np.int32)
    for here in rows.of_period:
        ranks[..., here] = ranks_of(scores[..., here])
    return ranks


def _overall(item: SchemeItem, weights: Mapping[str, Array], share: float) -> Iterator[tuple[str, float]]:
    if not item.items:
        yield item.id, share
    for one, weight in zip(item.items, weights.get(item.id, ()), strict=True):
        yield from _overall(one, weights, share * float(weight))


def _applies(scheme: Scheme, table: Table, not_applicable: Mapping[str, Sequence[str]]) -> Applies:
    ids = {item.id for item in scheme.root.walk()}
    found: dict[str, Array] = {}
    for place, items in not_applicable.items():
        if place not in table.places:
            raise LuoshiError(NO_SUCH_PLACE(place=place, known="、".join(table.places[:8])))
        for id in items:
            if id not in ids:
                raise LuoshiError(NO_SUCH_PLACE(place=id, known="、".join(sorted(ids))))
            here = found.setdefault(id, np.ones(len(table.places), dtype=bool))
            here &= np.array(table.places) != place
    return found


def _problems(
    scheme: Scheme, table: Table, prepared: Ready, weights: Mapping[str, Array], score: Array, applies: Applies
) -> Iterator[Problem]:
    yield from _of_judgements(scheme)
    for column, name in enumerate(table.indicators):
        filled = int((np.isnan(table.values[:, column]) & ~np.isnan(prepared.imputed[:, column])).sum())
        if filled and scheme.impute is not None:
            yield IMPUTED(indicator=name, count=filled, method=scheme.impute.method, where=name)
        if prepared.indifferent[column]:
            yield CONSTANT(indicator=name, where=name)
    overall = dict(_overall(scheme.root, weights, 1.0))
    absent = np.isnan(prepared.normalised)
    for row in map(int, np.flatnonzero(absent.any(axis=1))):
        missing = [
            name
            for column, name in enumerate(table.indicators)
            if absent[row, column] and _is_wanted(scheme.root, name, row, applies)
        ]
        if missing:
            yield _of_gaps(table.rows[row], missing, sum(overall[name] for name in missing), score[row])


def _of_judgements(scheme: Scheme) -> Iterator[Problem]:
    """Judgements in pairs that contradict each other."""
    for group in scheme.groups:
        choice = group.weigh or scheme.weight
        if choice.method == "ahp":
            yield from ahp(choice.parameters["judgements"], [item.id for item in group.items]).problems


def _of_gaps(place: str, missing: Sequence[str], share: float, score: float) -> Problem:
    names = "、".join(missing)
    if np.isnan(score):
        return NO_SCORE(place=place, missing=names, where=place)
    return REWEIGHTED(place=place, missing=names, share=f"{share:.1%}", where=place)


def _is_wanted(item: SchemeItem, leaf: str, row: int, applies: Applies) -> bool:
    """Whether an indicator, and every group that it stands in, applies to a row."""
    if item.id in applies and not applies[item.id][row]:
        return False
    if not item.items:
        return item.id == leaf
    return any(_is_wanted(one, leaf, row, applies) for one in item.items)
