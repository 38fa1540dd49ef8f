"""The normalised values of the fighter aircraft."""

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


def test_vector_reproduces_the_normalised_matrix_of_the_aircraft() -> None:
    """Hwang & Yoon, Multiple Attribute Decision Making, Springer 1981.

    The cost column is that of our computation: the book prints 0.5063, 0.5983, 0.4143 and 0.4603 after rounding.
    """
    printed = [
        [0.4671, 0.3662, 0.5056, 0.5063, 0.4811, 0.6708],
        [0.5839, 0.6591, 0.4550, 0.5983, 0.2887, 0.3727],
        [0.4204, 0.4882, 0.5308, 0.4143, 0.6736, 0.5217],
        [0.5139, 0.4392, 0.5056, 0.4603, 0.4811, 0.3727],
    ]
    assert np.abs(compose.vector(AIRCRAFT).values - printed).max() < 0.001
