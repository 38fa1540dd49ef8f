"""What the pages read. Nothing here writes, and nothing decides: who may see what is `luoshi.act`'s answer put into SQL."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.core.paginator import Paginator
from django.db import connection
from django.db.models import BooleanField, Case, CharField, Count, F, Q, QuerySet, Transform, When
from django.db.models.fields.json import KeyTextTransform

from luoshi import act
from luoshi.model import person as nouns
from luoshi.model.record import Record as PlainRecord
from luoshi.model.registry import Field, Registry
from luoshi.model.workflow import Move, State, Workflow
from luoshi_web.desk import columns, lit
from luoshi_web.desk.models import Notice, Organisation, Record, SavedView
from luoshi_web.desk.nouns import candidate, history
from luoshi_web.desk.nouns import record as noun
from luoshi_web.desk.people import Actor
from luoshi_web.desk.remembered import remembered
from luoshi_web.desk.typed import whole
from luoshi_web.packs import current, office

PAGE = 200
# How many records of a kind one's own work shows.
MOST = 50
_FEW = 2000
# What of a report is looked at to count it.
_COUNTED = ("registry", "state", "owner", "turn", "due", "data", "subject", "asked_in")
_DUE_FIRST = (F("due").asc(nulls_last=True), "pk")


# What was read from documents and waits for review.
PROPOSALS = "proposals"

# ------------------------------------------------------------------ who sees what


def visible(registry: Registry, actor: Actor) -> QuerySet[Record]:
    """The records of a registry that somebody may see; the same as `act.may_see` says of each."""
    return Record.objects.filter(_seen(registry, actor), registry=registry.id)


def visible_in(registries: Iterable[Registry], actor: Actor, *, by_registry: bool = True) -> QuerySet[Record]:
    """The records of several registries that somebody may see, of whatever registry each is.

    Args:
        by_registry: Whether they may be found by their registry; false where something else is asked besides by which few
            are found.
    """
    of = "registry__in" if by_registry else "registry__unsought__in"
    by_condition: dict[Q, list[str]] = {}
    for one in registries:
        by_condition.setdefault(_seen(one, actor), []).append(one.id)
    if not by_condition:
        return Record.objects.none()
    ids = [id for several in by_condition.values() for id in several]
    rows = Record.objects.filter(**{of: ids})
    if list(by_condition) == [Q()]:
        return rows
    return rows.filter(reduce(or_, (Q(**{of: several}) & seen for seen, several in by_condition.items())))


@CharField.register_lookup
class Unsought(Transform):
    """A column by which SQLite shall not look rows up, since it does not know that another finds fewer."""

    lookup_name = "unsought"

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:  # Any: Django's own
        return compiler.compile(self.lhs)  # type: ignore[no-any-return]

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        column, given = compiler.compile(self.lhs)
        return f"+{column}", given


def _seen(registry: Registry, actor: Actor) -> Q:
    if actor.person.has("系统"):
        return Q()
    public = Q(state__in=registry.public_states)
    if actor.person.is_visitor or actor.person.has("公众"):
        return public
    shown, private = _concerned(registry, actor), private_states(registry)
    if private:
        shown &= ~Q(state__in=private)
    return public | Q(owner__in=actor.organisations) | shown if shown else Q()


def periods() -> list[str]:
    """The periods of records. They are few and the records many, so that an index leads from one to the next."""
    table = Record._meta.db_table
    later = f"SELECT (SELECT MIN(period) FROM {table} WHERE period > found.period) FROM found WHERE found.period IS NOT NULL"
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE found(period) AS (SELECT MIN(period) FROM {table} WHERE period > '' UNION ALL {later}) "
            "SELECT period FROM found WHERE period IS NOT NULL"
        )
        return [period for (period,) in cursor.fetchall()]


def number_of(registry: Registry, actor: Actor) -> int:
    """How many records of a registry somebody may see."""
    return remembered(("number", registry.id, actor.person.memberships), visible(registry, actor).count)


def private_states(registry: Registry) -> list[str]:
    """The states in which a record is its owner's alone."""
    return [state.id for state in office().workflows[registry.id].states if state.private]


def _concerned(registry: Registry, actor: Actor) -> Q:
    """Whose records somebody sees beside one's own, but for what is private; blank where it is everybody's."""
    if not registry.seen_by:
        return Q()
    found = Q(pk__in=[])
    if "participant" in registry.seen_by:
        found |= shared_by(*actor.organisations)
    if "keeper" in registry.seen_by:
        found |= Q(keeper__in=actor.organisations)
    watched = {*actor.overseen, *(actor.below if "above" in registry.seen_by else ())}
    if watched and len(watched) == len(actor.places):
        return Q()  # whoever watches over everybody need not be asked record by record
    return found | Q(owner__in=sorted(watched)) if watched else found


def with_value(rows: QuerySet[Record], registry: Registry, id: str, value: str) -> QuerySet[Record]:
    """The rows of a registry in which a field has a value; none where it has no such field."""
    if id not in office().workflows[registry.id].by_field:
        return rows.none()
    return rows.filter(columns.holds(id, value), columns.of(registry))


def shared_by(*organisations: str) -> Q:
    """Records in which some organisations take part; no join, which would give a record once for each of them."""
    shared = Record.participants.through.objects.filter(organisation__in=organisations)
    return Q(pk__in=shared.values("record_id"))


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
        known |= {"turn", "late", "participant", "period", "asked_in", "light", "document"}
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
        rows = lit.with_shades(rows, [registry], on).filter(shade=light)
    for id, value in what.filters.items():
        rows = rows.filter(_filter(registry, id, value, on))
    for word in what.words.split():
        named = Organisation.objects.filter(short__icontains=word).order_by()
        rows = rows.filter(Q(title__icontains=word) | Q(key__icontains=word) | Q(owner__in=named.values("pk")))
    return _sorted(registry, rows, what.sort)


def paginator(rows: Any) -> Paginator[Any]:  # Any: whatever a paginator takes
    """Rows in pages: as many as `PAGE` are one page, and more are pages of half as many, for they are read one after another."""
    return Paginator(rows, PAGE // 2, orphans=PAGE // 2)


class Rows:
    """The rows of a table, as a paginator asks for them: counted once until something happens, and only those of a page are
    read whole.

    Which they are, and in which order, an index says; a record with all that stands in it is some hundred times as much.
    """

    def __init__(self, registry: Registry, actor: Actor, what: Asked, on: date) -> None:
        self._rows = found(registry, actor, what, on).select_related(None)
        late = _filter(registry, "late", "1", on)
        # The order is asked with the words alone: where few have them, they are put in order here.
        words = (what.words, what.sort) if what.words else ()
        key = ("rows", registry.id, actor.person.memberships, tuple(sorted(what.filters.items())), words, on)
        self.total, self.late, self._few = remembered(key, lambda: self._counted(late, what))

    def _counted(self, late: Q, what: Asked) -> tuple[int, int, list[int] | None]:
        """How many there are, how many of them are late, and, of few that have the words, which."""
        # Where few have the words, going through all in the order of the table would take longer than finding them.
        few = _few(self._rows, late) if what.words and not what.sort else None
        if few is not None:
            return len(few), sum(is_late for *_, is_late in few), [pk for _, _, pk, _ in few]
        counted = self._rows.order_by().aggregate(total=Count("pk"), late=Count("pk", filter=late))
        return int(counted["total"]), int(counted["late"]), None

    def count(self) -> int:
        """How many there are."""
        return self.total

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, part: slice) -> list[Record]:
        chosen = self._few[part] if self._few is not None else list(self._rows.values_list("pk", flat=True)[part])
        rows = Record.objects.in_bulk(chosen)
        return with_owners([rows[pk] for pk in chosen if pk in rows])


def with_owners(rows: list[Record]) -> list[Record]:
    """Rows with their organisations and subjects. Many rows are of few organisations: each is read once."""
    owners = Organisation.objects.defer("places").in_bulk({row.owner_id for row in rows})
    subjects = Record.objects.in_bulk({row.subject_id for row in rows if row.subject_id})
    for row in rows:
        row.owner = owners[row.owner_id]
        if row.subject_id:
            row.subject = subjects[row.subject_id]
    return rows


def _few(rows: QuerySet[Record], late: Q) -> list[tuple[int, date | None, int, bool]] | None:
    """Rank, due day, number of each row, and whether it is late, in the order of a table; None where they are not few."""
    is_late = Case(When(late, then=True), default=False, output_field=BooleanField())
    # By title, because the index of titles holds all that is asked here, and the words besides.
    marked = rows.order_by("title").annotate(is_late=is_late)
    some = list(marked.values_list("rank", "due", "pk", "is_late")[: _FEW + 1])
    return sorted(some, key=lambda row: (row[0], row[1] or date.min, row[2])) if len(some) <= _FEW else None


def _filter(registry: Registry, id: str, value: str, on: date) -> Q:
    if id == "light":
        return Q()
    if id == "late":
        handed_in = [state.id for state in office().workflows[registry.id].states if state.handed_in]
        return Q(due__lt=on) & ~Q(turn="") & ~Q(state__in=handed_in)
    if id == "asked_in":
        return Q(asked_in=whole(value) or 0)
    if id == "participant":
        return shared_by(value)
    if id in ("state", "owner", "turn", "period"):
        return Q(**{id: value})
    return Q(columns.holds(id, value)) & Q(columns.of(registry))


def _sorted(registry: Registry, rows: QuerySet[Record], sort: str) -> QuerySet[Record]:
    """By a column; numbers as numbers, what is missing last in either order. Else what is due first comes first."""
    down, id = sort.startswith("-"), sort.removeprefix("-")
    asked_field = office().workflows[registry.id].by_field.get(id)
    if id in ("title", "state", "owner", "due", "key", "changed_at"):
        key: Any = F("owner__order" if id == "owner" else id)
    elif asked_field is None:
        return rows.order_by("rank", "due", "pk")
    else:
        rows, key = rows.filter(columns.of(registry)), columns.key(asked_field)
    if id in ("title", "state", "owner", "key", "changed_at"):  # never missing
        return rows.order_by(key.desc() if down else key.asc(), "pk")
    return rows.order_by(key.desc(nulls_last=True) if down else key.asc(nulls_last=True), "pk")


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
        if keeping and own:
            # Whoever keeps it sets one up for others; for one's own organisation one may, being its owner, at any rate.
            other = Organisation.objects.exclude(pk__in=actor.organisations).first() or own[0]
            if _may_begin(flow, registry, move, actor, other, keeping):
                owners = list(Organisation.objects.all())
        if owners:
            found_moves.append((move, owners))
    return found_moves


def may_begin(registry: Registry, actor: Actor, on: date) -> bool:
    """Whether somebody may set up a record that the registry's keeper keeps."""
    keeper = Organisation.objects.filter(pk=current(registry.keeper, on)).first()
    flow = office().workflows[registry.id]
    return keeper is not None and any(
        _may_begin(flow, registry, move, actor, keeper, keeper.pk) for move in flow.beginnings
    )


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
    return remembered(("asked", row.pk, actor.person.memberships, on), lambda: _asked_of(row, actor, on))


def _asked_of(row: Record, actor: Actor, on: date) -> AskedOf | None:
    counts: list[tuple[Registry, int]] = []
    reports: list[Record] = []
    for id in row.asked.values_list("registry", flat=True).distinct().order_by("registry"):
        if registry := office().registries.get(id):
            seen = list(visible(registry, actor).filter(asked_in=row).only(*_COUNTED).prefetch_related("owner"))
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
        sum(map(was_handed_in, reports)),
        sum(not one.turn and is_handed_in(one) for one in reports),
        len(waiting),
        sum(bool(one.due and one.due < on) for one in waiting),
        sum(was_never_handed_in(one) for one in reports),
    )


def was_never_handed_in(report: Record) -> bool:
    """Whether the period was closed without it."""
    return not report.turn and not was_handed_in(report)


def was_handed_in(report: Record) -> bool:
    """Whether it was handed in, whatever was decided on it; what need not be handed in counts as if it were."""
    return "submitted_on" in report.data or is_handed_in(report)


# ------------------------------------------------------------------ my work


class Part(list[Record]):
    """The first of many records; `total` is how many there are."""

    def __init__(self, rows: Iterable[Record] = (), total: int | None = None) -> None:
        super().__init__(rows)
        self.total = len(self) if total is None else total

    @property
    def more(self) -> int:
        """How many there are beside those that are shown."""
        return self.total - len(self)


@dataclass(frozen=True, slots=True)
class Work:
    """What waits for somebody: sent back, owed, to be decided; and what one waits for oneself.

    `forms` are the registries of which something is owed that is filled in.
    """

    returned: Part
    owed: Part
    to_decide: Part
    waiting: Part
    late: int
    forms: list[str]


def work_of(actor: Actor, on: date) -> Work:
    """What waits for somebody, what is due first first."""
    rows = _waiting()
    mine = rows.filter(_leads_on(actor, "owner"), turn="owner", owner__in=actor.organisations)
    leading = _leads_on(actor, "keeper") & Q(keeper__in=actor.organisations)
    reporting = [one.organisation for one in _reporting(actor)]
    handed_in = rows.filter(registry__in=office().registries, owner__in=reporting, turn="keeper")
    return Work(
        returned=_first(mine.exclude(said="")), owed=_first(mine.filter(said="")), to_decide=to_decide(actor),
        waiting=_first(handed_in.exclude(leading)), late=mine.filter(due__lt=on).count(), forms=_forms(mine, actor),
    )  # fmt: skip


def _waiting() -> QuerySet[Record]:
    """What waits for somebody on the page of one's work; what was read from a document is reviewed on the document's."""
    return Record.objects.exclude(registry=PROPOSALS)


def to_review(actor: Actor) -> list[tuple[str, int]]:
    """The documents of which something that was read waits for somebody's review, each with how much."""
    leading = _leads_on(actor, "keeper") & Q(keeper__in=actor.organisations)
    rows = Record.objects.filter(leading, registry=PROPOSALS, turn="keeper")
    of = rows.annotate(of=KeyTextTransform("document", "data")).values("of").annotate(n=Count("pk")).order_by("of")
    return [(one["of"], one["n"]) for one in of]


def _first(rows: QuerySet[Record], most: int | None = None) -> Part:
    """Those that are due first, as many as a page holds."""
    most = most or MOST
    shown = with_owners(list(rows.order_by(*_DUE_FIRST)[:most]))
    return Part(shown, rows.count() if len(shown) == most else None)


def to_decide(actor: Actor, most: int | None = None) -> Part:
    """What others handed in; of one's own, what one may move on, for nobody judges what he has handed in."""
    most = most or MOST
    # By the person, not the roles alone: what somebody may do depends on what he did.
    pks, total = remembered(("to decide", actor.person, most), lambda: _to_decide(actor, most))
    rows = Record.objects.in_bulk(pks)
    return Part(with_owners([rows[pk] for pk in pks if pk in rows]), total)


def _to_decide(actor: Actor, most: int) -> tuple[list[int], int]:
    leading = _leads_on(actor, "keeper") & Q(keeper__in=actor.organisations)
    rows = _waiting().filter(leading, turn="keeper")
    others = rows.exclude(owner__in=actor.organisations)
    own = rows.filter(owner__in=actor.organisations).prefetch_related("owner", "subject", "events", "participants")
    may = [(row.due, row.pk) for row in own if moves_of(row, actor)]
    first = [*others.order_by(*_DUE_FIRST).values_list("due", "pk")[:most], *may]
    first.sort(key=lambda row: (row[0] is None, row[0] or date.max, row[1]))
    return [pk for _, pk in first[:most]], others.count() + len(may)


def _forms(mine: QuerySet[Record], actor: Actor) -> list[str]:
    """The registries of one's own records into which one may write: state, owner and keeper say so, no record is read."""
    each = mine.order_by().values_list("registry", "state", "owner", "keeper").distinct()
    flows = office().workflows
    plain = [PlainRecord("", *one) for one in each]
    return sorted({one.registry for one in plain if act.may_edit(flows[one.registry], actor.person, one)})


def _leads_on(actor: Actor, relation: str) -> Q:
    """Records in states from which one of somebody's roles leads on, at the organisation that is this to them."""
    found, leading = Q(pk__in=[]), defaultdict(list)
    for membership in actor.person.memberships:
        for id, flow in office().workflows.items():
            if states := _states_led_on(flow, membership.role, relation):
                leading[membership.organisation, tuple(sorted(states))].append(id)
    for (organisation, states), registries in leading.items():
        found |= Q(registry__in=registries, state__in=states, **{relation: organisation})
    return found


def _states_led_on(flow: Workflow, role: str, relation: str) -> set[str]:
    leading = [one for one in flow.moves if any(who.role == role and who.of == relation for who in one.who)]
    return {state for one in leading for state in one.sources if one.target not in ("", state)}


def _reporting(actor: Actor) -> list[nouns.Membership]:
    """The roles in which somebody reports."""
    return [one for one in actor.person.memberships if one.role in ("部门联络员", "市州联络员", "县区联络员")]


def notices_of(actor: Actor) -> QuerySet[Notice]:
    """What one's organisations were told, the latest first."""
    return Notice.objects.filter(organisation__in=actor.organisations).select_related("organisation")


def unread(actor: Actor) -> int:
    """How many notices nobody has read yet."""
    return notices_of(actor).filter(read_at=None).count() if actor.user else 0
