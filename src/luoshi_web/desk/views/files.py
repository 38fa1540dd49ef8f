"""The files that belong to a record."""

from __future__ import annotations

from urllib.parse import quote

from django.http import FileResponse, Http404, HttpRequest, HttpResponse

from luoshi_web.desk import files as kept
from luoshi_web.desk.views import ask


@ask.handled
def attachment(request: HttpRequest, pk: int, sha256: str) -> HttpResponse | FileResponse:
    """A file of a record, to whoever may see the record and is signed in."""
    ask.person(request)
    row, _ = ask.record(request, pk)
    found = row.attachments.filter(sha256=sha256).first()
    if found is None or not kept.path_of(sha256).is_file():
        raise Http404(sha256)
    response = FileResponse(kept.path_of(sha256).open("rb"))
    response["Content-Type"] = kept.CONTENT_TYPES.get(found.kind, "application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.name)}"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
