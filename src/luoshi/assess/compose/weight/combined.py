"""Two sets of weights as one: what people judge, and what the data tell (组合赋权)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np

from luoshi.assess.compose.results import Weights
from luoshi.assess.compose.steps import weights_of
from luoshi.assess.compose.table import OTHER_COLUMNS, Array
from luoshi.assess.compose.weight import shared
from luoshi.assess.method import method
from luoshi.model.problem import Mismatch
from luoshi.model.scheme import Choice

Rule = Literal["root", "product", "mean"]


def on_arrays(
    values: Array, *, given: Array | None = None, of: Sequence[str] = ("given", "entropy"), rule: Rule = "root",
    share: float = 0.5,
) -> Array:  # fmt: skip
    """The method on bare arrays, of two other methods by name with their own settings as they come."""
    first, second = (weights_of(Choice(name), values, given) for name in of)
    return _put_together(first, second, rule, share)


@method(title="组合赋权", source="in common use: w = √(w₁w₂) over its sum, w₁w₂ over its sum, or αw₁ + (1−α)w₂")
def combined(first: Any, second: Any, *, rule: Rule = "root", share: float = 0.5) -> Weights:
    """One set of weights of two.

    Args:
        first: Weights of one indicator each: a result of another method, or numbers.
        second: The other weights, of the same indicators.
        rule: `root` of the product, the `product` itself, or the `mean`; each over its sum.
        share: With `mean`, how much the first counts.

    Returns:
        The weights; `workings` holds `first` and `second`.

    Raises:
        Mismatch: they are not of the same indicators.

    Source:
        The worked example is tests/published/test_combined.py.

    >>> combined([0.5, 0.5], [0.9, 0.1]).weights.tolist()
    [0.75, 0.25]
    """
    one, other = (np.asarray(getattr(each, "weights", each), dtype=float) for each in (first, second))
    names = getattr(first, "indicators", None) or getattr(second, "indicators", None)
    names = names or tuple(f"x{number + 1}" for number in range(len(one)))
    if one.shape != other.shape or getattr(second, "indicators", names) != names:
        unlike = "、".join(getattr(second, "indicators", ())[:5])
        raise Mismatch(OTHER_COLUMNS(what="权重（weights）", found=len(other), expected=len(one), names=unlike))
    weights = _put_together(one, other, rule, share)
    return Weights("combined", weights, names, {"rule": rule, "share": share}, {"first": one, "second": other})


def _put_together(first: Array, second: Array, rule: Rule, share: float) -> Array:
    if rule == "mean":
        return shared(share * first + (1 - share) * second)
    product = first * second
    return shared(np.sqrt(product) if rule == "root" else product)
