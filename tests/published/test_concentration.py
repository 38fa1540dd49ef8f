"""Concentration, worked by hand from the definitions of Herfindahl, Hirschman and Theil."""

from __future__ import annotations

import math

import pytest

from luoshi.assess.structure import concentration, structural_change


def test_four_industries_of_four_to_one() -> None:
    """0.4² + 0.3² + 0.2² + 0.1² = 0.30; as concentrated as 3⅓ equal ones; entropy 1.27985 of at most ln 4."""
    found = concentration([[0.4, 0.3, 0.2, 0.1]])
    assert {name: round(values.item(), 5) for name, values in found.values.items()} == {
        "herfindahl": 0.3, "effective": 3.33333, "entropy": 1.27985, "evenness": 0.92322,
    }  # fmt: skip


def test_one_industry_alone_is_as_concentrated_as_can_be() -> None:
    found = concentration([[7, 0]])
    assert [found[name].item() for name in ("herfindahl", "entropy", "evenness")] == [1, 0, 0]


def test_equal_industries_are_as_even_as_can_be() -> None:
    assert concentration([[5] * 6])["entropy"].item() == pytest.approx(math.log(6))


def test_a_tenth_of_the_economy_moved() -> None:
    assert structural_change([[5, 5]], [[6, 4]])["change"].item() == pytest.approx(0.1)
