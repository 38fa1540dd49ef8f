"""Records: set up, written into, moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from luoshi import act
from luoshi.act.limits import turn
from luoshi.act.workflow import Outcome, Refused
from luoshi.model import record as nouns
from luoshi.model.problem import Kind, LuoshiError
from luoshi.model.registry import Registry, Value
from luoshi.model.said import Said
from luoshi_web.desk import files as kept_files
from luoshi_web.desk.actions import leaving, standing
from luoshi_web.desk.actions.write import add_event, writing
from luoshi_web.desk.models import Attachment, Event, Organisation, Record
from luoshi_web.desk.nouns import candidate, history, title_of
from luoshi_web.desk.nouns import record as noun
from luoshi_web.desk.people import Actor
from luoshi_web.packs import current, office

CHANGED = Kind(
    code="record-changed-meanwhile",
    zh="在您填写期间，{who}于 {when} 改动了这一条，您的内容还没有写入",
    en="{who} changed this record ({when}), while you were writing; yours is not written yet",
    hint_zh="两个版本都在下面，请逐项选择后再保存，一个字也没有丢。",
    hint_en="Both versions stand below; choose for each field and save again. Nothing is lost.",
)  # fmt: skip
NOT_EDITABLE = Kind(
    code="record-not-editable",
    zh="您现在不能改动这一条", en="you cannot write into this record now",
    hint_zh="可能状态已变，或不属于您的单位。请查看办理记录。",
    hint_en="Its state may have changed, or it is not your organisation's. Look at the history.",
)  # fmt: skip
NO_OWNER = Kind(
    code="record-without-owner",
    zh="没有选择责任单位", en="no organisation is chosen that answers for it",
    hint_zh="请在“责任单位”中选一个单位。", hint_en="Choose one under “Organisation”.",
)  # fmt: skip
NO_SUCH_REGISTRY = Kind(
    code="registry-unknown",
    zh="没有台账“{registry}”", en="there is no registry '{registry}'",
    hint_zh="请从“台账”页面进入。", hint_en="Start from the page of the registries.",
)  # fmt: skip

Files = Mapping[str, Sequence[kept_files.Upload]]
Data = Mapping[str, Value | None]


class Changed(LuoshiError):
    """Somebody else wrote in between; `record` is what stands there now."""

    def __init__(self, record: Record, last: Event | None) -> None:
        who = last.by.name if last and last.by else "系统"
        at = last.at.astimezone() if last else None
        when = Said(f"{at:%-m月%-d日 %H:%M}", f"{at:%-d %b, %H:%M}") if at else ""
        super().__init__(CHANGED(who=who, when=when, where=record.title[:40]))
        self.record = record


@dataclass(frozen=True, slots=True)
class Setting:
    """What a record is beside its fields when it is set up."""

    owner: str
    keeper: str = ""
    participants: tuple[str, ...] = ()
    due: date | None = None
    period: str = ""
    subject: Record | None = None
    asked_in: Record | None = None
    cycle: str = ""
    key: str = ""
    # Filled by the system, whatever a form says.
    given: Mapping[str, Value] = field(default_factory=dict)


def establish(
    *, registry: str, actor: Actor, at: datetime, setting: Setting, data: Data | None = None, name: str = "",
    note: str = "", files: Files | None = None,
) -> Record:  # fmt: skip
    """Set up a record by one of the moves that begin its workflow.

    Args:
        name: The move; the first that the actor may make where it is blank.

    Raises:
        Refused: nobody of the actor's roles may, or something is missing.
    """
    found = registry_of(registry)
    flow = office().workflows[registry]
    owner = Organisation.objects.get(pk=setting.owner)
    keeper = setting.keeper or current(found.keeper, at.date()) or setting.owner
    before = candidate(registry, owner, keeper, setting.participants, data=dict(setting.given), due=setting.due)
    begin = name or next(
        (move.id for move in flow.beginnings if act.may(flow, [], move.id, actor.person, before)), flow.beginnings[0].id
    )
    # No file is a new record's own, whatever a form names.
    words = {
        id: value
        for id, value in (data or {}).items()
        if id in flow.by_field and flow.by_field[id].type != "attachment"
    }
    with writing():
        outcome = act.move(flow, [], begin, by=actor.person, record=before, on=at.date(), data=words, note=note)
        row = Record(
            registry=registry, owner=owner, keeper_id=keeper, key=setting.key or _next_key(registry, at.date())
        )
        row.period, row.cycle, row.subject, row.asked_in = (
            setting.period,
            setting.cycle,
            setting.subject,
            setting.asked_in,
        )
        row.of_lead = standing.is_report(registry) and row.subject is not None and row.subject.owner_id == owner.pk
        _put(row, found, outcome, at, "")
        row.save()
        row.participants.set(setting.participants)
        changes = {**_columns(row, setting.participants), **outcome.record.data}
        if files:
            sent = _with_files(row, {}, {}, files, actor, at)
            changes, row.data = {**changes, **sent}, _after(row.data, sent)
            row.save()
        event = _add(row, outcome, actor, at, changes, note)
        standing.renew(row, at)
        _carry_out(outcome, row, actor, at, event, note)
    return row


def save(
    *, record: int, version: int, actor: Actor, at: datetime, data: Data, files: Files | None = None
) -> Record:  # fmt: skip
    """Write into the fields of a record without moving it.

    Raises:
        Changed: somebody else wrote in between.
        Refused: the actor may not write into it now.
    """
    with writing():
        row = _current(record, version)
        flow, now = office().workflows[row.registry], noun(row)
        if not act.may_edit(flow, actor.person, now):
            raise Refused([NOT_EDITABLE(where=row.title[:40])])
        given = {id: value for id, value in data.items() if id in flow.by_field and not flow.by_field[id].given}
        given = _with_files(row, now.data, given, files or {}, actor, at)
        changes = {id: value for id, value in given.items() if value != now.data.get(id)}
        if changes:
            row.data = _after(row.data, changes)
            row.title = title_of(registry_of(row.registry), row.data)
            row.version += 1
            row.changed_at = at
            row.save()
            by = _organisation(actor, now)
            event = add_event(
                move="save", actor=actor, at=at, record=row, before=row.state, after=row.state,
                organisation=by, changes=changes,
            )  # fmt: skip
            leaving.note(row, event)
            standing.renew(row, at)
    return row


def move(
    *, record: int, version: int, name: str, actor: Actor, at: datetime, data: Data | None = None, note: str = "",
    files: Files | None = None, quiet: bool = False,
) -> Record:  # fmt: skip
    """Make a move on a record, with what was filled in, and carry out what it causes.

    Args:
        version: That of the record as the actor saw it.
        quiet: Nobody is told; whoever makes many moves tells once.

    Raises:
        Changed: somebody else wrote in between.
        Refused: it may not be made, or something is missing.
    """
    with writing():
        row = _current(record, version)
        flow, now = office().workflows[row.registry], noun(row)
        given = _with_files(row, now.data, dict(data or {}), files or {}, actor, at)
        outcome = act.move(
            flow, history(row), name, by=actor.person, record=now, on=at.date(), data=given, note=note
        )  # fmt: skip
        due = row.due
        _put(row, registry_of(row.registry), outcome, at, note)
        row.save()
        changes: dict[str, object] = dict(outcome.changes)
        if row.due != due:
            changes["@due"] = row.due.isoformat() if row.due else None
        event = _add(row, outcome, actor, at, changes, note)
        standing.renew(row, at)
        _carry_out(outcome, row, actor, at, event, note, quiet=quiet)
    return row


def registry_of(id: str) -> Registry:
    """Raises: LuoshiError where the pack has no such registry."""
    found = office().registries.get(id)
    if found is None:
        raise LuoshiError(NO_SUCH_REGISTRY(registry=id, where=id))
    return found


# ------------------------------------------------------------------ what is written


def _current(record: int, version: int) -> Record:
    row = Record.objects.select_related("owner", "keeper").get(pk=record)
    if row.version != version:
        raise Changed(row, row.events.select_related("by").order_by("-number").first())
    return row


def _put(row: Record, registry: Registry, outcome: Outcome, at: datetime, note: str) -> None:
    """The last state of a record after a move."""
    flow = office().workflows[row.registry]
    if outcome.after != outcome.before:
        row.entered_on = at.date()
        row.said = note if outcome.move.decision else ""
    row.state, row.due, row.version = outcome.after, outcome.due, outcome.record.version
    row.data = {id: list(value) if isinstance(value, tuple) else value for id, value in outcome.record.data.items()}
    row.title = title_of(registry, row.data)
    row.turn = turn(flow, row.state) or ""
    row.changed_at = at


def _add(row: Record, outcome: Outcome, actor: Actor, at: datetime, changes: Mapping[str, object], note: str) -> Event:
    by = outcome.by.organisation if outcome.by and outcome.by.organisation else None
    event = add_event(
        move=outcome.move.id, actor=actor, at=at, record=row, before=outcome.before, after=outcome.after,
        organisation=by, changes=changes, note=note,
    )  # fmt: skip
    leaving.note(row, event)
    return event


def _columns(row: Record, participants: Iterable[str]) -> dict[str, object]:
    """What a new record is beside its fields, as its first event writes it."""
    found: dict[str, object] = {"@owner": row.owner_id, "@keeper": row.keeper_id, "@key": row.key}
    found |= {"@participants": sorted(participants), "@due": row.due.isoformat() if row.due else None}
    found |= {"@period": row.period, "@cycle": row.cycle}
    found |= {"@subject": str(row.subject_id) if row.subject_id else None}
    found |= {"@asked_in": str(row.asked_in_id) if row.asked_in_id else None}
    return {id: value for id, value in found.items() if value}


def _after(data: Mapping[str, object], changes: Mapping[str, object]) -> dict[str, object]:
    merged = {**data, **{id: list(value) if isinstance(value, tuple) else value for id, value in changes.items()}}
    return {id: value for id, value in merged.items() if value}


def _next_key(registry: str, on: date) -> str:
    """contaminated_plots: 2017-0003."""
    begun = f"{on.year}-"
    last = Record.objects.filter(registry=registry, key__regex=rf"^{begun}[0-9]+$").order_by("-pk").first()
    return f"{begun}{int(last.key.removeprefix(begun)) + 1 if last else 1:04d}"


def _organisation(actor: Actor, record: nouns.Record) -> str | None:
    """At which of the actor's organisations a record was written into."""
    concerned = (record.owner, record.keeper, *record.participants)
    held = actor.organisations
    return next((one for one in concerned if one in held), held[0] if held else None)


def _with_files(
    row: Record, now: Mapping[str, Value], data: dict[str, Value | None], files: Files, actor: Actor, at: datetime
) -> dict[str, Value | None]:
    """The data with the files that were sent; of files that a form names, only the record's own are taken."""
    flow = office().workflows[row.registry]
    own = set(row.attachments.values_list("sha256", flat=True)) if row.pk else set()
    for asked in flow.fields:
        if asked.type != "attachment":
            continue
        if asked.id in data:
            named = data[asked.id] or ()
            data[asked.id] = tuple(one for one in ((named,) if isinstance(named, str) else named) if one in own) or None
        if sent := files.get(asked.id):
            before = data.get(asked.id) or now.get(asked.id) or ()
            added = tuple(_attach(row, asked.id, upload, actor, at) for upload in sent)
            data[asked.id] = tuple(dict.fromkeys((*((before,) if isinstance(before, str) else before), *added)))
    return data


def _attach(row: Record, where: str, upload: kept_files.Upload, actor: Actor, at: datetime) -> str:
    if problem := kept_files.refused(upload):
        raise Refused([replace(problem, where=where)])
    kept = kept_files.keep(upload)
    values = {"name": kept.name, "size": kept.size, "kind": kept.kind, "by": actor.user, "at": at}
    Attachment.objects.get_or_create(record=row, sha256=kept.sha256, defaults=values)
    return kept.sha256


def _carry_out(
    outcome: Outcome, row: Record, actor: Actor, at: datetime, event: Event, note: str, *, quiet: bool = False
) -> None:
    # Effects make moves, and moves have effects.
    from luoshi_web.desk.actions.effects import carry_out

    carry_out(outcome, row, actor, at, event, note, quiet=quiet)
