"""A desk after years of use: the demonstration office with as many records and events as are asked for.

Nothing here is real but the names of organisations and the words of the documents. Rows are written straight into the
tables, each event with its true digest, so that `luoshi verify` accepts them. Every record walks through the workflow of
its registry as the pack has it; what a pack adds is filled as well.
"""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.color import no_style
from django.db import connection, transaction

from luoshi.act.digest import digest
from luoshi.act.limits import turn
from luoshi.model.registry import Field, Registry
from luoshi.model.workflow import Move, Workflow
from luoshi.packs.review import reviewed
from luoshi_web import office as demonstration
from luoshi_web.desk import chain, files
from luoshi_web.desk.actions.standing import renew_all
from luoshi_web.desk.models import Attachment, Derived, Event, Membership, Notice, Organisation, Record
from luoshi_web.desk.nouns import title_of
from luoshi_web.packs import current, office

# Of 100 records; what is not named gets one share.
SHARES = {
    "reports": 40, "project_reports": 28, "duties": 8, "projects": 6, "targets": 4, "key_enterprises": 4, "warnings": 3,
    "pilots": 3, "contaminated_plots": 3, "dispatches": 0.25,
}  # fmt: skip
COMMISSION = "jilin/development-and-reform"
NOTICES_OF_A_RECORD, FILES_OF_A_RECORD = 2, 0.2
FIRST_DAY = datetime(2009, 1, 5, 8, tzinfo=UTC)
# How many of a kind are at an end, so that nobody waits for them; and of the others, how many are late.
CLOSED, LATE = 0.93, 0.3
LEADS = 0.7
_CHUNK = 20_000


@dataclass
class Made:
    """A record on its way: its row, what happens to it, and what its fields hold until then."""

    row: Record
    shared: list[str]
    steps: list[Move | None]
    state: str = ""
    told: dict[str, object] = field(default_factory=dict)


def fill(records: int, events: int, today: date, password: str) -> None:
    """Fill an empty desk; the same numbers give the same desk."""
    at = datetime.combine(today, datetime.min.time(), FIRST_DAY.tzinfo)
    chance = random.Random(20)
    with transaction.atomic():
        if connection.vendor == "sqlite":
            connection.cursor().execute("PRAGMA cache_size=-524288")
        demonstration.demonstrate(password, at)
        made = _records(records - Record.objects.count(), today, chance)
        _lengthen(made, events - Event.objects.count(), chance)
        _write_records(made, _events(made, today))
        _write_notices(made, today, chance)
        _write_files(made, at)
        _set_sequences()
        Derived.objects.all().delete()
    renew_all()


def _lengthen(made: list[Made], events: int, chance: random.Random) -> None:
    """Let people write into records until as many things have happened as are asked for."""
    short = events - sum(len(one.steps) for one in made)
    for _ in range(max(0, short)):
        steps = chance.choice(made).steps
        steps.insert(chance.randint(1, len(steps)), None)


# ------------------------------------------------------------------ records


def _records(count: int, today: date, chance: random.Random) -> list[Made]:
    lists = sorted(office().registries.values(), key=lambda one: (office().workflows[one.id].id == "report", one.order))
    shares = {one.id: SHARES.get(one.id, 1) for one in lists}
    parts = [round(count * share / sum(shares.values())) for share in shares.values()]
    parts[-1] += count - sum(parts)
    numbers = itertools.count((Record.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1)
    made: list[Made] = []
    words = _Words(chance, today)
    by_registry: dict[str, list[Record]] = {}
    for registry, part in zip(lists, parts, strict=True):
        for number in range(part):
            one = _record(registry, next(numbers), number, words, by_registry)
            by_registry.setdefault(registry.id, []).append(one.row)
            made.append(one)
    return made


def _record(registry: Registry, pk: int, number: int, words: _Words, before: dict[str, list[Record]]) -> Made:
    chance, flow = words.chance, office().workflows[registry.id]
    steps = _walk(flow, chance)
    owner = words.owner()
    keeper = current(registry.keeper, words.today) or (COMMISSION if flow.id == "report" else owner)
    row = Record(pk=pk, registry=registry.id, key=f"{2009 + number % 8}-{number:05}", owner_id=owner, keeper_id=keeper)
    row.data = {one.id: kept for one in flow.fields if (kept := words.value(one))}
    row.title, row.period = title_of(registry, row.data), f"{2009 + number % 8}-Q{number % 4 + 1}"
    asked = {"reports": "duties", "project_reports": "projects"}.get(registry.id)
    if asked:
        subject, dispatch = chance.choice(before[asked]), chance.choice(before["dispatches"])
        row.subject_id, row.asked_in_id, row.period = subject.pk, dispatch.pk, dispatch.period
        row.key += f"/{subject.key}"
        # Most reports are of the lead, the others of who takes part.
        row.owner_id = subject.owner_id if chance.random() < LEADS else row.owner_id
    shared = [] if asked else sorted({words.owner() for _ in range(2)} - {owner})
    row.due = words.due(closed=flow.state(_end(steps)).final)  # type: ignore[union-attr]
    return Made(row, shared, [*steps])


def _walk(flow: Workflow, chance: random.Random) -> list[Move]:
    """Moves from a beginning to an end, or to somewhere on the way."""
    steps, longest = [chance.choice(flow.beginnings)], 9 if chance.random() < CLOSED else chance.randint(1, 4)
    while len(steps) < longest:
        state = flow.state(_end(steps))
        leading = [one for one in flow.moves if state.id in one.sources and one.target not in ("", state.id)]
        if state is None or state.final or not leading:
            break
        ending = [one for one in leading if _is_final(flow, one.target)]
        steps.append(chance.choice(ending if ending and len(steps) > 4 else leading))
    return steps


def _end(steps: Sequence[Move]) -> str:
    return steps[-1].target


def _is_final(flow: Workflow, state: str) -> bool:
    found = flow.state(state)
    return bool(found and found.final)


class _Words:
    """What fields hold: words of the documents, numbers and days by chance."""

    def __init__(self, chance: random.Random, today: date) -> None:
        self.chance, self.today = chance, today
        self.sentences = [one.quote for one in reviewed(office().pack) if one.quote]
        self.documents = [one.id for one in office().pack.documents]
        self.organisations = list(Organisation.objects.values_list("pk", flat=True))
        # Departments and cities answer for nearly everything, counties for the rest.
        levels = dict(Organisation.objects.values_list("pk", "level"))
        self.weights = list(itertools.accumulate(1 if levels[one] == "县" else 10 for one in self.organisations))
        self.places = list(Organisation.objects.exclude(place="").values_list("place", flat=True).distinct())

    def owner(self) -> str:
        return self.chance.choices(self.organisations, cum_weights=self.weights)[0]

    def due(self, closed: bool) -> date:
        if closed:
            return self.today - timedelta(days=self.chance.randint(30, 2500))
        late = self.chance.random() < LATE
        return self.today + timedelta(days=-self.chance.randint(1, 60) if late else self.chance.randint(0, 365))

    def value(self, one: Field) -> object:
        """A value of a field's kind; blank for what would name a file, or is left open."""
        if one.id in ("urged", "days_late", "listed_supervision") or one.type == "attachment":
            return ""
        makers: dict[str, Callable[[], object]] = {
            "number": lambda: str(self.chance.randint(0, 100)), "money": lambda: str(self.chance.randint(10, 90_000)),
            "date": lambda: self.due(closed=True).isoformat(), "period": lambda: f"{self.chance.randint(2009, 2016)}-Q1",
            "truth": lambda: self.chance.choice("是否"), "organisation": self.owner, "organisations": lambda: [self.owner()],
            "place": lambda: self.chance.choice(self.places), "document": lambda: self.chance.choice(self.documents),
            "choice": lambda: self.chance.choice(one.choices).id, "choices": lambda: [self.chance.choice(one.choices).id],
            "paragraph": self.sentence,
        }  # fmt: skip
        return makers.get(one.type, lambda: self.sentence()[:24])()

    def sentence(self) -> str:
        return self.chance.choice(self.sentences)


# ------------------------------------------------------------------ events


def _events(made: list[Made], today: date) -> Iterator[Event]:
    """One thing after the other happens to each record in turn, so that a record's events stand far apart."""
    last = Event.objects.latest("number")
    number, previous = last.number, last.digest
    count = sum(len(one.steps) for one in made)
    pause = (datetime.combine(today, datetime.min.time(), FIRST_DAY.tzinfo) - FIRST_DAY) / (count + 1)
    people = _people()
    for turn_number in range(max(len(one.steps) for one in made)):
        for one in made:
            if turn_number < len(one.steps):
                number += 1
                event = _event(one, turn_number, number, FIRST_DAY + pause * (number - last.number), people)
                event.previous, event.digest = previous, digest(previous, chain.content(event))
                previous = event.digest
                yield event


def _event(one: Made, number: int, now: int, at: datetime, people: dict[str, int]) -> Event:
    row, step, before = one.row, one.steps[number], one.state
    changes: dict[str, object] = {}
    if number == 0:
        changes = {**_columns(one), **row.data}
    elif step is None and (written := _writable(row)):
        row.data = {**row.data, written: f"第{number}次修改：{row.title[:60]}"}
        changes = {written: row.data[written]}
    if step is not None and step.target and step.target != before:
        one.state, row.entered_on = step.target, at.date()
        row.said = "请补充佐证材料" if step.decision and step.note else ""
    acting = row.keeper_id if step is not None and any(who.of == "keeper" for who in step.who) else row.owner_id
    row.version, row.changed_at = number + 1, at
    return Event(
        number=now, record_id=row.pk, move=step.id if step else "save", before=before, after=one.state,
        by_id=people.get(acting), organisation_id=acting, at=at, changes=changes, version=number + 1,
        note="请补充佐证材料" if step is not None and step.note else "",
    )  # fmt: skip


def _columns(one: Made) -> dict[str, object]:
    row = one.row
    found = {
        "@owner": row.owner_id, "@keeper": row.keeper_id, "@key": row.key, "@participants": one.shared,
        "@due": row.due.isoformat() if row.due else None, "@period": row.period,
        "@subject": str(row.subject_id) if row.subject_id else None,
        "@asked_in": str(row.asked_in_id) if row.asked_in_id else None,
    }  # fmt: skip
    return {id: value for id, value in found.items() if value}


_WRITABLE: dict[str, str] = {}


def _writable(row: Record) -> str:
    """A field of words that people fill, and that is not the record's name."""
    if row.registry not in _WRITABLE:
        registry = office().registries[row.registry]
        found = [one.id for one in registry.fields if one.type in ("text", "paragraph") and one.id != registry.named_by]
        _WRITABLE[row.registry] = next(iter(found), "")
    return _WRITABLE[row.registry]


def _people() -> dict[str, int]:
    return dict(Membership.objects.order_by("-pk").values_list("organisation_id", "user_id"))


# ------------------------------------------------------------------ tables


def _write_records(made: list[Made], events: Iterable[Event]) -> None:
    """The records first, for events refer to them; what they are in the end is known when all has happened."""
    for one in made:
        one.row.entered_on, one.row.changed_at = FIRST_DAY.date(), FIRST_DAY
    _write(Record, (one.row for one in made))
    shared = Record.participants.through
    _write(shared, (shared(record_id=one.row.pk, organisation_id=who) for one in made for who in one.shared))
    _write(Event, events)
    for one in made:
        one.row.state = one.state
        one.row.turn = turn(office().workflows[one.row.registry], one.state) or ""
    _update(made)


def _update(made: list[Made]) -> None:
    names = ("state", "turn", "said", "version", "entered_on", "changed_at", "data")
    sets = ", ".join(f"{name} = %s" for name in names)
    sql = f"UPDATE {Record._meta.db_table} SET {sets} WHERE id = %s"
    for part in _parts(_values(one.row, (*names, "id")) for one in made):
        connection.cursor().executemany(sql, part)


def _write_notices(made: list[Made], today: date, chance: random.Random) -> None:
    at = datetime.combine(today, datetime.min.time(), FIRST_DAY.tzinfo)

    def notices() -> Iterator[Notice]:
        for one in made:
            for number in range(NOTICES_OF_A_RECORD):
                when = at - timedelta(minutes=chance.randint(1, 4_000_000))
                zh, en = f"催办：{one.row.title[:60]}", f"Overdue: {one.row.title[:60]}"
                read = when if when < at - timedelta(days=20) else None
                key = f"bench:{one.row.pk}:{number}"
                yield Notice(organisation_id=one.row.owner_id, record_id=one.row.pk, key=key, zh=zh, en=en, at=when,
                             read_at=read, link="")  # fmt: skip

    _write(Notice, notices())


def _write_files(made: list[Made], at: datetime) -> None:
    kept = files.keep(SimpleUploadedFile("佐证材料.txt", "佐证材料".encode() * 200))
    count = int(len(made) * FILES_OF_A_RECORD)
    sent = (
        Attachment(record_id=one.row.pk, sha256=kept.sha256, name=kept.name, size=kept.size, kind=kept.kind, at=at)
        for one in made[:: max(1, len(made) // count)]
    )
    _write(Attachment, sent)


def _write(model: Any, rows: Iterable[Any]) -> None:  # Any: a model
    names = [one.name for one in model._meta.concrete_fields if not one.generated and one.name != "id"]
    names = ["id", *names] if model is Record else names
    columns = ", ".join(f'"{model._meta.get_field(name).column}"' for name in names)
    holes = ", ".join("%s" for _ in names)
    sql = f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({holes})"
    for part in _parts(_values(row, names) for row in rows):
        connection.cursor().executemany(sql, part)


def _values(row: Any, names: Sequence[str]) -> tuple[object, ...]:
    found = []
    for name in names:
        column = row._meta.get_field(name)
        value = getattr(row, column.attname)
        if isinstance(value, datetime):
            value = connection.ops.adapt_datetimefield_value(value)
        elif isinstance(value, date):
            value = connection.ops.adapt_datefield_value(value)
        elif isinstance(value, dict):
            # As Django keeps it.
            value = json.dumps(value)
        found.append(value)
    return tuple(found)


def _parts(rows: Iterable[tuple[object, ...]]) -> Iterator[list[tuple[object, ...]]]:
    rows = iter(rows)
    while part := list(itertools.islice(rows, _CHUNK)):
        yield part


def _set_sequences() -> None:
    for statement in connection.ops.sequence_reset_sql(no_style(), [Record, Notice, Attachment]):
        connection.cursor().execute(statement)
