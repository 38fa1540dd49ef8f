"""The example of the book by the authors of TOPSIS, and one of a later textbook."""

from __future__ import annotations

import numpy as np

from luoshi.assess import compose

# Hwang & Yoon (1981): four fighter aircraft by speed, range, payload, cost, reliability and manoeuvrability.
AIRCRAFT = [
    [2.0, 1500, 20_000, 5.5, 5, 9],
    [2.5, 2700, 18_000, 6.5, 3, 5],
    [1.8, 2000, 21_000, 4.5, 7, 7],
    [2.2, 1800, 20_000, 5.0, 5, 5],
]


def test_topsis_reproduces_the_closeness_of_the_aircraft() -> None:
    """Hwang & Yoon, Multiple Attribute Decision Making, Springer 1981: 0.643, 0.268, 0.613, 0.312.

    The book works with four digits at every step, so the third place is 0.614 without that rounding.
    """
    better = ["up", "up", "up", "down", "up", "up"]
    found = compose.topsis(AIRCRAFT, [0.2, 0.1, 0.1, 0.1, 0.2, 0.3], better=better)
    assert np.abs(found.scores - [0.643, 0.268, 0.613, 0.312]).max() < 0.001
    assert found.ranks.tolist() == [1, 4, 2, 3]


def test_topsis_reproduces_the_ranking_of_tzeng_and_huang() -> None:
    """Tzeng & Huang, Multiple Attribute Decision Making, CRC Press 2011: 0.5037, 0.6581, 0.7482, 0.3340."""
    found = compose.topsis([[5, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 6]], [0.3, 0.4, 0.3])
    assert found.scores.round(4).tolist() == [0.5037, 0.6581, 0.7482, 0.334]
    assert found.ranks.tolist() == [3, 2, 1, 4]
