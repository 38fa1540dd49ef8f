"""The pages that the build wrote, in the frame of the desk: documents with what was read from them, targets, schemes."""

from __future__ import annotations

import re

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe

from luoshi.publish import page as pages
from luoshi.publish.page_english import in_english, word
from luoshi_web.built import Built
from luoshi_web.desk.targets import beside_target
from luoshi_web.desk.views import ask, reader
from luoshi_web.documents import page_at
from luoshi_web.packs import office

# The names that a build gives its pages; nothing else is looked for on the disk.
_NAME = re.compile(r"[\w.-]+\.(html|csv)")
# Which page of the desk a page of the build belongs to; the rest are documents.
_PLACES = (
    ("target-", "targets"), ("findings.html", "targets"), ("evaluation", "cities"), ("tables.html", "duties"),
    ("index.html", "documents"),
)  # fmt: skip


@ask.handled
def plan(request: HttpRequest, name: str) -> HttpResponse | FileResponse:
    """A page of the build, or of a document that was received here."""
    if document := page_at(name):
        return reader.document(request, document)
    found, here = ask.built(), place_of(name)
    who = ask.open_to(request, here)
    path = found.pages / name
    if not _NAME.fullmatch(name) or not path.is_file():
        raise Http404(name)
    if name.endswith(".csv"):
        return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="text/csv; charset=utf-8")
    beside = {"target": beside_target(found, row, who)} if (row := found.target_of_file.get(name)) else {}
    page = _page(found, name, english=request.language == "en")  # type: ignore[attr-defined]
    return render(request, "desk/plan.html", page | {"here": here} | beside)


def place_of(name: str) -> str:
    """The page of the desk to which a page of the build belongs."""
    return next((place for start, place in _PLACES if name.startswith(start)), "documents")


def _page(found: Built, name: str, *, english: bool) -> dict[str, object]:
    title, content = pages.content_of((found.pages / name).read_text(encoding="utf-8"))
    if english:
        names = {**found.english, **office().english}
        title, content = word(title, names), in_english(content, names)
    # Markup of ours: publish escapes what documents say.
    return {"title": title, "content": mark_safe(content), "build": found.build}


def style(request: HttpRequest) -> HttpResponse:
    """The style sheet of the build's pages and figures."""
    return _kept(HttpResponse(pages.style(), content_type="text/css; charset=utf-8"))


def script(request: HttpRequest) -> HttpResponse:
    """The script of the build's pages."""
    return _kept(HttpResponse(pages.script(), content_type="text/javascript; charset=utf-8"))


def _kept(response: HttpResponse) -> HttpResponse:
    """Kept by the browser for a day: its address changes when it does."""
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


def first(request: HttpRequest) -> HttpResponse:
    """`/plan/` alone leads to the documents."""
    return redirect("plan", name="index.html")
