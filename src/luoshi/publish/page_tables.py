"""All duties, targets and projects as tables to filter and sort, and as CSV files for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from luoshi.model.commitment import Duty, Target
from luoshi.publish.page_documents import DocumentPage, Item, ItemKind
from luoshi.publish.page_html import EMPTY, Content, Markup, bilingual, element, join, link
from luoshi.publish.page_notes import parties
from luoshi.publish.page_words import PILOTS, RULES, TARGET_KINDS, day, investment_of, number, value_of, years_of

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, what a cell shows, and what it is sorted by where that is not its text.

    `style` is "number" or "nowrap"; `filtered` names the address parameter under which one may choose among its values.
    """

    title: str
    cell: Callable[[Any], Content]  # Any: the noun of the table
    key: Callable[[Any], str | float | None] | None = None
    style: str = ""
    filtered: str = ""
    value: Callable[[Any], str] | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """A table: what its rows are, its columns, and the columns of its CSV file."""

    name: str
    zh: str
    item: ItemKind
    columns: tuple[Column, ...]
    fields: Mapping[str, Callable[[Any], object]]


def _lead_of(duty: Duty) -> Content:
    named = parties(p for p in duty.parties if not p.is_place and p.role in ("lead", "responsible"))
    return join([named, "等" if duty.open else ""])


def _others_of(duty: Duty) -> Content:
    return parties(p for p in duty.parties if not p.is_place and p.role in ("participant", "guide"))


def _due_of(duty: Duty) -> Content:
    return "、".join(deadline.text for deadline in duty.deadlines)


def _first_due(duty: Duty) -> str | None:
    return min((deadline.due.isoformat() for deadline in duty.deadlines if deadline.due), default=None)


def _due_day(target: Target) -> str | None:
    return target.deadline.isoformat() if target.deadline else None


def _due_year(target: Target) -> str:
    return f"{target.deadline.year}年" if target.deadline else "没有写明"


DUTIES = Kind(
    "duties", "任务", "duty",
    (
        Column("任务", lambda duty: duty.text),
        Column("牵头或共同负责", _lead_of),
        Column("配合", _others_of),
        Column("地方", lambda duty: parties(p for p in duty.parties if p.is_place)),
        Column("依据", lambda duty: RULES[duty.rule][0], filtered="rule"),
        Column("时限", _due_of, key=_first_due),
        Column("试点", lambda duty: PILOTS[duty.pilot] if duty.pilot else "", filtered="pilot"),
    ),
    {
        "序号": lambda duty: duty.number, "条款": lambda duty: duty.path, "任务": lambda duty: duty.text,
        "牵头或共同负责": lambda duty: "、".join(duty.lead), "配合": lambda duty: "、".join(duty.participants),
        "地方": lambda duty: "、".join(duty.places), "依据": lambda duty: RULES[duty.rule][0],
        "未尽列举": lambda duty: "等" if duty.open else "", "时限": _due_of, "最早期限": _first_due,
        "试点": lambda duty: PILOTS[duty.pilot] if duty.pilot else "",
    },
)  # fmt: skip
TARGETS = Kind(
    "targets", "目标", "target",
    (
        Column("指标", lambda target: target.indicator),
        Column("目标值", value_of, key=lambda target: target.value, style="number"),
        Column("类型", lambda target: TARGET_KINDS.get(target.kind, target.kind), filtered="kind"),
        Column("范围", lambda target: target.scope),
        Column("期限", lambda target: day(target.deadline), _due_day, "nowrap", filtered="year", value=_due_year),
        Column("牵头", lambda target: "、".join(target.lead)),
        Column("原文", lambda target: target.quote),
    ),
    {
        "指标": lambda target: target.indicator, "范围": lambda target: target.scope,
        "类型": lambda target: TARGET_KINDS.get(target.kind, target.kind),
        "比较": lambda target: target.comparator, "目标值": lambda target: target.value, "上限": lambda target: target.high,
        "单位": lambda target: target.unit, "期限": lambda target: target.deadline, "基期": lambda target: target.baseline_year,
        "约束性": lambda target: target.binding, "牵头": lambda target: "、".join(target.lead),
    },
)  # fmt: skip
PROJECTS = Kind(
    "projects", "项目", "project",
    (
        Column("项目", lambda project: project.name),
        Column("序号", lambda project: project.seq, key=lambda project: _as_number(project.seq), style="number"),
        Column("法人单位", lambda project: project.owner),
        Column("规模及主要内容", lambda project: project.scale_text),
        Column("建设年限", years_of, key=lambda project: project.start_year),
        Column("总投资", investment_of, key=lambda project: project.total_investment, style="number"),
        Column("类别", lambda project: project.group, filtered="group"),
        Column("备注", lambda project: project.note),
    ),
    {
        "序号": lambda project: project.seq, "项目": lambda project: project.name, "法人单位": lambda project: project.owner,
        "规模及主要内容": lambda project: project.scale_text, "起始年": lambda project: project.start_year,
        "完成年": lambda project: project.end_year, "总投资": lambda project: project.total_investment,
        "单位": lambda project: project.unit, "类别": lambda project: project.group, "备注": lambda project: project.note,
    },
)  # fmt: skip
TABLES = (DUTIES, TARGETS, PROJECTS)


def tables(pages: Sequence[DocumentPage]) -> Markup:
    """The content of the page of tables."""
    counts = {kind.name: sum(len(page.of(kind.item)) for page in pages) for kind in TABLES}
    ways = [
        link(f"?table={kind.name}#{kind.name}", f"{kind.zh} {counts[kind.name]}", data_table=kind.name)
        for kind in TABLES
    ]
    return element(
        "div",
        element("h1", "任务、目标、项目"),
        element("nav", *ways, class_="tabs", aria_label="表"),
        *(_table(kind, pages) for kind in TABLES),
        class_="page tables",
    )


def write_csv(pages: Sequence[DocumentPage], folder: Path) -> list[Path]:
    """Each kind that has rows as `<kind>.csv`, opened by a spreadsheet as it is; the files written."""
    written = []
    for kind in TABLES:
        if found := _items(kind, pages):
            written.append(folder / f"{kind.name}.csv")
            written[-1].write_text(_csv(kind, found), encoding="utf-8-sig", errors="backslashreplace", newline="")
    return written


def _items(kind: Kind, pages: Sequence[DocumentPage]) -> list[tuple[DocumentPage, Item]]:
    return [(page, item) for page in pages for item in page.of(kind.item)]


# ------------------------------------------------------------------ on the page


def _table(kind: Kind, pages: Sequence[DocumentPage]) -> Markup:
    found = _items(kind, pages)
    title = element("h2", bilingual(kind.zh, kind.name), " ", element("span", str(len(found)), class_="count"))
    if not found:
        empty = element("p", f"这些文件里没有读出{kind.zh}。", class_="empty")
        return element("section", title, empty, id=kind.name, class_="table")
    columns = [column for column in kind.columns if any(column.cell(item.noun) for _, item in found)]
    head = [element("th", column.title, scope="col", class_=column.style or None) for column in columns]
    head.append(element("th", "源", scope="col"))
    rows = [_row(page, item, columns) for page, item in found]
    table = element("table", element("thead", element("tr", *head)), element("tbody", *rows))
    return element(
        "section",
        title,
        _filters(kind, columns, found),
        element("div", table, class_="scroll"),
        id=kind.name,
        class_="table",
    )


def _row(page: DocumentPage, item: Item, columns: Sequence[Column]) -> Markup:
    cells = []
    for place, column in enumerate(columns):
        said = column.cell(item.noun)
        name, scope = ("td", None) if place else ("th", "row")
        content = said if column.style else element("div", said, class_="clamp")
        cells.append(element(name, content, data_key=_key(column, item.noun), class_=column.style or None, scope=scope))
    cells.append(element("td", _source(page, item), class_="source"))
    chosen = {f"data_{column.filtered}": _value(column, item.noun) for column in columns if column.filtered}
    return element("tr", *cells, **chosen, data_document=page.name, data_party=_party_names(item.noun))


def _source(page: DocumentPage, item: Item) -> Markup:
    """The way to the words of an item."""
    label = element("span", item.label, class_="nowrap")
    return link(page.address(item), page.name, " ", label, title=page.title)


def _key(column: Column, noun: object) -> str | float | None:
    """What a cell is sorted by; blank, and so last, where it has nothing."""
    if column.key is None:
        return None
    key = column.key(noun)
    return "" if key is None else key


def _value(column: Column, noun: object) -> str:
    return column.value(noun) if column.value else (column.cell(noun) or "")


def _party_names(noun: object) -> str | None:
    """Between bars, so that a name is found whole."""
    if not isinstance(noun, Duty):
        return None
    return f"|{'|'.join(dict.fromkeys(party.name or party.printed for party in noun.parties))}|"


def _filters(kind: Kind, columns: Sequence[Column], found: Sequence[tuple[DocumentPage, Item]]) -> Markup:
    """Fields that narrow the table; they are shown where the script that serves them runs."""
    fields = [element("label", "查找 ", element("input", type="search", name="q"))]
    if kind is DUTIES:
        fields.append(_choice("单位", "party", _all_parties(found)))
    fields.append(_choice("文件", "document", dict.fromkeys(page.name for page, _ in found)))
    for column in columns:
        if column.filtered:
            values = dict.fromkeys(filter(None, sorted(_value(column, item.noun) for _, item in found)))
            fields.append(_choice(column.title, column.filtered, values))
    status = element("output", f"{len(found)}条")
    export = element("a", f"导出 CSV（全部{len(found)}条）", href=f"{kind.name}.csv", download=True, class_="export")
    return element("form", element("div", *fields, class_="fields", hidden=True), status, export, class_="filters")


def _choice(title: str, name: str, values: Iterable[str]) -> Markup:
    options = [element("option", "全部", value=""), *(element("option", value, value=value) for value in values)]
    return element("label", f"{title} ", element("select", *options, name=name)) if len(options) > 2 else EMPTY


def _all_parties(found: Sequence[tuple[DocumentPage, Item]]) -> list[str]:
    names = {p.name or p.printed for _, item in found if isinstance(item.noun, Duty) for p in item.noun.parties}
    return sorted(names)


# ------------------------------------------------------------------ for a spreadsheet


def _csv(kind: Kind, found: Sequence[tuple[DocumentPage, Item]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["编号", *kind.fields, "文件", "文号", "原文", "收到的文件", "起", "止"])
    for page, item in found:
        noun, span = item.noun, item.span
        place = (span.quote, span.file, span.start, span.end) if span else ("", "", "", "")
        values = (field(noun) for field in kind.fields.values())
        writer.writerow(
            [_safe(value) for value in (f"{page.id}#{item.id}", *values, page.title, page.doc_number, *place)]
        )
    return out.getvalue()


def _safe(value: object) -> object:
    """A cell that a spreadsheet takes as text, whatever it begins with."""
    if isinstance(value, float):
        return number(value)
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else ("" if value is None else value)


def _as_number(printed: str) -> float | None:
    return float(printed) if printed.isdecimal() else None
