"""Words that are newer than a form that came back: what stands in a cell now, who wrote it and when, what the form says.

A form carries the version of each row's record. What was written after that version is laid beside what the form says,
and whoever sends it chooses, cell by cell. A table without versions cannot be compared; where it would write over the
words of somebody else, that is said at the cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.timezone import localtime

from luoshi.model.problem import Kind, Problem
from luoshi.model.registry import Field, Value
from luoshi.model.said import Said
from luoshi_web.desk.models import Event, Record
from luoshi_web.desk.nouns import values
from luoshi_web.desk.people import Actor
from luoshi_web.desk.shown import shown
from luoshi_web.desk.telling import told
from luoshi_web.desk.typed import whole
from luoshi_web.packs import office

NEWER = Kind(
    code="import-newer-words",
    zh="{who}于 {when} 改写了这一格，表中是较早的版本", en="{who} wrote into this cell at {when}, after the table was made",
    hint_zh="请选择保留现在的内容，还是采用表中的内容。", hint_en="Choose what stands now, or what the table says.",
)  # fmt: skip
NO_VERSION = Kind(
    code="import-no-version",
    zh="{who}于 {when} 在这一格写了“{stands}”，表中没有条目版本，无法识别哪个较新",
    en="{who} wrote “{stands}” into this cell at {when}; without the record's version nobody can tell which is newer",
    hint_zh="写入后以表中为准，现在的内容留在办理记录中；要逐格比较，请重新下载填报表。",
    hint_en="What the table says will be written, and what stands now stays in the history; download the form again to compare.",
)  # fmt: skip

KEEP, TAKE = "keep", "take"
Data = Mapping[str, Value | None]


@dataclass(frozen=True, slots=True)
class Seen:
    """What whoever sends a table has seen of it: the last event then, and what was chosen for each cell."""

    until: int | None = None
    chosen: Mapping[str, str] = field(default_factory=dict)


NOTHING_SEEN = Seen()


@dataclass(frozen=True, slots=True)
class Newer:
    """A cell of which there are two versions.

    `name` is what a choice is sent as; it names the version that stands, so that a choice holds for what was shown alone.
    `typed` says whether the table was changed there; what nobody typed is kept as it stands unless one chooses otherwise.
    """

    name: str
    record: str
    field: Field
    stands: Value | None
    says: Value | None
    problem: Problem
    typed: bool
    choice: str = ""


def compared(
    record: Record, version: object, data: Data, cells: Mapping[str, str], seen: Seen
) -> tuple[Newer, ...]:  # fmt: skip
    """The cells of a row whose words changed after the table was made, and differ from what the table says.

    Args:
        version: As the row carries it; where it carries none, what was written after `seen.until` is newer.
        cells: The cell of each field.
    """
    events = list(record.events.all())
    known = _known(record, version, events, seen.until)
    if known is None:
        return ()
    then, now = values(told(known).data), values(record.data)
    fields = office().workflows[record.registry].by_field
    return tuple(
        _newer(record, fields[id], now.get(id), value, then.get(id), events, cells[id], seen.chosen)
        for id, value in data.items()
        if now.get(id) != then.get(id) and now.get(id) != value
    )


def unversioned(
    record: Record, version: object, data: Data, cells: Mapping[str, str], actor: Actor
) -> list[Problem]:  # fmt: skip
    """Where a row without a version would write over what somebody else wrote."""
    events = list(record.events.all())
    if _known(record, version, events, None) is not None:
        return []
    fields = office().workflows[record.registry].by_field
    now, found = values(record.data), []
    for id, value in data.items():
        last = _last_into(id, events)
        if now.get(id) and now[id] != value and last and last.by and last.by != actor.user:
            stands = shown(fields[id], now[id], {})
            found.append(NO_VERSION(**_who_and_when(last), stands=stands, where=cells[id]))
    return found


def resolved(data: Data, newer: Sequence[Newer]) -> dict[str, Value | None]:
    """What is written of a row: without the cells in which what stands is kept."""
    kept = {one.field.id for one in newer if one.choice == KEEP}
    return {id: value for id, value in data.items() if id not in kept}


def _known(record: Record, version: object, events: Sequence[Event], until: int | None) -> list[Event] | None:
    """The events of a record that stand behind a row; none where nobody can tell."""
    number = whole(str(version or "").strip().removesuffix(".0"))
    if number is not None and number <= record.version:
        return [one for one in events if one.version <= number]
    return None if until is None else [one for one in events if one.number <= until]


def _newer(
    record: Record, asked: Field, stands: Value | None, says: Value | None, then: Value | None, events: Sequence[Event],
    cell: str, chosen: Mapping[str, str],
) -> Newer:  # fmt: skip
    name, typed, last = f"choose.{cell}.{record.version}", says != then, _last_into(asked.id, events)
    choice = chosen.get(name, "" if typed else KEEP)
    problem = NEWER(**_who_and_when(last), where=cell)
    return Newer(name, record.title[:40], asked, stands, says, problem, typed, choice if choice in (KEEP, TAKE) else "")


def _last_into(id: str, events: Sequence[Event]) -> Event | None:
    return next((one for one in reversed(events) if id in one.changes), None)


def _who_and_when(last: Event | None) -> dict[str, str | Said]:
    who: str | Said = last.by.name if last and last.by else Said("系统", "The system")
    at = localtime(last.at) if last else None
    return {"who": who, "when": Said(f"{at:%Y年%-m月%-d日 %H:%M}", f"{at:%-d %b %Y, %H:%M}") if at else ""}
