"""Word and Excel files that are issued: notices about a record, and the table of a dispatch."""

from __future__ import annotations

from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from luoshi.publish.chart_words import day
from luoshi.publish.dispatch_rows import (
    DUTY_COLUMNS,
    PROJECT_COLUMNS,
    DispatchTable,
    duty_cells,
    project_cells,
    sentence,
)
from luoshi.publish.word_dispatch import dispatch_table
from luoshi.publish.word_notice import official_notice
from luoshi_web import clock
from luoshi_web.desk import dispatched, issued, sheets
from luoshi_web.desk.views import ask
from luoshi_web.desk.views.registries import sheets_type

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@ask.handled
def notice(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A notice about a record as a Word file, for those who may issue it."""
    who = ask.person(request)
    row, _ = ask.record(request, pk)
    known = next((one for one in issued.KINDS if one.id == kind), None)
    if known is None:
        raise Http404(kind)
    if known not in issued.kinds_for(row, who):
        raise PermissionDenied
    content = official_notice(issued.notice(row, known, who, clock.now().date()))
    return _file(content, WORD, f"{known.title}-{row.title[:30]}.docx")


@ask.handled
def dispatch(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """What a dispatch asked and what was answered, as Word or Excel: the same rows and the same sums."""
    who = ask.person(request)
    row, _ = ask.record(request, pk)
    table = dispatched.table_of(row, who, clock.now().date()) if row.registry == "dispatches" else None
    if table is None or kind not in ("docx", "xlsx"):
        raise Http404(kind)
    content = dispatch_table(table) if kind == "docx" else _book(table)
    return _file(content, WORD if kind == "docx" else sheets_type(), f"{table.title}.{kind}")


def _book(table: DispatchTable) -> bytes:
    parts: list[tuple[str, list[str], list[list[object]]]] = []
    if table.duties or not table.projects:
        parts.append(("任务", list(DUTY_COLUMNS), duty_cells(table.duties)))
    if table.projects:
        parts.append(("项目", list(PROJECT_COLUMNS), project_cells(table.projects)))
    said = [
        [sentence(table)],
        [f"文件：{table.document}"],
        [f"截至{day(table.as_of)}"],
        *([note] for note in table.notes),
    ]
    return sheets.book([*parts, ("说明", [table.title], said)])


def _file(content: bytes, type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=type)
    safe = "".join(letter for letter in name if letter not in '/\\:*?"<>|\r\n')
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(safe)}"
    return response
