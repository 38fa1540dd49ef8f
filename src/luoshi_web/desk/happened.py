"""What happened, the latest first, as far as one may see it: an event is seen by whoever sees the record that it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from luoshi_web.desk import past, queries
from luoshi_web.desk.models import Event, Record, User
from luoshi_web.desk.people import Actor
from luoshi_web.desk.typed import day, whole
from luoshi_web.packs import office

PAGE = 60
_FEW = 1000


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks of the history: whose, of which registry, from when to when, by whom, before which event."""

    owner: str = ""
    registry: str = ""
    since: date | None = None
    until: date | None = None
    by: str = ""
    record: str = ""
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of events; `older` is the number before which one goes on, None at the end."""

    events: list[Event]
    older: int | None


def asked(given: Mapping[str, str]) -> Asked:
    """What an address asks.

    >>> asked({"since": "2017-01-05", "until": "none", "before": "7"})
    Asked(owner='', registry='', since=datetime.date(2017, 1, 5), until=None, by='', record='', before=7)
    """
    given = {key: value.replace("\x00", "") for key, value in given.items()}
    return Asked(
        given.get("owner", ""), given.get("registry", ""), day(given.get("since", "")), day(given.get("until", "")),
        given.get("by", "").strip()[:100], given.get("record", ""), whole(given.get("before", "")),
    )  # fmt: skip


def page(what: Asked, actor: Actor) -> Page:
    """A page of what happened, of what somebody may see."""
    numbers = list(_rows(what, actor).order_by("-number").values_list("number", flat=True)[: PAGE + 1])
    events = Event.objects.select_related("record__owner", "record__keeper", "by", "organisation")
    found = events.filter(number__in=numbers[:PAGE]).order_by("-number")
    return Page(list(found), numbers[PAGE - 1] if len(numbers) > PAGE else None)


def _rows(what: Asked, actor: Actor) -> QuerySet[Event]:
    rows = Event.objects.all()
    if not actor.person.has("系统管理员"):
        seen = queries.visible_in(office().registries.values(), actor)
        rows = rows.filter(_about(seen)) if seen.query.where else rows.filter(record__isnull=False)
    if what.registry:
        rows = rows.filter(_about(Record.objects.filter(registry=what.registry)))
    if what.owner:
        rows = rows.filter(_about(Record.objects.filter(owner=what.owner)) | Q(organisation=what.owner))
    if what.by:
        named = User.objects.filter(Q(name__icontains=what.by) | Q(username__icontains=what.by))
        rows = rows.filter(by__in=list(named.values_list("pk", flat=True)))
    rows = rows.filter(record=record) if (record := whole(what.record)) is not None else rows
    rows = rows.filter(number__lt=what.before) if what.before is not None else rows
    return _within(rows, what)


def _about(records: QuerySet[Record]) -> Q:
    """Events about some records: those of few are found by them, of many by going back from the last and looking at each."""
    few = list(records.order_by().values_list("pk", flat=True)[: _FEW + 1])
    return Q(record__in=few) if len(few) <= _FEW else Q(Exists(records.order_by().filter(pk=OuterRef("record"))))


def _within(rows: QuerySet[Event], what: Asked) -> QuerySet[Event]:
    """Between two days, as a stretch of numbers, for events are added in the order of time."""
    numbers = Event.objects.values_list("number", flat=True)
    if what.since:
        first = numbers.filter(at__gte=past.after(what.since - timedelta(days=1))).order_by("at", "number").first()
        rows = rows.filter(number__gte=first) if first is not None else rows.none()
    if what.until:
        last = numbers.filter(at__lt=past.after(what.until)).order_by("-at", "-number").first()
        rows = rows.filter(number__lte=last) if last is not None else rows.none()
    return rows
