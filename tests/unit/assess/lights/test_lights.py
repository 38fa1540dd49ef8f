"""Colours by rules: every edge of every rule, on both sides; silence; versions; groups."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest

from luoshi.assess import lights
from luoshi.model.finding import AgainstPlan, Finding, MilestoneFinding, Missing
from luoshi.model.light import Colour, Interval, Light, LightCase, LightRule, Measure
from luoshi.model.problem import LuoshiError
from luoshi.packs import light_rules, pack

RULES = light_rules(pack(Path(__file__).parents[4] / "packs" / "common-cn"))
PUBLISHED = Path("/work/shared/domain/tables/e_light_rules.csv")
DAY = date(2025, 6, 30)


def lit(name: str, **inputs: str) -> Light:
    """lit("default-difference", points="-10")"""
    given = {cast(Measure, measure): Decimal(value) for measure, value in inputs.items()}
    return lights.light(lights.in_force(RULES, name, on=DAY), given)


def colour(light: Light) -> str:
    return light.colour.code if isinstance(light.colour, Missing) else light.colour


SILENT = "light-rule-silent"


@pytest.mark.parametrize(
    ("name", "measure", "edges"),
    [
        (
            "yinchuan-investment", "points",
            {"0": "green", "-0.01": SILENT, "-9.99": SILENT, "-10": "yellow", "-30": "yellow", "-30.01": "red"},
        ),
        ("yinchuan-start", "months_late", {"0": "green", "1": "yellow", "2": "yellow", "3": "red"}),
        ("yinchuan-registration", "months_late", {"0": "green", "0.5": SILENT, "1": "yellow", "2": "yellow", "2.1": "red"}),
        ("yinchuan-payment", "points", {"0": "green", "-0.01": SILENT}),
        ("sanya-annual-task", "ratio", {"1": "green", "0.9999": "yellow", "0.5": "yellow", "0.4999": "red"}),
        ("tianjin-special-bonds", "ratio", {"1": SILENT, "0.9999": "yellow", "0.7": "yellow", "0.6999": "red"}),
        ("wuhan-priority-work", "ratio", {"0.8": "green", "0.7999": "yellow", "0.6": "yellow", "0.5999": "red"}),
        (
            "default-difference", "points",
            {"0": "green", "-9.99": "green", "-10": "yellow", "-30": "yellow", "-30.01": "red"},
        ),
    ],
)  # fmt: skip
def test_every_edge_of_a_rule(name: str, measure: str, edges: Mapping[str, str]) -> None:
    assert {value: colour(lit(name, **{measure: value})) for value in edges} == edges


@pytest.mark.parametrize(
    ("growth", "to_plan", "to_average", "expected"),
    [
        ("-0.1", "5", "5", "red"),
        ("0", "0", "0", "green"),
        ("3", "-0.1", "1", "yellow"),
        ("3", "1", "-0.1", "yellow"),
    ],
)
def test_the_rule_of_several_measures(growth: str, to_plan: str, to_average: str, expected: str) -> None:
    found = lit("tianjin-investment-growth", growth=growth, growth_gap=to_plan, growth_gap_to_average=to_average)
    assert colour(found) == expected


@pytest.mark.parametrize(
    ("days", "share", "expected", "then"),
    [
        ("-16", "0", "green", ""),
        ("-15", "0.79", "yellow", "发提醒函"),
        ("-15", "0.8", "green", ""),
        ("0", "0.79", "yellow", "发提醒函"),
        ("1", "0.99", "red", "发督办单"),
        ("30", "0.99", "red", "发督办单"),
        ("31", "0.99", "red", "约谈"),
    ],
)
def test_a_milestone_by_the_default_rule(days: str, share: str, expected: str, then: str) -> None:
    found = lit("default-milestone", days_late=days, share_done=share)
    assert found.case is not None
    assert (colour(found), found.case.then) == (expected, then)


@pytest.mark.parametrize("name", ["default-difference", "default-milestone"])
def test_what_no_document_prints_is_said_not_to_be_official(name: str) -> None:
    found = lit(name, points="1", days_late="-20", share_done="0")
    assert not found.official
    assert found.steps[-1].zh.endswith("系统默认，非官方")


def test_a_case_that_the_system_fills_in_is_not_official_though_its_rule_is() -> None:
    assert [lit("wuhan-priority-work", ratio=ratio).official for ratio in ("0.9", "0.7")] == [False, True]


def test_a_measure_that_is_missing_gives_no_colour_and_keeps_its_reason() -> None:
    reason = _missing()
    found = lights.light(lights.in_force(RULES, "default-difference", on=DAY), {"points": reason})
    assert found.colour == reason
    assert found.steps[0].zh.startswith("与计划之差（百分点）：")


def test_a_measure_that_nobody_gives_is_asked_for_by_name() -> None:
    found = lit("tianjin-investment-growth", growth="3")
    assert colour(found) == "light-no-measure"
    assert isinstance(found.colour, Missing)
    assert "增速与计划之差（百分点）" in found.colour.zh


def test_a_missing_measure_does_not_matter_once_a_case_has_held() -> None:
    assert colour(lit("tianjin-investment-growth", growth="-1")) == "red"


def test_the_steps_say_why() -> None:
    assert [step.zh for step in lit("default-difference", points="-12.50").steps] == [
        "绿灯：与计划之差（百分点） -12.50 在 [0, ) 内：否",
        "绿灯：与计划之差（百分点） -12.50 在 (-10, 0) 内：否",
        "黄灯：与计划之差（百分点） -12.50 在 [-30, -10] 内：是",
        "黄灯，依据“进度差默认规则”（default-difference@1）；系统默认，非官方",
    ]


# ------------------------------------------------------------------ the published rules


@pytest.mark.skipif(not PUBLISHED.is_file(), reason="the table of published rules is not here")
def test_every_published_rule_with_edges_is_in_the_pack() -> None:
    """三明 publishes colours and no edges."""
    with PUBLISHED.open(encoding="utf-8") as table:
        rows = [row for row in csv.DictReader(table) if row["jurisdiction"] != "三明"]
    official = [rule for rule in RULES if rule.official]
    assert [row["jurisdiction"] + "市" for row in rows] == [rule.jurisdiction for rule in official]
    for row, rule in zip(rows, official, strict=True):
        printed = {colour for colour in ("green", "yellow", "red") if row[colour]}
        assert {case.colour for case in rule.cases if case.official} == printed, rule.id
        assert str(rule.since and rule.since.year) == row["year"].replace("(undated)", "None")


# ------------------------------------------------------------------ versions


def test_the_version_in_force_decides() -> None:
    one, two = (
        LightRule("r", version, "", "", (LightCase("red", {"points": Interval(high=Decimal(edge))}),), "", since=since)
        for version, edge, since in (("1", -10, None), ("2", -20, date(2020, 1, 1)))
    )
    chosen = [lights.in_force([two, one], "r", on=day).version for day in (date(2019, 12, 31), date(2020, 1, 1))]
    assert chosen == ["1", "2"]


def test_a_rule_that_is_not_in_force_is_asked_for_in_vain() -> None:
    with pytest.raises(LuoshiError, match="default-difference"):
        lights.in_force(RULES, "yinchuan-investment", on=date(2024, 12, 31))


# ------------------------------------------------------------------ several together


def test_a_group_counts_and_shows_the_worst() -> None:
    found = lights.group(lit("yinchuan-investment", points=points) for points in ("5", "3", "-20", "-5"))
    assert (found.counts, found.without, found.worst) == ({"red": 0, "yellow": 1, "green": 2}, 1, "yellow")


def test_lights_without_a_colour_make_no_group_green() -> None:
    found = lights.group([lit("yinchuan-payment", points="-5")])
    assert (found.without, found.worst) == (1, None)


@pytest.mark.parametrize("worst", ["red", "yellow", "green"])
def test_no_number_of_better_lights_hides_a_worse_one(worst: Colour) -> None:
    points = {"red": "-40", "yellow": "-20", "green": "1"}
    assert lights.group([lit("default-difference", points=one) for one in ["1"] * 9 + [points[worst]]]).worst == worst


# ------------------------------------------------------------------ measures


def test_a_finding_gives_points_and_ratio_and_a_milestone_days_and_share() -> None:
    plan = AgainstPlan(2018, Decimal(56), Decimal(1), Decimal("10.00"), Decimal("1.1667"))
    gap = _missing()
    finding = Finding("on-track", 2018, Decimal(57), Decimal("0.7"), plan, gap, ())
    found = {"points": Decimal("10.00"), "ratio": Decimal("1.1667"), "chance": gap, "attainment": Decimal("0.7")}
    assert lights.measures(finding) == found
    assert lights.measures(MilestoneFinding("missed", 4, Decimal(1), ())) == {"days_late": 4, "share_done": 1}


def test_what_a_finding_misses_its_measures_miss_for_the_same_reason() -> None:
    gap = _missing()
    finding = Finding("no-data", None, gap, gap, gap, gap, ())
    assert lights.measures(finding) == {"points": gap, "ratio": gap, "chance": gap, "attainment": gap}


@pytest.mark.parametrize(
    ("done", "months", "points", "ratio"),
    [
        # 97.2 % by the end of October is 13.87 points ahead of 10/12.
        ("97.2", 10, "13.87", "1.1664"),
        ("50", 6, "0.00", "1.0000"),
        ("0", 1, "-8.33", "0.0000"),
    ],
)
def test_a_year_so_far_beside_the_time_gone(done: str, months: int, points: str, ratio: str) -> None:
    found = lights.year_so_far(Decimal(done), Decimal(100), months=months)
    assert {measure: str(value) for measure, value in found.items()} == {"points": points, "ratio": ratio}


def test_a_year_without_a_plan_has_no_share() -> None:
    found = lights.year_so_far(Decimal(3), Decimal(0), months=6)["points"]
    assert isinstance(found, Missing)
    assert found.code == "light-nothing-planned-this-year"


@pytest.mark.parametrize("months", [0, 13])
def test_a_year_has_twelve_months(months: int) -> None:
    with pytest.raises(LuoshiError, match="1 至 12"):
        lights.year_so_far(Decimal(3), Decimal(9), months=months)


def _missing() -> Missing:
    found = lit("yinchuan-payment", points="-5").colour
    assert isinstance(found, Missing)
    return found
