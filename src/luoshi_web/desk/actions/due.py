"""What is done because a day has come, each thing once: claimed and done in one transaction.

Whoever is killed in the middle has done nothing, and the next `luoshi tick` does it; two at once cannot both claim it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from luoshi import act
from luoshi.act.calendar import period_title
from luoshi.act.limits import limit_day
from luoshi.model.cycle import Cycle
from luoshi.model.registry import Value
from luoshi.model.workflow import Move, Workflow
from luoshi.publish.chart_words import day
from luoshi_web.desk.actions.documents import compile_later, propose_later
from luoshi_web.desk.actions.leaving import LEAVE
from luoshi_web.desk.actions.notices import tell
from luoshi_web.desk.actions.records import Setting, establish, move, registry_of
from luoshi_web.desk.actions.write import writing
from luoshi_web.desk.leaving import hand_over
from luoshi_web.desk.models import Due, Record
from luoshi_web.desk.nouns import history
from luoshi_web.desk.nouns import record as noun
from luoshi_web.desk.people import THE_SYSTEM
from luoshi_web.documents import COMPILE
from luoshi_web.packs import WORKING_DAYS, office

What = Mapping[str, str]


def add_due(things: Iterable[Due]) -> None:
    """Note what is to be done; what is noted already stays as it is."""
    Due.objects.bulk_create(list(things), ignore_conflicts=True, batch_size=500)


def do(*, due: Due, at: datetime) -> bool:
    """Do what is due, unless somebody did; whether it was done now."""
    if (before := _BEFORE.get(due.kind)) and not Due.objects.filter(pk=due.pk, done_at=None).exists():
        return False
    if before:
        before(due.what, at)
    with writing():
        if Due.objects.filter(pk=due.pk, done_at=None).update(done_at=at) != 1:
            return False
        _DOING[due.kind](due.what, at)
    return True


def open_period(what: What, at: datetime) -> None:
    """Open the record that an organisation owes for a period of a cycle."""
    cycle = office().cycles.get(what["cycle"])
    if cycle is None:
        return
    period, organisation, due = what["period"], what["organisation"], date.fromisoformat(what["due"])
    key = f"{cycle.id}/{period}/{organisation}"
    if Record.objects.filter(registry=cycle.registry, key=key).exists() or _was_opened_by_hand(cycle, period):
        return
    setting = Setting(
        owner=organisation, keeper=what["keeper"], due=due, period=period, cycle=cycle.id, key=key,
        given=_given(cycle, period, due),
    )  # fmt: skip
    row = establish(registry=cycle.registry, actor=THE_SYSTEM, at=at, setting=setting)
    zh = f"{row.title}：{day(due)}前完成" + ("" if cycle.due.official else "（时限为系统默认，非官方）")
    en = f"{cycle.title_en}, {period_title(period, english=True)}: due {day(due, 'en')}"
    tell(organisation, f"open:{key}", zh, en, at, record=row)


def _was_opened_by_hand(cycle: Cycle, period: str) -> bool:
    """Whether somebody was earlier than the calendar: a record about the same document, or about all, for the same period."""
    same = Record.objects.filter(registry=cycle.registry, data__period=period)
    of_document = same.filter(data__document=cycle.about) if cycle.about else same.exclude(data__has_key="document")
    return of_document.exists()


def remind(what: What, at: datetime) -> None:
    """Remind an organisation of everything that is due on one day, in one notice."""
    rows = _waiting(what)
    if rows:
        registry, days, due = registry_of(what["registry"]), what["days"], date.fromisoformat(what["due"])
        zh = f"{registry.title}有 {len(rows)} 项将于{day(due)}到期（还有 {days} 个工作日）：{_named(rows)}"
        en = f"{registry.title_en}: {len(rows)} due on {day(due, 'en')} (in {days} working days)"
        key = f"remind:{what['registry']}:{what['state']}:{what['organisation']}:{what['due']}:{days}"
        tell(what["organisation"], key, zh, en, at, record=rows[0] if len(rows) == 1 else None, link="/my/")


def urge(what: What, at: datetime) -> None:
    """Urge an organisation once about everything that was due on one day and is not done."""
    rows = _waiting(what)
    for row in rows:
        if act.may(office().workflows[row.registry], history(row), "urge", THE_SYSTEM.person, noun(row)):
            move(record=row.pk, version=row.version, name="urge", actor=THE_SYSTEM, at=at, quiet=True)
    if rows:
        registry, due = registry_of(what["registry"]), date.fromisoformat(what["due"])
        zh = f"催办：{registry.title}有 {len(rows)} 项已过{day(due)}的时限：{_named(rows)}"
        en = f"Overdue: {len(rows)} of {registry.title_en}, due on {day(due, 'en')}"
        key = f"overdue:{what['registry']}:{what['state']}:{what['organisation']}:{what['due']}"
        tell(what["organisation"], key, zh, en, at, record=rows[0] if len(rows) == 1 else None, link="/my/")


def close_period(what: What, at: datetime) -> None:
    """Close what a period still leaves open once the next one was due, where the workflow lets the system do so."""
    row = Record.objects.select_related("owner").get(pk=int(what["record"]))
    flow = office().workflows[row.registry]
    for step in flow.moves:
        if _closes(flow, step) and act.may(flow, history(row), step.id, THE_SYSTEM.person, noun(row)):
            move(record=row.pk, version=row.version, name=step.id, actor=THE_SYSTEM, at=at)
            return


def leave(what: What, at: datetime) -> None:
    """Write what was accepted as a received file."""
    hand_over(int(what["event"]))


def _closes(flow: Workflow, step: Move) -> bool:
    state = flow.state(step.target)
    return bool(step.sources and state and state.final)


def _waiting(what: What) -> list[Record]:
    """The records that an organisation should have moved on by a day."""
    flow = office().workflows[what["registry"]]
    state, due = flow.state(what["state"]), date.fromisoformat(what["due"])
    side = {"owner_id" if what["turn"] == "owner" else "keeper_id": what["organisation"]}
    rows = Record.objects.filter(registry=what["registry"], state=what["state"], turn=what["turn"], **side)
    if state and state.limit and state.limit.days is None:
        rows = rows.filter(due=due)
    rows = rows.select_related("owner").prefetch_related("participants").order_by("pk")
    return [row for row in rows if limit_day(state, noun(row), row.entered_on, WORKING_DAYS) == due]


def _named(rows: list[Record]) -> str:
    shown = "；".join(row.title[:24] for row in rows[:3])
    return shown + (f" 等 {len(rows)} 项" if len(rows) > 3 else "")


def _given(cycle: Cycle, period: str, due: date) -> dict[str, Value]:
    """What the system fills into a record of a cycle, as far as its registry asks it."""
    registry = registry_of(cycle.registry)
    title = f"{period_title(period)}{cycle.title.removeprefix('每季度')}"
    filled = {registry.named_by: title, "period": period, "due_on": due.isoformat(), "document": cycle.about}
    return {id: value for id, value in filled.items() if value and registry.field(id)}


_DOING: dict[str, Callable[[What, datetime], None]] = {
    "open": open_period, "remind": remind, "urge": urge, "close": close_period, LEAVE: leave,
    COMPILE: propose_later,
}  # fmt: skip
# What takes long is done before the transaction, in which everybody else has to wait; doing it twice harms nothing.
_BEFORE: dict[str, Callable[[What, datetime], None]] = {COMPILE: compile_later}
