"""The documents as a list: what was read from each, and how far it is: set up, assigned, reported on, late."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform

from luoshi.publish.page_documents import KINDS, DocumentPage, ItemKind
from luoshi_web import documents
from luoshi_web.built import built
from luoshi_web.desk import columns, queries
from luoshi_web.desk.models import Record
from luoshi_web.desk.people import Actor
from luoshi_web.desk.remembered import remembered
from luoshi_web.packs import office
from luoshi_web.taking_in import REGISTRIES, printed

READ: tuple[ItemKind, ...] = ("duty", "target", "project")


@dataclass(slots=True)
class Far:
    """How far the records of a document are, as far as somebody may see them; `reported` of how many the lead has."""

    taken: int = 0
    assigned: int = 0
    reported: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A document of the list. `open` proposals wait for a person; `read` says how much of each kind was read."""

    id: str
    title: str
    number: str
    issued: date | None
    address: str
    received: bool
    read: Mapping[str, int] = field(default_factory=dict)
    open: int = 0
    far: Far = field(default_factory=Far)

    @property
    def counts(self) -> list[int]:
        """How many duties, targets and projects were read."""
        return [self.read.get(kind, 0) for kind in READ]


def lines(actor: Actor, today: date) -> list[Line]:
    """All documents that somebody may see: those received here first, the latest first, then those of the pack."""
    found = built()
    key = ("documents", today, actor.person.memberships, found.build.digest if found else "")
    far = remembered(("far", *key), lambda: _far(actor, today))
    return remembered(key, lambda: [*_received(actor, far), *_of_the_pack(far)])


def _of_the_pack(far: Mapping[str, Far]) -> Iterator[Line]:
    found = built()
    for page in found.documents.values() if found else ():
        yield Line(
            page.id, page.title, page.doc_number, page.date, f"/plan/{page.file}", False, read_of(page),
            far=far.get(page.id, Far()),
        )  # fmt: skip


def _received(actor: Actor, far: Mapping[str, Far]) -> Iterator[Line]:
    registry = office().registries.get(documents.RECEIVED)
    if registry is None or actor.user is None:
        return
    read, waiting = _proposed(Record.objects.all()), _proposed(_visible("proposals", actor).filter(_OPEN))
    for row in queries.visible(registry, actor).order_by("-pk"):
        issued = str(row.data.get("issued_on", ""))
        yield Line(
            row.key, row.title, str(row.data.get("number", "")), date.fromisoformat(issued) if issued else None,
            f"/plan/{row.key}.html", True, read.get(row.key, {}), sum(waiting.get(row.key, {}).values()),
            far.get(row.key, Far()),
        )  # fmt: skip


_OPEN = Q(state__in=("proposed", "corrected"))


def _proposed(rows: QuerySet[Record]) -> dict[str, dict[str, int]]:
    """How many proposals of each kind there are, by document."""
    kinds = {KINDS[kind][0]: kind for kind in READ}
    of = {"document_": KeyTextTransform("document", "data"), "kind_": KeyTextTransform("kind", "data")}
    counted = rows.filter(registry="proposals").annotate(**of).values("document_", "kind_").annotate(n=Count("pk"))
    found: dict[str, dict[str, int]] = {}
    for one in counted.order_by():
        if one["kind_"] in kinds:
            found.setdefault(one["document_"], {})[kinds[one["kind_"]]] = one["n"]
    return found


def read_of(page: DocumentPage) -> dict[str, int]:
    """How many duties, targets and projects were read from a document."""
    return {kind: len(page.of(kind)) for kind in READ}


@dataclass(frozen=True, slots=True)
class Promised:
    """A reviewed commitment of a document of the pack, with its record where it has one that somebody may see."""

    id: str
    kind: str
    text: str
    printed: str
    record: Record | None

    @property
    def sentence(self) -> documents.Sentence | None:
        return documents.sentence(self.id)


def promised(id: str, actor: Actor) -> list[Promised]:
    """The reviewed commitments of a document of the pack, in the order of its review."""
    found, records = built(), {}
    for name in REGISTRIES.values():
        records |= {row.key: row for row in _visible(name, actor).filter(data__document=id).select_related("owner")}
    return [
        Promised(
            entry.id,
            KINDS[entry.kind][0],
            str(entry.fields.get("name") or entry.quote),
            printed(entry),
            records.get(entry.id),
        )
        for entry in (found.reviewed.values() if found else ())
        if entry.document == id and entry.kind in REGISTRIES
    ]


# ------------------------------------------------------------------ how far


def far_of(id: str, actor: Actor, today: date) -> Far:
    """How far the records of one document are."""
    return _far(actor, today, Q(data__document=id)).get(id, Far())


def _far(actor: Actor, today: date, only: Q | None = None) -> dict[str, Far]:
    if actor.user is None:
        return {}
    found: dict[str, Far] = {}
    for name in REGISTRIES.values():
        # In the words of the index of this registry's documents, which holds all that is counted.
        rows = _visible(name, actor).filter(only or Q()).annotate(of=columns.Kept("document"))
        rows = rows.filter(columns.of(office().registries[name])) if name in office().registries else rows
        late = Count("pk", filter=Q(due__lt=today, turn="owner"))
        counted = rows.values("of").annotate(
            n=Count("pk"),
            assigned=Count("pk", filter=~Q(state="established")),
            late=late,
            reported=Count("pk", filter=Q(last_report__isnull=False)),
        )
        for one in counted.order_by():
            far = found.setdefault(one["of"] or "", Far())
            far.taken += one["n"]
            far.assigned += one["assigned"]
            far.late += one["late"]
            far.reported += one["reported"]
    return found


def _visible(registry: str, actor: Actor) -> QuerySet[Record]:
    """The records of a registry that somebody may see."""
    known = office().registries.get(registry)
    return Record.objects.none() if known is None else queries.visible(known, actor)
