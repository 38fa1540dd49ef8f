"""Compared with SciPy; no printed numbers are cited."""

from __future__ import annotations

import numpy as np
import scipy.stats

from luoshi.assess import compose


def test_box_cox_finds_the_power_that_scipy_finds() -> None:
    """Box & Cox, Journal of the Royal Statistical Society B 26(2), 1964; scipy.stats.boxcox is an independent one."""
    values = np.random.default_rng(1).lognormal(size=(60, 3)) ** [1.0, 0.4, 2.0]
    found = compose.box_cox(values)
    for column in range(3):
        expected, power = scipy.stats.boxcox(values[:, column])
        assert abs(found.workings["power"][column] - power) < 1e-5
        assert np.abs(found.values[:, column] - expected).max() < 1e-4


def test_box_cox_with_a_given_power_by_hand() -> None:
    """(√9 − 1) / 0.5 = 4, and the logarithm for 0."""
    assert compose.box_cox([[9.0]], power=0.5).values.round(9).tolist() == [[4.0]]
    assert compose.box_cox([[np.e]], power=0).values.round(9).tolist() == [[1.0]]
