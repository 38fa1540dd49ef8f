"""What holds for the methods one by one: gaps, constant columns, ties, settings, and agreement with independent ones."""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np
import pytest

from luoshi.assess import compose
from luoshi.assess.compose.aggregate import weighted_sum
from luoshi.assess.compose.ranks import average_ranks, ranks_of
from luoshi.assess.compose.steps import methods_of, on_arrays
from luoshi.model import LuoshiError

GAP = [[0.2, 0.4, 0.9], [0.6, np.nan, 0.3], [1.0, 0.0, 0.5]]
CONSTANT = {"place": ["甲", "乙", "丙"], "gdp": [1.0, 2.0, 4.0], "same": [7.0, 7.0, 7.0]}
AGGREGATES = sorted(methods_of("aggregate"))
DATA_DRIVEN = ["entropy", "critic", "variation", "pca"]


def aggregate(name: str, *arguments: Any, **settings: Any) -> Any:
    return methods_of("aggregate")[name].function(*arguments, **settings)


# ------------------------------------------------------------------ gaps


@pytest.mark.parametrize("name", AGGREGATES)
def test_a_place_with_a_gap_has_no_score_and_says_which_value_is_missing(name: str) -> None:
    found = aggregate(name, {"place": ["甲", "乙", "丙"], **dict(zip("abc", np.array(GAP).T, strict=True))})
    assert np.isnan(found.scores).tolist() == [False, True, False]
    assert found.ranks[1] == 0
    assert [(problem.code, problem.where) for problem in found.problems] == [("compose-no-score", "乙")]
    assert "b" in found.problems[0].zh


# No side of a coordination can stand for another.
@pytest.mark.parametrize("name", [name for name in AGGREGATES if name != "coordination"])
def test_weights_are_spread_over_what_is_there_and_it_is_said(name: str) -> None:
    found = aggregate(name, GAP, [0.5, 0.2, 0.3], missing="reweight")
    assert not np.isnan(found.scores).any()
    assert [problem.code for problem in found.problems] == ["compose-reweighted"]
    assert "20.0%" in found.problems[0].en


@pytest.mark.parametrize("name", AGGREGATES)
def test_too_little_weight_gives_no_score(name: str) -> None:
    found = aggregate(name, GAP, [0.2, 0.5, 0.3], missing="reweight", at_least=0.7)
    assert np.isnan(found.scores[1])


def test_a_mean_with_spread_weights_by_hand() -> None:
    """0.5 and 0.3 of 0.8: (0.5·0.6 + 0.3·0.3) / 0.8."""
    assert compose.arithmetic(GAP, [0.5, 0.2, 0.3], missing="reweight").scores[1] == pytest.approx(0.4875)


@pytest.mark.parametrize("name", sorted(methods_of("normalise")))
def test_a_missing_value_stays_missing_through_normalising(name: str) -> None:
    settings = {"optimum": 0.5} if name == "moderate" else {}
    found = methods_of("normalise")[name].function(GAP, **settings)
    assert np.argwhere(np.isnan(found.values)).tolist() == [[1, 1]]


# ------------------------------------------------------------------ constant columns


@pytest.mark.parametrize("name", ["min_max", "z_score", "rank", "distance", "vector"])
def test_a_constant_column_is_reported_and_not_divided_by(name: str) -> None:
    found = methods_of("normalise")[name].function(CONSTANT)
    assert found.indifferent.tolist() == [False, True]
    assert np.isfinite(found.values).all()
    assert [(problem.code, problem.where) for problem in found.problems] == [("compose-constant-indicator", "same")]


def test_fixed_ends_give_a_constant_column_a_value() -> None:
    found = compose.min_max(CONSTANT, lower={"same": 0}, upper={"same": 10})
    assert found.values[:, 1].tolist() == [0.7, 0.7, 0.7]
    assert found.problems == ()


@pytest.mark.parametrize("name", DATA_DRIVEN)
def test_a_constant_column_has_no_weight(name: str) -> None:
    table = {"a": [1.0, 2.0, 4.0, 3.0], "same": [7.0] * 4, "b": [3.0, 1.0, 2.0, 5.0]}
    found = methods_of("weight")[name].function(table)
    assert found.weights[1] == 0
    assert [problem.where for problem in found.problems] == ["same"]


@pytest.mark.parametrize("name", DATA_DRIVEN)
def test_where_nothing_differs_all_weigh_the_same_and_it_is_said(name: str) -> None:
    found = methods_of("weight")[name].function([[1.0, 2.0], [1.0, 2.0], [1.0, 2.0]])
    assert found.weights.tolist() == [0.5, 0.5]
    assert found.problems[-1].code == "compose-nothing-to-weigh"


# ------------------------------------------------------------------ zeros, negatives, ties


def test_a_zero_is_no_obstacle_for_entropy() -> None:
    """0·ln 0 = 0: the column 0, 1, 1 has the entropy ln 2 / ln 3."""
    found = compose.entropy([[0.0, 0.0], [1.0, 0.3], [1.0, 1.0]])
    assert found.workings["entropy"][0] == pytest.approx(np.log(2) / np.log(3))


@pytest.mark.parametrize("name", ["geometric", "harmonic"])
def test_a_zero_without_weight_does_no_harm(name: str) -> None:
    assert aggregate(name, [[0.5, 0.0]], [1, 0]).scores.tolist() == [0.5]
    assert aggregate(name, [[0.5, 0.0]], [1, 1]).scores.tolist() == [0]
    assert aggregate(name, [[0.5, 0.0]], [1, 1], floor=0.5).scores.round(9).tolist() == [0.5]


@pytest.mark.parametrize("name", ["geometric", "harmonic"])
def test_a_mean_of_negative_values_is_refused(name: str) -> None:
    with pytest.raises(LuoshiError, match="负值"):
        aggregate(name, [[0.5, -0.1]])


def test_the_same_score_by_another_way_of_adding_shares_a_rank() -> None:
    assert ranks_of(np.array([0.1 + 0.2, 0.3, 0.4])).tolist() == [2, 2, 1]
    assert average_ranks(np.array([[0.1 + 0.2], [0.3], [0.4]])).ravel().tolist() == [1.5, 1.5, 3]


def test_every_setting_in_force_stands_in_the_result() -> None:
    assert compose.topsis([[1, 2], [2, 1]]).settings | {} == {
        "better": "up", "normalise": "vector", "missing": "no-score", "at_least": 0.7, "distance": "Euclidean",
        "ideal": "best and worst of the table", "alike": "1e-10 of the largest", "ties": "share the better rank",
    }  # fmt: skip


def test_places_that_are_all_alike_are_in_the_middle() -> None:
    assert compose.topsis([[1, 2], [1, 2]]).scores.tolist() == [0.5, 0.5]
    assert compose.vikor([[1, 2], [1, 2]]).ranks.tolist() == [1, 1]


def test_critic_needs_places_without_a_gap() -> None:
    with pytest.raises(LuoshiError, match="critic"):
        compose.critic([[1, np.nan], [np.nan, 2], [3, 4]])


@pytest.mark.parametrize("judgements", [[[1, 2], [2, 1]], [[1, 2, 3]], [[1, -1], [-1, 1]]])
def test_judgements_that_are_not_reciprocal_are_refused(judgements: list[list[float]]) -> None:
    with pytest.raises(LuoshiError, match="判断矩阵"):
        compose.ahp(judgements)


def test_a_method_of_another_step_is_not_taken_for_one_of_this() -> None:
    with pytest.raises(LuoshiError, match="topsis"):
        on_arrays("normalise", "topsis")


# ------------------------------------------------------------------ many at once


@pytest.mark.parametrize("step", ["treat", "normalise", "weight", "aggregate"])
def test_many_tables_at_once_give_what_each_gives_alone(step: Any) -> None:
    tables = np.random.default_rng(5).lognormal(size=(4, 12, 5))
    if step == "aggregate":
        tables /= tables.max()  # what is put together is normalised
    weights = np.random.default_rng(6).dirichlet(np.ones(5), size=4)
    sense = importlib.import_module("luoshi.assess.compose.table").sense_of(["up", "down"] * 2 + ["up"], list("abcde"))
    for name in methods_of(step):
        function = on_arrays(step, name)
        if name == "ahp":
            continue  # looks at no table
        arguments: dict[str, Any] = {"normalise": (sense,), "aggregate": None}
        together = function(tables, *(weights,) if step == "aggregate" else arguments.get(step, ()))
        for number, table in enumerate(tables):
            alone = function(table, *(weights[number],) if step == "aggregate" else arguments.get(step, ()))
            first, second = (together[0][number], alone[0]) if step == "normalise" else (together[number], alone)
            assert np.allclose(first, second, rtol=1e-12, atol=1e-14), name


@pytest.mark.parametrize("name", AGGREGATES)
def test_one_table_with_many_weights_gives_what_each_gives_alone(name: str) -> None:
    table, weights = np.random.default_rng(5).random((9, 4)), np.random.default_rng(6).dirichlet(np.ones(4), size=6)
    function = on_arrays("aggregate", name)
    together = function(table, weights)
    assert together.shape == (6, 9)
    assert all(np.allclose(together[number], function(table, one)) for number, one in enumerate(weights))


def test_a_weighted_sum_takes_leading_axes_of_either_side() -> None:
    assert weighted_sum(np.ones((2, 3, 4)), np.ones(4)).shape == (2, 3)
    assert weighted_sum(np.ones((2, 3, 4)), np.ones((2, 4))).shape == (2, 3)
    assert weighted_sum(np.ones((3, 4)), np.ones((2, 4))).shape == (2, 3)


# ------------------------------------------------------------------ independent implementations

TABLE = np.random.default_rng(3).lognormal(size=(40, 9))
TYPES = np.array([1, -1, 1, 1, -1, 1, 1, -1, 1])
BETTER = ["up" if one > 0 else "down" for one in TYPES]
SHARES = np.random.default_rng(4).dirichlet(np.ones(9))


def test_pymcdm_says_the_same() -> None:
    methods = pytest.importorskip("pymcdm.methods", reason="pymcdm is not installed")
    weights, norms = importlib.import_module("pymcdm.weights"), importlib.import_module("pymcdm.normalizations")
    scaled = compose.min_max(TABLE, BETTER).values
    pairs = [
        (compose.topsis(TABLE, SHARES, better=BETTER).scores, methods.TOPSIS(norms.vector_normalization)),
        (compose.topsis(TABLE, SHARES, better=BETTER, normalise="min_max").scores, methods.TOPSIS(norms.minmax_normalization)),
        (compose.vikor(TABLE, SHARES, better=BETTER).workings["Q"], methods.VIKOR()),
    ]  # fmt: skip
    for found, other in pairs:
        assert np.abs(found - other(TABLE, SHARES, TYPES)).max() < 1e-9
    assert np.abs(compose.entropy(TABLE, normalise="none").weights - weights.entropy_weights(TABLE)).max() < 1e-9
    assert np.abs(compose.critic(TABLE, BETTER).weights - weights.critic_weights(scaled)).max() < 1e-9


def test_scikit_criteria_says_the_same() -> None:
    skcriteria = pytest.importorskip("skcriteria", reason="scikit-criteria is not installed")
    similarity = importlib.import_module("skcriteria.agg.similarity")
    weighters = importlib.import_module("skcriteria.preprocessing.weighters")
    scalers = importlib.import_module("skcriteria.preprocessing.scalers")
    matrix = skcriteria.mkdm(TABLE, TYPES, weights=SHARES)
    scaled = scalers.VectorScaler(target="matrix").transform(matrix)
    found = similarity.TOPSIS().evaluate(scaled).e_.similarity
    assert np.abs(compose.topsis(TABLE, SHARES, better=BETTER).scores - found).max() < 1e-9
    entropy = weighters.EntropyWeighter().transform(matrix).weights.to_numpy()
    assert np.abs(compose.entropy(TABLE, normalise="none").weights - entropy).max() < 1e-9
