"""The form in Excel, and what comes back in it: first a dry run that shows each error at its cell, then the import."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from luoshi.model.problem import LuoshiError, Problem
from luoshi_web import clock
from luoshi_web.desk import actions, exchange, files, newer, sheets
from luoshi_web.desk.models import Event
from luoshi_web.desk.people import Actor
from luoshi_web.desk.shown import organisation_names
from luoshi_web.desk.typed import whole
from luoshi_web.desk.views import ask
from luoshi_web.desk.views.registries import sheets_type

_KINDS = ("xlsx", "csv")


@ask.handled
def form(request: HttpRequest, id: str) -> HttpResponse:
    """The form to fill in: a row for each record that one may write into now."""
    registry, who = ask.registry(id), ask.person(request)
    content = sheets.form(registry.title, exchange.form_columns(registry), exchange.form_rows(registry, who))
    response = HttpResponse(content, content_type=sheets_type())
    response["Content-Disposition"] = f'attachment; filename="{id}-form.xlsx"'
    return response


@ask.handled
def page(request: HttpRequest, id: str) -> HttpResponse:
    """Send a form: it is kept, looked through, and written when nothing is wrong and one says so."""
    registry, who = ask.registry(id), ask.person(request)
    shown: dict[str, object] = {"registry": registry}
    if request.method != "POST":
        return render(request, "desk/import.html", shown)
    name, content, problem = _sent(request)
    try:
        if problem or content is None:
            raise LuoshiError(problem or files.EMPTY(name="", where="file"))
        seen = _seen(request)
        run = exchange.dry_run(registry, content, name, who, clock.now().date(), seen)
        if request.POST.get("write") and run.may_be_written:
            if (answer := _written(request, id, run, who)) is not None:
                return answer
            run = exchange.dry_run(registry, content, name, who, clock.now().date(), seen)
    except LuoshiError as error:
        shown |= {"problem": error.problem, "name": name}
        return render(request, "desk/import.html", shown, status=422)
    shown |= {"run": run, "name": name, "kept": request.POST.get("kept") or _keep(request), "seen": seen.until}
    shown["names"] = organisation_names()
    undecided = bool(request.POST.get("write")) and run.undecided > 0
    return render(request, "desk/import.html", shown, status=422 if run.problems else 409 if undecided else 200)


def _written(request: HttpRequest, id: str, run: exchange.DryRun, who: Actor) -> HttpResponse | None:
    """Write what was checked; nothing where somebody else wrote in this very moment."""
    hand_in = request.POST["write"] == "hand-in"
    try:
        rows = actions.import_rows(registry=id, rows=run.rows, actor=who, at=clock.now(), hand_in=hand_in)
    except actions.Changed:
        return None
    zh, en = _done(len(rows), run.ready if hand_in else 0)
    messages.success(request, en if request.language == "en" else zh)  # type: ignore[attr-defined]
    return redirect("my")


def _seen(request: HttpRequest) -> newer.Seen:
    """What was seen of the table before and chosen; what is written from now on is newer than what is shown."""
    until = whole(request.POST.get("seen", ""))
    if until is None:
        last = Event.objects.order_by("-number").values_list("number", flat=True).first()
        return newer.Seen(last or 0)
    return newer.Seen(until, request.POST.dict())


def _done(written: int, handed_in: int) -> tuple[str, str]:
    """What was done, in either language."""
    drafts = written - handed_in
    if not handed_in:
        return (
            f"已写入 {written} 行，都是草稿，尚未上报。",
            f"{written} rows were written as drafts; none is handed in yet.",
        )
    left = (f"，其余 {drafts} 行是草稿，尚未上报。", f"; the other {drafts} are drafts.") if drafts else ("。", ".")
    return (
        f"已写入 {written} 行，其中 {handed_in} 行已上报{left[0]}",
        f"{written} rows were written, {handed_in} of them handed in{left[1]}",
    )


def _sent(request: HttpRequest) -> tuple[str, bytes | None, Problem | None]:
    """The file that was sent, or the one that was sent before and kept."""
    if kept := request.POST.get("kept", ""):
        if len(kept) == 64 and kept.isalnum() and files.path_of(kept).is_file():
            return files.safe_name(request.POST.get("name", "")), files.path_of(kept).read_bytes(), None
        return "", None, None
    upload = request.FILES.get("file")
    if upload is None:
        return "", None, None
    name = files.safe_name(upload.name)
    if files.kind_of(name) not in _KINDS:
        return name, None, files.KIND_REFUSED(name=name, known="xlsx、csv", where=name)
    if problem := files.refused(upload):
        return name, None, problem
    upload.seek(0)
    return name, upload.read(), None


def _keep(request: HttpRequest) -> str:
    return files.keep(request.FILES["file"]).sha256
