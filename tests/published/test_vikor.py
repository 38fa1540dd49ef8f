"""The way up a mountain, the example with which the authors explain the method."""

from __future__ import annotations

from luoshi.assess import compose


def test_vikor_reproduces_the_choice_of_a_destination() -> None:
    """Opricovic & Tzeng, European Journal of Operational Research 156, 2004, section 4: risk and altitude, equal weights."""
    found = compose.vikor([[1, 3000], [2, 3750], [5, 4500]], [0.5, 0.5], better=["down", "up"])
    assert found.workings["S"].tolist() == [0.5, 0.375, 0.5]
    assert found.workings["R"].tolist() == [0.5, 0.25, 0.5]
    assert found.workings["Q"].tolist() == [1, 0, 1]
    assert found.ranks.tolist() == [2, 1, 2]
    assert found.workings["compromise"].tolist() == [False, True, False]
