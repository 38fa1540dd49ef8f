"""A draft that saves itself: what stands in the form is written after some seconds of quiet, as the button would write it."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from luoshi.act.workflow import Refused
from luoshi.model.problem import Problem
from luoshi_web import clock
from luoshi_web.desk import actions
from luoshi_web.desk.views import ask
from luoshi_web.desk.views.records import fields_sent, version_sent


@require_POST
@ask.handled
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what can be read of a form, and say when; where somebody else wrote in between, nothing, and say who.

    The answer is a line of the page: it carries the version that the form goes on from.
    """
    row, who = ask.record(request, pk)
    ask.person(request)
    data, problems, _ = ask.form(request, fields_sent(row, who, "save"))
    try:
        row = actions.save(record=pk, version=version_sent(request), actor=who, at=clock.now(), data=data)
    except actions.Changed as changed:
        return _line(request, 0, [changed.problem], status=409)
    except Refused as refused:
        return _line(request, 0, refused.problems, status=422)
    return _line(request, row.version, problems)


def _line(request: HttpRequest, version: int, problems: Sequence[Problem], status: int = 200) -> HttpResponse:
    shown = {"version": version, "at": clock.now(), "problems": problems}
    return render(request, "desk/draft.html", shown, status=status)
