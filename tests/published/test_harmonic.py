"""The gender-related development index: indices of women and men, by their shares of the population."""

from __future__ import annotations

from luoshi.assess import compose


def test_harmonic_gives_the_equally_distributed_indices_of_botswana() -> None:
    """UNDP, Human Development Report 2007/2008, technical note 1: 0.380, 0.773 and 0.766."""
    women_and_men = [[0.348, 0.418], [0.779, 0.766], [0.681, 0.877]]
    found = compose.harmonic(women_and_men, [0.504, 0.496]).scores
    assert [abs(score - printed) <= 0.0006 for score, printed in zip(found, (0.380, 0.773, 0.766), strict=True)] == [
        True
    ] * 3
