"""The formula of a derived indicator worked out exactly, each part in its own unit."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction

from luoshi.model.unit import Unit, ratio

# As many digits as a result keeps that has no end.
_DIGITS = Context(prec=28)


@dataclass(frozen=True, slots=True)
class Quantity:
    """An exact number in its unit, while it is worked with."""

    value: Fraction
    unit: Unit


def worked_out(formula: str, parts: Mapping[str, Quantity], own: Unit, units: Mapping[str, Unit]) -> Fraction:
    """What a formula gives, in the unit of its indicator.

    Args:
        formula: Ids of parts with + - / and brackets, as `Indicator.formula`.
        parts: The value of each part.
        own: The unit of the indicator.
        units: The listed units, as `Pack.units`.

    Raises:
        ZeroDivisionError: something is divided by zero.

    >>> person, share = Unit("万人", "人数", "人", Fraction(10**4)), Unit("%", "份额", "1", Fraction(1, 100))
    >>> parts = {"idle": Quantity(Fraction(2), person), "employed": Quantity(Fraction(48), person)}
    >>> str(worked_out("idle / (employed + idle)", parts, share, {}))
    '4'
    """
    found = _value(ast.parse(formula, mode="eval").body, parts, units)
    return found.value * found.unit.factor / own.factor


def decimal(exact: Fraction) -> Decimal:
    """An exact number as a decimal: all its digits where they end within 28, else the first 28.

    >>> decimal(Fraction(1, 8)), decimal(Fraction(400))
    (Decimal('0.125'), Decimal('400'))
    """
    return _DIGITS.divide(Decimal(exact.numerator), Decimal(exact.denominator))


def equals(value: Decimal) -> str:
    """A result as a step shows it: = with all its digits, or ≈ with eight of them where there are more than ten.

    >>> equals(Decimal("1395.0428")), equals(decimal(Fraction(100, 3)))
    ('= 1395.0428', '≈ 33.333333')
    """
    if len(value.as_tuple().digits) <= 10:
        return f"= {value}"
    return f"≈ {value:.8g}"


def _value(node: ast.expr, parts: Mapping[str, Quantity], units: Mapping[str, Unit]) -> Quantity:
    """The shape of a formula was checked when its file was read, its units by `luoshi check`."""
    if isinstance(node, ast.Name):
        return parts[node.id]
    assert isinstance(node, ast.BinOp)
    first, second = (_value(side, parts, units) for side in (node.left, node.right))
    if isinstance(node.op, ast.Div):
        return Quantity(first.value / second.value, _of_quotient(first.unit, second.unit, units))
    other = second.value * second.unit.factor / first.unit.factor
    return Quantity(first.value + other if isinstance(node.op, ast.Add) else first.value - other, first.unit)


def _of_quotient(above: Unit, below: Unit, units: Mapping[str, Unit]) -> Unit:
    if above.dimension == below.dimension:
        return Unit("1", "份额", "1", above.factor / below.factor)
    return ratio(above, below, units)
