"""Every place that a noun speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from luoshi.model import Document, Span


def spans(thing: object) -> Iterator[Span]:
    """All spans inside a noun, however deep; those inside documents aside."""
    if isinstance(thing, Span):
        yield thing
    elif isinstance(thing, Mapping):
        for value in thing.values():
            yield from spans(value)
    elif isinstance(thing, (tuple, list)):
        for value in thing:
            yield from spans(value)
    elif is_dataclass(thing) and not isinstance(thing, (type, Document)):
        for field in fields(thing):
            yield from spans(getattr(thing, field.name))
