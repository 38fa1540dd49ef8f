"""Exact fractions inside, decimals outside, and the places to which each kind of number is rounded.

Inputs are decimals and everything between is an exact fraction, so that a change of unit cannot change a finding. Roots
are the only numbers that are not exact; they are taken of ratios, which have no unit, and rounded to 12 decimals. Results
are rounded half up: shares and ratios to 4 decimals, percentage points to 2, values to 6 significant digits.
"""

from __future__ import annotations

from decimal import MAX_PREC, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache

_WIDE = Context(prec=34, rounding=ROUND_HALF_UP)
_SIX = Context(prec=6, rounding=ROUND_HALF_UP)
_EXACT = Context(prec=MAX_PREC)


def rounded(number: Fraction, places: int) -> Decimal:
    """A fraction as a decimal with that many places, half up (away from zero).

    >>> rounded(Fraction(1, 8), 2), rounded(Fraction(-1, 8), 2), rounded(Fraction(-1, 1000), 2)
    (Decimal('0.13'), Decimal('-0.13'), Decimal('0.00'))
    """
    above, below = number.as_integer_ratio()
    whole = (2 * abs(above) * 10**places + below) // (2 * below)
    return _EXACT.scaleb(Decimal(-whole if above < 0 else whole), -places)


def significant(number: Fraction) -> Decimal:
    """A fraction as a decimal with 6 significant digits, half up; a large one is written without an exponent.

    >>> significant(Fraction(2, 3)), significant(Fraction(1_234_567_8)), significant(Fraction(12, 10))
    (Decimal('0.666667'), Decimal('12345700'), Decimal('1.2'))
    """
    found = _SIX.divide(Decimal(number.numerator), Decimal(number.denominator)).normalize(_SIX)
    return Decimal(f"{found:f}")


# One judgement asks for the same root several times: for the plan, the gap, the grade.
@lru_cache(maxsize=1024)
def power(ratio: Fraction, exponent: Fraction) -> Fraction:
    """A positive ratio to any power, to 12 decimals.

    Raises:
        ValueError: the ratio is zero or negative: its root would be no number.

    >>> power(Fraction(121, 100), Fraction(1, 2))
    Fraction(11, 10)
    """
    if ratio <= 0:
        raise ValueError("a root is taken of a positive ratio only")
    if exponent.denominator == 1 and abs(exponent) <= 200:
        return ratio**exponent.numerator
    wide = _WIDE.divide(Decimal(ratio.numerator), Decimal(ratio.denominator))
    raised = _WIDE.power(wide, _WIDE.divide(Decimal(exponent.numerator), Decimal(exponent.denominator)))
    return Fraction(rounded(Fraction(raised), 12))


def root(number: Fraction) -> Fraction:
    """The square root of a number that is not negative, to 34 significant digits.

    >>> root(Fraction(9, 4))
    Fraction(3, 2)
    """
    return Fraction(_WIDE.sqrt(_WIDE.divide(Decimal(number.numerator), Decimal(number.denominator))))


def logarithm(ratio: Fraction) -> Fraction:
    """The natural logarithm of a positive ratio, to 34 significant digits.

    >>> float(logarithm(Fraction(1))), round(float(logarithm(Fraction(83, 100))), 6)
    (0.0, -0.18633)
    """
    return Fraction(_WIDE.ln(_WIDE.divide(Decimal(ratio.numerator), Decimal(ratio.denominator))))
