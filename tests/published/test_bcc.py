"""BCC against the tables of the works that teach it."""

from __future__ import annotations

from luoshi.assess.efficiency import bcc, ccr
from luoshi.assess.efficiency.bcc import scale_efficiency


def test_bcc_reproduces_five_firms_and_their_scale() -> None:
    """Coelli (1996), A Guide to DEAP 2.1, CEPA Working Paper 96/08, example 2: output 1–5, input 2, 4, 3, 5, 6."""
    inputs, outputs = [2, 4, 3, 5, 6], [1, 2, 3, 4, 5]
    constant, variable = ccr(inputs, outputs), bcc(inputs, outputs)
    assert constant.scores.round(3).tolist() == [0.5, 0.5, 1.0, 0.8, 0.833]
    assert variable.scores.round(3).tolist() == [1.0, 0.625, 1.0, 0.9, 1.0]
    assert scale_efficiency(constant, variable).round(3).tolist() == [0.5, 0.8, 1.0, 0.889, 0.833]


def test_bcc_of_outputs_reproduces_the_three_years_of_the_guide() -> None:
    """Coelli (1996), example 4, "vrs te" of years 1 and 2, output-orientated."""
    first = bcc([2, 4, 3, 5, 6], [1, 2, 3, 4, 5], orientation="output")
    second = bcc([2, 4, 3, 5, 5], [1, 3, 4, 3, 5], orientation="output")
    assert first.scores.round(3).tolist() == [1.0, 0.545, 1.0, 0.923, 1.0]
    assert second.scores.round(3).tolist() == [1.0, 0.667, 1.0, 0.6, 1.0]
