"""What falls on which day: the obligations of the pack's cycles, what is due, decisions that are waited for, and reminders.

Days with many records are counted in SQL; `rows_on` gives the very records of one day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from luoshi.act.calendar import period_title, periods, reminder_days
from luoshi.act.limits import limit_day
from luoshi.model.cycle import Cycle
from luoshi.model.record import Record as Noun
from luoshi.model.registry import Registry
from luoshi.model.workflow import State
from luoshi_web.desk import queries
from luoshi_web.desk.models import Record
from luoshi_web.desk.overview import Question
from luoshi_web.desk.remembered import remembered
from luoshi_web.desk.shown import organisation_names
from luoshi_web.packs import WORKING_DAYS, office

# How long before its due day something may remind: ten working days and a long festival.
_AHEAD = 40
Sort = Literal["due", "limit", "remind", "opens"]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that falls on a day (日历事项): what, in both languages, of how many records, and where one finds them.

    `due` is the day of which a reminder reminds.
    """

    day: date
    sort: Sort
    zh: str
    en: str
    address: str
    id: str
    number: int = 0
    due: date | None = None
    official: bool = True


def entries(question: Question, first: date, last: date) -> list[Entry]:
    """What falls on the days from the first to the last, in their order; counted once until something happens."""
    return remembered(("diary", question.key, first, last), lambda: _entries(question, first, last))


def _entries(question: Question, first: date, last: date) -> list[Entry]:
    found = [*_of_cycles(question, first, last), *_of_records(question, first, last)]
    return sorted(found, key=lambda one: (one.day, one.sort != "due", one.sort, one.zh))


def rows_on(question: Question, day: date) -> list[Record]:
    """The records that are due on a day, or must have left their state by it."""
    rows = _open(question).select_related("owner", "keeper", "subject").order_by("registry", "pk")
    due = [row for row in rows.filter(due=day) if not _is_limited(_state(row.registry, row.state))]
    entered = rows.filter(_limited(), _entered(day - timedelta(days=_AHEAD), day))
    limited = [row for row in entered if _limit(_state(row.registry, row.state), row.entered_on) == day]
    return [*due, *limited]


# ------------------------------------------------------------------ cycles


def _of_cycles(question: Question, first: date, last: date) -> Iterator[Entry]:
    names = organisation_names()
    for cycle in office().cycles.values():
        for period, opened, due in periods(cycle, last + timedelta(days=_AHEAD), WORKING_DAYS):
            yield from _within(_of_period(cycle, period, opened, due, names), first, last)


def _of_period(cycle: Cycle, period: str, opened: date, due: date, names: dict[str, str]) -> Iterator[Entry]:
    owing = "、".join(names.get(one, one) for one in cycle.owed_by)
    zh, en = (
        f"{period_title(period)} {cycle.title}（{owing}）",
        f"{period_title(period, english=True)} {cycle.title_en}",
    )
    address = f"{reverse('registry', args=[cycle.registry])}?{urlencode({'period': period})}"
    id = f"cycle-{cycle.id}-{period}"
    yield Entry(due, "due", f"到期：{zh}", f"due: {en}", address, f"{id}-due", official=cycle.due.official)
    yield Entry(opened, "opens", f"开始：{zh}", f"opens: {en}", address, f"{id}-opens", official=False)
    for days, day in reminder_days(due, cycle.remind, WORKING_DAYS):
        yield Entry(
            day, "remind", f"提醒（还有{days}个工作日）：{zh}", f"reminder ({days} working days left): {en}", address,
            f"{id}-remind-{days}", due=due, official=cycle.remind_official,
        )  # fmt: skip


def _within(found: Iterable[Entry], first: date, last: date) -> Iterator[Entry]:
    return (one for one in found if first <= one.day <= last)


# ------------------------------------------------------------------ records


def _of_records(question: Question, first: date, last: date) -> Iterator[Entry]:
    for (registry, state, day), number in _counted(question, first, last).items():
        yield from _within(_of_day(office().registries[registry], _state(registry, state), day, number), first, last)


def _counted(question: Question, first: date, last: date) -> dict[tuple[str, str, date], int]:
    """How many records of a registry in a state are due on which day, or must have left the state by it."""
    ahead, found = timedelta(days=_AHEAD), Counter[tuple[str, str, date]]()
    rows = _open(question).order_by()
    near = rows.filter(due__gte=first, due__lte=last + ahead).values_list("registry", "state", "due")
    for registry, state, due, number in near.annotate(number=Count("pk")):
        if not _is_limited(_state(registry, state)):
            found[registry, state, due] += number
    entered = rows.filter(_limited(), _entered(first - ahead, last))
    for registry, state, on, number in entered.values_list("registry", "state", "entered_on").annotate(
        number=Count("pk")
    ):
        if day := _limit(_state(registry, state), on):
            found[registry, state, day] += number
    return found


def _of_day(registry: Registry, state: State, due: date, number: int) -> Iterator[Entry]:
    is_limit = _is_limited(state)
    zh = f"{registry.title}{number}项{'应办理' if is_limit else '到期'}（{state.title}）"
    en = f"{number} of {registry.title_en} due ({state.title_en})"
    id, address = f"records-{registry.id}-{state.id}-{due}", f"{reverse('calendar')}{due}/"
    sort: Sort = "limit" if is_limit else "due"
    yield Entry(due, sort, zh, en, address, id, number, official=sort == "due")
    for days, day in reminder_days(due, state.limit.remind if state.limit else (), WORKING_DAYS):
        yield Entry(
            day, "remind", f"提醒（还有{days}个工作日）：{zh}", f"reminder ({days} working days left): {en}", address,
            f"{id}-remind-{days}", number, due, official=False,
        )  # fmt: skip


def _open(question: Question) -> QuerySet[Record]:
    """What waits for somebody, of what one looks after or must do oneself."""
    rows = queries.visible_in(office().registries.values(), question.actor).exclude(turn="")
    if question.oversees:
        return rows
    return rows.filter(Q(owner__in=question.own) | Q(keeper__in=question.actor.organisations, turn="keeper"))


def _state(registry: str, state: str) -> State:
    found = office().workflows[registry].state(state)
    # A state that the pack does not have any more limits nothing.
    return found or State(state, state, state)


def _is_limited(state: State) -> bool:
    """Whether a state limits how long a record may stay in it, whatever its own due day is."""
    return state.limit is not None and state.limit.days is not None


def _limited() -> Q:
    """The records in states that limit how long they may stay."""
    found = Q(pk__in=[])
    for id, flow in office().workflows.items():
        if states := [one.id for one in flow.states if _is_limited(one) and not one.final]:
            found |= Q(registry=id, state__in=states)
    return found


def _entered(first: date, last: date) -> Q:
    """Open records that entered their state between two days, found by the day and by nothing else."""
    return Q(pk__in=Record.objects.filter(entered_on__gte=first, entered_on__lte=last).exclude(turn="").values("pk"))


def _limit(state: State, entered: date) -> date | None:
    return limit_day(state, Noun("", "", state.id, ""), entered, WORKING_DAYS)
