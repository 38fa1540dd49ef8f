"""A series: one value a year, in order, however the rows come."""

from __future__ import annotations

from decimal import Decimal

import pytest

from luoshi.model.problem import LuoshiError
from luoshi.model.series import Series

THREE = Series(((2017, Decimal(7)), (2015, Decimal(5)), (2016, Decimal(6)), (2015, Decimal("5.0"))))


def test_rows_are_kept_by_year_and_equal_rows_once() -> None:
    assert THREE.values == ((2015, Decimal(5)), (2016, Decimal(6)), (2017, Decimal(7)))


def test_two_values_for_one_year_are_refused() -> None:
    with pytest.raises(LuoshiError, match="2015 年有两个不同的数值：5 和 6"):
        Series(((2015, Decimal(5)), (2015, Decimal(6))))


@pytest.mark.parametrize(
    ("year", "until", "since"), [(2014, 0, 3), (2015, 1, 3), (2016, 2, 2), (2017, 3, 1), (2018, 3, 0)]
)
def test_both_ends_are_inclusive(year: int, until: int, since: int) -> None:
    assert (len(THREE.until(year).values), len(THREE.since(year).values)) == (until, since)


def test_a_year_without_a_value_is_none() -> None:
    assert (THREE.at(2016), THREE.at(2018)) == (6, None)
