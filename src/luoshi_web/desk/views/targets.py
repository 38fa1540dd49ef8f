"""The targets: all of them in a table, and what the desk knows of one beside its page of the build."""

from __future__ import annotations

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luoshi.publish.page_findings import ORDER
from luoshi_web.built import built
from luoshi_web.desk import listing
from luoshi_web.desk.targets import TABLE, lines
from luoshi_web.desk.views import ask


@ask.handled
def targets(request: HttpRequest) -> HttpResponse:
    """All targets, as the address asks for them."""
    who, found = ask.open_to(request, "targets"), built()
    rows, later = lines(found, who)
    not_shown = later - sum(line.record is not None for line in rows)
    language = request.language  # type: ignore[attr-defined]
    shown = listing.listing(TABLE, rows, request.GET.dict(), language)
    counted = Counter(line.standing for line in rows)
    context = {
        "found": shown, "build": found.build if found else None, "all": len(rows) + not_shown, "not_shown": not_shown,
        "counts": [(mark, counted[mark]) for mark in ORDER if counted[mark]],
        "with_data": sum(bool(line.row and (line.row.shown.points or line.row.worst)) for line in rows),
    }  # fmt: skip
    return render(request, "desk/targets.html", context)


@ask.handled
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """The targets that the address asks for, as a file."""
    rows, _ = lines(built(), ask.person(request))
    language = request.language  # type: ignore[attr-defined]
    shown = listing.listing(TABLE, rows, request.GET.dict(), language)
    return listing.exported(shown, "targets", "目标", kind, language)
