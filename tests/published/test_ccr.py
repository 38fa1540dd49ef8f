"""CCR against the tables of the works that teach it."""

from __future__ import annotations

from luoshi.assess.efficiency import ccr


def test_ccr_reproduces_six_stores_with_two_inputs() -> None:
    """Cooper, Seiford & Tone (2007), Data Envelopment Analysis, 2nd ed., example 2.2: two inputs, one output of 1."""
    found = ccr([[4, 3], [7, 3], [8, 1], [4, 2], [2, 4], [10, 1]], [1] * 6, names=list("ABCDEF"))
    assert found.scores.round(4).tolist() == [0.8571, 0.6316, 1, 1, 1, 1]
    assert {name: round(weight, 4) for name, weight in found.peers[0].items()} == {"D": 0.7143, "E": 0.2857}
    assert {name: round(weight, 4) for name, weight in found.peers[1].items()} == {"C": 0.1053, "D": 0.8947}
    # F is on the frontier and still uses two of the first input too many.
    assert found.status[5] == "weakly-efficient"
    assert found.slacks.inputs[5].round(9).tolist() == [2, 0]


def test_ccr_reproduces_eight_stores_with_one_input() -> None:
    """Cooper, Seiford & Tone (2007), table 1.1: employees and sales."""
    found = ccr([2, 3, 3, 4, 5, 5, 6, 8], [1, 3, 2, 3, 4, 2, 3, 5])
    assert found.scores.round(3).tolist() == [0.5, 1.0, 0.667, 0.75, 0.8, 0.4, 0.5, 0.625]


def test_ccr_reproduces_five_firms_with_slacks_and_weights() -> None:
    """Coelli, Rao, O'Donnell & Battese (2005), An Introduction to Efficiency and Productivity Analysis, tables 6.1, 6.2."""
    found = ccr([[2, 5], [2, 4], [6, 6], [3, 2], [6, 2]], [1, 2, 3, 1, 2], names=list("12345"))
    assert found.scores.round(3).tolist() == [0.5, 1.0, 0.833, 0.714, 1.0]
    assert found.slacks.inputs.round(9).tolist() == [[0, 0.5], [0, 0], [0, 0], [0, 0], [0, 0]]
    assert {name: round(weight, 3) for name, weight in found.peers[2].items()} == {"2": 1.0, "5": 0.5}
    assert {name: round(weight, 3) for name, weight in found.peers[3].items()} == {"2": 0.214, "5": 0.286}
