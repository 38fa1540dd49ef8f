"""What holds for the structure, spread and neighbourhood of any places, and for any panel of a policy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from luoshi.assess.effect import event_study, synthetic_control
from luoshi.assess.effect.synthetic import mixture
from luoshi.assess.space import gini, local_moran, markov, moran, nearest, theil
from luoshi.assess.structure import concentration, location_quotient, shift_share

COUNT = 8
VALUES = arrays(np.float64, COUNT, elements=st.integers(1, 50).map(float)).filter(lambda values: np.ptp(values) > 0)
TABLE = arrays(np.float64, (COUNT, 3), elements=st.integers(1, 50).map(float))
POINTS = np.random.default_rng(8).random((COUNT, 2))
GROUPS = np.array(list("东东东西西西中中"))


@given(values=VALUES, order=st.permutations(range(COUNT)))
def test_the_order_of_places_never_matters(values, order) -> None:
    order = list(order)
    assert gini(values[order], groups=GROUPS[order]).overlap == pytest.approx(gini(values, groups=GROUPS).overlap)
    assert theil(values[order], groups=GROUPS[order]).within == pytest.approx(theil(values, groups=GROUPS).within)
    here = moran(values, nearest(POINTS, k=3, plane=True), permutations=0).statistic
    assert moran(values[order], nearest(POINTS[order], k=3, plane=True), permutations=0).statistic == pytest.approx(
        here
    )


@given(values=VALUES, factor=st.sampled_from([1e-6, 0.37, 1e8]))
def test_the_unit_never_matters(values, factor) -> None:
    for method in (gini, theil):
        assert method(values * factor, groups=GROUPS).between == pytest.approx(method(values, groups=GROUPS).between)
    neighbours = nearest(POINTS, k=3, plane=True)
    here, there = (local_moran(block, neighbours, permutations=99) for block in (values, values * factor))
    assert there.statistic == pytest.approx(here.statistic)
    limits = [[value, value + 1] for value in values]
    assert (markov(np.multiply(limits, factor), classes=3).moves == markov(limits, classes=3).moves).all()


@given(table=TABLE, factor=st.sampled_from([1e-6, 0.37, 1e8]))
def test_shares_do_not_depend_on_the_unit(table, factor) -> None:
    assert location_quotient(table * factor).values == pytest.approx(location_quotient(table).values)
    assert concentration(table * factor)["entropy"] == pytest.approx(concentration(table)["entropy"])


@given(values=VALUES)
def test_parts_add_up_and_inequality_lies_between_none_and_all(values) -> None:
    found = gini(values, groups=GROUPS)
    differences = np.abs(values[:, None] - values).sum() / (2 * COUNT**2 * values.mean())
    assert found.within + found.between + found.overlap == pytest.approx(differences)
    assert 0 <= found.total < 1
    assert theil(values, groups=GROUPS).total == pytest.approx(theil(values).total)


@given(values=VALUES, giver=st.integers(0, COUNT - 1), taker=st.integers(0, COUNT - 1))
def test_giving_from_the_rich_to_the_poor_never_widens_the_gap(values, giver, taker) -> None:
    moved = values.copy()
    amount = max(values[giver] - values[taker], 0) / 2
    moved[giver] -= amount
    moved[taker] += amount
    assert gini(moved).total <= gini(values).total + 1e-12
    assert theil(moved).total <= theil(values).total + 1e-12


@given(first=TABLE, last=TABLE)
def test_growth_is_the_sum_of_its_three_effects(first, last) -> None:
    found = shift_share(first, last)
    assert found.national + found.industry + found.competitive == pytest.approx(found.growth, abs=1e-9)
    assert found.competitive.sum(axis=0) == pytest.approx(np.zeros(3), abs=1e-9)


@given(
    donors=arrays(np.float64, (5, 6), elements=st.integers(-20, 20).map(float)),
    weights=arrays(np.float64, 5, elements=st.floats(0, 1)),
)
def test_a_mixture_is_fitted_without_error(donors, weights) -> None:
    if weights.sum() < 0.01:
        return
    target = weights / weights.sum() @ donors
    assert mixture(target, donors) @ donors == pytest.approx(target, abs=1e-6)


PANEL = arrays(np.float64, (10, 6), elements=st.integers(0, 30).map(float))


@settings(max_examples=10, deadline=None)
@given(values=PANEL, order=st.permutations(range(60)), level=st.sampled_from([-50.0, 1000.0]))
def test_neither_order_nor_level_of_a_panel_matters(values, order, level) -> None:
    pytest.importorskip("pyfixest")
    order = list(order)
    table = {
        "城市": np.repeat([f"市{k}" for k in range(10)], 6), "年": np.tile(np.arange(2006, 2012), 10),
        "值": values.ravel(), "批": np.repeat([2008, 2008, 2009, 2009, 0, 0, 0, 0, 0, 0], 6),
    }  # fmt: skip
    shuffled = {name: column[order] for name, column in table.items()} | {"值": (table["值"] + level)[order]}
    columns = {"outcome": "值", "place": "城市", "year": "年", "treated_from": "批"}
    assert event_study(shuffled, **columns).estimate == pytest.approx(event_study(table, **columns).estimate, abs=1e-8)
    one = {"outcome": "值", "place": "城市", "year": "年", "treated": "市0", "start": 2010}
    here, there = synthetic_control(table, **one), synthetic_control(shuffled, **one)
    assert there.fit == pytest.approx(here.fit, abs=1e-6)
