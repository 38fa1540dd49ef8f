"""Whatever an analyst hands over, a method answers or says in both languages what is wrong; never anything else."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl
import pytest

from luoshi.assess import compose, effect, efficiency, space, structure
from luoshi.model.problem import LuoshiError

NAN = float("nan")
WRONG: dict[str, Any] = {
    "gap": [[1, NAN], [3, 4], [5, 6]], "gaps alone": [[NAN, NAN], [NAN, NAN]], "constant column": [[1, 2], [1, 3], [1, 4]],
    "negative": [[-1, 2], [3, -4], [2, 2]], "zeros": [[0, 0], [0, 0]], "one row": [[1, 2]], "nothing": [],
    "no rows": np.empty((0, 2)), "words": [["a", "b"], ["c", "d"]], "one column": [1, 2, 3], "a block": np.ones((2, 2, 2)),
    "infinite": [[1, np.inf], [2, 3], [4, 5]], "columns alike": [[1, 2], [2, 4], [3, 6], [4, 8]], "an object": object(),
    "a frame": pl.DataFrame({"place": ["a", "b", "c"], "x": [1, None, 3], "y": [3, 1, 2]}), "None": None,
}  # fmt: skip
OF_A_TABLE: dict[str, Callable[..., object]] = {
    name: getattr(compose, name)
    for name in (
        "min_max", "rank", "z_score", "vector", "distance", "entropy", "critic", "pca", "variation", "equal", "ahp",
        "arithmetic", "geometric", "harmonic", "topsis", "vikor", "grey_relation", "rank_sum", "winsorise", "box_cox",
        "log", "column_mean", "column_median", "interpolation",
    )
} | {
    name: getattr(structure, name)
    for name in ("location_quotient", "concentration", "regional_theil", "structural_similarity", "rank_industries")
} | {name: getattr(space, name) for name in ("gini", "theil", "sigma_convergence", "markov")}  # fmt: skip


def answers(method: Callable[..., object], *given: object, **more: object) -> None:
    """It gives a result, or an error of ours whose words are in both languages; a warning of numpy is no answer."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", DeprecationWarning)
        warnings.simplefilter("ignore", RuntimeWarning)
        try:
            method(*given, **more)
        except LuoshiError as error:
            problem = error.problem
            assert problem.zh
            assert problem.en
            assert problem.hint_zh


@pytest.mark.parametrize("table", WRONG.values(), ids=WRONG.keys())
@pytest.mark.parametrize("method", OF_A_TABLE.values(), ids=OF_A_TABLE.keys())
def test_a_method_of_a_table_answers(method: Callable[..., object], table: object) -> None:
    answers(method, table)


@pytest.mark.parametrize("table", WRONG.values(), ids=WRONG.keys())
@pytest.mark.parametrize("name", ["ccr", "bcc", "sbm", "super_sbm"])
def test_a_method_of_efficiency_answers(name: str, table: object) -> None:
    method = getattr(efficiency, name)
    answers(method, table, [1, 2, 3])
    answers(method, [1, 2, 3], table)


@pytest.mark.parametrize("table", WRONG.values(), ids=WRONG.keys())
def test_a_method_of_two_tables_answers(table: object) -> None:
    for method in (structure.shift_share, structure.structural_change):
        answers(method, table, table)
    ring = np.ones((4, 4)) - np.eye(4)
    answers(space.moran, table, ring, permutations=19)
    answers(space.moran, [1, 2, 3, 4], table, permutations=19)
    answers(space.local_moran, table, ring, permutations=19)
    answers(space.beta_convergence, table, table, years=3)


@pytest.mark.parametrize("table", WRONG.values(), ids=WRONG.keys())
def test_a_method_of_panels_answers(table: object) -> None:
    named = {"outcome": "y", "place": "place", "year": "year"}
    answers(effect.difference_in_differences, table, **named, treated_from="t")
    answers(effect.event_study, table, **named, treated_from="t")
    answers(effect.synthetic_control, table, **named, treated="a", start=3)


@pytest.mark.parametrize("table", WRONG.values(), ids=WRONG.keys())
def test_an_evaluation_and_its_replications_answer(table: object) -> None:
    scheme = compose.plain_scheme(["x1", "x2"])
    answers(compose.evaluation, scheme, table)
    answers(compose.uncertainty, scheme, table, seed=1, replications=20)


def test_a_matrix_of_judgements_may_be_a_frame_with_the_names_of_its_items() -> None:
    judgements = pl.DataFrame({"项目": ["产业", "民生"], "产业": [1.0, 1 / 3], "民生": [3.0, 1.0]})
    found = compose.ahp(judgements)
    assert found.indicators == ("产业", "民生")
    assert found.weights.round(4).tolist() == [0.75, 0.25]
