"""Sobol indices against known functions and against the library's own analysis; indicators left out."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pytest

from luoshi.assess import compose
from luoshi.assess.compose import Alternatives, plain_scheme, sensitivity, without_each
from luoshi.model import LuoshiError
from luoshi.model.scheme import Choice

MODULE = sys.modules[compose.sensitivity.__module__]
NAMES = ["a", "b", "c", "d"]
TABLE: dict[str, Any] = {
    "place": [f"p{row}" for row in range(20)],
    **dict(zip(NAMES, np.random.default_rng(2).lognormal(size=(20, 4)).T, strict=True)),
}
SALib = pytest.importorskip("SALib.analyze.sobol", reason="SALib is not installed")


def test_the_indices_are_those_of_the_librarys_own_analysis() -> None:
    chosen = Alternatives(
        normalise=(Choice("min_max"), Choice("rank")), aggregate=(Choice("arithmetic"), Choice("geometric")),
        weight_noise=0.5, leave_out=True,
    )  # fmt: skip
    found = sensitivity(plain_scheme(NAMES), TABLE, chosen, seed=3, base=256)
    problem = {"num_vars": 4, "names": list(found.factors), "bounds": [[0, 1]] * 4}
    expected = SALib.analyze(problem, found.shift, calc_second_order=False, seed=1)
    assert found.factors == ("normalise", "aggregate", "weight_noise", "leave_out")
    assert np.allclose(found.first, expected["S1"], atol=1e-12)
    assert np.allclose(found.total, expected["ST"], atol=1e-12)
    assert np.allclose(found.total_error, expected["ST_conf"], rtol=0.4)


def test_the_estimator_finds_the_indices_of_a_sum() -> None:
    """y = 2a + b of two even variables: 4/5 and 1/5, nothing together."""
    problem = {"num_vars": 2, "names": ["a", "b"], "bounds": [[0, 1]] * 2}
    points = MODULE._library("sample").sample(problem, 2048, calc_second_order=False, seed=1)
    first, total = MODULE._indices((2 * points[:, 0] + points[:, 1])[:, None], 2)
    assert first.ravel() == pytest.approx([0.8, 0.2], abs=0.01)
    assert total.ravel() == pytest.approx([0.8, 0.2], abs=0.01)


def test_a_choice_without_effect_has_the_index_zero() -> None:
    """Imputing where nothing is missing."""
    chosen = Alternatives(impute=(None, Choice("column_mean")), weight_noise=0.5)
    found = sensitivity(plain_scheme(NAMES), TABLE, chosen, seed=1, base=128)
    assert found.total[0] == 0
    assert found.total[1] == pytest.approx(1, abs=0.1)
    assert found.to_frame()["factor"].to_list() == ["impute", "weight_noise"]


def test_places_that_never_move_have_indices_of_zero() -> None:
    table = {"place": ["best", "worst"], "a": [2, 1], "b": [2, 1]}
    found = sensitivity(plain_scheme(["a", "b"]), table, Alternatives(weight_noise=0.5), seed=1, base=32)
    assert found.place_total.tolist() == [[0, 0]]
    assert found.first.tolist() == [0]


def test_errors_of_the_data_are_one_choice_among_others() -> None:
    found = sensitivity(plain_scheme(NAMES), TABLE, Alternatives(data_error=0.2, weight_noise=0.2), seed=1, base=128)
    assert found.factors == ("weight_noise", "data_error")
    assert (found.total > 0).all()
    assert found.runs == 128 * 4


def test_nothing_that_varies_is_refused() -> None:
    with pytest.raises(LuoshiError, match="敏感性"):
        sensitivity(plain_scheme(NAMES), TABLE, Alternatives(), seed=1)


# ------------------------------------------------------------------ left out


def test_an_indicator_left_out_is_as_if_it_had_not_been_there() -> None:
    found = without_each(plain_scheme(NAMES, weight="critic"), TABLE)
    for number, name in enumerate(NAMES):
        others = [other for other in NAMES if other != name]
        expected = compose.evaluation(plain_scheme(others, weight="critic"), TABLE)
        assert (found.ranks[number] == expected.ranks).all()
    assert found.shift[0] == pytest.approx(np.abs(found.ranks[0] - found.evaluation.ranks).mean())
    assert (
        found.to_frame()["largest_shift"].to_list() == np.abs(found.ranks - found.evaluation.ranks).max(axis=1).tolist()
    )
