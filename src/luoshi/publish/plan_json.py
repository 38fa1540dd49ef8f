"""Plans as JSON: the documented, versioned form in which `luoshi compile --json` writes what it found.

The schema stands in docs/reference/plan-json.md. `span` counts the characters of the decoded file; where a format has no
characters of its own (Word, PDF) it counts those of the extracted text, which is written along as `text`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from luoshi.model.commitment import Deadline, Duty, Metadata, Plan, Project, Target
from luoshi.model.document import Received
from luoshi.model.problem import Problem
from luoshi.model.span import Span

SCHEMA = "luoshi.plan/1"


def plans_json(plans: Sequence[Plan], problems: Iterable[Problem] = ()) -> dict[str, Any]:  # Any: JSON
    """Plans in the form that is written; `problems` are those of files that hold no plan."""
    return {
        "schema": SCHEMA,
        "documents": [plan_json(plan) for plan in plans],
        "problems": [problem_json(problem) for problem in problems],
    }


def dumps(plans: Sequence[Plan], problems: Iterable[Problem] = ()) -> str:
    """The same as text, in one piece, Chinese as it is."""
    return "".join(pieces(plans, problems))


def pieces(plans: Iterable[Plan], problems: Iterable[Problem] = ()) -> Iterator[str]:
    """The same as text, a plan at a time, so that many need not be held at once; `problems` are asked for at the end.

    >>> "".join(pieces([])) == json.dumps(plans_json([]), indent=1)
    True
    """
    yield f'{{\n "schema": "{SCHEMA}",\n "documents": ['
    yield from _listed(plan_json(plan) for plan in plans)
    yield '],\n "problems": ['
    yield from _listed(problem_json(problem) for problem in problems)
    yield "]\n}"


def _listed(objects: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The members of a list that stands one level deep."""
    separator = end = ""
    for one in objects:
        yield separator + "\n  " + json.dumps(one, ensure_ascii=False, indent=1).replace("\n", "\n  ")
        separator, end = ",", "\n "
    yield end


def plan_json(plan: Plan) -> dict[str, Any]:
    """A plan as one JSON object: its document, its nouns in order, its problems, each place by line and by column.

    `docs/reference/plan.schema.json` says what is in it.
    """
    received = plan.document.received
    place = _Places(received)
    return {
        "file": received.name,
        "sha256": received.sha256,
        "format": received.format,
        "encoding": received.encoding,
        "span": place.range(plan.document.start, plan.document.end),
        **({} if received.format in ("text", "markdown", "html") else {"text": received.text}),
        "metadata": _metadata(plan.metadata, place),
        "outline": [
            {"level": p.level, "marker": p.marker, "title": p.title, "path": p.path, "span": place(p.span)}
            for p in plan.outline
        ],
        "duties": [_duty(duty, place) for duty in plan.duties],
        "targets": [_target(target, place) for target in plan.targets],
        "projects": [_project(project, place) for project in plan.projects],
        "assignments": [
            {
                "place": a.place,
                "says": a.says,
                "code": a.code,
                "current_code": a.current_code,
                "current_name": a.current_name,
                "span": place(a.span),
            }
            for a in plan.assignments
        ],
        "problems": [problem_json(problem, place) for problem in plan.problems],
    }


class _Places:
    """Spans as the reader of the JSON counts them."""

    def __init__(self, received: Received) -> None:
        self.offsets = received.raw_offsets

    def range(self, start: int, end: int) -> list[int]:
        return list(self.offsets.span(start, end)) if self.offsets and end > start else [start, end]

    def __call__(self, span: Span | None) -> list[int] | None:
        return None if span is None else self.range(span.start, span.end)


def _metadata(metadata: Metadata, place: _Places) -> dict[str, Any]:
    return {
        "title": metadata.title,
        "attached_title": metadata.attached_title,
        "doc_number": metadata.doc_number,
        "issuer": list(metadata.issuer),
        "date": metadata.date.isoformat() if metadata.date else None,
        "addressees": list(metadata.addressees),
        "plan_from": metadata.plan_from,
        "plan_to": metadata.plan_to,
        "cited": [
            {"title": c.title, "doc_number": c.doc_number, "ordered": c.ordered, "span": place(c.span)}
            for c in metadata.cited
        ],
        "spans": {key: place(span) for key, span in metadata.spans.items()},
    }


def _duty(duty: Duty, place: _Places) -> dict[str, Any]:
    return {
        "number": duty.number,
        "path": duty.path,
        "text": duty.text,
        "lead": list(duty.lead),
        "participants": list(duty.participants),
        "places": list(duty.places),
        "rule": duty.rule,
        "open": duty.open,
        "parties": [
            {"printed": p.printed, "role": p.role, "is_place": p.is_place, "id": p.id, "name": p.name}
            for p in duty.parties
        ],
        "deadlines": [_deadline(deadline, place) for deadline in duty.deadlines],
        "deliverables": [{"title": d.title, "verb": d.verb, "span": place(d.span)} for d in duty.deliverables],
        "pilot": duty.pilot,
        "span": place(duty.span),
        "clause": place(duty.clause),
    }


def _deadline(deadline: Deadline, place: _Places) -> dict[str, Any]:
    return {
        "text": deadline.text,
        "due": deadline.due.isoformat() if deadline.due else None,
        "span": place(deadline.span),
    }


def _target(target: Target, place: _Places) -> dict[str, Any]:
    plain = ("quote", "indicator", "scope", "kind", "comparator", "value", "high", "unit", "since", "baseline_year")
    return {
        **{name: getattr(target, name) for name in plain},
        "deadline": target.deadline.isoformat() if target.deadline else None,
        "binding": target.binding,
        "direction": target.direction,
        "lead": list(target.lead),
        "path": target.path,
        "span": place(target.span),
    }


def _project(project: Project, place: _Places) -> dict[str, Any]:
    plain = (
        "seq",
        "name",
        "owner",
        "scale_text",
        "start_year",
        "end_year",
        "total_investment",
        "unit",
        "note",
        "group",
    )
    return {**{name: getattr(project, name) for name in plain}, "span": place(project.span)}


def problem_json(problem: Problem, place: _Places | None = None) -> dict[str, Any]:
    """A problem as a JSON object: where, what and what to do, in both languages.

    Args:
        place: Turns a span into lines; without it a span is given by its characters alone.
    """
    texts: Mapping[str, str] = {
        "zh": problem.zh,
        "en": problem.en,
        "hint_zh": problem.hint_zh,
        "hint_en": problem.hint_en,
    }
    span = problem.span
    return {
        "code": problem.code,
        "where": problem.where,
        **texts,
        "span": None if span is None else place(span) if place else [span.start, span.end],
        "quote": span.quote if span else None,
    }
