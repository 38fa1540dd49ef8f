"""What each kind of figure says, beyond what holds for all."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from gallery import LEVELS, REASON, coordination, drawn, labels, series

from luoshi.model.coordination import Obstacle
from luoshi.model.light import LightGroup
from luoshi.model.problem import LuoshiError, Mismatch
from luoshi.publish import chart_theme as theme
from luoshi.publish.chart import Figure
from luoshi.publish.chart_bars import Influence, influences, obstacles
from luoshi.publish.chart_cities import Panel, cities
from luoshi.publish.chart_coordination import coordination_levels, coordination_plane
from luoshi.publish.chart_effect import Effect, event_study
from luoshi.publish.chart_investment import Instalment, investment
from luoshi.publish.chart_lights import LightRow, lights, row_of
from luoshi.publish.chart_profile import Profile, radar
from luoshi.publish.chart_ranking import Ranked, ranking
from luoshi.publish.chart_slope import Change, slope
from luoshi.publish.chart_timeline import Task, timeline
from luoshi.publish.chart_words import Words

NAME = Words("指标", "Indicator")


def words(figure: Figure, width: int = 800) -> list[str]:
    return [label.words for label in labels(figure.svg(width))]


NOTHING: dict[str, Figure] = {
    "cities": cities([Panel("江州", reason=REASON)], name=NAME, unit="%"),
    "lights": lights([LightRow("江州", {}, reason=REASON)], name=NAME),
    "ranking": ranking([Ranked("江州", None, reason=REASON)], name=NAME),
    "radar": radar(["甲", "乙", "丙"], [Profile("江州", [None, None, None])], name=NAME, reason=REASON),
    "slope": slope([Change("江州", None, None, REASON)], first=2010, last=2018, name=NAME, unit="%"),
    "plane": coordination_plane({2015: REASON}, LEVELS, name=NAME),
    "bands": coordination_levels({"江州": {2015: REASON}}, LEVELS, name=NAME),
    "obstacles": obstacles([], without={"绿道": REASON}, name=NAME),
    "influences": influences([Influence("权重", None, None, reason=REASON)], name=NAME),
    "effect": event_study([Effect(0, None, reason=REASON)], name=NAME, unit="%"),
    "timeline": timeline([Task("绿道", None, reason=REASON)], name=NAME, as_of=date(2017, 1, 1)),
    "investment": investment([Instalment("2016", None, None, REASON)], name=NAME),
}


@pytest.mark.parametrize("kind", NOTHING)
def test_without_data_a_figure_says_so_and_why(kind: str) -> None:
    assert f"没有数据：{REASON.zh}" in "".join(words(NOTHING[kind], 360))
    assert "url(#hatch" in NOTHING[kind].svg()


@pytest.mark.parametrize(
    "figure",
    [
        cities([], name=NAME, unit="%"), lights([], name=NAME), ranking([], name=NAME), radar(["甲"], [], name=NAME),
        slope([], first=1, last=2, name=NAME, unit="%"), coordination_plane({}, LEVELS, name=NAME), obstacles([], name=NAME),
        coordination_levels({}, LEVELS, name=NAME), influences([], name=NAME), event_study([], name=NAME, unit="%"),
        timeline([], name=NAME, as_of=date(2017, 1, 1)), investment([], name=NAME),
    ],
)  # fmt: skip
def test_an_empty_list_is_no_empty_plot(figure: Figure) -> None:
    assert "没有数据" in "".join(words(figure))


# ------------------------------------------------------------------ many cities


def test_pictures_with_the_same_axes_say_that_heights_compare() -> None:
    panels = [Panel("江州", series()), Panel("湖州", series()[:2])]
    same, own = (cities(panels, name=NAME, unit="%", same_axes=same) for same in (True, False))
    assert "高低可以比较" in same.note.zh
    assert "高低不能比较" in own.note.zh
    assert [_domains(figure) for figure in (same, own)] == [1, 2]


def _domains(figure: Figure) -> int:
    return len({tuple(panel["layer"][0]["encoding"]["y"]["scale"]["domain"]) for panel in figure.json()["concat"]})


def test_years_are_the_same_in_all_pictures() -> None:
    panels = [Panel("江州", series()), Panel("湖州", series()[:2])]
    figure = cities(panels, name=NAME, unit="%", same_axes=False)
    assert len({tuple(one["layer"][0]["encoding"]["x"]["scale"]["domain"]) for one in figure.json()["concat"]}) == 1


# ------------------------------------------------------------------ lights


def test_the_worst_is_named_and_nothing_is_averaged() -> None:
    figure = lights([LightRow("江州", {"green": 9, "red": 1}, ["绿道"])], name=NAME)
    assert figure.title.zh == "指标：10项中滞后1项（江州：绿道）"
    assert "■滞后：绿道" in words(figure)


def test_a_light_has_its_shape_beside_its_colour() -> None:
    figure = lights([LightRow("江州", {"red": 5, "yellow": 5, "green": 5, "done": 5})], name=NAME)
    assert {"■5", "▲5", "●5", "◆5"} <= set(words(figure))


def test_lights_without_a_colour_never_decide_which_is_the_worst() -> None:
    row = row_of("江州", LightGroup({"red": 0, "yellow": 0, "green": 2}, 3, "green"))
    assert row.worst_state == "green"
    assert lights([LightRow("江州", {"none": 3})], name=NAME).title.zh == "指标：3项均无数据"


# ------------------------------------------------------------------ ranks and parts


def test_neighbours_whose_ranks_overlap_are_told() -> None:
    figure = ranking([Ranked("江州", 1, 1, 1), Ranked("湖州", 2, 2, 3), Ranked("山州", 3, 2, 3)], name=NAME)
    assert "先后不能断定的相邻地区：湖州与山州。" in figure.alt.zh


def test_scores_are_printed_to_the_same_places() -> None:
    figure = ranking([Ranked("江州", 1, score=0.812), Ranked("湖州", 2, score=0.6)], name=NAME)
    assert {"0.812", "0.600"} <= set(words(figure))


def test_obstacles_beyond_the_worst_are_summed_and_stay_in_the_table() -> None:
    figure = obstacles(
        [Obstacle(f"因素{n}", 1, 0, 10.0) for n in range(8)] + [Obstacle("首要", 1, 0, 20.0)], name=NAME, most=3
    )
    assert {"其余6项", "60.0%"} <= set(words(figure))
    assert len(figure.rows) == 9


def test_an_influence_has_its_interval_drawn() -> None:
    figure = influences([Influence("权重", 0.4, 0.5, (0.31, 0.52), (0.42, 0.61))], name=NAME)
    rules = {(row.get("x"), row.get("x2")) for row in drawn(figure)}
    assert {(0.31, 0.52), (0.42, 0.61)} <= rules


# ------------------------------------------------------------------ profiles and changes


def test_scores_that_do_not_fit_the_sides_are_refused() -> None:
    with pytest.raises(LuoshiError, match="有 2 个得分"):
        radar(["甲", "乙", "丙"], [Profile("江州", [0.1, 0.2])], name=NAME)


def test_an_outline_is_open_where_a_score_is_missing() -> None:
    figure = radar(["甲", "乙", "丙", "丁"], [Profile("江州", [0.5, None, 0.5, 0.5])], name=NAME)
    sides = [row for row in drawn(figure) if row.get("colour") == theme.SERIES[0] and "x2" in row]
    assert len(sides) == 2
    assert "（缺：江州）" in words(figure)


def test_no_line_joins_two_years_that_do_not_compare() -> None:
    changes = [Change("江州", 5, 3), Change("湖州", 4, 2)]
    joined, parted = (
        slope(changes, first=2018, last=2019, name=NAME, unit="%", broken=broken) for broken in (None, REASON)
    )
    assert [_joined(figure) for figure in (joined, parted)] == [2, 0]
    assert "2018年最高江州5、最低湖州4" in parted.alt.zh
    assert REASON.zh in parted.note.zh


def _joined(figure: Figure) -> int:
    return sum(1 for row in drawn(figure) if (row.get("x"), row.get("x2")) == (0, 1) and row["colour"] in
               (theme.ACCENT, theme.SERIES[1]))  # fmt: skip


def test_a_fall_to_zero_is_a_fall() -> None:
    figure = slope([Change("江州", 5, 0)], first=2018, last=2019, name=NAME, unit="%")
    assert "下降" in words(figure)
    assert "上升0个，下降1个" in figure.alt.zh


# ------------------------------------------------------------------ coordination


def test_a_path_is_open_over_a_year_without_a_result() -> None:
    path = {2015: coordination(0.5, 0.3), 2016: REASON, 2017: coordination(0.8, 0.5)}
    figure = coordination_plane(path, LEVELS, name=NAME)
    assert {row["line"] for row in drawn(figure) if "line" in row and row["x"] in (0.3, 0.5)} == {"0", "1"}
    assert "2016 无数据" in words(figure)


def test_results_of_different_forms_are_not_drawn_together() -> None:
    with pytest.raises(Mismatch, match="不同耦合公式"):
        coordination_levels(
            {"江州": {2015: coordination(0.5, 0.5)}, "湖州": {2015: coordination(0.5, 0.5, "liao")}}, LEVELS, name=NAME
        )


# ------------------------------------------------------------------ effects, deadlines, money


def test_years_before_that_differ_from_zero_are_counted() -> None:
    effects = [Effect(-2, 0.5, 0.2, 0.8), Effect(-1, 0, reference=True), Effect(0, 1, 0.5, 1.5)]
    assert "实施前1年中1年区间不含零" in event_study(effects, name=NAME, unit="%").alt.zh


@pytest.mark.parametrize(
    ("task", "days"),
    [
        (Task("绿道", date(2017, 1, 31)), 31),
        (Task("绿道", date(2017, 1, 31), done=date(2017, 2, 5)), 5),
        (Task("绿道", date(2017, 1, 31), done=date(2017, 1, 31)), 0),
        (Task("绿道", date(2017, 12, 31)), 0),
    ],
)
def test_lateness_is_counted_to_the_day_it_was_done_and_stays(task: Task, days: int) -> None:
    figure = timeline([task], name=NAME, as_of=date(2017, 3, 3))
    assert figure.rows[0][4] == days
    red = [row for row in drawn(figure) if row.get("colour") == theme.LIGHTS["red"][0] and row["x2"] - row["x"] > 0]
    assert bool([row for row in red if row["x2"] - row["x"] == days]) == (days > 0)


def test_the_title_of_an_investment_says_what_is_behind() -> None:
    paid = [Instalment("2016", Decimal(10), Decimal(8)), Instalment("2017", Decimal(20), None)]
    assert investment(paid, name=NAME).title.zh == "指标：至2016累计完成8亿元，比计划少2亿元"


def test_a_period_ahead_is_no_gap_and_one_behind_is() -> None:
    paid: list[Any] = [Instalment("1", Decimal(1), Decimal(1)), Instalment("2", Decimal(2), None, REASON),
                       Instalment("3", Decimal(3), Decimal(2)), Instalment("4", Decimal(4), None, REASON)]  # fmt: skip
    figure = investment(paid, name=NAME)
    assert [row[3] == REASON for row in figure.rows] == [False, True, False, False]
