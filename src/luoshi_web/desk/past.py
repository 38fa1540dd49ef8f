"""Records as they stood at the end of a day: rows like those of the database, and never written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from luoshi.act.limits import turn
from luoshi.act.past import Past
from luoshi.act.past import as_of as stood
from luoshi_web.desk import typed
from luoshi_web.desk.models import Event, Record
from luoshi_web.desk.nouns import event as noun
from luoshi_web.desk.nouns import title_of
from luoshi_web.packs import office

_AT_ONCE = 500


def asked(given: Mapping[str, str], today: date) -> date | None:
    """The day in the past that an address asks for (`as_of`); None for today, for what is no day, and for the future.

    >>> asked({"as_of": "2017-01-04"}, date(2017, 1, 9)), asked({"as_of": "2017-01-09"}, date(2017, 1, 9))
    (datetime.date(2017, 1, 4), None)
    """
    day = typed.day(given.get("as_of", ""))
    return day if day and day < today else None


def after(day: date) -> datetime:
    """The first moment after a day, in the zone of the office."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def as_of(rows: Iterable[Record], day: date) -> list[Record]:
    """Rows as they stood at 24:00 of a day, in the same order; those that were not set up yet are left out.

    What was not touched since is taken as it stands; of the rest the events are read.
    """
    moment, given = after(day), list(rows)
    touched = [row.pk for row in given if row.changed_at >= moment]
    events = _events(touched)
    found = (row if row.pk not in events else _row(row, events[row.pk], moment) for row in given)
    return [row for row in found if row is not None]


def row_as_of(row: Record, day: date) -> Record | None:
    """One row as it stood at 24:00 of a day; None where it was not set up yet."""
    found = as_of([row], day)
    return found[0] if found else None


def _events(records: list[int]) -> dict[int, list[Event]]:
    found: dict[int, list[Event]] = {pk: [] for pk in records}
    for start in range(0, len(records), _AT_ONCE):
        for event in Event.objects.filter(record__in=records[start : start + _AT_ONCE]).order_by("number"):
            found[event.record_id].append(event)  # type: ignore[index]
    return found


def _row(row: Record, events: list[Event], moment: datetime) -> Record | None:
    flow = office().workflows.get(row.registry)
    past = stood(flow, [noun(event) for event in events], moment) if flow else None
    return _like(row, past) if past else None


def _like(row: Record, past: Past) -> Record:
    found = copy(row)
    flow, registry = office().workflows[row.registry], office().registries[row.registry]
    found.data = {id: list(value) if isinstance(value, tuple) else value for id, value in past.data.items()}
    found.state, found.entered_on, found.due, found.said = past.state, past.entered_on, past.due, past.said
    found.title, found.turn, found.version = title_of(registry, found.data), turn(flow, past.state) or "", past.version
    return found
