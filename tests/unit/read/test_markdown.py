"""Markdown: pieces of the file itself, without the signs of the markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.read import markdown
from luoshi.read.extract import Extract
from luoshi.read.limits import TOO_MANY_CELLS, Limits


def read(source: str, **limits: int) -> Extract:
    return markdown.extract(source.encode(), "plan.md", Limits(**limits))


def shown(extract: Extract) -> list[str]:
    return [extract.text[p.start : p.end] for p in extract.pieces if p.kind == "paragraph"]


def cells(extract: Extract) -> list[list[str]]:
    (table,) = [piece for piece in extract.pieces if piece.kind == "table"]
    return [[extract.text[place[0] : place[1]] for place in row if place] for row in table.rows]


def test_the_text_is_the_file_itself():
    source = "# 总则 #\r\n\r\n正文\r\n"
    assert read(source).text == source
    assert shown(read(source)) == ["总则", "正文"]


def test_headings_have_their_level_in_both_forms():
    extract = read("# 一\n### 二\n三\n===\n四\n---\n文\n")
    assert [
        (text, p.level)
        for text, p in zip(shown(extract), [p for p in extract.pieces if p.kind == "paragraph"], strict=True)
    ] == [
        ("一", 1),
        ("二", 3),
        ("三", 1),
        ("四", 2),
        ("文", 0),
    ]


def test_a_paragraph_of_one_line_is_whole_and_wrapped_lines_are_not():
    extract = read("加快建\n设项目。\n\n完善政策。\n")
    assert [(extract.text[p.start : p.end], p.whole) for p in extract.pieces] == [
        ("加快建", False),
        ("设项目。", False),
        ("完善政策。", True),
    ]


def test_lists_keep_their_numbers_and_dashes_and_lose_their_stars():
    assert shown(read("1. 甲\n2. 乙\n\n- 丙\n  丁\n\n* 戊\n")) == ["1. 甲", "2. 乙", "- 丙", "丁", "戊"]


def test_quotations_and_emphasis_at_the_edges_are_outside_the_pieces():
    assert shown(read("> 引用\n> **要求**\n\n**（一）任务。**加快\n\n覆盖率*\n")) == [
        "引用",
        "要求",
        "（一）任务。**加快",
        "覆盖率*",
    ]


def test_a_table_has_cells_without_bars():
    source = "表1\n\n| 指标 | **2020年** |\n|---|:-:|\n| a \\| b | |\n| c |\n\n注\n"
    assert cells(read(source)) == [["指标", "2020年"], ["a \\| b", ""], ["c"]]
    assert shown(read(source)) == ["表1", "注"]


def test_a_table_without_outer_bars_is_a_table():
    assert cells(read("指标|目标\n---|---\n覆盖率|45\n")) == [["指标", "目标"], ["覆盖率", "45"]]


def test_code_is_text_and_its_fence_is_not():
    assert shown(read("```text\n一、要求\n\n二、目标\n```\n\n    三、任务\n")) == ["一、要求", "二、目标", "三、任务"]


def test_what_the_file_says_of_itself_is_metadata():
    extract = read("---\ntitle: 意见\n发文字号：吉政发〔2016〕40号\n---\n# 总则\n")
    assert extract.page_metadata == {"title": "意见", "发文字号": "吉政发〔2016〕40号"}
    assert shown(extract) == ["总则"]


def test_a_rule_at_the_beginning_of_a_text_is_no_metadata():
    assert shown(read("---\n\n到2020年：达标\n\n---\n")) == ["到2020年：达标"]


def test_html_inside_is_read_as_text_and_named():
    extract = read("<div>\n到2020年\n</div>\n")
    assert shown(extract) == ["到2020年"]
    assert [(p.kind, p.words) for p in extract.problems] == [(markdown.HTML_INSIDE, {"line": "1"})]


def test_tables_beyond_the_limit_of_cells_are_paragraphs():
    extract = read("|a|b|\n|-|-|\n|c|d|\n", cells=3)
    assert shown(extract) == ["a", "b", "c", "d"]
    assert [p.kind for p in extract.problems] == [TOO_MANY_CELLS]


@pytest.mark.parametrize(
    ("data", "is_markdown"), [("# 总则", True), ("|---|---|", True), ("#标签\n- 任务", False), ("1. 甲", False)]
)
def test_bytes_are_recognised_by_their_markup(data: str, is_markdown: bool):
    assert markdown.matches(data.encode()) is is_markdown


WORDS = st.text(alphabet="落实到2020年 \t>-*#|`~:<\\[]1.", max_size=12)


@given(st.lists(WORDS, max_size=20), st.sampled_from(["\n", "\r\n", "\r"]))
def test_every_line_of_words_is_in_a_piece_and_pieces_never_overlap(lines: list[str], end: str):
    extract = read(end.join(lines))
    position = 0
    for piece in extract.pieces:
        assert position <= piece.start < piece.end
        position = piece.end
    left = list(extract.text)
    for piece in extract.pieces:
        left[piece.start : piece.end] = " " * (piece.end - piece.start)
    assert not set("落实到2020年") & set(left)
