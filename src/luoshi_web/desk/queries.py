"""What the pages read. Nothing here writes, and nothing decides: who may see what is `luoshi.act`'s answer put into SQL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case, FloatField, IntegerField, Q, QuerySet, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, NullIf

from luoshi import act
from luoshi.model import person as nouns
from luoshi.model.registry import Field, Registry
from luoshi.model.workflow import Move, State, Workflow
from luoshi_web.desk import lit
from luoshi_web.desk.models import Notice, Organisation, Record, SavedView
from luoshi_web.desk.nouns import candidate, history
from luoshi_web.desk.nouns import record as noun
from luoshi_web.desk.people import Actor, below
from luoshi_web.desk.typed import whole
from luoshi_web.packs import current, office

PAGE = 200
# How the overseers of `luoshi.act.people` are found in a list of roles.
_OVERSEERS = ("牵头协调", "督查员", "系统管理员")


# ------------------------------------------------------------------ who sees what


def visible(registry: Registry, actor: Actor) -> QuerySet[Record]:
    """The records of a registry that somebody may see; the same as `act.may_see` says of each."""
    rows = Record.objects.filter(registry=registry.id)
    public = Q(state__in=registry.public_states)
    if actor.person.has("系统"):
        return rows
    if actor.person.is_visitor or actor.person.has("公众"):
        return rows.filter(public)
    own = Q(owner__in=actor.organisations)
    return rows.filter(public | own | (_concerned(registry, actor) & ~Q(state__in=private_states(registry)))).distinct()


def private_states(registry: Registry) -> list[str]:
    """The states in which a record is its owner's alone."""
    return [state.id for state in office().workflows[registry.id].states if state.private]


def _concerned(registry: Registry, actor: Actor) -> Q:
    if not registry.seen_by:
        return Q()
    found = Q(pk__in=[])
    if "participant" in registry.seen_by:
        found |= Q(participants__in=actor.organisations)
    if "keeper" in registry.seen_by:
        found |= Q(keeper__in=actor.organisations)
    if "above" in registry.seen_by:
        found |= Q(owner__in=below(actor.person))
    places = {one.place for one in actor.person.memberships if one.role in _OVERSEERS and one.place}
    if places:
        found |= Q(owner__in=[one.pk for one in Organisation.objects.all() if places & set(one.places)])
    return found


# ------------------------------------------------------------------ a table


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks of a table: filters, order, page, words."""

    filters: Mapping[str, str] = field(default_factory=dict)
    words: str = ""
    sort: str = ""
    page: int = 1


def asked(registry: Registry, given: Mapping[str, str], actor: Actor) -> Asked:
    """What an address asks, as far as the registry knows it; of a visitor, what is public alone, for a filter tells, too."""
    known = {"state", "owner", *(one.id for one in filters_of(registry, actor))}
    if actor.user:
        known |= {"turn", "late", "period", "asked_in", "light"}
    # A database takes no NUL, and nobody types one.
    given = {id: value.replace("\x00", "") for id, value in given.items()}
    filters = {id: value for id, value in given.items() if id in known and value}
    page = given.get("page", "1")
    sort = given.get("sort", "")
    if not actor.user and sort.removeprefix("-") not in {"title", *(one.id for one in columns_of(registry, actor))}:
        sort = ""
    return Asked(filters, given.get("q", "").strip()[:100], sort, whole(page) or 1)


def filters_of(registry: Registry, actor: Actor) -> list[Field]:
    """The fields by which a table is filtered: those with answers, in its columns."""
    return [one for one in columns_of(registry, actor) if one.type in ("choice", "truth", "place")]


def columns_of(registry: Registry, actor: Actor) -> list[Field]:
    """The columns of a table; for a visitor the public ones."""
    return [one for one in office().workflows[registry.id].fields if one.listed and (actor.user or one.public)]


def states_of(registry: Registry, actor: Actor) -> list[State]:
    """The states by which a table is filtered; for a visitor the public ones."""
    states = office().workflows[registry.id].states
    return [state for state in states if actor.user or state.id in registry.public_states]


def found(registry: Registry, actor: Actor, what: Asked, on: date) -> QuerySet[Record]:
    """The rows of a table, filtered and in order."""
    rows = visible(registry, actor).select_related("owner", "keeper", "subject")
    if light := what.filters.get("light"):
        rows = lit.with_shades(rows, registry.id, on).filter(shade=light)
    for id, value in what.filters.items():
        rows = rows.filter(_filter(registry, id, value, on))
    for word in what.words.split():
        rows = rows.filter(Q(title__icontains=word) | Q(key__icontains=word) | Q(owner__short__icontains=word))
    return _sorted(registry, rows, what.sort)


def _filter(registry: Registry, id: str, value: str, on: date) -> Q:
    if id == "light":
        return Q()
    if id == "late":
        handed_in = [state.id for state in office().workflows[registry.id].states if state.handed_in]
        return Q(due__lt=on) & ~Q(turn="") & ~Q(state__in=handed_in)
    if id == "asked_in":
        return Q(asked_in=whole(value) or 0)
    if id in ("state", "owner", "turn", "period"):
        return Q(**{id: value})
    return Q(**{f"data__{id}": value})


def _sorted(registry: Registry, rows: QuerySet[Record], sort: str) -> QuerySet[Record]:
    """By a column; numbers as numbers, what is missing last in either order. Else what is due first comes first."""
    down, id = sort.startswith("-"), sort.removeprefix("-")
    asked_field = office().workflows[registry.id].by_field.get(id)
    if id in ("title", "state", "owner", "due", "key", "changed_at"):
        name = "owner__order" if id == "owner" else id
        key = Case(When(**{f"{name}__isnull": True}, then=Value(1)), default=Value(0), output_field=IntegerField())
        return rows.order_by(key, f"{'-' if down else ''}{name}", "pk")
    if asked_field is None:
        open_first = Case(When(turn="", then=Value(1)), default=Value(0), output_field=IntegerField())
        no_due = Case(When(due=None, then=Value(1)), default=Value(0), output_field=IntegerField())
        return rows.order_by(open_first, no_due, "due", "pk")
    text = KeyTextTransform(id, "data")
    key = Cast(NullIf(text, Value("")), FloatField()) if asked_field.is_number else text
    order = key.desc(nulls_last=True) if down else key.asc(nulls_last=True)
    return rows.order_by(order, "pk")


def views_of(registry: Registry, actor: Actor) -> list[SavedView]:
    """The views of a table that somebody saved."""
    return list(SavedView.objects.filter(user=actor.user, registry=registry.id).order_by("name")) if actor.user else []


# ------------------------------------------------------------------ one record


def moves_of(row: Record, actor: Actor) -> list[Move]:
    """The moves that somebody may make on a record now."""
    return act.moves_for(office().workflows[row.registry], history(row), actor.person, noun(row))


def may_see(row: Record, actor: Actor) -> bool:
    """Whether somebody may see a record."""
    registry = office().registries.get(row.registry)
    return registry is not None and act.may_see(registry, office().workflows[row.registry], actor.person, noun(row))


def may_edit(row: Record, actor: Actor) -> bool:
    """Whether somebody may write into a record now."""
    return act.may_edit(office().workflows[row.registry], actor.person, noun(row))


def is_handed_in(row: Record) -> bool:
    """Whether what was owed until the due day is with those who decide, or decided."""
    flow = office().workflows.get(row.registry)
    state = flow.state(row.state) if flow else None
    return bool(state and state.handed_in)


def report_of_ones_own(row: Record, actor: Actor) -> Record | None:
    """The report that somebody's organisation owes on the same subject beside a report of another; the lead's and a
    participant's are two, and neither writes into the other's."""
    if row.subject_id is None or row.owner_id in actor.organisations:
        return None
    beside = Record.objects.filter(registry=row.registry, subject=row.subject_id, asked_in=row.asked_in_id)
    return beside.filter(owner__in=actor.organisations).order_by("pk").first()


def beginnings(registry: Registry, actor: Actor, on: date) -> list[tuple[Move, list[Organisation]]]:
    """The moves by which somebody may set up a record, each with the organisations that may own it."""
    flow, found_moves = office().workflows[registry.id], []
    named = flow.by_field.get(registry.named_by)
    if named is None or named.given:
        return []  # only the system knows what such a record is about
    own = list(Organisation.objects.filter(pk__in=actor.organisations))
    keeper = current(registry.keeper, on)
    for move in flow.beginnings:
        keeping = any(who.of == "keeper" for who in move.who) and (keeper or next(iter(actor.organisations), ""))
        owners = [one for one in own if _may_begin(flow, registry, move, actor, one, keeper)]
        if keeping and own and _may_begin(flow, registry, move, actor, own[0], keeping):
            owners = list(Organisation.objects.all())
        if owners:
            found_moves.append((move, owners))
    return found_moves


def may_fill(registry: Registry, actor: Actor) -> bool:
    """Whether one of somebody's roles ever writes into records of a registry."""
    roles = {one.role for one in actor.person.memberships}
    return any(who.role in roles for state in office().workflows[registry.id].states for who in state.edited_by)


def _may_begin(flow: Workflow, registry: Registry, move: Move, actor: Actor, owner: Organisation, keeper: str) -> bool:
    before = candidate(registry.id, owner, keeper or owner.pk, ())
    return bool(act.may(flow, [], move.id, actor.person, before))


@dataclass(frozen=True, slots=True)
class AskedOfOne:
    """How far the reports of one organisation in a dispatch are; `closed` counts what it never handed in."""

    organisation: Organisation
    reports: int
    handed_in: int
    accepted: int
    open: int
    late: int
    closed: int

    @property
    def numbers(self) -> tuple[int, ...]:
        return (self.reports, self.handed_in, self.accepted, self.open, self.late, self.closed)


@dataclass(frozen=True, slots=True)
class AskedOf:
    """How far the reports of a dispatch are: items, reports, who has not reported, and each organisation by itself."""

    items: int
    reports: int
    handed_in: int
    accepted: int
    open: int
    late: int
    closed: int
    registries: list[tuple[Registry, int]]
    owing: list[tuple[Organisation, int]]
    rows: list[AskedOfOne]

    @property
    def numbers(self) -> tuple[int, ...]:
        """As those of one organisation, counted over all reports."""
        return (self.reports, self.handed_in, self.accepted, self.open, self.late, self.closed)


def asked_of(row: Record, actor: Actor, on: date) -> AskedOf | None:
    """The reports that were asked in a record, as far as somebody may see them; None where none were."""
    counts: list[tuple[Registry, int]] = []
    reports: list[Record] = []
    for id in row.asked.values_list("registry", flat=True).distinct().order_by("registry"):
        if registry := office().registries.get(id):
            seen = list(visible(registry, actor).filter(asked_in=row).select_related("owner"))
            counts.append((registry, len(seen)))
            reports += seen
    if not reports:
        return None
    owing = Counter(one.owner for one in reports if one.turn == "owner" or was_never_handed_in(one))
    of_one: dict[Organisation, list[Record]] = {}
    for one in sorted(reports, key=lambda one: one.owner.order):
        of_one.setdefault(one.owner, []).append(one)
    return AskedOf(
        len({one.subject_id for one in reports}), *counted(reports, on),
        registries=sorted(counts, key=lambda pair: pair[0].order),
        owing=sorted(owing.items(), key=lambda pair: (-pair[1], pair[0].order)),
        rows=[AskedOfOne(organisation, *counted(its, on)) for organisation, its in of_one.items()],
    )  # fmt: skip


def counted(reports: Sequence[Record], on: date) -> tuple[int, int, int, int, int, int]:
    """Reports, handed in, accepted, still owed, of these late, never handed in."""
    waiting = [one for one in reports if one.turn == "owner"]
    return (
        len(reports),
        sum("submitted_on" in one.data for one in reports),
        sum(one.state == "accepted" for one in reports),
        len(waiting),
        sum(bool(one.due and one.due < on) for one in waiting),
        sum(was_never_handed_in(one) for one in reports),
    )


def was_never_handed_in(report: Record) -> bool:
    """Whether the period was closed without it."""
    return not report.turn and "submitted_on" not in report.data


# ------------------------------------------------------------------ my work


@dataclass(frozen=True, slots=True)
class Work:
    """What waits for somebody: sent back, owed, to be decided; and what one waits for oneself."""

    returned: list[Record]
    owed: list[Record]
    to_decide: list[Record]
    waiting: list[Record]
    late: int


def work_of(actor: Actor, on: date) -> Work:
    """What waits for somebody, what is due first first."""
    order = [Case(When(due=None, then=Value(1)), default=Value(0), output_field=IntegerField()), "due", "pk"]
    rows = Record.objects.select_related("owner", "keeper", "subject").order_by(*order)
    mine = list(rows.filter(_leads_on(actor, "owner"), turn="owner")[:1000])
    decide = list(rows.filter(_leads_on(actor, "keeper"), turn="keeper")[:1000])
    handed_in = Q(registry__in=office().registries, owner__in=[one.organisation for one in _reporting(actor)])
    waiting = list(rows.filter(handed_in, turn="keeper")[:1000])
    return Work(
        returned=[row for row in mine if row.said],
        owed=[row for row in mine if not row.said],
        to_decide=[row for row in decide if row.owner_id not in actor.organisations or moves_of(row, actor)],
        waiting=[row for row in waiting if row not in decide],
        late=sum(bool(row.due and row.due < on) for row in mine),
    )


def _leads_on(actor: Actor, relation: str) -> Q:
    """Records in states from which one of somebody's roles leads on, at the organisation that is this to them."""
    found = Q(pk__in=[])
    for membership in actor.person.memberships:
        for id, flow in office().workflows.items():
            if states := _states_led_on(flow, membership.role, relation):
                found |= Q(registry=id, state__in=states, **{relation: membership.organisation})
    return found


def _states_led_on(flow: Workflow, role: str, relation: str) -> set[str]:
    leading = [one for one in flow.moves if any(who.role == role and who.of == relation for who in one.who)]
    return {state for one in leading for state in one.sources if one.target not in ("", state)}


def _reporting(actor: Actor) -> list[nouns.Membership]:
    """The roles in which somebody reports."""
    return [one for one in actor.person.memberships if one.role in ("部门联络员", "市州联络员", "县区联络员")]


def notices_of(actor: Actor) -> QuerySet[Notice]:
    """What one's organisations were told, the latest first."""
    return Notice.objects.filter(organisation__in=actor.organisations).select_related("organisation", "record")


def unread(actor: Actor) -> int:
    """How many notices nobody has read yet."""
    return notices_of(actor).filter(read_at=None).count() if actor.user else 0
