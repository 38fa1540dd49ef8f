"""From rows to the nouns that `luoshi.act` works on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from luoshi.model import record as nouns
from luoshi.model.registry import Registry, Value
from luoshi_web.desk.models import Event, Organisation, Record


def record(row: Record, participants: Iterable[str] | None = None) -> nouns.Record:
    """A row as a noun; `participants` are asked of the database where they are not given."""
    shared = row.participants.all() if participants is None else ()
    return nouns.Record(
        id=str(row.pk), registry=row.registry, state=row.state, owner=row.owner_id, keeper=row.keeper_id,
        participants=tuple(participants) if participants is not None else tuple(one.pk for one in shared),
        places=tuple(row.owner.places), data=values(row.data), due=row.due, version=row.version,
    )  # fmt: skip


def candidate(
    registry: str, owner: Organisation, keeper: str, participants: Iterable[str], **more: object
) -> nouns.Record:
    """A record that is not set up yet."""
    return nouns.Record(
        "", registry, "", owner.pk, keeper, tuple(participants), tuple(owner.places), **more  # type: ignore[arg-type]
    )  # fmt: skip


def values(data: Mapping[str, object]) -> dict[str, Value]:
    """What JSON holds as lists, as the tuples that they are."""
    return {id: tuple(value) if isinstance(value, list) else str(value) for id, value in data.items()}


def title_of(registry: Registry, data: Mapping[str, object]) -> str:
    """What a record is called."""
    return str(data.get(registry.named_by) or "（未命名）")


def event(row: Event) -> nouns.Event:
    """A row as a noun."""
    by = "system" if row.by_id is None else str(row.by_id)
    organisation = row.organisation_id or ""
    return nouns.Event(row.move, row.before, row.after, by, organisation, row.at, row.changes, row.note, row.number)


def history(row: Record) -> list[nouns.Event]:
    """What happened to a record, the earliest first."""
    return [event(one) for one in row.events.all()] if row.pk else []
