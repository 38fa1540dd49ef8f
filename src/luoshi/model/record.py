"""A record and what happened to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from luoshi.model.registry import Data, Value


@dataclass(frozen=True, slots=True)
class Record:
    """One line of a registry (台账条目), in its last state.

    `owner` is the organisation that answers for it, `participants` those that take part, `keeper` the one that watches over
    it. `places` are the codes of the owner's place and of those above it, nearest first. `state` is blank before it is set
    up.
    """

    id: str
    registry: str
    state: str
    owner: str
    keeper: str = ""
    participants: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    data: Data = field(default_factory=dict)
    due: date | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to a record: which move, by whom, when, and what it changed (留痕).

    `changes` holds the new value of each field that changed; None where it was emptied.
    """

    move: str
    before: str
    after: str
    by: str
    organisation: str
    at: datetime
    changes: Mapping[str, Value | None] = field(default_factory=dict)
    note: str = ""
    number: int = 0
