"""What each organisation leads, takes part in, and has reported in a period: counts with their denominators, and no score."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from luoshi.act.limits import turn
from luoshi.model.registry import Registry
from luoshi_web.desk import lit, overview, past, queries
from luoshi_web.desk.models import Event, Organisation, Record, Standing
from luoshi_web.desk.overview import REPORTS, Question
from luoshi_web.desk.remembered import remembered
from luoshi_web.packs import office

_WARNINGS = "warnings"
_OF_REPORTS = ("owed", "handed-in", "late", "handed-in-late", "accepted")


@dataclass(slots=True)
class Department:
    """An organisation with its numbers (部门情况); `n` holds them by the id of the count."""

    organisation: Organisation
    n: dict[str, int] = field(default_factory=dict)


# By which columns the table may be put in order.
COLUMNS: dict[str, tuple[str, str]] = {
    "leads": ("牵头", "Leads"),
    "shares": ("配合", "Takes part"),
    "owed": ("应报", "Asked"),
    "handed-in": ("已报", "Handed in"),
    "late": ("逾期未报", "Late"),
    "handed-in-late": ("迟报", "Came late"),
    "accepted": ("已通过", "Accepted"),
    "red": ("■ 滞后", "■ Late lights"),
    "warnings": ("未解除预警", "Open warnings"),
}


def table(question: Question, *, words: str = "", level: str = "", only: str = "", sort: str = "") -> list[Department]:
    """The organisations of which one may see something, with their numbers.

    Args:
        only: `late` keeps those of which the overview says that an item is late.
        sort: A column, with a minus from the most to the least; else the order of the list of organisations.
    """
    counts = remembered(("departments", question.key), lambda: _counts(question))
    seen = {pk for numbers in counts.values() for pk in numbers}
    rows = Organisation.objects.filter(pk__in=seen if question.oversees else question.own)
    rows = rows.filter(level=level) if level else rows
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(short__icontains=word))
    if only == "late":
        rows = rows.filter(pk__in={row.owner_id for row in overview.rows_of("late", question)})
    found = [Department(one, {id: numbers.get(one.pk, 0) for id, numbers in counts.items()}) for one in rows]
    id = sort.removeprefix("-")
    if id in COLUMNS:
        found.sort(key=lambda one: one.n[id], reverse=sort.startswith("-"))
    return found


def _counts(question: Question) -> dict[str, dict[str, int]]:
    """By count, how many of each organisation."""
    items = queries.visible_in(overview.of_items(), question.actor).order_by()
    shared = items.filter(participants__isnull=False)
    if question.as_of:
        leads, red = _known(items, question.as_of)
        shared = _set_up_by(question.as_of, shared)
    else:
        leads, red = _grouped(items, "owner"), _red(items, question.on)
    found: dict[str, dict[str, int]] = {"leads": leads, "shares": _grouped(shared, "participants"), "red": red}
    found |= _of_reports(question)
    warnings = office().registries.get(_WARNINGS)
    if warnings is None:
        return found | {"warnings": {}}
    return found | {"warnings": _grouped(_open(warnings, question), "owner")}


def _known(items: QuerySet[Record], day: date) -> tuple[dict[str, int], dict[str, int]]:
    """How many items each organisation led at the end of a day, and how many of them were red, of all that is seen."""
    leads, red = Counter[str](), Counter[str]()
    known = lit.then(items, overview.of_items(), day).order_by()
    for owner, shade, number in known.values_list("record__owner", "shade").annotate(number=Count("pk")):
        leads[owner] += number
        red[owner] += number if shade == "red" else 0
    return dict(leads), dict(red)


def _set_up_by(day: date, items: QuerySet[Record]) -> QuerySet[Record]:
    """The items that there were at the end of a day: something was said of their standing by then."""
    return items.filter(Exists(Standing.objects.filter(record=OuterRef("pk"), at__lt=past.after(day))))


def _open(registry: Registry, question: Question) -> QuerySet[Record]:
    """The records of a registry that somebody has still to act on, or had at the end of the day."""
    rows = queries.visible(registry, question.actor).order_by()
    if question.as_of is None:
        return rows.exclude(turn="")
    flow, private = office().workflows[registry.id], queries.private_states(registry)
    last = Event.objects.filter(record=OuterRef("pk"), at__lt=past.after(question.as_of)).order_by("-number")
    rows = rows.annotate(stood=Subquery(last.values("after")[:1]))
    rows = rows.filter(stood__in=[one.id for one in flow.states if turn(flow, one.id)])
    return rows.exclude(~Q(owner__in=question.actor.organisations), stood__in=private) if private else rows


def _red(items: QuerySet[Record], on: date) -> dict[str, int]:
    """How many red lights each organisation has on a day, of all that is seen and not of one period alone."""
    return _grouped(lit.with_shades(items, overview.of_items(), on).filter(shade="red"), "owner")


def _grouped(rows: object, by: str) -> dict[str, int]:
    counted = rows.values_list(by).annotate(number=Count("pk"))  # type: ignore[attr-defined]
    return dict(counted)


def _of_reports(question: Question) -> dict[str, dict[str, int]]:
    reports, on = question.reports, question.on
    if question.as_of:
        then = question.then(reports)
        return {id: dict(Counter(row.owner_id for row in then if REPORTS[id].holds(row, on))) for id in _OF_REPORTS}
    asked = {id.replace("-", "_"): Count("pk", filter=REPORTS[id].asked(on)) for id in _OF_REPORTS}
    found: dict[str, dict[str, int]] = {id: {} for id in _OF_REPORTS}
    for line in reports.order_by().values("owner").annotate(**asked):
        for id in _OF_REPORTS:
            found[id][line["owner"]] = line[id.replace("-", "_")]
    return found


# ------------------------------------------------------------------ one organisation


@dataclass(frozen=True, slots=True)
class Work:
    """The items of an organisation in one registry (部门事项), each with its light."""

    registry: Registry
    rows: list[Record]
    total: int


def leads_and_shares(question: Question, organisation: str, most: int = 20) -> tuple[list[Work], list[Work]]:
    """What an organisation answers for, and what it takes part in: of each registry what is due first."""
    key = ("leads and shares", question.key, organisation, most)
    found = remembered(key, lambda: _leads_and_shares(question, organisation, most))
    shown = {pk for part in found for _, first, _ in part for pk in first}
    rows = queries.with_owners(question.then(Record.objects.filter(pk__in=shown)))
    known = {row.pk: row for row in lit.lit(rows, question.on, question.as_of)}
    leads, shares = (
        [Work(registry, [known[pk] for pk in first], number) for registry, first, number in part if number]
        for part in found
    )
    return leads, shares


def _leads_and_shares(
    question: Question, organisation: str, most: int
) -> list[list[tuple[Registry, list[int], int]]]:  # fmt: skip
    """Of what an organisation answers for, and of what it takes part in: by registry the first records, and how many."""
    chosen = (Q(owner=organisation), queries.shared_by(organisation))
    return [[(one, *_first(question, one, of, most)) for one in overview.of_items()] for of in chosen]


def _first(question: Question, registry: Registry, chosen: Q, most: int) -> tuple[list[int], int]:
    """The first few records of a registry by their numbers, and how many there are."""
    rows = queries.visible(registry, question.actor).filter(chosen).order_by(F("due").asc(nulls_last=True), "pk")
    pks = [row.pk for row in question.then(rows)] if question.as_of else list(rows.values_list("pk", flat=True))
    return pks[:most], len(pks)
