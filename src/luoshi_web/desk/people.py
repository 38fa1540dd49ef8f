"""From an account to the person that `luoshi.act` asks about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from luoshi.act.people import stands_above
from luoshi.model import person as nouns
from luoshi_web.desk.models import Organisation, User

# How the overseers of `luoshi.act.people` are found in a list of roles.
_OVERSEERS = ("牵头协调", "督查员", "系统管理员")


@dataclass(frozen=True)
class Actor:
    """Who acts: the person, and the account where there is one; made anew for each request."""

    person: nouns.Person
    user: User | None = None

    @property
    def organisations(self) -> tuple[str, ...]:
        """The organisations at which the person holds a role."""
        return tuple(dict.fromkeys(one.organisation for one in self.person.memberships if one.organisation))

    @cached_property
    def places(self) -> Mapping[str, list[str]]:
        """The places of every organisation by its id, its own first and then those around it."""
        return dict(Organisation.objects.order_by().values_list("pk", "places"))

    @cached_property
    def below(self) -> list[str]:
        """The organisations of the places below those of the person."""
        above = {one.place for one in self.person.memberships if stands_above(one)}
        return [id for id, around in self.places.items() if above & set(around[1:])] if above else []

    @cached_property
    def overseen(self) -> list[str]:
        """The organisations over which the person watches."""
        watched = {one.place for one in self.person.memberships if one.role in _OVERSEERS and one.place}
        return [id for id, around in self.places.items() if watched & set(around)] if watched else []


THE_SYSTEM = Actor(nouns.SYSTEM)
A_VISITOR = Actor(nouns.VISITOR)


def actor(user: Any) -> Actor:  # Any: an account, or Django's nobody
    """Whoever is signed in; a visitor where nobody is."""
    if not getattr(user, "is_authenticated", False):
        return A_VISITOR
    held = user.memberships.filter(until__isnull=True).select_related("organisation").order_by("pk")
    memberships = tuple(nouns.Membership(one.role, one.organisation_id, one.organisation.place) for one in held)
    return Actor(nouns.Person(str(user.pk), user.name, memberships), user)


def asking(request: Any) -> Actor:  # Any: a request, which keeps what was found
    """Whoever asks for a page, looked up once for it."""
    if not hasattr(request, "actor"):
        request.actor = actor(getattr(request, "user", None))
    found: Actor = request.actor
    return found
