"""The chain of events in the database: what of an event is covered by its digest, and the lock under which one is added."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC

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


def content(event: Event) -> dict[str, object]:
    """All of an event that its digest covers."""
    return {
        "number": event.number,
        "record": event.record_id,
        "about": event.about,
        "move": event.move,
        "before": event.before,
        "after": event.after,
        "by": event.by_id,
        "organisation": event.organisation_id,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "changes": event.changes,
        "note": event.note,
        "version": event.version,
        "build": event.build,
    }


def links() -> Iterator[Link]:
    """Every event as a link, in order, without holding them all."""
    for event in Event.objects.order_by("number").iterator(chunk_size=2000):
        yield Link(event.number, content(event), event.previous, event.digest)
