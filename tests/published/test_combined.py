"""Recomputed by hand from the formulas in common use; no printed numbers are cited."""

from __future__ import annotations

from luoshi.assess import compose


def test_combined_in_all_three_ways() -> None:
    judged, drawn = [0.5, 0.3, 0.2], [0.2, 0.3, 0.5]
    assert compose.combined(judged, drawn).weights.round(6).tolist() == [0.339134, 0.321731, 0.339134]
    assert compose.combined(judged, drawn, rule="product").weights.round(6).tolist() == [0.344828, 0.310345, 0.344828]
    assert compose.combined(judged, drawn, rule="mean", share=0.25).weights.round(6).tolist() == [0.275, 0.3, 0.425]
