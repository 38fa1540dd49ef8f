"""What every page shows around its own: who is here, the words of the language, the places to go."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from luoshi_web import clock
from luoshi_web.desk import queries
from luoshi_web.desk.people import actor
from luoshi_web.packs import office


def desk(request: HttpRequest) -> dict[str, Any]:
    """The context of every template."""
    who = actor(getattr(request, "user", None))
    now = clock.now()
    return {
        "language": getattr(request, "language", "zh"),
        "actor": who,
        "unread": queries.unread(who),
        "registries_of_the_pack": office().registries.values(),
        "pack_problem": office().problem if who.person.has("系统管理员") else None,
        "today": now.date(),
        "clock_is_moved": clock.is_moved(),
    }
