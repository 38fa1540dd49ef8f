"""The outline of any numbering style: level, marker, title, and how far a provision reaches."""

from __future__ import annotations

import pytest

from luoshi.compile.outline import outline
from luoshi.testing import document


def drawn(text: str) -> list[str]:
    """The provisions, each indented by its level."""
    return [f"{'  ' * (node.level - 1)}{node.marker} {node.title}" for node in outline(document(text))]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["一、目标", "（一）成林", "1.栽树", "（1）选苗", "①松"],
            ["一、 目标", "  （一） 成林", "    1. 栽树", "      （1） 选苗", "        ① 松"],
        ),
        (["一、目标", "1．栽树", "２、育苗"], ["一、 目标", "  1. 栽树", "  2、 育苗"]),
        (["一、目标", "(一)成林", "（二)成道"], ["一、 目标", "  （一） 成林", "  （二） 成道"]),
        (
            ["第一章 总则", "第一条 栽树。", "第二章 罚则", "第二条 育苗。"],
            ["第一章 总则", "  第一条 栽树", "第二章 罚则", "  第二条 育苗"],
        ),
        (["1 目标", "2.3 造林", "2.3.1 栽树", "2.4 修道"], ["2.3 造林", "  2.3.1 栽树", "2.4 修道"]),
        (["2.3造林", "2.3.1栽树"], ["2.3 造林", "  2.3.1 栽树"]),
        (["一、目标", "专栏1 树种", "二、任务"], ["一、 目标", "  专栏1 树种", "二、 任务"]),
    ],
)
def test_a_style_stands_below_the_one_that_was_open_before_it(lines: list[str], expected: list[str]) -> None:
    assert drawn("\n".join(lines)) == expected


def test_the_level_of_a_style_is_where_it_first_stands() -> None:
    below_a_bracket = drawn("一、目标\n（一）成林\n1.栽树\n2.育苗\n二、任务\n1.修路")
    assert below_a_bracket[2:] == ["    1. 栽树", "    2. 育苗", "二、 任务", "  1. 修路"]


def test_numbers_may_run_through_the_whole_document() -> None:
    assert drawn("一、甲\n（一）栽树\n二、乙\n（二）育苗")[3] == "  （二） 育苗"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("（一）成林。到2020年栽满一万株。", "成林"),
        ("（一）成林", "成林"),
        ("一、各县都要：", "各县都要"),
        ("一、到2020年栽满一万株，修满一百里，造满三十座。", "到2020年栽满一万株，修满一百里，造满三十座"),
    ],
)
def test_the_title_ends_with_the_first_full_stop(line: str, title: str) -> None:
    (node,) = outline(document(line))
    assert node.title == title


def test_an_item_of_prose_has_a_title_of_bounded_length() -> None:
    (node,) = outline(document("一、" + "栽树育苗修路" * 100))
    assert len(node.title) == 200


@pytest.mark.parametrize(
    "line",
    ["栽树一、二株", "2020年栽树", "第一部分地区", "一是栽树，二是育苗", "——栽树", "十分重要", "10000亩", ""],
)
def test_what_only_looks_like_a_marker_is_none(line: str) -> None:
    assert drawn(f"总体要求\n{line}") == []


def test_a_figure_that_opens_a_line_is_no_marker() -> None:
    assert drawn("总体要求\n3.5万亩林地要管好。") == []


@pytest.mark.parametrize("title", ["公共服务", "平台建设", "成果转化", "个人信息", "年度安排", "千家万户"])
def test_a_title_may_begin_like_a_unit(title: str) -> None:
    assert drawn(f"2.3{title}\n2.3.1 栽树") == [f"2.3 {title}", "  2.3.1 栽树"]


def test_a_chapter_may_be_called_by_any_name() -> None:
    assert drawn("第一章 总则\n第二章 分则") == ["第一章 总则", "第二章 分则"]


def test_a_marker_whose_title_was_broken_off_takes_the_next_line() -> None:
    assert drawn("一、\n栽树。") == ["一、 栽树"]


def test_a_marker_without_anything_behind_it_is_no_provision() -> None:
    assert drawn("栽树。\n（一）") == []


def test_a_provision_reaches_to_the_next_of_its_level() -> None:
    text = "一、目标\n（一）成林\n栽树。\n二、任务\n修路。"
    first, inner, second = outline(document(text))
    assert text[first.start : first.end] == "一、目标\n（一）成林\n栽树。\n"
    assert text[inner.start : inner.end] == "（一）成林\n栽树。\n"
    assert text[second.start : second.end] == "二、任务\n修路。"
    assert text[inner.body :].startswith("成林")


def test_the_path_names_the_markers_from_the_top() -> None:
    assert [node.path for node in outline(document("一、甲\n（一）乙\n1.丙"))] == ["一", "一/（一）", "一/（一）/1"]


def test_a_table_holds_no_provisions() -> None:
    assert drawn("一、目标\n序号\t名称\t面积\n1.\t甲园\t30\n2.\t乙园\t40") == ["一、 目标"]
