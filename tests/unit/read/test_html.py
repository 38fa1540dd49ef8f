"""HTML: what is text, what is the page's own, and the way back to the source."""

from __future__ import annotations

from html import unescape

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.read import html
from luoshi.read.extract import Extract, Piece
from luoshi.read.limits import Limits


def read(source: str, **limits: int) -> Extract:
    return html.extract(source.encode(), "page.html", Limits(**limits))


def shown(extract: Extract) -> list[str]:
    """The text that is the document's, a string a paragraph."""
    return [extract.text[p.start : p.end] for p in extract.pieces if p.kind == "paragraph"]


def table(extract: Extract) -> list[list[str | None]]:
    """The cells of the only table."""
    (found,) = [piece for piece in extract.pieces if piece.kind == "table"]
    return [[place and extract.text[place[0] : place[1]] for place in row] for row in found.rows]


def paragraphs(extract: Extract) -> list[Piece]:
    return [piece for piece in extract.pieces if piece.kind == "paragraph"]


METADATA = """<table><tr><td><b>索 引 号：</b></td><td>01/2019</td><td>发文机关：</td><td>国务院</td></tr>
<tr><td>标　　题：</td><td colspan="3">关于就业的意见</td></tr><tr><td>主 题 词：</td><td></td></tr></table>"""


def test_a_paragraph_is_a_whole_piece_and_a_line_of_the_text():
    extract = read("<body><p>一、总体要求</p>\n  <p>到2020年，\n  达到<b>45%</b>。</p></body>")
    assert extract.text == "一、总体要求\n到2020年， 达到45%。"
    assert [piece.whole for piece in extract.pieces] == [True, True]


def test_a_line_break_inside_a_paragraph_gives_two_pieces_that_are_not_whole():
    extract = read("<p>关于促进就业<br>若干措施的意见</p><p>各市：</p>")
    assert [(text, piece.whole) for text, piece in zip(shown(extract), extract.pieces, strict=True)] == [
        ("关于促进就业", False),
        ("若干措施的意见", False),
        ("各市：", True),
    ]


def test_two_line_breaks_end_a_paragraph():
    assert [piece.whole for piece in read("<div>一、总体要求<br><br>二、主要目标<br></div>").pieces] == [True, True]


def test_headings_have_their_level():
    assert [piece.level for piece in read("<h1>总则</h1><p>正文</p><H3>目标</H3>").pieces] == [1, 0, 3]


def test_blanks_of_the_page_are_kept_where_they_indent_and_dropped_at_the_end():
    assert read("<p>&nbsp;&nbsp;到2020年 &nbsp; </p>").text == "\u00a0\u00a0到2020年"


def test_preformatted_lines_stay_lines():
    assert read("<pre>一、要求\n二、目标\n</pre>").text == "一、要求\n二、目标"


def test_unclosed_paragraphs_and_cells_end_where_the_next_begin():
    assert shown(read("<p>一<p>二<ul><li>三<li>四</ul>")) == ["一", "二", "三", "四"]
    assert table(read("<table><tr><td>a<td>b<tr><td>c<td>d</table>")) == [["a", "b"], ["c", "d"]]


def test_merged_cells_stand_in_every_row_and_column_that_they_cover():
    source = """<table><tr><th rowspan=2>指标</th><th colspan="2">目标</th></tr><tr><td>2015</td><td>2020</td></tr>
    <tr><td>覆盖率</td><td>40</td><td></td></tr></table>"""
    assert table(read(source)) == [["指标", "目标", "目标"], ["指标", "2015", "2020"], ["覆盖率", "40", ""]]


def test_a_row_that_is_shorter_than_a_cell_hanging_into_it_has_a_gap():
    source = "<table><tr><td>a<td>b<td rowspan=2>c<tr><td>d</table>"
    assert table(read(source)) == [["a", "b", "c"], ["d", None, "c"]]


def test_paragraphs_in_a_cell_are_one_text_and_cells_are_separated_by_tabs():
    extract = read(
        "<table><tr><td><p>总投资</p><p>（万元）</p></td><td>年</td></tr><tr><td>1</td><td>2</td></tr></table>"
    )
    assert extract.text == "总投资 （万元）\t年\n1\t2"
    assert table(extract)[0] == ["总投资 （万元）", "年"]


def test_empty_cells_have_places_of_their_own():
    rows = read("<table><tr><td>a<td><td><tr><td>b<td>c<td></table>").pieces[0].rows
    assert len({place for row in rows for place in row}) == 6


@pytest.mark.parametrize(
    "layout",
    [
        "<table><tr><td>{}</td></tr></table>",
        "<table><tr><td><a href='/'>首页</a></td><td>{}</td></tr></table>",
        "<table><tr><td>左</td><td>上</td></tr><tr><td>栏</td><td><table><tr><td>{}</td></tr></table></td></tr></table>",
        "<table><tr><td>左</td><td>上</td></tr><tr><td>栏</td><td><h1>意见</h1>{}</td></tr></table>",
        "<table><tr><td>左</td><td>上</td></tr><tr><td>栏</td><td>"
        + "<p>各县区人民政府要落实责任。</p>" * 12
        + "{}</td></tr></table>",
    ],
)
def test_a_table_that_lays_out_the_page_is_not_a_table(layout: str):
    extract = read(layout.format("<p>一、总体要求</p>"))
    assert all(piece.kind != "table" for piece in extract.pieces)
    assert "一、总体要求" in shown(extract)


def test_a_table_inside_a_layout_table_is_a_table():
    data = "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>"
    extract = read(f"<table><tr><td><p>附件</p>{data}<p>注</p></td></tr></table>")
    assert table(extract) == [["a", "b"], ["c", "d"]]
    assert shown(extract) == ["附件", "注"]


def test_a_caption_is_a_paragraph_before_its_table():
    source = "<table><caption>表1</caption><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>"
    assert [piece.kind for piece in read(source).pieces] == ["paragraph", "table"]


def test_the_table_about_the_document_is_metadata_and_furniture():
    extract = read(f"<title>意见</title>{METADATA}<p>各市：</p>")
    assert extract.page_metadata == {
        "title": "意见",
        "索引号": "01/2019",
        "发文机关": "国务院",
        "标题": "关于就业的意见",
    }
    assert shown(extract) == ["各市："]


def test_a_table_of_documents_is_no_metadata():
    source = "<table><tr><td>标题</td><td>发文字号</td></tr><tr><td>意见</td><td>国发〔2019〕5号</td></tr></table>"
    extract = read(source)
    assert extract.page_metadata == {}
    assert table(extract)[1] == ["意见", "国发〔2019〕5号"]


def test_a_table_about_a_project_is_no_metadata():
    source = "<table><tr><td>名称</td><td>引水工程</td></tr><tr><td>来源</td><td>中央投资</td></tr></table>"
    assert table(read(source)) == [["名称", "引水工程"], ["来源", "中央投资"]]


def test_metadata_in_brackets_and_in_lines_is_metadata():
    bracketed = read("<p>【发布单位】国务院【发文字号】国发〔2016〕1号</p><p>各市：</p>")
    assert bracketed.page_metadata == {"发布单位": "国务院", "发文字号": "国发〔2016〕1号"}
    assert shown(bracketed) == ["各市："]
    lines = read("<ul><li>索 引 号：01/2019</li><li>发布日期：2019-02-15</li></ul><p>责任单位：财政局</p>")
    assert lines.page_metadata == {"索引号": "01/2019", "发布日期": "2019-02-15"}
    assert shown(lines) == ["责任单位：财政局"]


def test_responsible_units_on_lines_of_their_own_are_text():
    extract = read("<p>责任单位：财政局</p><p>责任单位：教育局</p>")
    assert extract.page_metadata == {}
    assert len(shown(extract)) == 2


def test_meta_tags_are_metadata_and_give_way_to_the_page():
    tags = '<meta name="ArticleTitle" content="意见&amp;方案"><meta name=PubDate content=2019-01-01><meta name=x>'
    assert read(tags + "<p>x</p>").page_metadata == {"标题": "意见&方案", "发布日期": "2019-01-01"}
    assert read(tags + METADATA).page_metadata["标题"] == "关于就业的意见"


@pytest.mark.parametrize(
    "furniture",
    [
        "<div id='qr_container'>请用微信</div>",
        "<nav><p>政务公开</p></nav>",
        "<header>某某市人民政府</header>",
        "<DIV class='bread-crumb'><div>首</div>页</DIV>",
        "<div style='display: none'>内部</div>",
        "<p>扫一扫在手机打开当前页</p>",
        "<div>【打印本页】【关闭窗口】</div>",
        "<p>字号：[大 中 小]</p>",
        "<p><a href='/zhengce/1.htm'>一图读懂就业政策</a></p>",
        "<script>if (1 < 2) document.write('<p>广告</p>')</script>",
        "<style>p {content: '。'}</style>",
        "<!-- <p>旧版</p> -->",
    ],
)
def test_the_furniture_of_a_page_is_not_the_text(furniture: str):
    assert shown(read(f"<p>一、要求</p>{furniture}<p>二、目标</p>")) == ["一、要求", "二、目标"]


@pytest.mark.parametrize(
    "line",
    [
        "关闭小煤矿",
        "分享经济",
        "<a href='1.docx'>附件1：任务分工表</a>",
        "<a href='#c1'>第一章 总则</a>",
        "打印机更新计划",
    ],
)
def test_a_heading_that_looks_like_furniture_is_text(line: str):
    assert len(shown(read(f"<p>{line}</p>"))) == 1


def test_the_header_of_an_article_is_text():
    assert shown(read("<article><header><h1>意见</h1></header><p>各市：</p></article>")) == ["意见", "各市："]


def test_a_page_that_is_nothing_but_furniture_is_taken_at_its_word():
    assert shown(read("<nav><p>各市：</p></nav>")) == ["各市："]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("<meta charset=gb2312><p>里</p>".encode("gb18030"), "gb18030"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=big5'><p>里</p>".encode("big5"), "big5hkscs"),
        ("<meta charset=gbk><p>里</p>".encode(), "utf-8"),
        ("<meta charset=zip><p>里</p>".encode("gb18030"), "gb18030"),
        ("\ufeff<p>里</p>".encode(), "utf-8"),
        ("\ufeff<p>里</p>".encode("utf-16-le"), "utf-16-le"),
    ],
)
def test_the_encoding_is_what_the_bytes_are_whatever_the_page_claims(data: bytes, encoding: str):
    extract = html.extract(data, "a.html")
    assert (extract.encoding, shown(extract)) == (encoding, ["里"])


def test_a_page_that_breaks_off_in_a_tag_is_read_up_to_there_and_says_so():
    extract = read("<p>一、要求</p><p>二、目标</p><div class='a")
    assert shown(extract) == ["一、要求", "二、目标"]
    assert [problem.kind for problem in extract.problems] == [html.CUT_OFF]


def test_a_page_without_text_says_so():
    extract = read("<html><body><div id=app></div><script>start()</script></body></html>")
    assert [problem.kind for problem in extract.problems] == [html.NO_TEXT]


def test_bytes_are_recognised_by_their_tags():
    assert html.matches(b"\xef\xbb\xbf<!DOCTYPE html><html>")
    assert html.matches("\ufeff<html>".encode("utf-16-le"))
    assert not html.matches("到2020年，森林覆盖率<45%".encode())
    assert not html.matches(b"PK\x03\x04 <html>")


# ------------------------------------------------------------------ the way back to the source

WORDS = st.text(alphabet="落实到2020年 a\n\t\u3000%，", max_size=6)
ENTITIES = st.sampled_from(
    ["&nbsp;", "&nbsp;&nbsp;", "&lt;", "&amp;", "&#25353;", "&#x3000;", "&ldquo;", "&#xD800;", "&nosuch;", "&"]
)
TAGS = st.sampled_from(
    ["<b>", "</b>", "<br>", "<p>", "</p>", "<span style='a>b'>", "<!-- x -->", "<td>", "</table>", "<a href=x>"]
)
SOURCES = st.lists(WORDS | ENTITIES | TAGS, max_size=30).map("".join)


@given(SOURCES)
def test_every_character_leads_back_to_its_own_in_the_source(source: str):
    extract = read(source)
    assert extract.raw_offsets is not None
    for piece in extract.pieces:
        for position in range(piece.start, piece.end):
            character, place = extract.text[position], extract.raw_offsets.position(position)
            if source[place] == "&":
                assert unescape(source[place : place + 9])[0] in (character, "&")
            elif character == " ":
                assert source[place] in " \n\t\r\f"
            else:
                assert source[place] == character


@given(SOURCES)
def test_nothing_is_lost_or_added_against_a_parser_that_builds_a_tree(source: str):
    source = source.replace("&nosuch;", "").replace("&#xD800;", "")
    tree = lxml.html.document_fromstring(f"<body><p>始</p>{source}</body>")
    expected = "".join(text for node in tree.iter("body") for text in node.itertext() if not isinstance(text, bytes))
    ours = read(f"<body><p>始</p>{source}</body>").text
    assert "".join(ours.split()) == "".join(expected.replace(" x ", "").split())
