"""What the economies of places are made of: a table with one row a place and one column an industry.

The shares of a place need all its industries, so a place with a gap is left out and named; an industry that a place
does not have is a zero that somebody wrote down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from luoshi.assess.arrays import Numbers, frame, is_frame, labels, matrix, require_same_length
from luoshi.model.problem import Kind, LuoshiError, Problem

if TYPE_CHECKING:
    import polars

NEGATIVE_PART = Kind(
    code="structure-negative",
    zh="“{industry}”是负数（{value}）", en="'{industry}' is negative ({value})",
    hint_zh="份额要用不为负的量，例如增加值、产值或从业人数。",
    hint_en="Shares need amounts that are not negative, such as value added, output or employment.",
)  # fmt: skip
PART_MISSING = Kind(
    code="structure-gap",
    zh="缺少{industries}，算不出份额", en="there are no shares, for {industries} is missing",
    hint_zh="请补齐数据；确实没有的行业请写0。", hint_en="Complete the data; write 0 for an industry that is truly absent.",
)  # fmt: skip
NOTHING_THERE = Kind(
    code="structure-nothing-there",
    zh="各行业合计为零，算不出份额", en="there are no shares, for all industries together are zero",
    hint_zh="请核对数据。", hint_en="Check the data.",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Composition:
    """Amounts by place and industry; `complete` says of which places all are known and not all zero."""

    places: tuple[str, ...]
    industries: tuple[str, ...]
    amounts: Numbers
    complete: NDArray[np.bool_]
    problems: tuple[Problem, ...]

    @property
    def shares(self) -> Numbers:
        """The share of each industry in its place; NaN in places that are not complete."""
        shares = np.full(self.amounts.shape, np.nan)
        known = self.amounts[self.complete]
        shares[self.complete] = known / known.sum(axis=1, keepdims=True)
        return shares


@dataclass(frozen=True, slots=True, eq=False)
class ByIndustry:
    """One number for each place and industry (分行业结果), with what was chosen and which places are missing."""

    places: tuple[str, ...]
    industries: tuple[str, ...]
    values: Numbers
    choices: Mapping[str, str]
    problems: tuple[Problem, ...]

    def to_frame(self) -> polars.DataFrame:
        """One row a place, one column an industry."""
        columns = {name: self.values[:, k] for k, name in enumerate(self.industries)}
        return frame({"place": self.places, **columns})


@dataclass(frozen=True, slots=True, eq=False)
class ByPlace:
    """One number of each kind for each place (分地区结果), with what was chosen and which places are missing."""

    places: tuple[str, ...]
    values: Mapping[str, Numbers]
    choices: Mapping[str, str]
    problems: tuple[Problem, ...]

    def __getitem__(self, name: str) -> Numbers:
        return self.values[name]

    def to_frame(self) -> polars.DataFrame:
        """One row a place, one column a measure."""
        return frame({"place": self.places, **self.values})


def composition(amounts: object, *, places: object = None, industries: Sequence[str] | None = None) -> Composition:
    """Read and check amounts by place and industry.

    Args:
        amounts: One row a place, one column an industry, not negative: an array, lists or a frame; a single list is
            one place.
        places: The names of the places, or the name of the frame's column; None numbers them from 1.
        industries: The names of the industries, of a frame its columns to take; None takes all but `places`.

    Gaps:
        A place with a gap has no shares, and gives a problem.

    Raises:
        LuoshiError: something is no number or negative, or rows do not match.

    >>> found = composition([[3, 1], [None, 2]], places=["甲市", "乙市"], industries=["采矿业", "制造业"])
    >>> found.shares.tolist()[0], str(found.problems[0])
    ([0.75, 0.25], '乙市  缺少采矿业，算不出份额')
    """
    if is_frame(amounts) and industries is None:
        industries = [str(name) for name in amounts.columns if name != places]  # type: ignore[attr-defined]
    elif not is_frame(amounts) and np.ndim(amounts) == 1:  # type: ignore[arg-type]
        amounts = [amounts]
    numbers, names = matrix(amounts, industries, what="行业")
    require_same_length(names, numbers.T, names=("行业名称", "行业"))
    called = _called(places, amounts, len(numbers))
    require_same_length(called, numbers, names=("地区名称", "地区"))
    if (numbers < 0).any():
        row, column = np.argwhere(numbers < 0)[0]
        raise LuoshiError(NEGATIVE_PART(where=called[row], industry=names[column], value=numbers[row, column]))
    return _checked(called, names, numbers)


def _called(places: object, amounts: object, count: int) -> tuple[str, ...]:
    if places is None:
        return tuple(str(k + 1) for k in range(count))
    return tuple(map(str, labels(amounts, places) if isinstance(places, str) else labels(places)))


def _checked(places: tuple[str, ...], industries: tuple[str, ...], numbers: Numbers) -> Composition:
    gaps = ~np.isfinite(numbers)
    empty = ~gaps.any(axis=1) & (numbers.sum(axis=1) == 0)
    problems = [
        NOTHING_THERE(where=places[row])
        if empty[row]
        else PART_MISSING(where=places[row], industries="、".join(industries[k] for k in np.flatnonzero(gaps[row])))
        for row in np.flatnonzero(gaps.any(axis=1) | empty)
    ]
    return Composition(places, industries, numbers, ~gaps.any(axis=1) & ~empty, tuple(problems))


def reference_shares(found: Composition, reference: object) -> tuple[Numbers, str]:
    """The shares that places are compared with: those of the reference given, else of all complete places together.

    >>> reference_shares(composition([[3, 1], [1, 3]]), None)
    (array([0.5, 0.5]), 'all places together')
    """
    if reference is None:
        total = found.amounts[found.complete].sum(axis=0)
        return _shares(total), "all places together"
    given = np.array(reference, dtype=float).ravel()
    require_same_length(found.industries, given, names=("行业", "参照"))
    return _shares(given), "as given"


def _shares(amounts: Numbers) -> Numbers:
    """The amounts over their sum; NaN where there is nothing to share."""
    total = amounts.sum()
    return amounts / total if total > 0 else np.full(amounts.shape, np.nan)
