"""Search over everything one may see."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luoshi.findable import KINDS
from luoshi_web.built import built
from luoshi_web.desk import searching
from luoshi_web.desk.typed import whole
from luoshi_web.desk.views import ask

_MOST = 100


@ask.handled
def search(request: HttpRequest) -> HttpResponse:
    """What was asked for, by kind; or all of one kind."""
    who, found = ask.open_to(request, "documents"), built()
    asked, kind = request.GET.get("q", "").strip()[:_MOST], request.GET.get("kind", "")
    number = whole(request.GET.get("page", "")) or 1
    near = request.GET.get("near") == "1"
    answer = searching.answer(found, asked, kind if kind in KINDS else "", number, who, near=near)
    context = {
        "asked": asked,
        "kind": kind,
        "answer": answer,
        **_of_kind(answer, kind),
        "here": "search",
        "build": found.build if found else None,
    }
    return render(request, "desk/search.html", context)


def _of_kind(answer: searching.Answer, kind: str) -> dict[str, object]:
    """The page of one kind, where one was asked for: of what has the words, or of what is near."""
    if answer.page is None and answer.near and answer.near.page:
        return {"page": answer.near.page, "asked_near": True, "of_kind": _named(answer.near, kind)}
    return {"page": answer.page, "asked_near": False, "of_kind": _named(answer, kind)}


def _named(answer: searching.Answer, kind: str) -> searching.Group | None:
    return next((group for group in answer.groups if group.kind == kind), None)
