"""The smallest change that moves a place one class up: enough, no more than enough, and found by hand where it can be."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from luoshi.assess.compose import evaluation, improvement, plain_scheme
from luoshi.model import LuoshiError
from luoshi.model.scheme import Band, Parameter

BANDS = (Band("low", "低", high=0.5), Band("middle", "中", low=0.5, high=0.8), Band("high", "高", low=0.8))
TABLE: dict[str, Any] = {
    "place": ["甲", "乙", "丙", "丁"],
    "gdp": [0.0, 4.0, 10.0, 5.0],
    "jobless": [8.0, 6.0, 4.0, 5.0],
    "service": [0.0, 40.0, 100.0, 50.0],
}
BETTER = {"jobless": "down"}
SCHEME = plain_scheme(["gdp", "jobless", "service"], BETTER, weights=[0.5, 0.3, 0.2], bands=BANDS)


def test_the_smallest_changes_by_hand() -> None:
    """乙 scores 0.5·0.4 + 0.3·0.5 + 0.2·0.4 = 0.43 and lacks 0.07.

    Alone: gdp 0.14 of its range, jobless 0.07/0.3, service 0.35. Together: in proportion to the weights, 0.07/0.38 of them.
    """
    found = improvement(SCHEME, TABLE, "乙")
    assert (found.score, found.needed) == (pytest.approx(0.43), 0.5)
    assert [band.title for band in (found.band, found.next_band) if band] == ["低", "中"]
    assert found.alone == pytest.approx([4 + 1.4, 6 - 4 * 0.07 / 0.3, 40 + 35])
    assert found.shares == pytest.approx(np.array([0.5, 0.3, 0.2]) * 0.07 / 0.38)
    assert found.together == pytest.approx(
        [4 + 10 * found.shares[0], 6 - 4 * found.shares[1], 40 + 100 * found.shares[2]]
    )
    assert found.reached == pytest.approx(0.5)
    assert found.confirmed == pytest.approx(0.5)


@pytest.mark.parametrize("aggregate", ["arithmetic", "geometric", "topsis", "grey_relation"])
def test_what_is_found_is_enough_and_a_little_less_is_not(aggregate: str) -> None:
    scheme = replace(SCHEME, aggregate=replace(SCHEME.aggregate, method=aggregate))
    found = improvement(scheme, TABLE, "乙", score=0.6)

    def again(values: np.ndarray) -> float:
        table = {name: list(column) for name, column in TABLE.items()}
        for name, value in zip(found.indicators, values, strict=True):
            table[name][1] = value
        return float(evaluation(scheme, table).score[1])

    assert again(found.together) == pytest.approx(0.6, abs=1e-6)
    assert again(found.values + 0.98 * (found.together - found.values)) < 0.6
    for column in np.flatnonzero(~np.isnan(found.alone)):
        one = found.values.copy()
        one[column] = found.alone[column]
        assert again(one) >= 0.6 - 1e-9
        one[column] -= 0.02 * (one[column] - found.values[column])
        assert again(one) < 0.6


def test_no_single_change_is_smaller_than_the_combination() -> None:
    found = improvement(SCHEME, TABLE, "乙")
    alone = np.abs(found.alone - found.values) / [10, 4, 100]
    assert np.sqrt((found.shares**2).sum()) <= np.nanmin(alone) + 1e-9


def test_an_indicator_that_is_not_enough_alone_says_nothing() -> None:
    found = improvement(SCHEME, TABLE, "乙", score=0.8)
    assert np.isnan(found.alone).tolist() == [True, True, True]
    assert found.problems == ()


def test_what_not_even_the_best_reaches_is_said() -> None:
    found = improvement(SCHEME, TABLE, "乙", score=1.5)
    assert [problem.code for problem in found.problems] == ["compose-out-of-reach"]
    assert found.reached == pytest.approx(1)


def test_the_highest_class_has_nothing_above_it() -> None:
    found = improvement(SCHEME, TABLE, "丙")
    assert [problem.code for problem in found.problems] == ["compose-highest-class"]
    assert (found.together == found.values).all()


def test_a_missing_value_does_not_move() -> None:
    table = TABLE | {"gdp": [0.0, None, 10.0, 5.0]}
    found = improvement(replace(SCHEME, missing="reweight", at_least=0.3), table, "乙", score=0.6)
    assert np.isnan(found.together[0])
    assert np.isnan(found.alone[0])
    assert found.reached == pytest.approx(0.6)


def test_a_fixed_end_is_how_far_an_indicator_can_go() -> None:
    gdp = replace(SCHEME.root.items[0], lower=Parameter(0), upper=Parameter(20))
    scheme = replace(SCHEME, root=replace(SCHEME.root, items=(gdp, *SCHEME.root.items[1:])))
    found = improvement(scheme, TABLE, "丙", score=0.9)
    assert found.score == pytest.approx(0.75)
    assert found.alone[0] == pytest.approx(16)


def test_an_indicator_with_a_best_range_moves_to_its_nearer_end() -> None:
    scheme = plain_scheme(["growth", "gdp"], {"growth": (6, 8)})
    table = {"place": ["甲", "乙", "丙"], "growth": [12.0, 7.0, 2.0], "gdp": [1.0, 2.0, 3.0]}
    found = improvement(scheme, table, "甲", score=0.4)
    assert found.alone[0] == pytest.approx(8.8)


def test_without_classes_or_a_score_or_a_place_it_is_refused() -> None:
    for attempt in (
        lambda: improvement(replace(SCHEME, bands=()), TABLE, "乙"),
        lambda: improvement(SCHEME, TABLE, "戊"),
        lambda: improvement(SCHEME, TABLE | {"gdp": [0.0, None, 10.0, 5.0]}, "乙"),
    ):
        with pytest.raises(LuoshiError):
            attempt()
