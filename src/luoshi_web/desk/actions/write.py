"""The transaction in which everything is written, and the one place where an event is added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.db import transaction

from luoshi.act.digest import BEGINNING, digest
from luoshi_web.desk import chain
from luoshi_web.desk.models import Event, Record
from luoshi_web.desk.people import Actor


@contextmanager
def writing() -> Iterator[None]:
    """All of it or nothing, and one after another."""
    with transaction.atomic():
        chain.lock()
        yield


def add_event(
    *,
    move: str,
    actor: Actor,
    at: datetime,
    record: Record | None = None,
    about: str = "",
    before: str = "",
    after: str = "",
    organisation: str | None = None,
    changes: Mapping[str, object] | None = None,
    note: str = "",
) -> Event:
    """Add an event to the chain; only inside `writing`."""
    last = Event.objects.order_by("-number").only("number", "digest").first()
    event = Event(
        number=last.number + 1 if last else 1, record=record, about=about, move=move, before=before, after=after,
        by=actor.user, organisation_id=organisation, at=at, changes=_as_json(changes or {}), note=note,
        version=record.version if record else 0, build=current_build(), previous=last.digest if last else BEGINNING,
    )  # fmt: skip
    event.digest = digest(event.previous, chain.content(event))
    event.save(force_insert=True)
    return event


def current_build() -> str:
    """The build that pages show now; blank before the first."""
    pointer = settings.WORKSPACE / "build" / "current"
    try:
        return pointer.read_text(encoding="utf-8").strip()[:64]
    except OSError:
        return ""


def _as_json(changes: Mapping[str, object]) -> dict[str, object]:
    """Tuples as the lists that the database gives back, so that the digest is that of what is kept."""
    return {id: list(value) if isinstance(value, tuple) else value for id, value in changes.items()}
