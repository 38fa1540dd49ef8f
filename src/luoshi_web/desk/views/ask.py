"""What pages ask of a request: who it is, whether a record may be seen, what a form holds."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from luoshi.act.fields import read_all
from luoshi.model.problem import Kind, Problem
from luoshi.model.registry import Field, Registry, Value
from luoshi_web.built import Built
from luoshi_web.built import built as last_built
from luoshi_web.desk import queries
from luoshi_web.desk.models import Record
from luoshi_web.desk.people import Actor, asking
from luoshi_web.packs import office

log = logging.getLogger("luoshi.refused")


OF_ANOTHER = Kind(
    code="report-of-another-part",
    zh="这是{owner}的填报（{part}），您单位在这一项中是“{own}”，不能代为填报",
    en="this is the report of {owner} ({part}); your organisation is “{own}” here and reports on its own part",
    hint_zh="请填写您单位自己的填报。", hint_en="Fill in your organisation's own report.",
)  # fmt: skip


class NotYours(PermissionDenied):
    """A report of another organisation on something on which one's own owes a report, too; that one is offered."""

    def __init__(self, row: Record, own: Record) -> None:
        super().__init__(str(row.pk))
        self.own = own
        parts = {"part": row.data.get("part", ""), "own": own.data.get("part", "")}
        self.problem = OF_ANOTHER(owner=row.owner.short, where="", **parts)


class SignInFirst(Exception):
    """The page is for people who are signed in; `response` leads there.

    Whoever was signed out while filling in a form signs in with what was written in hand, and sends it afterwards.
    """

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.path)
        self.response = redirect_to_login(request.get_full_path())
        if written := carried(request):
            shown = {"next": request.get_full_path(), "carried": json.dumps(written, ensure_ascii=False)}
            self.response = render(request, "desk/sign_in.html", shown, status=403)


def carried(request: HttpRequest) -> list[tuple[str, str]]:
    """What stands in a form that was sent, name by name; files cannot be carried on."""
    lists = request.POST.lists() if request.method == "POST" else ()
    return [(name, one) for name, several in lists if name != "csrfmiddlewaretoken" for one in several]


def person(request: HttpRequest) -> Actor:
    """Whoever is signed in.

    Raises:
        SignInFirst: nobody is.
    """
    if not request.user.is_authenticated:
        raise SignInFirst(request)
    return asking(request)


class NothingBuilt(Exception):
    """The page shows what a build found, and there is none."""


def built() -> Built:
    """What the last build found.

    Raises:
        NothingBuilt: there is no build yet.
    """
    found = last_built()
    if found is None:
        raise NothingBuilt
    return found


def open_to(request: HttpRequest, page: str) -> Actor:
    """Whoever asks for one of the pages that an office may open to everybody (LUOSHI_OPEN_PAGES).

    Raises:
        SignInFirst: nobody is signed in and the page is not open.
    """
    if page not in settings.OPEN_PAGES and not request.user.is_authenticated:
        raise SignInFirst(request)
    return asking(request)


def registry(id: str) -> Registry:
    """Raises: Http404 where the pack has none of that id."""
    found = office().registries.get(id)
    if found is None:
        raise Http404(id)
    return found


def record(request: HttpRequest, pk: int) -> tuple[Record, Actor]:
    """A record that whoever asks may see, and who asks.

    Raises:
        SignInFirst: nobody is signed in and it is not public.
        PermissionDenied: it is not theirs to see; that they asked is logged.
    """
    who = asking(request)
    row = Record.objects.select_related("owner", "keeper", "subject", "asked_in").filter(pk=pk).first()
    if row is not None and queries.may_see(row, who):
        return row, who
    if who.user is None:
        raise SignInFirst(request)
    if row is None:
        raise Http404(str(pk))
    log.warning("%s (%s) asked for record %s of %s", who.user.username, request.path, pk, row.owner_id)
    if own := queries.report_of_ones_own(row, who):
        raise NotYours(row, own)
    raise PermissionDenied


def form(
    request: HttpRequest, fields: list[Field]
) -> tuple[dict[str, Value | None], list[Problem], Mapping[str, object]]:
    """What a form holds for these fields: the values, what cannot be read, and the words as they were typed."""
    typed: dict[str, object] = {}
    for field in fields:
        if field.id in request.POST or f"{field.id}.sent" in request.POST:
            # A field for files that none was chosen in comes back blank.
            several = [one for one in request.POST.getlist(field.id) if one]
            typed[field.id] = several if field.is_several else (several[-1] if several else "")
    values, problems = read_all(fields, typed, office().known)
    return values, problems, typed


def handled(view):  # type: ignore[no-untyped-def]  # a view, and a view again
    """A page that leads to the sign-in where nobody is signed in, and says so where there is no build to show."""

    def page(request: HttpRequest, *args: object, **words: object) -> HttpResponse:
        try:
            return view(request, *args, **words)  # type: ignore[no-any-return]
        except SignInFirst as first:
            return first.response  # type: ignore[no-any-return]
        except NothingBuilt:
            return render(request, "desk/nothing_built.html", status=503)

    page.__doc__, page.__name__ = view.__doc__, view.__name__
    return page
