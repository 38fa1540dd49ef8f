"""Synthetic control: a mixture that is known is found, and it is the best there is."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize

from luoshi.assess.effect import synthetic_control
from luoshi.assess.effect.synthetic import mixture

COLUMNS = {"outcome": "值", "place": "城市", "year": "年"}
YEARS = range(2000, 2016)


def invented(effect: float, noise: float, seed: int = 1) -> dict[str, list[object]]:
    """丙 is 0.6 of 市0 and 0.4 of 市1, and from 2010 on gains the effect; each place has a path of its own."""
    random = np.random.default_rng(seed)
    paths = np.cumsum(random.normal(0.5, 1.0, (20, len(YEARS))), axis=1)
    one = (
        0.6 * paths[0] + 0.4 * paths[1] + random.normal(0, noise, len(YEARS))
        if noise
        else 0.6 * paths[0] + 0.4 * paths[1]
    )
    one = one + effect * (np.array(YEARS) >= 2010)
    names = [f"市{k}" for k in range(20)] + ["丙"]
    rows = [
        (name, year, value)
        for name, path in zip(names, [*paths, one], strict=True)
        for year, value in zip(YEARS, path, strict=True)
    ]
    return dict(zip(("城市", "年", "值"), map(list, zip(*rows, strict=True)), strict=True))


def test_a_known_mixture_and_effect_are_found() -> None:
    """Abadie, Diamond & Hainmueller (2010), section 2: with a perfect fit the gap is the effect."""
    found = synthetic_control(
        invented(3.0, 0.0), **COLUMNS, treated="丙", start=2010, donors=[f"市{k}" for k in range(8)]
    )
    assert found.weights == pytest.approx({"市0": 0.6, "市1": 0.4})
    assert found.gap[:10] == pytest.approx(np.zeros(10), abs=1e-9)
    assert found.mean_gap == pytest.approx(3.0)


def test_a_large_effect_ranks_first_among_placebos() -> None:
    found = synthetic_control(invented(8.0, 0.1), **COLUMNS, treated="丙", start=2010)
    assert found.p == pytest.approx(1 / 21)
    assert found.words[0].kind == "may"
    assert max(found.placebo_ratios.values()) < found.ratio


def test_no_effect_does_not_stand_out() -> None:
    found = synthetic_control(invented(0.0, 0.5), **COLUMNS, treated="丙", start=2010)
    assert found.p > 0.1
    assert found.words[0].kind == "may-not"


@pytest.mark.parametrize("seed", range(5))
def test_no_other_mixture_is_nearer(seed: int) -> None:
    """Against a general optimiser, and by the conditions of Karush, Kuhn and Tucker."""
    random = np.random.default_rng(seed)
    target, donors = random.normal(size=12), random.normal(size=(7, 12))
    weights = mixture(target, donors)
    slope = donors @ (weights @ donors - target)
    assert weights.sum() == pytest.approx(1)
    assert slope[weights > 0] == pytest.approx(np.full((weights > 0).sum(), slope.min()), abs=1e-9)
    theirs = minimize(
        lambda w: ((w @ donors - target) ** 2).sum(), np.full(7, 1 / 7), bounds=[(0, 1)] * 7,
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1}, tol=1e-12,
    )  # fmt: skip
    assert ((weights @ donors - target) ** 2).sum() <= theirs.fun + 1e-9
