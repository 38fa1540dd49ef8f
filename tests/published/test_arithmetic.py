"""The human development index as it was until 2009: the mean of three indices."""

from __future__ import annotations

from luoshi.assess import compose


def test_arithmetic_gives_the_index_of_turkey() -> None:
    """UNDP, Human Development Report 2007/2008, technical note 1: 0.773, 0.812 and 0.740 make 0.775."""
    assert compose.arithmetic([[0.773, 0.812, 0.740]]).scores.round(3).tolist() == [0.775]


def test_arithmetic_gives_the_comprehensive_index_of_subsystems() -> None:
    """T of the coordination model with equal weights, to all printed digits."""
    pairs = [[0.6, 0.4], [0.6, 0.6], [0.9, 0.1], [0.85, 0.75]]
    triples = [[0.6, 0.5, 0.4], [0.8, 0.3, 0.5]]
    assert compose.arithmetic(pairs).scores.round(4).tolist() == [0.5, 0.6, 0.5, 0.8]
    assert compose.arithmetic(triples).scores.round(4).tolist() == [0.5, 0.5333]
