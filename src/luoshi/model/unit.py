"""Units as official documents print them, and amounts that are only compared with their like.

A unit is known by its dimension (种类) and by the exact factor that leads to the dimension's base. What has another
dimension is never converted: a share (%) is not a difference of shares (个百分点), persons are not households, and money
at the prices of one year is not money at those of another.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from fractions import Fraction

from luoshi.model.problem import Kind, Mismatch

OTHER_DIMENSION = Kind(
    code="unit-other-dimension",
    zh="“{first}”（{first_dimension}）与“{second}”（{second_dimension}）不是同一种量，不能换算或比较",
    en="'{first}' ({first_dimension}) and '{second}' ({second_dimension}) measure different things and cannot be"
    " converted or compared",
    hint_zh="请核对两处的单位；%是份额，个百分点是份额之差。",
    hint_en="Check both units; % is a share, 个百分点 is a difference of shares.",
)  # fmt: skip
OTHER_PRICES = Kind(
    code="unit-other-prices",
    zh="一个数按{first}计价，另一个按{second}计价，不能比较", en="one amount is at {first}, the other at {second}",
    hint_zh="请先用价格指数折算到同一年的价格，或写明价格年份。",
    hint_en="Restate both at the prices of one year with a price index first, or say of which year the prices are.",
)  # fmt: skip

# As many digits as a result keeps that has no end (1 亩 = 666.666… m²).
_DIGITS = Context(prec=28)
_MAGNITUDES = {
    "十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7,
    "亿": 10**8, "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12,
}  # fmt: skip
_SAID = re.compile(r"^(?:计量)?单位[::]|^\((.*)\)$")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of official documents (计量单位): `value × factor` is the same quantity in the unit `base`, exactly.

    >>> wan_mu = Unit("万亩", "面积", "平方米", Fraction(20_000_000, 3))
    >>> str(30 * wan_mu.factor / 10**6)   # square kilometres
    '200'
    """

    name: str
    dimension: str
    base: str
    factor: Fraction
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in its unit (数量).

    `prices` is the year at whose prices money is counted, for current prices the year of the value itself; None where
    the unit has nothing to do with money, or where nothing is said.

    >>> mu, hectare = Unit("亩", "面积", "平方米", Fraction(2000, 3)), Unit("公顷", "面积", "平方米", Fraction(10_000))
    >>> Amount(Decimal("15"), mu).to(hectare).value, Amount(Decimal("16"), mu).compared(Amount(Decimal("1"), hectare))
    (Decimal('1'), 1)
    """

    value: Decimal
    unit: Unit
    prices: int | None = None

    def to(self, unit: Unit) -> Amount:
        """The same amount in another unit of its dimension, rounded to 28 digits where the result has no end.

        Raises:
            Mismatch: the unit is of another dimension.

        >>> yuan, yi = Unit("万元", "金额", "元", Fraction(10**4)), Unit("亿元", "金额", "元", Fraction(10**8))
        >>> Amount(Decimal("52_720_000"), yuan, prices=2016).to(yi).value
        Decimal('5272')
        """
        _require_same_dimension(self.unit, unit)
        return replace(self, value=_decimal(_in_base(self) / unit.factor), unit=unit)

    def compared(self, other: Amount) -> int:
        """-1 where it is less than the other, 0 where both are equal, 1 where it is more; exact, in any units.

        Raises:
            Mismatch: the other is of another dimension, or at the prices of another year.

        >>> share, points = Unit("%", "份额", "1", Fraction(1, 100)), Unit("个百分点", "份额之差", "1", Fraction(1, 100))
        >>> Amount(Decimal(4), share).compared(Amount(Decimal(4), points))
        Traceback (most recent call last):
        luoshi.model.problem.Mismatch: “%”（份额）与“个百分点”（份额之差）不是同一种量，不能换算或比较 / ...
        """
        _require_same_dimension(self.unit, other.unit)
        if self.prices != other.prices:
            raise Mismatch(OTHER_PRICES(first=_prices(self.prices), second=_prices(other.prices)))
        here, there = _in_base(self), _in_base(other)
        return (here > there) - (here < there)


def unit_of(printed: str, units: Mapping[str, Unit]) -> Unit | None:
    """The unit that a printed text means: its dimension and its factor.

    Args:
        printed: As a document or the head of a column has it: 亿元, 千公顷, ％, （万人）, 单位：吨标准煤/万元.
        units: Every spelling of every listed unit, as `Pack.units`.

    Returns:
        The listed unit; or one made of a magnitude and a listed unit (千公顷), or of two of them (元/人). A made unit has
        the dimension of the listed one with the same parts (公斤/元 is counted as 吨/万元 is), else one named after
        its parts (金额/人数). None where it is none of these.

    >>> yuan, person = Unit("元", "金额", "元", Fraction(1)), Unit("人", "人数", "人", Fraction(1))
    >>> made = unit_of("（千元/人）", {"元": yuan, "人": person})
    >>> made.name, made.dimension, str(made.factor)
    ('千元/人', '金额/人数', '1000')
    """
    text = "".join(unicodedata.normalize("NFKC", printed).split())
    while said := _SAID.match(text):
        text = said[1] if said[1] is not None else text[said.end() :]
    return units.get("".join(printed.split())) or units.get(text) or _with_magnitude(text, units) or _ratio(text, units)


def ratio(above: Unit, below: Unit, units: Mapping[str, Unit]) -> Unit:
    """The unit of one amount for each of another, with the dimension of the listed unit that has the same parts.

    Args:
        units: Every listed unit, among which one with the same parts is looked for.

    >>> ton, yuan = Unit("吨", "质量", "吨", Fraction(1)), Unit("元", "金额", "元", Fraction(1))
    >>> ratio(ton, yuan, {}).dimension
    '质量/金额'
    """
    name, factor = f"{above.name}/{below.name}", above.factor / below.factor
    for listed in units.values():
        parts = [units.get(part) for part in listed.name.split("/")]
        if len(parts) == 2 and parts[0] and parts[1] and _dimensions(*parts) == _dimensions(above, below):
            of_listed = parts[0].factor / parts[1].factor
            return Unit(name, listed.dimension, listed.base, listed.factor * factor / of_listed)
    return Unit(name, "/".join(_dimensions(above, below)), f"{above.base}/{below.base}", factor)


def _ratio(text: str, units: Mapping[str, Unit]) -> Unit | None:
    first, slash, second = text.partition("/")
    if not slash or "/" in second:
        return None
    above, below = unit_of(first, units), unit_of(second, units)
    return replace(ratio(above, below, units), name=text) if above and below else None


def _with_magnitude(text: str, units: Mapping[str, Unit]) -> Unit | None:
    """A magnitude and a counted unit: 千公顷. A magnitude of a share or a multiple (万%) is none."""
    for length in (2, 1):
        unit = units.get(text[length:])
        if text[:length] in _MAGNITUDES and unit and unit.base not in ("1", "倍", "番"):
            return replace(unit, name=text, factor=_MAGNITUDES[text[:length]] * unit.factor, aliases=())
    return None


def _dimensions(*units: Unit | None) -> list[str]:
    return [unit.dimension for unit in units if unit]


def _require_same_dimension(first: Unit, second: Unit) -> None:
    if first.dimension != second.dimension:
        problem = OTHER_DIMENSION(
            first=first.name,
            first_dimension=first.dimension,
            second=second.name,
            second_dimension=second.dimension,
        )
        raise Mismatch(problem)


def _in_base(amount: Amount) -> Fraction:
    return Fraction(amount.value) * amount.unit.factor


def _decimal(exact: Fraction) -> Decimal:
    return _DIGITS.divide(Decimal(exact.numerator), Decimal(exact.denominator))


def _prices(year: int | None) -> str:
    return "未写明年份的价格（prices of no stated year）" if year is None else f"{year}年价格（prices of {year}）"
