"""What would move a place one class up: the smallest change that does, of one indicator or of all together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from luoshi.assess.compose.engine import outcome, ready, sense_of_items
from luoshi.assess.compose.normalise import highest, lowest
from luoshi.assess.compose.scheme import Evaluation, evaluated, evaluation, rows_of
from luoshi.assess.compose.table import Array, Data, Table
from luoshi.model.problem import Kind, LuoshiError, Problem
from luoshi.model.rows import frame
from luoshi.model.scheme import Band, Scheme, SchemeItem

if TYPE_CHECKING:
    import polars

NO_CLASSES = Kind(
    code="compose-no-classes",
    zh="评价方案“{scheme}”没有划分等级", en="scheme '{scheme}' has no classes",
    hint_zh="请在方案中写明 bands，或给出目标得分 score。", hint_en="Give bands in the scheme, or a score to reach.",
)  # fmt: skip
NO_SCORE_TO_MOVE = Kind(
    code="compose-no-score-to-improve",
    zh="“{place}”没有得分，无法计算如何提高", en="'{place}' has no score that could be raised",
    hint_zh="请先补齐缺失的数据。", hint_en="Supply what is missing first.",
)  # fmt: skip
HIGHEST = Kind(
    code="compose-highest-class",
    zh="“{place}”已是最高等级“{band}”", en="'{place}' is in the highest class, '{band}', already",
    hint_zh="无需提高。", hint_en="There is nothing to reach.",
)  # fmt: skip
OUT_OF_REACH = Kind(
    code="compose-out-of-reach",
    zh="即使每项指标都达到最好值，“{place}”的得分也只有 {best}，达不到 {score}",
    en="even with the best value of every indicator '{place}' scores {best}, not {score}",
    hint_zh="请核对等级界限和指标的上限。", hint_en="Check the ends of the classes and of the indicators.",
)  # fmt: skip

_HALVINGS = 50
_ROUNDS = 30
_STEP = 1e-4
_AT_ONCE = 32_000_000


Scorer = Callable[[Array], Array]


@dataclass(frozen=True, slots=True, eq=False)
class Improvement:
    """The smallest changes by which a place reaches a score (提升路径).

    Attributes:
        place: The place, with its year where there are years.
        score: Its score now.
        needed: The score to reach.
        band: Its class now, and `next_band` the class to reach; None where a score was asked for.
        values: Its values now, by indicator.
        alone: The value that is needed if only this indicator changes; NaN where not even the best value is enough.
        together: The values of the combination whose changes, each over the range of its indicator, have the smallest sum
            of squares.
        shares: Those changes over the range of the indicator.
        reached: The score of the combination, weights being held as they are now.
        confirmed: Its score when everything is worked out anew, weights too.
        problems: What a person should look at.
    """

    place: str
    score: float
    needed: float
    band: Band | None
    next_band: Band | None
    indicators: tuple[str, ...]
    values: Array
    alone: Array
    together: Array
    shares: Array
    reached: float
    confirmed: float
    problems: tuple[Problem, ...] = ()

    def to_frame(self) -> polars.DataFrame:
        """One row an indicator."""
        return frame(
            {"indicator": self.indicators, "value": self.values, "alone": self.alone, "together": self.together}
        )


def improvement(
    scheme: Scheme,
    data: Data,
    place: str,
    *,
    period: str | None = None,
    score: float | None = None,
    not_applicable: Mapping[str, Sequence[str]] | None = None,
) -> Improvement:
    """What a place would have to change to come into the next class, all other places staying as they are.

    An indicator can move as far as its best: the fixed end of the scheme, the nearest end of the best range, or the best
    value in the table. Weights are held as they are now; normalising is worked out anew with the changed value. The least
    combination is looked for by steps along the slope of the score, from where the place stands and from where all its
    indicators move alike; the smaller counts. What comes out is arithmetic, not advice: it says nothing of cost, or of
    whether a change can be made.

    Args:
        scheme: As for `evaluation`, with classes unless a score is given.
        data: As for `evaluation`.
        place: Which place.
        period: In which year; the last without it.
        score: The score to reach, instead of the next class.
        not_applicable: As for `evaluation`.

    Returns:
        The change of each indicator alone, and the least of all together.

    Gaps:
        An indicator that the place lacks does not move.

    Problems:
        The place is in the highest class already, or not even the best of everything is enough.

    Raises:
        LuoshiError: there is no such place, it has no score, or there are neither classes nor a score to reach.

    >>> from luoshi.assess.compose.plain import plain_scheme
    >>> bands = [Band("low", "低", high=0.5), Band("high", "高", low=0.5)]
    >>> table = {"place": ["甲", "乙", "丙"], "gdp": [0, 5, 10], "jobs": [4, 0, 10]}
    >>> found = improvement(plain_scheme(["gdp", "jobs"], bands=bands), table, "乙")
    >>> found.score, found.alone.round(6).tolist(), found.together.round(6).tolist()
    (0.25, [10.0, 7.0], [10.0, 0.0])
    """
    nominal = evaluation(scheme, data, not_applicable=not_applicable)
    row = nominal.row_of(place, period)
    now = float(nominal.score[row])
    if np.isnan(now):
        raise LuoshiError(NO_SCORE_TO_MOVE(place=place))
    band, following = _bands(scheme, now) if score is None else (None, None)
    if score is None and following is None:
        return _at_the_top(nominal, row, now, band)
    needed = score if score is not None else _lowest_of(following)
    return _found(nominal, row, now, needed, band, following)


def _found(
    nominal: Evaluation, row: int, now: float, needed: float, band: Band | None, following: Band | None
) -> Improvement:
    values = nominal.table.values[row]
    limit, width = _limits(nominal.scheme.root.leaves, nominal.table.values, values)
    room = np.where(width > 0, np.abs(limit - values) / np.where(width > 0, width, 1), 0)
    room = np.nan_to_num(room, nan=0.0)
    score_of = _scorer(nominal, row, values, limit, room)
    alone = _alone(score_of, room, needed)
    shares = _together(score_of, room, now, needed)
    moved = _moved(values, limit, room, shares)
    reached = float(score_of(shares[None, :])[0])
    problems: tuple[Problem, ...] = ()
    if reached < needed - 1e-9:
        problems = (OUT_OF_REACH(place=nominal.table.rows[row], best=f"{reached:.4f}", score=f"{needed:g}"),)
    each = np.where(np.isnan(alone), np.nan, np.diagonal(_moved(values, limit, room, np.diag(np.nan_to_num(alone)))))
    return Improvement(
        place=nominal.table.rows[row],
        score=now,
        needed=needed,
        band=band,
        next_band=following,
        indicators=nominal.table.indicators,
        values=values,
        alone=each,
        together=moved,
        shares=shares,
        reached=reached,
        confirmed=_confirmed(nominal, row, moved),
        problems=problems,
    )


def _scorer(nominal: Evaluation, row: int, values: Array, limit: Array, room: Array) -> Scorer:
    """A function from changes (as shares of the range, any number of them) to the scores of the place."""
    table, rows = nominal.table, rows_of(nominal.table)

    def score_of(shares: Array) -> Array:
        size = max(1, _AT_ONCE // table.values.nbytes)
        found = []
        for start in range(0, len(shares), size):
            some = shares[start : start + size]
            tables = np.repeat(table.values[None], len(some), axis=0)
            tables[:, row] = _moved(values, limit, room, some)
            prepared = ready(nominal.scheme, tables, rows)
            scores = outcome(nominal.scheme, prepared, applies=nominal.applies, base=nominal.weights).scores
            found.append(scores[nominal.scheme.root.id][..., row])
        return np.concatenate(found)

    return score_of


def _alone(score_of: Scorer, room: Array, needed: float) -> Array:
    """The smallest share of each indicator that is enough on its own, by halving; NaN where none is."""
    low, high = np.zeros(len(room)), room.copy()
    enough = (score_of(np.diag(high)) >= needed) & (room > 0)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        reaches = score_of(np.diag(middle)) >= needed
        low, high = np.where(reaches, low, middle), np.where(reaches, middle, high)
    return np.where(enough, high, np.nan)


def _together(score_of: Scorer, room: Array, now: float, needed: float) -> Array:
    """The shares with the smallest sum of squares that are enough: the nearest point of a plane, found again and again."""
    if score_of(room[None, :])[0] < needed:
        return room
    zero = np.zeros(len(room))
    together = _just_enough(score_of, room, room, needed)
    starts = [(zero, now), (together, float(score_of(together[None, :])[0]))]
    return min((_from(score_of, *start, room, needed) for start in starts), key=lambda found: float(found @ found))


def _from(score_of: Scorer, shares: Array, score: float, room: Array, needed: float) -> Array:
    """The same, from one place to begin: the slope of the score is not the same everywhere."""
    for _ in range(_ROUNDS):
        slope = _slope(score_of, shares, room, score)
        if not slope.any():
            slope = room  # a score that moves in jumps: all move together
        nearer = _nearest(slope, needed - score + float(slope @ shares), room)
        settled = np.abs(nearer - shares).max() < 1e-10
        shares, score = nearer, float(score_of(nearer[None, :])[0])
        if settled:
            break
    return _just_enough(score_of, shares, room, needed)


def _slope(score_of: Scorer, shares: Array, room: Array, score: float) -> Array:
    """How much the score gains with each indicator, never below 0."""
    step = np.where(shares + _STEP <= room, _STEP, -_STEP)
    step = np.where(room < _STEP, 0, step)
    found = score_of(shares + np.diag(step))
    return np.where(step != 0, np.maximum((found - score) / np.where(step != 0, step, 1), 0), 0)


def _nearest(slope: Array, gain: float, room: Array) -> Array:
    """The point with the smallest sum of squares at which slope · point = gain, between 0 and the room."""
    low, high = 0.0, 1.0
    while float(slope @ np.minimum(high * slope, room)) < gain and high < 1e12:
        high *= 4
    for _ in range(100):
        middle = (low + high) / 2
        enough = float(slope @ np.minimum(middle * slope, room)) >= gain
        low, high = (low, middle) if enough else (middle, high)
    return np.minimum(high * slope, room)


def _just_enough(score_of: Scorer, shares: Array, room: Array, needed: float) -> Array:
    """The shares made larger or smaller alike until they are just enough."""
    low, high = 0.0, 1.0
    while score_of(np.minimum(high * shares, room)[None, :])[0] < needed and high < 1e6:
        high *= 2
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        reaches = score_of(np.minimum(middle * shares, room)[None, :])[0] >= needed
        low, high = (low, middle) if reaches else (middle, high)
    return np.minimum(high * shares, room)


def _moved(values: Array, limit: Array, room: Array, shares: Array) -> Array:
    """The values after changes towards their limits."""
    part = shares / np.where(room > 0, room, 1)
    return np.where(room > 0, np.where(part >= 1, limit, values + part * (limit - values)), values)


def _limits(leaves: Sequence[SchemeItem], table: Array, values: Array) -> tuple[Array, Array]:
    """How far each indicator of a place can move, and the range of the indicator."""
    sense = sense_of_items(leaves)
    low, high = lowest(table)[0], highest(table)[0]
    best = np.where(sense.sign > 0, high, low)
    for column, leaf in enumerate(leaves):
        end = leaf.lower if leaf.better == "down" else leaf.upper
        if end is not None:
            best[column] = end.value
    best = np.where(sense.ranged, np.clip(values, sense.low, sense.high), best)
    # What is beyond its best already stays where it is.
    beyond = ~sense.ranged & ((values - best) * sense.sign > 0)
    width = np.fmax(high, best) - np.fmin(low, best)
    return np.where(beyond | np.isnan(values), values, best), width


def _confirmed(nominal: Evaluation, row: int, moved: Array) -> float:
    given = nominal.table
    values = given.values.copy()
    values[row] = moved
    again = evaluated(nominal.scheme, Table(values, given.places, given.indicators, given.periods), nominal.applies)
    return float(again.score[row])


def _bands(scheme: Scheme, score: float) -> tuple[Band | None, Band | None]:
    """The class of a score, and the one above it."""
    if not scheme.bands:
        raise LuoshiError(NO_CLASSES(scheme=scheme.id))
    band = scheme.band_of(score)
    at = scheme.bands.index(band) if band else -1
    return band, scheme.bands[at + 1] if at + 1 < len(scheme.bands) else None


def _lowest_of(band: Band | None) -> float:
    """The smallest score of a class."""
    assert band is not None
    low = -np.inf if band.low is None else band.low
    return float(low if band.closed in ("low", "both") else np.nextafter(low, np.inf))


def _at_the_top(nominal: Evaluation, row: int, now: float, band: Band | None) -> Improvement:
    values, place = nominal.table.values[row], nominal.table.rows[row]
    return Improvement(
        place=place,
        score=now,
        needed=now,
        band=band,
        next_band=None,
        indicators=nominal.table.indicators,
        values=values,
        alone=values,
        together=values,
        shares=np.zeros(len(values)),
        reached=now,
        confirmed=now,
        problems=(HIGHEST(place=place, band=band.title if band else "", where=place),),
    )
