"""The picture of a target."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, get_args

import pytest
from gallery import REASON, a_target, drawn, labels, seen, series
from hypothesis import given
from hypothesis import strategies as st

from luoshi.model.finding import Goal, GoalKind, Missing, Outlook
from luoshi.model.problem import Kind
from luoshi.model.series import Series
from luoshi.publish import chart_theme as theme
from luoshi.publish.chart import Figure
from luoshi.publish.chart_course import course_of
from luoshi.publish.chart_target import target
from luoshi.publish.chart_words import Words

NAME = Words("产值", "Output")
NONE = Missing(Kind("none", zh="无", en="none", hint_zh="补", hint_en="add")())


def yearly(values: dict[int, int], **more: Any) -> Figure:
    return target(
        None, Series(tuple((year, Decimal(value)) for year, value in values.items())), name=NAME, unit="亿元", **more
    )


def lines(figure: Figure) -> dict[str, list[float]]:
    """The years through which each observed line goes."""
    found: dict[str, list[float]] = {}
    for layer in figure.json()["layer"]:
        if (
            layer["mark"].get("type") == "line"
            and layer["mark"]["color"] == theme.ACCENT
            and layer["mark"]["strokeWidth"] == 2.5
        ):
            for row in layer["data"]["values"]:
                found.setdefault(row["line"], []).append(row["x"])
    return found


def test_a_line_ends_before_a_break_and_begins_after_it() -> None:
    figure = yearly({2016: 5, 2017: 6, 2018: 3, 2019: 4}, breaks=[(2018, "level", "普查")])
    assert list(lines(figure).values()) == [[2016, 2017], [2018, 2019]]
    assert "url(#hatch" in figure.svg()
    assert "普查" in figure.note.zh


def test_a_missing_year_parts_the_line_and_is_named() -> None:
    figure = yearly({2015: 5, 2016: 6, 2018: 7})
    assert list(lines(figure).values()) == [[2015, 2016], [2018]]
    assert figure.note.zh == "2017年缺数据。"
    assert "缺" in [label.words for label in labels(figure.svg())]


def test_a_later_vintage_holds_and_the_earlier_one_stays_to_be_seen() -> None:
    course = course_of(None, series())
    assert [(one.year, one.value) for one in course.before] == [(2016, Decimal(1410))]
    assert next(one.value for one in course.now if one.year == 2016) == 1374


def test_what_was_published_after_the_day_is_not_shown() -> None:
    early = a_target(as_of=date(2017, 2, 1))
    assert {row[1] for row in early.rows if row[0].zh == "实际"} == {2010, 2011, 2012, 2014, 2015, 2016}
    assert next(row[2] for row in early.rows if row[0].zh == "实际" and row[1] == 2016) == 1410


def test_a_vintage_that_comes_later_changes_nothing_that_was_shown_before() -> None:
    day = date(2018, 6, 1)
    later = [*series(), seen(2016, "999", date(2019, 1, 1)), seen(2018, "1", date(2019, 9, 1))]
    before, after = (target(None, found, name=NAME, unit="亿元", as_of=day).svg() for found in (series(), later))
    assert before == after


def test_quarters_are_left_out_of_a_yearly_picture() -> None:
    quarter = replace(seen(2018, "5"), period="2018-Q3")
    assert [one.year for one in course_of(None, [quarter, seen(2017, "4")]).now] == [2017]


@pytest.mark.parametrize(
    ("goal", "said"),
    [
        (Goal("up", Decimal(60), due=2020), "≥60%"),
        (Goal("down", Decimal("4.5"), due=2020), "≤4.5%"),
        (Goal("at-most", Decimal("4.5"), due=2020), "≤4.5%"),
        (Goal("range", Decimal(55), due=2020, high=Decimal(60)), "55–60%"),
        (Goal("growth", Decimal(8), due=2020), "年均增长≥8%"),
        (Goal("growth", Decimal(3), due=2020, better="down"), "年均增长≤3%"),
        (Goal("change", Decimal(-15), due=2020), "累计变化−15%"),
        (Goal("zero-growth", None, due=2020), "零增长"),
        (Goal("trend", None, due=2020, better="down"), "逐年下降"),
        (Goal("trend", None, due=2020), "逐年上升"),
        (Goal("binary", None, due=2020), "完成"),
    ],
)
def test_the_promise_stands_in_title_picture_and_table(goal: Goal, said: str) -> None:
    figure = target(goal, Series(((2016, Decimal(5)), (2017, Decimal(6)))), name=NAME, unit="%",
                    planned=[(2020, Decimal(7))])  # fmt: skip
    assert figure.title.zh == f"产值：2017年6%，目标2020年{said}"
    assert figure.rows[-1][4].zh == said
    words = "".join(label.words for label in labels(figure.svg()))
    assert (said in words) if goal.kind != "range" else ("目标60" in words and "目标55" in words)


def test_a_target_that_is_not_observed_yet_is_drawn_with_its_path() -> None:
    goal = Goal("up", Decimal(60), due=2020, base_year=2015, base=Decimal(50))
    figure = target(goal, [], name=NAME, unit="%", planned=[(2015, Decimal(50)), (2020, Decimal(60))])
    assert figure.title.zh == "产值：尚无观测值，目标2020年≥60%"
    assert {(2020, 60.0), (2015, 50.0)} <= {(row.get("x"), row.get("y")) for row in drawn(figure)}


def test_without_any_value_the_figure_says_so_and_why() -> None:
    figure = target(None, [], name=NAME, unit="%", reason=REASON)
    words = "".join(label.words for label in labels(figure.svg()))
    assert f"没有数据：{REASON.zh}" in words
    assert "url(#hatch" in figure.svg()
    assert REASON.zh in figure.alt.zh


def test_an_outlook_without_an_interval_has_a_line_and_no_fan() -> None:
    known = Outlook("直线", 2020, Decimal(9), NONE, NONE, Decimal("0.8"), NONE)
    figure = yearly({2016: 5, 2017: 6}, outlook=known)
    assert [row[0].zh for row in figure.rows if "预计" in row[0].zh] == ["预计"]
    assert not any(layer["mark"].get("type") == "area" for layer in figure.json()["layer"])


def test_an_outlook_that_cannot_be_given_is_not_drawn() -> None:
    figure = yearly({2016: 5, 2017: 6}, outlook=Outlook("直线", 2020, NONE, NONE, NONE, Decimal("0.8"), NONE))
    assert all("预计" not in row[0].zh for row in figure.rows)


def test_the_alternative_text_names_the_extremes_the_promise_and_the_break() -> None:
    said = a_target().alt.zh
    for words in (
        "最高1374（2016年）",
        "最低730（2017年）",
        "目标2020年≥900亿元",
        "2016年与2017年之间有断点",
        "2013年缺数据",
    ):
        assert words in said


def test_a_preliminary_value_is_hollow() -> None:
    figure = target(None, [seen(2016, "5"), seen(2017, "6", quality="preliminary")], name=NAME, unit="%")
    hollow = [layer for layer in figure.json()["layer"] if layer["encoding"].get("fill") == {"value": theme.PAPER}]
    assert [row["x"] for layer in hollow for row in layer["data"]["values"]] == [2017]


decimals = st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, allow_infinity=False, places=3)
anything = st.dictionaries(st.integers(1949, 2060), decimals, min_size=1, max_size=12)


@given(anything, st.integers(1950, 2060), st.sampled_from([800, 360]))
def test_any_series_renders_without_a_word_cut_off(values: dict[int, Decimal], broken: int, width: int) -> None:
    figure = target(None, Series(tuple(values.items())), name=NAME, unit="%", breaks=[(broken, "method", "口径")])
    svg = figure.svg(width)
    assert [label for label in labels(svg) if label.left < 0 or label.right > width] == []
    assert {(year, float(value)) for year, value in values.items()} <= {
        (row.get("x"), row.get("y")) for row in drawn(figure)
    }


@given(st.permutations(series()))
def test_the_order_of_the_rows_never_matters(rows: list[Any]) -> None:
    assert target(None, rows, name=NAME, unit="%").json() == target(None, series(), name=NAME, unit="%").json()


def test_every_kind_of_goal_has_words() -> None:
    for kind in get_args(GoalKind):
        goal = Goal(kind, Decimal(5), due=2020, high=Decimal(6))
        promise = course_of(goal, Series(((2016, Decimal(5)),)), unit="%").promise
        assert promise is not None
        assert promise.zh
        assert promise.en
