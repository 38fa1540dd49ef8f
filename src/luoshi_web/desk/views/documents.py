"""Documents: the list, a new one, and the page on which what was read from one is decided on and given out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache
from urllib.parse import quote

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from luoshi.act.workflow import Refused
from luoshi.model.problem import Problem
from luoshi.publish.page_documents import DocumentPage
from luoshi.publish.page_reader import text_of
from luoshi_web import clock, documents
from luoshi_web.desk import actions, files, queries, review, shelf
from luoshi_web.desk.actions.documents import not_taken_in, to_assign
from luoshi_web.desk.models import Record
from luoshi_web.desk.people import Actor
from luoshi_web.desk.shown import organisation_names
from luoshi_web.desk.typed import whole
from luoshi_web.desk.views import ask
from luoshi_web.desk.views.records import Asked, answers
from luoshi_web.packs import office

# Where nothing has begun by then, nobody does what is due. How often the page of a file that waits asks again, in seconds.
_BEGINS_WITHIN, _ASKS_EVERY = timedelta(minutes=3), 15


@ask.handled
def index(request: HttpRequest) -> HttpResponse:
    """All documents."""
    who = ask.open_to(request, "documents")
    found = shelf.lines(who, clock.now().date())
    totals = [sum(line.counts[at] for line in found) for at in range(len(shelf.READ))]
    shown = {
        "lines": queries.paginator(found).get_page(request.GET.get("page")),
        "number": len(found),
        "totals": totals,
        "waiting": sum(one.open for one in found),
        "may_receive": may_receive(who),
        "compiling": documents.waiting() if may_receive(who) else [],
    }
    return render(request, "desk/documents.html", shown | {"late": sum(one.far.late for one in found)})


@ask.handled
def new(request: HttpRequest) -> HttpResponse:
    """Upload a document: it is compiled at once, or in the background where it is large, and what was read is proposed."""
    who = ask.person(request)
    if not may_receive(who):
        return render(request, "desk/error.html", {"code": 403}, status=403)
    if request.method != "POST":
        return render(request, "desk/upload.html", {"kinds": files.DOCUMENTS})
    upload = request.FILES.get("file")
    try:
        if upload is None:
            raise Refused([files.EMPTY(name="", where="file")])
        if actions.is_large(upload):
            return redirect("document", id=actions.receive_later(upload=upload, actor=who, at=clock.now()))
        rows = actions.receive_document(upload=upload, actor=who, at=clock.now())
    except actions.KnownAlready as known:
        shown = {"kinds": files.DOCUMENTS, "problems": known.problems, "known": known.id}
        return render(request, "desk/upload.html", shown, status=409)
    except Refused as refused:
        return render(request, "desk/upload.html", {"kinds": files.DOCUMENTS, "problems": refused.problems}, status=422)
    return _received(request, rows)


def _received(request: HttpRequest, rows: Sequence[Record]) -> HttpResponse:
    number = Record.objects.filter(registry=review.PROPOSALS, data__document__in=[row.key for row in rows]).count()
    zh, en = (
        f"已收文 {len(rows)} 份，读出 {number} 项承诺，请审核。",
        f"{len(rows)} received; {number} commitments were read.",
    )
    _say(request, zh, en)
    return redirect("document", id=rows[0].key) if len(rows) == 1 else redirect("documents")


# ------------------------------------------------------------------ one document


@ask.handled
def document(request: HttpRequest, id: str) -> HttpResponse:
    """What was read from a document, beside its text: accepted, corrected or rejected one by one."""
    who = ask.person(request)
    if not documents.page_of(id) and may_receive(who) and (waiting := documents.waiting(id)):
        return _compiling(request, waiting[0])
    page = _page_of(id)
    if request.method == "POST":
        return _decide(request, page, who)
    return _shown(request, page, who, whole(request.GET.get("at", "")))


def _compiling(request: HttpRequest, one: documents.Waiting) -> HttpResponse:
    """What becomes of a file that is still to be compiled; the browser asks again until the document is there."""
    late = one.since is not None and clock.now() - one.since > _BEGINS_WITHIN
    shown = {"one": one, "stalled": late and one.begun is None, "again": _ASKS_EVERY}
    response = render(request, "desk/compiling.html", shown)
    if not one.problem:
        response["Refresh"] = str(_ASKS_EVERY)
    return response


def _decide(request: HttpRequest, page: DocumentPage, who: Actor) -> HttpResponse:
    row, _ = ask.record(request, whole(request.POST.get("proposal", "")) or 0)
    name, note = request.POST.get("move", ""), request.POST.get("note", "").strip()[:2000]
    fields = review.fields_of(row) if name == "correct" else []
    data, problems, typed = ask.form(request, fields)
    version = whole(request.POST.get("version", ""))
    try:
        if problems:
            raise Refused(problems)
        actions.move(
            record=row.pk, version=-1 if version is None else version, name=name, actor=who, at=clock.now(),
            data=data, note=note,
        )  # fmt: skip
    except actions.Changed as changed:
        return _shown(request, page, who, row.pk, problems=[changed.problem], status=409)
    except Refused as refused:
        return _shown(
            request, page, who, row.pk, problems=refused.problems, typed=typed, tried=name, note=note, status=422
        )
    step = office().workflows[row.registry].move(name)
    if step:
        _say(request, f"已{step.title}：{row.title[:30]}", f"{step.title_en}: {row.title[:30]}")
    return redirect(_next(page, who, row, stay=name in ("correct", "reopen")))


def _next(page: DocumentPage, who: Actor, row: Record, *, stay: bool) -> str:
    """Where one goes after a decision: to the next that is open, from there to the first, else where one is."""
    found = review.reviewing(page, who, row.pk)
    behind = [one for one in found.proposals if found.at and one.number > found.at.number]
    ahead = next((one for one in (*behind, *found.proposals) if one.is_open), None)
    goal = found.at if stay or ahead is None else ahead
    address = reverse("document", args=[page.id])
    return f"{address}?at={goal.row.pk}#{goal.item}" if goal else address


def _shown(
    request: HttpRequest, page: DocumentPage, who: Actor, at: int | None, *, problems: Sequence[Problem] = (),
    typed: object = None, tried: str = "", note: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    found = review.reviewing(page, who, at)
    context = {
        "document": page, "found": found, "problems": problems, "tried": tried, "note": note,
        "names": organisation_names(), "received": documents.is_received(page.id),
    } | _of_proposal(request, found, who, problems, typed)  # fmt: skip
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "desk/proposal.html", context, status=status)
    now = clock.now()
    context |= {
        "text": mark_safe(_text(page)) if found.proposals else "", "far": shelf.far_of(page.id, who, now.date()),
        "counts": shelf.read_of(page), "may_receive": may_receive(who),
        "waiting": [] if documents.is_received(page.id) else not_taken_in(page.id, now),
        "promised": [] if documents.is_received(page.id) else shelf.promised(page.id, who),
        "to_assign": to_assign(page.id) if may_receive(who) else [], "related": _related(page, who),
        "same_number": _same_number(page), "may_all": bool(found.open) and _may_decide(found, who),
        "rejectable": _rejectable(found, who),
    }  # fmt: skip
    return render(request, "desk/document.html", context, status=status)


def _of_proposal(
    request: HttpRequest, found: review.Reviewing, who: Actor, problems: Sequence[Problem], typed: object
) -> dict[str, object]:
    """The proposal that is looked at: its fields, the form to correct it, and what may be done."""
    if found.at is None:
        return {}
    row, language = found.at.row, request.language  # type: ignore[attr-defined]
    given = typed if isinstance(typed, dict) else {}
    fields = review.fields_of(row)
    form = [
        Asked(field, given.get(field.id, row.data.get(field.id, [] if field.is_several else "")), answers(field, language),
              next((one for one in problems if one.where == field.id), None))
        for field in fields
    ]  # fmt: skip
    shown = [(field, row.data[field.id]) for field in fields if row.data.get(field.id)]
    moves = {move.id: move for move in queries.moves_of(row, who)}
    state = office().workflows[row.registry].state(row.state)
    return {
        "row": row, "form": form, "shown": shown, "moves": moves, "state": state, "record": review.record_of(row, who),
        "missing_lead": found.at.is_open and not row.data.get("lead"), "last": row.events.order_by("-number").first(),
    }  # fmt: skip


@require_POST
@ask.handled
def all_of(request: HttpRequest, id: str) -> HttpResponse:
    """What is done with everything of a document at once."""
    who, page, now = ask.person(request), _page_of(id), clock.now()
    do, given = request.POST.get("do", ""), {"document": id, "actor": who, "at": now}
    try:
        if do == "accept":
            number = actions.accept_unchanged(**given)  # type: ignore[arg-type]
            _say(request, f"已采纳 {number} 项并立项。", f"{number} accepted and set up.")
        elif do == "reject":
            number = actions.reject_open(**given, note=request.POST.get("note", "").strip()[:2000])  # type: ignore[arg-type]
            _say(request, f"未采纳 {number} 项。", f"{number} rejected.")
        elif do == "take-in":
            number = actions.take_in_document(**given)  # type: ignore[arg-type]
            _say(request, f"已立项 {number} 项，尚未交办。", f"{number} set up, not assigned yet.")
        elif do == "assign":
            number = actions.assign_document(**given)  # type: ignore[arg-type]
            _say(request, f"已交办 {number} 项。", f"{number} assigned.")
    except Refused as refused:
        return _shown(request, page, who, None, problems=refused.problems, status=422)
    return redirect("document", id=id)


@ask.handled
def original(request: HttpRequest, id: str) -> FileResponse:
    """The file in which a document was received, as it came in."""
    ask.person(request)
    row = documents.received(id)
    path = documents.path_of(str(row.data["sha256"]), str(row.data["file"])) if row else None
    if row is None or path is None or not path.is_file():
        raise Http404(id)
    response = FileResponse(path.open("rb"), content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(str(row.data['file']))}"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


# ------------------------------------------------------------------ what is asked


def may_receive(who: Actor) -> bool:
    """Whether somebody coordinates: may receive documents and give out what they ask."""
    registry = office().registries.get(documents.RECEIVED)
    return registry is not None and queries.may_begin(registry, who, clock.now().date())


def _may_decide(found: review.Reviewing, who: Actor) -> bool:
    """Whether somebody may decide: asked of one that nobody has corrected yet, else of any that is open."""
    waiting = sorted((one for one in found.proposals if one.is_open), key=lambda one: one.row.state != "proposed")
    return any(move.id == "reject" for one in waiting[:1] for move in queries.moves_of(one.row, who))


def _rejectable(found: review.Reviewing, who: Actor) -> int:
    """How many that are open somebody may reject: not those that they have corrected."""
    if not _may_decide(found, who):
        return 0
    corrected = [one.row for one in found.proposals if one.row.state == "corrected"]
    own = sum(all(move.id != "reject" for move in queries.moves_of(row, who)) for row in corrected)
    return found.open - own


def _page_of(id: str) -> DocumentPage:
    page = documents.page_of(id)
    if page is None:
        raise Http404(id)
    return page


def _related(page: DocumentPage, who: Actor) -> list[tuple[object, int]]:
    """The registries that hold records of a document, with how many somebody may see."""
    found = []
    for name in ("duties", "targets", "projects"):
        if registry := office().registries.get(name):
            number = queries.visible(registry, who).filter(data__document=page.id).count()
            found.append((registry, number))
    return [one for one in found if one[1]]


def _same_number(page: DocumentPage) -> str:
    """The id of a document of the pack under the same number as one received here; blank where there is none."""
    if not documents.is_received(page.id) or not page.doc_number:
        return ""
    return next((one.id for one in office().pack.documents if one.doc_number == page.doc_number), "")


def _text(page: DocumentPage) -> str:
    return _text_of(page.id, page.plan.document.received.sha256, id(office().pack))


@lru_cache(maxsize=4)
def _text_of(id: str, sha256: str, pack: int) -> str:
    """The text of a document with its marks: the same as long as its bytes and the pack are."""
    page = documents.page_of(id)
    return text_of(page) if page else ""


def _say(request: HttpRequest, zh: str, en: str) -> None:
    messages.success(request, en if request.language == "en" else zh)  # type: ignore[attr-defined]
