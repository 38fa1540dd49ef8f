"""Word files: what stands on the page and where, as the standard has it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from luoshi.publish import word as paper
from luoshi.publish.chart_investment import Instalment, investment
from luoshi.publish.chart_words import Words
from luoshi.publish.dispatch_rows import (
    Counts,
    DispatchTable,
    DutyRow,
    ProjectRow,
    duty_cells,
    money,
    project_cells,
    sentence,
    total,
)
from luoshi.publish.word_dispatch import dispatch_table
from luoshi.publish.word_notice import (
    MAY_BREAK,
    Attachment,
    Grid,
    OfficialNotice,
    Passage,
    official_notice,
    title_lines,
)

NOTICE = OfficialNotice(
    issuer="某省发展和改革委员会", number="某发改督〔2030〕3号", title="关于对绿道工程实行挂牌督办的通知",
    addressees=("某市人民政府",), on=date(2030, 1, 5), copies=("某省政府督查室",),
    passages=(
        Passage("决定实行挂牌督办。"), Passage("责任人", 1), Passage("张三。", 2, "省级责任人："),
        Passage("李四。", 2, "市级责任人："),
        Passage("要求", 1), Passage("按期填报。", 3), Passage("附佐证材料。", 4),
    ),
)  # fmt: skip
FIGURE = investment([Instalment("2030Q1", Decimal(2), Decimal(1))], name=Words("绿道工程", "Greenway"))


def opened(content: bytes):  # type: ignore[no-untyped-def]  # a file of python-docx
    return Document(io.BytesIO(content))


def part(content: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return file.read(name).decode()


# ------------------------------------------------------------------ the page


def test_the_text_area_is_156_by_225_millimetres() -> None:
    section = opened(official_notice(NOTICE)).sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(one.mm) for one in margins] == [37, 35, 28, 26]
    assert round(section.page_width.mm - section.left_margin.mm - section.right_margin.mm) == 156
    assert round(section.page_height.mm - section.top_margin.mm - section.bottom_margin.mm) == 225


def test_22_lines_and_28_characters_fit_and_no_more() -> None:
    assert 22 * paper.LINE.mm <= 225 < 23 * paper.LINE.mm
    assert 28 * paper.CHARACTER.mm <= 156 < 29 * paper.CHARACTER.mm
    assert round(paper.THIRD.pt + paper.TIGHT / 20, 2) == round(paper.CHARACTER.pt, 2)


def test_fonts_are_named_with_what_to_take_instead_and_no_theme_wins() -> None:
    content = official_notice(NOTICE)
    assert "Theme=" not in part(content, "word/styles.xml") + part(content)
    fonts = part(content, "word/fontTable.xml")
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋,FangSong' in fonts
    assert '<w:font w:name="方正小标宋简体"><w:altName' in fonts


def test_marks_are_chinese_and_numbers_are_not() -> None:
    line = paper.paragraph(Document())
    paper.write(line, "完成“3.5亿元”……")
    hints = {run.text: run._r.rPr.rFonts.get(qn("w:hint")) for run in line.runs}
    assert hints == {"完成“": "eastAsia", "3.5": None, "亿元”……": "eastAsia"}


def test_odd_pages_have_their_number_at_the_right_and_even_ones_at_the_left() -> None:
    word = opened(official_notice(NOTICE))
    section = word.sections[0]
    assert word.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "RIGHT"), (section.even_page_footer, "LEFT")):
        line = footer.paragraphs[0]
        assert line.text == "— 1 —"
        assert "PAGE" in line._p.xml
        assert line.alignment is not None
        assert line.alignment.name == side


def test_the_same_notice_gives_the_same_bytes() -> None:
    said = replace(NOTICE, attachments=(Attachment("投资", (FIGURE, Grid(("期",), (("甲",),)))),))
    assert official_notice(said) == official_notice(said)


# ------------------------------------------------------------------ a notice


def lines_with_fonts(content: bytes) -> dict[str, str]:
    return {line.text: line.runs[0].font.name for line in opened(content).paragraphs if line.runs}


def test_headings_are_numbered_and_in_their_fonts() -> None:
    found = lines_with_fonts(official_notice(NOTICE))
    assert found["一、责任人"] == "黑体"
    assert found["（一）省级责任人：张三。"] == "楷体_GB2312"
    assert found["（二）市级责任人：李四。"] == "楷体_GB2312"
    assert found["二、要求"] == "黑体"
    assert found["1.按期填报。"] == "仿宋_GB2312"
    assert found["（1）附佐证材料。"] == "仿宋_GB2312"


def test_the_mark_is_red_and_stands_above_a_red_rule() -> None:
    content = official_notice(NOTICE)
    mark = next(line for line in opened(content).paragraphs if line.text == "某省发展和改革委员会文件")
    assert (mark.runs[0].font.name, str(mark.runs[0].font.color.rgb)) == ("方正小标宋简体", "E60012")
    assert re.search(r'<w:bottom w:val="single"[^>]*w:color="E60012"/>', part(content))


def test_without_a_number_its_place_is_kept() -> None:
    found = lines_with_fonts(official_notice(replace(NOTICE, number="")))
    assert "〔2030〕　　号" in found


def test_the_date_has_no_leading_zeros_and_stands_four_characters_from_the_right() -> None:
    line = next(line for line in opened(official_notice(NOTICE)).paragraphs if line.text == "2030年1月5日")
    assert line.paragraph_format.right_indent is not None
    assert round(line.paragraph_format.right_indent / paper.CHARACTER) == 4


def test_one_attachment_has_no_number_and_several_have() -> None:
    one = lines_with_fonts(official_notice(replace(NOTICE, attachments=(Attachment("甲"),))))
    two = lines_with_fonts(official_notice(replace(NOTICE, attachments=(Attachment("甲"), Attachment("乙")))))
    assert {"附件：甲", "附件"} <= set(one)
    assert {"附件：1.甲", "2.乙", "附件1", "附件2"} <= set(two)


def test_a_figure_says_what_it_shows_to_those_who_cannot_see_it() -> None:
    content = official_notice(replace(NOTICE, attachments=(Attachment("投资", (FIGURE,)),)))
    assert f'descr="{FIGURE.alt.zh}"' in part(content)


def test_the_imprint_names_the_copies_and_who_printed_it() -> None:
    said = re.sub("<[^>]*>", "", part(official_notice(NOTICE)))
    assert "抄送：某省政府督查室。" in said
    assert "某省发展和改革委员会办公室2030年1月5日印发" in said


@pytest.mark.parametrize("number", [1, 30])
def test_what_word_cannot_hold_is_left_out(number: int) -> None:
    said = replace(NOTICE, passages=(Passage("甲\x00\x0b乙\ufffe" * number),))
    assert "甲乙" * number in lines_with_fonts(official_notice(said))


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), min_size=1, max_size=120))
def test_any_title_is_broken_without_losing_a_letter(title: str) -> None:
    assert "".join(title_lines(title)) == title.replace(MAY_BREAK, "")


def test_a_title_does_not_break_within_a_document_number() -> None:
    for lines in (
        title_lines("关于催办某政发〔2030〕41号第46项任务有关事项的通知"),
        title_lines("关于印发《甲乙丙丁戊己庚辛》的通知"),
    ):
        assert all(line.count("〔") == line.count("号") or "〔" not in line for line in lines)
        assert all(line.count("《") == line.count("》") for line in lines)


# ------------------------------------------------------------------ rendered


@pytest.mark.skipif(
    shutil.which("soffice") is None or shutil.which("pdftotext") is None, reason="needs LibreOffice, poppler"
)
def test_a_full_page_has_22_lines_of_28_characters(tmp_path: Path) -> None:
    said = replace(NOTICE, passages=(Passage("一" * 26 + "二" * 28 * 60),))
    (tmp_path / "notice.docx").write_bytes(official_notice(said))
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    command = [
        "soffice",
        home,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "notice.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    command = ["pdftotext", "-layout", "-f", "2", "-l", "2", str(tmp_path / "notice.pdf"), "-"]
    page = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    lines = [line.strip() for line in page.splitlines() if "二" in line]
    assert [len(line) for line in lines] == [28] * 22


# ------------------------------------------------------------------ the table of a dispatch

DUTIES = (
    DutyRow("一、改革", "1", "甲", "省能源局", ("省财政厅",), "已办", "推进中", Decimal("0.55"), "green", "", Counts(2, 2, 1)),
    DutyRow("二、创新", "2", "乙", "省国资委", reports=Counts(3, 1, 1, 2, 2), light="red", days_late=5),
)  # fmt: skip
PROJECTS = (
    ProjectRow("在建", "36", "机场", "某市", Decimal(8), Decimal(3), Decimal("2.5"), Decimal("6.1"), reports=Counts(1, 1, 1)),
    ProjectRow("在建", "40", "水利", "某市", Decimal(36), reports=Counts(1, owed=1), listed=True),
)  # fmt: skip
TABLE = DispatchTable(
    "2030年第四季度调度情况表", "某发〔2030〕1号", "某省发展改革委", date(2031, 1, 10), DUTIES, PROJECTS, 2
)


def rows_of(table) -> list[list[str]]:  # type: ignore[no-untyped-def]  # a table of python-docx
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_the_sums_of_the_word_table_are_those_of_its_rows() -> None:
    duties, projects = (rows_of(table) for table in opened(dispatch_table(TABLE)).tables)
    asked = duties[0].index("应报")
    items = [row for row in duties[1:-1] if row[0] in ("1", "2")]
    for column in range(asked, asked + 6):
        assert int(duties[-1][column]) == sum(int(row[column]) for row in items)
    money_at = projects[0].index("总投资")
    assert projects[-1][money_at : money_at + 4] == ["44", "3", "2.5", "6.1"]


def test_the_sentence_has_the_numbers_of_the_sums() -> None:
    said = "应报 4 项（填报 7 份），已报 4 份，已通过 3 份，待报 3 份，逾期 2 份（涉及 2 个单位）。"
    assert sentence(TABLE) == said
    assert said in [line.text for line in opened(dispatch_table(TABLE)).paragraphs]


def test_after_closing_the_sentence_says_what_was_never_handed_in() -> None:
    closed = replace(TABLE, duties=(replace(DUTIES[1], reports=Counts(3, 1, 1, never=2)),), projects=(), owing=0)
    assert sentence(closed) == "应报 1 项（填报 3 份），已报 1 份，已通过 1 份，期末未报 2 份，没有待报。"


def test_rows_are_grouped_and_the_head_stands_on_every_page() -> None:
    content = dispatch_table(TABLE)
    duties = rows_of(opened(content).tables[0])
    assert [row[0] for row in duties] == ["序号", "一、改革（1项）", "1", "二、创新（1项）", "2", "合计"]
    assert part(content).count("<w:tblHeader/>") == 2


def test_what_was_not_reported_is_a_dash_and_adds_nothing() -> None:
    assert rows_of(opened(dispatch_table(TABLE)).tables[1])[3][4:7] == ["—", "—", "—"]
    assert project_cells(PROJECTS)[1][5:8] == ["", "", ""]
    assert money(PROJECTS)["annual_plan"] == 3


def test_amounts_are_printed_to_their_last_place_so_that_sums_can_be_checked() -> None:
    rows = tuple(replace(PROJECTS[0], cumulative=Decimal(value)) for value in ("107.33", "1093.27"))
    table = rows_of(opened(dispatch_table(replace(TABLE, projects=rows))).tables[1])
    at = table[0].index("累计完成")
    assert [row[at] for row in (table[2], table[3], table[-1])] == ["107.33", "1093.27", "1200.6"]


def test_excel_has_the_numbers_of_word() -> None:
    assert duty_cells(DUTIES)[-1][10:16] == [5, 3, 2, 2, 2, 0]
    assert total(DUTIES) == Counts(5, 3, 2, 2, 2)


def test_an_empty_dispatch_is_a_table_without_rows() -> None:
    empty = replace(TABLE, duties=(), projects=(), owing=0)
    assert rows_of(opened(dispatch_table(empty)).tables[0])[-1][:2] == ["合计", "0项"]
