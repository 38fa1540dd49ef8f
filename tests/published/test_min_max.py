"""The index of life expectancy of the human development reports, between the fixed ends 25 and 85 years."""

from __future__ import annotations

from luoshi.assess import compose


def test_min_max_gives_the_index_of_life_expectancy() -> None:
    """UNDP, Human Development Report 2007/2008, technical note 1: Turkey, 71.4 years, index 0.773."""
    found = compose.min_max({"place": ["Turkey"], "years": [71.4]}, lower=25, upper=85)
    assert found.values.round(3).tolist() == [[0.773]]


def test_min_max_of_the_domain_in_both_directions() -> None:
    """By hand: 10, 20, 40 upwards and 5, 3, 4 downwards."""
    found = compose.min_max([[10, 5], [20, 3], [40, 4]], ["up", "down"])
    assert found.values.round(6).tolist() == [[0, 0], [0.333333, 1], [1, 0.5]]
