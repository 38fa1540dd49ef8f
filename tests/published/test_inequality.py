"""Gini and Theil with their parts, worked by hand from the definitions of Dagum and Theil."""

from __future__ import annotations

import math

import pytest

from luoshi.assess.space import gini, theil

VALUES, GROUPS = [1, 3, 2, 6], ["东", "东", "西", "西"]


def test_gini_and_its_three_parts() -> None:
    """Dagum (1997). Mean 3; the six differences sum to 16, so G = 2·16 / (2·4²·3).

    Within: both groups have 0.25 by themselves, with shares ½·⅓ and ½·⅔ of people and income. Between the groups the
    mean difference is 2.5 and the sum of means 6; 西 is ahead by 2.25 where it is ahead, 东 by 0.25.
    """
    found = gini(VALUES, groups=GROUPS)
    assert found.total == pytest.approx(1 / 3)
    assert found.groups == pytest.approx({"东": 0.25, "西": 0.25})
    assert found.within == pytest.approx(0.25 * 0.5 / 3 + 0.25 * 0.5 * 2 / 3)
    assert found.pairs == pytest.approx({("西", "东"): 2.5 / 6})
    assert found.between == pytest.approx(2.5 / 6 * 0.5 * (2.25 - 0.25) / 2.5)
    assert found.overlap == pytest.approx(2.5 / 6 * 0.5 * (1 - 2 / 2.5))


def test_groups_that_do_not_overlap_leave_no_third_part() -> None:
    assert gini([1, 2, 5, 9], groups=GROUPS).overlap == pytest.approx(0)


def test_theil_and_its_two_parts() -> None:
    """Theil (1967): T = Σ (1/n)(y/μ) ln(y/μ); between from the means 2 and 4, within weighted by income."""

    def t(values: list[float]) -> float:
        mean = sum(values) / len(values)
        return sum(value / mean * math.log(value / mean) for value in values) / len(values)

    found = theil(VALUES, groups=GROUPS)
    assert found.total == pytest.approx(t([1, 3, 2, 6]))
    assert found.between == pytest.approx(t([2, 2, 4, 4]))
    assert found.contributions == pytest.approx({"东": t([1, 3]) / 3, "西": t([2, 6]) * 2 / 3})


def test_the_mean_logarithmic_deviation_weighs_by_population() -> None:
    """Shorrocks (1980): L = Σ (1/n) ln(μ/y)."""
    found = theil(VALUES, groups=GROUPS, index="L")
    assert found.total == pytest.approx(sum(math.log(3 / value) for value in VALUES) / 4)
    assert found.between == pytest.approx((math.log(3 / 2) + math.log(3 / 4)) / 2)


def test_a_weight_of_two_counts_as_two_places() -> None:
    for method in (gini, theil):
        twice = method([1, 3, 3, 6], groups=["东", "东", "东", "西"])
        assert method([1, 3, 6], groups=["东", "东", "西"], weights=[1, 2, 1]).total == pytest.approx(twice.total)
