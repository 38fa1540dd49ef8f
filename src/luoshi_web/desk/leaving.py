"""Accepted reports as received files: made of events alone, written whole or not at all, and the same however often."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from luoshi.act.leaving import Happened, Left, left
from luoshi_web.desk.models import Event, Organisation, Record
from luoshi_web.desk.nouns import values
from luoshi_web.desk.telling import told
from luoshi_web.packs import office


def file_of(number: int) -> Left | None:
    """The file by which an event leaves the desk; None for an event that leaves nothing."""
    event = Event.objects.select_related("record").get(number=number)
    registry = office().registries.get(event.record.registry) if event.record else None
    if event.record is None or registry is None or registry.observed is None:
        return None
    until = list(event.record.events.filter(number__lte=number))
    # What is taken back is what stood there before.
    stands = event.after == registry.observed.state
    data = told(until if stands else until[:-1]).data
    owner = str(data["@owner"])
    happened = Happened(
        number=number, digest=event.digest, before=event.before, after=event.after, on=timezone.localtime(event.at).date(),
        record=event.record.pk, key=event.record.key, organisation=owner,
        organisation_name=Organisation.objects.get(pk=owner).short, data=values(data), note=event.note,
    )  # fmt: skip
    return left(registry, happened)


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What became of a report as data: its event, its file, whether that is written, and whether it was taken back.

    Without a file it stays at the desk, for want of an indicator or a place, or because it is not the lead's.
    """

    event: int = 0
    file: Left | None = None
    written: bool = False
    withdrawn: bool = False


def whereabouts(row: Record) -> Whereabouts | None:
    """What became of a record as data; None where its registry is not observed, or it was never accepted."""
    registry = office().registries.get(row.registry)
    if registry is None or registry.observed is None:
        return None
    state = registry.observed.state
    event = row.events.filter(Q(after=state) | Q(before=state)).order_by("-number").first()
    if event is None:
        return None
    file = file_of(event.number)
    written = file is not None and (settings.WORKSPACE / "received" / f"{file.sha256}.json").is_file()
    return Whereabouts(event.number, file, written, event.after != state)


def hand_over(number: int) -> bool:
    """Write the file of an event; whether anything had to be written."""
    file = file_of(number)
    return file is not None and write(file)


def hand_over_all() -> tuple[int, int]:
    """Write whatever is missing or altered of all that ever left the desk; how many files there are, and were written."""
    files = [file for number in _numbers() for file in [file_of(number)] if file is not None]
    return len(files), sum(map(write, files))


def write(file: Left) -> bool:
    """Write a file and its sidecar to `received/`; the sidecar comes last, and with it the file is there."""
    folder = settings.WORKSPACE / "received"
    folder.mkdir(parents=True, exist_ok=True)
    written = [_put(folder / f"{file.sha256}{ending}", content) for ending, content in _parts(file)]
    return any(written)


def _parts(file: Left) -> tuple[tuple[str, bytes], tuple[str, bytes]]:
    return (".csv", file.content), (".json", file.sidecar)


def _put(path: Path, content: bytes) -> bool:
    if path.is_file() and path.read_bytes() == content:
        return False
    part = path.with_name(f".{path.name}-{os.getpid()}.part")
    try:
        with part.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return True


def _numbers() -> Iterator[int]:
    """The events that concern an observation, in order."""
    for registry in office().registries.values():
        if registry.observed is not None:
            state = registry.observed.state
            concerned = Q(after=state) | Q(before=state)
            yield from Event.objects.filter(concerned, record__registry=registry.id).values_list("number", flat=True)
