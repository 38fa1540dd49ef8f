"""Numbers and periods as tables print them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from luoshi.observe.headings import Heading, heading
from luoshi.observe.numbers import Number, number
from luoshi.observe.periods import day, of_days, period
from luoshi.packs import pack

COMMON = pack("common-cn")


@pytest.mark.parametrize(
    ("printed", "value", "unit", "note"),
    [
        ("1,234.5", "1234.5", "", ""),
        ("１，２３４．５", "1234.5", "", ""),
        ("1 234.5", "1234.5", "", ""),
        ("-3.20", "-3.20", "", ""),
        ("−3.2", "-3.2", "", ""),
        (".5", "0.5", "", ""),
        ("1.5E+3", "1500", "", ""),
        ("45.2%", "45.2", "%", ""),
        ("5.1‰", "5.1", "‰", ""),
        ("12①", "12", "", "①"),
        ("*12", "12", "", "*"),
        ("12[注]", "12", "", "[注]"),
        ("12（1）", "12", "", "（1）"),
        ("0", "0", "", ""),
    ],
)  # fmt: skip
def test_a_number_is_read_as_it_is_printed(printed: str, value: str, unit: str, note: str) -> None:
    assert number(printed) == Number(Decimal(value), unit, note)


@pytest.mark.parametrize("printed", ["", " ", "—", "——", "…", "……", "...", "-", "－", "/", "#N/A", "不详", "*"])
def test_a_sign_for_none_is_no_number_and_never_zero(printed: str) -> None:
    assert number(printed) is None


@pytest.mark.parametrize("printed", ["约3", "1.2.3", "12,34", "3-5", "1e999", "9" * 30, "(5)", "三", "1/2", "=A1"])
def test_what_is_no_number_is_refused(printed: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        number(printed)


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("2018", "2018"), ("2018年", "2018"), ("2018年末", "2018"), ("2018.0", "2018"), ("2018Q3", "2018-Q3"),
        ("2018年第三季度", "2018-Q3"), ("2018-6", "2018-06"), ("2018年12月", "2018-12"), ("201806", "2018-06"),
        ("2018-01-01 00:00:00", "2018-01-01"), ("43101", "2018-01-01"),
        ("18", None), ("1066", None), ("2018年13月", None), ("2018年1-6月", None), ("", None),
    ],
)  # fmt: skip
def test_a_period_is_a_year_a_quarter_or_a_month(printed: str, meant: str | None) -> None:
    assert period(printed) == meant


def test_days_that_programs_made_of_years_are_years() -> None:
    assert of_days(["2017-12-31", "2018-12-31"]) == {"2017-12-31": "2017", "2018-12-31": "2018"}
    assert of_days(["2018-01-01", "2018-06-01"]) == {"2018-01-01": "2018-01", "2018-06-01": "2018-06"}


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("2019-11-05", "2019-11-05"),
        ("2019年11月", "2019-11-30"),
        ("2019", "2019-12-31"),
        ("43774", "2019-11-05"),
        ("1", "None"),
    ],
)
def test_a_day_is_the_last_one_that_is_named(printed: str, meant: str) -> None:
    assert str(day(printed)) == meant


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("地区生产总值（亿元）", Heading("地区生产总值", "亿元")),
        ("人均GDP (元/人)", Heading("人均GDP", "元/人")),
        ("常住人口/万人", Heading("常住人口", "万人")),
        ("耕地面积 千公顷", Heading("耕地面积", "千公顷")),
        ("工业增加值（亿元，2015年价）", Heading("工业增加值", "亿元", "2015")),
        ("地区生产总值（按2010年不变价格计算）", Heading("地区生产总值", "", "2010")),
        ("地区生产总值（当年价，亿元）", Heading("地区生产总值", "亿元")),
        ("登记失业率[单位：%]", Heading("登记失业率", "%")),
        ("城区人口（含暂住）", Heading("城区人口(含暂住)")),
        ("粮食产量②", Heading("粮食产量", note="②")),
    ],
)
def test_a_header_is_taken_apart_as_far_as_it_is_understood(printed: str, said: Heading) -> None:
    assert heading(printed, COMMON) == said
