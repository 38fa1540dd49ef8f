"""Efficiency: equal to a plain programme for each producer, and clear about what cannot be compared."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import polars
import pytest
from scipy.optimize import linprog

from luoshi.assess.efficiency import bcc, ccr, luenberger, malmquist, sbm, super_sbm
from luoshi.model.problem import LuoshiError

RETURNS = {"constant": None, "variable": (1, 1), "non-increasing": (0, 1), "non-decreasing": (1, np.inf)}


def sample(seed: int, count: int = 14, inputs: int = 3, outputs: int = 2, undesirable: int = 0):
    random = np.random.default_rng(seed)
    return tuple(random.lognormal(0, 0.6, (count, k)) for k in (inputs, outputs, undesirable))


# ------------------------------------------------------------------ the plain programmes


def plain_radial(X, Y, o: int, returns: str, orientation: str) -> float:
    """min θ (or max φ) over (λ, θ), solved from nothing."""
    n = len(X)
    if orientation == "input":
        A = np.vstack([np.c_[X.T, -X[o]], np.c_[-Y.T, np.zeros(Y.shape[1])]])
        b, sign = np.r_[np.zeros(X.shape[1]), -Y[o]], 1.0
    else:
        A = np.vstack([np.c_[X.T, np.zeros(X.shape[1])], np.c_[-Y.T, Y[o]]])
        b, sign = np.r_[X[o], np.zeros(Y.shape[1])], -1.0
    A, b = with_sum(A, b, np.r_[np.ones(n), 0.0], RETURNS[returns])
    found = linprog(np.r_[np.zeros(n), sign], A_ub=A, b_ub=b, bounds=[(0, None)] * n + [(None, None)])
    return found.fun if orientation == "input" else -1 / found.fun


def with_sum(A, b, ones, bounds):
    if bounds is None:
        return A, b
    least, most = bounds
    rows = [row for row, bound in ((-ones, -least), (ones, most)) if np.isfinite(bound)]
    return np.vstack([A, *rows]), np.r_[b, [bound for bound in (-least, most) if np.isfinite(bound)]]


def plain_slacks(X, Y, B, o: int, returns: str, *, beyond: bool) -> float:
    """The fractional programme of Tone after Charnes and Cooper, over (Λ, S⁻, S⁺, Sᵇ, t)."""
    n, m, s, u = len(X), X.shape[1], Y.shape[1], B.shape[1]
    sign = 1.0 if beyond else -1.0
    c = np.r_[np.zeros(n), sign / (m * X[o]), np.zeros(s + u), 1.0]
    normal = np.r_[np.zeros(n + m), -sign / ((s + u) * Y[o]), -sign / ((s + u) * B[o]), 1.0]
    rows = np.zeros((m + s + u, n + m + s + u + 1))
    rows[:, :n] = np.vstack([X.T, -Y.T, B.T])
    rows[:, n : n + m + s + u] = -sign * np.eye(m + s + u)
    rows[:, -1] = np.r_[-X[o], Y[o], -B[o]]
    if returns == "variable":
        total = np.r_[np.ones(n), np.zeros(m + s + u), -1.0][None]
    else:
        total = np.empty((0, n + m + s + u + 1))
    bounds = [(0, 0 if beyond and j == o else None) for j in range(n)] + [(0, None)] * (m + s + u + 1)
    if beyond:
        found = linprog(
            c, A_ub=rows, b_ub=np.zeros(len(rows)), A_eq=np.vstack([normal, total]),
            b_eq=np.r_[1.0, np.zeros(len(total))], bounds=bounds,
        )  # fmt: skip
    else:
        A = np.vstack([rows, normal, total])
        found = linprog(c, A_eq=A, b_eq=np.r_[np.zeros(len(rows)), 1.0, np.zeros(len(total))], bounds=bounds)
    return found.fun if found.status == 0 else np.nan


@pytest.mark.parametrize("orientation", ["input", "output"])
@pytest.mark.parametrize("returns", RETURNS)
def test_radial_scores_are_those_of_a_plain_programme(returns: str, orientation: str) -> None:
    X, Y, _ = sample(1)
    found = bcc(X, Y, returns=returns, orientation=orientation).scores
    if returns == "constant":
        assert ccr(X, Y, orientation=orientation).scores == pytest.approx(found, abs=1e-12)
    assert found == pytest.approx([plain_radial(X, Y, o, returns, orientation) for o in range(len(X))], abs=1e-9)


@pytest.mark.parametrize("returns", ["constant", "variable"])
@pytest.mark.parametrize("undesirable", [0, 2])
def test_slacks_based_scores_are_those_of_a_plain_programme(returns: str, undesirable: int) -> None:
    X, Y, B = sample(2, undesirable=undesirable)
    within = np.array([plain_slacks(X, Y, B, o, returns, beyond=False) for o in range(len(X))])
    assert sbm(X, Y, B if undesirable else None, returns=returns).scores == pytest.approx(within, abs=1e-9)
    beyond = [
        plain_slacks(X, Y, B, o, returns, beyond=True) if within[o] > 1 - 1e-8 else within[o] for o in range(len(X))
    ]
    found = super_sbm(X, Y, B if undesirable else None, returns=returns)
    assert found.scores == pytest.approx(beyond, abs=1e-9, nan_ok=True)


@pytest.mark.parametrize("returns", ["constant", "variable"])
def test_what_a_producer_is_held_to_is_its_mixture_of_peers(returns: str) -> None:
    X, Y, B = sample(3, undesirable=1)
    found = sbm(X, Y, B, returns=returns)
    for row, peers in enumerate(found.peers):
        mixture = sum(weight * X[int(name) - 1] for name, weight in peers.items())
        assert found.targets.inputs[row] == pytest.approx(mixture, abs=1e-9)
        assert {found.status[int(name) - 1] for name in peers} == {"efficient"}
    # What is held to its target has nothing left to improve.
    for target in range(len(X)):
        moved = [block.copy() for block in (X, Y, B)]
        for block, to in zip(moved, found.targets, strict=True):
            block[target] = to[target]
        assert sbm(*moved, returns=returns).scores[target] == pytest.approx(1.0, abs=1e-7)


def test_the_index_of_two_years_is_that_of_plain_programmes() -> None:
    X, Y, _ = sample(4, count=24)
    names, years = list(range(12)) * 2, [1] * 12 + [2] * 12

    def score(of: int, year: int) -> float:
        reference = slice(0, 12) if year == 1 else slice(12, 24)
        return plain_radial(np.vstack([X[reference], X[of]]), np.vstack([Y[reference], Y[of]]), 12, "constant", "input")

    def beyond(of: int, year: int) -> float:
        """The same where the producer may lie beyond the year's frontier."""
        reference = slice(0, 12) if year == 1 else slice(12, 24)
        A = np.vstack([np.c_[X[reference].T, -X[of]], np.c_[-Y[reference].T, np.zeros(2)]])
        return linprog(np.r_[np.zeros(12), 1.0], A_ub=A, b_ub=np.r_[np.zeros(3), -Y[of]]).fun

    found = malmquist(X, Y, names=names, years=years)
    expected = [(beyond(k + 12, 1) / score(k, 1) * score(k + 12, 2) / beyond(k, 2)) ** 0.5 for k in range(12)]
    assert found.change == pytest.approx(expected, abs=1e-9)


def test_all_years_together_are_compared_with_the_best_of_each() -> None:
    """Leaving out who is below his own year's frontier changes nothing."""
    X, Y, _ = sample(5, count=40)
    names, years = list(range(10)) * 4, [year for year in range(4) for _ in range(10)]
    found = malmquist(X, Y, names=names, years=years, reference="global")
    whole = ccr(X, Y).scores.reshape(4, 10)
    assert found.change.reshape(10, 3) == pytest.approx((whole[1:] / whole[:-1]).T, abs=1e-9)


# ------------------------------------------------------------------ what comes in and what comes out


def test_a_frame_and_arrays_give_the_same() -> None:
    table = polars.DataFrame({"城市": ["甲", "乙", "丙"], "资本": [4, 7, 8], "劳动": [3, 3, 1], "产值": [1, 1, 1]})
    from_frame = sbm(["资本", "劳动"], ["产值"], data=table, names="城市")
    from_lists = sbm([[4, 3], [7, 3], [8, 1]], [1, 1, 1], names=["甲", "乙", "丙"])
    pandas = pytest.importorskip("pandas").DataFrame(table.to_dict(as_series=False))
    from_pandas = sbm(["资本", "劳动"], "产值", data=pandas, names="城市")
    assert from_frame.scores.tolist() == from_lists.scores.tolist() == from_pandas.scores.tolist()
    assert from_frame.names == ("甲", "乙", "丙")
    assert "slack: 资本" in from_frame.to_frame().columns


def test_a_producer_with_a_gap_is_left_out_and_named() -> None:
    found = ccr([[2], [1], [4]], [[1], [None], [1]], names=["甲", "乙", "丙"])
    assert found.status == ("efficient", "no-data", "inefficient")
    assert np.isnan(found.scores[1])
    assert found.scores[[0, 2]] == pytest.approx([1.0, 0.5])
    assert str(found.problems[0]) == "乙  缺少产出，未参加比较"
    assert found.to_frame()["score"].to_list()[1] is None


def test_output_from_nothing_is_not_compared() -> None:
    found = ccr([[0, 0], [1, 2]], [3, 1], names=["甲", "乙"])
    assert found.status == ("no-data", "efficient")


def test_a_zero_output_has_no_term() -> None:
    """By hand: 乙 makes none of the second output and twice what 甲 uses: (1 − ½) / (1 + (0 + 0) / 2)."""
    assert sbm([1, 2], [[1, 1], [1, 0]]).scores.round(9).tolist() == [1.0, 0.5]


def test_a_zero_input_cannot_grow() -> None:
    """Without the second input 甲 cannot be likened to 乙, which uses it; makes nothing, its score has no bound."""
    assert super_sbm([[1, 0], [1, 1]], [1, 1]).status == ("infeasible", "inefficient")


def test_every_choice_stands_in_the_result() -> None:
    assert sbm([1, 2], [1, 1]).choices == {
        "method": "sbm",
        "returns": "constant",
        "orientation": "none",
        "undesirable": "none",
        "zeros": "a zero output has no term; a zero input or undesirable output cannot grow",
        "gaps": "left out of the comparison",
    }


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: ccr([1, -2], [1, 1]), "有负数"),
        (lambda: ccr([1, 2], [1]), "投入有2行，产出有1行"),
        (lambda: ccr([1, 2], [0, 0]), "各处都是零"),
        (lambda: ccr([1, 2], [1, 1], names=["甲", "甲"]), "出现了两次"),
        (lambda: ccr([None, None], [1, 1]), "没有一个决策单元数据齐全"),
        (lambda: ccr(["多", "少"], [1, 1]), "不是数字"),
        (lambda: ccr(["劳力"], ["产值"], data=polars.DataFrame({"产值": [1]})), "没有“劳力”这一列"),
        (lambda: sbm([1, 2], [1, 1], orientation="both"), "orientation不能是“both”"),
        (lambda: malmquist([1, 2], [1, 1], names=["甲", "乙"], years=[1, 1]), "只有一个年份"),
        (lambda: luenberger([1, 2], [1, 1], names=["甲", "甲"], years=[1, 1]), "只有一个年份"),
        (lambda: malmquist([1, 2, 3], [1, 1, 1], names=["甲", "甲", "甲"], years=[1, 1, 2]), "出现了两次"),
    ],
)
def test_a_call_that_cannot_be_meant_is_refused_with_words(call, words: str) -> None:
    with pytest.raises(LuoshiError, match=words):
        call()


def test_without_the_solver_one_is_told_what_to_type() -> None:
    program = (
        "import sys; sys.modules['highspy'] = None\n"
        "from luoshi.assess.efficiency import ccr\n"
        "from luoshi.model.problem import LuoshiError\n"
        "try: ccr([1], [1])\n"
        "except LuoshiError as error: print(error.problem.hint_en)"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "Type: pip install 'luoshi[evaluate]'"


def test_the_solver_prints_nothing() -> None:
    program = "from luoshi.assess.efficiency import ccr; ccr([1, 2], [1, 1])"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == ""


def test_a_year_that_is_missing_leaves_its_changes_out() -> None:
    found = malmquist([1, 1, 2, 2, 1], [1, 2, 1, 2, 2], names=["甲", "乙", "甲", "乙", "乙"], years=[1, 1, 2, 2, 3])
    assert len(found.change) == 4
    assert str(found.problems[0]) == "甲  2至3的变化算不出来：缺少一年的数据"


def test_the_smallest_of_producers_of_very_different_sizes_keeps_its_score() -> None:
    """Under constant returns the size of a producer says nothing; here one is a hundred millionth of another."""
    X, Y, _ = sample(6)
    size = 10.0 ** np.linspace(-4, 4, len(X))[:, None]
    assert ccr(X * size, Y * size).scores == pytest.approx(ccr(X, Y).scores, abs=1e-9)
    assert sbm(X * size, Y * size).scores == pytest.approx(sbm(X, Y).scores, abs=1e-9)
