"""Weights of the fighter aircraft, and of the formula with a shift."""

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


def test_entropy_reproduces_the_weights_of_the_aircraft() -> None:
    """Hwang & Yoon, Multiple Attribute Decision Making, Springer 1981: shares of the values as they are.

    The book divides differences of entropies that it has rounded to four digits, so its weights hold to two.
    """
    found = compose.entropy(AIRCRAFT, normalise="none")
    assert np.abs(found.workings["entropy"] - [0.9946, 0.9829, 0.9989, 0.9931, 0.9703, 0.9770]).max() < 0.0003
    assert np.abs(found.weights - [0.0649, 0.2055, 0.0133, 0.0829, 0.3570, 0.2764]).max() < 0.002


def test_entropy_of_normalised_values_with_a_shift() -> None:
    """Worked through in double precision: one column up, one down, 0.0001 added."""
    found = compose.entropy([[10, 5], [20, 3], [40, 4]], ["up", "down"], shift=0.0001)
    assert found.weights.round(5).tolist() == [0.53715, 0.46285]
