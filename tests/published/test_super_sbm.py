"""Super-SBM against the example of the paper that proposes it, and undesirable outputs by hand."""

from __future__ import annotations

import pytest

from luoshi.assess.efficiency import super_sbm

SITES = ["D1", "D2", "D3", "D4", "D5", "D6"]
INPUTS = [[80, 600, 54, 8], [65, 200, 97, 1], [83, 400, 72, 4], [40, 1000, 75, 7], [52, 600, 20, 3], [94, 700, 36, 5]]
OUTPUTS = [[90, 5], [58, 1], [60, 7], [80, 10], [72, 8], [96, 6]]


def test_super_sbm_ranks_the_six_sites_of_its_paper() -> None:
    """Tone (2002), the example of power plant sites, constant returns."""
    found = super_sbm(INPUTS, OUTPUTS, names=SITES)
    assert found.scores.round(3).tolist() == [1.012, 1.415, 1.078, 1.156, 1.586, 1.020]
    assert sorted(SITES, key=found.score_of, reverse=True) == ["D5", "D2", "D4", "D3", "D6", "D1"]


def test_emitting_less_than_the_others_puts_a_producer_ahead() -> None:
    """By hand: both use 1 and make 1; 甲 emits 1, 乙 2. Half of 乙 makes half as much and emits as much as 甲.

    (1 + 0) / (1 − (½ + 0) / 2) = 4/3; every other share of 乙 costs more.
    """
    found = super_sbm([1, 1], [1, 1], [1, 2], names=["甲", "乙"])
    assert found.scores.tolist() == pytest.approx([4 / 3, 1 / (1 + 0.5 / 2)])
    assert found.slacks.outputs[0].round(9).tolist() == [-0.5]
    assert found.peers[0] == pytest.approx({"乙": 0.5})


def test_where_nothing_can_be_compared_it_says_so() -> None:
    """By hand: under variable returns 甲 has 乙 alone beside it, which emits three times as much: 1 − (0 + 2) / 2 = 0."""
    found = super_sbm([1, 1], [1, 1], [1, 3], names=["甲", "乙"], returns="variable")
    assert found.status == ("infeasible", "inefficient")
    assert [str(problem) for problem in found.problems] == ["甲  没有可比的组合，得不出效率值"]
