"""From a commitment of a document to what is taken into a registry: who answers for it, until when, and its fields.

A commitment that people have reviewed and one that was just compiled are taken in alike. Where a document names no lead,
the first-listed organisation is proposed; that is written down as such, never as the document's words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from luoshi.act.projects import basis_of_class, class_of
from luoshi.compile.review import Commitment, fields
from luoshi.model.commitment import Assignment, Duty, Project
from luoshi.model.pack import Pack
from luoshi.model.registry import Value
from luoshi.model.review import Reviewed, ReviewedKind
from luoshi_web.desk.actions.records import Setting
from luoshi_web.desk.models import Organisation
from luoshi_web.figures_asked import asked_of
from luoshi_web.packs import current, office

REGISTRIES: Mapping[ReviewedKind, str] = {"duty": "duties", "target": "targets", "project": "projects"}
KEEPER = "jilin/development-and-reform"
DECIDED = "主管单位认定"
_BASIS = {"explicit": "文件写明", "order": "文件规定列第一位的牵头", "joint": "文件未写明（建议列第一位的牵头）"}


@dataclass(frozen=True, slots=True)
class Taken:
    """What a commitment becomes. Where nobody known is named, the keeper answers, and `named` is false."""

    registry: str
    id: str
    owner: str
    participants: tuple[str, ...]
    named: bool
    due: date | None
    data: Mapping[str, Value]

    def setting(self) -> Setting:
        """How its record is set up."""
        known = office().workflows[self.registry].by_field
        given = {id: value for id, value in self.data.items() if value and id in known}
        return Setting(owner=self.owner, participants=self.participants, due=self.due, key=self.id, given=given)


def taken(pack: Pack, entry: Reviewed, on: date, issued: date | None = None) -> Taken | None:
    """What a commitment becomes on a day; None where it is of a kind that becomes nothing.

    Args:
        issued: When its document was issued, so that names are understood as they were; of the pack's documents it is known.
    """
    registry = REGISTRIES.get(entry.kind)
    if registry is None:
        return None
    document = next((one for one in pack.documents if one.id == entry.document), None)
    parties = _parties(pack, entry, on, document.date if document else issued)
    issued = document.date if document else issued
    data = {"duty": _duty, "target": _target, "project": _project}[entry.kind](entry, bool(parties))
    if entry.kind == "project":
        data |= of_project(data, on, issued)
    supplying: list[str] = []
    if entry.kind == "target":
        asked, supplying = asked_of(pack, entry, bool(parties), on)
        data |= asked
    owner = [*parties, *supplying, current(KEEPER, on)][0]
    return Taken(registry, entry.id, owner, tuple(parties[1:]), bool(parties), _deadline(entry), data)


def as_read(commitment: Commitment, id: str, document: str) -> Reviewed:
    """A commitment that was compiled and that nobody has looked at, in the form of one that people have reviewed."""
    kinds: dict[type, ReviewedKind] = {Duty: "duty", Project: "project", Assignment: "assignment"}
    quote = commitment.span.quote
    return Reviewed(id, kinds.get(type(commitment), "target"), document, quote, fields(commitment))


def printed(entry: Reviewed) -> str:
    """The organisations that a commitment names, as printed."""
    if entry.kind == "project":
        return str(entry.fields.get("owner", ""))
    return "、".join(
        name for field in ("lead", "responsible", "participants", "places") for name in _names(entry, field)
    )


# ------------------------------------------------------------------ who answers


def _parties(pack: Pack, entry: Reviewed, on: date, issued: date | None) -> list[str]:
    """The organisations that answer, the lead first, as they are called on the day; those that nobody knows are left out."""
    if entry.kind == "project":
        found = list(_of_project(pack, str(entry.fields.get("owner", "")), issued))
    else:
        named = (name for field in ("lead", "responsible", "participants", "places") for name in _names(entry, field))
        found = [id for name in named for id in _organisation(pack, name, issued)]
    known = set(Organisation.objects.values_list("pk", flat=True))
    heirs = [current(id, on) for id in found]
    return list(dict.fromkeys(id for id in heirs if id in known))


def _organisation(pack: Pack, printed: str, issued: date | None) -> Iterator[str]:
    if organisation := pack.organisation(printed, issued):
        yield organisation.id
    elif place := pack.place(printed, issued):
        yield f"government/{place.code}"


def _of_project(pack: Pack, owner: str, issued: date | None) -> Iterator[str]:
    """Who reports on a project: its owner, where that is an organisation of the list; else the city in whose name it stands."""
    if organisation := pack.organisation(owner, issued):
        yield organisation.id
        return
    bare = owner.removeprefix("吉林省")
    for length in range(min(len(bare), 10), 1, -1):
        place = pack.place(bare[:length], issued)
        if place and place.level != "省" and place.code[:2] == "22":
            yield f"government/{place.code[:4]}00"
            return


def _names(entry: Reviewed, field: str) -> tuple[str, ...]:
    value = entry.fields.get(field, ())
    return (value,) if isinstance(value, str) and value else tuple(value)


def _deadline(entry: Reviewed) -> date | None:
    """The last day that the document names; none where it names none."""
    texts = [value for field in ("deadline", "deadlines") for value in _names(entry, field)]
    # A deadline is kept as its words and, behind them, its last day.
    days = [day for text in texts for day in [_day(text) or _day(text[-10:])] if day]
    return max(days, default=None)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


# ------------------------------------------------------------------ its fields


def _duty(entry: Reviewed, known: bool) -> dict[str, Value]:
    rule = str(entry.fields.get("rule", "joint"))
    return {
        "number": str(entry.fields.get("number", "")), "text": entry.quote, "document": entry.document,
        "lead_printed": printed(entry), "lead_basis": _BASIS.get(rule, _BASIS["joint"]) if known else DECIDED,
        "deliverables": "、".join(_names(entry, "deliverables"))[:300], "commitment": entry.id,
    }  # fmt: skip


def _target(entry: Reviewed, known: bool) -> dict[str, Value]:
    fields = {key: str(value) for key, value in entry.fields.items() if isinstance(value, str)}
    indicator = office().pack.indicators.get(entry.indicator_id)
    sign = {">=": "≥", "<=": "≤", "~": "约", "range": "", "=": "", "": ""}.get(fields.get("comparator", ""), "")
    high = f"—{fields['high']}" if fields.get("high") else ""
    value = f"{sign}{fields['value']}{high}{fields.get('unit', '')}" if fields.get("value") else ""
    return {
        "text": entry.quote, "indicator": indicator.title if indicator else fields.get("indicator", ""),
        "scope": fields.get("scope", ""), "value": value, "document": entry.document,
        "lead_printed": "、".join(_names(entry, "lead")), "commitment": entry.id,
    }  # fmt: skip


def of_project(data: Mapping[str, Value], on: date, issued: date | None) -> dict[str, Value]:
    """The class that a project's printed years suggest on the day, that it is suggested, and since when it is in the library."""
    first, last = str(data.get("first_year", "")), str(data.get("last_year", ""))
    since = str(issued.year) if issued else ""
    return {"class": class_of(first, on) or "", "class_basis": basis_of_class(first, last, on), "library_since": since}


def _project(entry: Reviewed, known: bool) -> dict[str, Value]:
    fields = {key: str(value) for key, value in entry.fields.items() if isinstance(value, str)}
    basis = "由法人单位所在地政府填报（主管单位指定）" if known else "法人单位不在名录中，暂由主管单位填报"
    return {
        "seq": fields.get("seq", ""), "name": fields.get("name", ""), "legal_entity": fields.get("owner", ""),
        "scale": fields.get("scale_text", ""), "first_year": fields.get("start_year", ""),
        "last_year": fields.get("end_year", ""), "total_investment": fields.get("total_investment", ""),
        "note": fields.get("note", ""), "owner_basis": basis, "document": entry.document, "commitment": entry.id,
    }  # fmt: skip
