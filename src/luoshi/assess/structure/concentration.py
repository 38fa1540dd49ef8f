"""Whether a place lives on one industry or on many."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from luoshi.assess.method import method
from luoshi.assess.structure.composition import ByPlace, composition


@method(
    title="产业集中度（赫芬达尔指数与熵）",
    source="Herfindahl (1950); Hirschman (1964), American Economic Review 54, 761; Theil (1967), Economics and"
    " Information Theory",
)
def concentration(amounts: object, *, places: object = None, industries: Sequence[str] | None = None) -> ByPlace:
    """How concentrated the economy of each place is.

    Args:
        amounts: Employment, output or value added, one row a place, one column an industry: an array, lists or a frame.
        places: The names of the places, or the name of the frame's column.
        industries: The names of the industries, of a frame its columns to take.

    Returns:
        For each place `herfindahl` (the sum of squared shares, 1 for one industry alone), `effective` (1 over it: as
        many industries of equal size would be as concentrated), `entropy` (−Σ s ln s) and `evenness` (entropy over its
        greatest value, 0 to 1; a gap where there is one industry only).

    Gaps:
        A place with a gap has no result, and gives a problem.

    Source:
        Herfindahl (1950), Hirschman (1964). The worked example is tests/published/test_concentration.py.

    >>> found = concentration([[40, 30, 20, 10]])
    >>> {name: round(values.item(), 5) for name, values in found.values.items()}
    {'herfindahl': 0.3, 'effective': 3.33333, 'entropy': 1.27985, 'evenness': 0.92322}
    """
    found = composition(amounts, places=places, industries=industries)
    shares = found.shares
    herfindahl = (shares**2).sum(axis=1)
    logs = np.log(np.where(shares > 0, shares, 1.0))
    # What a place does not have adds nothing: s ln s goes to 0 with s.
    entropy = np.where(found.complete, -(np.nan_to_num(shares) * logs).sum(axis=1), np.nan)
    count = len(found.industries)
    evenness = entropy / np.log(count) if count > 1 else np.full_like(entropy, np.nan)
    values = {"herfindahl": herfindahl, "effective": 1 / herfindahl, "entropy": entropy, "evenness": evenness}
    choices = {"method": "concentration", "logarithm": "natural", "gaps": "a place with a gap is left out"}
    return ByPlace(found.places, values, choices, found.problems)
