"""The organisations: all in a table, and one with what it leads, takes part in and reports."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render

from luoshi_web.desk import departments, lit, overview, sheets
from luoshi_web.desk.models import Organisation
from luoshi_web.desk.remembered import remembered
from luoshi_web.desk.views import ask
from luoshi_web.desk.views.overview import kept, question
from luoshi_web.desk.views.registries import sheets_type

_LEVELS = ("省", "市", "县")
_REPORTS = 20


@ask.handled
def table(request: HttpRequest) -> HttpResponse:
    """The organisations that one may see, with their numbers."""
    found = _question(request)
    rows = _rows(request, found)
    shown = {
        "question": found, "as_of": found.as_of, "today": found.on, "rows": rows, "kept": kept(found), "levels": _LEVELS,
        "columns": departments.COLUMNS, "asked": request.GET, "query": request.GET.urlencode(),
        "periods": overview.periods(found.actor), "late": sum(one.n["late"] > 0 for one in rows),
    }  # fmt: skip
    return render(request, "desk/departments.html", shown)


@ask.handled
def export(request: HttpRequest, kind: str) -> HttpResponse | StreamingHttpResponse:
    """The same table as CSV or Excel."""
    if kind not in ("csv", "xlsx"):
        raise Http404(kind)
    found, english = _question(request), request.language == "en"  # type: ignore[attr-defined]
    titles = [pair[english] for pair in departments.COLUMNS.values()]
    header = ["Organisation" if english else "单位", "Level" if english else "层级", *titles]
    lines: list[list[object]] = [
        [one.organisation.name, one.organisation.level, *(one.n[id] for id in departments.COLUMNS)]
        for one in _rows(request, found)
    ]
    name = f"departments-{found.period}-{found.on:%Y%m%d}.{kind}"
    if kind == "csv":
        response = StreamingHttpResponse(sheets.lines(header, lines), content_type="text/csv; charset=utf-8")
    else:
        response = HttpResponse(sheets.table("部门", header, lines), content_type=sheets_type())
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@ask.handled
def department(request: HttpRequest, id: str) -> HttpResponse:
    """One organisation; its reports are shown to itself, to those above it and to whoever oversees."""
    organisation = get_object_or_404(Organisation, pk=id)
    found = replace(_question(request), owner=id)
    own = found.oversees or id in found.own
    leads, shares = departments.leads_and_shares(found, id)
    reports = overview.rows_of("owed", found)[:_REPORTS] if own and found.period else []
    shown = {
        "question": found, "as_of": found.as_of, "today": found.on, "organisation": organisation, "kept": kept(found),
        "own": own, "n": remembered(("numbers", found.key), lambda: overview.numbers(found)) if own and found.period else {},
        "leads": leads, "shares": shares,
        "reports": lit.lit(reports, found.on, found.as_of), "here": "departments", "periods": overview.periods(found.actor),
    }  # fmt: skip
    return render(request, "desk/department.html", shown)


def _question(request: HttpRequest) -> overview.Question:
    who = ask.person(request)
    return replace(question(request, who, overview.periods(who)), owner="")


def _rows(request: HttpRequest, found: overview.Question) -> list[departments.Department]:
    given = {key: value.replace("\x00", "") for key, value in request.GET.items()}
    return departments.table(
        found, words=given.get("q", "")[:100], level=given.get("level", ""), only=given.get("only", ""),
        sort=given.get("sort", ""),
    )  # fmt: skip
