"""The Luenberger indicator and the Malmquist–Luenberger index, worked by hand from the definitions of their papers."""

from __future__ import annotations

import pytest

from luoshi.assess.efficiency import luenberger, malmquist_luenberger

FIRST, SECOND = [(2.0, 1.0), (4.0, 4.0)], [(2.0, 2.0), (4.0, 6.0)]


def distance(best: float, used: float, made: float) -> float:
    """With one input and one output, under constant returns, along (x, y): made (1 + β) = best · used (1 − β)."""
    return (best * used - made) / (best * used + made)


def test_luenberger_is_the_mean_of_what_two_frontiers_say() -> None:
    """Chambers, Färe & Grosskopf (1996). The best makes 1 of 1 in the first year, 1.5 of 1 in the second."""
    rows = [*FIRST, *SECOND]
    found = luenberger([x for x, _ in rows], [y for _, y in rows], names=["甲", "乙"] * 2, years=[1, 1, 2, 2])
    for producer in (0, 1):
        (x0, y0), (x1, y1) = FIRST[producer], SECOND[producer]
        by_first = distance(1.0, x0, y0) - distance(1.0, x1, y1)
        by_second = distance(1.5, x0, y0) - distance(1.5, x1, y1)
        assert found.change[producer] == pytest.approx((by_first + by_second) / 2)
        assert found.efficiency[producer] == pytest.approx(distance(1.0, x0, y0) - distance(1.5, x1, y1))


def test_the_global_indicator_is_one_difference() -> None:
    rows = [*FIRST, *SECOND]
    found = luenberger(
        [x for x, _ in rows], [y for _, y in rows], names=["甲", "乙"] * 2, years=[1, 1, 2, 2], reference="global"
    )
    expected = [distance(1.5, *FIRST[k]) - distance(1.5, *SECOND[k]) for k in (0, 1)]
    assert found.change.tolist() == pytest.approx(expected)


def test_making_more_and_emitting_less_is_credited() -> None:
    """Chung, Färe & Grosskopf (1997), by hand: y from 1 to 1.1, b from 1 to 0.9 with one input of 1.

    From the first year's frontier the second year lies at β = −0.1: 1.1 (1 + β) = 0.9 (1 − β). From the second year's
    the first lies at β = 0.1. So the index is √(1 / 0.9 · 1.1 / 1).
    """
    found = malmquist_luenberger([1, 1], [1, 1.1], [1, 0.9], names=["甲", "甲"], years=[1, 2])
    assert found.change.tolist() == pytest.approx([(1.1 / 0.9) ** 0.5])
    assert found.efficiency.tolist() == pytest.approx([1.0])


def test_who_lies_beyond_the_other_year_has_no_index() -> None:
    """With an input of 1 the first year's technology cannot make 2, whatever it emits."""
    found = malmquist_luenberger([1, 1], [1, 2], [1, 1], names=["甲", "甲"], years=[1, 2])
    assert str(found.problems[0]) == "甲  1至2的变化算不出来：超出另一年的前沿"
