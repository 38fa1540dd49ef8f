"""Whether the record of what happened is whole: the chain of events, and each record against its events.

The chain finds what was altered, removed or inserted. Comparing records with their events finds a record that was changed
behind the desk's back, and events that were cut off at the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet

from luoshi.act.digest import first_broken
from luoshi.model.problem import Kind, Problem
from luoshi_web.desk import chain
from luoshi_web.desk.files import path_of
from luoshi_web.desk.models import Attachment, Event, Record
from luoshi_web.desk.nouns import title_of
from luoshi_web.desk.telling import Said, Told, told
from luoshi_web.packs import office

BROKEN_NUMBER = Kind(
    code="chain-number-missing",
    zh="留痕第 {number} 条之前少了记录：应为第 {expected} 条",
    en="an event is missing before number {number}: {expected} was expected",
    hint_zh="有记录被删除或插入。请与备份核对，并查明谁能直接操作数据库。",
    hint_en="Something was removed or inserted. Compare a backup, and find out who can reach the database itself.",
)  # fmt: skip
BROKEN_PREVIOUS = Kind(
    code="chain-previous-differs",
    zh="留痕第 {number} 条与上一条接不上", en="event {number} does not follow the one before it",
    hint_zh="上一条或这一条被改动过。请与备份核对。", hint_en="That one or this one was altered. Compare a backup.",
)  # fmt: skip
BROKEN_DIGEST = Kind(
    code="chain-content-altered",
    zh="留痕第 {number} 条的内容被改动过：{what}", en="the content of event {number} was altered: {what}",
    hint_zh="请与备份核对，并查明谁能直接操作数据库。",
    hint_en="Compare a backup, and find out who can reach the database itself.",
)  # fmt: skip
RECORD_DIFFERS = Kind(
    code="record-differs-from-events",
    zh="“{record}”的“{field}”与留痕不符", en="'{field}' of “{record}” is not what its events say",
    hint_zh="条目被绕过系统改动过，或最后的留痕被删除。请与备份核对。",
    hint_en="It was changed behind the desk's back, or its last events were cut off. Compare a backup.",
)  # fmt: skip
FILE_GONE = Kind(
    code="attachment-gone",
    zh="附件“{name}”不在工作目录中", en="the attachment “{name}” is not in the workspace",
    hint_zh="请从备份恢复 {path}。", hint_en="Restore {path} from a backup.",
)  # fmt: skip

# What a record is beside the fields of its registry, as events write it.
COLUMNS = {
    "@owner": "owner_id", "@keeper": "keeper_id", "@due": "due", "@period": "period", "@subject": "subject_id",
    "@asked_in": "asked_in_id", "@cycle": "cycle", "@key": "key",
}  # fmt: skip

_AT_ONCE = 500


def broken() -> Iterator[Problem]:
    """What does not hold: the first broken link of the chain, every record that differs, every file that is gone."""
    if problem := first_broken_link():
        yield problem
    yield from differing_records()
    yield from missing_files()


def first_broken_link() -> Problem | None:
    """The first event at which the chain breaks."""
    found = first_broken(chain.links())
    if found is None:
        return None
    event = Event.objects.filter(number=found.number).select_related("record").first()
    place = f"event {found.number}" + (
        f", {event.record.registry}/{event.record.key}" if event and event.record else ""
    )
    if found.why == "number":
        return BROKEN_NUMBER(number=found.number, expected=found.expected, where=place)
    if found.why == "previous":
        return BROKEN_PREVIOUS(number=found.number, where=place)
    return BROKEN_DIGEST(number=found.number, what=event.move if event else "", where=place)


def differing_records() -> Iterator[Problem]:
    """Every record that is not what its events say; the desk may be written to meanwhile."""
    after = 0
    while rows := list(_rows().filter(pk__gt=after).order_by("pk")[:_AT_ONCE]):
        after = rows[-1].pk
        said = _events_of([row.pk for row in rows])
        for row in rows:
            if any(_differences(row, told(said[row.pk]))):
                yield from _looked_at_again(row.pk)


def _looked_at_again(pk: int) -> Iterator[Problem]:
    """What differs of one record, read when nobody wrote into it between the record and its events."""
    row, said = _rows().get(pk=pk), _events_of([pk])[pk]
    while (now := _rows().get(pk=pk)).version != row.version:
        row, said = now, _events_of([pk])[pk]
    yield from _differences(row, told(said))


def _rows() -> QuerySet[Record]:
    return Record.objects.prefetch_related("participants")


def _events_of(records: Sequence[int]) -> dict[int, list[Said]]:
    said: dict[int, list[Said]] = {pk: [] for pk in records}
    events = Event.objects.filter(record__in=records).order_by("number")
    for record, *event in events.values_list("record", "after", "version", "changes").iterator():
        said[record].append(Said(*event))
    return said


def _differences(row: Record, found: Told) -> Iterator[Problem]:
    place = f"{row.registry}/{row.key}"
    for field, value in _as_events_write(row).items():
        expected = found.data.get(field) if field.startswith("@") else None
        if field.startswith("@") and (expected or None) != (value or None):
            yield RECORD_DIFFERS(record=row.title[:30], field=field, where=place)
    fields = {id: value for id, value in found.data.items() if not id.startswith("@")}
    for field in sorted(id for id in {*fields, *row.data} if fields.get(id) != row.data.get(id)):
        yield RECORD_DIFFERS(record=row.title[:30], field=field, where=place)
    registry = office().registries.get(row.registry)
    if registry and row.title != title_of(registry, found.data):
        yield RECORD_DIFFERS(record=row.title[:30], field="title", where=place)
    if (found.state, found.version) != (row.state, row.version):
        yield RECORD_DIFFERS(record=row.title[:30], field="state", where=place)


def missing_files() -> Iterator[Problem]:
    """Every attachment whose bytes are not there."""
    for one in Attachment.objects.iterator(chunk_size=2000):
        if not path_of(one.sha256).is_file():
            yield FILE_GONE(name=one.name, path=path_of(one.sha256), where=f"attachment {one.pk}")


def _as_events_write(row: Record) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, column in COLUMNS.items():
        value = getattr(row, column)
        found[name] = str(value) if value else None
    found["@participants"] = sorted(one.pk for one in row.participants.all())
    return found
