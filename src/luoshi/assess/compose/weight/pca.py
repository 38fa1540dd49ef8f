"""Indicators count by what they share in the main directions in which places differ (主成分赋权)."""

from __future__ import annotations

from typing import Literal

import numpy as np

from luoshi.assess.compose.results import Weights
from luoshi.assess.compose.table import Array, Data, Directions, oriented, sense_of, table_of
from luoshi.assess.compose.weight import complete, shared, weighed
from luoshi.assess.compose.weight.critic import correlations
from luoshi.assess.method import method

Rule = Literal["squared", "rotated", "first"]


def on_arrays(values: Array, *, given: Array | None = None, rule: Rule = "squared", explained: float = 0.0) -> Array:
    """The method on bare arrays."""
    correlation, _ = correlations(complete(values, "pca"))
    found = _raw(*_components(correlation), rule, explained)
    return shared(found).astype(values.dtype)


@method(title="主成分赋权", source="OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 6")
def pca(data: Data, better: Directions = "up", *, rule: Rule = "squared", explained: float = 0.0) -> Weights:
    """Weights from the loadings of the main components of the correlations.

    Args:
        data: Places by indicators; a panel as one table.
        better: As in `min_max`; weights by squared loadings do not depend on it.
        rule: `squared`: the sum of an indicator's squared loadings on the components that are kept. `rotated`: the
            components are rotated (varimax), each indicator belongs to the component on which it loads most, and counts
            its squared loading over that component's variance, times that component's share of the variance (Nicoletti
            and others, as in the handbook). `first`: its part in the first component, without sign.
        explained: Components are kept until they explain this share; with 0, those with an eigenvalue above 1.

    Returns:
        The weights; `workings` holds `eigenvalues`, `loadings` (indicators by kept components, rotated if so asked) and
        `explained`, the share of the variance that each component explains.

    Gaps:
        Only places without a gap are looked at.

    Problems:
        A column whose places are all alike has weight 0.

    Raises:
        LuoshiError: fewer than two places have no gap.

    Notes:
        PCA weighs what varies together, not what matters: an indicator that no other repeats counts little.

    Source:
        OECD/JRC (2008), step 6; the worked example is tests/published/test_pca.py.

    >>> pca([[1, 2, 5], [2, 4, 3], [3, 6, 4], [4, 8, 4]]).weights.round(3).tolist()
    [0.436, 0.436, 0.127]
    """
    table = table_of(data)
    aligned = oriented(table.values, sense_of(better, table.indicators))
    correlation, _ = correlations(complete(aligned, "pca"))
    eigenvalues, vectors = _components(correlation)
    loadings = _kept(eigenvalues, vectors, explained)
    shown = varimax(loadings) if rule == "rotated" else loadings
    settings = {
        "better": better, "rule": rule, "explained": explained,
        "kept": int(loadings.shape[-1]), "of": "correlations",
    }  # fmt: skip
    workings = {"eigenvalues": eigenvalues, "loadings": shown, "explained": eigenvalues / max(eigenvalues.sum(), 1)}
    weights = shared(_raw(eigenvalues, vectors, rule, explained))
    return weighed("pca", table.values, table.indicators, weights, settings, workings)


def varimax(loadings: Array, rounds: int = 500) -> Array:
    """Loadings rotated so that each is near 0 or large (Kaiser 1958, with his normalisation of the rows)."""
    length = np.sqrt((loadings**2).sum(axis=1, keepdims=True))
    rows = loadings / np.where(length > 0, length, 1)
    turn, before = np.eye(rows.shape[1]), 0.0
    for _ in range(rounds):
        turned = rows @ turn
        target = turned**3 - turned * (turned**2).mean(axis=0)
        left, strengths, right = np.linalg.svd(rows.T @ target)
        turn = left @ right
        if strengths.sum() < before * (1 + 1e-12):
            break
        before = float(strengths.sum())
    result: Array = (rows @ turn) * length
    return result


def _components(correlation: Array) -> tuple[Array, Array]:
    """Eigenvalues, largest first, and their vectors in columns; 0 for an indicator that does not vary."""
    eigenvalues, vectors = np.linalg.eigh(correlation)
    varies = np.diagonal(correlation, axis1=-2, axis2=-1)[..., None] > 0
    return np.maximum(eigenvalues[..., ::-1], 0), np.where(varies, vectors[..., ::-1], 0)


def _kept(eigenvalues: Array, vectors: Array, explained: float) -> Array:
    kept = _is_kept(eigenvalues, explained)
    return vectors[:, kept] * np.sqrt(eigenvalues[kept])


def _is_kept(eigenvalues: Array, explained: float) -> Array:
    if not explained:
        above = eigenvalues > 1
        above[..., 0] = True
        return above
    before = np.cumsum(eigenvalues, axis=-1) - eigenvalues
    result: Array = before < explained * eigenvalues.sum(axis=-1, keepdims=True) - 1e-12
    return result


def _raw(eigenvalues: Array, vectors: Array, rule: Rule, explained: float) -> Array:
    if rule == "first":
        return np.abs(vectors[..., 0])
    if rule == "squared":
        kept = np.where(_is_kept(eigenvalues, explained), eigenvalues, 0)
        result: Array = (vectors**2 * kept[..., None, :]).sum(axis=-1)
        return result
    if eigenvalues.ndim > 1:
        each = zip(
            eigenvalues.reshape(-1, eigenvalues.shape[-1]), vectors.reshape(-1, *vectors.shape[-2:]), strict=True
        )
        return np.array([_rotated(*one, explained) for one in each]).reshape(eigenvalues.shape)
    return _rotated(eigenvalues, vectors, explained)


def _rotated(eigenvalues: Array, vectors: Array, explained: float) -> Array:
    # Each component's squared loadings over its variance, times its share of the variance: the variance cancels.
    squares = varimax(_kept(eigenvalues, vectors, explained)) ** 2
    result: Array = squares.max(axis=1)
    return result
