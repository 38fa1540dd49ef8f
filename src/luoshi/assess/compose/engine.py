"""A scheme on bare arrays: from values to normalised values, to weights, to a score for every node of the tree.

Arrays have places (or places in years) along the last axis but one and indicators along the last. They may have leading
axes, one for each replication; values and weights may have them independently of each other. There is one arithmetic for
one evaluation and for a hundred thousand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from luoshi.assess.compose.steps import chosen, weights_of
from luoshi.assess.compose.table import Array, Sense
from luoshi.assess.compose.weight import shared
from luoshi.model.scheme import Choice, Scheme, SchemeItem

# Of the scores of a group: which of the items applies to which place. None: all to all.
Applies = Mapping[str, Array]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """What is known of the rows.

    Attributes:
        groups: The number of each one's place; None where there are no years.
        times: Its time as a number; None where there are no years.
        of_period: For each period, which rows are of it; empty where there are no years.
    """

    groups: Array | None = None
    times: Array | None = None
    of_period: tuple[Array, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """Values on their way to be put together: after imputing, after treating, normalised; and which columns tell nothing."""

    imputed: Array
    treated: Array
    normalised: Array
    indifferent: Array


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """The weights within each group, and the scores of every node, by its id."""

    weights: Mapping[str, Array]
    scores: Mapping[str, Array]


def ready(scheme: Scheme, values: Array, rows: Rows) -> Ready:
    """The values imputed, treated and normalised as the scheme says."""
    leaves = scheme.root.leaves
    imputed = _imputed(scheme, values, rows)
    treated = imputed
    for choice, columns in _by_choice([leaf.treat or scheme.treat for leaf in leaves]):
        if choice is not None:
            found = chosen("treat", choice)(imputed[..., columns])
            treated = _with(treated, columns, found, copy=treated is imputed)
    normalised, indifferent = np.empty_like(treated), np.empty((*treated.shape[:-2], len(leaves)), dtype=bool)
    for choice, columns in _by_choice([leaf.normalise or scheme.normalise for leaf in leaves]):
        assert choice is not None
        found, alike = _normalised([leaves[column] for column in columns], choice, treated[..., columns])
        if len(columns) == len(leaves):
            return Ready(imputed, treated, found, alike)
        normalised[..., columns], indifferent[..., columns] = found, alike
    return Ready(imputed, treated, normalised, indifferent)


def outcome(
    scheme: Scheme,
    prepared: Ready,
    factors: Mapping[str, Array] | None = None,
    applies: Applies | None = None,
    base: Mapping[str, Array] | None = None,
) -> Outcome:
    """The weights, and the scores of every node.

    Args:
        scheme: The scheme.
        prepared: Its values, normalised.
        factors: By which the weight of an item is multiplied before the weights of its group are brought to one again, by
            id; of any leading axes. 0 leaves an item out.
        applies: Which items apply to which places, by id; those that are not named apply to all.
        base: The weights before the factors, if they are known already.
    """
    work = _Work(scheme, prepared, factors or {}, applies or {}, base)
    work.score(scheme.root)
    return Outcome(work.weights, work.scores)


def base_weights(scheme: Scheme, prepared: Ready) -> Mapping[str, Array]:
    """The weights within each group, by its id."""
    return outcome(scheme, prepared).weights


class _Work:
    """One walk through the tree, from its ends to the root; it holds what was found on the way."""

    def __init__(
        self,
        scheme: Scheme,
        prepared: Ready,
        factors: Mapping[str, Array],
        applies: Applies,
        base: Mapping[str, Array] | None,
    ) -> None:
        self.scheme, self.prepared, self.factors, self.applies, self.base = scheme, prepared, factors, applies, base
        self.column = {id: number for number, id in enumerate(scheme.indicators)}
        self.weights: dict[str, Array] = {}
        self.scores: dict[str, Array] = {}
        self.over_all = self._over_all() if scheme.within == "all" and base is None else None

    def score(self, item: SchemeItem) -> Array:
        if not item.items:
            return self.prepared.normalised[..., self.column[item.id]]
        values = self._values(item)
        weights = self._weights(item, values)
        self.weights[item.id] = weights
        choice = item.aggregate or self.scheme.aggregate
        rule = {"missing": self.scheme.missing, "at_least": self.scheme.at_least}
        function = chosen("aggregate", choice)
        self.scores[item.id] = self._put_together(item, values, weights.astype(values.dtype), function, rule)
        return self.scores[item.id]

    def _values(self, item: SchemeItem) -> Array:
        """The values of the items of a group along the last axis."""
        if all(not one.items for one in item.items):
            columns = [self.column[one.id] for one in item.items]
            whole = columns == list(range(self.prepared.normalised.shape[-1]))
            return self.prepared.normalised if whole else self.prepared.normalised[..., columns]
        return np.stack(np.broadcast_arrays(*(self.score(one) for one in item.items)), axis=-1)

    def _weights(self, item: SchemeItem, values: Array) -> Array:
        base = self.base[item.id] if self.base is not None else self._base(item, values)
        factors = [self.factors[one.id] for one in item.items if one.id in self.factors]
        if not factors:
            return base
        each = [np.asarray(self.factors.get(one.id, 1.0)) for one in item.items]
        return shared(base * np.stack(np.broadcast_arrays(*each), axis=-1))

    def _base(self, item: SchemeItem, values: Array) -> Array:
        """The weights as the scheme has them, 0 for an indicator that tells no place from another."""
        if self.over_all is not None and item.weigh is None:
            found = np.stack([self._sum_over_all(one) for one in item.items], axis=-1)
        else:
            found = _weights_in(item, self.scheme, values)
        if not self.prepared.indifferent.any():
            return shared(found)
        # An item tells no place from another where none of its indicators does.
        each = [self.prepared.indifferent[..., self._columns(one)].all(axis=-1) for one in item.items]
        return shared(np.where(np.stack(each, axis=-1), 0, found))

    def _columns(self, item: SchemeItem) -> list[int]:
        return [self.column[leaf.id] for leaf in item.leaves]

    def _over_all(self) -> Array:
        whole = SchemeItem("", "", items=self.scheme.root.leaves)
        found = _weights_in(whole, self.scheme, self.prepared.normalised)
        return shared(np.where(self.prepared.indifferent, 0, found))

    def _sum_over_all(self, item: SchemeItem) -> Array:
        assert self.over_all is not None
        total: Array = self.over_all[..., self._columns(item)].sum(axis=-1)
        return total

    def _put_together(
        self, item: SchemeItem, values: Array, weights: Array, function: Callable[..., Any], rule: Mapping[str, Any]
    ) -> Array:
        """The scores of a group. Places to which other items apply are put together with the weights of those that do."""
        if not self.applies:
            return np.asarray(function(values, weights, **rule))
        applies = [self._applies(one, values.shape[-2]) for one in item.items]
        if all(one.all() for one in applies):
            return np.asarray(function(values, weights, **rule))
        pattern, which = np.unique(np.stack(applies, axis=-1), axis=0, return_inverse=True)
        # What does not apply holds the best of its column, so that it moves no end, and has no weight.
        best = np.fmax.reduce(values, axis=-2, keepdims=True)
        filled = np.where(np.stack(applies, axis=-1), values, best)
        found = np.full(np.broadcast_shapes(values.shape[:-1], (*weights.shape[:-1], 1)), np.nan)
        for number, row in enumerate(pattern):
            if row.any():
                scores = function(filled, shared(np.where(row, weights, 0)), **rule)
                found[..., which.ravel() == number] = scores[..., which.ravel() == number]
        return found

    def _applies(self, item: SchemeItem, count: int) -> Array:
        named = self.applies.get(item.id, np.ones(count, dtype=bool))
        below = np.any([self._applies(one, count) for one in item.items], axis=0) if item.items else True
        return np.asarray(named & below)


# ------------------------------------------------------------------ steps


def _imputed(scheme: Scheme, values: Array, rows: Rows) -> Array:
    if scheme.impute is None or not np.isnan(values).any():
        return values
    return np.asarray(chosen("impute", scheme.impute)(values, rows.groups, rows.times))


def _normalised(leaves: Sequence[SchemeItem], choice: Choice, values: Array) -> tuple[Array, Array]:
    sense = sense_of_items(leaves)
    given: dict[str, Any] = {}
    lower, upper = (_ends(leaves, name) for name in ("lower", "upper"))
    if choice.method == "min_max":
        given = {name: ends for name, ends in (("lower", lower), ("upper", upper)) if not np.isnan(ends).all()}
    if choice.method == "distance" and "reference" not in choice.parameters:
        target = np.where(sense.sign > 0, upper, lower)
        given = {} if np.isnan(target).all() else {"reference": target}
    normalised, alike = chosen("normalise", choice)(values, sense, **given)
    return normalised, alike


def sense_of_items(leaves: Sequence[SchemeItem]) -> Sense:
    """The directions of indicators."""
    ranges = [leaf.better if isinstance(leaf.better, tuple) else (np.nan, np.nan) for leaf in leaves]
    low, high = np.array(ranges, dtype=float).T
    return Sense(np.array([-1.0 if leaf.better == "down" else 1.0 for leaf in leaves]), low, high)


def _ends(leaves: Sequence[SchemeItem], name: str) -> Array:
    return np.array([np.nan if (one := getattr(leaf, name)) is None else one.value for leaf in leaves], dtype=float)


def _weights_in(item: SchemeItem, scheme: Scheme, values: Array) -> Array:
    """The weights within a group: those that are given stand, and the method shares out what they leave of one.

    Groups within a group weigh the same unless they have weights, or the group says how its items are weighed.
    """
    given = np.array([np.nan if one.weight is None else one.weight.value for one in item.items])
    choice = item.weigh or (scheme.weight if all(not one.items for one in item.items) else Choice("given"))
    if choice.method in ("given", "combined") or item.weigh is not None:
        return weights_of(choice, values, given)
    open_ = np.flatnonzero(np.isnan(given))
    if not len(open_):
        return weights_of(Choice("given"), values, given)
    drawn = weights_of(choice, values[..., open_], None)
    if len(open_) == len(given):
        return drawn
    found = np.broadcast_to(np.nan_to_num(given), (*drawn.shape[:-1], len(given))).astype(drawn.dtype)
    found[..., open_] = drawn * max(0.0, 1 - float(np.nansum(given)))
    return found


def _by_choice(choices: Sequence[Choice | None]) -> list[tuple[Choice | None, list[int]]]:
    """Each choice with the columns that it is for."""
    found: list[tuple[Choice | None, list[int]]] = []
    for column, choice in enumerate(choices):
        same = next((columns for other, columns in found if other == choice), None)
        if same is None:
            found.append((choice, [column]))
        else:
            same.append(column)
    return found


def _with(values: Array, columns: Sequence[int], found: Array, *, copy: bool) -> Array:
    """The values with some of their columns exchanged."""
    if len(columns) == values.shape[-1]:
        return found
    changed = values.copy() if copy else values
    changed[..., columns] = found
    return changed
