"""A target and a city in one line: nothing that is missing looks like something that is good."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from luoshi.model.finding import Finding, Goal
from luoshi.model.followed import Followed, Point
from luoshi.model.indicator import Indicator
from luoshi.model.observation import Observation, Origin
from luoshi.model.pack import Pack
from luoshi.model.profile import Measured, Profile
from luoshi.model.supplier import Supplier
from luoshi.publish.city_rows import city_rows
from luoshi.publish.target_rows import against_words, target_row, target_rows
from luoshi.publish.trend import trend
from luoshi.testing import nothing_followed

GREENWAYS = Indicator("greenways", "绿道密度", "Greenways", "%", "up", "", "none", "")
PACK = Pack("p", "", "", indicators={"greenways": GREENWAYS})
SUPPLIER = Supplier("greenways", ("city/gardens",), False, "各年")
ROW = Observation(
    "greenways", "220700", "2018", Decimal(7), date(2019, 1, 1), "final", Origin("t", "a.csv", "", "", 2, 3, "年鉴")
)
POINT = Point(2018, Decimal(7), (ROW,))


def whole(**more: object) -> Followed:
    goal = Goal("at-least", Decimal(8), 2020)
    return replace(nothing_followed(), indicator="greenways", goal=goal, supplier=SUPPLIER, **more)  # type: ignore[arg-type]


def at(place: str, grade: str) -> Followed:
    nothing = nothing_followed().finding
    finding = Finding(grade, 2018, Decimal(7), nothing.attainment, nothing.against_plan, nothing.outlook, ())  # type: ignore[arg-type]
    return whole(place=place, place_title=place, scope="member", finding=finding, points=(POINT,))


def test_a_place_that_has_done_its_part_says_nothing_of_a_whole_without_figures() -> None:
    row = target_row([whole(), at("220700", "met")], PACK)
    assert (row.standing.word, row.worst_at) == ("无数据", "220700")


def test_a_place_that_missed_shows_in_the_standing_of_the_target() -> None:
    row = target_row([whole(), at("220700", "met"), at("220200", "missed")], PACK)
    assert (row.standing.word, row.worst_at) == ("未完成", "220200")


def test_a_target_without_figures_says_what_is_missing_and_from_whom() -> None:
    row = target_row([whole()], PACK)
    assert (row.lacking.zh, row.needs, row.suppliers, row.suppliers_official) == (
        "没有数据",
        "各年",
        ("city/gardens",),
        False,
    )
    assert (row.promise.zh, row.due, row.title.en) == ("≥8%", 2020, "Greenways")


def test_what_is_missing_gives_no_words_and_no_zero() -> None:
    assert against_words(whole()).zh == ""
    assert target_row([whole()], PACK).points is None


def test_targets_that_stand_badly_come_first() -> None:
    groups = {"a": [whole()], "b": [replace(whole(), target="b"), at("220200", "missed")]}
    assert [row.standing.word for row in target_rows(groups, PACK)] == ["未完成", "无数据"]


def city(code: str, *measured: Measured) -> Profile:
    return Profile(code, code, "地级行政区", measured)


def test_a_city_without_figures_is_told_what_others_have_and_whom_to_ask() -> None:
    has = city("220700", Measured("greenways", "220700", (POINT,)))
    rows = city_rows([has, city("220200")], [], [], None, PACK, {"greenways": SUPPLIER})
    assert rows[0].lacking == ()
    (lack,) = rows[1].lacking
    assert (lack.title.zh, lack.suppliers) == ("绿道密度", ("city/gardens",))
    assert rows[1].worst_mark is None


def test_the_worst_target_of_a_city_is_one_that_has_a_value() -> None:
    followed = [whole(place="220700", scope="each"), at("220700", "missed"), at("220700", "met")]
    (row,) = city_rows([city("220700")], followed, [], None, PACK, {})
    assert row.worst_mark is not None
    assert row.worst_mark.word == "未完成"


def test_no_line_is_drawn_across_a_break() -> None:
    years = [(2010, Decimal(1)), (2011, Decimal(2)), (2012, Decimal(9)), (2013, Decimal(8))]
    assert trend(years).count("<polyline") == 1
    assert trend(years, breaks=[2012]).count("<polyline") == 2


def test_values_that_do_not_change_are_drawn_all_the_same() -> None:
    assert "<polyline" in trend([(2010, Decimal(1)), (2011, Decimal(1))])
    assert trend([(2010, Decimal(1))]) == ""
