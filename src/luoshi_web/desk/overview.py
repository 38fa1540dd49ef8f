"""What the overview counts, and the rows of each count: a number and its list are one question, asked in one place.

A period's reports are counted item by item. Whoever oversees counts the report of each item's lead; a department or a city
counts what it owes itself. For a day in the past the same is asked of rows that are told from their events.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Count, F, Max, Min, Q, QuerySet

from luoshi.act.calendar import first_day
from luoshi.model.record_light import SHADES, Shade
from luoshi.model.registry import Registry
from luoshi_web.desk import lit, past, queries
from luoshi_web.desk.models import Event, Organisation, Record
from luoshi_web.desk.people import Actor, below
from luoshi_web.packs import office

# How many days ahead something is said to fall due.
SOON = 14
_AT_ONCE = 500


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
            one.role in ("牵头协调", "督查员", "系统管理员") or (one.role == "审核人" and one.organisation in keepers())
            for one in self.actor.person.memberships
        )

    @cached_property
    def own(self) -> list[str]:
        """One's organisations and those of the places below."""
        return [*self.actor.organisations, *below(self.actor.person)]

    def reports(self) -> QuerySet[Record]:
        """The reports of the period that one may see, each with its organisation."""
        rows = Record.objects.filter(self._seen).select_related("owner", "keeper", "subject")
        return rows.filter(owner=self.owner) if self.owner else rows

    @cached_property
    def _seen(self) -> Q:
        found = Q(pk__in=[])
        for registry in of_reports():
            seen = queries.visible(registry, self.actor).filter(period=self.period, subject__isnull=False)
            seen = seen if self.oversees else seen.filter(owner__in=self.own)
            found |= Q(pk__in=seen.order_by().values("pk"))
        return found

    @cached_property
    def shaded(self) -> dict[int, Shade]:
        """The light of each of the period's items on the day, by its key."""
        if self.as_of:
            return {row.pk: row.light.shade for row in lit_items(self)}  # type: ignore[attr-defined]
        found: dict[int, Shade] = {}
        for registry in of_items():
            rows = lit.with_shades(subjects(self).filter(registry=registry.id), registry.id, self.on)
            found |= dict(rows.order_by().values_list("pk", "shade"))
        return found

    def items(self) -> QuerySet[Record]:
        """Of these, one for each item: the lead's; to a department or a city its own."""
        return self.reports().filter(owner=F("subject__owner")) if self._leads_only else self.reports()

    def shared(self) -> QuerySet[Record]:
        """The reports of those that take part, for whoever oversees."""
        return self.reports().exclude(owner=F("subject__owner")) if self._leads_only else self.reports().none()

    @property
    def _leads_only(self) -> bool:
        return self.oversees and not self.owner

    def then(self, rows: Iterable[Record]) -> list[Record]:
        """Rows as they were known on the day."""
        return past.as_of(rows, self.as_of) if self.as_of else list(rows)


def keepers() -> set[str]:
    """The organisations to which reports are handed in."""
    return set(
        Record.objects.filter(registry__in=[one.id for one in of_reports()]).values_list("keeper", flat=True).distinct()
    )


def of_reports() -> list[Registry]:
    """The registries of reports."""
    return [one for one in office().registries.values() if (plan := lit.plan_of(one.id)) and plan.of_reports]


def of_items() -> list[Registry]:
    """The registries of what is reported on."""
    return [one for one in office().registries.values() if (plan := lit.plan_of(one.id)) and not plan.of_reports]


def periods(actor: Actor) -> list[str]:
    """The periods of which somebody has something to see, the latest first."""
    asked = Question(actor, "", date.min)
    rows = Record.objects.filter(registry__in=[one.id for one in of_reports()], subject__isnull=False)
    if not asked.oversees:
        rows = rows.filter(owner__in=asked.own)
    found = rows.exclude(period="").values_list("period", flat=True).distinct()
    return sorted(found, key=first_day, reverse=True)


def compared_with(question: Question) -> date:
    """The day with which a period is compared: when the period before it was closed, else when it was opened itself."""
    asked_in = Record.objects.filter(asked__period=question.period).distinct()
    earlier = Record.objects.filter(registry__in=asked_in.values("registry"), due__lt=first_day(question.period))
    closed = earlier.filter(turn="").aggregate(day=Max("entered_on"))["day"]
    if closed:
        return closed  # type: ignore[no-any-return]
    opened = Event.objects.filter(record__in=asked_in.values("pk")).exclude(before="").aggregate(at=Min("at"))["at"]
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
            lambda on: ~Q(turn="owner") & ~Q(state__in=_failed()) & Q(data__has_key="days_late"),
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
        wanted = [pk for pk, shade in question.shaded.items() if shade == count]
        return in_order(question.then(Record.objects.filter(pk__in=wanted).select_related("owner", "keeper")))
    if count in TURNED:
        return turned(question)[count]
    one = REPORTS[SHARED.get(count, count)]
    rows = question.shared() if count in SHARED else question.items()
    if question.as_of:
        return in_order(row for row in question.then(rows) if one.holds(row, question.on))
    return rows.filter(one.asked(question.on)).order_by("due", "pk")


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
    done = rows.aggregate(**asked, organisations=late)
    return {id.replace("_", "-"): number for id, number in done.items()}


# ------------------------------------------------------------------ lights


def subjects(question: Question) -> QuerySet[Record]:
    """What the period's reports are about."""
    reports = question.items()
    about = {row.subject_id for row in question.then(reports)} if question.as_of else reports.values("subject")
    return Record.objects.filter(pk__in=about).select_related("owner", "keeper")


def lit_items(question: Question) -> list[Record]:
    """The period's items, each with its light on the day."""
    return in_order(lit.lit(question.then(subjects(question)), question.on, question.as_of))


def shades(question: Question) -> dict[Shade, int]:
    """How many of the period's items have which light."""
    counted = Counter(question.shaded.values())
    return {shade: counted[shade] for shade in SHADES}


def turned(question: Question) -> dict[str, list[Record]]:
    """The items whose light turned since the day with which the period is compared: to red, and from worse to green or done.

    What was not touched since can only have become worse, so that of the others only what was touched is told again.
    """
    since = question.since or compared_with(question)
    if since >= question.on:
        return {"turned-red": [], "turned-green": []}
    red = [pk for pk, shade in question.shaded.items() if shade == "red"]
    green = _touched([pk for pk, shade in question.shaded.items() if shade in ("green", "done")], since)
    rows = Record.objects.filter(pk__in=[*red, *green]).select_related("owner", "keeper")
    stored = {row.pk: row for row in rows}
    before = lit.lit(past.as_of(stored.values(), since), since, since)
    was = {row.pk: row.light.shade for row in before}  # type: ignore[attr-defined]
    turned_red = [stored[pk] for pk in red if was.get(pk, "none") != "red"]
    turned_green = [stored[pk] for pk in green if was.get(pk) in ("red", "yellow")]
    return {"turned-red": in_order(question.then(turned_red)), "turned-green": in_order(question.then(turned_green))}


def _touched(items: list[int], since: date) -> list[int]:
    """Those of the items that were changed after a day, or a report on them."""
    changed = Q(changed_at__gte=past.after(since))
    reported = Record.objects.filter(changed, subject__in=items).values("subject")
    return list(Record.objects.filter(changed | Q(pk__in=reported), pk__in=items).values_list("pk", flat=True))


# ------------------------------------------------------------------ what falls due


def due_soon(question: Question) -> list[Record]:
    """What one may see, is still open, and falls due in the days to come."""
    on, until = question.on, question.on + timedelta(days=SOON)
    within = Q(due__gte=on, due__lte=until)
    asked = within | Q(changed_at__gte=past.after(question.as_of)) if question.as_of else within & ~Q(turn="")
    found: list[Record] = []
    concerned = Record.objects.filter(asked).order_by().values_list("registry", flat=True).distinct()
    for registry in (office().registries[id] for id in concerned if id in office().registries):
        rows = queries.visible(registry, question.actor).filter(asked).select_related("owner", "keeper")
        rows = rows if question.oversees else rows.filter(owner__in=question.own)
        rows = rows.filter(owner=question.owner) if question.owner else rows
        found += [row for row in question.then(rows) if row.turn and row.due and on <= row.due <= until]
    return in_order(found)


def in_order(rows: Iterable[Record]) -> list[Record]:
    """Rows with what is due first first."""
    return sorted(rows, key=lambda row: (row.due or date.max, row.pk))


# ------------------------------------------------------------------ places


def late_by_place(question: Question) -> dict[str, int]:
    """How many of a period's late items lie with the organisation of a city, by its code."""
    rows = rows_of("late", replace(question, owner=""))
    governments = {one.pk: one.place for one in Organisation.objects.filter(level="市", kind="政府")}
    found: dict[str, int] = {}
    for row in rows:
        if code := governments.get(row.owner_id, ""):
            found[code] = found.get(code, 0) + 1
    return found
