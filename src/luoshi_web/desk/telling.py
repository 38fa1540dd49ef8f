"""What a record is by its events alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from luoshi_web.desk.models import Event


@dataclass(frozen=True, slots=True)
class Told:
    """A record as its events tell it."""

    state: str
    version: int
    data: Mapping[str, object]


class Said(NamedTuple):
    """What an event says of its record."""

    after: str
    version: int
    changes: Mapping[str, object]


def told(events: Iterable[Said | Event]) -> Told:
    """A record as its events tell it, the earliest first; for a day in the past, give those until then."""
    state, version = "", 0
    data: dict[str, object] = {}
    for event in events:
        state, version = event.after, event.version
        data.update(event.changes)
    return Told(state, version, {id: value for id, value in data.items() if value})
