"""How unequal places are, and how much of it lies within groups and how much between them.

Groups are regions, types of cities, provinces. The Gini coefficient does not split into two clean parts: where groups
overlap, a third one remains (Dagum's transvariation). Theil's index does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from luoshi.assess.arrays import Numbers, labels, require_choice, require_same_length, vector
from luoshi.assess.method import method
from luoshi.model.problem import Kind, LuoshiError, Problem

NOT_POSITIVE = Kind(
    code="inequality-not-positive",
    zh="第{row}个数是{value}，这一指数不能用", en="number {row} is {value}, for which the index is not defined",
    hint_zh="基尼系数和锡尔T指数不能有负数，锡尔L指数不能有零或负数。",
    hint_en="Gini and Theil T take no negative numbers, Theil L no zeros either.",
)  # fmt: skip
NUMBER_MISSING = Kind(
    code="inequality-gap",
    zh="第{row}个缺少数值、人口或分组，未参加计算", en="number {row} lacks its value, weight or group, and was left out",
    hint_zh="请补齐数据。", hint_en="Complete the data.",
)  # fmt: skip
NOTHING_TO_SHARE = Kind(
    code="inequality-nothing",
    zh="没有可用的数值（全部缺失或合计为零）", en="there is nothing to compare: all values are missing, or sum to zero",
    hint_zh="请核对数据。", hint_en="Check the data.",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Gini:
    """The Gini coefficient and Dagum's parts of it (基尼系数及Dagum分解).

    Attributes:
        total: 0 where all are equal, towards 1 the more unequal.
        within: The part from differences within groups (组内).
        between: The net part from differences between groups (组间净值).
        overlap: The part where groups overlap (超变密度); within + between + overlap is the total.
        groups: The coefficient of each group by itself.
        pairs: The coefficient between each two groups.
        choices: Everything that was chosen, defaults too.
        problems: What was left out.
    """

    total: float
    within: float
    between: float
    overlap: float
    groups: Mapping[str, float]
    pairs: Mapping[tuple[str, str], float]
    choices: Mapping[str, str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Theil:
    """Theil's index and its parts (锡尔指数及分解).

    Attributes:
        total: 0 where all are equal.
        within: The part from differences within groups.
        between: The part from differences between the means of groups; within + between is the total.
        groups: The index of each group by itself.
        contributions: What each group adds to `within`.
        choices: Everything that was chosen, defaults too.
        problems: What was left out.
    """

    total: float
    within: float
    between: float
    groups: Mapping[str, float]
    contributions: Mapping[str, float]
    choices: Mapping[str, str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Grouped:
    """Values with their shares of the population, and which group each belongs to."""

    values: Numbers
    shares: Numbers
    members: Mapping[str, NDArray[np.int64]]
    problems: tuple[Problem, ...]


@method(
    title="基尼系数（Dagum分解）",
    source="Gini (1912); Dagum (1997), Empirical Economics 22, 515–531",
)
def gini(values: object, *, groups: object = None, weights: object = None) -> Gini:
    """The Gini coefficient, with the parts within and between groups and where they overlap.

    Args:
        values: One number a place, not negative: a list, an array or a column.
        groups: To which group each place belongs; None makes one group of all.
        weights: Such as population; None counts every place alike.

    Gaps:
        A place without value, weight or group is left out, and gives a problem.

    Raises:
        LuoshiError: negative numbers, or nothing to share.

    Source:
        Dagum (1997). The worked example is tests/published/test_inequality.py.

    >>> found = gini([1, 3, 2, 6], groups=["东", "东", "西", "西"])
    >>> round(found.total, 4), round(found.within, 4), round(found.between, 4), round(found.overlap, 4)
    (0.3333, 0.125, 0.1667, 0.0417)
    """
    given = _grouped(values, groups, weights, least=0.0)
    mean = float(given.values @ given.shares)
    names = sorted(given.members, key=lambda name: -_mean(given, name))
    population = {name: float(given.shares[rows].sum()) for name, rows in given.members.items()}
    income = {name: population[name] * _mean(given, name) / mean for name in names}
    own, pairs, within, between, overlap = {}, {}, 0.0, 0.0, 0.0
    for k, richer in enumerate(names):
        own[richer], _ = _between(given, richer, richer)
        within += own[richer] * population[richer] * income[richer]
        for poorer in names[k + 1 :]:
            pairs[richer, poorer], distinct = _between(given, richer, poorer)
            gross = pairs[richer, poorer] * (population[richer] * income[poorer] + population[poorer] * income[richer])
            between += gross * distinct
            overlap += gross * (1 - distinct)
    total = within + between + overlap
    return Gini(total, within, between, overlap, own, pairs, _choices("gini", weights), given.problems)


@method(
    title="锡尔指数（组内组间分解）",
    source="Theil (1967), Economics and Information Theory; Shorrocks (1980), Econometrica 48, 613–625",
)
def theil(values: object, *, groups: object = None, weights: object = None, index: Literal["T", "L"] = "T") -> Theil:
    """Theil's index, with the parts within groups and between them.

    Args:
        values: One number a head for each place, such as GDP per head: a list, an array or a column.
        groups: To which group each place belongs; None makes one group of all.
        weights: Such as population; None counts every place alike.
        index: "T" weighs by income shares, "L" (mean logarithmic deviation) by population shares.

    Gaps:
        A place without value, weight or group is left out, and gives a problem.

    Raises:
        LuoshiError: negative numbers (with "L", zeros too), or nothing to share.

    Source:
        Theil (1967), Shorrocks (1980). The worked example is tests/published/test_inequality.py.

    >>> found = theil([1, 3, 2, 6], groups=["东", "东", "西", "西"])
    >>> round(found.total, 4), round(found.within, 4), round(found.between, 4)
    (0.1874, 0.1308, 0.0566)
    """
    require_choice(index, ("T", "L"), what="index")
    given = _grouped(values, groups, weights, least=0.0 if index == "T" else np.nextafter(0.0, 1.0))
    mean = float(given.values @ given.shares)
    own, added, between = {}, {}, 0.0
    for name, rows in given.members.items():
        population = float(given.shares[rows].sum())
        relative = _mean(given, name) / mean
        own[name] = _theil(given.values[rows], given.shares[rows] / population, index)
        added[name] = own[name] * population * (relative if index == "T" else 1.0)
        between += population * _term(relative, index)
    within = sum(added.values())
    choices = _choices("theil", weights) | {"index": index}
    return Theil(within + between, within, between, own, added, choices, given.problems)


def _theil(values: Numbers, shares: Numbers, index: str) -> float:
    mean = values @ shares
    return (
        float(sum(share * _term(value / mean, index) for value, share in zip(values, shares, strict=True)))
        if mean
        else 0.0
    )


def _term(relative: float, index: str) -> float:
    """r ln r for T, −ln r for L; r ln r goes to 0 with r."""
    if index == "T":
        return float(relative * np.log(relative)) if relative > 0 else 0.0
    return float(-np.log(relative))


def _between(given: Grouped, richer: str, poorer: str) -> tuple[float, float]:
    """The coefficient between two groups, and how far the one lies wholly above the other (0 to 1)."""
    above, below = given.members[richer], given.members[poorer]
    apart = given.values[above][:, None] - given.values[below]
    counted = given.shares[above][:, None] * given.shares[below]
    counted = counted / counted.sum()
    up, down = (np.maximum(apart, 0) * counted).sum(), (np.maximum(-apart, 0) * counted).sum()
    means = _mean(given, richer) + _mean(given, poorer)
    coefficient = float((up + down) / means) if means else 0.0
    return coefficient, float((up - down) / (up + down)) if up + down else 0.0


def _mean(given: Grouped, name: str) -> float:
    rows = given.members[name]
    return float(given.values[rows] @ given.shares[rows] / given.shares[rows].sum())


def _grouped(values: object, groups: object, weights: object, *, least: float) -> Grouped:
    numbers = vector(values, what="数值")
    belonging = ["全部"] * len(numbers) if groups is None else list(labels(groups))
    counted = np.ones(len(numbers)) if weights is None else vector(weights, what="权重")
    require_same_length(numbers, belonging, names=("数值", "分组"))
    require_same_length(numbers, counted, names=("数值", "权重"))
    has_group = np.array([name is not None and name == name for name in belonging], dtype=bool)
    kept = np.isfinite(numbers) & (np.nan_to_num(counted) > 0) & has_group
    for row in np.flatnonzero(kept & (numbers < least)):
        raise LuoshiError(NOT_POSITIVE(row=row + 1, value=numbers[row]))
    if not kept.any() or not numbers[kept].sum() > 0:
        raise LuoshiError(NOTHING_TO_SHARE())
    names = [str(belonging[row]) for row in np.flatnonzero(kept)]
    members = {name: np.flatnonzero(np.array(names) == name) for name in dict.fromkeys(names)}
    problems = tuple(NUMBER_MISSING(row=row + 1) for row in np.flatnonzero(~kept))
    return Grouped(numbers[kept], counted[kept] / counted[kept].sum(), members, problems)


def _choices(name: str, weights: object) -> dict[str, str]:
    return {
        "method": name,
        "weights": "every place alike" if weights is None else "as given",
        "gaps": "a place with a gap is left out",
    }
