"""The event study of Sun & Abraham (2021): each cell by hand, the known effects found, the flaw of the plain one avoided."""

from __future__ import annotations

import numpy as np
import pytest

from luoshi.assess.effect import event_study

pytest.importorskip("pyfixest")
COLUMNS = {"outcome": "值", "place": "城市", "year": "年", "treated_from": "批"}
YEARS = np.arange(2004, 2015)
# The three batches of exhausted cities.
BATCHES = (2008, 2009, 2011)


def invented(noise: float, slope: float = 0.0, seed: int = 0) -> dict[str, np.ndarray]:
    """40 places, 8 in each of three batches with effects of 1, 2 and 4 that grow a year; the policy's places may drift."""
    random = np.random.default_rng(seed)
    starts = np.repeat([*BATCHES, 0, 0], 8)
    since = YEARS - np.where(starts > 0, starts, 9999)[:, None]
    size = np.select([starts == batch for batch in BATCHES], [1.0, 2.0, 4.0])[:, None]
    values = random.normal(size=40)[:, None] + 0.5 * (YEARS - 2004) + np.where(since >= 0, size * (since + 1), 0.0)
    values = values + slope * (YEARS - 2004) * (starts > 0)[:, None] + random.normal(0, noise, values.shape)
    return {
        "城市": np.repeat([f"市{k}" for k in range(40)], len(YEARS)), "年": np.tile(YEARS, 40),
        "值": values.ravel(), "批": np.repeat(starts, len(YEARS)),
    }  # fmt: skip


def test_every_period_is_the_mean_of_differences_of_differences() -> None:
    """Sun & Abraham (2021), eq. 26 and 27: for each batch, its change since the year before, less that of the others."""
    data = invented(noise=0.3)
    found = event_study(data, **COLUMNS)
    values, starts = data["值"].reshape(40, -1), data["批"].reshape(40, -1)[:, 0]
    for period, estimate in zip(found.period, found.estimate, strict=True):
        cells = []
        for batch in BATCHES:
            column = batch + period - YEARS[0]
            if 0 <= column < len(YEARS):
                change = values[:, column] - values[:, batch - 1 - YEARS[0]]
                cells.append(change[starts == batch].mean() - change[starts == 0].mean())
        assert estimate == pytest.approx(np.mean(cells), abs=1e-9), period


def test_effects_of_three_batches_that_grow_are_found_as_they_are() -> None:
    found = event_study(invented(noise=0.0), **COLUMNS)
    at = dict(zip(found.period, found.estimate, strict=True))
    assert [at[period] for period in (-4, -2, -1)] == pytest.approx([0, 0, 0], abs=1e-9)
    assert at[0] == pytest.approx((1 + 2 + 4) / 3)
    assert at[3] == pytest.approx(4 * (1 + 2 + 4) / 3)
    assert found.by_batch == pytest.approx({2008: np.mean(range(1, 8)), 2009: 2 * np.mean(range(1, 7)), 2011: 4 * 2.5})


def test_trends_that_differed_before_are_found() -> None:
    drifting = event_study(invented(noise=0.2, slope=0.4), **COLUMNS, before=4)
    assert drifting.trend_p is not None
    assert drifting.trend_p < 0.01
    assert "不能把差异归因于政策" in drifting.words[1].zh


def test_trends_that_did_not_differ_are_rarely_found() -> None:
    """Among 20 invented panels without a drift, the test at 5 % finds one in a handful at most."""
    found = [event_study(invented(noise=0.2, seed=seed), **COLUMNS, before=4).trend_p for seed in range(20)]
    assert sum(p is not None and p < 0.05 for p in found) <= 3
