"""Recomputed by hand; no printed numbers are cited."""

from __future__ import annotations

from luoshi.assess import compose


def test_variation_weighs_by_deviation_over_mean() -> None:
    """1, 2, 3 has 1/2, and 10, 20, 60 has √700/30, with n − 1."""
    found = compose.variation([[1, 10], [2, 20], [3, 60]])
    assert found.workings["variation"].round(6).tolist() == [0.5, round(700**0.5 / 30, 6)]
    assert found.weights.round(6).tolist() == [0.361816, 0.638184]
