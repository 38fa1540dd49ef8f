"""Indicator tables → targets: one for each indicator and each column of a year to come.

A column of a year gone by is the baseline; 年均 and 累计 say how the value is counted; 约束性 and 预期性 are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from luoshi.compile.table_rows import Roles, Row, Sheet, problem, sheets, without_brackets
from luoshi.compile.target_cells import Value, is_nothing, name_and_unit, values
from luoshi.model import Document, Kind, Problem, Target

VALUE_UNREADABLE = Kind(
    code="target-value-unreadable",
    zh="指标“{name}”在“{column}”栏的值“{cell}”认不出数值",
    en="the value '{cell}' of the indicator '{name}' under '{column}' could not be read",
    hint_zh="请对照原件，在审核中补录数值。",
    hint_en="Compare it with the original and enter the value in the review.",
)
NO_YEAR = Kind(
    code="target-column-without-year",
    zh="指标表“{column}”栏没有写明年份，目标期限未定",
    en="the column '{column}' of an indicator table names no year, so its targets have no deadline",
    hint_zh="请在审核中按文件的规划期补录期限。",
    hint_en="Enter the deadline in the review, by the period of the plan.",
)

Period = tuple[int, int]

_YEAR = re.compile(r"(?:19|20)\d\d")
_PLAN = re.compile(r"十([一二三四五六])五")
_PLAN_ENDS = {"一": 2010, "二": 2015, "三": 2020, "四": 2025, "五": 2030, "六": 2035}
_BASE = re.compile(r"实际|现状|基期|基准|完成|预计|初步|当前|上年")
_AIM = re.compile(r"目标|任务|规划|计划|预期|期末|末")
_GROWTH = re.compile(r"年均|增[长速幅]|年增")
_CUMULATIVE = re.compile(r"累计|五年|(?<!\d)5年")
_DIRECTIONS: dict[Literal["up", "down", "hold"], re.Pattern[str]] = {
    "down": re.compile(r"下降|降低|减少|低于|压减"),
    "hold": re.compile(r"同步|保持|稳定|不(?:增加|减少|降低)"),
    "up": re.compile(r"提[高升]|增[长加]|改善|[高快优]于|超过|扩大|向好"),
}
_UNIT_KINDS = (
    ("amount", re.compile(r"元$")),
    ("area", re.compile(r"亩$|公顷$|平方公里$|平方米$")),
    ("count", re.compile(r"[个家户人张座件辆套次处项名所]$")),
)
_LONGEST_STEP = 6  # a year further ahead than that is not the end of a plan whose base is the year before
_HEAD = 3000

# The first role whose words are found in a header is the column's.
_ROLES = tuple(
    (role, re.compile(words))
    for role, words in (
        ("seq", r"^序号?$|编号$"),
        ("category", r"类别$|^类$|领域$|^一级指标$|^方面$|^分类$|^维度$"),
        ("binding", r"^(?:指标)?(?:属性|性质|类型)$"),
        ("unit", r"^(?:计量|指标)?单位$"),
        ("lead", r"(?:责任|牵头|负责|实施|主管|完成)(?:单位|部门)|^部门$"),
        ("other", r"投资|资金|项目名称|建设"),
        (
            "value",
            r"(?:19|20)\d\d|目标值?$|十[一二三四五六]五|基期|现状|年均|累计|增[长速幅]|任务$|^指标值$|规划值|期末",
        ),
        ("name", r"指标|名称$|^(?:主要|发展|工作)?目标$|^项目$|^内容$"),
        ("note", r"备注|说明|来源|内涵|范围|公式"),
    )
)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of values: its header, the year it speaks of, and how its values are counted."""

    index: int
    header: str
    year: int | None
    is_base: bool
    counted: Literal["level", "growth", "cumulative", "either"]
    unit: str


def targets(document: Document, *, period: Period | None = None) -> tuple[list[Target], list[Problem]]:
    """The targets of all indicator tables of a document, and what could not be read in them.

    Args:
        document: What was read.
        period: First and last year of the plan. Without it the document's own words (“十四五”) or the columns decide
            which years are still to come.
    """
    found: list[Target] = []
    problems: list[Problem] = []
    if not any(block.table for block in document.blocks):
        return found, problems
    period = period or _period(document.flow[:_HEAD])
    for sheet in sheets(document, _roles):
        columns = _columns(sheet, period)
        for row in _whole_rows(sheet):
            found += _row_targets(document, sheet, row, columns, period, problems)
        if found and any(not c.is_base and c.year is None for c in columns):
            column = next(c for c in columns if not c.is_base and c.year is None)
            span = document.span(sheet.rows[0].start, sheet.rows[0].end)
            problems.append(problem(NO_YEAR, span, column=column.header))
    return found, problems


def _period(text: str) -> Period | None:
    plan = _PLAN.search(text)
    return (_PLAN_ENDS[plan[1]] - 4, _PLAN_ENDS[plan[1]]) if plan else None


# ------------------------------------------------------------------ columns


def _roles(headers: Sequence[str]) -> Roles | None:
    """What the columns hold; None where this is no table of indicators with values to be reached."""
    roles = tuple(_role(header) for header in headers)
    says_indicator = any("指标" in header or "目标" in header for header in headers) or "binding" in roles
    return roles if "name" in roles and "value" in roles and says_indicator else None


def _role(header: str) -> str | None:
    words = without_brackets(header) or header
    return next((role for role, pattern in _ROLES if pattern.search(words)), None)


def _columns(sheet: Sheet, period: Period | None) -> list[_Column]:
    """The columns of values; those of the base year are marked."""
    raw = [_column(i, header) for i, header in enumerate(sheet.headers) if sheet.roles[i] == "value"]
    stated = [c.year for c in raw if c.year is not None]
    if period and any(year > period[1] for year in stated):
        period = None  # the plan that the text names first is not the one of this table
    bases = {c.index for c in raw if _is_base(c, stated, period)}
    columns = [replace(c, is_base=c.index in bases) for c in raw]
    ahead = [c.year for c in columns if c.year is not None and not c.is_base]
    end = max(ahead, default=None) if ahead else period[1] if period else None
    return [c if c.year is not None or c.is_base else replace(c, year=_last_year(c.header) or end) for c in columns]


def _column(index: int, header: str) -> _Column:
    years = [int(year) for year in _YEAR.findall(header)]
    growth, cumulative = _GROWTH.search(header), _CUMULATIVE.search(header)
    counted: Literal["level", "growth", "cumulative", "either"] = "level"
    if growth:
        counted = "either" if cumulative else "growth"
    elif cumulative:
        counted = "cumulative"
    unit = re.search(r"（(%|‰|[^（）\d]{1,6})）", header)
    return _Column(index, header, years[-1] if years else None, False, counted, unit[1] if unit else "")


def _last_year(header: str) -> int | None:
    period = _period(header)
    return period[1] if period else None


def _is_base(column: _Column, years: Sequence[int], period: Period | None) -> bool:
    if column.counted != "level":
        return False
    if _BASE.search(column.header):
        return True
    if column.year is None or _AIM.search(column.header):
        return False
    if period:
        return column.year < period[0]
    later = [year for year in years if year > column.year]
    return bool(later) and column.year == min(years) and min(later) - column.year <= _LONGEST_STEP


# ------------------------------------------------------------------ rows


@dataclass(frozen=True, slots=True)
class _Said:
    """The words of a row that are not values."""

    name: str
    unit: str
    binding: Literal["约束性", "预期性"] | None
    lead: tuple[str, ...]


def _whole_rows(sheet: Sheet) -> Iterator[Row]:
    """The rows with values; a row whose name did not fit into its line together with the lines that hold the rest."""
    names = [i for i, role in enumerate(sheet.roles) if role == "name"]
    rows = list(sheet.rows)
    halves = {i for i, row in enumerate(rows) if _is_half(row, names)}
    nameless = [i for i, row in enumerate(rows) if i not in halves and not any(_words(row, names))]
    parts: dict[int, list[int]] = {}
    for i in nameless:
        parts[i] = [k for k in (i - 1, i + 1) if k in halves]
        halves -= set(parts[i])
    for i in sorted(halves):  # what is left goes on with the name above it
        above = next((k for k in range(i - 1, -1, -1) if k not in halves and rows[k].title is None), None)
        if above is not None and above not in nameless:
            parts.setdefault(above, []).append(i)
    for i, row in enumerate(rows):
        if not _is_half(row, names) and (row.title is None or len(set(row.cells)) > 1):
            yield _with_name(row, [rows[k] for k in parts.get(i, ())], names[-1])


def _words(row: Row, columns: Sequence[int]) -> list[str]:
    return [row.words[i] for i in columns if i < len(row.words)]


def _is_half(row: Row, names: Sequence[int]) -> bool:
    """Whether a row is a piece of a name that did not fit into its line: no other cell is even there."""
    return all((cell is not None) == (i in names) for i, cell in enumerate(row.cells)) and row.title is not None


def _with_name(row: Row, around: Sequence[Row], column: int) -> Row:
    if not around:
        return row
    words = list(row.words)
    words[column] += "".join(half.words[column] for half in around)
    start = min(row.start, *(half.start for half in around))
    return replace(row, words=tuple(words), start=start, end=max(row.end, *(half.end for half in around)))


def _row_targets(
    document: Document,
    sheet: Sheet,
    row: Row,
    columns: Sequence[_Column],
    period: Period | None,
    problems: list[Problem],
) -> Iterator[Target]:
    said = _said(sheet, row)
    if not said.name:
        return
    base = next((c for c in columns if c.is_base and c.index < len(row.words)), None)
    has_base = base is not None and not is_nothing(row.words[base.index])
    for column in columns:
        cell = row.cells[column.index] if column.index < len(row.cells) else None
        if column.is_base or cell is None or is_nothing(text := document.text(cell).strip()):
            continue
        read = values(text) or _direction(text)
        if not read:
            words = {"name": said.name, "column": column.header, "cell": row.words[column.index]}
            problems.append(problem(VALUE_UNREADABLE, document.span(row.start, row.end), **words))
        for value in read:
            of = base if has_base or value.in_brackets else None
            yield _target(document, row, said, column, value, of, period)


def _direction(text: str) -> list[Value]:
    """A value in words: nothing but a direction (高于GDP增速, 持续改善)."""
    found = next((way for way, words in _DIRECTIONS.items() if words.search(text)), None)
    return [Value(None, None, None, "", None, False, found)] if found else []


def _said(sheet: Sheet, row: Row) -> _Said:
    def words(role: str) -> str:
        filled = [row.words[i] for i, r in enumerate(sheet.roles) if r == role and i < len(row.words) and row.words[i]]
        return filled[-1] if filled else ""

    name, unit = name_and_unit(words("name"))
    column = words("unit")
    nature = words("binding")
    binding: Literal["约束性", "预期性"] | None = None
    if "约束" in nature or "预期" in nature:
        binding = "约束性" if "约束" in nature else "预期性"
    lead = tuple(part for part in re.split(r"[、，；\s]+", words("lead")) if part)
    return _Said(name, unit if is_nothing(column) else column, binding, lead)


def _target(
    document: Document,
    row: Row,
    said: _Said,
    column: _Column,
    value: Value,
    base: _Column | None,
    period: Period | None,
) -> Target:
    growth = column.counted == "growth" or (column.counted == "either" and not value.in_brackets)
    unit = _unit(said, column, value, growth)
    cumulative = value.in_brackets or column.counted == "cumulative"
    kind = _kind(said.name, unit, growth, cumulative) if value.direction is None else "trend"
    span = document.span(row.start, row.end)
    spans_years = kind in ("growth", "change")
    base_year = base.year if base else None
    first = base_year + 1 if base_year else period[0] if period else None
    return Target(
        quote=span.quote,
        indicator=said.name,
        scope=value.scope,
        kind=kind,
        comparator=value.comparator,
        value=value.value,
        high=value.high,
        unit=unit,
        deadline=date(column.year, 12, 31) if column.year else None,
        since=first if spans_years else None,
        baseline_year=base_year,
        binding=said.binding,
        lead=said.lead,
        path="",
        span=span,
        direction=value.direction,
    )


def _unit(said: _Said, column: _Column, value: Value, growth: bool) -> str:
    own = "%" if growth and not column.unit else column.unit
    unit = own if growth else said.unit or column.unit
    if value.unit and value.unit != unit:
        return value.unit if value.unit[-1] not in "万亿千百" or unit in ("", "%") else value.unit + unit
    return unit


def _kind(name: str, unit: str, growth: bool, cumulative: bool) -> str:
    if growth or (unit == "%" and re.search(r"增长$|增[速幅]$|增长率$", name)):
        return "growth"
    if cumulative or re.search(r"(?:降低|下降|减少|削减|增加|提高)(?:率|幅度|比例)?$", name):
        return "change"
    return next((kind for kind, sign in _UNIT_KINDS if sign.search(unit)), "level")
