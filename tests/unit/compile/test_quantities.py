"""Quantities: the number, its unit with its magnitude, and what the words about it say."""

from __future__ import annotations

import pytest

from luoshi.compile.quantities import Quantity, quantities

Row = tuple[float | None, float | None, str, str | None]


def found(text: str) -> list[Quantity]:
    return list(quantities(text, 0, len(text)))


@pytest.mark.parametrize(
    ("printed", "value", "unit", "comparator"),
    [
        ("60%", 60, "%", None),
        ("4.5%", 4.5, "%", None),
        ("10万亩", 10, "万亩", None),
        ("11亿千瓦左右", 11, "亿千瓦", "~"),
        ("0.5个百分点", 0.5, "个百分点", None),
        ("1.5万平方公里", 1.5, "万平方公里", None),
        ("100万吨标准煤", 100, "万吨标准煤", None),
        ("60平方米/人", 60, "平方米/人", None),
        ("2万户", 2, "万户", None),
        ("1,200公里", 1200, "公里", None),
        ("一半以上", 50, "%", ">="),
        ("三分之一以上", 1 / 3, "", ">="),
        ("两倍以上", 2, "倍", ">="),
        ("翻一番", 1, "番", None),
        ("翻番", 1, "番", None),
        ("翻两番", 2, "番", None),
        ("50个基点", 50, "个基点", None),
        ("1/3以上", 1 / 3, "", ">="),
        ("超过一半", 50, "%", ">"),
        pytest.param("三十个", 30, "个", None, marks=pytest.mark.xfail(strict=True, reason="no Chinese numerals")),
        ("百分之六十", 60, "%", None),
        ("千座以上", 1000, "座", ">="),
        pytest.param("百亿元", 100, "亿元", None, marks=pytest.mark.xfail(strict=True, reason="no bare 百")),
    ],
)
def test_a_number_has_its_value_unit_and_comparator(
    printed: str, value: float, unit: str, comparator: str | None
) -> None:
    (quantity,) = found(printed)
    assert (quantity.unit, quantity.comparator, quantity.high) == (unit, comparator, None)
    assert quantity.value == pytest.approx(value)
    assert (quantity.start, quantity.end) == (0, len(printed))


@pytest.mark.parametrize(
    ("before", "comparator"),
    [
        ("不低于", ">="),
        ("不少于", ">="),
        ("至少", ">="),
        ("≥", ">="),
        ("超过", ">"),
        ("突破", ">"),
        ("高于", ">"),
        (">", ">"),
        ("不超过", "<="),
        ("不高于", "<="),
        ("最多", "<="),
        ("≤", "<="),
        ("低于", "<"),
        ("少于", "<"),
        ("<", "<"),
        ("约", "~"),
        ("近", "~"),
    ],
)
def test_the_word_before_says_how_it_is_meant(before: str, comparator: str) -> None:
    (quantity,) = found(f"{before}60公里")
    assert (quantity.comparator, quantity.value) == (comparator, 60)
    assert (quantity.start, quantity.at) == (0, len(before))


@pytest.mark.parametrize(
    ("after", "comparator"),
    [("以上", ">="), ("及以上", ">="), ("以下", "<="), ("及以下", "<="), ("以内", "<="), ("左右", "~"), ("上下", "~")],
)
def test_the_word_behind_says_how_it_is_meant(after: str, comparator: str) -> None:
    (quantity,) = found(f"60公里{after}")
    assert (quantity.comparator, quantity.value) == (comparator, 60)


@pytest.mark.parametrize("printed", ["3-5个", "3—5个", "3至5个", "3到5个"])
def test_a_range_has_two_ends(printed: str) -> None:
    (quantity,) = found(printed)
    assert (quantity.value, quantity.high, quantity.unit, quantity.comparator) == (3, 5, "个", "range")


def test_zero_growth_is_at_most_zero_and_negative_growth_below() -> None:
    zero, negative = found("肥料用量零增长，农药用量负增长。")
    assert [(q.value, q.comparator, q.zero_growth) for q in (zero, negative)] == [(0, "<=", True), (0, "<", True)]


@pytest.mark.parametrize("text", ["", "统一规划", "一体推进", "十分重要", "第一批", "万众一心"])
def test_words_without_a_number_have_none(text: str) -> None:
    assert found(text) == []


def test_only_the_asked_piece_is_looked_at() -> None:
    assert [q.value for q in quantities("建30个、50个、70个", 4, 8)] == [50]
