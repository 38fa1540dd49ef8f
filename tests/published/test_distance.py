"""Distance to a reference, recomputed by hand from the formulas; no printed numbers are cited."""

from __future__ import annotations

from luoshi.assess import compose


def test_distance_to_the_best_the_mean_and_a_target() -> None:
    """OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 5, formulas; the numbers are worked by hand."""
    assert compose.distance({"x": [2, 4, 6]}).values.ravel().round(4).tolist() == [0.3333, 0.6667, 1]
    assert compose.distance({"x": [2, 4, 6]}, reference="mean").values.ravel().tolist() == [0.5, 1, 1.5]
    assert compose.distance({"x": [2, 4, 0]}, "down", reference=4, clip=True).values.ravel().tolist() == [1, 1, 1]
    assert compose.distance({"x": [8, 4]}, "down", reference=4).values.ravel().tolist() == [0.5, 1]
