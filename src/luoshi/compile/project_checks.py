"""Checks of a project table: sums against rows, cells that look misread. They ask a person to look, no more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median_low

from luoshi.compile.table_rows import problem
from luoshi.model import Document, Kind, Problem, Project

SUM_DIFFERS = Kind(
    code="project-sum-differs",
    zh="{label}写明 {stated}{unit}，而所列 {rows} 行相加为 {sum}{unit}，相差 {difference}{unit}",
    en="{label} is printed as {stated}{unit}, but the {rows} rows add up to {sum}{unit}: {difference}{unit} apart",
    hint_zh="请对照原件核对各行与合计；如原件即如此，以各行为准并保留本疑点。",
    hint_en="Compare rows and total with the original; where it is printed so, the rows hold and this note stays.",
)
COUNT_DIFFERS = Kind(
    code="project-count-differs",
    zh="{label}写明 {stated} 项，而所列为 {rows} 项",
    en="{label} is printed as {stated} projects, but {rows} are listed",
    hint_zh="请检查是否有漏读或断开的行。",
    hint_en="Check whether a row was lost or broken in two.",
)
NUMBERS_JUMP = Kind(
    code="project-numbers-jump",
    zh="项目序号由 {before} 跳到 {after}",
    en="the numbers of the projects jump from {before} to {after}",
    hint_zh="请检查中间是否有漏读的行。",
    hint_en="Check whether a row in between was lost.",
)
YEARS_REVERSED = Kind(
    code="project-years-reversed",
    zh="项目“{name}”的结束年份 {end} 早于开始年份 {start}",
    en="the project '{name}' ends in {end}, before it starts in {start}",
    hint_zh="请对照原件改正年份。",
    hint_en="Correct the years by the original.",
)
YEARS_IMPLAUSIBLE = Kind(
    code="project-years-implausible",
    zh="项目“{name}”的年限 {start}—{end} 历时 {length} 年，同表多为 {usual} 年，可能误读",
    en="the project '{name}' runs {length} years ({start}-{end}) where most in the table run {usual}: perhaps misread",
    hint_zh="请对照原件核对年份。",
    hint_en="Compare the years with the original.",
)
CELL_MISREAD = Kind(
    code="project-cell-misread",
    zh="项目“{name}”中的“{cell}”可能误读：{reason_zh}",
    en="'{cell}' in the project '{name}' is perhaps misread: {reason_en}",
    hint_zh="请对照原件；如确有误读，在审核中改正并写明理由。",
    hint_en="Compare it with the original; where it is misread, correct it in the review and give the reason.",
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table as the sums see it: a `project`, a `part` of the project before, a `group`, a `sum`."""

    what: str
    value: Decimal | None
    count: int | None
    label: str
    start: int
    end: int
    unit: str


# ------------------------------------------------------------------ sums


def sums(document: Document, lines: Sequence[Line]) -> Iterator[Problem]:
    """Every stated sum and count that the rows it covers do not bear out.

    小计 covers the rows since the last one, 合计 all rows; the first row of a table may state the sum of those below.
    A numbered part's title covers the rows to the next title, a project its parts.
    """
    for i, line in enumerate(lines):
        if line.value is None and line.count is None:
            continue
        covered = [other for other in _covered(lines, i) if other.what in ("project", "part")]
        if covered and line.what in ("sum", "group"):
            yield from _differences(document, line, [other for other in covered if other.what == "project"] or covered)
        elif covered and line.what == "project" and all(other.value is not None for other in covered):
            yield from _differences(document, Line(*_as_tuple(line)), covered)


def _as_tuple(line: Line) -> tuple[str, Decimal | None, int | None, str, int, int, str]:
    return ("sum", line.value, None, "项目总投资", line.start, line.end, line.unit)


def _covered(lines: Sequence[Line], i: int) -> Sequence[Line]:
    """The lines that a line with a stated sum sums up."""
    what, label = lines[i].what, lines[i].label
    if what == "project":
        return lines[i + 1 : _first(lines, i + 1, ("project", "sum", "group"))]
    if what == "group":
        return lines[i + 1 : _first(lines, i + 1, ("group", "sum"))]
    before = [line for line in lines[:i] if line.what == "project"]
    if not before:
        return lines[i + 1 :]
    if label == "小计":
        behind = max((k + 1 for k in range(i) if lines[k].what == "group" or lines[k].label == "小计"), default=0)
        return lines[behind:i]
    return lines[:i]


def _first(lines: Sequence[Line], start: int, kinds: Sequence[str]) -> int:
    return next((k for k in range(start, len(lines)) if lines[k].what in kinds), len(lines))


def _differences(document: Document, stated: Line, rows: Sequence[Line]) -> Iterator[Problem]:
    span = document.span(stated.start, stated.end)
    values = [row.value for row in rows if row.value is not None]
    total = sum(values, Decimal(0))
    complete = len(values) == len(rows)
    if stated.value is not None and values and total != stated.value and (complete or total > stated.value):
        words = {"stated": stated.value, "sum": total, "difference": abs(total - stated.value)}
        unit = next((row.unit for row in rows if row.unit), "")
        plain = {name: _plain(value) for name, value in words.items()}
        yield problem(SUM_DIFFERS, span, label=stated.label, rows=len(rows), unit=unit, **plain)
    if stated.count is not None and stated.count != len(rows):
        yield problem(COUNT_DIFFERS, span, label=stated.label, stated=stated.count, rows=len(rows))


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


# ------------------------------------------------------------------ cells

_NUMBER = re.compile(r"[0-9]{1,6}")
_DOUBLED = re.compile(r"([\u4e00-\u9fff]{2,8})\1")
_RUN_TOGETHER = re.compile(
    r"[\u4e00-\u9fff]{1,30}(?:项目|工程)[\u4e00-\u9fff]{0,6} [\u4e00-\u9fff（）()]{0,16}(?:项目|工程)(?=\s)"
)
_LONE_ITEM = re.compile(r"(?<![\d.])1[.、] ?(?=[^\d\s])(?!.{0,2000}(?<![\d.])2[.、] ?[^\d])")
_OF_WHAT = re.compile(
    r"(?<![\d.])[\d.]{1,12} ?[万亿]?[吨台辆件套] ?/ ?"
    r"(?![年月日天时小分秒人户亩班次车公平立台套座组批炉])[\u4e00-\u9fff]{1,4}"
)
_GENERATOR = re.compile(r"(?<!\d)(\d{1,4}) ?台 ?(\d{1,6}(?:\.\d{1,6})?) ?(万千瓦|兆瓦|MW)")
_ENGLISH = re.compile(r"(?<=[\u4e00-\u9fff]) ?\b(?:and|or|of|the|to|in)\b ?(?=[\u4e00-\u9fff\d])", re.IGNORECASE)
_UNKNOWN = re.compile(r"[�□■]|\?{2,}")
# No generator in the world reaches 2 GW; a figure above is a missing point or digits of two cells.
_LARGEST_GENERATOR = {"万千瓦": 200.0, "兆瓦": 2000.0, "MW": 2000.0}
_LONGEST_YEARS = 8


def rows(document: Document, found: Sequence[Project]) -> Iterator[Problem]:
    """What looks misread in the rows of one table."""
    usual = median_low([length for project in found if (length := _length(project)) is not None] or [0])
    before: int | None = None
    for project in found:
        span = project.span
        yield from _years(project, usual)
        for cell, zh, en in _misread(project, document.received.text[span.start : span.end + 1]):
            yield problem(CELL_MISREAD, span, name=project.name, cell=cell, reason_zh=zh, reason_en=en)
        number = int(project.seq) if _NUMBER.fullmatch(project.seq) else before
        if before is not None and number is not None and number not in (before, before + 1, 1):
            yield problem(NUMBERS_JUMP, span, before=before, after=number)
        before = number


def _length(project: Project) -> int | None:
    if project.start_year is None or project.end_year is None:
        return None
    return project.end_year - project.start_year


def _years(project: Project, usual: float) -> Iterator[Problem]:
    length = _length(project)
    if length is None:
        return
    words = {"name": project.name, "start": project.start_year, "end": project.end_year}
    if length < 0:
        yield problem(YEARS_REVERSED, project.span, **words)
    elif length > max(_LONGEST_YEARS, 3 * usual):
        yield problem(YEARS_IMPLAUSIBLE, project.span, **words, length=length, usual=f"{usual:g}")


def _misread(project: Project, printed: str) -> Iterator[tuple[str, str, str]]:
    """Pieces of a row that can hardly be meant, with the reason in both languages."""
    for cell in (project.name, project.owner, project.scale_text):
        for found in _DOUBLED.finditer(cell):
            yield found[0], "词语重复", "a word stands twice"
        for found in _UNKNOWN.finditer(cell):
            yield found[0], "有无法辨认的字符", "a character could not be read"
    for pattern, text, reason_zh, reason_en in (
        (_RUN_TOGETHER, printed, "名称中似有两个项目名相连", "two names seem to be run together"),
        (_LONE_ITEM, project.scale_text, "只有第1条，没有第2条", "there is an item 1 but no item 2"),
        (_OF_WHAT, project.scale_text, "计量单位的分母不像时间或数量", "what stands below the stroke is no measure"),
        (_ENGLISH, printed, "中文中夹有英文单词", "an English word stands in Chinese text"),
    ):
        if once := pattern.search(text):
            yield once[0].strip(), reason_zh, reason_en
    for found in _GENERATOR.finditer(project.scale_text):
        if float(found[2]) >= _LARGEST_GENERATOR[found[3]]:
            yield found[0], "单机容量超过任何现有机组", "no generating unit is that large"
