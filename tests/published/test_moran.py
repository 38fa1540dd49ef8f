"""Moran's I against printed results, and against the library that is most used for it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from luoshi.assess.space import local_moran, moran, nearest

libpysal = pytest.importorskip("libpysal")
esda = pytest.importorskip("esda")


def example(name: str, weights: str, column: str) -> tuple[np.ndarray, Any]:
    """The values and weights that come with the library."""
    path = libpysal.examples.get_path
    return np.array(libpysal.io.open(path(name)).by_col(column)), libpysal.io.open(path(weights)).read()


def test_moran_reproduces_homicides_around_st_louis() -> None:
    """The example of esda's documentation: I = 0.244, p 0.00027147862770937614."""
    path = libpysal.examples.get_path
    values = np.array(libpysal.io.open(path("stl_hom.txt")).by_col("HR8893"))
    found = moran(values, libpysal.io.open(path("stl.gal")).read(), permutations=0)
    assert round(found.statistic, 3) == 0.244
    assert found.expected == pytest.approx(-0.012987012987012988)
    assert found.p_normal == pytest.approx(0.00027147862770937614)


def test_moran_reproduces_infant_deaths_in_north_carolina() -> None:
    """The example of esda's documentation, as GeoDa has it: I = 0.248, p 0.0001158330781489969."""
    found = moran(*example("sids2.dbf", "sids2.gal", "SIDR74"), permutations=0)
    assert round(found.statistic, 3) == 0.248
    assert found.p_normal == pytest.approx(0.0001158330781489969)


def test_moran_reproduces_crime_in_columbus() -> None:
    """Anselin (1988), Spatial Econometrics; with queen contiguity GeoDa prints 0.5002."""
    values, weights = example("columbus.dbf", "columbus.gal", "CRIME")
    found, theirs = moran(values, weights), esda.Moran(values, weights, permutations=0)
    assert round(found.statistic, 4) == 0.5002
    assert found.statistic == pytest.approx(theirs.I, abs=1e-12)
    assert (found.z_normal, found.z_random) == pytest.approx((theirs.z_norm, theirs.z_rand), abs=1e-9)
    assert (found.p_normal, found.p_random) == pytest.approx((theirs.p_norm, theirs.p_rand), abs=1e-12)
    # No order of 9,999 came near it; over the orders I has the mean and spread that theory gives it.
    assert found.p_permuted == 1 / 10_000
    assert found.mean_permuted == pytest.approx(-1 / 48, abs=0.005)
    assert found.sd_permuted == pytest.approx(theirs.seI_rand, rel=0.05)


@pytest.mark.filterwarnings("ignore:The alternative hypothesis:DeprecationWarning")
def test_every_place_of_columbus_has_the_index_and_quadrant_of_esda() -> None:
    values, weights = example("columbus.dbf", "columbus.gal", "CRIME")
    theirs = esda.Moran_Local(values, weights, permutations=9999, seed=1)
    found = local_moran(values, weights)
    assert found.statistic == pytest.approx(theirs.Is, abs=1e-9)
    assert [("高高", "低高", "低低", "高低")[quadrant - 1] for quadrant in theirs.q] == list(found.quadrant)
    # Two sets of 9,999 draws differ by chance alone.
    assert np.abs(found.p - theirs.p_sim).max() < 0.03


def test_distance_weights_are_those_of_libpysal() -> None:
    points = np.random.default_rng(0).random((30, 2))
    theirs = libpysal.weights.KNN(points, 4)
    theirs.transform = "r"
    assert nearest(points, k=4, plane=True).weights.toarray() == pytest.approx(theirs.full()[0])
