"""How unlike structures are, worked by hand from the definitions of Theil and UNIDO."""

from __future__ import annotations

import math

import pytest

from luoshi.assess.structure import regional_theil, structural_similarity


def test_a_place_with_one_industry_of_four_is_ln_four_away() -> None:
    """Theil (1967): Σ s ln(s / S) with s = 1 and S = ¼."""
    assert regional_theil([[5, 0, 0, 0]], reference=[1, 1, 1, 1])["theil"].item() == pytest.approx(math.log(4))


def test_three_to_four_beside_four_to_three() -> None:
    """UNIDO (1979): (3·4 + 4·3) / (5·5) = 0.96."""
    assert structural_similarity([[3, 4], [4, 3]]).values[0, 1] == pytest.approx(0.96)
