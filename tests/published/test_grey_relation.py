"""Five alternatives by six criteria."""

from __future__ import annotations

from luoshi.assess import compose


def test_grey_relation_reproduces_five_alternatives() -> None:
    """Satman, Yıldırım & Kuruca, JMcDM, Journal of Open Source Software 6(65), 2021, the example of its `grey`."""
    table = [
        [105_000, 105, 10, 4, 300, 10],
        [120_000, 110, 15, 4, 500, 8],
        [150_000, 120, 12, 3, 550, 12],
        [115_000, 105, 20, 4, 600, 9],
        [135_000, 115, 15, 5, 400, 9],
    ]
    better = ["down", "up", "down", "up", "up", "down"]
    found = compose.grey_relation(table, [0.05, 0.20, 0.10, 0.15, 0.10, 0.40], better=better)
    assert found.scores.round(6).tolist() == [0.525, 0.700714, 0.546429, 0.576282, 0.650952]
