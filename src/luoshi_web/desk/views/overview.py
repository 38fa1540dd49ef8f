"""The overview: the answer of a period in a sentence, and the rows behind each of its numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render

from luoshi.act.calendar import months_of
from luoshi.model.record_light import Shade
from luoshi.publish import chart
from luoshi_web import clock
from luoshi_web.built import Built, built
from luoshi_web.desk import city_map, exchange, lit, overview, past, queries, sheets, typed
from luoshi_web.desk.lamps import LIGHTS
from luoshi_web.desk.models import Organisation, Record
from luoshi_web.desk.people import Actor
from luoshi_web.desk.remembered import remembered
from luoshi_web.desk.targets_in_brief import in_brief
from luoshi_web.desk.views import ask
from luoshi_web.desk.views.registries import sheets_type
from luoshi_web.packs import office

_SHOWN = 6


@ask.handled
def home(request: HttpRequest) -> HttpResponse:
    """The overview; to a visitor the documents."""
    if not request.user.is_authenticated:
        return redirect("plan", name="index.html")
    who = ask.person(request)
    known = overview.periods(who)
    found = question(request, who, known)
    shown = {
        "question": found, "as_of": found.as_of, "today": found.on, "periods": known, "kept": kept(found),
        **_of_period(found), **_of_build(found, request.language),  # type: ignore[attr-defined]
        "begin": _beginning(who, found.on) if found.as_of is None else None, "here": "overview",
    }  # fmt: skip
    return render(request, "desk/overview.html", shown)


@ask.handled
def rows(request: HttpRequest, count: str) -> HttpResponse:
    """The rows that one number of the overview counts."""
    found, counted = _asked(request, count)
    page = queries.paginator(overview.rows_of(count, found)).get_page(request.GET.get("page", "1"))
    page.object_list = lit.lit(page.object_list, found.on, found.as_of)
    organisation = Organisation.objects.filter(pk=found.owner).first() if found.owner else None
    shown = {
        "question": found, "as_of": found.as_of, "today": found.on, "count": count, "title": counted, "page": page,
        "total": page.paginator.count, "kept": kept(found), "organisation": organisation, "here": "overview",
        "of_period": count not in overview.OTHERS,
    }  # fmt: skip
    return render(request, "desk/overview_rows.html", shown)


@ask.handled
def export(request: HttpRequest, count: str, kind: str) -> HttpResponse | StreamingHttpResponse:
    """The same rows, all of them, as CSV or Excel."""
    if kind not in ("csv", "xlsx"):
        raise Http404(kind)
    found, counted = _asked(request, count)
    english = request.language == "en"  # type: ignore[attr-defined]
    listed = lit.lit(overview.rows_of(count, found), found.on, found.as_of)
    header, lines = exchange.overview_rows(listed, found.on, english)
    name = f"{count}-{found.period}-{found.on:%Y%m%d}.{kind}"
    if kind == "csv":
        response = StreamingHttpResponse(sheets.lines(header, lines), content_type="text/csv; charset=utf-8")
    else:
        response = HttpResponse(sheets.table(counted[english], header, lines), content_type=sheets_type())
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def figures_style(request: HttpRequest) -> HttpResponse:
    """The style of figures on a page of the desk."""
    response = HttpResponse(chart.stylesheet(), content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


# ------------------------------------------------------------------ what is asked


def question(request: HttpRequest, who: Actor, known: list[str]) -> overview.Question:
    """What an address asks; the latest period where it names none."""
    given, today = request.GET.dict(), clock.now().date()
    as_of = past.asked(given, today)
    period = given.get("period", "")
    if not _is_period(period):
        period = known[0] if known else ""
    found = overview.Question(who, period, as_of or today, as_of, owner=given.get("owner", "").replace("\x00", ""))
    if not period:
        return found
    since = typed.day(given.get("since", "")) or overview.compared_with(found)
    return replace(found, since=since)


def kept(found: overview.Question, **more: str) -> str:
    """What of an address goes on to the rows behind a number."""
    asked = {"period": found.period, "as_of": found.as_of.isoformat() if found.as_of else "", "owner": found.owner}
    asked["since"] = found.since.isoformat() if found.since else ""
    return urlencode({key: value for key, value in (asked | more).items() if value})


def _asked(request: HttpRequest, count: str) -> tuple[overview.Question, tuple[str, str]]:
    who = ask.person(request)
    counted = overview.title_of(count)
    if counted is None:
        raise Http404(count)
    return question(request, who, overview.periods(who)), counted


def _is_period(text: str) -> bool:
    try:
        months_of(text)
    except ValueError:
        return False
    return True


# ------------------------------------------------------------------ what is shown


def _of_period(found: overview.Question) -> dict[str, object]:
    first, number = remembered(("soon", found.key), lambda: _soon(found))
    soon = found.then(Record.objects.select_related("owner", "keeper").filter(pk__in=first).order_by("due", "pk"))
    shown: dict[str, object] = {
        "soon": lit.lit(soon, found.on, found.as_of), "soon_number": number,
        "decide": [] if found.as_of else queries.to_decide(found.actor, _SHOWN),
    }  # fmt: skip
    if not found.period:
        return shown
    numbers, shades, turned = remembered(("overview", found.key), lambda: _counted(found))
    red = Record.objects.select_related("owner", "keeper").filter(pk__in=turned["turned-red"][0])
    return shown | {
        "n": numbers, "lamps": [(LIGHTS[shade], many) for shade, many in shades.items()],
        "turned_red": lit.lit(overview.in_order(found.then(red)), found.on, found.as_of),
        "turned": {id.replace("-", "_"): many for id, (_, many) in turned.items()},
    }  # fmt: skip


def _soon(found: overview.Question) -> tuple[list[int], int]:
    """The first few records that fall due, and how many do."""
    rows, number = overview.first_and_number(overview.due_soon(found), _SHOWN)
    return [row.pk for row in rows], number


def _counted(found: overview.Question) -> tuple[dict[str, int], dict[Shade, int], dict[str, tuple[list[int], int]]]:
    """The numbers of a period, its lights, and of what turned the first few records and how many."""
    turned = {
        id: overview.first_and_number(overview.listed(found, rows), _SHOWN)
        for id, rows in overview.turned(found).items()
    }
    first = {id: ([row.pk for row in rows], number) for id, (rows, number) in turned.items()}
    return overview.numbers(found), overview.shades(found), first


def _of_build(found: overview.Question, language: str) -> dict[str, object]:
    last: Built | None = built()
    if last is None:
        return {}
    late = remembered(("late", found.key), lambda: overview.late_by_place(found)) if found.period else {}
    places = [(city, LIGHTS[city.shade], late.get(city.code, 0)) for city in city_map.cities(last)]
    drawn = city_map.drawn(last, "en" if language == "en" else "zh")
    return {"build": last.build, "map": drawn, "places": places, "targets": in_brief(last)}


def _beginning(who: Actor, on: date) -> str:
    """The registry of what asks for reports, where the person may set one up; else blank."""
    begun = (id for id in overview.of_dispatches() if queries.beginnings(office().registries[id], who, on))
    return next(begun, "")
