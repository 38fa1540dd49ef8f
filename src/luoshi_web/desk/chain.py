"""The chain of events in the database: what of an event is covered by its digest, and the lock under which one is added."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from typing import Any

from django.db import connection

from luoshi.act.digest import Link
from luoshi_web.desk.models import Event

# Any number, as long as all desks on one database agree.
_LOCK = 7_140_001


def lock() -> None:
    """Wait for the others who write; held until the transaction ends. SQLite has done so when the transaction began."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


# What of an event its digest covers, by the name under which it does.
_COVERED = {
    "number": "number", "record": "record_id", "about": "about", "move": "move", "before": "before", "after": "after",
    "by": "by_id", "organisation": "organisation_id", "at": "at", "changes": "changes", "note": "note",
    "version": "version", "build": "build",
}  # fmt: skip


def content(event: Event) -> dict[str, object]:
    """All of an event that its digest covers."""
    return _content([getattr(event, column) for column in _COVERED.values()])


def links() -> Iterator[Link]:
    """Every event as a link, in order, without holding them all."""
    columns = Event.objects.order_by("number").values_list(*_COVERED.values(), "previous", "digest")
    for *covered, previous, digest in columns.iterator(chunk_size=2000):
        yield Link(covered[0], _content(covered), previous, digest)


def _content(covered: list[Any]) -> dict[str, object]:  # Any: whatever a column holds
    found = dict(zip(_COVERED, covered, strict=True))
    found["at"] = found["at"].astimezone(UTC).isoformat(timespec="microseconds")
    return found
