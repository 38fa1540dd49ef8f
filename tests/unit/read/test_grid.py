"""Lines of a text become tables where they are one, and stay lines where they are not."""

from __future__ import annotations

import re

from luoshi.read.extract import Piece
from luoshi.read.grid import tables


def lines(text: str) -> list[Piece]:
    return [Piece(*line.span()) for line in re.finditer(r"[^\r\n]+", text) if line[0].strip()]


def grids(text: str) -> list[list[list[str | None]]]:
    """The tables found in a text, cell by cell."""
    found = [piece for piece in tables(text, lines(text)) if piece.kind == "table"]
    return [[[None if c is None else text[c[0] : c[1]] for c in row] for row in piece.rows] for piece in found]


def test_lines_with_tabs_are_rows():
    text = "附表\n序号\t项目名称\t总投资\n\t合计:2项\t92\n1\t引水工程\t36\n2\t机场迁建\t56\n另行通知。\n"
    assert grids(text) == [
        [["序号", "项目名称", "总投资"], ["", "合计:2项", "92"], ["1", "引水工程", "36"], ["2", "机场迁建", "56"]]
    ]
    assert [piece.kind for piece in tables(text, lines(text))] == ["paragraph", "table", "paragraph"]


def test_a_page_break_does_not_end_a_table():
    text = "序号\t项目名称\t总投资\n1\t甲工程\t3\n\n序号\t项目名称\t总投资\n2\t乙工程\t4\n"
    assert [len(grid) for grid in grids(text)] == [4]


def test_a_row_broken_inside_a_cell_is_one_row():
    text = "序号\t项目名称\t建设内容\t总投资\n1\t甲工程\t高速公路\n80公里\t3\n2\n\t乙工程\t水库\t4\n"
    assert grids(text)[0][1:] == [["1", "甲工程", "高速公路\n80公里", "3"], ["2", "乙工程", "水库", "4"]]


def test_a_title_between_rows_covers_the_table():
    text = "序号\t项目名称\t总投资\n一、交通工程\n1\t甲公路\t3\n2\t乙铁路\t4\n"
    assert grids(text)[0][1] == ["一、交通工程"] * 3


def test_a_contents_page_with_tabs_is_no_table():
    text = "\t\t1 范围\t1\n\t\t2 术语\t1\n\t\t3 要求\t2\n\t\t4 数据\t6\n"
    assert grids(text) == []


def test_a_list_indented_by_tabs_is_no_table():
    assert grids("\t名称：数据项的名称；\n\t代码：数据项的代码；\n\t说明：附加信息。\n") == []


CELLS = """温州市

序号

项目名称

建设性质

建设地点

总投资

（万元）

“十四五”

投资（万元）



防涝工程/（个）





1

甲排涝工程





3000

1000

（1）

甲排涝工程（东段）

新建

平阳县

苍南县

3000

1000



小  计



1

3000

1000

2021年，各地要加快推进项目建设，确保按期完成目标任务。
"""


def test_a_cell_a_line_becomes_rows_with_blank_lines_as_empty_cells():
    assert grids(CELLS) == [
        [
            ["序号", "项目名称", "建设性质", "建设地点", "总投资\n\n（万元）", "“十四五”\n\n投资（万元）"],
            ["防涝工程/（个）"] * 6,
            ["1", "甲排涝工程", "", "", "3000", "1000"],
            ["（1）", "甲排涝工程（东段）", "新建", "平阳县\n\n苍南县", "3000", "1000"],
            ["", "小  计", "", "1", "3000", "1000"],
        ]
    ]


def test_what_stands_around_a_table_of_cells_stays_text():
    pieces = tables(CELLS, lines(CELLS))
    around = [CELLS[piece.start : piece.end] for piece in pieces if piece.kind != "table"]
    assert around == ["温州市", "2021年，各地要加快推进项目建设，确保按期完成目标任务。"]


def test_line_ends_of_any_system_are_counted_alike():
    text = CELLS.replace("\n", "\r\n")
    assert [len(grid) for grid in grids(text)] == [5]


INDICATORS = """主要指标
类别
序号
指标
2020年
2025年
年均增速
〔累计〕
指标属性
经济发展
1
地区生产总值增长（%）
3.6
—
6.0左右
预期性
2
城镇化率（%）
58.2
65
〔6.8〕
预期性
创新驱动
3
每万人口专利拥有量
（件）
6.3
≥12
—
约束性
注：〔〕内为五年累计数。
"""


def test_a_category_beside_several_rows_stands_in_each_of_them():
    grid = grids(INDICATORS)[0]
    assert grid[0] == ["类别", "序号", "指标", "2020年", "2025年", "年均增速\n〔累计〕", "指标属性"]
    assert [row[:2] for row in grid[1:]] == [["经济发展", "1"], ["经济发展", "2"], ["创新驱动", "3"]]
    assert grid[3][2:] == ["每万人口专利拥有量\n（件）", "6.3", "≥12", "—", "约束性"]


def test_a_table_without_numbers_is_cut_by_what_its_columns_hold():
    rows = "一、绿色\n能耗降低\n%\n—\n[13.5]\n约束性\n林地面积\n万亩\n30\n31\n预期性\n"
    text = "指标\n单位\n2020年\n2025年\n属性\n" + rows
    assert grids(text)[0][1:] == [
        ["一、绿色"] * 5,
        ["能耗降低", "%", "—", "[13.5]", "约束性"],
        ["林地面积", "万亩", "30", "31", "预期性"],
    ]


def test_header_words_in_ordinary_lines_are_no_table():
    text = "序号\n工作任务\n加快推进项目建设。\n责任单位\n指标\n本办法所称指标，是指目标。\n单位\n年度考核\n"
    assert grids(text) == []


def test_a_row_printed_with_blanks_is_cut_by_what_its_columns_hold():
    rows = "1 污水收集率 % 预期性 60 70 左右\n2 碳排放降低 % 约束性 — [18]\n"
    text = f"序号 指标名称 单位 属性 2020 年 2025 年\n{rows}全文完。\n"
    assert grids(text) == [
        [
            ["序号", "指标名称", "单位", "属性", "2020 年", "2025 年"],
            ["1", "污水收集率", "%", "预期性", "60", "70 左右"],
            ["2", "碳排放降低", "%", "约束性", "—", "[18]"],
        ]
    ]


def test_the_halves_of_a_name_stand_alone_around_its_row():
    text = "序号 指标 单位 属性 2025年\n1 占比 % 预期性 20\n单位工业增加值\n2 % 预期性 4.5左右\n能耗降低\n"
    assert grids(text)[0][2:] == [
        [None, "单位工业增加值", None, None, None],
        ["2", None, "%", "预期性", "4.5左右"],
        [None, "能耗降低", None, None, None],
    ]


def test_prose_that_speaks_of_binding_indicators_is_no_table():
    text = "指标 属性\n本规划指标分为约束性 和预期性 两类。\n其中 约束性 指标 3 个。\n"
    assert grids(text) == []


def test_tables_that_a_format_already_knows_are_left_as_they_are():
    known = Piece(0, 5, "table", rows=(((0, 2), (3, 5)),))
    assert tables("序号\t名称\n", [known]) == (known,)


def test_lines_without_any_sign_of_a_table_come_back_as_they_are():
    text = "一、总体要求\n到2020年，森林覆盖率达到45%。\n"
    assert tables(text, lines(text)) == tuple(lines(text))


def test_a_sum_cut_off_by_the_end_of_the_text_is_a_shorter_row():
    text = "序号\n\n项目名称\n\n建设性质\n\n总投资\n\n1\n\n水库\n\n新建\n\n9\n\n\n\n小 计\n"
    assert grids(text)[0][2] == ["", "小 计", None, None]
