"""A scheme without a file, for a notebook: one level, one choice a step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from luoshi.assess.compose.table import Directions, directions_of, per_column
from luoshi.model.scheme import Band, Choice, Parameter, Scheme, SchemeItem


def plain_scheme(
    indicators: Sequence[str],
    better: Directions = "up",
    *,
    impute: str | Choice | None = None,
    treat: str | Choice | None = None,
    normalise: str | Choice = "min_max",
    weight: str | Choice | None = None,
    aggregate: str | Choice = "arithmetic",
    weights: Any = None,
    bands: Sequence[Band] = (),
    id: str = "score",
    **others: Any,
) -> Scheme:
    """A scheme of indicators side by side.

    Args:
        indicators: Their ids, as the columns of the frame are called.
        better: `up`, `down`, or the two ends of the best range; one for all, one for each, or by name (the others up).
        impute: Name of a method, or a `Choice` of one with its parameters; None leaves gaps.
        treat: The same; None leaves extremes.
        normalise: The same.
        weight: The same, for indicators without a given weight. Without it `given` where there are given weights, else
            `equal`.
        aggregate: The same.
        weights: Given weights: one for each, or by name.
        bands: Classes of the score, worst first.
        id: What the scheme and its score are called.
        **others: Further fields of `Scheme`, such as `missing="reweight"`.

    Returns:
        The scheme, marked as no official one.

    Raises:
        LuoshiError: directions or weights do not match the indicators.

    >>> made = plain_scheme(["gdp", "jobless"], {"jobless": "down"}, weight="entropy")
    >>> [(leaf.id, leaf.better) for leaf in made.root.leaves], made.weight.method
    ([('gdp', 'up'), ('jobless', 'down')], 'entropy')
    """
    given = [None] * len(indicators) if weights is None else per_column(weights, indicators, "权重（weights）")
    items = tuple(
        SchemeItem(name, name, better=direction, weight=None if one is None or one != one else Parameter(float(one)))
        for name, direction, one in zip(indicators, directions_of(better, indicators), given, strict=True)
    )
    return Scheme(
        id=id,
        title=id,
        version="",
        source="",
        root=SchemeItem(id, id, items=items),
        impute=_choice(impute),
        treat=_choice(treat),
        normalise=_choice(normalise) or Choice("min_max"),
        weight=_choice(weight) or Choice("equal" if weights is None else "given"),
        aggregate=_choice(aggregate) or Choice("arithmetic"),
        bands=tuple(bands),
        **others,
    )


def _choice(named: str | Choice | None) -> Choice | None:
    return Choice(named) if isinstance(named, str) else named
