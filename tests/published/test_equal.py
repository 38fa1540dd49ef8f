"""Each of three dimensions counts a third."""

from __future__ import annotations

from luoshi.assess import compose


def test_equal_gives_the_thirds_of_the_human_development_index() -> None:
    """UNDP, Human Development Report 2007/2008, technical note 1: one third each."""
    assert compose.equal([[0.773, 0.812, 0.740]]).weights.round(6).tolist() == [0.333333] * 3
