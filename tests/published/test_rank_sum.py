"""Recomputed by hand from the definition; no printed numbers are cited."""

from __future__ import annotations

from luoshi.assess import compose


def test_rank_sum_is_the_sum_of_ranks_over_places_and_indicators() -> None:
    """田凤调, 秩和比法: RSR = ΣR / (n·m); 3 places, 2 indicators, the second better when low; a tie has the mean rank."""
    found = compose.rank_sum([[90, 5], [80, 2], [80, 8]], better=["up", "down"])
    assert found.workings["ranks"].tolist() == [[3, 2], [1.5, 3], [1.5, 1]]
    assert found.scores.round(6).tolist() == [0.833333, 0.75, 0.416667]
