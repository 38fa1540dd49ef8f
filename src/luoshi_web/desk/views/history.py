"""What happened to anything: a page of events with filters, the latest first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luoshi.model.workflow import Move
from luoshi_web.desk import happened
from luoshi_web.desk.models import Event, Organisation
from luoshi_web.desk.views import ask
from luoshi_web.packs import office

_OTHER = {
    "save": Move("save", "填写", "Write", (), "", ()),
}


@ask.handled
def history(request: HttpRequest) -> HttpResponse:
    """A page of what happened."""
    who = ask.person(request)
    asked = happened.asked(request.GET.dict())
    page = happened.page(asked, who)
    shown = {
        "asked": asked, "page": page, "events": [_shown(event) for event in page.events],
        "organisations": Organisation.objects.all(), "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "desk/history.html", shown)


def _shown(event: Event) -> dict[str, object]:
    """An event with what it is called, and the fields that it changed."""
    if event.record is None:
        return {"event": event, "title": Move(event.move, event.move, event.move, (), "", ()), "fields": []}
    flow = office().workflows.get(event.record.registry)
    known = flow.by_field if flow else {}
    move = (flow.move(event.move) if flow else None) or _OTHER.get(event.move)
    return {
        "event": event, "title": move or Move(event.move, event.move, event.move, (), "", ()),
        "fields": [known[id] for id in event.changes if id in known],
        "after": flow.state(event.after) if flow and event.before != event.after else None,
    }  # fmt: skip
