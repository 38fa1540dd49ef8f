"""数字 → number → 数字, for every number."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from speller import digit_by_digit, spelled

from luoshi.compile.numbers import number, numeral
from luoshi.compile.quantities import quantities
from luoshi.compile.times import times


@given(st.integers(0, 99_999_999))
def test_a_number_that_is_spelled_is_read_back(value: int) -> None:
    assert numeral(spelled(value)) == value
    assert number(spelled(value)) == value


@given(st.integers(10**8, 10**12 - 1))
def test_a_number_beyond_a_hundred_million_is_read_back(value: int) -> None:
    assert numeral(spelled(value)) == value


@given(st.integers(0, 9999))
def test_a_number_that_is_read_digit_by_digit_is_read_back(value: int) -> None:
    assert numeral(digit_by_digit(value)) == value


@given(st.integers(0, 10**12))
def test_thousands_may_be_parted_by_commas(value: int) -> None:
    assert number(f"{value:,}") == value


@given(st.decimals(0, 10**9, places=3))
def test_a_decimal_number_is_read_back(value: Decimal) -> None:
    assert number(str(value)) == float(value)


@given(st.integers(1, 99), st.integers(1, 99))
def test_a_fraction_is_the_same_in_digits_and_in_words(above: int, below: int) -> None:
    assert number(f"{above}/{below}") == number(f"{spelled(below)}分之{spelled(above)}") == pytest.approx(above / below)


@given(st.text(alphabet="零一二三四五六七八九十百千万亿两第个年、", max_size=12))
def test_any_row_of_numerals_has_a_value_or_none(text: str) -> None:
    value = numeral(text)
    assert value is None or value >= 0


@given(st.decimals(0, 10**6, places=1), st.sampled_from(["%", "个", "万亩", "亿元", "公里", "万人", "吨标准煤"]))
def test_a_quantity_has_the_printed_value_and_unit(value: Decimal, unit: str) -> None:
    text = f"{value}{unit}"
    (quantity,) = quantities(text, 0, len(text))
    assert (quantity.value, quantity.unit) == (float(value), unit)


@given(st.dates(date(2001, 1, 1), date(2099, 12, 31)))
def test_a_day_is_read_back(day: date) -> None:
    (when,) = times(f"{day.year}年{day.month}月{day.day}日前")
    assert when.due == day


@given(st.integers(2001, 2099))
def test_a_year_is_the_same_in_digits_and_in_numerals(year: int) -> None:
    (in_digits,) = times(f"到{year}年")
    found = times(f"到{digit_by_digit(year)}年")
    assert [when.due for when in found] == [in_digits.due] == [date(year, 12, 31)]
