"""How unlike two structures are: of a place and the reference, of two places, of two years."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from luoshi.assess.arrays import require_same_length
from luoshi.assess.method import method
from luoshi.assess.structure.composition import ByIndustry, ByPlace, composition, reference_shares


@method(title="专业化锡尔指数", source="Theil (1967), Economics and Information Theory, ch. 4")
def regional_theil(
    amounts: object, *, reference: object = None, places: object = None, industries: Sequence[str] | None = None
) -> ByPlace:
    """How far the structure of each place is from that of the reference: Σ s ln(s / S).

    Args:
        amounts: Employment, output or value added, one row a place, one column an industry: an array, lists or a frame.
        reference: The same of the reference, by industry; None takes all places together.
        places: The names of the places, or the name of the frame's column.
        industries: The names of the industries, of a frame its columns to take.

    Returns:
        For each place `theil`: 0 where both are alike, more the more it is specialised.

    Gaps:
        A place with a gap has no result and is not counted in the reference; one with an industry that the reference
        lacks has none either.

    >>> regional_theil([[50, 50], [100, 0]], reference=[50, 50])["theil"].round(4).tolist()
    [0.0, 0.6931]
    """
    found = composition(amounts, places=places, industries=industries)
    whole, whose = reference_shares(found, reference)
    shares = found.shares
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(shares > 0, shares * np.log(shares / whole), np.where(np.isnan(shares), np.nan, 0.0))
    theil = terms.sum(axis=1)
    choices = {"method": "regional_theil", "reference": whose, "gaps": "a place with a gap is left out"}
    return ByPlace(found.places, {"theil": np.where(np.isfinite(theil), theil, np.nan)}, choices, found.problems)


@method(title="产业结构相似系数", source="UNIDO (1979), World Industry since 1960: Progress and Prospects")
def structural_similarity(
    amounts: object, *, places: object = None, industries: Sequence[str] | None = None
) -> ByIndustry:
    """How alike the structures of places are, each with each: the cosine of their shares, 1 where they are the same.

    Args:
        amounts: Employment, output or value added, one row a place, one column an industry: an array, lists or a frame.
        places: The names of the places, or the name of the frame's column.
        industries: The names of the industries, of a frame its columns to take.

    Returns:
        One row and one column a place.

    Gaps:
        A place with a gap is like no other: its row and column are gaps.

    >>> structural_similarity([[1, 1], [1, 0]]).values.round(4).tolist()
    [[1.0, 0.7071], [0.7071, 1.0]]
    """
    found = composition(amounts, places=places, industries=industries)
    direction = found.shares / np.linalg.norm(found.shares, axis=1, keepdims=True)
    choices = {"method": "structural_similarity", "gaps": "a place with a gap is left out"}
    return ByIndustry(found.places, found.places, direction @ direction.T, choices, found.problems)


@method(title="产业结构变动度", source="Michaely (1962), Concentration in International Trade")
def structural_change(
    first: object, last: object, *, places: object = None, industries: Sequence[str] | None = None
) -> ByPlace:
    """Which share of the economy of each place changed its industry between two years: ½ Σ |s₁ − s₀|.

    Args:
        first: Employment, output or value added in the first year, one row a place, one column an industry.
        last: The same in the last year.
        places: The names of the places, or the name of the frames' column.
        industries: The names of the industries, of frames their columns to take.

    Returns:
        For each place `change`, from 0 to 1.

    Gaps:
        A place with a gap in either year has no result.

    >>> structural_change([[50, 50]], [[60, 40]])["change"].round(4).tolist()
    [0.1]
    """
    then = composition(first, places=places, industries=industries)
    now = composition(last, places=places, industries=industries)
    require_same_length(then.places, now.places, names=("期初", "期末"))
    change = np.abs(now.shares - then.shares).sum(axis=1) / 2
    choices = {"method": "structural_change", "gaps": "a place with a gap is left out"}
    return ByPlace(then.places, {"change": change}, choices, (*then.problems, *now.problems))
