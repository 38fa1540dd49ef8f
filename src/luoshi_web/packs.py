"""What the desk knows from its pack; a file that is added or changed is read without a restart."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from luoshi.act.fields import Known
from luoshi.act.working_days import WorkingDays
from luoshi.model.cycle import Cycle
from luoshi.model.investment import PaceRule
from luoshi.model.pack import Pack
from luoshi.model.problem import PackError, Problem
from luoshi.model.record_light import LightPlan
from luoshi.model.registry import Registry
from luoshi.model.workflow import Workflow
from luoshi.packs import pack
from luoshi.packs.cycles import cycles
from luoshi.packs.investment_pace import investment_pace
from luoshi.packs.record_lights import record_lights
from luoshi.packs.registries import registries
from luoshi.packs.suppliers import suppliers
from luoshi.packs.workflows import workflows
from luoshi.publish.page_english import speaker

log = logging.getLogger("luoshi.packs")
WORKING_DAYS = WorkingDays()


@dataclass(frozen=True, slots=True)
class Office:
    """The pack as the desk uses it: registries, each with its workflow joined to it, and cycles.

    `problem` is what is the matter with a file that was added or changed; what held before it still holds.
    """

    pack: Pack
    registries: Mapping[str, Registry]
    workflows: Mapping[str, Workflow]
    cycles: Mapping[str, Cycle]
    known: Known
    problem: Problem | None = None
    # How the records of a registry get their lights, by its id; a registry that is not here has none.
    lights: Mapping[str, LightPlan] = field(default_factory=dict)
    paces: tuple[PaceRule, ...] = ()
    # What the pack calls its indicators and the answers of its registries, and what suppliers lack, in English by the Chinese.
    english: Mapping[str, str] = field(default_factory=dict)
    # Words of the pack and of the build's frame in English, None where they are neither; each is looked up once.
    in_english: Callable[[str], str | None] = str


_lock = threading.Lock()
_last: tuple[object, Office] | None = None


def office() -> Office:
    """What holds now; `refresh` looks whether that changed."""
    return _last[1] if _last and _last[1].pack is _pack() else refresh()


def refresh() -> Office:
    """Read what was added or changed; asked once at the beginning of a request, of a command, of a run of tick."""
    global _last
    found = _pack()
    seen = _signature(found)
    with _lock:
        if _last is None or _last[1].pack is not found or _last[0] != seen:
            _last = (seen, _read(found, _last[1] if _last and _last[1].pack is found else None))
        return _last[1]


def current(organisation: str, on: date) -> str:
    """An organisation of the pack, or the one that took over from it by a day; itself where the pack does not know it."""
    found = office().pack
    if organisation not in found.organisations:
        return organisation
    return found.current(organisation, on)[0].id


@lru_cache(maxsize=4)
def _pack_of(name: str) -> Pack:
    return pack(name)


def _pack() -> Pack:
    return _pack_of(settings.PACK)


def _signature(found: Pack) -> tuple[tuple[str, int], ...]:
    """The files that may change under a running desk, each with when it last did."""
    files = [
        file
        for root in (found.path, *found.extends)
        for pattern in (
            "registries/*.yaml",
            "workflows/*.yaml",
            "cycles.yaml",
            "record_lights.yaml",
            "investment_pace.yaml",
            "light_rules.yaml",
        )
        for file in Path(root).glob(pattern)
    ]
    return tuple(sorted((str(file), file.stat().st_mtime_ns) for file in files))


def _read(found: Pack, before: Office | None) -> Office:
    try:
        lists, flows = registries(found), workflows(found)
        joined = {one.id: flows[one.workflow].of(one) for one in lists.values() if one.workflow in flows}
        usable = {id: one for id, one in lists.items() if id in joined}
        plans = record_lights(found)
        lights = {id: plans[one.workflow] for id, one in usable.items() if one.workflow in plans}
        english = _english(found, joined.values())
        return Office(
            found, usable, joined, cycles(found), _known(found), lights=lights, paces=investment_pace(found),
            english=english, in_english=speaker(english),
        )  # fmt: skip
    except PackError as error:
        if before is None:
            raise
        log.error("%s", error)
        return replace(before, pack=found, problem=error.problem)


def _known(found: Pack) -> Known:
    """Names as documents print them, or ids as forms send them."""
    codes = {place.code for place in found.places}

    def organisation(text: str) -> str | None:
        if text in found.organisations:
            return text
        place = found.place(text)
        named = found.organisation(text)
        if named is None and place and f"government/{place.code}" in found.organisations:
            return f"government/{place.code}"
        return named.id if named else None

    def place(text: str) -> str | None:
        if text in codes:
            return text
        named = found.place(text)
        return named.code if named else None

    documents = {name: one.id for one in found.documents for name in (one.title, one.doc_number, one.id) if name}

    def document(text: str) -> str | None:
        from luoshi_web.documents import id_of  # which asks this module for the pack

        return documents.get(text) or id_of(text)

    return Known(found.units, organisation, place, document)


def _english(found: Pack, flows: Iterable[Workflow]) -> dict[str, str]:
    fields = [one for flow in flows for one in flow.fields]
    answers = {one.id: one.title_en for field in fields for one in field.choices if one.title_en}
    indicators = {one.title: one.title_en for one in found.indicators.values() if one.title_en}
    needs = {one.needs: one.needs_en for one in suppliers(found).values() if one.needs_en}
    return answers | indicators | needs
