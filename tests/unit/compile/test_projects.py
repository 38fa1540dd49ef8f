"""Project tables become projects; what does not add up or looks misread is said."""

from __future__ import annotations

import pytest
from tables import drawn

from luoshi.compile.project_cells import amount, years
from luoshi.compile.projects import projects
from luoshi.model import Project


def codes(picture: str) -> list[str]:
    return [problem.code for problem in projects(drawn(picture))[1]]


def only(picture: str) -> Project:
    found, _ = projects(drawn(picture))
    assert len(found) == 1
    return found[0]


def test_every_cell_of_a_row_becomes_a_field():
    project = only(
        """
        单位：亿元
        | 序号 | 项目名称 | 法人单位 | 建设规模及主要内容 | 建设年限 | 总投资 | 备注 |
        | 1 | 松江引水工程 | 松江水务公司 | 管线120公里 | 2014—2018 | 196 | 续建 |
        """
    )
    assert (project.seq, project.name, project.owner) == ("1", "松江引水工程", "松江水务公司")
    assert (project.scale_text, project.note, project.group) == ("管线120公里", "续建", "")
    assert (project.start_year, project.end_year) == (2014, 2018)
    assert (project.total_investment, project.unit) == (196.0, "亿元")


def test_columns_are_known_by_their_words_in_any_order():
    project = only(
        """
        | 总投资（万元） | 工程名称 | 项目起止 | 业主 | 建设地点 | 建设内容与规模 |
        | 1,234.5 | 河道整治 | 2021-2025 | 某区水利局 | 某区 | 8公里 |
        """
    )
    assert (project.name, project.owner, project.scale_text) == ("河道整治", "某区水利局", "8公里")
    assert (project.total_investment, project.unit, project.start_year) == (1234.5, "万元", 2021)


def test_a_header_of_two_rows_is_read_from_top_to_bottom():
    project = only(
        """
        | 序号 | 项目名称 | 建设时间 | < | 投资 | < |
        | ^ | ^ | 开工 | 竣工 | 总投资（亿元） | 2021年计划投资 |
        | 1 | 机场迁建 | 2018年 | 2021年 | 56 | 9 |
        """
    )
    assert (project.start_year, project.end_year, project.total_investment) == (2018, 2021, 56.0)
    assert project.unit == "亿元"


def test_the_span_covers_the_row_and_nothing_of_its_neighbours():
    found, _ = projects(drawn("| 序号 | 项目名称 | 总投资 |\n| 1 | 甲工程 | 2 |\n| 2 | 乙工程 | 3 |"))
    assert [project.span.quote for project in found] == ["1甲工程2", "2乙工程3"]


def test_a_repeated_header_is_no_project():
    found, _ = projects(
        drawn("| 序号 | 项目名称 | 总投资 |\n| 1 | 甲工程 | 2 |\n| 序号 | 项目名称 | 总投资 |\n| 2 | 乙工程 | 3 |")
    )
    assert [project.name for project in found] == ["甲工程", "乙工程"]


def test_a_table_goes_on_behind_a_page_number_without_its_header():
    found, problems = projects(
        drawn("| 序号 | 项目名称 | 总投资（亿元） |\n| | 合计:2项 | 5 |\n| 1 | 甲工程 | 2 |\n—12—\n| 2 | 乙工程 | 3 |")
    )
    assert [(project.name, project.unit) for project in found] == [("甲工程", "亿元"), ("乙工程", "亿元")]
    assert problems == []


def test_a_row_broken_by_a_page_is_put_together():
    found, _ = projects(
        drawn(
            """
            | 序号 | 项目名称 | 法人单位 | 建设内容 | 总投资 |
            | 1 | 国道改建 | 某市国道 | 一级公路 | 43 |
            | | | 项目办公室 | 125公里 | |
            """
        )
    )
    assert [(p.owner, p.scale_text) for p in found] == [("某市国道项目办公室", "一级公路125公里")]
    assert found[0].span.quote.endswith("125公里")


def test_a_title_across_the_table_gives_the_group():
    found, _ = projects(
        drawn(
            """
            | 序号 | 项目名称 | 总投资 |
            | 一、交通 | < | < |
            | 1 | 甲公路 | 2 |
            | 二、水利 | < | < |
            | 2 | 乙水库 | 3 |
            """
        )
    )
    assert [(project.name, project.group) for project in found] == [("甲公路", "一、交通"), ("乙水库", "二、水利")]


def test_a_total_that_the_rows_do_not_bear_out_is_a_problem_with_the_difference():
    table = "| 序号 | 项目名称 | 总投资 |\n| | 合计:3项 | 9.3 |\n| 1 | 甲工程 | 2.1 |\n| 2 | 乙工程 | 3.3 |"
    _, problems = projects(drawn("单位：亿元\n" + table))
    assert [problem.code for problem in problems] == ["project-sum-differs", "project-count-differs"]
    assert problems[0].words["sum"] == "5.4"
    assert problems[0].words["difference"] == "3.9"
    assert problems[0].span is not None
    assert problems[0].span.quote == "合计:3项9.3"


def test_sums_are_exact():
    assert codes("| 序号 | 项目名称 | 总投资 |\n| 1 | 甲工程 | 0.1 |\n| 2 | 乙工程 | 0.2 |\n| | 合计 | 0.3 |") == []


def test_a_subtotal_covers_the_rows_since_the_last_title():
    table = """
        | 序号 | 项目名称 | 总投资 |
        | 一、交通 | < | < |
        | 1 | 甲公路 | 2 |
        | | 小 计 | 2 |
        | 二、水利 | < | < |
        | 1 | 乙水库 | 3 |
        | | 小 计 | {subtotal} |
        | | 合 计 | 5 |
        """
    assert codes(table.format(subtotal=3)) == []
    assert codes(table.format(subtotal=4)) == ["project-sum-differs"]


def test_the_parts_of_a_project_are_not_summed_twice():
    table = """
        | 序号 | 项目名称 | 总投资 |
        | 1 | 排涝工程 | {whole} |
        | （1） | 东段 | 2 |
        | （2） | 西段 | 3 |
        | 2 | 水库 | 7 |
        | | 合计 | 12 |
        """
    assert codes(table.format(whole=5)) == []
    assert "project-sum-differs" in codes(table.format(whole=6))


def test_a_row_without_amount_leaves_a_larger_total_unquestioned():
    assert codes("| 序号 | 项目名称 | 总投资 |\n| 1 | 甲工程 | 2 |\n| 2 | 乙工程 | — |\n| | 合计 | 9 |") == []


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ("| 1 | 甲工程 | 建厂房 | 2018-2015 | 3 |", "project-years-reversed"),
        ("| 1 | 甲工程 | 建厂房 | 2011—2035 | 3 |", "project-years-implausible"),
        ("| 1 | 甲工程 | 建厂房 | 明年 | 3 |", "project-years-unreadable"),
        ("| 1 | 甲工程 | 建厂房 | 2018-2020 | 3l |", "project-amount-unreadable"),
        ("| 1 | 甲电厂工程 | 建设2台235万千瓦机组 | 2018-2020 | 3 |", "project-cell-misread"),
        ("| 1 | 甲工程（二期二期） | 建厂房 | 2018-2020 | 3 |", "project-cell-misread"),
        ("| 1 | 甲工程 | 年产甲醇。1. 改造造气系统，新建造气炉 | 2018-2020 | 3 |", "project-cell-misread"),
        ("| 1 | 甲工程 | 年产24万吨/乙烷 | 2018-2020 | 3 |", "project-cell-misread"),
    ],
)
def test_a_cell_that_looks_misread_is_a_problem(cells: str, code: str):
    header = "| 序号 | 项目名称 | 建设内容 | 建设年限 | 总投资 |\n"
    usual = "| 2 | 乙工程 | 建设4台35万千瓦机组，1.厂房，2.库房，日处理2×400吨/天 | 2015-2018 | 3 |"
    assert codes(header + usual.replace("| 2 |", "| 1 |")) == []
    assert codes(header + cells + "\n" + usual) == [code]


def test_a_jump_in_the_numbers_is_a_problem():
    rows = "| 序号 | 项目名称 | 总投资 |\n| 1 | 甲工程 | 2 |\n| 3 | 丙工程 | 3 |"
    assert codes(rows) == ["project-numbers-jump"]


def test_an_indicator_table_holds_no_projects():
    assert projects(drawn("| 序号 | 指标名称 | 2020年 | 2025年 |\n| 1 | 项目数 | 5 | 9 |")) == ([], [])


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("2014—2018", (2014, 2018)),
        ("2014-2018年", (2014, 2018)),
        ("2020.2021", (2020, 2021)),
        ("2018.3-2020.12", (2018, 2020)),
        ("2018年3月至2020年12月", (2018, 2020)),
        ("2019-21", (2019, 2021)),
        ("2019年", (2019, 2019)),
        ("2019-", (2019, None)),
        ("“十四五”", (2021, 2025)),
        ("", (None, None)),
        ("新建", None),
    ],
)
def test_years_are_read_as_they_are_written(cell: str, read: object):
    assert years(cell) == read


def test_an_amount_without_a_number_is_missing_and_never_zero():
    assert amount("") == (None, "")
    assert amount("—") == (None, "")
    assert amount("暂估") is None


def test_digits_of_any_kind_and_length_are_read_without_failing():
    long = "9" * 5000
    rows = f"| ² | 甲工程 | {long} |\n| {long} | 乙工程 | 2 |\n| | 合计:{long}项 | 2 |"
    found, problems = projects(drawn("| 序号 | 项目名称 | 总投资 |\n" + rows))
    assert [project.total_investment for project in found] == [None, 2.0]
    assert [problem.code for problem in problems] == ["project-amount-unreadable"]
