"""The page of the projects: how many there are of each class, what they cost, and which of them somebody should look at."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luoshi_web import clock
from luoshi_web.desk import projects as known
from luoshi_web.desk import queries
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
    whole = known.projects(who, on)
    found = known.chosen(whole, asked) if asked else whole
    # In the order of the table: a page may begin in the middle of a class.
    page = queries.paginator([one for group in found.groups for one in group.briefs]).get_page(request.GET.get("page"))
    context = {
        "pace_rules": office().paces, "registry": office().registries[known.REGISTRY],
        "found": known.on_page(found, page.object_list, who, on), "whole": whole, "asked": asked, "here": "projects",
        "page": page, "owners": known.owners(whole), "documents": [(id, document_name(id)) for id in whole.documents],
    }  # fmt: skip
    return render(request, "desk/projects.html", context)
