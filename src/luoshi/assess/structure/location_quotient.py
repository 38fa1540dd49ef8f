"""What a place is specialised in: the share of an industry there, over its share in the reference."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from luoshi.assess.method import method
from luoshi.assess.structure.composition import ByIndustry, composition, reference_shares


@method(title="区位商", source="Haig (1928), Regional Survey of New York and its Environs; Isard (1960), Methods of"
        " Regional Analysis, ch. 7")  # fmt: skip
def location_quotient(
    amounts: object, *, reference: object = None, places: object = None, industries: Sequence[str] | None = None
) -> ByIndustry:
    """The location quotient of each industry in each place.

    Args:
        amounts: Employment, output or value added, one row a place, one column an industry: an array, lists or a frame.
        reference: The same of the reference, such as the nation, by industry; None takes all places together.
        places: The names of the places, or the name of the frame's column.
        industries: The names of the industries, of a frame its columns to take.

    Returns:
        Above 1 the place is more specialised in the industry than the reference; from 1.2 to 1.5 on this is commonly
        called an advantage.

    Gaps:
        A place with a gap has no quotients, is not counted in the reference, and gives a problem. An industry that the
        reference does not have gives no quotient.

    Source:
        Isard (1960). The worked example is tests/published/test_location_quotient.py.

    >>> location_quotient([[120, 480]], reference=[3000, 27000], industries=["采矿业", "其他"]).values.round(4).tolist()
    [[2.0, 0.8889]]
    """
    found = composition(amounts, places=places, industries=industries)
    shares, whose = reference_shares(found, reference)
    with np.errstate(divide="ignore", invalid="ignore"):
        values = np.where(shares > 0, found.shares / shares, np.nan)
    choices = {"method": "location_quotient", "reference": whose, "gaps": "a place with a gap is left out"}
    return ByIndustry(found.places, found.industries, values, choices, found.problems)
