"""What happened, the latest first, as far as one may see it: an event is seen by whoever sees the record that it is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Min, Q, QuerySet

from luoshi_web.desk import past, queries
from luoshi_web.desk.models import Event
from luoshi_web.desk.people import Actor
from luoshi_web.packs import office

PAGE = 60
# So many events are looked at for one page; who sees few of many goes on from where it stopped.
_LOOKED_AT = 3000
_STEP = 300


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
    before = given.get("before", "")
    return Asked(
        given.get("owner", ""), given.get("registry", ""), _day(given.get("since", "")), _day(given.get("until", "")),
        given.get("by", "").strip()[:100], given.get("record", ""), int(before) if before.isdigit() else None,
    )  # fmt: skip


def page(what: Asked, actor: Actor) -> Page:
    """A page of what happened, of what somebody may see."""
    found: list[Event] = []
    last = None
    for number, event in enumerate(_looked_at(_rows(what, actor)), 1):
        last = event.number
        if _sees(event, actor):
            found.append(event)
        if len(found) == PAGE or number == _LOOKED_AT:
            return Page(found, last)
    return Page(found, None)


def _rows(what: Asked, actor: Actor) -> QuerySet[Event]:
    rows = Event.objects.select_related("record__owner", "record__keeper", "by", "organisation").order_by("-number")
    rows = rows.prefetch_related("record__participants")
    if not actor.person.has("系统管理员"):
        rows = rows.filter(_perhaps(actor))
    rows = rows.filter(record__registry=what.registry) if what.registry else rows
    rows = rows.filter(Q(record__owner=what.owner) | Q(organisation=what.owner)) if what.owner else rows
    rows = rows.filter(Q(by__name__icontains=what.by) | Q(by__username__icontains=what.by)) if what.by else rows
    rows = rows.filter(record=int(what.record)) if what.record.isdigit() else rows
    rows = rows.filter(number__lt=what.before) if what.before is not None else rows
    return _within(rows, what)


def _within(rows: QuerySet[Event], what: Asked) -> QuerySet[Event]:
    """Between two days, as a stretch of numbers, for events are added in the order of time."""
    if what.since:
        first = Event.objects.filter(at__gte=past.after(what.since - timedelta(days=1))).aggregate(n=Min("number"))["n"]
        rows = rows.filter(number__gte=first) if first is not None else rows.none()
    if what.until:
        last = Event.objects.filter(at__lt=past.after(what.until)).aggregate(n=Max("number"))["n"]
        rows = rows.filter(number__lte=last) if last is not None else rows.none()
    return rows


def _perhaps(actor: Actor) -> Q:
    """What may be somebody's to see, in SQL: enough to leave out most that is not; `_sees` decides."""
    everybody = [one.id for one in office().registries.values() if not one.seen_by]
    wide = any(one.role in ("牵头协调", "督查员", "系统管理员") for one in actor.person.memberships)
    if wide:
        return Q(record__isnull=False)
    own = [*actor.organisations, *actor.below]
    return (
        Q(record__registry__in=everybody)
        | Q(record__owner__in=own)
        | Q(record__keeper__in=actor.organisations)
        | Q(record__participants__in=actor.organisations)
    )


def _looked_at(rows: QuerySet[Event]) -> Iterator[Event]:
    """Events in pieces, each once, although one of several participants may find it twice."""
    before: int | None = None
    while True:
        piece = rows if before is None else rows.filter(number__lt=before)
        events = list(piece.distinct()[:_STEP])
        yield from events
        if len(events) < _STEP:
            return
        before = events[-1].number


def _sees(event: Event, actor: Actor) -> bool:
    if event.record is None:
        return actor.person.has("系统管理员")
    return queries.may_see(event.record, actor)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
