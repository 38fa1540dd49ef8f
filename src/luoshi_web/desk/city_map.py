"""The map of the province's cities by the worst light that the build computed for each.

It is drawn once for each build and language and kept under the build's digest, so that it never shows another build's lights.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from threading import Lock

from django.urls import NoReverseMatch, reverse

from luoshi.act.lights import worst
from luoshi.model.finding import Missing
from luoshi.model.followed import Followed
from luoshi.model.problem import LuoshiError
from luoshi.model.record_light import Shade
from luoshi.publish.chart_words import Language, Says, Words
from luoshi.publish.map import light_map
from luoshi.publish.page_findings import mark, shade_of
from luoshi_web.built import Built

NAME = Words("各市州目标灯号（取最差）", "Cities by the worst light of their targets")
NO_TARGET = Words("没有按市州评估的目标", "no target is judged for this place")
_KEPT = 8
# What the map is drawn from: each city's page has its targets, each with its rows and its sentence.
_CITIES = Words("各城市的目标和观测值", "targets and figures of each city")
_TARGETS = Words("各目标", "all targets")


@dataclass(frozen=True, slots=True)
class City:
    """A city as the build judged it (市州灯号): its worst light, and how many of its targets have one."""

    code: str
    name: str
    shade: Shade
    lit: int
    targets: int
    address: str
    reason: Says


def cities(built: Built) -> list[City]:
    """The cities for which the build judged something, in the order of their codes."""
    of_place: dict[str, list[Followed]] = {}
    for one in built.build.followed:
        if one.place and one.place.endswith("00"):
            of_place.setdefault(one.place, []).append(one)
    return [_city(code, followed) for code, followed in sorted(of_place.items())]


def drawn(built: Built, language: Language) -> str:
    """The map as a piece of a page; blank where there are no boundaries or nothing to show."""
    key = (built.build.digest, str(built.build.folder), language)
    with _lock:
        if key in _maps:
            _maps.move_to_end(key)
            return _maps[key]
    found = _draw(built, language)
    with _lock:
        _maps[key] = found
        while len(_maps) > _KEPT:
            _maps.popitem(last=False)
    return found


def address_of(code: str) -> str:
    """The page of a city; what its government answers for where there is no such page."""
    try:
        return reverse("city", args=[code])
    except NoReverseMatch:
        return f"{reverse('registry', args=['duties'])}?owner=government/{code}"


_lock = Lock()
_maps: OrderedDict[tuple[str, str, Language], str] = OrderedDict()


def _draw(built: Built, language: Language) -> str:
    found = cities(built)
    if not found:
        return ""
    try:
        figure = light_map(
            {one.code: one.shade for one in found}, within=found[0].code[:2], name=NAME,
            reasons={one.code: one.reason for one in found}, links={one.code: one.address for one in found},
            as_of=date(built.build.as_of, 12, 31), official=False, base=built.build.base_map,
        )  # fmt: skip
        html = str(figure.html(language, [(reverse("cities"), _CITIES), (reverse("targets"), _TARGETS)]))
    except LuoshiError:
        return ""
    names = {one.address: one.name for one in found}
    return re.sub(r'<a href="([^"]+)">', lambda link: f'<a href="{link[1]}" aria-label="{names[link[1]]}">', html)


def _city(code: str, followed: list[Followed]) -> City:
    shades = [shade_of(mark(one)) for one in followed]
    return City(
        code, followed[0].place_title, worst(shades), sum(shade != "none" for shade in shades), len(followed), address_of(code),
        NO_TARGET if not followed else _reason(followed),
    )  # fmt: skip


def _reason(followed: list[Followed]) -> Says:
    for one in followed:
        missing = one.light if isinstance(one.light, Missing) else one.light.colour
        if isinstance(missing, Missing):
            return Words(missing.zh, missing.en)
    return NO_TARGET
