"""Units and amounts: exact between units of one dimension, refused between dimensions and between prices."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.model import Amount, Mismatch, Unit
from luoshi.model.unit import ratio, unit_of
from luoshi.packs import pack

COMMON = pack(Path(__file__).parents[3] / "packs" / "common-cn")
UNITS = COMMON.units
PAIRS = [
    (first, second)
    for first, second in combinations(dict.fromkeys(UNITS.values()), 2)
    if first.dimension == second.dimension
]
VALUES = st.decimals(-(10**9), 10**9, places=4, allow_nan=False, allow_infinity=False)


def unit(printed: str) -> Unit:
    found = COMMON.unit(printed)
    assert found is not None, printed
    return found


def amount(value: str, printed: str, prices: int | None = None) -> Amount:
    return Amount(Decimal(value), unit(printed), prices)


# ------------------------------------------------------------------ what is printed


@pytest.mark.parametrize(
    ("printed", "dimension", "base", "factor"),
    [
        ("万亩", "面积", "平方米", Fraction(20_000_000, 3)),
        ("千公顷", "面积", "平方米", 10**7),
        ("（万人）", "人数", "人", 10**4),
        ("单位：亿元", "金额", "元", 10**8),
        ("计量单位: 万 吨", "质量", "吨", 10**4),
        ("％", "份额", "1", Fraction(1, 100)),
        ("百分点", "份额之差", "1", Fraction(1, 100)),
        ("千克", "质量", "吨", Fraction(1, 1000)),
        ("十万吨", "质量", "吨", 10**5),
        ("元/人", "金额/人数", "元/人", 1),
        ("吨标准煤/亿元", "单位产值能耗", "吨标准煤/万元", Fraction(1, 10**4)),
        ("千克标准煤/元", None, None, None),
        ("毫克/立方米", "浓度", "微克/立方米", 1000),
        ("万%", None, None, None),
        ("千番", None, None, None),
        ("吨/公里/年", None, None, None),
        ("", None, None, None),
    ],
)
def test_a_printed_unit_has_a_dimension_and_a_factor(
    printed: str, dimension: str | None, base: str | None, factor: Fraction | int | None
) -> None:
    found = COMMON.unit(printed)
    assert (found and (found.dimension, found.base, found.factor)) == ((dimension, base, factor) if dimension else None)


@given(st.text(max_size=8) | st.text("()（）单位:：/万亿%元人 ", max_size=12))
def test_any_text_is_a_unit_or_none(printed: str) -> None:
    found = unit_of(printed, UNITS)
    assert found is None or found.factor > 0


def test_a_listed_unit_is_what_its_parts_make() -> None:
    """吨标准煤/万元 as listed, and as one unit for each of the other."""
    listed = [one for one in dict.fromkeys(UNITS.values()) if "/" in one.name]
    assert len(listed) >= 5
    for one in listed:
        above, below = one.name.split("/")
        made = ratio(UNITS[above], UNITS[below], UNITS)
        assert (made.dimension, made.base, made.factor) == (one.dimension, one.base, one.factor)


# ------------------------------------------------------------------ converting


@pytest.mark.parametrize(
    ("value", "printed", "to", "result"),
    [
        ("15", "亩", "公顷", "1"),
        ("30", "万亩", "平方公里", "200"),
        ("1500", "亩", "平方公里", "1"),
        ("5272", "亿元", "万亿元", "0.5272"),
        ("0.1", "亿元", "万元", "1000"),
        ("15.5", "亿斤", "万吨", "77.5"),
        ("3", "万人", "人", "30000"),
        ("0.6", "吨标准煤/万元", "吨标准煤/亿元", "6000"),
        ("-4", "个百分点", "个基点", "-400"),
    ],
)
def test_an_amount_is_converted_in_decimals(value: str, printed: str, to: str, result: str) -> None:
    assert amount(value, printed).to(unit(to)).value == Decimal(result)


@given(VALUES, st.sampled_from(PAIRS))
def test_there_and_back_is_the_same_number(value: Decimal, pair: tuple[Unit, Unit]) -> None:
    first, second = pair
    back = Amount(value, first).to(second).to(first)
    assert abs(back.value - value) <= abs(value) * Decimal("1e-26")
    assert back.unit == first


def test_a_converted_amount_keeps_its_prices() -> None:
    assert amount("1", "亿元", prices=2010).to(unit("万元")).prices == 2010


# ------------------------------------------------------------------ comparing


@given(VALUES, VALUES, st.sampled_from(PAIRS))
def test_scaling_never_changes_a_comparison(one: Decimal, other: Decimal, pair: tuple[Unit, Unit]) -> None:
    first, second = pair
    in_first = Amount(one, first).compared(Amount(other, first))
    rescaled = Unit("放大", first.dimension, first.base, first.factor * 10_000)
    assert in_first == (one > other) - (one < other)
    assert Amount(one / 10_000, rescaled).compared(Amount(other, first)) == in_first
    forth, back = Amount(one, first), Amount(other, second)
    assert forth.compared(back) == -back.compared(forth)


def test_a_third_is_not_rounded_before_it_is_compared() -> None:
    assert amount("1", "亩").compared(amount("666.6666666666666666666666666", "平方米")) == 1
    assert amount("3", "亩").compared(amount("2000", "平方米")) == 0


@pytest.mark.parametrize(
    ("first", "second"),
    [("%", "个百分点"), ("人", "户"), ("人", "人次"), ("亿元", "亿美元"), ("吨", "吨标准煤"), ("个", "家")],
)
def test_other_dimensions_are_refused_in_both_languages(first: str, second: str) -> None:
    for attempt in (
        lambda: amount("1", first).to(unit(second)),
        lambda: amount("1", first).compared(amount("1", second)),
    ):
        with pytest.raises(Mismatch, match=r"不是同一种量.*measure different things") as caught:
            attempt()
        assert caught.value.problem.code == "unit-other-dimension"
        assert {first, second} <= set(caught.value.problem.words.values())


@pytest.mark.parametrize(("first", "second"), [(2010, 2015), (2010, None), (None, 2015)])
def test_prices_of_other_years_are_not_compared(first: int | None, second: int | None) -> None:
    with pytest.raises(Mismatch, match="价格指数") as caught:
        amount("100", "亿元", first).compared(amount("90", "亿元", second))
    assert caught.value.problem.code == "unit-other-prices"


def test_prices_of_one_year_are_compared() -> None:
    assert amount("1", "亿元", 2010).compared(amount("9000", "万元", 2010)) == 1
