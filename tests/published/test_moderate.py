"""An indicator that is best in the middle, recomputed by hand; no printed numbers are cited."""

from __future__ import annotations

from luoshi.assess import compose


def test_moderate_falls_off_on_either_side_of_the_optimum() -> None:
    """1 − |x − a| / max(|max − a|, |min − a|) with a = 4: distances 2, 0, 8 of 8."""
    assert compose.moderate({"x": [2, 4, 12]}, 4).values.ravel().tolist() == [0.75, 1, 0]


def test_moderate_with_a_range_is_best_everywhere_in_it() -> None:
    assert compose.moderate({"x": [2, 4, 6, 12]}, 4, high=8).values.ravel().tolist() == [0.5, 1, 1, 0]
