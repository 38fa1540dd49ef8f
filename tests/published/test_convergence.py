"""Convergence, from series of which the speed is known, and against statsmodels."""

from __future__ import annotations

import numpy as np
import pytest

from luoshi.assess.space import beta_convergence, sigma_convergence


def test_a_gap_that_closes_by_two_percent_a_year_has_that_speed() -> None:
    """Barro & Sala-i-Martin (1992), equation 1: ln y(T) = (1 − e^(−βT)) ln y* + e^(−βT) ln y(0), with β = 0.02."""
    start = np.array([1.0, 2.0, 5.0, 9.0, 30.0])
    end = np.exp(np.exp(-0.02 * 25) * np.log(start) + (1 - np.exp(-0.02 * 25)) * np.log(40.0))
    found = beta_convergence(start, end, years=25)
    assert found.speed == pytest.approx(0.02)
    assert found.half_life == pytest.approx(np.log(2) / 0.02)
    assert found.coefficient == pytest.approx(-(1 - np.exp(-0.5)) / 25)


def test_the_regression_is_that_of_statsmodels() -> None:
    api = pytest.importorskip("statsmodels.api")
    random = np.random.default_rng(3)
    start, control = random.lognormal(2, 0.5, 40), random.normal(size=40)
    end = start**0.8 * random.lognormal(1, 0.2, 40) * np.exp(0.1 * control)
    found = beta_convergence(start, end, years=10, controls=control, names=["教育"])
    columns = np.column_stack([np.ones(40), np.log(start), control])
    theirs = api.OLS(np.log(end / start) / 10, columns).fit(cov_type="HC1", use_t=True)
    assert (found.coefficient, found.controls["教育"]) == pytest.approx(tuple(theirs.params[1:]), abs=1e-9)
    assert (found.error, found.p) == pytest.approx((theirs.bse[1], theirs.pvalues[1]), abs=1e-9)
    assert found.r_squared == pytest.approx(theirs.rsquared, abs=1e-9)


def test_a_spread_that_halves_every_year_converges() -> None:
    """By hand: two places e¹ and e⁻¹, then e^½ and e^(−½), …; the standard deviation of the logarithms is √2 · 2^(−t)."""
    rows = [[np.exp(2.0**-t) for t in range(5)], [np.exp(-(2.0**-t)) for t in range(5)]]
    found = sigma_convergence(rows, years=[2012, 2013, 2014, 2015, 2016])
    assert found.sd_log == pytest.approx([2**0.5 * 2.0**-t for t in range(5)])
    assert found.trend < 0
