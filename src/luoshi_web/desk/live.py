"""What the desk knows of a commitment beside what was computed: who answers, how far it is, what officials think of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from luoshi_web.desk import queries
from luoshi_web.desk.models import Record
from luoshi_web.desk.people import Actor
from luoshi_web.desk.remembered import remembered
from luoshi_web.packs import office

# The registries whose records say what was promised, each with the address of the commitment in `commitment`.
PROMISES = ("duties", "targets", "projects")
# How many targets that no build knows stand in the table of targets; the registry has them all.
_MOST = 300
# Official's confidence that goes with a light of each class; another one is a disagreement.
_FITS = {
    "done": ("有把握",), "normal": ("有把握",), "warning": ("有一定困难",), "late": ("难以完成", "有一定困难"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Live:
    """A record of a commitment with its reports, the latest first, as far as somebody may see them.

    Attributes:
        judged: The last report in which somebody says how sure they are.
        disagrees: Whether that is another thing than the computed light says.
    """

    record: Record
    reports: Sequence[Record]
    judged: Record | None
    disagrees: bool

    @property
    def person(self) -> str:
        """Who answers in person: as recorded, else the responsible persons of a listed supervision."""
        data = self.record.data
        named = [data.get(id) for id in ("person", "person_province", "person_city", "person_county")]
        return "、".join(str(one) for one in named if one)


def of_commitment(commitment: str, light: str, actor: Actor) -> list[Live]:
    """The records of a commitment that somebody may see.

    Args:
        commitment: Its address, `<document>#<path>`.
        light: The class of the mark that was computed for it: done, normal, warning, late or nothing.
    """
    found = []
    for row in promised(actor, commitment=commitment):
        reports = _reports(row, actor)
        judged = next((one for one in reports if one.data.get("confidence")), None)
        said = str(judged.data.get("confidence")) if judged else ""
        found.append(Live(row, reports, judged, bool(judged) and light in _FITS and said not in _FITS[light]))
    return found


def promised(actor: Actor, **data: str) -> list[Record]:
    """The duties, targets and projects whose fields have these values, as far as somebody may see them."""
    fields = {f"data__{id}": value for id, value in data.items()}
    rows: list[Record] = []
    for id in PROMISES:
        if registry := office().registries.get(id):
            seen = queries.visible(registry, actor).filter(**fields).select_related("owner", "keeper")
            rows += seen.prefetch_related("participants").order_by("pk")
    return rows


def beside(actor: Actor, commitments: Iterable[str]) -> tuple[list[Record], int]:
    """The targets at the desk that no build knows, of documents that came in later: the last few hundred, and how many."""
    registry = office().registries.get("targets")
    if registry is None:
        return [], 0
    known = frozenset(commitments)
    seen = queries.visible(registry, actor).order_by("-pk")
    pks = remembered(
        ("beside", actor.person.memberships, known),
        lambda: [pk for pk, key in seen.values_list("pk", "key") if key not in known],
    )
    return queries.with_owners(list(Record.objects.filter(pk__in=pks[:_MOST]).order_by("pk"))), len(pks)


def _reports(row: Record, actor: Actor) -> list[Record]:
    rows: list[Record] = []
    for id in row.reports.values_list("registry", flat=True).distinct().order_by("registry"):
        if registry := office().registries.get(id):
            rows += queries.visible(registry, actor).filter(subject=row).select_related("owner")
    return sorted(rows, key=lambda one: (one.period, one.pk), reverse=True)
