"""Classes of values for a map: without holes, each value in exactly one, their ends printed as they are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from luoshi.model.problem import Kind, LuoshiError
from luoshi.publish import chart_theme as theme
from luoshi.publish.chart_words import Words, number

Numbers = npt.NDArray[np.float64]
Method = Literal["natural", "quantiles", "equal"]
OUTSIDE = Kind(
    code="map-value-outside-classes",
    zh="数值 {value} 不在给定的分级（{low} 至 {high}）之内", en="the value {value} lies outside the classes, {low} to {high}",
    hint_zh="请扩大第一级或最后一级，使每个数值都有所属的级。", hint_en="Widen the first or the last class.",
)  # fmt: skip
NOT_RISING = Kind(
    code="map-classes-not-rising",
    zh="分级界限应由小到大，至少两个，至多八个", en="the edges of classes have to rise; two at least, eight at most",
    hint_zh="请检查 edges。", hint_en="Check edges.",
)  # fmt: skip
_METHODS = {
    "natural": Words("自然断点（Fisher–Jenks）", "natural breaks (Fisher–Jenks)"),
    "quantiles": Words("分位数", "quantiles"),
    "equal": Words("等距", "equal steps"),
    "given": Words("给定界限", "given edges"),
}


@dataclass(frozen=True, slots=True)
class Classes:
    """Classes from the lowest edge to the highest (分级); each takes its upper edge, the first its lower one too.

    The lowest value may be a class of its own; then the first two edges are the same.

    >>> classes = Classes((Decimal(0), Decimal(10), Decimal(20)), "given")
    >>> classes.index(Decimal(10)), classes.index(Decimal("10.1")), [words for _, words in classes.key()]
    (0, 1, ['0–10', '10–20'])
    """

    edges: tuple[Decimal, ...]
    method: str

    def index(self, value: Decimal) -> int:
        """In which class a value lies, counted from 0.

        Raises:
            LuoshiError: in none.
        """
        if not self.edges[0] <= value <= self.edges[-1]:
            raise LuoshiError(OUTSIDE(value=number(value), low=number(self.edges[0]), high=number(self.edges[-1])))
        return max(bisect_left(self.edges, value) - 1, 0)

    def colour(self, value: Decimal) -> str:
        """The colour of the class in which a value lies."""
        return self._colours[self.index(value)]

    def key(self) -> list[tuple[str, str]]:
        """Each class: its colour and its ends."""
        pairs = list(pairwise(self.edges)) or [(self.edges[0], self.edges[0])]
        ends = [number(low) if low == high else f"{number(low)}–{number(high)}" for low, high in pairs]
        return list(zip(self._colours, ends, strict=True))

    def note(self) -> Words:
        """How the classes were made, and which of two a value on an edge belongs to."""
        method = _METHODS[self.method]
        return Words(f"分级方法：{method.zh}；各级含上限。", f"Classes by {method.en}; each takes its upper edge.")

    @property
    def _colours(self) -> tuple[str, ...]:
        return theme.ramp(max(len(self.edges) - 1, 1))


def classes_of(values: Sequence[Decimal], edges: Sequence[Decimal], count: int, method: Method) -> Classes:
    """Classes for some values: those given, or found by a method; no more than there are different values.

    Raises:
        LuoshiError: the edges do not rise, or a value lies outside them.
    """
    if edges:
        if not 2 <= len(edges) <= len(theme.RAMP) + 1 or any(low >= high for low, high in pairwise(edges)):
            raise LuoshiError(NOT_RISING())
        given = Classes(tuple(edges), "given")
        for value in values:
            given.index(value)
        return given
    different = sorted(set(values))
    if len(different) == 1:
        return Classes((different[0],), method)
    uppers = _uppers(different, values, min(count, len(different), len(theme.RAMP)), method)
    return Classes((different[0], *uppers), method)


def _uppers(different: Sequence[Decimal], values: Sequence[Decimal], count: int, method: Method) -> list[Decimal]:
    """The upper edges, rising, the last of them the highest value."""
    low, high = different[0], different[-1]
    if method == "equal":
        return [low + (high - low) * n / count for n in range(1, count)] + [high]
    if method == "natural":
        return natural_breaks(sorted(values), count)
    ordered = sorted(values)
    ends = {ordered[-(-len(ordered) * n // count) - 1] for n in range(1, count + 1)}
    return sorted(ends - {low}) or [high]


def natural_breaks(ordered: Sequence[Decimal], count: int) -> list[Decimal]:
    """The upper ends of classes in which values differ least from their class's mean (Fisher 1958, exactly).

    Args:
        ordered: Values from the lowest to the highest, at least `count` different ones.

    Source:
        W. D. Fisher, On Grouping for Maximum Homogeneity, JASA 53 (1958); as FisherJenks of mapclassify, whose import
        takes seconds and brings a learning library with it.

    >>> [str(end) for end in natural_breaks([Decimal(n) for n in (1, 2, 3, 20, 21, 50)], 3)]
    ['3', '21', '50']
    """
    x = np.array([float(value) for value in ordered])
    total, square = np.concatenate([[0], np.cumsum(x)]), np.concatenate([[0], np.cumsum(x * x)])
    first = np.arange(len(x))
    last_cost, starts = _spread(total, square, 0, np.arange(1, len(x) + 1)), []
    for k in range(1, count):
        costs = np.full(len(x), np.inf)
        start = np.zeros(len(x), dtype=int)
        for end in range(k, len(x)):
            of_all = last_cost[k - 1 : end] + _spread(total, square, first[k : end + 1], end + 1)
            best = int(np.argmin(of_all))
            costs[end], start[end] = of_all[best], k + best
        last_cost = costs
        starts.append(start)
    return _ends(ordered, starts)


def _spread(total: Numbers, square: Numbers, first: Any, end: Any) -> Numbers:  # Any: a place in a row, or many
    """The squared differences from their mean of the values from one place to before another."""
    found: Numbers = square[end] - square[first] - (total[end] - total[first]) ** 2 / (end - first)
    return found


def _ends(ordered: Sequence[Decimal], starts: Sequence[npt.NDArray[np.int_]]) -> list[Decimal]:
    end = len(ordered) - 1
    ends = [ordered[end]]
    for start in reversed(starts):
        end = int(start[end]) - 1
        ends.append(ordered[end])
    return sorted(set(ends))
