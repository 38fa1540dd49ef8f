"""Times: the last day that each form allows, and the first year of a span."""

from __future__ import annotations

from datetime import date

import pytest

from luoshi.compile.times import When, times

ISSUED = date(2018, 5, 22)


def only(text: str, issued: date | None = ISSUED) -> When:
    (when,) = times(text, issued=issued)
    return when


@pytest.mark.parametrize(
    ("printed", "due"),
    [
        ("到2020年", date(2020, 12, 31)),
        ("2020年底前", date(2020, 12, 31)),
        ("2020年末", date(2020, 12, 31)),
        ("2020年以前", date(2020, 12, 31)),
        ("2030年前", date(2030, 12, 31)),
        ("二零三五年", date(2035, 12, 31)),
        ("2020年6月底前", date(2020, 6, 30)),
        ("2024年2月底前", date(2024, 2, 29)),
        ("2020年六月", date(2020, 6, 30)),
        ("2019年9月15日前", date(2019, 9, 15)),
        ("2020年2月31日前", date(2020, 2, 29)),
        ("2021年上半年", date(2021, 6, 30)),
        ("2020年二季度末", date(2020, 6, 30)),
        ("2020年第三季度", date(2020, 9, 30)),
    ],
)
def test_a_time_with_its_year_needs_no_day_of_issue(printed: str, due: date) -> None:
    assert only(printed, issued=None).due == due


@pytest.mark.parametrize(
    ("printed", "since", "until"),
    [
        ("“十二五”期间", 2011, 2015),
        ("“十三五”期间", 2016, 2020),
        ("“十四五”时期", 2021, 2025),
        ("十五五末", 2026, 2030),
        ('"十三五"期末', 2016, 2020),
        ("2013-2017年", 2013, 2017),
        ("2013年至2020年", 2013, 2020),
        ("2016到2018年", 2016, 2018),
    ],
)
def test_a_span_has_its_first_year_and_its_last_day(printed: str, since: int, until: int) -> None:
    when = only(printed, issued=None)
    assert (when.since, when.due) == (since, date(until, 12, 31))


@pytest.mark.parametrize(
    ("printed", "due"),
    [
        ("5年内", date(2023, 5, 22)),
        ("三年内", date(2021, 5, 22)),
        ("两年左右时间内", date(2020, 5, 22)),
        ("18个月内", date(2019, 11, 22)),
        ("6月底前", date(2018, 6, 30)),
        ("1月31日前", date(2018, 1, 31)),
        ("年底前", date(2018, 12, 31)),
        ("今年内", date(2018, 12, 31)),
        ("明年底前", date(2019, 12, 31)),
        ("三季度末", date(2018, 9, 30)),
        pytest.param("3-5年内", date(2023, 5, 22)),
    ],
)
def test_a_time_told_from_the_issue_has_a_date_only_where_the_issue_is_known(printed: str, due: date) -> None:
    assert only(printed).due == due
    assert only(printed, issued=None).due is None


def test_a_month_that_is_shorter_than_the_day_ends_on_its_last_day() -> None:
    assert only("一个月内", issued=date(2019, 1, 31)).due == date(2019, 2, 28)


@pytest.mark.parametrize("text", ["五十五周年", "每年", "1999 个", "一年四季", "第三年级", "12320热线", "2020个"])
def test_a_number_that_looks_like_a_time_is_none(text: str) -> None:
    assert times(text, issued=ISSUED) == []


def test_since_a_plan_is_no_time_by_which_something_is_due() -> None:
    assert times("“十二五”以来，绿道增加。") == []


def test_places_count_in_the_whole_reading() -> None:
    text = "一、目标\n到2020年，绿道成网。"
    when = only(text)
    assert text[when.start : when.end] == "2020年"


def test_only_the_asked_piece_is_looked_at() -> None:
    text = "到2020年成网，到2025年成林。"
    assert [when.due for when in times(text, 9, len(text))] == [date(2025, 12, 31)]


def test_a_count_of_years_beyond_the_calendar_has_no_date() -> None:
    assert only("999年内", issued=date(9500, 1, 1)).due is None
