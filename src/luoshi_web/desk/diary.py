"""What falls on which day: the obligations of the pack's cycles, what is due, decisions that are waited for, and reminders.

Days with many records are counted in SQL; `rows_on` gives the very records of one day.
"""

from __future__ import annotations

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
    """What falls on the days from the first to the last, in their order."""
    found = [*_of_cycles(question, first, last), *_of_records(question, first, last)]
    return sorted(found, key=lambda one: (one.day, one.sort != "due", one.sort, one.zh))


def rows_on(question: Question, day: date) -> list[Record]:
    """The records that are due on a day, or must have left their state by it."""
    found: list[Record] = []
    for _, state, rows in _open(question):
        if not _by_own_due(state):
            rows = rows.filter(entered_on__gte=day - timedelta(days=_AHEAD), entered_on__lte=day)
            kept = [row for row in rows if _limit(state, row.entered_on) == day]
        else:
            kept = list(rows.filter(due=day))
        found += kept
    return found


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
    for registry, state, rows in _open(question):
        counted = _counted(state, rows, first, last)
        for day, number in counted.items():
            yield from _within(_of_day(registry, state, day, number), first, last)


def _counted(state: State, rows: QuerySet[Record], first: date, last: date) -> dict[date, int]:
    """How many records are due on which day, or must have left their state by it."""
    ahead = timedelta(days=_AHEAD)
    found: dict[date, int] = {}
    if _by_own_due(state):
        near = rows.filter(due__gte=first, due__lte=last + ahead)
        return dict(near.values_list("due").annotate(number=Count("pk", distinct=True)))
    near = rows.filter(entered_on__gte=first - ahead, entered_on__lte=last)
    for entered, number in near.values_list("entered_on").annotate(number=Count("pk", distinct=True)):
        if day := _limit(state, entered):
            found[day] = found.get(day, 0) + number
    return found


def _of_day(registry: Registry, state: State, due: date, number: int) -> Iterator[Entry]:
    zh = f"{registry.title}{number}项{'到期' if _by_own_due(state) else '应办理'}（{state.title}）"
    en = f"{number} of {registry.title_en} due ({state.title_en})"
    id, address = f"records-{registry.id}-{state.id}-{due}", reverse("calendar-day", args=[due.isoformat()])
    sort: Sort = "due" if _by_own_due(state) else "limit"
    yield Entry(due, sort, zh, en, address, id, number, official=sort == "due")
    for days, day in reminder_days(due, state.limit.remind if state.limit else (), WORKING_DAYS):
        yield Entry(
            day, "remind", f"提醒（还有{days}个工作日）：{zh}", f"reminder ({days} working days left): {en}", address,
            f"{id}-remind-{days}", number, due, official=False,
        )  # fmt: skip


def _open(question: Question) -> Iterator[tuple[Registry, State, QuerySet[Record]]]:
    """By registry and state, the records that wait for somebody, of what one looks after or must do oneself."""
    for registry in office().registries.values():
        rows = queries.visible(registry, question.actor).exclude(turn="").select_related("owner", "keeper")
        if not question.oversees:
            mine = Q(owner__in=question.own) | Q(keeper__in=question.actor.organisations, turn="keeper")
            rows = rows.filter(mine)
        for state in office().workflows[registry.id].states:
            if not state.final:
                yield registry, state, rows.filter(state=state.id).order_by()


def _by_own_due(state: State) -> bool:
    return state.limit is None or state.limit.days is None


def _limit(state: State, entered: date) -> date | None:
    return limit_day(state, Noun("", "", state.id, ""), entered, WORKING_DAYS)
