"""What a move causes beside the change of its record: people are told, reports are asked for, other records move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from luoshi import act
from luoshi.act.calendar import period_title
from luoshi.act.dispatch import owed
from luoshi.act.workflow import Outcome, Refused
from luoshi.model.problem import Kind
from luoshi.model.registry import Registry, Value
from luoshi.model.workflow import Effect
from luoshi.publish.chart_words import day
from luoshi_web.desk.actions.accepted import establish_accepted
from luoshi_web.desk.actions.notices import tell
from luoshi_web.desk.actions.records import Setting, establish, move, registry_of
from luoshi_web.desk.models import Event, Record
from luoshi_web.desk.nouns import history
from luoshi_web.desk.nouns import record as noun
from luoshi_web.desk.people import Actor
from luoshi_web.packs import office

UNDECIDED = Kind(
    code="dispatch-undecided",
    zh="有 {n} 项还没有认定，不能下发", en="{n} records are undecided; nothing was asked",
    hint_zh="请在“{field}”中选“是”，或先到各项中办理。", hint_en="Say yes to “{field}”, or decide on each of them first.",
)  # fmt: skip
_BEFORE = "_before"


def carry_out(
    outcome: Outcome, row: Record, actor: Actor, at: datetime, event: Event, note: str, *, quiet: bool = False
) -> None:
    """Everything that a move left to be done."""
    for effect in outcome.effects:
        if effect.do == "notify" and not quiet:
            _notify(effect, outcome, row, at, event, note)
        elif effect.do == "open-reports":
            _open_reports(effect, row, actor, at)
        elif effect.do == "move-asked":
            _move_asked(effect, row, actor, at)
        elif effect.do == "move-reports":
            _move_all(row.asked.all(), effect.move, actor, at)
        elif effect.do == "move-subject" and row.subject_id:
            _move_all(Record.objects.filter(pk=row.subject_id), effect.move, actor, at)
        elif effect.do == "establish":
            establish_accepted(row, dict(effect.registries).get(str(row.data.get(effect.field)), ""), actor, at)


def _notify(effect: Effect, outcome: Outcome, row: Record, at: datetime, event: Event, note: str) -> None:
    who = event.organisation.short if event.organisation else "系统"
    zh = f"{who}{outcome.move.title}：{row.title[:60]}" + (f"。{note}" if note else "")
    en = f"{who}: {outcome.move.title_en} – {row.title[:60]}" + (f". {note}" if note else "")
    for organisation in _told(effect, row):
        if organisation != event.organisation_id:
            tell(organisation, f"event:{event.number}:{organisation}", zh, en, at, record=row)


def _told(effect: Effect, row: Record) -> list[str]:
    found: list[str] = []
    found += [row.owner_id] if "owner" in effect.to else []
    found += [row.keeper_id] if "keeper" in effect.to else []
    found += [one.pk for one in row.participants.all()] if "participant" in effect.to else []
    return list(dict.fromkeys(found))


# ------------------------------------------------------------------ a dispatch


def _open_reports(effect: Effect, dispatch: Record, actor: Actor, at: datetime) -> None:
    """What every organisation owes on every record of the dispatch's document; each is told once how many."""
    asked: Counter[str] = Counter()
    registries = dict(effect.registries)
    for subject in _subjects(registries, dispatch):
        for one in owed([noun(subject)], effect.to):
            _open_report(registries[subject.registry], subject, one.organisation, one.part, dispatch, actor, at)
            asked[one.organisation] += 1
    due = dispatch.due
    for organisation, number in asked.items():
        zh = f"{dispatch.title}已下发：您单位应报 {number} 项" + (f"，{day(due)}截止" if due else "")
        en = f"{dispatch.title}: your organisation owes {number} reports" + (f" until {day(due, 'en')}" if due else "")
        tell(organisation, f"dispatch:{dispatch.pk}:{organisation}", zh, en, at, link="/my/")


def _move_asked(effect: Effect, dispatch: Record, actor: Actor, at: datetime) -> None:
    """What must be decided of the records that will be asked about, on all of them at once; nothing is assumed."""
    waiting = [row for row in _subjects(dict(effect.registries), dispatch) if _may(row, effect.move, actor)]
    if waiting and dispatch.data.get(effect.field) != "是":
        asked = registry_of(dispatch.registry).field(effect.field)
        title = asked.title if asked else effect.field
        raise Refused([UNDECIDED(n=len(waiting), field=title, where=effect.field)])
    for row in waiting:
        move(record=row.pk, version=row.version, name=effect.move, actor=actor, at=at, quiet=True)


def _subjects(registries: dict[str, str], dispatch: Record) -> Iterator[Record]:
    """The records of the document, or of all where the dispatch names none, that were assigned and are not at an end."""
    rows = Record.objects.filter(registry__in=registries)
    if document := dispatch.data.get("document"):
        rows = rows.filter(data__document=document)
    for row in rows.select_related("owner").prefetch_related("participants", "events").order_by("registry", "pk"):
        state = office().workflows[row.registry].state(row.state)
        if state and not state.final and row.turn:
            yield row


def _open_report(
    registry: str, subject: Record, organisation: str, part: str, dispatch: Record, actor: Actor, at: datetime
) -> None:
    setting = Setting(
        owner=organisation, keeper=dispatch.owner_id, due=dispatch.due, period=str(dispatch.data.get("period", "")),
        subject=subject, asked_in=dispatch, key=f"{dispatch.key}/{subject.registry}/{subject.key}/{organisation}",
        given=_given(registry_of(registry), subject, organisation, part, str(dispatch.data.get("period", ""))),
    )  # fmt: skip
    establish(registry=registry, actor=actor, at=at, setting=setting)


def _given(registry: Registry, subject: Record, organisation: str, part: str, period: str) -> dict[str, Value]:
    """What the system fills into a report: what it is about, of which period, and what was accepted last time."""
    found: dict[str, Value] = {registry.named_by: subject.title, "part": part, "period": period}
    last = (
        Record.objects.filter(registry=registry.id, subject=subject, owner=organisation, state="accepted")
        .order_by("-period", "-pk")
        .first()
    )
    for field in registry.fields:
        if not field.given or field.id in found:
            continue
        if field.id.endswith(_BEFORE) and last:
            value = last.data.get(field.id.removesuffix(_BEFORE))
        else:
            value = subject.data.get(field.id) or (subject.data.get("seq") if field.id == "number" else None)
        if value:
            found[field.id] = tuple(value) if isinstance(value, list) else value
    return {id: value for id, value in found.items() if value and registry.field(id)}


def _move_all(rows: object, name: str, actor: Actor, at: datetime) -> None:
    """The move on every record on which the actor may make it; the others stay as they are."""
    for row in rows.select_related("owner").prefetch_related("participants", "events"):  # type: ignore[attr-defined]
        if _may(row, name, actor):
            move(record=row.pk, version=row.version, name=name, actor=actor, at=at, quiet=True)


def _may(row: Record, name: str, actor: Actor) -> bool:
    return bool(act.may(office().workflows[row.registry], history(row), name, actor.person, noun(row)))


def dispatch_title(period: str, what: str) -> str:
    """2016年第四季度调度：吉政发〔2016〕41号."""
    return f"{period_title(period)}调度：{what}"
