"""Search over everything one may see."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luoshi.findable import KINDS
from luoshi_web.built import built
from luoshi_web.desk import searching
from luoshi_web.desk.views import ask

_MOST = 100


@ask.handled
def search(request: HttpRequest) -> HttpResponse:
    """What was asked for, by kind; or all of one kind."""
    who, found = ask.open_to(request, "documents"), built()
    asked, kind, page = (
        request.GET.get("q", "").strip()[:_MOST],
        request.GET.get("kind", ""),
        request.GET.get("page", "1"),
    )
    number = int(page) if page.isdigit() and len(page) < 7 else 1
    answer = searching.answer(found, asked, kind if kind in KINDS else "", number, who)
    context = {
        "asked": asked,
        "kind": kind,
        "answer": answer,
        "here": "search",
        "build": found.build if found else None,
    }
    return render(request, "desk/search.html", context)
