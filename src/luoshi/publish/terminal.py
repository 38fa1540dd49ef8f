"""Plans for eyes at a terminal: what was found, in tables, Chinese first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from luoshi.model.commitment import Duty, Plan, Target
from luoshi.model.document import Document
from luoshi.model.problem import Problem
from luoshi.model.review import Difference

_RULES = {"explicit": "明示", "order": "列首", "joint": "并列"}
_COMPARATORS = {"=": "＝", ">=": "≥", ">": "＞", "<=": "≤", "<": "＜", "~": "≈", "range": ""}


def overview(plans: Mapping[str, Plan], most: int = 12) -> RenderableType:
    """Documents, their commitments by kind, who answers for most, the next deadlines, projects and places."""
    parts: list[RenderableType] = [documents_table(plans), outline_table(plans)]
    parts += [duties_table(plan, max(3, most // 3)) for plan in plans.values() if plan.duties]
    parts += [departments_table(plans, most), targets_table(plans, most)]
    projects = [(name, plan) for name, plan in plans.items() if plan.projects]
    parts += [projects_table(name, plan, most) for name, plan in projects]
    if any(plan.assignments for plan in plans.values()):
        parts.append(places_table(plans))
    return Group(*(part for table in parts for part in (table, Text(""))))


def documents_table(plans: Mapping[str, Plan]) -> Table:
    """What each document holds, counted, with a line of totals where there are several."""
    table = new_table("文件 documents", "文件", "文号", "日期", ">条款", ">任务", ">目标", ">项目", ">疑点")
    for name, plan in plans.items():
        about = plan.metadata
        title = about.attached_title or about.title or f"（未印标题）{name}"
        counts = (plan.outline, plan.duties, plan.targets, plan.projects, plan.problems)
        table.add_row(title, about.doc_number or "—", str(about.date or "—"), *(str(len(rows)) for rows in counts))
    if len(plans) > 1:
        kinds = ("outline", "duties", "targets", "projects", "problems")
        totals = (str(sum(len(getattr(plan, kind)) for plan in plans.values())) for kind in kinds)
        table.add_section()
        table.add_row("合计", "", "", *totals)
    return table


def outline_table(plans: Mapping[str, Plan]) -> Table:
    """The highest headings of each document."""
    table = new_table("提纲 outline", "文件", "一级标题")
    for name, plan in plans.items():
        first = [f"{p.marker}{p.title}" for p in plan.outline if p.level == 1 and len(p.title) <= 40]
        table.add_row(plan.metadata.doc_number or name, "  ".join(first) or "—")
    return table


def departments_table(plans: Mapping[str, Plan], most: int) -> Table:
    """Which organisations lead and take part in most duties; printed names of one organisation counted together."""
    leads: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for duty in (duty for plan in plans.values() for duty in plan.duties):
        for party in duty.parties:
            name = party.name or party.printed
            (leads if party.role in ("lead", "responsible") else others)[name] += 1
    table = new_table("单位 who answers for most duties", "单位", ">牵头（含并列）", ">配合")
    ranked = sorted({*leads, *others}, key=lambda name: (-leads[name], -others[name], name))
    for name in ranked[:most]:
        table.add_row(name, str(leads[name]), str(others[name]))
    if len(ranked) > most:
        table.add_row(Text(f"… 另有 {len(ranked) - most} 个单位", style="dim"), "", "")
    return table


def targets_table(plans: Mapping[str, Plan], most: int) -> Table:
    """The first targets of all documents: what is to be reached, by when, and where it is said.

    Args:
        most: How many rows are shown; a last row tells how many more there are.
    """
    found = [(plan, target) for plan in plans.values() for target in plan.targets]
    table = new_table("目标 targets", "指标", ">目标值", "期限", "出处")
    for plan, target in found[:most]:
        table.add_row(target.indicator, value_text(target), str(target.deadline or "—"), _source(plan.document, target))
    if len(found) > most:
        table.add_row(Text(f"… 另有 {len(found) - most} 项", style="dim"), "", "", "")
    return table


def value_text(target: Target) -> str:
    """A target's value as one reads it: ≥ 90%, 3–5 支, 逐年下降."""
    if target.value is None:
        return {"up": "↑ 上升", "down": "↓ 下降"}.get(target.direction or "", "—")
    number = f"{target.value:g}" if target.high is None else f"{target.value:g}–{target.high:g}"
    return f"{_COMPARATORS.get(target.comparator or '', '')}{number}{target.unit}"


def projects_table(name: str, plan: Plan, most: int) -> Table:
    """The first projects of one document.

    Args:
        most: How many rows are shown.
    """
    table = new_table(
        f"项目 projects · {plan.metadata.doc_number or name}", ">序号", "项目", "法人单位", "年限", ">总投资"
    )
    for project in plan.projects[:most]:
        years = f"{project.start_year or ''}—{project.end_year or ''}" if project.start_year else "—"
        amount = "—" if project.total_investment is None else f"{project.total_investment:g}{project.unit}"
        table.add_row(project.seq, project.name, project.owner, years, amount)
    if len(plan.projects) > most:
        table.add_row("", Text(f"… 另有 {len(plan.projects) - most} 个", style="dim"), "", "", "")
    return table


def places_table(plans: Mapping[str, Plan]) -> Table:
    """Which places are said to be what, with their codes and later names."""
    table = new_table("地区 places", "类别", "地区（代码；现名）")
    classes: dict[str, list[str]] = {}
    for assignment in (a for plan in plans.values() for a in plan.assignments):
        later = assignment.current_name
        renamed = f"；现{later}" if later and assignment.code != assignment.current_code else ""
        classes.setdefault(assignment.says, []).append(
            f"{assignment.place}（{assignment.code or '代码不详'}{renamed}）"
        )
    for says, places in classes.items():
        table.add_row(says, "、".join(places))
    return table


def duties_table(plan: Plan, most: int | None = None) -> Table:
    """The measures of a document with who answers for each; the first ones, and how many more."""
    name = plan.metadata.doc_number or plan.document.received.name
    table = new_table(f"任务 duties · {name}", "序号", "任务", "牵头", "配合", "地方", "依据")
    for duty in plan.duties[:most]:
        table.add_row(duty.number, _short(duty.text, 60), *_parties(duty), _RULES[duty.rule])
    if most is not None and len(plan.duties) > most:
        table.add_row("", Text(f"… 另有 {len(plan.duties) - most} 项", style="dim"), "", "", "", "")
    return table


def _parties(duty: Duty) -> tuple[str, str, str]:
    etc = "等" if duty.open else ""
    return "、".join(duty.lead) + etc, "、".join(duty.participants), "、".join(duty.places)


def blocks_table(document: Document) -> Table:
    """A document as blocks with their places."""
    table = new_table("段落 blocks", ">位置", "种类", "文字")
    for block in document.blocks:
        start, end = document.offsets.span(block.start, block.end)
        table.add_row(f"{start}–{end}", block.kind, _short(document.text(block).replace("\n", " ⏎ "), 120))
    return table


def say(problems: Iterable[Problem], console: Console) -> None:
    """Problems as place, what, and below it what to do."""
    for problem in problems:
        place = f"{problem.where}" + (f" [{problem.span.start}–{problem.span.end}]" if problem.span else "")
        console.print(Text.assemble((place, "bold"), "  ", problem.zh, "  ", (problem.en, "dim")))
        console.print(Text(f"    {problem.hint_zh}  {problem.hint_en}", style="dim"))


def differences_summary(differences: Sequence[Difference]) -> str:
    """One sentence on how far the machine's reading is from the reviewed one."""
    if not differences:
        return "机器读数与人工审定一致（已记录的更正除外）。 The reading equals the reviewed one, corrections aside."
    return f"机器读数与人工审定有 {len(differences)} 处不同，见 luoshi check。 {len(differences)} differences; see luoshi check."


def new_table(title: str, *columns: str) -> Table:
    """A table in the form of all; a column whose name begins with > is set to the right.

    >>> new_table("任务", "单位", ">项").columns[1].justify
    'right'
    """
    table = Table(title=title, title_justify="left", title_style="bold", header_style="bold", expand=False)
    for column in columns:
        table.add_column(column.lstrip(">"), justify="right" if column.startswith(">") else "left", overflow="fold")
    return table


def _source(document: Document, target: Target) -> str:
    return f"{document.received.name}:{target.span.start}"


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
