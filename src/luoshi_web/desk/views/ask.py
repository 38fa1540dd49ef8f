"""What pages ask of a request: who it is, whether a record may be seen, what a form holds."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from luoshi.act.fields import read_all
from luoshi.model.problem import Problem
from luoshi.model.registry import Field, Registry, Value
from luoshi_web.desk import queries
from luoshi_web.desk.models import Record
from luoshi_web.desk.people import Actor, actor
from luoshi_web.packs import office

log = logging.getLogger("luoshi.refused")


class SignInFirst(Exception):
    """The page is for people who are signed in; `response` leads there."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.path)
        self.response = redirect_to_login(request.get_full_path())


def person(request: HttpRequest) -> Actor:
    """Whoever is signed in.

    Raises:
        SignInFirst: nobody is.
    """
    if not request.user.is_authenticated:
        raise SignInFirst(request)
    return actor(request.user)


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
    who = actor(request.user)
    row = Record.objects.select_related("owner", "keeper", "subject", "asked_in").filter(pk=pk).first()
    if row is not None and queries.may_see(row, who):
        return row, who
    if who.user is None:
        raise SignInFirst(request)
    if row is None:
        raise Http404(str(pk))
    log.warning("%s (%s) asked for record %s of %s", who.user.username, request.path, pk, row.owner_id)
    raise PermissionDenied


def form(
    request: HttpRequest, fields: list[Field]
) -> tuple[dict[str, Value | None], list[Problem], Mapping[str, object]]:
    """What a form holds for these fields: the values, what cannot be read, and the words as they were typed."""
    typed: dict[str, object] = {}
    for field in fields:
        if field.id in request.POST or f"{field.id}.sent" in request.POST:
            several = request.POST.getlist(field.id)
            typed[field.id] = several if field.is_several else (several[-1] if several else "")
    values, problems = read_all(fields, typed, office().known)
    return values, problems, typed


def handled(view):  # type: ignore[no-untyped-def]  # a view, and a view again
    """A page that leads to the sign-in where nobody is signed in."""

    def page(request: HttpRequest, *args: object, **words: object) -> HttpResponse:
        try:
            return view(request, *args, **words)  # type: ignore[no-any-return]
        except SignInFirst as first:
            return first.response  # type: ignore[no-any-return]

    page.__doc__, page.__name__ = view.__doc__, view.__name__
    return page
