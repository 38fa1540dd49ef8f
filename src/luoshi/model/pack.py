"""A pack as the stages see it: what is known of organisations, places, words and the reviewed reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Succession:
    """An organisation that took over: which, from when, how (更名, 合并, 划入), by which document."""

    id: str
    on: date
    how: str
    source: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation (组织) under its full name, with the names by which documents call it."""

    id: str
    name: str
    aliases: tuple[str, ...]
    level: str
    kind: str
    place: str
    successors: tuple[Succession, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """An administrative place (行政区划) under one name: renamed or raised, it becomes another row with its own dates."""

    code: str
    name: str
    level: str
    parent: str
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None
    resource_class: str | None = None


@dataclass(frozen=True, slots=True)
class PackDocument:
    """A document that a pack holds: the file, which of the documents in it, and what it is called there."""

    id: str
    file: str
    title: str
    doc_number: str | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Pack:
    """Data that a plan needs, and the reviewed reading of it; nothing in it runs."""

    id: str
    title: str
    path: str
    documents: tuple[PackDocument, ...] = ()
    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    places: tuple[Place, ...] = ()
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
