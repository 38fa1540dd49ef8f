"""The texts of the records in memory, as they are searched: read once, and after each event those alone that it touched."""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import BooleanField, F, Func, QuerySet

from luoshi.search import Texts, plain
from luoshi_web.desk.models import Event, Organisation, Record
from luoshi_web.desk.overview import of_reports
from luoshi_web.packs import Office, office

# More than this is read faster with everything else than by itself.
_MOST_CHANGED = 500


class Words(NamedTuple):
    """What is searched of one record, in the form of `luoshi.search.plain`."""

    title: str
    rest: str
    said: str


@dataclass(frozen=True)
class Known:
    """What stands in the records after an event.

    Attributes:
        own: The records that have a title of their own, by number; `titles` and `texts` are in their order.
        reports: The reports of which something was said, by number; `told` and `said` are in their order.
    """

    event: tuple[int, str]
    names: Mapping[str, str]
    office: Office
    own: Mapping[int, Words]
    reports: Mapping[int, Words]
    titles: Texts
    texts: Texts
    told: Texts
    said: Texts


_lock = threading.Lock()
_kept: Known | None = None


def known() -> Known:
    """The texts as they stand: what was read before, with what changed since, for no record changes without an event."""
    global _kept
    event = Event.objects.order_by("-number").values_list("number", "digest").first() or (0, "")
    names = dict(Organisation.objects.order_by().values_list("pk", "short"))
    with _lock:
        before = _kept
    if before and before.event == event and before.names == names and before.office is office():
        return before
    found = _with_changes(before, event, names) if before and _goes_on(before, names) else None
    found = found or _read(event, names)
    with _lock:
        _kept = found
    return found


def _goes_on(before: Known, names: Mapping[str, str]) -> bool:
    """Whether the tables are those that were read, with more events."""
    number, digest = before.event
    same = before.names == names and before.office is office()
    return same and Event.objects.filter(pk=number, digest=digest).exists()


def _with_changes(before: Known, event: tuple[int, str], names: Mapping[str, str]) -> Known | None:
    """What was read with the records of later events read again; nothing where those are many."""
    since = Event.objects.filter(number__gt=before.event[0], number__lte=event[0], record__isnull=False)
    touched = set(since.order_by().values_list("record", flat=True)[: 10 * _MOST_CHANGED])
    if len(touched) > _MOST_CHANGED:
        return None
    own, reports = dict(before.own), dict(before.reports)
    for pk in touched:
        reports.pop(pk, None)
    own |= _words(_own().filter(pk__in=touched), names)
    reports |= _words(_told().filter(pk__in=touched), names)
    return _made(event, names, own, reports)


def _read(event: tuple[int, str], names: Mapping[str, str]) -> Known:
    return _made(event, names, _words(_own(), names), _words(_told(), names))


def _made(
    event: tuple[int, str], names: Mapping[str, str], own: Mapping[int, Words], reports: Mapping[int, Words]
) -> Known:
    def whole(some: Collection[Words]) -> Texts:
        return Texts(["\n".join(one) for one in some])

    titles, said = Texts([one.title for one in own.values()]), Texts([one.said for one in reports.values()])
    texts, told = whole(own.values()), whole(reports.values())
    return Known(event, names, office(), own, reports, titles, texts, told, said)


def _words(rows: QuerySet[Record], names: Mapping[str, str]) -> dict[int, Words]:
    found = rows.order_by().values_list("pk", "title", "key", "owner", "said")
    return {
        pk: Words(plain(title), f"{plain(key)}\n{plain(names[owner])}", plain(said))
        for pk, title, key, owner, said in found
    }


def _own() -> QuerySet[Record]:
    reports = {one.id for one in of_reports()}
    return Record.objects.filter(registry__in=[id for id in office().registries if id not in reports])


def _told() -> QuerySet[Record]:
    # In the words of the index `said_something`.
    has_said = Func(F("said"), template="NOT (%(expressions)s = '')", output_field=BooleanField())
    return Record.objects.filter(has_said, registry__in=[one.id for one in of_reports()])
