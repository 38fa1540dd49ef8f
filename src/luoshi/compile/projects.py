"""Project tables → projects: who builds what, where in the table it stands, when, and for how much.

The words of the header say what the columns hold, in whatever order and wording. Rows that state a sum are not
projects; they are compared with the rows they sum up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from luoshi.compile import project_checks
from luoshi.compile.project_cells import amount, years
from luoshi.compile.table_rows import Roles, Row, Sheet, problem, sheets, without_brackets
from luoshi.model import Document, Kind, Problem, Project, Span

AMOUNT_UNREADABLE = Kind(
    code="project-amount-unreadable",
    zh="项目“{name}”的投资额“{cell}”不是数字",
    en="the amount '{cell}' of the project '{name}' is not a number",
    hint_zh="请对照原件，改为数字；没有数字的填“—”。",
    hint_en="Compare it with the original and enter a number; write '—' where there is none.",
)
YEARS_UNREADABLE = Kind(
    code="project-years-unreadable",
    zh="项目“{name}”的建设年限“{cell}”认不出年份",
    en="no years are found in '{cell}' of the project '{name}'",
    hint_zh="请对照原件，写成“2021-2025”的形式。",
    hint_en="Compare it with the original and write it as 2021-2025.",
)

# The first role whose words are found in a header, brackets aside, is the column's; a role is given once.
_ROLES = tuple(
    (role, re.compile(words))
    for role, words in (
        ("seq", r"^序号?$|编号$"),
        ("nature", r"性质|类型$"),
        ("place", r"地点|所在地|属地|^(?:所属|所在)?(?:地区|区域|市县|县区)$"),
        ("years", r"年限|起止|建设期|工期|建设时[间序]|建设周期|建设年度|实施年度"),
        ("start", r"开工|起始"),
        ("end", r"竣工|建成|完工|投产"),
        ("total", r"总投资|投资总额|^(?:项目|估算|计划)?投资(?:额|规模|估算)?$|概算"),
        ("scale", r"规模|内容|建设任务"),
        ("owner", r"法人|业主|主体|(?:建设|责任|实施|牵头|申报|承担|主管|项目|投资)(?:单位|部门)|^单位(?:名称)?$"),
        ("name", r"^(?:重[点大])?(?:项目|工程)(?:（?工程）?)?(?:名称)?$|(?:项目|工程)名称|^名称$"),
        ("note", r"备注|备考"),
    )
)
_UNIT = re.compile(r"（(?:单位[:：])?([万亿百千]*元)[^）]*）|([万亿百千]+元)$")
_SUM = re.compile(r"(?P<label>[合小总共] ?计)(?:[:：]? ?(?P<count>\d{1,6}) ?[项个])?.*")
_COUNT = re.compile(r"(?<![\d.])(\d{1,6}) ?(?:个(?:项目)?|项)")
_ORDERED = re.compile(r"[一二三四五六七八九十]{1,3}、?|（[一二三四五六七八九十]{1,3}）")
_PART = re.compile(r"（\d{1,3}）|\d{1,3}[-.]\d{1,2}")


@dataclass(frozen=True, slots=True)
class _Line:
    """A row understood: a project with its exact amount, the stated sum of others, or a title."""

    what: str
    row: Row
    project: Project | None = None
    value: Decimal | None = None
    count: int | None = None
    label: str = ""


def projects(document: Document) -> tuple[list[Project], list[Problem]]:
    """The projects of all project tables of a document, and what a person should look at in them.

    Cells stand as printed, line breaks aside. Where a table has no unit for its amounts, `unit` is blank.
    """
    found: list[Project] = []
    problems: list[Problem] = []
    for sheet in sheets(document, _roles):
        lines = _lines(document, sheet, problems)
        problems += project_checks.sums(document, [_stated(line) for line in lines])
        rows = [line.project for line in lines if line.project]
        problems += project_checks.rows(document, rows)
        found += rows
    return found, sorted(problems, key=lambda problem: problem.span.start if problem.span else 0)


def _roles(headers: Sequence[str]) -> Roles | None:
    """What the columns hold; None where this is no table of projects."""
    roles: list[str | None] = []
    for header in headers:
        words = without_brackets(header)
        role = next((role for role, pattern in _ROLES if role not in roles and pattern.search(words)), None)
        roles.append(role if words else None)
    says_project = any("项目" in header or "工程" in header or "建设" in header for header in headers)
    enough = "name" in roles and says_project and any(role in roles for role in ("total", "scale", "years", "start"))
    return tuple(roles) if enough else None


def _lines(document: Document, sheet: Sheet, problems: list[Problem]) -> list[_Line]:
    lines: list[_Line] = []
    group = ""
    for row in sheet.rows:
        said = {role: row.words[i] for i, role in enumerate(sheet.roles) if role and i < len(row.words)}
        if title := _group(row, said):
            group = title
            lines.append(_group_line(row, said, title))
        elif stated := _sum(row, said):
            lines.append(stated)
        elif lines and lines[-1].project and _is_rest(said, sheet):
            lines[-1] = _with_rest(document, lines[-1], row, said)
        elif said.get("name"):
            lines.append(_project(document, sheet, row, said, group, problems))
    return lines


def _group(row: Row, said: dict[str, str]) -> str | None:
    """The title of the rows below: alone in its row, or numbered 一、 among rows numbered 1."""
    if row.title is not None:
        return None if _SUM.fullmatch(row.title) or row.title.isdigit() else row.title
    if _ORDERED.fullmatch(said.get("seq", "")):
        return said.get("name") or None
    return None


def _group_line(row: Row, said: dict[str, str], title: str) -> _Line:
    read = amount(said.get("total", "")) if row.title is None else None
    count = _COUNT.search(title) if row.title is None or "共" in title else None
    return _Line("group", row, value=read[0] if read else None, count=int(count[1]) if count else None, label=title)


def _sum(row: Row, said: dict[str, str]) -> _Line | None:
    found = next((found for word in row.words[:3] if (found := _SUM.fullmatch(word))), None)
    if not found:
        return None
    read = amount(said.get("total", ""))
    counted = found["count"] or next((c[1] for word in row.filled if (c := _COUNT.fullmatch(word))), None)
    label = found["label"].replace(" ", "")
    return _Line("sum", row, value=read[0] if read else None, count=int(counted) if counted else None, label=label)


def _is_rest(said: dict[str, str], sheet: Sheet) -> bool:
    """Whether a row is the rest of the one before, broken by a page: no number, no years, no amount, yet words."""
    if "seq" not in sheet.roles or any(said.get(role) for role in ("seq", "years", "total", "start", "end")):
        return False
    return any(said.get(role) for role in ("owner", "scale")) or not said.get("name")


def _with_rest(document: Document, line: _Line, row: Row, said: dict[str, str]) -> _Line:
    assert line.project is not None
    project = line.project
    whole = replace(line.row, end=max(line.row.end, row.end))
    return replace(
        line,
        row=whole,
        project=replace(
            project,
            name=project.name + said.get("name", ""),
            owner=project.owner + said.get("owner", ""),
            scale_text=project.scale_text + said.get("scale", ""),
            note=project.note + said.get("note", ""),
            span=document.span(whole.start, whole.end),
        ),
    )


def _project(
    document: Document, sheet: Sheet, row: Row, said: dict[str, str], group: str, problems: list[Problem]
) -> _Line:
    span = document.span(row.start, row.end)
    value, unit = _amount(said, span, problems)
    start, end = _years(said, span, problems)
    project = Project(
        seq=said.get("seq", ""),
        name=said["name"],
        owner=said.get("owner", ""),
        scale_text=said.get("scale", ""),
        start_year=start,
        end_year=end,
        total_investment=None if value is None else float(value),
        unit=unit or _unit(sheet),
        note=said.get("note", ""),
        group=group,
        span=span,
    )
    return _Line("part" if _PART.fullmatch(project.seq) else "project", row, project, value)


def _amount(said: dict[str, str], span: Span, problems: list[Problem]) -> tuple[Decimal | None, str]:
    cell = said.get("total", "")
    read = amount(cell)
    if read is None:
        problems.append(problem(AMOUNT_UNREADABLE, span, name=said["name"], cell=cell))
    return read or (None, "")


def _years(said: dict[str, str], span: Span, problems: list[Problem]) -> tuple[int | None, int | None]:
    cells = [said[role] for role in ("years", "start", "end") if said.get(role)]
    read = [years(cell) for cell in cells]
    for cell, found in zip(cells, read, strict=True):
        if found is None:
            problems.append(problem(YEARS_UNREADABLE, span, name=said["name"], cell=cell))
    first = [found[0] for found in read if found and found[0]] if said.get("years") or said.get("start") else []
    last = [found[1] for found in read if found and found[1]] if said.get("years") or said.get("end") else []
    return (first[0] if first else None), (last[-1] if last else None)


def _unit(sheet: Sheet) -> str:
    """The unit of the amounts: in the header of their column, else above the table."""
    column = sheet.column("total")
    if column is None:
        return ""
    found = _UNIT.search(sheet.headers[column])
    return (found[1] or found[2]) if found else sheet.measure


def _stated(line: _Line) -> project_checks.Line:
    unit = line.project.unit if line.project else ""
    return project_checks.Line(line.what, line.value, line.count, line.label, line.row.start, line.row.end, unit)
