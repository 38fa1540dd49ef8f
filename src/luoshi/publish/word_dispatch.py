"""A quarter's dispatch as a Word table on A4 lying on its side: the sentence, the rows by section, and their sums."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.document import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from luoshi.publish import word as paper
from luoshi.publish.chart_words import day
from luoshi.publish.dispatch_rows import (
    Counts,
    DispatchTable,
    DutyRow,
    ProjectRow,
    amounts,
    by_section,
    mark,
    money,
    percent,
    plain,
    sentence,
    total,
)
from luoshi.publish.word_notice import fill, repeat

MARGINS = paper.Margins(22, 18, 20, 20)
_WIDE = Mm(297 - 40)
_SIZE = Pt(9)
# The heads of the columns, each with its part of the width, and where its cells stand.
_DUTIES = (
    ("序号", 1.1, "center"), ("任务内容", 5.6, "left"), ("牵头单位", 2.2, "left"), ("配合单位", 2.4, "left"),
    ("进展情况", 5.4, "left"), ("完成比例%", 1.3, "right"), ("灯色、状态", 2.1, "center"), ("应报", 0.9, "right"),
    ("已报", 0.9, "right"), ("通过", 0.9, "right"), ("待报", 0.9, "right"), ("逾期", 0.9, "right"), ("未报", 0.9, "right"),
    ("逾期天数", 1.1, "right"), ("存在问题", 3, "left"), ("需协调解决事项", 2.6, "left"),
)  # fmt: skip
_PROJECTS = (
    ("序号", 1.1, "center"), ("项目名称", 3.8, "left"), ("填报单位", 2, "left"), ("总投资", 1.4, "right"),
    ("年度计划", 1.3, "right"), ("年度完成", 1.3, "right"), ("累计完成", 1.4, "right"), ("形象进度和进展", 4.2, "left"),
    ("灯色、状态", 2.1, "center"), ("应报", 0.9, "right"), ("已报", 0.9, "right"), ("通过", 0.9, "right"),
    ("待报", 0.9, "right"), ("逾期", 0.9, "right"), ("未报", 0.9, "right"), ("逾期天数", 1.1, "right"),
    ("存在问题", 2.8, "left"), ("需协调解决事项", 2.4, "left"),
)  # fmt: skip
_Columns = Sequence[tuple[str, float, str]]
NOT_OFFICIAL = "灯色、完成比例、年度投资为系统默认字段和规则，非官方；文件没有规定。"


def dispatch_table(said: DispatchTable) -> bytes:
    """The Word file of a dispatch's table.

    Returns:
        The same bytes for the same table.

    Gaps:
        What was not reported is a dash, never 0; sums are those of what was reported.

    >>> from datetime import date
    >>> said = DispatchTable("调度", "某发〔2030〕1号", "某省发展改革委", date(2030, 1, 10))
    >>> dispatch_table(said)[:2]
    b'PK'
    """
    word = paper.blank(MARGINS, title=said.title, author=said.keeper, on=said.as_of, landscape=True)
    _head(word, said)
    several = bool(said.duties) and bool(said.projects)
    if said.duties or not said.projects:
        _heading(word, "一、任务" if several else "")
        _table(word, _DUTIES, said.duties, _duty_cells, _sum_of_duties(said.duties))
    if said.projects:
        _heading(word, "二、项目（金额单位：亿元）" if several else "金额单位：亿元")
        _table(word, _PROJECTS, said.projects, _project_cells, _sum_of_projects(said.projects))
    _foot(word, said)
    paper.number_pages(word, distance=Mm(9), inset=0)
    return paper.saved(word)


def _head(word: Word, said: DispatchTable) -> None:
    line = paper.paragraph(word, line=Pt(30), align="centre")
    paper.write(line, said.title, paper.TITLE, Pt(20), tight=0)
    line = paper.paragraph(word, line=Pt(20), align="centre")
    words = f"文件：{said.document}　调度单位：{said.keeper}　截至{day(said.as_of)}"
    paper.write(line, words, paper.KAITI, Pt(12), tight=0)
    line = paper.paragraph(word, line=Pt(24), align="left", before=Pt(4))
    paper.write(line, sentence(said), paper.FANGSONG, Pt(14), tight=0)


def _heading(word: Word, words: str) -> None:
    if words:
        line = paper.paragraph(word, line=Pt(22), align="left", before=Pt(6))
        line.paragraph_format.keep_with_next = True
        paper.write(line, words, paper.HEITI, Pt(12), tight=0)


def _foot(word: Word, said: DispatchTable) -> None:
    counted = (
        "各“报”列为填报份数，一个单位对一项一份；被退回的既已报、又待报；“未报”为调度结束时仍未报；“—”为没有填报。"
    )
    for number_, words in enumerate((counted, NOT_OFFICIAL, *said.notes)):
        line = paper.paragraph(word, line=Pt(15), align="left", before=Pt(6) if number_ == 0 else None)
        paper.write(line, f"{'注：' if number_ == 0 else '　　'}{words}", paper.FANGSONG, Pt(10), tight=0)


# ------------------------------------------------------------------ the table


def _table(word: Word, columns: _Columns, rows: Any, cells_of: Any, sums: list[str]) -> None:
    # Any: the rows of either kind, and the function that makes cells of them
    groups = list(by_section(rows))
    heads = sum(bool(name) for name, _ in groups)
    table = word.add_table(rows=len(rows) + heads + 2, cols=len(columns), style="Table Grid")
    table.autofit = False
    widths = [round(_WIDE * share / sum(part for _, part, _ in columns)) for _, share, _ in columns]
    _set_widths(table, widths)
    lines = iter(zip(table.rows, paper.rows_of_cells(table), strict=True))
    row, cells = next(lines)
    _write(cells, [name for name, *_ in columns], columns, head=True)
    repeat(row)
    for name, found in groups:
        if name:
            row, cells = next(lines)
            _write_section(row, cells, f"{name}（{len(found)}项）")
        for one in found:
            row, cells = next(lines)
            _write(cells, cells_of(one), columns)
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    row, cells = next(lines)
    _write(cells, sums, columns, bold=True)


def _set_widths(table: Any, widths: Sequence[int]) -> None:  # Any: a table of python-docx
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        element = OxmlElement(f"w:{side}")
        element.set(qn("w:w"), "57")
        element.set(qn("w:type"), "dxa")
        margins.append(element)
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    properties.insert(list(properties).index(look) if look is not None else len(properties), margins)


def _write(
    cells: Sequence[Any], texts: Sequence[str], columns: _Columns, *, head: bool = False, bold: bool = False
) -> None:  # fmt: skip
    for cell, text, (_, _, align) in zip(cells, texts, columns, strict=True):
        fill(cell, text, _SIZE, head=head, align=align, bold=bold)


def _write_section(row: Any, cells: Sequence[Any], name: str) -> None:  # Any: a row and cells of python-docx
    whole = cells[0].merge(cells[-1])
    fill(whole, name, _SIZE, bold=True)
    for line in whole.paragraphs:
        line.paragraph_format.keep_with_next = True
    shade = OxmlElement("w:shd")
    for key, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", "F2F2F2")):
        shade.set(qn(key), value)
    whole._tc.get_or_add_tcPr().append(shade)


# ------------------------------------------------------------------ cells


def _duty_cells(row: DutyRow) -> list[str]:
    return [
        row.number, row.measure, row.lead, "、".join(row.participants) or "—", row.progress or "—",
        str(percent(row.share)) or "—", _how(row), *_counts(row.reports), _days(row.days_late), row.problems or "—",
        row.needs or "—",
    ]  # fmt: skip


def _project_cells(row: ProjectRow) -> list[str]:
    name = f"{row.name}\n〔挂牌督办〕" if row.listed else row.name
    shown = ["—" if value is None else plain(value) for value in amounts(row)]
    progress = "\n".join(part for part in (row.progress, row.pace) if part)
    return [
        row.number, name, row.lead, *shown, progress or "—", _how(row), *_counts(row.reports), _days(row.days_late),
        row.problems or "—", row.needs or "—",
    ]  # fmt: skip


def _how(row: DutyRow | ProjectRow) -> str:
    stage = row.stage if isinstance(row, DutyRow) else ""
    return "\n".join(part for part in (mark(row.light), stage, row.state) if part)


def _sum_of_duties(rows: Sequence[DutyRow]) -> list[str]:
    return ["合计", f"{len(rows)}项", "", "", "", "", "", *_counts(total(rows)), "", "", ""]


def _sum_of_projects(rows: Sequence[ProjectRow]) -> list[str]:
    sums = [plain(value) for value in money(rows).values()]
    return ["合计", f"{len(rows)}项", "", *sums, "", "", *_counts(total(rows)), "", "", ""]


def _counts(counts: Counts) -> list[str]:
    return [str(one) for one in counts.numbers]


def _days(days: int) -> str:
    return str(days) if days else ""
