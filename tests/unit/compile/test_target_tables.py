"""Indicator tables become targets: one for each indicator and year to come."""

from __future__ import annotations

from datetime import date

import pytest
from tables import drawn

from luoshi.compile.target_cells import name_and_unit, values
from luoshi.compile.target_tables import targets
from luoshi.model import Target


def only(row: str, header: str = "| 指标 | 单位 | 2020年 | 2025年 | 属性 |") -> Target:
    found, _ = targets(drawn(header + "\n" + row))
    assert len(found) == 1
    return found[0]


def test_a_row_becomes_a_target_with_its_unit_baseline_and_nature():
    target = only("| 森林覆盖率 | % | 44.1 | ≥45.8 | 约束性 |")
    assert (target.indicator, target.comparator, target.value, target.unit) == ("森林覆盖率", ">=", 45.8, "%")
    assert (target.deadline, target.baseline_year, target.binding) == (date(2025, 12, 31), 2020, "约束性")
    assert (target.kind, target.span.quote) == ("level", "森林覆盖率%44.1≥45.8约束性")


def test_a_column_of_a_year_gone_by_is_no_target():
    found, _ = targets(drawn("| 指标 | 2020年实际 | 2021年任务 | 2025年目标 |\n| 孵化器（个） | 5 | 6 | 9 |"))
    assert [(t.value, t.deadline) for t in found] == [(6.0, date(2021, 12, 31)), (9.0, date(2025, 12, 31))]


def test_two_years_ahead_are_two_targets():
    found, _ = targets(drawn("| 指标 | 2025年 | 2035年 |\n| 孵化器（个） | 5 | 9 |"))
    assert [t.value for t in found] == [5.0, 9.0]


def test_the_period_of_the_plan_says_which_years_are_ahead():
    table = drawn("| 指标 | 2020年 | 2025年 |\n| 孵化器（个） | 5 | 9 |")
    assert [t.value for t in targets(table, period=(2016, 2025))[0]] == [5.0, 9.0]
    assert [t.value for t in targets(table, period=(2021, 2025))[0]] == [9.0]


def test_no_value_is_no_target():
    assert targets(drawn("| 指标 | 单位 | 2020年 | 2025年 |\n| 单位能耗 | % | 3 | — |")) == ([], [])


def test_brackets_say_that_a_value_is_cumulative():
    target = only("| 能耗强度 | % | — | [13.5] | 约束性 |")
    assert (target.kind, target.value, target.since, target.baseline_year) == ("change", 13.5, 2021, 2020)


def test_a_yearly_growth_keeps_per_cent_whatever_the_indicator_is_measured_in():
    found, _ = targets(drawn("| 指标 | 2020年 | 2025年 | 年均增长 |\n| 生产总值（亿元） | 100 | 134 | 6左右 |"))
    assert [(t.kind, t.value, t.unit) for t in found] == [("amount", 134.0, "亿元"), ("growth", 6.0, "%")]
    assert found[1].deadline == date(2025, 12, 31)
    assert found[1].since == 2021


def test_a_column_of_growth_or_sums_is_read_by_its_brackets():
    found, _ = targets(drawn("| 指标 | 2020年 | 2025年 | 年均/累计 |\n| 城镇化率（%） | 58 | 65 | [7] |"))
    assert [(t.kind, t.value) for t in found] == [("level", 65.0), ("change", 7.0)]


def test_two_classes_in_one_cell_are_two_targets_with_their_scope():
    found, _ = targets(drawn("| 指标 | 单位 | 2020年 | 2025年 |\n| 污水收集率 | % | 60 | 设区市85；县级市≥75 |"))
    assert [(t.scope, t.comparator, t.value) for t in found] == [("设区市", "=", 85.0), ("县级市", ">=", 75.0)]


def test_a_category_beside_several_rows_is_not_the_indicator():
    found, _ = targets(
        drawn("| 类别 | 指标 | 2020年 | 2025年 |\n| 创新 | 研发强度（%） | 2 | 3 |\n| ^ | 专利（件） | 5 | 8 |")
    )
    assert [(t.indicator, t.span.quote) for t in found] == [
        ("研发强度", "创新研发强度（%）23"),
        ("专利", "专利（件）58"),
    ]


def test_a_title_across_the_table_is_passed_over():
    found, problems = targets(drawn("| 指标 | 2020年 | 2025年 |\n| 一、创新 | < | < |\n| 专利（件） | 5 | 8 |"))
    assert [t.indicator for t in found] == ["专利"]
    assert problems == []


def test_a_name_around_its_row_is_put_together():
    found, _ = targets(
        drawn(
            """
            | 序号 | 指标 | 单位 | 属性 | 2025年 |
            | 5 | 新能源车占比 | % | 预期性 | 20 |
            | . | 单位工业增加值 | . | . | . |
            | 6 | | % | 预期性 | 4.5左右 |
            | . | 能耗降低 | . | . | . |
            """
        )
    )
    assert [t.indicator for t in found] == ["新能源车占比", "单位工业增加值能耗降低"]
    assert found[1].span.quote == "单位工业增加值6%预期性4.5左右能耗降低"


def test_a_direction_without_number_is_a_trend():
    target = only("| 劳动生产率 | % | 4.1 | 高于GDP增速 | 预期性 |")
    assert (target.kind, target.value, target.comparator, target.direction) == ("trend", None, None, "up")


def test_a_value_that_cannot_be_read_is_a_problem_with_its_row():
    found, problems = targets(drawn("| 指标 | 2020年 | 2025年 |\n| 排放量（吨） | 5 | 完成国家下达任务 |"))
    assert found == []
    assert [problem.code for problem in problems] == ["target-value-unreadable"]
    assert problems[0].span is not None
    assert problems[0].span.quote == "排放量（吨）5完成国家下达任务"


def test_a_target_column_without_year_takes_the_end_of_the_period():
    target = only("| 专利（件） | 5 | 8 |", "“十四五”科技规划\n| 指标 | 现状值 | 目标值 |")
    assert target.deadline == date(2025, 12, 31)


def test_a_target_column_without_any_year_is_a_problem():
    found, problems = targets(drawn("| 指标 | 现状值 | 目标值 |\n| 专利（件） | 5 | 8 |"))
    assert found[0].deadline is None
    assert [problem.code for problem in problems] == ["target-column-without-year"]


def test_a_project_table_holds_no_targets():
    table = "| 序号 | 项目名称 | 建设性质 | 总投资（万元） | “十四五”投资（万元） |\n| 1 | 水库 | 新建 | 9 | 5 |"
    assert targets(drawn(table)) == ([], [])


@pytest.mark.parametrize(
    ("cell", "comparator", "value", "high"),
    [
        ("≥30", ">=", 30.0, None),
        (">60", ">", 60.0, None),
        ("<5", "<", 5.0, None),
        ("5左右", "~", 5.0, None),
        ("约1,200", "~", 1200.0, None),
        ("85以上", ">=", 85.0, None),
        ("控制在20以内", "<=", 20.0, None),
        ("3-5", "range", 3.0, 5.0),
        ("60%", "=", 60.0, None),
        ("-2.5", "=", -2.5, None),
    ],
)
def test_values_are_read_with_their_comparator(cell: str, comparator: str, value: float, high: float | None):
    assert [(v.comparator, v.value, v.high) for v in values(cell)] == [(comparator, value, high)]


@pytest.mark.parametrize(
    ("printed", "name", "unit"),
    [
        ("1.森林覆盖率（%）", "森林覆盖率", "%"),
        ("（2）劳动生产率（万元/人）", "劳动生产率", "万元/人"),
        ("单位能耗降低2（%）", "单位能耗降低", "%"),
        ("其中：义务教育巩固率（%）", "义务教育巩固率", "%"),
        ("固定资产投资（不含农户）", "固定资产投资（不含农户）", ""),
    ],
)
def test_names_lose_numbering_footnote_and_unit(printed: str, name: str, unit: str):
    assert name_and_unit(printed) == (name, unit)
