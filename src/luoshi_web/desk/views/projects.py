"""The page of the projects: how many there are of each class, what they cost, and which of them somebody should look at."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luoshi.publish.chart import stylesheet
from luoshi_web import clock
from luoshi_web.desk import projects as known
from luoshi_web.desk.shown import document_name
from luoshi_web.desk.views import ask
from luoshi_web.packs import office

_ASKED = ("q", "class", "owner", "library", "document", "late", "listed", "gates", "behind")
# What figures ask of a page of the desk beside their own style sheet.
_BESIDE = (
    ".figure{margin:16px 0 24px}.figure .wide,.figure .narrow{margin:0}.figure figcaption strong{display:block;font-size:16px}"
    ".figure figcaption .measure,.figure .foot{color:var(--quiet);font-size:13px;margin:0}.figure details table{width:auto}\n"
)


@ask.handled
def projects(request: HttpRequest) -> HttpResponse:
    """The projects by class; to those who are signed in."""
    who = ask.person(request)
    ask.registry(known.REGISTRY)
    asked = {name: value.replace("\x00", "")[:100] for name in _ASKED if (value := request.GET.get(name, "").strip())}
    on = clock.now().date()
    found, whole = known.projects(who, on, asked), known.projects(who, on, {})
    documents = dict.fromkeys(str(one.record.data.get("document", "")) for one in whole.lines)
    context = {
        "pace_rules": office().paces,
        "registry": office().registries[known.REGISTRY], "found": found, "whole": whole, "asked": asked, "here": "projects",
        "owners": known.owners(who), "documents": [(id, document_name(id)) for id in documents if id],
    }  # fmt: skip
    return render(request, "desk/projects.html", context)


def figure_style(request: HttpRequest) -> HttpResponse:
    """The style sheet that a page with figures needs."""
    response = HttpResponse(_BESIDE + stylesheet(), content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response
