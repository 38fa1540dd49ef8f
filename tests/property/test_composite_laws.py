"""What holds for every composite index: direction, units, order of places, weights, and steps that agree."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from luoshi.assess.compose import evaluation, plain_scheme, uncertainty
from luoshi.assess.compose.normalise.min_max import on_arrays as min_max
from luoshi.assess.compose.ranks import average_ranks, ranks_of
from luoshi.assess.compose.steps import methods_of, on_arrays
from luoshi.assess.compose.table import sense_of

NAMES = ["a", "b", "c"]
# Whole numbers, so that no law hangs on the last digit.
TABLES = arrays.arrays(float, st.tuples(st.integers(3, 9), st.just(3)), elements=st.integers(-50, 50).map(float))
WEIGHTS = st.lists(st.integers(0, 10), min_size=3, max_size=3).filter(sum)
DIRECTIONS = st.lists(st.sampled_from(["up", "down", (-5.0, 5.0)]), min_size=3, max_size=3)
MEANS = st.sampled_from(["arithmetic", "geometric", "harmonic"])
SCORED = st.sampled_from(["arithmetic", "geometric", "harmonic", "topsis", "vikor", "grey_relation", "rank_sum"])
BEFORE = st.sampled_from(["min_max", "rank", "vector"])


def score(values: np.ndarray, **choices: Any) -> np.ndarray:
    better = choices.pop("better", "up")
    return evaluation(plain_scheme(NAMES, better, **choices), values).score


@given(TABLES, WEIGHTS, DIRECTIONS, MEANS, st.data())
def test_a_worse_value_never_improves_a_score(
    values: np.ndarray, weights: list[int], better: list[Any], aggregate: str, data: st.DataObject
) -> None:
    """With weights that are given; weights drawn from the data can change with the value."""
    row = data.draw(st.integers(0, len(values) - 1))
    column = data.draw(st.integers(0, 2))
    step = data.draw(st.integers(1, 40))
    worse = values.copy()
    if better[column] == "up":
        worse[row, column] -= step
    elif better[column] == "down":
        worse[row, column] += step
    else:
        worse[row, column] += step if values[row, column] >= 0 else -step
    # A fixed range of each indicator, or a column that becomes constant would change which indicators count.
    before, after = (
        on_arrays("aggregate", aggregate)(min_max(one, sense_of(better, NAMES))[0], np.array(weights) / sum(weights))
        for one in (values, worse)
    )
    constant = [len(np.unique(one[:, column])) == 1 for one in (values, worse)]
    if not any(constant):
        assert after[row] <= before[row] + 1e-12


@given(TABLES, WEIGHTS, DIRECTIONS, SCORED, st.lists(st.integers(1, 9), min_size=3, max_size=3), st.integers(-9, 9))
def test_another_unit_changes_no_rank_under_min_max(
    values: np.ndarray, weights: list[int], better: list[Any], aggregate: str, scale: list[int], shift: int
) -> None:
    moved = values * scale + shift
    turned = [
        (one[0] * k + shift, one[1] * k + shift) if isinstance(one, tuple) else one
        for one, k in zip(better, scale, strict=True)
    ]
    choices = {"weights": [float(one) for one in weights], "aggregate": aggregate}
    first = evaluation(plain_scheme(NAMES, better, **choices), values)
    second = evaluation(plain_scheme(NAMES, turned, **choices), moved)
    assert (first.ranks == second.ranks).all()


@given(TABLES, DIRECTIONS, BEFORE, st.sampled_from(["equal", "entropy", "critic", "variation"]), SCORED, st.randoms())
def test_the_order_of_places_never_matters(
    values: np.ndarray, better: list[Any], normalise: str, weight: str, aggregate: str, random: Any
) -> None:
    if aggregate in ("geometric", "harmonic") and normalise == "vector":
        values = np.abs(values)  # a mean of these kinds takes no negative shares
        better = ["up"] * 3
    order = random.sample(range(len(values)), len(values))
    choices = {"better": better, "normalise": normalise, "weight": weight, "aggregate": aggregate}
    assert np.allclose(score(values[order], **choices), score(values, **choices)[order], atol=1e-9)


@given(TABLES, st.sampled_from(["equal", "entropy", "critic", "variation", "pca"]))
def test_weights_are_never_negative_and_sum_to_one(values: np.ndarray, name: str) -> None:
    better = {"better": "up", "normalise": "min_max"} if name in ("entropy", "critic", "variation") else {}
    found = methods_of("weight")[name].function(values, **better)
    assert found.weights.sum() == pytest.approx(1)
    assert (found.weights >= 0).all()


@given(TABLES, st.sampled_from(["min_max", "z_score", "rank", "vector"]))
def test_a_constant_column_is_reported_and_never_divided_by(values: np.ndarray, name: str) -> None:
    values[:, 1] = values[0, 1]
    with np.errstate(all="raise"):
        found = methods_of("normalise")[name].function(values)
    assert found.indifferent[1]
    assert "x2" in [problem.where for problem in found.problems]
    assert np.isfinite(found.values).all()


@given(TABLES, SCORED)
def test_scores_lie_between_the_ends_of_what_is_put_together(values: np.ndarray, aggregate: str) -> None:
    found = score(values, aggregate=aggregate)
    assert (found >= -1e-12).all()
    assert (found <= 1 + 1e-12).all()


@given(TABLES)
def test_the_means_are_in_their_order(values: np.ndarray) -> None:
    harmonic, geometric, arithmetic = (
        score(values, aggregate=name) for name in ("harmonic", "geometric", "arithmetic")
    )
    assert (harmonic <= geometric + 1e-9).all()
    assert (geometric <= arithmetic + 1e-9).all()


@given(st.lists(st.integers(-20, 20), min_size=1, max_size=12))
def test_ranks_are_one_more_than_the_number_of_those_that_are_better(values: list[int]) -> None:
    numbers = np.array(values, dtype=float)
    assert ranks_of(numbers).tolist() == [1 + sum(other > one for other in values) for one in values]
    above = average_ranks(numbers[:, None]).ravel()
    assert above.tolist() == [
        sum(other < one for other in values) + (1 + sum(other == one for other in values)) / 2 for one in values
    ]


@settings(max_examples=20, deadline=None)
@given(TABLES, st.integers(0, 100))
def test_each_replication_is_a_whole_evaluation(values: np.ndarray, seed: int) -> None:
    found = uncertainty(plain_scheme(NAMES), values, seed=seed, replications=12)
    for replication in range(12):
        assert np.allclose(found.scores[replication], found.replay(replication).score, atol=1e-6)
