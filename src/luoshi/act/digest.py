"""The chain of events: each carries the digest of its own content and of the one before.

Whoever alters, removes or inserts an event without being allowed to breaks the chain at that place. It does not show that
the last events were cut off; so the desk also compares the records with their events, and an office that writes down the
last digest now and then can compare that.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

BEGINNING = "0" * 64

Content = Mapping[str, object]
Why = Literal["number", "previous", "digest"]


@dataclass(frozen=True, slots=True)
class Link:
    """An event as the chain sees it: its number, its content, the digest before, its own digest."""

    number: int
    content: Content
    previous: str
    digest: str


@dataclass(frozen=True, slots=True)
class Broken:
    """The first link that does not hold, and what about it: its number, the digest before, or its own content."""

    number: int
    why: Why
    expected: str
    found: str


def digest(previous: str, content: Content) -> str:
    """The digest of an event after another, in hexadecimal.

    Args:
        previous: The digest of the event before, `BEGINNING` for the first.
        content: Anything that JSON can hold. The order of keys does not matter.

    >>> digest(BEGINNING, {"a": 1, "b": 2}) == digest(BEGINNING, {"b": 2, "a": 1})
    True
    """
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def first_broken(links: Iterable[Link], after: str = BEGINNING, number: int = 0) -> Broken | None:
    """The first link of a chain that does not hold; None where all do.

    Args:
        links: In order.
        after, number: The digest and the number of the event before the first of them.

    >>> first = Link(1, {"move": "assign"}, BEGINNING, digest(BEGINNING, {"move": "assign"}))
    >>> second = Link(2, {"move": "sign"}, first.digest, digest(first.digest, {"move": "accept"}))
    >>> first_broken([first]), first_broken([first, second]).number
    (None, 2)
    """
    for link in links:
        number += 1
        if link.number != number:
            return Broken(link.number, "number", str(number), str(link.number))
        if link.previous != after:
            return Broken(link.number, "previous", after, link.previous)
        if (made := digest(link.previous, link.content)) != link.digest:
            return Broken(link.number, "digest", made, link.digest)
        after = link.digest
    return None
