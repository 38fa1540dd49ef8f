"""The Malmquist index against the example of the guide that is most used for it, and the global one by hand."""

from __future__ import annotations

import pytest

from luoshi.assess.efficiency import malmquist

# Firm by firm: output and input, three years.
DATA = [
    [(1, 2), (2, 4), (3, 3), (4, 5), (5, 6)],
    [(1, 2), (3, 4), (4, 3), (3, 5), (5, 5)],
    [(1, 2), (3, 4), (4, 3), (3, 5), (5, 5)],
]
OUTPUTS = [output for year in DATA for output, _ in year]
INPUTS = [used for year in DATA for _, used in year]
FIRMS = [str(firm) for _ in DATA for firm in range(1, 6)]
YEARS = [year for year in (1, 2, 3) for _ in range(5)]


@pytest.mark.parametrize("orientation", ["input", "output"])
def test_malmquist_reproduces_the_guide(orientation: str) -> None:
    """Coelli (1996), A Guide to DEAP 2.1, example 4: "effch", "techch" and "tfpch" of years 2 and 3."""
    found = malmquist(INPUTS, OUTPUTS, names=FIRMS, years=YEARS, orientation=orientation)  # type: ignore[arg-type]
    in_the_second = [k for k, last in enumerate(found.last) if last == 2]
    in_the_third = [k for k, last in enumerate(found.last) if last == 3]
    # The guide prints 0.562 for 0.5625.
    assert found.efficiency[in_the_second].round(4).tolist() == [0.75, 1.125, 1.0, 0.5625, 0.9]
    assert found.technology[in_the_second].round(3).tolist() == [1.333] * 5
    assert found.change[in_the_second].round(3).tolist() == [1.0, 1.5, 1.333, 0.75, 1.2]
    assert found.change[in_the_third].round(3).tolist() == [1.0] * 5


def test_against_all_years_the_index_is_one_ratio() -> None:
    """Pastor & Lovell (2005). By hand: with one input and one output, of all years the best makes 4 of 3."""
    found = malmquist(INPUTS, OUTPUTS, names=FIRMS, years=YEARS, reference="global")
    productivity = [output / used for output, used in zip(OUTPUTS, INPUTS, strict=True)]
    first_to_second = [productivity[5 + firm] / productivity[firm] for firm in range(5)]
    assert found.change[::2].tolist() == pytest.approx(first_to_second)
    assert found.change[::2].round(3).tolist() == [1.0, 1.5, 1.333, 0.75, 1.2]
    assert (found.efficiency * found.technology).tolist() == pytest.approx(found.change.tolist())
