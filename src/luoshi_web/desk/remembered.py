"""What was counted and still holds: no record changes without an event, so until the next event a number is the same.

It is kept in the memory of this process under the digest of the last event, which covers all that happened before it.
Another event, another day in the key, another pack, and it is counted anew; nothing here is ever older than what the
database says.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar

from django.db import connection

from luoshi_web.desk.models import Derived, Event
from luoshi_web.packs import Office, office

Value = TypeVar("Value")
_MOST = 128
_lock = threading.Lock()
_kept: OrderedDict[Hashable, tuple[Office, object]] = OrderedDict()


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


def forget() -> None:
    """Count everything anew, as after an event."""
    with _lock:
        _kept.clear()


def _state() -> Hashable:
    """What changes whenever a record or the pack does."""
    digest = Event.objects.order_by("-number").values_list("digest", flat=True).first()
    made = tuple(Derived.objects.order_by("pk").values_list("made_from", flat=True))
    return digest, made, id(office()), str(connection.settings_dict["NAME"])
