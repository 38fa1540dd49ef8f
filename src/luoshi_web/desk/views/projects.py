"""The page of the projects: how many there are of each class, what they cost, and which of them somebody should look at."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luoshi_web import clock
from luoshi_web.desk import projects as known
from luoshi_web.desk.shown import document_name
from luoshi_web.desk.views import ask
from luoshi_web.packs import office

_ASKED = ("q", "class", "owner", "library", "document", "late", "listed", "gates", "behind")


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
