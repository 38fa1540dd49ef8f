"""SBM against the example of the paper that proposes it, and undesirable outputs by hand."""

from __future__ import annotations

import pytest

from luoshi.assess.efficiency import sbm

INPUTS = [[4, 3], [6, 3], [8, 1], [8, 1], [2, 4]]
OUTPUTS = [[2, 3], [2, 3], [6, 2], [6, 1], [1, 4]]


def test_sbm_reproduces_the_example_of_its_paper() -> None:
    """Tone (2001), table on p. 505: scores of A–E."""
    found = sbm(INPUTS, OUTPUTS, names=list("ABCDE"))
    assert found.scores.round(3).tolist() == [0.798, 0.568, 1.0, 0.667, 1.0]


def test_sbm_sees_the_output_that_a_radial_score_overlooks() -> None:
    """Tone (2001), p. 505: D makes one too little of the second output; its CCR score is 1."""
    found = sbm(INPUTS, OUTPUTS, names=list("ABCDE"))
    assert found.slacks.outputs[3].round(9).tolist() == [0, 1]
    assert list(found.peers[3]) == ["C"]


def test_an_undesirable_output_lowers_the_score_by_its_share_in_the_outputs() -> None:
    """Tone (2003): the denominator is 1 + (s⁺/y + sᵇ/b) / 2. By hand: 乙 emits 4 where 甲 emits 1, else alike."""
    found = sbm([1, 1], [1, 1], [1, 4], names=["甲", "乙"])
    assert found.scores[1] == pytest.approx(1 / (1 + 0.75 / 2))
    assert found.slacks.undesirable[1].round(9).tolist() == [3]
    assert found.targets.undesirable[1].round(9).tolist() == [1]
