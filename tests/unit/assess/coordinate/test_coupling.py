"""Coupling, levels, lag, obstacles and warning by their test vectors and their laws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.assess.coordinate import (
    city_warning,
    corrected,
    differences,
    indicator_warning,
    lag,
    liao,
    obstacles,
    standard,
)
from luoshi.model.finding import Missing
from luoshi.model.problem import LuoshiError, Mismatch

# Sides; T; C, D standard; C, D corrected; C, D of Liao with k = 2 where there are two sides. Equal weights.
VECTORS = (
    ((0.6, 0.4), 0.5, 0.9798, 0.6999, 0.7303, 0.6043, 0.9216, 0.6788),
    ((0.6, 0.6), 0.6, 1.0, 0.7746, 1.0, 0.7746, 1.0, 0.7746),
    ((0.9, 0.1), 0.5, 0.6, 0.5477, 0.1491, 0.2730, 0.1296, 0.2546),
    ((0.6, 0.5, 0.4), 0.5, 0.9865, 0.7023, 0.8037, 0.6339, None, None),
    ((0.8, 0.3, 0.5), 0.5333, 0.9248, 0.7023, 0.5681, 0.5504, None, None),
    ((0.85, 0.75), 0.8, 0.9980, 0.8936, 0.8911, 0.8443, 0.9922, 0.8909),
)
SIDES = st.lists(st.floats(0, 1), min_size=2, max_size=5)


@pytest.mark.parametrize("row", VECTORS, ids=str)
def test_the_forms_give_the_printed_digits(row: tuple) -> None:
    sides, index, c, d, c_corrected, d_corrected, c_liao, d_liao = row
    found, mended = standard(sides), corrected(sides)
    assert [round(x, 4) for x in (found.index, found.coupling, found.degree)] == [index, c, d]
    assert [round(x, 4) for x in (mended.coupling, mended.degree)] == [c_corrected, d_corrected]
    if c_liao is not None:
        by_liao = liao(sides)
        assert [round(x, 4) for x in (by_liao.coupling, by_liao.degree)] == [c_liao, d_liao]


@given(SIDES)
def test_coupling_is_within_0_and_1_in_every_form(sides: list[float]) -> None:
    for found in (standard(sides), corrected(sides), liao(sides[:2])):
        assert 0 <= found.coupling <= 1
        assert 0 <= found.degree <= 1


@given(st.floats(0.001, 1), st.integers(2, 5))
def test_equal_sides_are_wholly_coupled(side: float, count: int) -> None:
    assert standard([side] * count).coupling == pytest.approx(1)
    assert corrected([side] * count).coupling == pytest.approx(1)


@given(SIDES, st.randoms())
def test_the_order_of_the_sides_does_not_matter(sides: list[float], random) -> None:
    mixed = random.sample(sides, len(sides))
    assert corrected(mixed).degree == pytest.approx(corrected(sides).degree, abs=1e-12)
    assert standard(mixed).degree == pytest.approx(standard(sides).degree, abs=1e-12)


@given(SIDES, st.integers(0, 4))
def test_a_side_of_nothing_uncouples_all(sides: list[float], number: int) -> None:
    sides[number % len(sides)] = 0.0
    assert corrected(sides).coupling == 0
    assert standard(sides).coupling == 0


def test_weights_change_the_index_and_not_the_coupling() -> None:
    equal, weighted = corrected([0.6, 0.4]), corrected([0.6, 0.4], [0.75, 0.25])
    assert weighted.coupling == equal.coupling
    assert weighted.index == pytest.approx(0.55)


@pytest.mark.parametrize("sides", [[0.5], [0.5, 1.2], [0.5, -0.1], [0.5, float("nan")]])
def test_what_is_no_index_is_refused(sides: list[float]) -> None:
    with pytest.raises(LuoshiError):
        corrected(sides)


@pytest.mark.parametrize("weights", [[1.0], [0.5, 0.6], [1.5, -0.5]])
def test_weights_that_do_not_fit_are_refused(weights: list[float]) -> None:
    with pytest.raises(LuoshiError):
        corrected([0.5, 0.5], weights)


@pytest.mark.parametrize("k", [1.9, 5.1])
def test_liao_takes_a_k_from_2_to_5(k: float) -> None:
    with pytest.raises(LuoshiError):
        liao([0.5, 0.6], k=k)


def test_results_of_other_forms_or_parameters_are_not_compared() -> None:
    with pytest.raises(Mismatch, match="修正式"):
        differences(corrected([0.5, 0.6]), liao([0.5, 0.6]))
    with pytest.raises(Mismatch, match="k"):
        differences(liao([0.5, 0.6]), liao([0.5, 0.6], k=3))


def test_a_difference_of_exactly_the_allowance_keeps_pace() -> None:
    assert lag([0.3, 0.4], ["a", "b"]) is None
    assert lag([0.3, 0.4001], ["a", "b"]) == "a"


# ------------------------------------------------------------------ obstacles


def test_obstacles_give_the_printed_digits_and_add_up() -> None:
    found = obstacles({"a": 0.8, "b": 0.5, "c": 0.1}, {"a": 0.5, "b": 0.3, "c": 0.2})
    assert {one.factor: round(one.degree, 2) for one in found} == {"a": 23.26, "b": 34.88, "c": 41.86}


@given(st.dictionaries(st.text(min_size=1), st.tuples(st.floats(0, 0.99), st.floats(0.01, 1)), min_size=1))
def test_obstacles_add_up_to_100(factors: dict[str, tuple[float, float]]) -> None:
    found = obstacles({k: v for k, (v, _) in factors.items()}, {k: w for k, (_, w) in factors.items()})
    assert sum(one.degree for one in found) == pytest.approx(100)


def test_a_place_at_its_best_has_no_obstacle() -> None:
    assert obstacles({"a": 1.0}, {"a": 1.0}) == ()


def test_a_factor_without_a_weight_is_named() -> None:
    with pytest.raises(LuoshiError, match="“b”"):
        obstacles({"a": 1.0, "b": 0.5}, {"a": 1.0})


# ------------------------------------------------------------------ warning


@pytest.mark.parametrize(
    ("degrees", "warning"),
    [
        ((0.60, 0.60, 0.60), "green"),
        ((0.615, 0.61, 0.605), "green"),  # falls by less than 0.01 a year
        ((0.64, 0.62, 0.60), "blue"),
        ((0.50, 0.50, 0.5999), "blue"),
        ((0.62, 0.61, 0.5999), "yellow"),
        ((0.40, 0.40, 0.40), "yellow"),
        ((0.50, 0.45, 0.40), "orange"),
        ((0.30, 0.35, 0.3999), "orange"),
        ((0.45, 0.42, 0.39), "red"),
    ],
)
def test_warning_follows_level_and_trend(degrees: tuple[float, ...], warning: str) -> None:
    found = city_warning(degrees)
    assert not isinstance(found, Missing)
    assert found.warning == warning


def test_a_trigger_never_lowers_a_warning() -> None:
    found = city_warning([0.45, 0.42, 0.39], ["累计采出比 72%"])
    assert not isinstance(found, Missing)
    assert (found.warning, found.forced) == ("red", False)


def test_two_years_show_no_trend() -> None:
    found = city_warning([0.5, 0.6])
    assert isinstance(found, Missing)
    assert found.code == "warning-too-few-years"


@given(st.lists(st.floats(0, 1), min_size=3, max_size=3), st.floats(0, 0.2))
def test_a_better_last_year_never_worsens_the_warning(degrees: list[float], more: float) -> None:
    order = ["green", "blue", "yellow", "orange", "red"]
    before, after = city_warning(degrees), city_warning([*degrees[:2], min(1.0, degrees[2] + more)])
    assert not isinstance(before, Missing)
    assert not isinstance(after, Missing)
    assert order.index(after.warning) <= order.index(before.warning)


@pytest.mark.parametrize(
    ("value", "better", "warning"),
    [(90, "up", "green"), (81, "up", "blue"), (80.9, "up", "yellow"), (72, "up", "yellow"), (63, "up", "orange"),
     (62, "up", "red"), (99, "down", "blue"), (99.1, "down", "yellow")],
)  # fmt: skip
def test_an_indicator_warns_by_its_distance_from_the_limit(value: float, better: str, warning: str) -> None:
    assert indicator_warning(value, 90, better=better) == warning
