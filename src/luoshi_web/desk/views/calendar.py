"""The calendar: a month, a day, and a file for the calendar of a phone."""

from __future__ import annotations

from calendar import Calendar, monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from luoshi.publish.calendar_file import DayEntry, calendar_file
from luoshi_web import clock
from luoshi_web.desk import diary, lit, typed
from luoshi_web.desk.overview import Question
from luoshi_web.desk.views import ask
from luoshi_web.packs import WORKING_DAYS

_WEEK = (
    ("周一", "Mon"),
    ("周二", "Tue"),
    ("周三", "Wed"),
    ("周四", "Thu"),
    ("周五", "Fri"),
    ("周六", "Sat"),
    ("周日", "Sun"),
)
_BEFORE, _AFTER = 31, 366
# How many entries a day of the month shows.
_ROOM = 6


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar (日历日): whether offices work, for which festival not, and what falls on it."""

    day: date
    of_month: bool
    is_working: bool
    festival: tuple[str, str] | None
    entries: list[diary.Entry]

    @property
    def shown(self) -> list[diary.Entry]:
        """What a month has room for; the page of the day has all."""
        return self.entries[:_ROOM]

    @property
    def more(self) -> int:
        """How many entries are on the page of the day alone."""
        return len(self.entries) - len(self.shown)


@ask.handled
def month(request: HttpRequest) -> HttpResponse:
    """A month in weeks, and as a list on a phone."""
    question = _question(request)
    first = _month(request.GET.get("month", "")) or question.on.replace(day=1)
    weeks = [[_day(one, first) for one in week] for week in Calendar().monthdatescalendar(first.year, first.month)]
    found = diary.entries(question, weeks[0][0].day, weeks[-1][-1].day)
    for one in (day for week in weeks for day in week):
        one.entries.extend(entry for entry in found if entry.day == one.day)
    shown = {
        "first": first, "month": f"{first:%Y-%m}", "weeks": weeks, "week": _WEEK, "today": question.on, "here": "calendar",
        "before": (first - timedelta(days=1)).strftime("%Y-%m"),
        "after": (first + timedelta(days=monthrange(first.year, first.month)[1])).strftime("%Y-%m"),
        "is_known": WORKING_DAYS.is_known(first),
        "number": sum(entry.day.month == first.month and entry.sort in ("due", "limit") for entry in found),
        "listed": [one for week in weeks for one in week if one.of_month and one.entries],
    }  # fmt: skip
    return render(request, "desk/calendar.html", shown)


@ask.handled
def day(request: HttpRequest, day: str) -> HttpResponse:
    """What falls on one day, record by record."""
    asked = typed.day(day)
    if asked is None:
        raise Http404(day)
    question = _question(request)
    shown = {
        "day_asked": asked, "entries": diary.entries(question, asked, asked), "here": "calendar",
        "rows": lit.lit(diary.rows_on(question, asked), question.on), "one": _day(asked, asked),
    }  # fmt: skip
    return render(request, "desk/calendar_day.html", shown)


@ask.handled
def file(request: HttpRequest) -> HttpResponse:
    """The calendar from a month ago to a year ahead."""
    question, english = _question(request), request.language == "en"  # type: ignore[attr-defined]
    found = diary.entries(question, question.on - timedelta(days=_BEFORE), question.on + timedelta(days=_AFTER))
    listed = [
        DayEntry(
            one.id, one.day, one.en if english else one.zh,
            "" if one.official else ("system default, not official" if english else "系统默认，非官方"),
            request.build_absolute_uri(one.address),
        )
        for one in found
    ]  # fmt: skip
    text = calendar_file(listed, "Luoshi" if english else "落实", made_at=clock.now())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="luoshi.ics"'
    return response


def _question(request: HttpRequest) -> Question:
    return Question(ask.person(request), "", clock.now().date())


def _day(one: date, first: date) -> Day:
    working = WORKING_DAYS.is_working(one)
    return Day(one, one.month == first.month, working, WORKING_DAYS.festival(one), [])


def _month(text: str) -> date | None:
    return typed.day(f"{text}-01")
