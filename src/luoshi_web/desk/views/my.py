"""What waits for whoever is signed in: sent back, owed, to be decided, handed in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luoshi_web import clock, documents
from luoshi_web.desk import lit, queries
from luoshi_web.desk.models import Event
from luoshi_web.desk.views import ask


@ask.handled
def my(request: HttpRequest) -> HttpResponse:
    """My work."""
    who = ask.person(request)
    on = clock.now().date()
    work = queries.work_of(who, on)
    lit.lit((*work.returned, *work.owed, *work.to_decide, *work.waiting), on)
    shown = {
        "work": work,
        "to_review": [(id, documents.name_of(id), number) for id, number in queries.to_review(who)],
        "forms": [ask.registry(id) for id in work.forms],
    }
    return render(request, "desk/my.html", shown)


def healthy(request: HttpRequest) -> HttpResponse:
    """For whoever watches the server: whether the database answers."""
    Event.objects.order_by("-number").first()
    return HttpResponse("ok", content_type="text/plain")
