"""What was counted and still holds: no record changes without an event, so until the next event a number is the same.

It is kept in the memory of this process under the digest of the last event, which covers all that happened before it.
Another event, another day in the key, another pack, and it is counted anew; nothing here is ever older than what the
database says. What is known of each of many records is `followed`: after an event it is found anew for those alone that
the event touched.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection

from luoshi_web.desk.models import Derived, Event, Record
from luoshi_web.packs import Office, office

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class _Known:
    """What was known of each record after an event, by its number and digest, in the words of a pack."""

    event: tuple[int, str]
    made: Hashable
    office: Office
    values: Mapping[int, Any]  # Any: whatever is followed


_MOST, _MOST_FOLLOWED = 128, 16
# More records than this are found anew faster with all others than by themselves.
_MOST_TOUCHED = 500
_lock = threading.Lock()
_kept: OrderedDict[Hashable, tuple[Office, object]] = OrderedDict()
_followed: OrderedDict[Hashable, _Known] = OrderedDict()


def remembered(key: Hashable, count: Callable[[], Value]) -> Value:
    """What `count` says, counted once until something happens.

    Args:
        key: What is counted, for whom and on which day: everything by which the answer differs beside the tables themselves.
    """
    whole = (key, _state())
    with _lock:
        if whole in _kept:
            _kept.move_to_end(whole)
            return _kept[whole][1]  # type: ignore[return-value]
    found = count()
    with _lock:
        # With the pack itself, so that no later one gets its place in memory while this is kept.
        _kept[whole] = (office(), found)
        while len(_kept) > _MOST:
            _kept.popitem(last=False)
    return found


def followed(key: Hashable, find: Callable[[Collection[int] | None], Mapping[int, Value]]) -> Mapping[int, Value]:
    """What `find` says of records, by their numbers: of all once, and later of those that an event touched, or whose report.

    Args:
        key: As for `remembered`.
        find: Says it of the records with these numbers, as far as they are meant at all; of all where it is given None. It
            looks at nothing but the record and its reports.
    """
    event = Event.objects.order_by("-number").values_list("number", "digest").first() or (0, "")
    made = (_made(), str(connection.settings_dict["NAME"]))
    with _lock:
        before = _followed.get(key)
    if before and before.event == event and before.made == made and before.office is office():
        return before.values
    touched = _touched(before, event) if before and before.made == made and before.office is office() else None
    if before and touched is not None:
        values = {**{pk: one for pk, one in before.values.items() if pk not in touched}, **find(touched)}
    else:
        values = dict(find(None))
    with _lock:
        _followed[key] = _Known(event, made, office(), values)
        _followed.move_to_end(key)
        while len(_followed) > _MOST_FOLLOWED:
            _followed.popitem(last=False)
    return values


def _touched(before: _Known, event: tuple[int, str]) -> set[int] | None:
    """The records of the events since, and what those report on; None where they are many, or it is another history."""
    number, digest = before.event
    if not Event.objects.filter(pk=number, digest=digest).exists():
        return None
    since = Event.objects.filter(number__gt=number, number__lte=event[0], record__isnull=False).order_by()
    touched = set(since.values_list("record", flat=True).distinct()[: _MOST_TOUCHED + 1])
    if len(touched) > _MOST_TOUCHED:
        return None
    about = Record.objects.filter(pk__in=touched, subject__isnull=False).order_by()
    return touched | set(about.values_list("subject", flat=True))


def forget() -> None:
    """Count everything anew, as after an event."""
    with _lock:
        _kept.clear()
        _followed.clear()


def _state() -> Hashable:
    """What changes whenever a record or the pack does."""
    digest = Event.objects.order_by("-number").values_list("digest", flat=True).first()
    return digest, _made(), id(office()), str(connection.settings_dict["NAME"])


def _made() -> Hashable:
    """From which words of the pack the columns beside the records were made."""
    return tuple(Derived.objects.order_by("pk").values_list("made_from", flat=True))
