"""The methods on real cities, where the panel of resource-based prefectures is at hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars
import pytest

from luoshi.assess.effect import event_study, synthetic_control
from luoshi.assess.efficiency import malmquist, super_sbm
from luoshi.assess.space import by_years, contiguous, gini, local_moran, moran, sigma_convergence, spatial_markov, theil

FOLDER = Path("/work/shared/data")
pytestmark = pytest.mark.skipif(
    not FOLDER.exists(), reason="the city panel is not at hand; it is not part of the repository"
)

BATCH = {"1": 2008, "2": 2009, "3": 2011, "第一批": 2008, "第二批": 2009, "第三批": 2011}


@pytest.fixture(scope="module")
def cities() -> polars.DataFrame:
    return polars.read_csv(FOLDER / "city_panel_2000_2023.csv", infer_schema_length=None).filter(
        polars.col("type") != "非资源型"
    )


@pytest.fixture(scope="module")
def designated(cities: polars.DataFrame) -> polars.DataFrame:
    """Real growth of each city, and the year in which it was designated as exhausted."""
    listed = polars.read_csv(FOLDER / "resource_cities_2013.csv", infer_schema_length=0)
    since = listed.filter(polars.col("level") == "地级行政区").select(
        polars.col("adcode").cast(polars.Int64),
        since=polars.col("exhausted_batch").replace_strict(BATCH, default=None, return_dtype=polars.Int64),
    )
    return cities.filter(polars.col("year").is_between(2003, 2016)).join(since, on="adcode", how="left")


def test_efficiency_of_a_year_is_ranked_with_its_gaps_named(cities: polars.DataFrame) -> None:
    year = cities.filter(polars.col("year") == 2012)
    found = super_sbm(
        ["fai_100m", "hukou_pop_10k", "land_area_km2"],
        ["gdp_100m", "fiscal_revenue_100m"],
        data=year,
        names="city",
        returns="variable",
    )
    known = found.scores[np.isfinite(found.scores)]
    assert len(known) > 100
    assert len(found.problems) + len(known) == len(year)
    assert {"efficient", "inefficient", "no-data"} <= set(found.status)


def test_productivity_over_years_is_found_for_nearly_all(cities: polars.DataFrame) -> None:
    years = cities.filter(polars.col("year").is_between(2005, 2012))
    found = malmquist(
        ["fai_100m", "hukou_pop_10k"], ["gdp_100m"], data=years, names="city", years="year", reference="global"
    )
    assert np.isfinite(found.change).mean() > 0.85


def test_income_clusters_on_the_map(cities: polars.DataFrame) -> None:
    year = cities.filter((polars.col("year") == 2012) & (polars.col("adcode") != 371200))
    neighbours = contiguous(year["adcode"], places=year["city"])
    found = moran(year["gdp_per_capita_yuan"].log(), neighbours, permutations=999)
    assert found.statistic > 0
    assert found.p_permuted < 0.05
    assert (
        "高高" in local_moran(year["gdp_per_capita_yuan"].log(), neighbours, corrected=False, permutations=999).cluster
    )


def test_inequality_splits_into_its_parts(cities: polars.DataFrame) -> None:
    year = cities.filter(polars.col("year") == 2012)
    for method in (gini, theil):
        found = method(year["gdp_per_capita_yuan"], groups=year["type"], weights=year["hukou_pop_10k"])
        assert 0 < found.between < found.total < 1


def test_chains_and_spread_over_years_are_found(cities: polars.DataFrame) -> None:
    years = cities.filter(polars.col("year").is_between(2005, 2016) & (polars.col("adcode") != 371200))
    given = by_years(years, value="gdp_per_capita_yuan", place="adcode", year="year")
    assert len(sigma_convergence(given).sd_log) == 12
    chain = spatial_markov(given, contiguous(given.places), pool="each-year")
    assert np.diag(chain.plain.probabilities).min() > 0.5


def test_designation_is_judged_with_its_three_batches(designated: polars.DataFrame) -> None:
    found = event_study(
        designated, outcome="gdp_growth_pct", place="city", year="year", treated_from="since", before=4, after=5
    )
    assert set(found.by_batch) == {2008, 2009, 2011}
    assert found.trend_p is not None
    assert found.mean_low < found.mean < found.mean_high


def test_one_designated_city_is_set_beside_its_mixture(designated: polars.DataFrame) -> None:
    never = designated.filter(polars.col("since").is_null())["city"].unique().to_list()
    found = synthetic_control(
        designated, outcome="gdp_per_capita_yuan", place="city", year="year", treated="辽源市", start=2008, donors=never
    )
    assert sum(found.weights.values()) == pytest.approx(1)
    assert 0 < found.p <= 1
