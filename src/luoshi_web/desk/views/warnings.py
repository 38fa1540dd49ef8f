"""Warnings: what the build computed, what people raised, and how one becomes the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from luoshi.act.fields import read
from luoshi.act.workflow import Refused
from luoshi.model.alert import LEVELS
from luoshi.model.problem import Problem
from luoshi.model.registry import Field
from luoshi_web import clock
from luoshi_web.built import Built, built
from luoshi_web.desk import actions, listing, queries
from luoshi_web.desk.actions.warnings import DUTIES, WARNINGS, Response
from luoshi_web.desk.people import Actor
from luoshi_web.desk.views import ask
from luoshi_web.desk.warnings import TABLE, Line, line_of, lines, owners, registered
from luoshi_web.packs import office

# How many of the warnings that people work on are shown; the registry has all.
_SHOWN = 50
_DUE = Field("due", "时限", "Due", "date")


@ask.handled
def warnings(request: HttpRequest) -> HttpResponse:
    """The alerts of the build beside the warnings of the registry."""
    who, found = ask.person(request), built()
    rows = lines(found, who) if found else []
    language = request.language  # type: ignore[attr-defined]
    counted = Counter(line.alert.level for line in rows)
    # What is at an end stands in the registry; here is what somebody still works on.
    kept = registered(found, who, _SHOWN)
    context = {
        "found": listing.listing(TABLE, rows, request.GET.dict(), language), "build": found.build if found else None,
        "counts": [(next(line for line in rows if line.alert.level == level), counted[level])
                   for level in reversed(LEVELS) if counted[level]],
        "all": len(rows), "without": sum(not line.one.points for line in rows),
        "registered": kept.first, "number": kept.number, "liftable": kept.liftable, "ended": kept.ended,
        "may_raise": _may_raise(who),
    }  # fmt: skip
    return render(request, "desk/warnings.html", context)


@ask.handled
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """The alerts that the address asks for, as a file."""
    who, found = ask.person(request), ask.built()
    language = request.language  # type: ignore[attr-defined]
    shown = listing.listing(TABLE, lines(found, who), request.GET.dict(), language)
    return listing.exported(shown, "alerts", "预警", kind, language)


@ask.handled
def raising(request: HttpRequest) -> HttpResponse:
    """Turn an alert into a warning with a duty: who answers, what is asked, until when."""
    who, found = ask.person(request), ask.built()
    if not _may_raise(who):
        raise PermissionDenied
    line = line_of(found, request.GET.get("alert", ""), who)
    if line is None:
        raise Http404("alert")
    if line.record is not None:
        return redirect("record", pk=line.record.pk)
    if request.method != "POST":
        return _form(request, line, {"asked": line.alert.step}, [])
    typed = {id: request.POST.get(id, "").strip()[:2000] for id in ("owner", "asked", "due")}
    due, problem = read(_DUE, typed["due"], office().known, "due")
    try:
        if problem:
            raise Refused([problem])
        row = actions.raise_warning(
            alert=line.alert, response=_response(line, typed, str(due or ""), found), actor=who, at=clock.now()
        )
    except Refused as refused:
        return _form(request, line, typed, refused.problems)
    said = "The warning is raised and its duty assigned." if request.language == "en" else "已发起督办，任务已交办。"  # type: ignore[attr-defined]
    messages.success(request, said)
    return redirect("record", pk=row.pk)


def _response(line: Line, typed: dict[str, str], due: str, found: Built) -> Response:
    because = "\n".join([*(step.zh for step in line.steps), f"编译版本 {found.build.digest}"])
    title = f"{line.one.title}（{line.place}）{line.level('zh')}"
    known = {one.id for one in office().pack.documents}
    document = line.one.document if line.one.document in known else ""
    return Response(title, because, typed["owner"], typed["asked"], document, date.fromisoformat(due) if due else None)


def _form(request: HttpRequest, line: Line, typed: dict[str, str], problems: Sequence[Problem]) -> HttpResponse:
    choices = owners(line, clock.now().date())
    context = {"line": line, "owners": choices, "typed": typed, "problems": problems, "here": "warnings"}
    return render(request, "desk/raise_warning.html", context, status=422 if problems else 200)


def _may_raise(who: Actor) -> bool:
    """Whether somebody may set up both a warning and the duty that answers it."""
    on, known = clock.now().date(), office().registries
    return all(id in known and queries.beginnings(known[id], who, on) for id in (WARNINGS, DUTIES))
