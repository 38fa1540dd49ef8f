"""The choice of a school, the example with which Saaty explains the method."""

from __future__ import annotations

from luoshi.assess import compose


def test_ahp_reproduces_the_weights_of_the_choice_of_a_school() -> None:
    """Saaty, European Journal of Operational Research 48, 1990, pp. 9–26: 0.32, 0.14, 0.03, 0.13, 0.24, 0.14.

    The judgements contradict each other (a ratio above 0.2 against the 0.10 allowed), which must be said.
    """
    judgements = [
        [1, 4, 3, 1, 3, 4],
        [1 / 4, 1, 7, 3, 1 / 5, 1],
        [1 / 3, 1 / 7, 1, 1 / 5, 1 / 5, 1 / 6],
        [1, 1 / 3, 5, 1, 1, 1 / 3],
        [1 / 3, 5, 5, 1, 1, 3],
        [1 / 4, 1, 6, 3, 1 / 3, 1],
    ]
    found = compose.ahp(judgements)
    assert found.weights.round(2).tolist() == [0.32, 0.14, 0.03, 0.13, 0.24, 0.14]
    assert 0.20 < float(found.workings["consistency_ratio"]) < 0.25
    assert [problem.code for problem in found.problems] == ["compose-judgements-inconsistent"]


def test_judgements_that_agree_have_the_ratio_zero() -> None:
    """By hand: 4 : 2 : 1 in all pairs."""
    found = compose.ahp([[1, 2, 4], [1 / 2, 1, 2], [1 / 4, 1 / 2, 1]])
    assert found.weights.round(9).tolist() == [round(share / 7, 9) for share in (4, 2, 1)]
    assert abs(float(found.workings["consistency_ratio"])) < 1e-12
    assert found.problems == ()
