"""From the fields of a reviewed target to the goal that is judged."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from luoshi.assess.progress.goals import Stated, goal
from luoshi.model.area import Assumption
from luoshi.model.finding import Goal, Missing
from luoshi.model.indicator import Indicator
from luoshi.model.unit import Unit

UNITS = {
    unit.name: unit
    for unit in (
        Unit("%", "份额", "1", Fraction(1, 100)),
        Unit("个百分点", "份额之差", "1", Fraction(1, 100)),
        Unit("亿元", "金额", "元", Fraction(10**8)),
        Unit("万元", "金额", "元", Fraction(10**4)),
        Unit("个", "个数", "个", Fraction(1)),
        Unit("人", "人数", "人", Fraction(1)),
        Unit("平方米", "面积", "平方米", Fraction(1)),
        Unit("万亩", "面积", "平方米", Fraction(20_000_000, 3)),
    )
}
SILENT = Assumption("d", "a", 2013, 2020, {"default": "r"}, official=False, why="以印发前一年为基期")


def indicator(unit: str = "%", better: str | None = "up") -> Indicator:
    return Indicator("i", "指标", "", unit, better, "", "none", "")  # type: ignore[arg-type]


def stated(of: Indicator | None = None, assumption: Assumption | None = SILENT, **fields: str) -> Stated:
    return goal({"deadline": "2020-12-31"} | fields, of or indicator(), UNITS, assumption)


def found(of: Indicator | None = None, **fields: str) -> Goal:
    result = stated(of, **fields).goal
    assert isinstance(result, Goal)
    return result


@pytest.mark.parametrize(
    ("fields", "better", "kind", "value"),
    [
        ({"kind": "level", "comparator": ">=", "value": "72", "unit": "%"}, "up", "up", "72"),
        ({"kind": "level", "comparator": "=", "value": "40", "unit": "%", "direction": "down"}, "down", "down", "40"),
        ({"kind": "level", "comparator": "<=", "value": "4.5", "unit": "%"}, "down", "at-most", "4.5"),
        (
            {"kind": "level", "comparator": ">=", "value": "30", "unit": "%", "direction": "hold"},
            "up",
            "at-least",
            "30",
        ),
        ({"kind": "growth", "comparator": ">=", "value": "8", "unit": "%"}, "up", "growth", "8"),
        ({"kind": "change", "value": "3", "unit": "%", "direction": "down"}, "down", "change", "-3"),
        ({"kind": "change", "value": "4", "unit": "个百分点", "direction": "up"}, "up", "change", "4"),
        ({"kind": "count", "value": "50", "unit": "个"}, "up", "count", "50"),
        ({"kind": "zero-growth", "value": "0", "unit": "%"}, "down", "zero-growth", "0"),
        ({"kind": "trend", "direction": "down"}, "down", "trend", None),
    ],
)
def test_each_kind_of_target_has_its_goal(fields: dict[str, str], better: str, kind: str, value: str | None) -> None:
    unit = "个" if fields.get("unit") == "个" else "%"
    one = found(indicator(unit, better), **fields)
    assert (one.kind, None if one.value is None else f"{one.value:f}") == (kind, value)


def test_points_are_not_per_cent() -> None:
    fields = {"kind": "change", "value": "4", "direction": "up"}
    assert found(unit="个百分点", **fields).change_in == "points"
    assert found(unit="%", **fields).change_in == "percent"


def test_the_value_is_in_the_unit_of_the_indicator() -> None:
    one = found(indicator("万元"), kind="amount", comparator=">=", value="50", unit="亿元")
    assert one.value == Decimal(500_000)


def test_a_unit_of_another_dimension_is_no_goal() -> None:
    result = stated(indicator("万元"), kind="amount", comparator=">=", value="50", unit="万亩").goal
    assert isinstance(result, Missing)
    assert result.code == "unit-other-dimension"


def test_what_is_counted_a_head_is_printed_without_the_head() -> None:
    one = found(indicator("平方米/人"), kind="level", indicator="城市人均公园绿地面积", value="12.5", unit="平方米")
    assert one.value == Decimal("12.5")


def test_about_allows_one_per_cent_and_says_so() -> None:
    result = stated(kind="level", comparator="~", value="60", unit="%")
    assert isinstance(result.goal, Goal)
    assert result.goal.value == Decimal("59.4")
    assert [step.zh for step in result.assumed if "左右" in step.zh and "非官方" in step.zh]


def test_a_range_has_two_ends() -> None:
    one = found(indicator("个"), kind="count", comparator="range", value="3", high="5", unit="个")
    assert (one.kind, one.value, one.high) == ("range", 3, 5)


def test_a_printed_base_year_goes_before_an_assumed_one() -> None:
    printed = stated(kind="change", value="10", unit="%", direction="down", baseline_year="2015")
    assert isinstance(printed.goal, Goal)
    assert (printed.goal.base_year, printed.assumed) == (2015, ())
    assumed = stated(kind="change", value="10", unit="%", direction="down")
    assert isinstance(assumed.goal, Goal)
    assert assumed.goal.base_year == 2013
    assert "以印发前一年为基期" in assumed.assumed[0].zh
    assert "非官方" in assumed.assumed[0].zh


def test_without_a_deadline_there_is_no_goal_unless_one_is_assumed() -> None:
    fields = {"kind": "level", "value": "72", "unit": "%", "deadline": ""}
    assumed = stated(**fields).goal
    assert isinstance(assumed, Goal)
    assert assumed.due == 2020
    silent = stated(assumption=None, **fields).goal
    assert isinstance(silent, Missing)
    assert silent.code == "goal-no-due"


def test_a_level_without_a_value_is_no_goal() -> None:
    result = stated(kind="level", comparator=">=").goal
    assert isinstance(result, Missing)
    assert result.code == "goal-no-value"


def test_a_bound_needs_no_base() -> None:
    one = found(indicator(better="down"), kind="level", comparator="<=", value="4.5", unit="%")
    assert one.base_year is None
