"""Word files: body order, merged cells, drawn numbers, tracked changes, and what is said to be left out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx as python_docx
import pytest
from docx.document import Document

from luoshi.read import docx, docx_package
from luoshi.read.docx_numbering import written
from luoshi.read.extract import Extract
from luoshi.read.limits import ENTITIES_IGNORED, TOO_MANY_CELLS, UNPACKED_TOO_BIG, Limits

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def word(body: str, numbering: str = "", styles: str = "", before: str = "") -> bytes:
    """A Word file with this body, as little of one as there can be."""
    parts = {
        "word/document.xml": f"{before}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/numbering.xml": f"<w:numbering {NAMESPACES}>{numbering}</w:numbering>",
        "word/styles.xml": f"<w:styles {NAMESPACES}>{styles}</w:styles>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def made(build: Callable[[Document], None]) -> bytes:
    document = python_docx.Document()
    build(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def read(data: bytes, **limits: int) -> Extract:
    return docx.extract(data, "plan.docx", Limits(**limits))


def lines(extract: Extract) -> list[str]:
    return [extract.text[p.start : p.end] for p in extract.pieces if p.kind != "table"]


def tables(extract: Extract) -> list[list[list[str | None]]]:
    return [
        [[place and extract.text[place[0] : place[1]] for place in row] for row in piece.rows]
        for piece in extract.pieces
        if piece.kind == "table"
    ]


def codes(extract: Extract) -> list[str]:
    return [problem.code for problem in extract.problems]


def test_paragraphs_and_tables_come_in_the_order_of_the_body():
    def build(document: Document) -> None:
        document.add_heading("一、总体要求", 1)
        document.add_paragraph("到2020年达到45%。")
        table = document.add_table(2, 2)
        for cell, text in zip(table._cells, ("指标", "目标", "覆盖率", "45"), strict=True):
            cell.text = text
        document.add_paragraph("二、任务")

    extract = read(made(build))
    assert extract.text == "一、总体要求\n到2020年达到45%。\n指标\t目标\n覆盖率\t45\n二、任务"
    assert [piece.kind for piece in extract.pieces] == ["paragraph", "paragraph", "table", "paragraph"]
    assert [piece.level for piece in extract.pieces] == [1, 0, 0, 0]
    assert [(extract.text[start : start + 2], place) for start, place in extract.places] == [
        ("一、", "第1段"),
        ("到2", "第2段"),
        ("指标", "表1第1行第1列"),
        ("目标", "表1第1行第2列"),
        ("覆盖", "表1第2行第1列"),
        ("45", "表1第2行第2列"),
        ("二、", "第3段"),
    ]


def test_merged_cells_stand_in_every_row_and_column_that_they_cover():
    def build(document: Document) -> None:
        table = document.add_table(3, 3)
        for number, cell in enumerate(table._cells):
            cell.text = str(number)
        table.cell(0, 0).merge(table.cell(1, 0)).text = "指标"
        table.cell(0, 1).merge(table.cell(0, 2)).text = "目标"

    assert tables(read(made(build))) == [[["指标", "目标", "目标"], ["指标", "4", "5"], ["6", "7", "8"]]]


def test_a_table_of_one_column_frames_paragraphs():
    def build(document: Document) -> None:
        table = document.add_table(2, 1)
        table.cell(0, 0).text = "专栏1 重点工程"
        table.cell(1, 0).text = "建设一批项目。"

    extract = read(made(build))
    assert lines(extract) == ["专栏1 重点工程", "建设一批项目。"]
    assert [place for _, place in extract.places] == ["表1第1行第1列", "表1第2行第1列"]


def test_a_table_inside_a_frame_is_a_table():
    def build(document: Document) -> None:
        inner = document.add_table(1, 1).cell(0, 0).add_table(2, 2)
        for cell in inner._cells:
            cell.text = "x"

    assert tables(read(made(build))) == [[["x", "x"], ["x", "x"]]]


def test_core_properties_are_metadata():
    def build(document: Document) -> None:
        document.core_properties.title = "转型规划"
        document.add_paragraph("正文")

    assert read(made(build)).page_metadata["title"] == "转型规划"


LEVELS = """<w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
<w:lvl w:ilvl="3"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%4"/><w:isLgl/></w:lvl>
<w:lvl w:ilvl="4"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="7"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>"""


def numbered(text: str, level: int, number: int = 1) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_numbers_that_word_draws_are_text():
    body = "".join(
        numbered(text, level)
        for text, level in [
            ("要求", 0),
            ("思路", 1),
            ("原则", 1),
            ("甲", 2),
            ("乙", 2),
            ("任务", 0),
            ("工程", 1),
            ("丙", 3),
            ("丁", 4),
        ]
    )
    assert lines(read(word(body, LEVELS))) == [
        "一、要求",
        "（一）思路",
        "（二）原则",
        "3.甲",
        "4.乙",
        "二、任务",
        "（一）工程",
        "2.1 丙",
        "•丁",
    ]


def test_a_numbering_that_starts_again_counts_from_its_start():
    body = numbered("甲", 0) + numbered("乙", 0) + numbered("丙", 0, 2) + numbered("丁", 0, 2)
    assert lines(read(word(body, LEVELS))) == ["一、甲", "二、乙", "一、丙", "二、丁"]


def test_a_style_gives_level_and_numbering_to_the_styles_that_are_based_on_it():
    styles = """<w:style w:type="paragraph" w:styleId="a"><w:name w:val="heading 2"/><w:pPr>
    <w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>
    <w:style w:type="paragraph" w:styleId="loop"><w:basedOn w:val="loop"/></w:style>"""
    body = paragraph("原则", '<w:pStyle w:val="b"/>') + paragraph("文", '<w:pStyle w:val="loop"/>')
    body += paragraph("无号", '<w:pStyle w:val="b"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    extract = read(word(body, LEVELS, styles))
    assert lines(extract) == ["（一）原则", "文", "无号"]
    assert [piece.level for piece in extract.pieces] == [2, 0, 2]


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (10, "chineseCounting", "十"),
        (20, "japaneseCounting", "二十"),
        (103, "chineseCountingThousand", "一百零三"),
        (1010, "chineseCountingThousand", "一千零一十"),
        (12, "ideographDigital", "一二"),
        (21, "chineseLegalSimplified", "贰拾壹"),
        (2, "decimalEnclosedCircleChinese", "②"),
        (21, "decimalEnclosedCircle", "21"),
        (4, "upperRoman", "IV"),
        (27, "upperLetter", "AA"),
        (7, "decimalZero", "07"),
        (12, "decimalFullWidth", "１２"),
        (11, "ideographTraditional", "甲"),
        (5, "klingon", "5"),
    ],
)
def test_numbers_are_written_in_the_forms_of_word(number: int, form: str, text: str):
    assert written(number, form) == text


def test_insertions_are_text_and_deletions_are_not():
    body = (
        f"<w:p>{run('到')}<w:del><w:r><w:delText>2015</w:delText></w:r></w:del><w:ins>{run('2020')}</w:ins>"
        f"<w:moveFrom>{run('旧')}</w:moveFrom>{run('年')}</w:p>"
    )
    assert lines(read(word(body))) == ["到2020年"]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next():
    body = (
        paragraph("加快建", "<w:rPr><w:del/></w:rPr>") + paragraph("设。") + paragraph("末", "<w:rPr><w:del/></w:rPr>")
    )
    assert lines(read(word(body))) == ["加快建设。", "末"]


def test_a_deleted_row_is_no_row():
    row = "<w:tr>{}<w:tc><w:p>{}</w:p></w:tc><w:tc><w:p/></w:tc></w:tr>"
    rows = row.format("", run("甲")) + row.format("<w:trPr><w:del/></w:trPr>", run("乙")) + row.format("", run("丙"))
    assert tables(read(word(f"<w:tbl>{rows}</w:tbl>"))) == [[["甲", ""], ["丙", ""]]]


def test_a_line_break_gives_two_pieces_that_are_not_whole():
    extract = read(word(f"<w:p>{run('关于促进就业')}<w:r><w:br/></w:r>{run('的意见')}</w:p>{paragraph('各市：')}"))
    assert [(extract.text[p.start : p.end], p.whole) for p in extract.pieces] == [
        ("关于促进就业", False),
        ("的意见", False),
        ("各市：", True),
    ]


def test_tabs_are_read_where_they_stand_and_not_where_they_are_defined():
    body = f"<w:p><w:pPr><w:tabs><w:tab w:pos='9'/></w:tabs></w:pPr>{run('甲')}<w:r><w:tab/></w:r>{run('乙')}</w:p>"
    assert lines(read(word(body))) == ["甲\t乙"]


def test_text_inside_content_controls_and_links_is_text():
    body = f"<w:sdt><w:sdtContent><w:p><w:hyperlink>{run('甲')}</w:hyperlink></w:p></w:sdtContent></w:sdt>"
    assert lines(read(word(body))) == ["甲"]


def test_a_list_of_contents_is_contents():
    styles = '<w:style w:type="paragraph" w:styleId="10"><w:name w:val="toc 1"/></w:style>'
    extract = read(word(paragraph("第一章\t1", '<w:pStyle w:val="10"/>') + paragraph("正文"), styles=styles))
    assert [piece.kind for piece in extract.pieces] == ["contents", "paragraph"]


def test_what_is_left_out_is_said():
    box = f"<w:txbxContent><w:p>{run('内部')}</w:p></w:txbxContent>"
    body = (
        f"<w:p>{run('正文')}<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:footnoteReference w:id='1'/></w:r></w:p><w:altChunk/>"
    )
    extract = read(word(body))
    assert lines(extract) == ["正文"]
    assert [(problem.code, problem.words["count"]) for problem in extract.problems] == [
        ("docx-text-boxes", "1"),
        ("docx-notes", "1"),
        ("docx-embedded", "1"),
    ]


def test_the_strict_form_of_the_format_is_read_too():
    data = word(paragraph("正文"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = archive.read("word/document.xml")
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        strict = body.replace(
            b"schemas.openxmlformats.org/wordprocessingml/2006", b"purl.oclc.org/ooxml/wordprocessingml"
        )
        archive.writestr("word/document.xml", strict)
    assert lines(read(file.getvalue())) == ["正文"]


def test_an_old_word_file_is_asked_for_as_docx():
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert docx.matches(data)
    assert codes(read(data)) == ["docx-old-format"]


def test_a_file_of_pictures_alone_says_that_it_has_no_text():
    assert codes(read(word("<w:p/>"))) == ["docx-no-text"]


# ------------------------------------------------------------------ damage and limits


def test_a_file_that_was_cut_off_is_read_up_to_there():
    data = made(lambda document: [document.add_paragraph(f"第{number}项，{number**9}") for number in range(2000)])  # type: ignore[arg-type, return-value]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo("word/document.xml")
    extract = read(data[: info.header_offset + info.compress_size // 2])
    assert 100 < len(extract.pieces) < 2000
    assert lines(extract)[99].startswith("第99项")
    assert docx_package.DAMAGED.code in codes(extract)


def test_entities_are_not_resolved():
    before = '<!DOCTYPE w [<!ENTITY a "内容"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
    extract = read(word(paragraph("甲&a;&f;乙"), before=before))
    assert "内容" not in extract.text
    assert ENTITIES_IGNORED.code in codes(extract)


def test_a_part_that_unpacks_to_more_than_the_limit_is_read_up_to_it():
    extract = read(word(paragraph("森林覆盖率") * 10000), unpacked_bytes=20_000)
    assert 10 < len(extract.pieces) < 1000
    assert UNPACKED_TOO_BIG.code in codes(extract)


def test_rows_beyond_the_limit_of_cells_are_paragraphs():
    cell = f"<w:tc>{paragraph('甲')}</w:tc>"
    extract = read(word(f"<w:tbl>{f'<w:tr>{cell}{cell}</w:tr>' * 10}</w:tbl>"), cells=6)
    assert len(tables(extract)[0]) == 3
    assert lines(extract) == ["甲"] * 14
    assert codes(extract) == [TOO_MANY_CELLS.code]


def test_a_cell_that_claims_a_million_columns_is_cut():
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="999999"/></w:tcPr>{paragraph("甲")}</w:tc>'
    extract = read(word(f"<w:tbl>{f'<w:tr>{wide}<w:tc><w:p/></w:tc></w:tr>' * 2}</w:tbl>"))
    assert [len(row) for row in tables(extract)[0]] == [1001, 1001]
