"""The human development index since 2010: the geometric mean of three indices."""

from __future__ import annotations

from luoshi.assess import compose


def test_geometric_gives_the_index_of_china() -> None:
    """UNDP, Human Development Report 2010, technical note 1: 0.847, 0.589 and 0.584 make 0.663."""
    assert compose.geometric([[0.847, 0.589, 0.584]]).scores.round(3).tolist() == [0.663]


def test_geometric_gives_coupling_and_coordination_of_subsystems() -> None:
    """C of the standard form is the geometric mean over the arithmetic; D is the root of C·T, so of the geometric mean."""
    pairs = [[0.6, 0.4], [0.6, 0.6], [0.9, 0.1], [0.85, 0.75]]
    triples = [[0.6, 0.5, 0.4], [0.8, 0.3, 0.5]]
    for table, coupling, coordination in (
        (pairs, [0.9798, 1.0, 0.6, 0.998], [0.6999, 0.7746, 0.5477, 0.8936]),
        (triples, [0.9865, 0.9248], [0.7023, 0.7023]),
    ):
        geometric, arithmetic = compose.geometric(table).scores, compose.arithmetic(table).scores
        assert (geometric / arithmetic).round(4).tolist() == coupling
        assert (geometric**0.5).round(4).tolist() == coordination
