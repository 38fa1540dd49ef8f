"""Markov chains of classes against the incomes of the United States, 1929–2009, as giddy documents them."""

from __future__ import annotations

import numpy as np
import pytest

from luoshi.assess.space import markov, spatial_markov

libpysal = pytest.importorskip("libpysal")


def incomes() -> np.ndarray:
    table = libpysal.io.open(libpysal.examples.get_path("usjoin.csv"))
    return np.array([table.by_col[str(year)] for year in range(1929, 2010)], dtype=float).T


def test_markov_reproduces_the_moves_of_incomes_between_quintiles() -> None:
    """Rey (2001), data to 2009: quintiles of each year. The matrices are those of giddy's documentation."""
    found = markov(incomes(), classes=5, pool="each-year")
    assert found.moves.tolist() == [
        [729, 71, 1, 0, 0], [72, 567, 80, 3, 0], [0, 81, 631, 86, 2], [0, 3, 86, 573, 56], [0, 0, 1, 57, 741],
    ]  # fmt: skip
    assert found.probabilities[0].round(8).tolist() == [0.91011236, 0.0886392, 0.00124844, 0, 0]
    assert found.steady.round(8).tolist() == [0.20774716, 0.18725774, 0.20740537, 0.18821787, 0.20937187]


def test_spatial_markov_reproduces_the_chances_of_the_poor_among_the_poor() -> None:
    """Rey (2001), relative incomes, quintiles over all years; tests and first matrix of giddy's documentation."""
    relative = incomes() / incomes().mean(axis=0)
    weights = libpysal.io.open(libpysal.examples.get_path("states48.gal")).read()
    found = spatial_markov(relative, weights, classes=5, limits_of_neighbours="own")
    assert found.by_neighbours[0].probabilities[:2].round(8).tolist() == [
        [0.96341463, 0.0304878, 0.00609756, 0, 0], [0.06040268, 0.83221477, 0.10738255, 0, 0],
    ]  # fmt: skip
    assert (round(found.likelihood_ratio, 3), round(found.chi_squared, 3), found.freedom) == (170.659, 200.624, 60)
