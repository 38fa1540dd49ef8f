"""Numbers as printed: digits, Chinese numerals, fractions."""

from __future__ import annotations

import pytest

from luoshi.compile.numbers import number, numeral


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("零", 0),
        ("两", 2),
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("二十三", 23),
        ("一百零五", 105),
        ("一百一十", 110),
        ("一千零一", 1001),
        ("两千", 2000),
        ("两万三千", 23_000),
        ("十万", 100_000),
        ("三亿", 300_000_000),
        ("二零三五", 2035),
        ("百", 100),
        ("万", 10_000),
        pytest.param("一亿零五万", 100_050_000),
        pytest.param("三亿两千万", 320_000_000),
        pytest.param("一万亿", 10**12),
    ],
)
def test_a_numeral_has_its_value(printed: str, value: int) -> None:
    assert numeral(printed) == value


@pytest.mark.parametrize("word", ["", "统一", "一批", "十分", "第一", "23", "一体化"])
def test_a_word_that_holds_a_numeral_is_none(word: str) -> None:
    assert numeral(word) is None


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("60", 60),
        ("15.5", 15.5),
        ("2,740", 2740),
        ("1，234.5", 1234.5),
        ("1 000", 1000),
        ("三十", 30),
        ("1/3", 1 / 3),
        ("三分之一", 1 / 3),
        ("百分之六十", 0.6),
    ],
)
def test_a_number_is_read_in_whatever_form_it_is_printed(printed: str, value: float) -> None:
    assert number(printed) == pytest.approx(value)


@pytest.mark.parametrize("printed", ["", "绿道", "1/0", "零分之一", "一/二", "1/2/3", "分之", "1.2.3"])
def test_what_is_no_number_has_no_value(printed: str) -> None:
    assert number(printed) is None


@pytest.mark.parametrize("word", ["nan", "inf", "Infinity"])
def test_an_english_word_has_no_value(word: str) -> None:
    assert number(word) is None
