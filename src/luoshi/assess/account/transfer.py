"""The central transfer payment to resource-exhausted cities: fixed part and factor part, before taper, rewards and cuts.

转移支付额 = 定额补助 + 人均补助额 × 人口 × 人均财力系数 × 困难程度系数 × 成本差异系数 × 资源枯竭程度系数 × 资源类型系数

The formula is that of 财预〔2012〕305号, the only version that is known; the definitions of its coefficients are not. The
version of 2022 (财预〔2022〕55号) prints principles and no formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from luoshi.assess.numbers import rounded
from luoshi.model.finding import Step
from luoshi.model.problem import Kind, LuoshiError
from luoshi.model.support import Recipient, Transfer

POOL_TOO_SMALL = Kind(
    code="transfer-pool-too-small",
    zh="资金总额 {pool} 万元小于定额补助之和 {fixed} 万元", en="the pool of {pool} 万元 is less than the fixed parts, {fixed}",
    hint_zh="请核对总额或定额。", hint_en="Check the pool or the fixed parts.",
)  # fmt: skip
NOBODY_COUNTS = Kind(
    code="transfer-nobody-counts",
    zh="人口与系数之积合计为零，人均补助额不能确定", en="population times coefficients adds up to nothing",
    hint_zh="请核对人口和各系数。", hint_en="Check population and coefficients.",
)  # fmt: skip

VERSION = "财预〔2012〕305号"


def transfer(recipient: Recipient, per_head: Decimal | Fraction) -> Transfer:
    """What one recipient gets.

    Args:
        recipient: With its fixed part (万元), population (万人) and coefficients.
        per_head: 人均补助额, in 元.

    Returns:
        Amounts in 万元 with 2 decimals, half up.

    >>> D = Decimal
    >>> from luoshi.model.support import Coefficient
    >>> values = {"人均财力": "1.2", "困难程度": "1.1", "成本差异": "1.1", "资源枯竭程度": "1.1", "资源类型": "1.0"}
    >>> five = tuple(Coefficient(name, D(value)) for name, value in values.items())
    >>> found = transfer(Recipient("220400", "县级", D(2000), D(30), five), D(100))
    >>> str(found.factor), str(found.total)
    ('4791.60', '6791.60')
    """
    product = _product(recipient)
    factor = rounded(Fraction(per_head) * Fraction(recipient.population) * product, 2)
    total = rounded(Fraction(recipient.fixed) + Fraction(factor), 2)
    own = "" if all(one.official for one in recipient.coefficients) else "；系数为系统默认，非官方"
    names = " × ".join(f"{one.name}系数 {one.value}" for one in recipient.coefficients) or "1"
    head = rounded(Fraction(per_head), 4).normalize()
    steps = (
        Step(
            f"因素补助 = 人均补助额 {head:f} 元 × 人口 {recipient.population} 万人 × {names} = {factor} 万元{own}",
            f"factor part = {head:f} yuan a head × {recipient.population} ×10⁴ persons × {names} = {factor} ×10⁴ yuan",
        ),
        Step(
            f"定额 {recipient.fixed} + 因素 {factor} = {total} 万元",
            f"fixed {recipient.fixed} + factor {factor} = {total}",
        ),
    )
    return Transfer(recipient.place, recipient.fixed, factor, total, VERSION, steps)


def allocate(recipients: Sequence[Recipient], *, pool: Decimal) -> tuple[Transfer, ...]:
    """The whole pool allocated: the amount a head is what closes the budget.

    Args:
        pool: In 万元.

    Returns:
        One transfer a recipient; they add up to the pool (what rounding leaves goes to the largest).

    Raises:
        LuoshiError: the pool does not cover the fixed parts; nobody counts.

    >>> D = Decimal
    >>> two = [Recipient(place, "县级", D(100), D(people), ()) for place, people in (("a", 10), ("b", 20))]
    >>> [str(one.total) for one in allocate(two, pool=D(500))]
    ['200.00', '300.00']
    """
    fixed = sum((one.fixed for one in recipients), Decimal(0))
    if pool < fixed:
        raise LuoshiError(POOL_TOO_SMALL(pool=pool, fixed=fixed))
    counted = sum((Fraction(one.population) * _product(one) for one in recipients), Fraction(0))
    if counted <= 0:
        raise LuoshiError(NOBODY_COUNTS())
    per_head = (Fraction(pool) - Fraction(fixed)) / counted
    return _closed([transfer(one, per_head) for one in recipients], pool)


def _product(recipient: Recipient) -> Fraction:
    product = Fraction(1)
    for one in recipient.coefficients:
        product *= Fraction(one.value)
    return product


def _closed(found: list[Transfer], pool: Decimal) -> tuple[Transfer, ...]:
    rest = pool - sum((one.total for one in found), Decimal(0))
    largest = max(range(len(found)), key=lambda number: found[number].factor)
    one = found[largest]
    if rest:
        step = Step(f"四舍五入余额 {rest:+} 万元计入", f"{rest:+} left by rounding is added")
        found[largest] = Transfer(
            one.place, one.fixed, one.factor + rest, one.total + rest, one.rule_version, (*one.steps, step)
        )
    return tuple(found)
