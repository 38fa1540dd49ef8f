"""Difference in differences: by hand, against statsmodels, and where its bias is known."""

from __future__ import annotations

import numpy as np
import pytest

from luoshi.assess.effect import difference_in_differences

pytest.importorskip("pyfixest")
COLUMNS = {"outcome": "值", "place": "城市", "year": "年", "treated_from": "批"}


def table(values: dict[str, list[float]], starts: dict[str, int | None], first: int) -> dict[str, list[object]]:
    rows = [
        (place, first + k, value, starts.get(place))
        for place, series in values.items()
        for k, value in enumerate(series)
    ]
    return dict(zip(("城市", "年", "值", "批"), map(list, zip(*rows, strict=True)), strict=True))


def test_two_places_two_years_is_a_difference_of_differences() -> None:
    """Angrist & Pischke (2009), ch. 5.2, by hand: (8 − 2) − (5 − 3) = 4, and (7 − 3) − (5 − 3) = 2; the mean is 3."""
    values = {"甲": [2.0, 8.0], "乙": [3.0, 7.0], "丙": [3.0, 5.0], "丁": [4.0, 6.0]}
    found = difference_in_differences(table(values, {"甲": 2008, "乙": 2008}, 2007), **COLUMNS)
    assert found.estimate == pytest.approx(3.0)
    assert (found.treated, found.compared, found.rows) == (2, 2, 8)
    assert found.placebo_p is None


@pytest.mark.parametrize("gaps", [0, 25])
def test_the_estimate_is_that_of_a_regression_on_dummies(gaps: int) -> None:
    """Equal to statsmodels' least squares with a dummy for each place and year; errors but for the count of dummies."""
    api = pytest.importorskip("statsmodels.api")
    random = np.random.default_rng(4)
    places, years = np.repeat(np.arange(24), 10), np.tile(np.arange(2004, 2014), 24)
    starts = np.select([places < 5, places < 9], [2008, 2011], 0)
    control = random.normal(size=240)
    values = (
        random.normal(size=24)[places]
        + 0.3 * control
        + 2.0 * ((years >= starts) & (starts > 0))
        + random.normal(size=240)
    )
    kept = np.sort(random.permutation(240)[: 240 - gaps])
    data = {"城市": places[kept], "年": years[kept], "值": values[kept], "批": starts[kept], "控": control[kept]}
    found = difference_in_differences(data, controls=["控"], **COLUMNS)
    under = ((years >= starts) & (starts > 0))[kept].astype(float)
    dummies = [(places[kept] == k) for k in range(24)] + [(years[kept] == k) for k in range(2005, 2014)]
    columns = np.column_stack([under, control[kept], *dummies]).astype(float)
    theirs = api.OLS(values[kept], columns).fit(cov_type="cluster", cov_kwds={"groups": places[kept]})
    assert found.estimate == pytest.approx(theirs.params[0], abs=1e-9)
    # Dummies of places are nested in the clusters, and are not counted as estimated (Cameron & Miller 2015).
    rows, all_columns = len(kept), columns.shape[1]
    counted = all_columns - 24 + 1
    assert found.error == pytest.approx(theirs.bse[0] * ((rows - all_columns) / (rows - counted)) ** 0.5, rel=1e-6)


def test_batches_with_growing_effects_are_warned_of() -> None:
    """Goodman-Bacon (2021): without noise, effects that grow by 1 a year average 3 here and the one number says less."""
    values = {f"早{k}": [0, 0, 1, 2, 3, 4, 5, 6] for k in range(3)} | {
        f"晚{k}": [0, 0, 0, 0, 0, 0, 1, 2] for k in range(3)
    }
    starts = {name: 2002 if name.startswith("早") else 2006 for name in values}
    found = difference_in_differences(table(values, starts, 2000), **COLUMNS)
    true_mean = (3 * sum(range(1, 7)) + 3 * (1 + 2)) / (3 * 8)
    assert found.estimate < true_mean - 0.5
    assert "effect-staggered" in [problem.code for problem in found.problems]
