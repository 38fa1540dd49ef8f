"""The light of what was reported."""

from __future__ import annotations

import pytest

from luoshi.act.report_light import Colour, report_light


@pytest.mark.parametrize(
    ("data", "colour"),
    [
        ({"stage": "推进中"}, "green"),
        ({"stage": "已完成", "days_late": "3"}, "done"),
        ({"stage": "受阻"}, "red"),
        ({"stage": "未启动"}, "yellow"),
        ({"stage": "推进中", "confidence": "难以完成"}, "yellow"),
        ({"stage": "推进中", "days_late": "3"}, "yellow"),
        ({"annual_plan": "10", "annual_done": "9.1"}, "green"),
        ({"annual_plan": "10", "annual_done": "9"}, "yellow"),
        ({"annual_plan": "10", "annual_done": "7"}, "yellow"),
        ({"annual_plan": "10", "annual_done": "6.9"}, "red"),
        ({"annual_plan": "0", "annual_done": "0"}, "green"),
        ({"annual_done": "6.9"}, "green"),
    ],
)
def test_what_was_reported_has_its_light(data: dict[str, str], colour: Colour) -> None:
    assert report_light(data, handed_in=True, is_late=False, period="2016-Q4").colour == colour


def test_what_is_owed_has_a_light_only_after_its_day() -> None:
    assert report_light({}, handed_in=False, is_late=False).colour == "none"
    assert report_light({"stage": "已完成"}, handed_in=False, is_late=True).colour == "red"


def test_money_is_compared_with_the_share_of_the_year_that_is_gone() -> None:
    data = {"annual_plan": "10", "annual_done": "5"}
    assert report_light(data, handed_in=True, is_late=False, period="2016-Q2").colour == "green"
    assert report_light(data, handed_in=True, is_late=False, period="2016-Q4").colour == "red"
    assert report_light(data, handed_in=True, is_late=False, period="").colour == "green"
