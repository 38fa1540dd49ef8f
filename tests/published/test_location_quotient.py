"""The location quotient, worked by hand from its definition (Isard 1960): (e/E of the place) over (e/E of the reference)."""

from __future__ import annotations

from luoshi.assess.structure import location_quotient


def test_twice_the_share_of_the_reference_is_two() -> None:
    """120 of 600 here, 3,000 of 30,000 there: 0.2 / 0.1."""
    found = location_quotient([[120, 480]], reference=[3000, 27000], industries=["采矿业", "其他"])
    assert found.values[0, 0] == 2.0


def test_the_quotients_of_a_place_weighted_by_the_reference_are_one() -> None:
    found = location_quotient([[120, 480], [30, 70], [10, 290]])
    reference = [160 / 1000, 840 / 1000]
    assert (found.values @ reference).round(12).tolist() == [1, 1, 1]
