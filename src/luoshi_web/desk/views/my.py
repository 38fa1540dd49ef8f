"""What waits for whoever is signed in: sent back, owed, to be decided, handed in."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luoshi_web import clock, documents
from luoshi_web.desk import lit, queries
from luoshi_web.desk.models import Event
from luoshi_web.desk.review import PROPOSALS
from luoshi_web.desk.views import ask


@ask.handled
def my(request: HttpRequest) -> HttpResponse:
    """My work."""
    who = ask.person(request)
    on = clock.now().date()
    work, to_review = _without_proposals(queries.work_of(who, on))
    lit.lit((*work.returned, *work.owed, *work.to_decide, *work.waiting), on)
    shown = {"work": work, "to_review": to_review, "forms": [ask.registry(id) for id in work.forms]}
    return render(request, "desk/my.html", shown)


def _without_proposals(work: queries.Work) -> tuple[queries.Work, list[tuple[str, str, int]]]:
    """What was read from a document is reviewed on its page, so here it is one line: the document, its name, how many."""
    waiting = Counter(str(row.data.get("document")) for row in work.to_decide if row.registry == PROPOSALS)
    rest = {
        one: [row for row in getattr(work, one) if row.registry != PROPOSALS]
        for one in ("returned", "owed", "to_decide", "waiting")
    }
    return replace(work, **rest), [(id, documents.name_of(id), number) for id, number in waiting.items()]


def healthy(request: HttpRequest) -> HttpResponse:
    """For whoever watches the server: whether the database answers."""
    Event.objects.order_by("-number").first()
    return HttpResponse("ok", content_type="text/plain")
