"""Downloads: what the build holds, and the registries."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from luoshi_web import clock
from luoshi_web.built import built
from luoshi_web.desk import data as taken
from luoshi_web.desk import exchange, listing, queries
from luoshi_web.desk.views import ask


@ask.handled
def data(request: HttpRequest) -> HttpResponse:
    """All that can be taken away, with what it means."""
    who, found = ask.open_to(request, "data"), built()
    sets = taken.data_sets(found) if found else ()
    context = {"sets": sets, "build": found.build if found else None, "registers": taken.registries(who)}
    context |= {"rows": sum(one.rows for one in sets)}
    return render(request, "desk/data.html", context)


@ask.handled
def download(request: HttpRequest, id: str, kind: str) -> FileResponse:
    """A table of the build as the build wrote it; it is sent piece by piece."""
    ask.open_to(request, "data")
    path = taken.file_of(ask.built(), id, kind)
    if path is None or not path.is_file():
        raise Http404(id)
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name, content_type=taken.TYPES[kind])


@ask.handled
def registry(request: HttpRequest, id: str, kind: str) -> HttpResponse:
    """The records of a registry that one may see, as they are now."""
    who, known = ask.person(request), ask.registry(id)
    rows = queries.visible(known, who).select_related("owner", "keeper").order_by("pk")
    header, lines = exchange.export(known, rows, request.language)  # type: ignore[attr-defined]
    return listing.sent(f"{id}-{clock.now():%Y%m%d}", known.title, kind, header, header, lines)
