"""The compiled reading against the reviewed one: what is new, what is missing, which field differs.

A reviewed commitment and a compiled one belong together when they are of the same kind and their words overlap in the
document; of several, those that overlap most and agree in most fields. So the grammar may cut a sentence elsewhere
tomorrow without anything being lost, and a person reads only what really changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from luoshi.model.commitment import Assignment, Deadline, Deliverable, Duty, Plan, Project, Target
from luoshi.model.document import Document
from luoshi.model.problem import Kind, Problem
from luoshi.model.review import Correction, Difference, Reviewed, ReviewedKind, Value, What
from luoshi.model.span import OffsetMap, Span

QUOTE_GONE = Kind(
    code="review-quote-gone",
    zh="“{id}”所依据的原文“{quote}”已不在文件 {document} 中",
    en="the words “{quote}” that '{id}' stands on are no longer in {document}",
    hint_zh="原文不得改动：请恢复原文；确系更换文件的，请重新核对这一项。",
    hint_en="Texts are never edited: restore it, or review this entry again where the document was replaced.",
)  # fmt: skip

Commitment = Duty | Target | Project | Assignment
Place = tuple[int, int]

_WORD = re.compile(r"\S+")


def differences(plans: Mapping[str, Plan], reviewed: Sequence[Reviewed]) -> tuple[list[Difference], list[Problem]]:
    """Where what is compiled now is not what was reviewed.

    Args:
        plans: The compiled documents by their id in the pack. Entries of other documents are not looked at.
        reviewed: The reviewed reading, as `packs.reviewed` gives it.

    Returns:
        The differences in the order of the documents and their text. Those that a recorded correction explains are
        among them and say so (`recorded`); only the others need a person.

    Problems:
        review-quote-gone: the words of an entry no longer stand in the document, character for character.
    """
    found: list[Difference] = []
    gone: list[Problem] = []
    for id, plan in plans.items():
        text = _Squeezed(plan.document)
        entries = [entry for entry in reviewed if entry.document == id]
        places = {entry.id: text.places(entry.quote) for entry in entries}
        gone += [_gone(entry) for entry in entries if not places[entry.id]]
        for kind, commitments in _by_kind(plan):
            of_kind = [entry for entry in entries if entry.kind == kind]
            found += _of_kind(id, kind, commitments, of_kind, places)
    return found, gone


def located(plans: Mapping[str, Plan], reviewed: Sequence[Reviewed]) -> dict[str, Span]:
    """Where the words of each reviewed commitment stand: its span by its id; the first place where they are repeated.

    >>> located({}, [])
    {}
    """
    found: dict[str, Span] = {}
    for id, plan in plans.items():
        text, received = _Squeezed(plan.document), plan.document.received
        for entry in (one for one in reviewed if one.document == id):
            if places := text.places(entry.quote):
                start, end = places[0]
                found[entry.id] = Span(received.name, start, end, "".join(received.text[start:end].split()))
    return found


def paired(plans: Mapping[str, Plan], reviewed: Sequence[Reviewed]) -> dict[str, Commitment]:
    """Which compiled commitment each reviewed one is about, by its id; those that nothing was compiled for are left out.

    >>> paired({}, [])
    {}
    """
    found: dict[str, Commitment] = {}
    for id, plan in plans.items():
        text = _Squeezed(plan.document)
        entries = [entry for entry in reviewed if entry.document == id]
        places = {entry.id: text.places(entry.quote) for entry in entries}
        for kind, commitments in _by_kind(plan):
            found |= _partners(commitments, [entry for entry in entries if entry.kind == kind], places)
    return found


def places_of(document: Document, quotes: Sequence[str]) -> list[tuple[int, int] | None]:
    """Where each quote begins and ends in the received text, whatever blanks and line breaks stand between; else None."""
    text = _Squeezed(document)
    return [next(iter(text.places("".join(quote.split()))), None) for quote in quotes]


def fields(commitment: Commitment) -> dict[str, Value]:
    """Every field of a commitment that a person reviews, as text: days in ISO form, lists as tuples, blank for nothing.

    >>> from luoshi.model.span import Span
    >>> fields(Assignment("松原市", "220700", "成长型", Span("a.txt", 0, 3, "松原市")))["says"]
    '成长型'
    """
    found = {name: _as_text(getattr(commitment, name)) for name in _FIELDS[type(commitment)]}
    return found | {"quote": commitment.span.quote} if isinstance(commitment, Duty) else found


def diff_text(found: Iterable[Difference], *, corrections: bool = False) -> str:
    """The differences for reading, as a unified diff: `-` is what was reviewed, `+` what is compiled now.

    Args:
        found: As `differences` gives them.
        corrections: Whether to print those too that a recorded correction explains.

    >>> print(diff_text([Difference("field", "plan", "plan#1", "duty", "lead", ("省林业厅",), ("省财政厅",))]), end="")
    --- plan  reviewed 已核对
    +++ plan  compiled 现编译
    @@ plan#1 duty lead @@
    - 省林业厅
    + 省财政厅
    """
    shown = [difference for difference in found if corrections or not difference.recorded]
    lines: list[str] = []
    for document, group in groupby(shown, key=lambda difference: difference.document):
        lines += [f"--- {document}  reviewed 已核对", f"+++ {document}  compiled 现编译"]
        for difference in group:
            lines += _lines(difference)
    return "".join(f"{line}\n" for line in lines)


_FIELDS: Mapping[type[Commitment], tuple[str, ...]] = {
    Duty: ("number", "lead", "participants", "places", "rule", "open", "deadlines", "deliverables", "pilot"),
    Target: (
        "indicator", "scope", "kind", "comparator", "value", "high", "unit", "deadline", "since", "baseline_year",
        "binding", "direction", "lead",
    ),
    Project: (
        "seq", "name", "owner", "scale_text", "start_year", "end_year", "total_investment", "unit", "note", "group",
    ),
    Assignment: ("place", "code", "says", "current_code", "current_name"),
}  # fmt: skip


def _as_text(value: object) -> Value:
    if isinstance(value, tuple):
        return tuple(_item(item) for item in value)
    if isinstance(value, bool):
        return "是" if value else ""
    if isinstance(value, float):
        return f"{value:.12g}"
    return "" if value is None else str(value)


def _item(item: object) -> str:
    if isinstance(item, Deadline):
        return f"{item.text} {item.due or ''}".strip()
    return item.title if isinstance(item, Deliverable) else str(item)


# ------------------------------------------------------------------ which belongs to which


class _Squeezed:
    """A document's text without line breaks and blanks, with the way back."""

    def __init__(self, document: Document) -> None:
        text = document.received.text
        words = [word.span() for word in _WORD.finditer(text, document.start, document.end)]
        here, length = [], 0
        for start, end in words:
            here.append(length)
            length += end - start
        self.text = "".join(text[start:end] for start, end in words)
        self.offsets = OffsetMap(tuple(here), tuple(start for start, _ in words))

    def places(self, quote: str) -> list[Place]:
        """Where the quote stands in the received text; several where the same words are repeated."""
        found, at = [], self.text.find(quote) if quote else -1
        while at >= 0:
            found.append(self.offsets.span(at, at + len(quote)))
            at = self.text.find(quote, at + 1)
        return found


def _by_kind(plan: Plan) -> Iterator[tuple[ReviewedKind, Sequence[Commitment]]]:
    yield "duty", plan.duties
    yield "target", plan.targets
    yield "project", plan.projects
    yield "assignment", plan.assignments


def _of_kind(
    document: str,
    kind: ReviewedKind,
    commitments: Sequence[Commitment],
    entries: Sequence[Reviewed],
    places: Mapping[str, list[Place]],
) -> list[Difference]:
    partners = _partners(commitments, entries, places)
    found: list[tuple[int, Difference]] = []
    for entry in entries:
        commitment = partners.get(entry.id)
        at = commitment.span.start if commitment else min(places[entry.id], default=(0, 0))[0]
        found += [(at, difference) for difference in _of_entry(entry, commitment)]
    known = {id(commitment) for commitment in partners.values()}
    found += [(one.span.start, _new(document, kind, one)) for one in commitments if id(one) not in known]
    return [difference for _, difference in sorted(found, key=lambda pair: pair[0])]


def _partners(
    commitments: Sequence[Commitment], entries: Sequence[Reviewed], places: Mapping[str, list[Place]]
) -> dict[str, Commitment]:
    """Entry id → the compiled commitment that it is about; each side once, the best pairs first."""
    read = [fields(commitment) for commitment in commitments]
    pairs = []
    for row, entry in enumerate(entries):
        for column, commitment in enumerate(commitments):
            shared = max((_shared(place, commitment.span) for place in places[entry.id]), default=0.0)
            if shared:
                pairs.append((shared + _agreement(entry, read[column]), -row, -column))
    partners: dict[str, Commitment] = {}
    taken = set()
    for _, row, column in sorted(pairs, reverse=True):
        if entries[-row].id not in partners and column not in taken:
            partners[entries[-row].id] = commitments[-column]
            taken.add(column)
    return partners


def _shared(place: Place, span: Span) -> float:
    """How much two pieces of the text have in common: the overlap's share of what both cover."""
    overlap = min(place[1], span.end) - max(place[0], span.start)
    return overlap / (place[1] - place[0] + span.end - span.start - overlap) if overlap > 0 else 0.0


def _agreement(entry: Reviewed, read: Mapping[str, Value]) -> float:
    """The share of fields that are as reviewed, or as a recorded correction says that they are read."""
    machine = {correction.field: correction.machine for correction in entry.corrections}
    same = [machine.get(name, entry.fields.get(name, "")) == value for name, value in read.items()]
    return sum(same) / len(same)


# ------------------------------------------------------------------ what differs


def _of_entry(entry: Reviewed, commitment: Commitment | None) -> Iterator[Difference]:
    if entry.rejected:
        if commitment:
            yield _difference("corrected", entry, "", "", commitment.span.quote, entry.reason, commitment.span)
    elif commitment is None:
        what: What = "corrected" if entry.missing else "missing"
        yield _difference(what, entry, "", entry.quote, "", entry.reason)
    else:
        if entry.missing:
            yield _difference("settled", entry, "", "", commitment.span.quote, entry.reason, commitment.span)
        yield from _of_fields(entry, commitment)


def _of_fields(entry: Reviewed, commitment: Commitment) -> Iterator[Difference]:
    corrections = {correction.field: correction for correction in entry.corrections}
    for name, machine in fields(commitment).items():
        blank: Value = () if isinstance(machine, tuple) else ""
        reviewed = entry.quote if name == "quote" else entry.fields.get(name, blank)
        correction = corrections.get(name)
        if what := _what(reviewed, machine, correction):
            reason = correction.reason if correction else ""
            yield _difference(what, entry, name, reviewed, machine, reason, commitment.span)


def _what(reviewed: Value, machine: Value, correction: Correction | None) -> What | None:
    if reviewed == machine:
        return "settled" if correction else None
    return "corrected" if correction and correction.machine == machine else "field"


def _difference(
    what: What, entry: Reviewed, field: str, reviewed: Value, machine: Value, reason: str, span: Span | None = None
) -> Difference:
    return Difference(what, entry.document, entry.id, entry.kind, field, reviewed, machine, reason, span)


def _new(document: str, kind: ReviewedKind, commitment: Commitment) -> Difference:
    id = f"{document}#{_address(commitment)}"
    return Difference("new", document, id, kind, "", "", commitment.span.quote, span=commitment.span)


def _address(commitment: Commitment) -> str:
    """Where a commitment stands in its document; a person who reviews it makes this an address of its own."""
    if isinstance(commitment, Duty | Target):
        return commitment.path.replace("/", ".")
    return f"p{commitment.seq}" if isinstance(commitment, Project) else commitment.place


def _gone(entry: Reviewed) -> Problem:
    return QUOTE_GONE(id=entry.id, quote=entry.quote, document=entry.document, where=entry.id)


# ------------------------------------------------------------------ on paper

_SAYS = {
    "new": "not reviewed 未核对",
    "missing": "no longer compiled 未能编译",
    "settled": "this correction is no longer needed 更正已无必要：{reason}",
    "corrected": "recorded 已登记：{reason}",
}


def _lines(difference: Difference) -> list[str]:
    title = " ".join(filter(None, (difference.id, difference.kind, difference.field)))
    lines = [f"@@ {title} @@"]
    if says := _SAYS.get(difference.what):
        lines.append("# " + says.format(reason=difference.reason))
    reviewed, machine = _shown(difference.reviewed), _shown(difference.machine)
    # Where a whole commitment is meant, one side has nothing; where a field is, nothing is a value.
    lines += [f"- {reviewed}"] if reviewed or difference.field else []
    lines += [f"+ {machine}"] if machine or difference.field else []
    return lines


def _shown(value: Value) -> str:
    return "、".join(value) if isinstance(value, tuple) else value
