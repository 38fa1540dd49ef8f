"""Search over everything: what the build has words for, the records that one may see, and the help of the desk."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.core.paginator import Page, Paginator
from django.urls import NoReverseMatch, reverse

from luoshi.findable import KINDS, counted, entries
from luoshi.model.registry import Registry
from luoshi.packs import mechanisms
from luoshi.search import Entry, Found, Index, marked, pairs_of, words_of
from luoshi_web.built import Built
from luoshi_web.desk import queries, texts
from luoshi_web.desk import shown as showing
from luoshi_web.desk.models import Organisation, Record
from luoshi_web.desk.overview import of_reports
from luoshi_web.desk.people import Actor
from luoshi_web.packs import Office, office

FIRST, PAGE = 5, 50
_AROUND = 30
# Who finds so much needs no more that is only near.
_ENOUGH = 50
# What a visitor may find: what the documents say, and the nouns in them. The rest is for people who are signed in.
_OPEN = ("document", "duty", "project", "sentence", "place", "organisation", "indicator", "mechanism", "help")


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found, in pieces: each with whether it is one of the words that were asked."""

    address: str
    title: Sequence[tuple[str, bool]]
    text: Sequence[tuple[str, bool]]
    where: str


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind: how many, and those that are shown."""

    kind: str
    title: str
    title_en: str
    total: int
    hits: Sequence[Hit]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found: its groups, and the page of one kind where one was asked for.

    `near` is what has not the words themselves but most of their pairs of characters, where few or none have the words.
    """

    groups: Sequence[Group]
    page: Page[Hit] | None
    total: int
    near: Answer | None = None


def answer(found: Built | None, asked: str, kind: str, page: int, actor: Actor, *, near: bool = False) -> Answer:
    """What somebody finds.

    Args:
        kind: One of `KINDS`, to see all of that kind; blank for the first few of each.
        near: All of that kind that is near, not what has the words themselves.
    """
    words = words_of(asked)
    if not words:
        return Answer((), None, 0)
    indexes = [index_of(found), _help(office())] if found else [_help(office())]
    exact, rows = [one.find(asked) for one in indexes], records(asked, actor)
    had = _answer(exact, rows, words, ("", 0) if near else (kind, page), actor)
    if had.total > _ENOUGH or (kind and not near and had.total):
        return had
    known = {entry.address for one in exact for entry in one.entries}
    others = [Found([entry for entry in one.near(asked).entries if entry.address not in known]) for one in indexes]
    mine = set(rows)
    rest = [pk for pk in near_records(asked, actor) if pk not in mine]
    close = _answer(others, rest, pairs_of(words), (kind, page) if near or not had.total else ("", 0), actor)
    return replace(had, near=close) if close.total else had


def _answer(
    given: Sequence[Found], rows: Sequence[int], words: Sequence[str], asked_for: tuple[str, int], actor: Actor
) -> Answer:
    """What was found, by kind; `words` are marked in it."""
    by_kind: dict[str, list[Entry]] = {}
    for entry in (entry for one in given for entry in one.entries):
        if actor.user or entry.kind in _OPEN:
            by_kind.setdefault(entry.kind, []).append(entry)
    counts = {name: len(some) for name, some in by_kind.items()} | {"record": len(rows)}
    hits = [(name, total, _Hits(by_kind.get(name, ()), rows if name == "record" else None, words))
            for name, total in counted(counts)]  # fmt: skip
    groups = [Group(name, *KINDS[name], total, some[:FIRST]) for name, total, some in hits]
    kind, page = asked_for
    chosen = next((some for name, _, some in hits if name == kind), None)
    of_kind = Paginator(chosen, PAGE).get_page(page) if chosen is not None else None
    return Answer(groups, of_kind, sum(counts.values()))


def records(asked: str, actor: Actor) -> list[int]:
    """The records that somebody may see in whose title, key, organisation or last decision every word stands, by their
    numbers, the newest first.

    A report has the title of what it reports on and is found there; by itself it is found by what was said of it.
    """
    words = words_of(asked)
    if not words:
        return []
    here = texts.known()
    found = [here.own[number] for number in here.texts.having_all(words)]
    told = {number for word in words for number in here.said.having(word)}
    of_report = [here.reports[number] for number in here.told.having_all(words) if number in told]
    return sorted([*_seen(_with_titles(), found, actor), *_seen(of_reports(), of_report, actor)], reverse=True)


def _seen(registries: Sequence[Registry], found: Sequence[int], actor: Actor) -> list[int]:
    """Those of some records that somebody may see."""
    rows = queries.visible_in(registries, actor).filter(pk__in=found).order_by()
    return list(rows.values_list("pk", flat=True)) if found else []


def _with_titles() -> list[Registry]:
    """The registries whose records have titles of their own."""
    reports = {one.id for one in of_reports()}
    return [one for one in office().registries.values() if one.id not in reports]


def near_records(asked: str, actor: Actor) -> list[int]:
    """The records that somebody may see in whose title most pairs of characters of each word stand, those with most first."""
    words = words_of(asked)
    if not words:
        return []
    here = texts.known()
    has = {here.own[number]: count for number, count in here.titles.near(words).items()}
    return sorted(_seen(_with_titles(), list(has), actor), key=lambda pk: (has[pk], pk), reverse=True)


class _Hits(Sequence[Hit]):
    """Hits that are made when they are shown: marking thousands that nobody looks at takes time."""

    def __init__(self, found: Sequence[Entry], rows: Sequence[int] | None, words: Sequence[str]) -> None:
        self._found, self._rows, self._words = found, rows, words

    def __len__(self) -> int:
        return len(self._found) if self._rows is None else len(self._rows)

    def __getitem__(self, index):  # type: ignore[no-untyped-def]  # a hit, or several of a slice
        if isinstance(index, slice):
            if self._rows is not None:
                known = Record.objects.select_related("owner").in_bulk(chosen := self._rows[index])
                return [self._record(known[pk]) for pk in chosen if pk in known]
            return [self._entry(one) for one in self._found[index]]
        return self[index : index + 1][0]

    def _entry(self, one: Entry) -> Hit:
        said = one.text.partition("\n")[0]
        text = marked(said, self._words, _AROUND) if said else []
        title = marked(one.title, self._words, 0 if len(one.title) < 80 else _AROUND) if one.title else []
        # A text in which nothing was found says nothing beside its title.
        shown = text if not title or any(is_found for _, is_found in text) else []
        return Hit(one.address, title, shown, one.where)

    def _record(self, row: Record) -> Hit:
        registry = office().registries[row.registry]
        address = reverse("record", args=[row.pk])
        named = f"{registry.title} {showing.number_of(row)}".strip()
        return Hit(address, marked(row.title, self._words, _AROUND), [], f"{named} · {row.owner.short}")


# ------------------------------------------------------------------ indexes

_lock = threading.Lock()
_kept: tuple[Built, Index] | None = None
_kept_help: tuple[Office, Index] | None = None


def index_of(found: Built) -> Index:
    """The index of a build, made once."""
    global _kept
    with _lock:
        if _kept is None or _kept[0] is not found:
            pack = found.build.pack
            made = entries(found.documents.values(), found.target_rows, mechanisms(pack), pack, _Addresses(found))
            _kept = (found, Index(made))
        return _kept[1]


class _Addresses:
    """Where things of a build stand at the desk."""

    def __init__(self, found: Built) -> None:
        self._indicators = {row.indicator for row in found.target_rows}
        self._owners = set(Organisation.objects.values_list("pk", flat=True))
        self._quoted = {one.code: one.quotes[0].document for one in mechanisms(found.build.pack) if one.quotes}
        self._documents = found.documents

    def __call__(self, kind: str, id: str) -> str:
        if kind == "page":
            return f"/plan/{id}"
        if kind == "place":
            return reverse("city", args=[id])
        if kind == "organisation":
            return self._organisation(id)
        if kind == "indicator":
            return f"{reverse('targets')}?indicator={id}" if id in self._indicators else ""
        return self._mechanism(id)

    def _organisation(self, id: str) -> str:
        return reverse("department", args=[id]) if id in self._owners else ""

    def _mechanism(self, code: str) -> str:
        try:
            return f"{reverse('mechanisms')}#{code}"
        except NoReverseMatch:
            page = self._documents.get(self._quoted.get(code, ""))
            return f"/plan/{page.file}" if page else ""


def _help(known: Office) -> Index:
    """The index of the help, made again where a registry was added or changed."""
    global _kept_help
    with _lock:
        if _kept_help is None or _kept_help[0] is not known:
            _kept_help = (known, Index(_of_help(known)))
        return _kept_help[1]


def _of_help(known: Office) -> Iterator[Entry]:
    """What the registries say of themselves: what they are for, what each field means, what each move does."""
    for registry in known.registries.values():
        at = reverse("registry", args=[registry.id])
        yield Entry("help", f"台账：{registry.title}", f"{registry.title_en} {registry.source}", at, registry.source)
        flow = known.workflows[registry.id]
        for one in flow.fields:
            if one.help:
                yield Entry("help", one.title, f"{one.help} {one.title_en} {one.help_en}", at, registry.title)
        moves = "、".join(move.title for move in flow.moves)
        yield Entry("help", f"{registry.title}怎么办理", moves, at, flow.title)
