"""What the overview counts, and the rows of each count: a number and its list are one question, asked in one place.

A period's reports are counted item by item. Whoever oversees counts the report of each item's lead; a department or a city
counts what it owes itself. For a day in the past the same is asked of rows that are told from their events.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Count, F, Max, Min, Q, QuerySet

from luoshi.act.calendar import first_day
from luoshi.model.record_light import SHADES, Shade
from luoshi.model.registry import Registry
from luoshi_web.desk import lit, past, queries
from luoshi_web.desk.models import Event, Organisation, Record, Standing
from luoshi_web.desk.people import Actor
from luoshi_web.packs import office

# How many days ahead something is said to fall due.
SOON = 14


# ------------------------------------------------------------------ whose, which period, which day


@dataclass(frozen=True)
class Question:
    """What an address asks: whose records, of which period, on which day, compared with which day.

    `as_of` is the day in the past whose knowledge is asked for, None for what is known now; `on` is the day itself.
    `owner` narrows everything to one organisation.
    """

    actor: Actor
    period: str
    on: date
    as_of: date | None = None
    since: date | None = None
    owner: str = ""

    @cached_property
    def oversees(self) -> bool:
        """Whether the person looks after others' reports; else only own ones are counted."""
        return any(
            one.role in ("牵头协调", "督查员", "系统管理员") or (one.role == "审核人" and _keeps(one.organisation))
            for one in self.actor.person.memberships
        )

    @cached_property
    def own(self) -> list[str]:
        """One's organisations and those of the places below."""
        return [*self.actor.organisations, *self.actor.below]

    @cached_property
    def reports(self) -> QuerySet[Record]:
        """The reports of the period that one may see, each with its organisation."""
        rows = queries.visible_in(of_reports(), self.actor).filter(period=self.period, subject__isnull=False)
        rows = rows if self.oversees else rows.filter(owner__in=self.own)
        rows = rows.select_related("owner", "keeper", "subject")
        return rows.filter(owner=self.owner) if self.owner else rows

    @property
    def key(self) -> Hashable:
        """What is asked, for `remembered`: everything by which the answer differs."""
        return self.period, self.on, self.as_of, self.since, self.owner, self.actor.person.memberships

    def lights(self) -> QuerySet[Record] | QuerySet[Standing]:
        """The light of each of the period's items on the day, as `shade`."""
        rows = subjects(self).select_related(None).order_by()
        if self.as_of:
            return lit.then(rows, of_items(), self.as_of)
        return lit.with_shades(rows, of_items(), self.on)

    @cached_property
    def shade_of(self) -> Mapping[int, Shade]:
        """The light of each of the period's items on the day, by the number of its record."""
        return dict(self.lights().values_list("record" if self.as_of else "pk", "shade"))

    def items(self) -> QuerySet[Record]:
        """Of these, one for each item: the lead's; to a department or a city its own."""
        return self.reports.filter(of_lead=True) if self._leads_only else self.reports

    def shared(self) -> QuerySet[Record]:
        """The reports of those that take part, for whoever oversees."""
        return self.reports.filter(of_lead=False) if self._leads_only else self.reports.none()

    @property
    def _leads_only(self) -> bool:
        return self.oversees and not self.owner

    def then(self, rows: Iterable[Record]) -> list[Record]:
        """Rows as they were known on the day."""
        return past.as_of(rows, self.as_of) if self.as_of else list(rows)


def _keeps(organisation: str) -> bool:
    """Whether reports are handed in to an organisation."""
    return Record.objects.filter(keeper=organisation, registry__in=[one.id for one in of_reports()]).exists()


def of_reports() -> list[Registry]:
    """The registries of reports."""
    return [one for one in office().registries.values() if (plan := lit.plan_of(one.id)) and plan.of_reports]


def of_items() -> list[Registry]:
    """The registries of what is reported on."""
    return [one for one in office().registries.values() if (plan := lit.plan_of(one.id)) and not plan.of_reports]


def of_dispatches() -> list[str]:
    """The registries of what asks for reports."""
    reports = {one.id for one in of_reports()}
    return [
        id
        for id, flow in office().workflows.items()
        if any(
            effect.do == "open-reports" and reports & set(dict(effect.registries).values())
            for move in flow.moves
            for effect in move.causes
        )
    ]


def periods(actor: Actor) -> list[str]:
    """The periods of which somebody has something to see, the latest first."""
    asked = Question(actor, "", date.min)
    rows = Record.objects.filter(registry__in=[one.id for one in of_reports()], subject__isnull=False)
    if not asked.oversees:
        rows = rows.filter(owner__in=asked.own)
    return sorted((one for one in queries.periods() if rows.filter(period=one).exists()), key=first_day, reverse=True)


def compared_with(question: Question) -> date:
    """The day with which a period is compared: when the period before it was closed, else when it was opened itself."""
    earlier = Record.objects.filter(registry__in=of_dispatches(), due__lt=first_day(question.period), turn="")
    if closed := earlier.aggregate(day=Max("entered_on"))["day"]:
        return closed  # type: ignore[no-any-return]
    of_period = Record.objects.filter(period=question.period, asked_in__isnull=False).order_by()
    opened = (
        Event.objects.filter(record__in=of_period.values("asked_in")).exclude(before="").aggregate(at=Min("at"))["at"]
    )
    return opened.astimezone(past.after(question.on).tzinfo).date() if opened else first_day(question.period)


# ------------------------------------------------------------------ what is counted


@dataclass(frozen=True, slots=True)
class Counted:
    """Something that is counted (计数项): the same condition for the database and for a row of the past."""

    id: str
    zh: str
    en: str
    asked: Callable[[date], Q]
    holds: Callable[[Record, date], bool]


def _ended(row: Record) -> bool:
    plan = lit.plan_of(row.registry)
    return plan is not None and row.state in plan.failed


def _failed() -> list[str]:
    return sorted({state for plan in office().lights.values() for state in plan.failed})


REPORTS: Mapping[str, Counted] = {
    one.id: one
    for one in (
        Counted("owed", "应报", "asked", lambda on: Q(), lambda row, on: True),
        Counted(
            "handed-in", "已报", "handed in",
            lambda on: ~Q(turn="owner") & ~Q(state__in=_failed()),
            lambda row, on: row.turn != "owner" and not _ended(row),
        ),
        Counted(
            "late", "逾期未报", "late",
            lambda on: Q(turn="owner", due__lt=on) | Q(state__in=_failed()),
            lambda row, on: _ended(row) or bool(row.turn == "owner" and row.due and row.due < on),
        ),
        Counted(
            "still-due", "未到期待报", "not due yet",
            lambda on: Q(turn="owner") & (Q(due__gte=on) | Q(due=None)),
            lambda row, on: row.turn == "owner" and (row.due is None or row.due >= on),
        ),
        Counted(
            "to-review", "待审核", "to be reviewed",
            lambda on: Q(turn="keeper"), lambda row, on: row.turn == "keeper",
        ),
        Counted(
            "accepted", "已通过", "accepted",
            lambda on: Q(turn="") & ~Q(state__in=_failed()), lambda row, on: row.turn == "" and not _ended(row),
        ),
        Counted(
            "handed-in-late", "迟报", "handed in late",
            lambda on: ~Q(turn="owner") & ~Q(state__in=_failed()) & Q(was_late=True),
            lambda row, on: row.turn != "owner" and not _ended(row) and "days_late" in row.data,
        ),
    )
}  # fmt: skip
# Of the reports of those that take part.
SHARED = {f"shared-{id}": id for id in ("owed", "handed-in", "late")}
TURNED = {"turned-red": ("新转红", "turned red"), "turned-green": ("转绿", "turned green")}
OTHERS = {"due-soon": (f"{SOON}天内到期", f"due within {SOON} days")}


def title_of(count: str) -> tuple[str, str] | None:
    """What a count is called; None where there is none of that name."""
    if count in SHARED:
        one = REPORTS[SHARED[count]]
        return f"配合单位{one.zh}", f"participants: {one.en}"
    if count in REPORTS:
        return REPORTS[count].zh, REPORTS[count].en
    if count in SHADES:
        return f"灯号：{_WORDS[count][0]}", f"light: {_WORDS[count][1]}"  # type: ignore[index]
    return TURNED.get(count) or OTHERS.get(count)


_WORDS: Mapping[Shade, tuple[str, str]] = {
    "red": ("滞后", "late"), "yellow": ("预警", "warning"), "green": ("正常", "normal"), "done": ("完成", "done"),
    "none": ("无数据", "no data"),
}  # fmt: skip


def rows_of(count: str, question: Question) -> QuerySet[Record] | list[Record]:
    """The rows that a count counts, what is due first first."""
    if count == "due-soon":
        return due_soon(question)
    if count in SHADES:
        return listed(question, _of_shades(question, [count]))
    if count in TURNED:
        return listed(question, turned(question)[count])
    one = REPORTS[SHARED.get(count, count)]
    rows = question.shared() if count in SHARED else question.items()
    if question.as_of:
        return in_order(row for row in question.then(rows) if one.holds(row, question.on))
    return rows.filter(one.asked(question.on)).order_by(F("due").asc(nulls_last=True), "pk")


def first_and_number(rows: QuerySet[Record] | list[Record], most: int) -> tuple[list[Record], int]:
    """The first of some rows, and how many there are."""
    if isinstance(rows, list):
        return rows[:most], len(rows)
    found = list(rows.select_related(None).values_list("pk", flat=True))
    first = Record.objects.in_bulk(found[:most])
    return queries.with_owners([first[pk] for pk in found[:most]]), len(found)


def numbers(question: Question) -> dict[str, int]:
    """How many each count of reports counts, of the period; `organisations` is of how many the late ones are."""
    found = _numbers(question, question.items(), list(REPORTS.values()))
    shared = _numbers(question, question.shared(), [REPORTS[id] for id in SHARED.values()])
    return found | {f"shared-{id}": number for id, number in shared.items() if f"shared-{id}" in SHARED}


def _numbers(question: Question, rows: QuerySet[Record], counted: Sequence[Counted]) -> dict[str, int]:
    on = question.on
    if question.as_of:
        then = question.then(rows)
        found = {one.id: sum(one.holds(row, on) for row in then) for one in counted}
        return found | {"organisations": len({row.owner_id for row in then if REPORTS["late"].holds(row, on)})}
    asked = {one.id.replace("-", "_"): Count("pk", filter=one.asked(on)) for one in counted}
    late = Count("owner", filter=REPORTS["late"].asked(on), distinct=True)
    done = rows.order_by().aggregate(**asked, organisations=late)
    return {id.replace("_", "-"): number for id, number in done.items()}


# ------------------------------------------------------------------ lights


def subjects(question: Question) -> QuerySet[Record]:
    """What the period's reports are about."""
    reports = question.items()
    about = {row.subject_id for row in question.then(reports)} if question.as_of else reports.values("subject")
    return Record.objects.filter(pk__in=about).select_related("owner", "keeper")


def shades(question: Question) -> dict[Shade, int]:
    """How many of the period's items have which light."""
    counted = Counter(question.shade_of.values())
    return {shade: counted[shade] for shade in SHADES}


def turned(question: Question) -> dict[str, QuerySet[Record]]:
    """The items whose light turned since the day with which the period is compared: to red, and from worse to green or done."""
    since = question.since or compared_with(question)
    if since >= question.on:
        return dict.fromkeys(TURNED, Record.objects.none())
    told = lit.then(subjects(question).select_related(None), of_items(), since)
    before, now = dict(told.values_list("record", "shade")), question.shade_of.items()
    red = [pk for pk, shade in now if shade == "red" and before.get(pk) != "red"]
    green = [pk for pk, shade in now if shade in ("green", "done") and before.get(pk) in ("red", "yellow")]
    return {"turned-red": Record.objects.filter(pk__in=red), "turned-green": Record.objects.filter(pk__in=green)}


def _of_shades(question: Question, shades: Sequence[str]) -> QuerySet[Record]:
    """The period's items with one of some lights."""
    found = question.lights().filter(shade__in=shades)
    return Record.objects.filter(pk__in=found.values("record" if question.as_of else "pk"))


def listed(question: Question, rows: QuerySet[Record]) -> QuerySet[Record] | list[Record]:
    """Records as they were known, what is due first first."""
    rows = rows.select_related("owner", "keeper")
    return in_order(question.then(rows)) if question.as_of else rows.order_by(F("due").asc(nulls_last=True), "pk")


# ------------------------------------------------------------------ what falls due


def due_soon(question: Question) -> QuerySet[Record] | list[Record]:
    """What one may see, is still open, and falls due in the days to come, what is due first first."""
    on, until = question.on, question.on + timedelta(days=SOON)
    within = Q(due__gte=on, due__lte=until) & ~Q(turn="")
    if question.as_of:
        within |= Q(changed_at__gte=past.after(question.as_of))
    # Found by the day, for few are due in two weeks, and many are of a registry.
    rows = queries.visible_in(office().registries.values(), question.actor, by_registry=bool(question.as_of))
    rows = rows.filter(within).select_related("owner", "keeper")
    rows = rows if question.oversees else rows.filter(owner__in=question.own)
    rows = rows.filter(owner=question.owner) if question.owner else rows
    if question.as_of:
        return in_order(row for row in question.then(rows) if row.turn and row.due and on <= row.due <= until)
    return rows.order_by("due", "pk")


def in_order(rows: Iterable[Record]) -> list[Record]:
    """Rows with what is due first first."""
    return sorted(rows, key=lambda row: (row.due or date.max, row.pk))


# ------------------------------------------------------------------ places


def late_by_place(question: Question) -> dict[str, int]:
    """How many of a period's late items lie with the organisation of a city, by its code."""
    asked = replace(question, owner="")
    if question.as_of:
        late = Counter(row.owner_id for row in rows_of("late", asked))
    else:
        late_rows = asked.items().filter(REPORTS["late"].asked(question.on)).order_by()
        late = Counter(dict(late_rows.values_list("owner").annotate(number=Count("pk"))))
    governments = Organisation.objects.filter(level="市", kind="政府").values_list("pk", "place")
    return {place: late[id] for id, place in governments if late[id]}
