"""Why a place grew: with everybody, by its mix of industries, or by its own advantage.

What it would have gained at the growth of the whole reference, what its mix adds to that, and what remains: the part
that is its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from luoshi.assess.arrays import Numbers, frame, require_same_length
from luoshi.assess.method import method
from luoshi.assess.structure.composition import Composition, composition
from luoshi.model.problem import Problem

if TYPE_CHECKING:
    import polars


@dataclass(frozen=True, slots=True, eq=False)
class ShiftShare:
    """Growth and its three effects, one row a place and one column an industry, in the units as given (份额偏离).

    Attributes:
        growth: What was gained, national + industry + competitive.
        national: What growth at the rate of the whole reference would have given (份额).
        industry: What growth at the rate of the industry in the reference gives beyond that (结构).
        competitive: What the place gained beyond both (竞争力).
    """

    places: tuple[str, ...]
    industries: tuple[str, ...]
    growth: Numbers
    national: Numbers
    industry: Numbers
    competitive: Numbers
    choices: Mapping[str, str]
    problems: tuple[Problem, ...]

    def to_frame(self) -> polars.DataFrame:
        """One row a place and industry."""
        count = len(self.industries)
        return frame(
            {
                "place": [place for place in self.places for _ in range(count)],
                "industry": self.industries * len(self.places),
                **{name: getattr(self, name).ravel() for name in ("growth", "national", "industry", "competitive")},
            }
        )

    def totals(self) -> polars.DataFrame:
        """One row a place, all its industries together."""
        effects = ("growth", "national", "industry", "competitive")
        return frame({"place": self.places, **{name: getattr(self, name).sum(axis=1) for name in effects}})


@method(title="份额偏离法", source="Dunn (1960), Papers of the Regional Science Association 6, 97–112; classic form")
def shift_share(
    first: object,
    last: object,
    *,
    reference_first: object = None,
    reference_last: object = None,
    places: object = None,
    industries: Sequence[str] | None = None,
) -> ShiftShare:
    """Growth between two years, taken apart into national, industry and competitive effect.

    Args:
        first: Employment, output or value added of the first year at constant prices, one row a place, one column an
            industry: an array, lists or a frame.
        last: The same of the last year.
        reference_first: The same of the reference in the first year, by industry; None takes all places together.
        reference_last: The same in the last year.
        places: The names of the places, or the name of the frames' column.
        industries: The names of the industries, of frames their columns to take.

    Returns:
        The growth of each industry in each place and its three parts, which add up to it.

    Gaps:
        A place with a gap in either year has no result, is not counted in the reference, and gives a problem. An
        industry that the reference did not have in the first year has no rate and no parts.

    Source:
        Dunn (1960). The worked example is tests/published/test_shift_share.py.

    >>> found = shift_share([[100, 900]], [[140, 960]], reference_first=[200, 800], reference_last=[260, 940],
    ...                     industries=["采矿业", "其他"])
    >>> [block[0, 0].round(9).item() for block in (found.growth, found.national, found.industry, found.competitive)]
    [40.0, 20.0, 10.0, 10.0]
    """
    then = composition(first, places=places, industries=industries)
    now = composition(last, places=places, industries=industries)
    require_same_length(then.places, now.places, names=("期初", "期末"))
    known = (then.complete & now.complete)[:, None]
    before, after, whose = _reference(then, now, known[:, 0], reference_first, reference_last)
    start, end = np.where(known, then.amounts, np.nan), np.where(known, now.amounts, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        of_industry = np.where(before > 0, after / before - 1, np.nan)
    of_all = after.sum() / before.sum() - 1 if before.sum() > 0 else np.nan
    return ShiftShare(
        places=then.places,
        industries=then.industries,
        growth=end - start,
        national=start * of_all,
        industry=start * (of_industry - of_all),
        competitive=end - start * (1 + of_industry),
        choices={
            "method": "shift_share",
            "form": "classic",
            "reference": whose,
            "gaps": "a place with a gap is left out",
        },
        problems=(*then.problems, *now.problems),
    )


def _reference(
    then: Composition, now: Composition, known: NDArray[np.bool_], first: object, last: object
) -> tuple[Numbers, Numbers, str]:
    if first is None or last is None:
        return then.amounts[known].sum(axis=0), now.amounts[known].sum(axis=0), "all places together"
    before, after = np.array(first, dtype=float).ravel(), np.array(last, dtype=float).ravel()
    for given in (before, after):
        require_same_length(then.industries, given, names=("行业", "参照"))
    return before, after, "as given"
