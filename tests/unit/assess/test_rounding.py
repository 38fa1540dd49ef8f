"""Rounding is half up and away from zero, and no number carries more places than it is stated with."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.assess.numbers import power, root, rounded, significant

DECIMALS = st.decimals(-(10**6), 10**6, places=6, allow_nan=False, allow_infinity=False)


@given(DECIMALS, st.integers(0, 5))
def test_rounding_is_that_of_decimals(number: Decimal, places: int) -> None:
    expected = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    found = rounded(Fraction(number), places)
    assert (found, found.as_tuple().exponent) == (expected, -places)
    assert not (found == 0 and found.is_signed())


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(2, 3), "0.666667"),
        (Fraction(-2, 3), "-0.666667"),
        (Fraction(12345650), "12345700"),
        (Fraction(123456500), "123457000"),
        (Fraction(1, 10**5), "0.00001"),
        (Fraction(100), "100"),
    ],
)
def test_a_value_has_six_significant_digits(number: Fraction, text: str) -> None:
    assert str(significant(number)) == text


@given(st.fractions(Fraction(1, 100), 100, max_denominator=1000), st.integers(1, 8))
def test_a_root_raised_is_the_number(ratio: Fraction, years: int) -> None:
    assert abs(power(ratio, Fraction(1, years)) ** years - ratio) <= ratio * Fraction(1, 10**8)


@pytest.mark.parametrize("ratio", [0, -1])
def test_no_root_is_taken_of_what_is_not_positive(ratio: int) -> None:
    with pytest.raises(ValueError, match="positive"):
        power(Fraction(ratio), Fraction(1, 2))


@given(st.fractions(0, 10**6, max_denominator=1000))
def test_a_square_root_squared_is_the_number(number: Fraction) -> None:
    assert abs(root(number) ** 2 - number) <= number * Fraction(1, 10**30)
