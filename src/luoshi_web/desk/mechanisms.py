"""What the documents order to exist, each with what serves it here and how far that is, and nothing where nothing does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from urllib.parse import quote

from django.db.models import Max
from django.urls import reverse

from luoshi.compile.review import places_of
from luoshi.model.pack import Mechanism, MechanismQuote
from luoshi.packs import mechanisms
from luoshi.publish.page_cities import protection_file
from luoshi.publish.page_evaluation import file_of
from luoshi.publish.page_reader import address_at
from luoshi_web import documents
from luoshi_web.built import Built, built
from luoshi_web.desk import queries
from luoshi_web.desk.models import Record
from luoshi_web.desk.people import Actor
from luoshi_web.packs import office


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words by which a document orders a mechanism, with the address of where they stand; blank where there is no build."""

    text: str
    document: str
    where: str
    address: str


@dataclass(frozen=True, slots=True)
class Service:
    """Something that serves a mechanism: what it is, its name, where it is seen, and how far it is, where it has a state."""

    kind: tuple[str, str]
    title: tuple[str, str]
    address: str = ""
    state: tuple[str, str] = ("", "")
    last: datetime | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A mechanism with its words and what serves it."""

    mechanism: Mechanism
    quotes: Sequence[Quoted]
    services: Sequence[Service]

    @property
    def letter(self) -> str:
        """The area that it is of."""
        return self.mechanism.code[0]

    @property
    def more(self) -> int:
        """How many quotations there are beside the first."""
        return len(self.quotes) - 1


def lines(actor: Actor) -> list[Line]:
    """All mechanisms of the pack, in order, as somebody may see them."""
    found, live = built(), _Live(actor)
    addresses = _addresses(found.build.digest if found else "")
    return [
        Line(
            one,
            [_quoted(words, addresses) for words in one.quotes],
            [live.service(name, one) for name in one.served_by],
        )
        for one in _mechanisms(id(office().pack))
    ]


def chosen(
    all_of: Iterable[Line], letter: str = "", priority: str = "", served: str = "", words: str = ""
) -> list[Line]:
    """Those of an area, of a priority, that something serves (yes) or nothing (no), in which every word stands."""
    return [
        one
        for one in all_of
        if letter in ("", one.letter)
        and priority in ("", one.mechanism.priority)
        and (served not in ("yes", "no") or bool(one.services) == (served == "yes"))
        and all(word.casefold() in _text(one) for word in words.split())
    ]


def _text(one: Line) -> str:
    found = (one.mechanism.code, one.mechanism.title, one.mechanism.title_en, *(words.text for words in one.quotes))
    return " ".join(found).casefold()


@lru_cache(maxsize=2)
def _mechanisms(pack: int) -> tuple[Mechanism, ...]:
    """Those of the pack, by its place in memory."""
    return mechanisms(office().pack)


# ------------------------------------------------------------------ where their words stand


def _quoted(words: MechanismQuote, addresses: Mapping[tuple[str, str], str]) -> Quoted:
    address = addresses.get((words.document, words.text), "")
    return Quoted(words.text, documents.name_of(words.document), words.where, address)


@lru_cache(maxsize=2)
def _addresses(digest: str) -> Mapping[tuple[str, str], str]:
    """The address of each quotation in the reader of a build, by document and words."""
    found = built()
    by_document: dict[str, list[str]] = {}
    for one in _mechanisms(id(office().pack)):
        for words in one.quotes:
            by_document.setdefault(words.document, []).append(words.text)
    return dict(_located(found, by_document)) if found else {}


def _located(found: Built, quotes: Mapping[str, list[str]]) -> Iterator[tuple[tuple[str, str], str]]:
    for id, texts in quotes.items():
        if page := found.documents.get(id):
            for text, place in zip(texts, places_of(page.plan.document, texts), strict=True):
                anchor = address_at(page, *place) if place else ""
                yield (id, text), f"/plan/{quote(page.file)}{f'#{anchor}' if anchor else ''}"


# ------------------------------------------------------------------ what serves them


class _Live:
    """How far what serves mechanisms is, each asked once."""

    def __init__(self, actor: Actor) -> None:
        self._actor, self._built = actor, built()
        self._seen: dict[str, Service] = {}

    def service(self, name: str, mechanism: Mechanism) -> Service:
        """What stands behind a name in `served_by`."""
        if name == "cycles":
            return _cycles(mechanism)
        if name not in self._seen:
            self._seen[name] = self._service(name)
        return self._seen[name]

    def _service(self, name: str) -> Service:
        folder, _, id = name.partition("/")
        known = {"registries": self._registry, "workflows": self._workflow, "schemes": self._scheme,
                 "appraisals": self._appraisal, "protections": self._protection}  # fmt: skip
        if folder in known:
            return known[folder](id)
        if name.startswith("luoshi"):
            return Service(("程序模块", "module"), (name, name))
        return Service(("规则包数据", "data of the pack"), (name, name))

    def _registry(self, id: str) -> Service:
        registry = office().registries.get(id)
        kind = ("台账", "registry")
        if registry is None:
            return Service(kind, (id, id))
        is_open = self._actor.user is not None or bool(registry.public_states)
        number = queries.number_of(registry, self._actor) if is_open else None
        address = reverse("registry", args=[id]) if is_open else ""
        return Service(kind, (registry.title, registry.title_en), address, _records(number), self._last([id]))

    def _workflow(self, id: str) -> Service:
        used = [one for one in office().registries.values() if one.workflow == id]
        titles = (office().workflows[used[0].id].title, office().workflows[used[0].id].title_en) if used else (id, id)
        signed_in = self._actor.user is not None
        number = sum(queries.number_of(one, self._actor) for one in used) if signed_in else None
        return Service(("流程", "workflow"), titles, "", _records(number), self._last([one.id for one in used]))

    def _last(self, registries: list[str]) -> datetime | None:
        """When anything last happened in them; for whoever is signed in."""
        if self._actor.user is None:
            return None
        return Record.objects.filter(registry__in=registries).aggregate(at=Max("changed_at"))["at"]  # type: ignore[no-any-return]

    def _scheme(self, id: str) -> Service:
        found = self._built.build.evaluated if self._built else None
        one = next((each for each in found.assessed if each.scheme.id == id), None) if found else None
        kind = ("评价方案", "scheme")
        if one is None:
            return Service(kind, (id, id), "", ("还没有结果", "no result yet"))
        number = sum(place.rank > 0 for place in one.places)
        state = (f"{one.as_of}年评价 {number} 个地区", f"{number} places assessed for {one.as_of}")
        return Service(
            kind, (one.scheme.title, one.scheme.title_en or one.scheme.title), f"/plan/{quote(file_of(one))}", state
        )

    def _appraisal(self, id: str) -> Service:
        found = self._built.build.evaluated if self._built else None
        given = next((each for each in found.appraised if each and each[0].rule.id == id), ()) if found else ()
        kind = ("考核规则", "appraisal")
        if not given:
            return Service(kind, (id, id), "", ("还没有结果", "no result yet"))
        number, rule = sum(bool(one.grade) for one in given), given[0].rule
        state = (f"{len(given)} 个地区，评出等级 {number} 个", f"{number} of {len(given)} places have a grade")
        return Service(
            kind, (rule.title, getattr(rule, "title_en", "") or rule.title), f"/plan/appraisal-{quote(id)}.html", state
        )

    def _protection(self, id: str) -> Service:
        evaluated = self._built.build.evaluated if self._built else None
        # What an earlier version kept has no counties.
        given = next((each for each in getattr(evaluated, "protected", ()) if each and each[0].rule.id == id), ())
        kind = ("预警限批办法", "rule of protection")
        if not given:
            return Service(kind, (id, id), "", ("还没有结果", "no result yet"))
        known, rule = sum(one.now is not None for one in given), given[0].rule
        warned = sum(one.restricted for one in given)
        state = (
            f"{len(given)} 个县（市、区），有数 {known} 个，预警限批 {warned} 个",
            f"{len(given)} counties, {known} with figures, {warned} warned and restricted",
        )
        return Service(
            kind,
            (rule.title, getattr(rule, "title_en", "") or rule.title),
            f"/plan/{quote(protection_file(id))}",
            state,
        )


def _cycles(mechanism: Mechanism) -> Service:
    """The obligations that come again for a mechanism."""
    found = [one for one in office().cycles.values() if mechanism.code in one.mechanisms]
    zh, en = "、".join(one.title for one in found), ", ".join(one.title_en for one in found)
    return Service(("周期", "cycle"), (zh or "周期", en or "cycles"))


def _records(number: int | None) -> tuple[str, str]:
    return ("", "") if number is None else (f"{number} 条", f"{number} records")
