"""Industries that could follow, worked by hand from the stated weights."""

from __future__ import annotations

import pytest

from luoshi.assess.structure import rank_industries


def test_two_criteria_with_weights_of_twenty_and_fifteen() -> None:
    """科技 .20 and 就业 .15 of .35: 装备 is best in the one and worst in the other, 食品 half-way and best."""
    found = rank_industries(
        [[0.9, 10], [0.5, 40], [0.1, 25]], industries=["装备", "食品", "建材"], names=["technology", "employment"]
    )
    assert found.scores.tolist() == pytest.approx([0.20 / 0.35, (0.5 * 0.20 + 0.15) / 0.35, 0.5 * 0.15 / 0.35])
    assert found.ranks == (2, 1, 3)
