"""What a dispatch asked and what was answered, as rows of a table: as far as somebody may see the reports, and no further."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.db.models import QuerySet

from luoshi import pipeline
from luoshi.act.projects import CLASSES
from luoshi.model.commitment import Plan
from luoshi.model.record_light import RecordLight, Shade
from luoshi.publish.chart_words import day
from luoshi.publish.dispatch_rows import Counts, DispatchTable, DutyRow, ProjectRow
from luoshi_web.desk import lit, queries
from luoshi_web.desk import projects as known_projects
from luoshi_web.desk.lamps import LIGHTS
from luoshi_web.desk.models import Record
from luoshi_web.desk.people import Actor
from luoshi_web.desk.shown import document_name
from luoshi_web.packs import office

# Registries whose reports have money, and those whose reports have words and a share.
_OF_PROJECTS = "project_reports"
_NOWHERE = "其他"


def table_of(dispatch: Record, actor: Actor, on: date) -> DispatchTable | None:
    """The table of a dispatch; None where nobody was asked, or somebody may see nothing of it."""
    reports = reports_of(dispatch, actor)
    if not reports:
        return None
    duties, projects = [], []
    groups = _by_subject(reports)
    items = lit.lit([found[0].subject or found[0] for found in groups], on)
    for found, item in zip(groups, items, strict=True):
        if found[0].registry == _OF_PROJECTS:
            projects.append(_project(found, item, on))
        else:
            duties.append(_duty(found, item, on))
    document = str(dispatch.data.get("document", ""))
    order = _sections_of(document)
    places = {name: number for number, name in enumerate(order)}
    duties.sort(key=lambda row: (places.get(row.section, len(places)), _in_order(row.number)))
    projects.sort(key=lambda row: (_class_order(row.section), _in_order(row.number)))
    owing = {one.owner_id for one in reports if one.turn == "owner" or queries.was_never_handed_in(one)}
    return DispatchTable(
        title=f"{dispatch.title}情况表", document=document_name(document), keeper=dispatch.owner.short, as_of=on,
        duties=tuple(duties), projects=tuple(projects), owing=len(owing),
        notes=(*_rules(items), f"本表按{actor.user.name if actor.user else '访客'}的查看范围生成。"),
    )  # fmt: skip


def reports_of(dispatch: Record, actor: Actor) -> list[Record]:
    """The reports that were asked in a dispatch and that somebody may see."""
    related = ("owner", "subject", "subject__owner")
    return [one for rows in _asked(dispatch, actor) for one in rows.select_related(*related).order_by("pk")]


def has_reports(dispatch: Record, actor: Actor) -> bool:
    """Whether there is one."""
    return any(rows.exists() for rows in _asked(dispatch, actor))


def _asked(dispatch: Record, actor: Actor) -> Iterator[QuerySet[Record]]:
    """The reports of each registry that were asked."""
    for id in dispatch.asked.values_list("registry", flat=True).distinct().order_by("registry"):
        if registry := office().registries.get(id):
            yield queries.visible(registry, actor).filter(asked_in=dispatch)


def is_handed_in(report: Record) -> bool:
    """Whether a report was handed in, whatever was decided on it."""
    return "submitted_on" in report.data


def _is_late(report: Record, on: date) -> bool:
    return bool(report.due and report.due < on) and report.turn == "owner"


# ------------------------------------------------------------------ an item


def _by_subject(reports: Iterable[Record]) -> list[list[Record]]:
    """The reports on each item, the lead's first."""
    found: dict[object, list[Record]] = {}
    for report in reports:
        found.setdefault((report.registry, report.subject_id or report.pk), []).append(report)
    return [sorted(group, key=lambda one: one.data.get("part") != "牵头") for group in found.values()]


def _duty(reports: Sequence[Record], item: Record, on: date) -> DutyRow:
    lead, data = reports[0], _told(reports[0])
    subject = lead.subject
    names = [one.owner.short for one in reports if one.data.get("part") == "配合"]
    share = data.get("share")
    return DutyRow(
        section=_section_of(subject) if subject else _NOWHERE, number=str(lead.data.get("number", "")), measure=lead.title,
        lead=subject.owner.short if subject else lead.owner.short, participants=tuple(names),
        progress=_said(reports, "progress"), stage=str(data.get("stage", "")),
        share=Decimal(str(share)) / 100 if share else None, light=_shade(item), state=_state(lead),
        reports=Counts(*queries.counted(reports, on)), days_late=_days_late(reports, on), problems=_said(reports, "problems"),
        needs=_said(reports, "needs"),
    )  # fmt: skip


def _project(reports: Sequence[Record], item: Record, on: date) -> ProjectRow:
    lead, data = reports[0], _told(reports[0])
    subject = lead.subject
    known = subject.data if subject else {}
    total = lead.data.get("total_investment") or known.get("total_investment")
    return ProjectRow(
        section=str(data.get("class") or known.get("class") or "类别未定"), number=str(lead.data.get("number", "")),
        name=lead.title, lead=lead.owner.short, total=_amount(total), annual_plan=_amount(data.get("annual_plan")),
        annual_done=_amount(data.get("annual_done")), cumulative=_amount(data.get("cumulative")), progress=how_far(data),
        light=_shade(item), state=_state(lead), reports=Counts(*queries.counted(reports, on)),
        days_late=_days_late(reports, on), problems=_said(reports, "problems"), needs=_said(reports, "needs"),
        listed=known.get("listed_supervision") == "是", pace=_pace(subject, lead),
    )  # fmt: skip


def _pace(subject: Record | None, lead: Record) -> str:
    """Where the money of a project is behind its pace, in the words of its page."""
    paces = known_projects.paces_of(subject, lead) if subject and _told(lead) else ()
    said = (f"{one.rule.title}落后{one.points_behind}个百分点" for one in paces if one.behind)
    signs = (LIGHTS[one.shade].sign for one in paces if one.behind)
    return "\n".join(f"{sign}{words}" for sign, words in zip(signs, said, strict=True))


def _told(report: Record) -> dict[str, object]:
    """What stands in a report, where it was handed in and not sent back; a draft is nobody else's."""
    return dict(report.data) if report.state not in ("owed", "returned") and is_handed_in(report) else {}


def _said(reports: Sequence[Record], field: str) -> str:
    """The words of the lead, then those of each participant under its name."""
    said = [(one, str(_told(one).get(field) or "")) for one in reports]
    return "\n".join(
        words if one.data.get("part") != "配合" else f"（{one.owner.short}）{words}" for one, words in said if words
    )


def how_far(data: Mapping[str, object]) -> str:
    """How far a project is, in the words of its class."""
    step, start = data.get("step"), str(data.get("start_plan") or "")
    begins = f"计划{day(date.fromisoformat(start))}开工" if start else ""
    parts = [str(data.get("image") or ""), f"前期工作：{step}" if step else "", begins]
    return "；".join(part for part in parts if part)


def _shade(item: Record) -> Shade:
    """The light of an item, as every page of the desk shows it."""
    found: RecordLight | None = item.light  # type: ignore[attr-defined]  # set by `lit`
    return found.shade if found else "none"


def _rules(items: Sequence[Record]) -> tuple[str, ...]:
    """By what the lights were given, as the pack says it."""
    plans = (lit.plan_of(registry) for registry in dict.fromkeys(one.registry for one in items))
    paces = office().paces if any(one.registry == known_projects.REGISTRY for one in items) else ()
    said = (*(f"灯色：{plan.source}。" for plan in plans if plan), *(f"{one.title}：{one.source}。" for one in paces))
    return tuple(dict.fromkeys(said))


def _state(report: Record) -> str:
    state = office().workflows[report.registry].state(report.state)
    return state.title if state else report.state


def _days_late(reports: Sequence[Record], on: date) -> int:
    waited = [(on - one.due).days for one in reports if one.due and _is_late(one, on)]
    return max([*waited, *(int(one.data.get("days_late") or 0) for one in reports)], default=0)


def _amount(value: object) -> Decimal | None:
    return Decimal(str(value)) if value else None


# ------------------------------------------------------------------ where an item stands in its document


def _section_of(subject: Record) -> str:
    return section_of(str(subject.data.get("document", "")), str(subject.data.get("text", "")))


def section_of(document: str, text: str) -> str:
    """The heading under which words stand in a document, with the one above it."""
    beginning = _bare(text)[:30]
    found = ["", ""]
    for level, title, words in _headings(str(office().pack.path), document) if beginning else ():
        if beginning in words:
            found[level - 1 :] = [title, ""][: 3 - level]
    return "".join(found) or _NOWHERE


def _sections_of(document: str) -> list[str]:
    """The headings of a document in their order, each with the one above it."""
    names, above = [], ""
    for level, title, _ in _headings(str(office().pack.path), document):
        above = title if level == 1 else above
        names.append(title if level == 1 else above + title)
    return names


@lru_cache(maxsize=32)
def _headings(pack: str, document: str) -> tuple[tuple[int, str, str], ...]:
    """The headings of the two highest levels: level, words, and what stands below them without blanks."""
    plan = _plans(pack).get(document)
    return tuple(
        (one.level, f"{one.marker}{one.title[:40]}", _bare(one.span.quote))
        for one in (plan.outline if plan else ())
        if one.level in (1, 2)
    )


@lru_cache(maxsize=2)
def _plans(pack: str) -> Mapping[str, Plan]:
    """The documents of the pack that holds, compiled; `pack` is where it stands."""
    return pipeline.plans(office().pack)


def _bare(text: str) -> str:
    return "".join(text.split())


def _in_order(number: str) -> tuple[int, str]:
    digits = "".join(letter for letter in number if letter.isdigit())
    return (int(digits) if digits else 10**6, number)


def _class_order(name: str) -> int:
    return CLASSES.index(name) if name in CLASSES else len(CLASSES)
