"""The document reader: the text as issued with what was read from it, and beside each sentence what has become of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from luoshi.publish import page as pages
from luoshi.publish.page_documents import DocumentPage
from luoshi.publish.page_english import in_english
from luoshi.publish.page_html import Markup
from luoshi.publish.page_reader import reader
from luoshi_web import clock
from luoshi_web.built import built
from luoshi_web.desk.beside import beside
from luoshi_web.desk.people import actor
from luoshi_web.desk.views import ask
from luoshi_web.documents import is_received
from luoshi_web.packs import office


def document(request: HttpRequest, page: DocumentPage) -> HttpResponse:
    """A document of the pack, open to whoever the office opens it to, or one received here, to whoever is signed in."""
    who = ask.person(request) if is_received(page.id) else ask.open_to(request, "documents")
    language = request.language  # type: ignore[attr-defined]
    said = beside(page, who, language, clock.now().date())
    # Markup of ours: publish escapes what documents say, and so does `beside`.
    written = _content(page)
    found = built()
    if language == "en":
        written = in_english(written, {**(found.english if found else {}), **office().english})
    content = mark_safe(pages.with_beside(written, said))
    shown = {"title": page.title, "content": content, "document": page, "build": found.build if found else None}
    return render(request, "desk/reader.html", shown | {"here": "documents", "may_review": actor(request.user).user})


def _content(page: DocumentPage) -> Markup:
    """As the build wrote it; a document that was received here is written when it is asked for."""
    found = built()
    file = found.pages / page.file if found else None
    if file is None or is_received(page.id) or not file.is_file():
        return reader(page)
    return pages.content_of(file.read_text(encoding="utf-8"))[1]
