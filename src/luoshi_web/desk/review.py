"""What the page of a document shows to those who decide: the proposals in the order of the text, and the one looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.model.registry import Field
from luoshi.publish.page_documents import DocumentPage
from luoshi_web import documents
from luoshi_web.desk import queries
from luoshi_web.desk.models import Record
from luoshi_web.desk.people import Actor
from luoshi_web.packs import office

PROPOSALS = "proposals"
_REGISTRY_OF = {"任务": "duties", "目标": "targets", "项目": "projects"}
_OF_ALL = ("text", "lead", "participants", "deadline")
_SIGNS = {"proposed": "·", "corrected": "✎", "accepted": "✓", "rejected": "✗", "superseded": "–"}


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal with the item of the text that it was read as."""

    row: Record
    item: str
    label: str
    number: int

    @property
    def sign(self) -> str:
        """Where it stands, in one character for a list."""
        return _SIGNS.get(self.row.state, "·")

    @property
    def is_open(self) -> bool:
        return self.row.state in ("proposed", "corrected")


@dataclass(frozen=True, slots=True)
class Reviewing:
    """The proposals of a document, the one that is looked at, and how far the review is."""

    proposals: Sequence[Proposed]
    at: Proposed | None

    @property
    def before(self) -> Proposed | None:
        """The one before; none at the beginning."""
        return self.proposals[self.at.number - 2] if self.at and self.at.number > 1 else None

    @property
    def after(self) -> Proposed | None:
        """The one behind; none at the end."""
        return self.proposals[self.at.number] if self.at and self.at.number < len(self.proposals) else None

    @property
    def states(self) -> Counter[str]:
        """How many proposals are in which state."""
        return Counter(one.row.state for one in self.proposals)

    @property
    def open(self) -> int:
        return sum(one.is_open for one in self.proposals)

    @property
    def decided(self) -> int:
        return len(self.proposals) - self.open

    @property
    def acceptable(self) -> int:
        """How many may be accepted at once: as they were read, and lacking nothing."""
        return sum(one.row.state == "proposed" and bool(one.row.data.get("lead")) for one in self.proposals)


def reviewing(page: DocumentPage, actor: Actor, at: int | None) -> Reviewing:
    """The proposals of a document that somebody may see, with the one of a number, else the first that is open."""
    registry = office().registries.get(PROPOSALS)
    rows = queries.visible(registry, actor).filter(data__document=page.id) if registry else Record.objects.none()
    placed = []
    for row in rows.select_related("owner"):
        item = documents.item_of(page, str(row.data.get("commitment", "")))
        start = item.span.start if item and item.span else 0
        placed.append((start, row.pk, row, item))
    placed.sort(key=lambda one: one[:2])
    found = [
        Proposed(row, item.id if item else "", item.label if item else str(row.data.get("kind", "")), number)
        for number, (_, _, row, item) in enumerate(placed, 1)
    ]
    chosen = next((one for one in found if one.row.pk == at), None)
    return Reviewing(found, chosen or next((one for one in found if one.is_open), found[0] if found else None))


def fields_of(row: Record) -> list[Field]:
    """The fields of a proposal that its kind has: what may be corrected."""
    flow = office().workflows[PROPOSALS]
    step = flow.move("correct")
    registry = office().registries.get(_REGISTRY_OF.get(str(row.data.get("kind")), ""))
    of_kind = {one.id for one in registry.fields} if registry else set()
    of_kind |= {"remark"} if "note" in of_kind else set()
    asked = set(step.asks) if step else set()
    return [one for one in flow.fields if one.id in asked and (one.id in _OF_ALL or one.id in of_kind)]


def record_of(row: Record, actor: Actor) -> Record | None:
    """The record that an accepted proposal became, where somebody may see it."""
    registry = _REGISTRY_OF.get(str(row.data.get("kind")), "")
    found = Record.objects.filter(registry=registry, key=row.key).first() if row.state == "accepted" else None
    return found if found and queries.may_see(found, actor) else None
