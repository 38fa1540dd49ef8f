"""What every page shows around its own: who is here, the words of the language, the places to go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from luoshi_web import clock
from luoshi_web.desk import queries
from luoshi_web.desk.lamps import LIGHTS
from luoshi_web.desk.people import Actor, asking
from luoshi_web.packs import office


@dataclass(frozen=True, slots=True)
class Way:
    """A place to go from every page; `opens` is its name in LUOSHI_OPEN_PAGES, blank where one must sign in.
    `role` is who alone goes there."""

    id: str
    zh: str
    en: str
    address: str
    opens: str = ""
    role: str = ""


# In the bar, in this order; what follows `MORE` stands under 更多.
WAYS = (
    Way("overview", "总览", "Overview", "/"),
    Way("my", "我的", "My work", "/my/"),
    Way("documents", "文件", "Documents", "/documents/", "documents"),
    Way("targets", "目标", "Targets", "/targets/", "targets"),
    Way("duties", "任务", "Duties", "/registries/duties/"),
    Way("projects", "项目", "Projects", "/projects/"),
    Way("cities", "城市", "Cities", "/cities/", "cities"),
    Way("warnings", "预警", "Warnings", "/warnings/"),
)
MORE = (
    Way("data", "数据", "Data", "/data/", "data"),
    Way("search", "搜索", "Search", "/search/", "documents"),
    Way("mechanisms", "机制", "Mechanisms", "/mechanisms/", "mechanisms"),
    Way("registries", "台账", "Registries", "/registries/", "registries"),
    Way("departments", "部门", "Departments", "/departments/"),
    Way("calendar", "日历", "Calendar", "/calendar/"),
    Way("history", "留痕", "History", "/history/"),
    Way("notices", "通知", "Notices", "/notices/"),
    Way("people", "账号", "Accounts", "/people/", role="系统管理员"),
)


def _ways(ways: Iterable[Way], who: Actor) -> list[Way]:
    open_pages, roles = settings.OPEN_PAGES | {"registries"}, {one.role for one in who.person.memberships}
    return [way for way in ways if (way.role in roles if way.role else who.user is not None or way.opens in open_pages)]


def _here(path: str) -> str:
    """The place to go that a page belongs to, unless its view says so itself (`here`)."""
    ways = [way for way in (*WAYS, *MORE) if way.address != "/"]
    known = [way for way in ways if path.startswith(way.address.rpartition("/")[0] + "/")]
    return max(known, key=lambda way: len(way.address)).id if known else ""


def desk(request: HttpRequest) -> dict[str, Any]:
    """The context of every template."""
    who = asking(request)
    now = clock.now()
    return {
        "language": getattr(request, "language", "zh"),
        "actor": who,
        "unread": queries.unread(who),
        "ways": _ways(WAYS, who),
        "more_ways": _ways(MORE, who),
        "here": _here(request.path),
        "lights": LIGHTS.values(),
        "registries_of_the_pack": office().registries.values(),
        "pack_problem": office().problem if who.person.has("系统管理员") else None,
        "today": now.date(),
        "clock_day": now.date(),
        "clock_is_moved": clock.is_moved(),
    }
