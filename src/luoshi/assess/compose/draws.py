"""What else could have been chosen, and what each replication chooses of it.

Every replication is a whole evaluation with other choices. What it chose is kept, so that each can be repeated on its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from luoshi.assess.compose.table import Array, Table, per_column
from luoshi.model.problem import Kind, LuoshiError
from luoshi.model.scheme import Choice, Scheme, SchemeItem

BAD_SHARE = Kind(
    code="compose-bad-share",
    zh="“{name}”应为不小于 0 的数，得到的是 {value}", en="'{name}' is a number of 0 or more, not {value}",
    hint_zh="例如 0.25 表示上下浮动 25%。", hint_en="0.25, for instance, is 25% up or down.",
)  # fmt: skip

CHOICES = ("impute", "treat", "normalise", "weight", "aggregate")
# Scores of these methods of normalising are never negative, so that every mean can be taken of them.
_NOT_NEGATIVE = ("min_max", "rank", "distance", "vector", "moderate")


@dataclass(frozen=True, slots=True, eq=False)
class Alternatives:
    """What is uncertain about an evaluation (备选做法). A step without alternatives is done as the scheme says.

    Attributes:
        impute: Methods for gaps; None among them leaves gaps.
        treat: Methods for extremes; None among them leaves extremes.
        normalise: Methods of normalising.
        weight: Methods of weighting.
        aggregate: Methods of aggregating.
        weight_noise: Each weight is multiplied by a number drawn evenly from 1 − this to 1 + this; between 0 and 1.
        data_error: Standard error of the values as a share of each (0.05 for 5%): one for all, one for each indicator, or
            by name. Errors are normal and independent.
        leave_out: Whether an indicator, or none, is left out at random.
    """

    impute: Sequence[Choice | None] = ()
    treat: Sequence[Choice | None] = ()
    normalise: Sequence[Choice] = ()
    weight: Sequence[Choice] = ()
    aggregate: Sequence[Choice] = ()
    weight_noise: float = 0.0
    data_error: Any = 0.0  # Any: a number, numbers, or numbers by name
    leave_out: bool = False

    def of(self, step: str, scheme: Scheme) -> Sequence[Choice | None]:
        """The alternatives of a step: at least the scheme's own choice."""
        return getattr(self, step) or (getattr(scheme, step),)

    def error_of(self, table: Table) -> Array | None:
        """The standard error of every value in its unit; None without error."""
        shares = per_column(self.data_error, table.indicators, "data_error", otherwise=0.0)
        if not (shares >= 0).all():
            raise LuoshiError(BAD_SHARE(name="data_error", value=self.data_error))
        return np.abs(table.values) * shares if shares.any() else None

    @property
    def settings(self) -> Mapping[str, object]:
        """In words."""
        steps = {step: [str(one) for one in getattr(self, step)] for step in CHOICES if getattr(self, step)}
        return steps | {
            "weight_noise": self.weight_noise, "data_error": self.data_error, "leave_out": self.leave_out,
        }  # fmt: skip


def usual_alternatives(scheme: Scheme) -> Alternatives:
    """What is varied where nobody says what: the scheme's own choices beside rank normalisation, equal weights, the other
    mean, and weights up or down by a quarter. No document prints these: 系统默认，非官方.

    >>> from luoshi.assess.compose.plain import plain_scheme
    >>> [str(one) for one in usual_alternatives(plain_scheme(["gdp"])).aggregate]
    ['arithmetic', 'geometric']
    """
    own = scheme.normalise.method
    can_multiply = own in _NOT_NEGATIVE
    return Alternatives(
        normalise=_beside(scheme.normalise, "rank" if can_multiply else "z_score"),
        weight=_beside(scheme.weight, "equal"),
        aggregate=_beside(scheme.aggregate, "geometric" if scheme.aggregate.method == "arithmetic" else "arithmetic")
        if can_multiply
        else (scheme.aggregate,),
        weight_noise=0.25,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """What each replication does.

    Attributes:
        levels: By step, the number of the alternative that each replication takes.
        noise: For each replication and item below the root, what its weight is multiplied by; None without noise.
        left_out: For each replication the number of the indicator left out; −1 for none.
        errors: For each replication the number of the set of erroneous values that it works on, where there is a limited
            number of them; None where each has its own.
    """

    levels: Mapping[str, Array]
    noise: Array | None
    left_out: Array
    errors: Array | None = None

    @property
    def count(self) -> int:
        return len(self.left_out)

    def combinations(self) -> list[tuple[tuple[int, ...], Array]]:
        """Each combination of choices that occurs, with the replications that make it."""
        table = np.stack([self.levels[step] for step in CHOICES], axis=1)
        found, which = np.unique(table, axis=0, return_inverse=True)
        order = np.argsort(which.ravel(), kind="stable")
        ends = np.cumsum(np.bincount(which.ravel(), minlength=len(found)))
        return list(zip(map(tuple, found.tolist()), np.split(order, ends[:-1]), strict=True))


def random_draws(scheme: Scheme, alternatives: Alternatives, replications: int, seed: int) -> Draws:
    """Draws in which every choice is made independently of the others and all alternatives are as likely."""
    random = np.random.default_rng(seed)
    levels = {step: random.integers(len(alternatives.of(step, scheme)), size=replications) for step in CHOICES}
    items = len(_below(scheme))
    noise = _noise(random.random((replications, items), dtype=np.float32), alternatives.weight_noise)
    leaves = len(scheme.indicators)
    left_out = random.integers(-1, leaves, size=replications) if alternatives.leave_out else np.full(replications, -1)
    return Draws(levels, noise, left_out)


def drawn_at(scheme: Scheme, alternatives: Alternatives, points: Mapping[str, Array], pool: int, seed: int) -> Draws:
    """Draws at given points between 0 and 1, by what varies: a step, `weight_noise`, `data_error` or `leave_out`.

    A point of noise or error chooses one of `pool` sets that are drawn beforehand.
    """
    count = len(next(iter(points.values())))
    nowhere = np.zeros(count)
    levels = {
        step: (points.get(step, nowhere) * len(alternatives.of(step, scheme))).astype(int) for step in CHOICES
    }  # fmt: skip
    random = np.random.default_rng(seed)
    sets = _noise(random.random((pool, len(_below(scheme))), dtype=np.float32), alternatives.weight_noise)
    at = {name: (points.get(name, nowhere) * pool).astype(int) for name in ("weight_noise", "data_error")}
    left_out = np.full(count, -1)
    if "leave_out" in points:
        left_out = (points["leave_out"] * (len(scheme.indicators) + 1)).astype(int) - 1
    return Draws(levels, None if sets is None else sets[at["weight_noise"]], left_out, at["data_error"])


def _noise(uniform: Array, width: float) -> Array | None:
    if not 0 <= width <= 1:
        raise LuoshiError(BAD_SHARE(name="weight_noise", value=width))
    return 1 + np.float32(width) * (2 * uniform - 1) if width else None


def variant(scheme: Scheme, alternatives: Alternatives, levels: Sequence[int]) -> Scheme:
    """The scheme with the choices of one combination.

    Another method of weighting than the scheme's own weighs also the indicators that have given weights, or it would
    change nothing; groups of indicators keep theirs.
    """
    chosen: dict[str, Any] = {  # Any: choices, and a tree
        step: alternatives.of(step, scheme)[level] for step, level in zip(CHOICES, levels, strict=True)
    }  # fmt: skip
    if chosen["weight"] != scheme.weight and chosen["weight"].method not in ("given", "combined"):
        chosen["root"] = _unweighted(scheme.root)
    return replace(scheme, **chosen)


def _unweighted(item: SchemeItem) -> SchemeItem:
    """An item whose indicators have no given weights."""
    if not item.items:
        return item if item.weight is None else replace(item, weight=None)
    return replace(item, items=tuple(_unweighted(one) for one in item.items))


def factors_of(scheme: Scheme, draws: Draws, members: Array) -> dict[str, Array]:
    """By what the weights of items are multiplied in some of the replications."""
    below = _below(scheme)
    found: dict[str, Array] = {}
    if draws.noise is not None:
        noise = draws.noise[members].astype(float)
        found = {item.id: noise[:, number] for number, item in enumerate(below)}
    left_out = draws.left_out[members]
    for number in np.unique(left_out[left_out >= 0]):
        id = _to_leave_out(scheme.root, scheme.indicators[int(number)])
        found[id] = np.where(left_out == number, 0, found.get(id, np.ones(len(members))))
    return found


def _to_leave_out(item: SchemeItem, leaf: str) -> str:
    """The indicator, or the group that holds nothing else."""
    below = next(one for one in item.items if leaf in [each.id for each in one.leaves])
    return below.id if len(below.leaves) == 1 else _to_leave_out(below, leaf)


def _below(scheme: Scheme) -> list[SchemeItem]:
    return list(scheme.root.walk())[1:]


def _beside(own: Choice, other: str) -> tuple[Choice, ...]:
    return (own,) if own.method == other else (own, Choice(other))
