"""The weekly returns of five stocks, whose correlations and components are printed."""

from __future__ import annotations

import numpy as np

from luoshi.assess import compose

# Johnson & Wichern, Applied Multivariate Statistical Analysis: three banks and two oil companies.
CORRELATIONS = np.array(
    [
        [1, 0.632, 0.511, 0.115, 0.155],
        [0.632, 1, 0.574, 0.322, 0.213],
        [0.511, 0.574, 1, 0.183, 0.146],
        [0.115, 0.322, 0.183, 1, 0.683],
        [0.155, 0.213, 0.146, 0.683, 1],
    ]
)


def with_correlations(correlations: np.ndarray) -> np.ndarray:
    """A table of numbers that has exactly these correlations."""
    count = len(correlations)
    random = np.random.default_rng(0).normal(size=(40, count))
    basis = np.linalg.qr(random - random.mean(axis=0))[0]
    return basis @ np.linalg.cholesky(correlations).T


def test_pca_reproduces_the_components_of_the_stocks() -> None:
    """Johnson & Wichern, 6th edition, 2007, example 8.5: eigenvalues 2.437, 1.407, 0.501, 0.400, 0.255."""
    found = compose.pca(with_correlations(CORRELATIONS))
    assert np.abs(found.workings["eigenvalues"] - [2.437, 1.407, 0.501, 0.400, 0.255]).max() < 0.0015
    first = np.abs(found.workings["loadings"][:, 0]) / np.sqrt(found.workings["eigenvalues"][0])
    assert np.abs(first - [0.469, 0.532, 0.465, 0.387, 0.361]).max() < 0.0015


def test_weights_are_shares_of_the_squared_loadings_that_are_kept() -> None:
    """Two components have an eigenvalue above 1; the weights are the communalities over their sum."""
    found = compose.pca(with_correlations(CORRELATIONS))
    communalities = (found.workings["loadings"] ** 2).sum(axis=1)
    assert found.workings["loadings"].shape == (5, 2)
    assert np.allclose(found.weights, communalities / communalities.sum())


def test_rotated_loadings_part_the_banks_from_the_oil_companies() -> None:
    loadings = np.abs(compose.pca(with_correlations(CORRELATIONS), rule="rotated").workings["loadings"])
    groups = loadings.argmax(axis=1)
    assert len(set(groups[:3])) == len(set(groups[3:])) == 1
    assert groups[0] != groups[3]
