"""Everything of a build that can be found by its words: sentences, what was read from them, and the nouns of the pack."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from luoshi.model.commitment import Duty, Project, Target
from luoshi.model.document import Document
from luoshi.model.pack import Mechanism, Pack
from luoshi.publish.page_documents import DocumentPage, Item
from luoshi.publish.page_words import value_of
from luoshi.publish.target_rows import TargetRow
from luoshi.search import Entry

# The kinds in the order in which they are shown, with their words.
KINDS: dict[str, tuple[str, str]] = {
    "document": ("文件", "documents"), "target": ("目标", "targets"), "duty": ("任务", "duties"), "project": ("项目", "projects"),
    "record": ("台账条目", "records"), "place": ("地方", "places"), "organisation": ("单位", "organisations"),
    "indicator": ("指标", "indicators"), "mechanism": ("机制", "mechanisms"), "sentence": ("原文", "sentences"),
    "help": ("帮助", "help"),
}  # fmt: skip
Address = Callable[[str, str], str]

_END = re.compile(r"(?<=[。；！？])|\n")


def entries(
    pages: Iterable[DocumentPage], targets: Iterable[TargetRow], mechanisms: Iterable[Mechanism], pack: Pack, address: Address
) -> Iterator[Entry]:  # fmt: skip
    """Everything that a build has words for; by what stands below the first line of a text it is found, not described.

    Args:
        address: Where a thing of a kind stands, by its id; pages of the build are of the kind `page`. What has no address
            (blank) is not told of.
    """
    for page in pages:
        yield from _of_document(page, address)
    for row in targets:
        said = f"{row.shown.quote} {row.promise.zh}\n{row.title.en}"
        yield Entry("target", row.title.zh, said, address("page", row.file), f"{row.scope} {row.promise.zh}")
    for one in mechanisms:
        quotes = " ".join(quote.text for quote in one.quotes)
        title = f"{one.code} {one.title}"
        yield from _told(Entry("mechanism", title, f"{quotes}\n{one.title_en}", address("mechanism", one.code)))
    yield from _of_pack(pack, address)


def _told(entry: Entry) -> Iterator[Entry]:
    if entry.address:
        yield entry


# ------------------------------------------------------------------ documents


def _of_document(page: DocumentPage, address: Address) -> Iterator[Entry]:
    here = address("page", page.file)
    issuer = " ".join(page.issuer)
    yield Entry("document", page.title, f"{page.doc_number} {issuer}", here, page.doc_number)
    for item in page.items:
        match item.noun:
            case Duty() as duty:
                parties = " ".join(f"{party.printed} {party.name or ''}" for party in duty.parties)
                yield Entry("duty", duty.text, parties, f"{here}#{item.id}", f"{page.name} {item.label}")
            case Project() as project:
                said = f"{project.owner} {project.scale_text} {project.note}"
                yield Entry("project", project.name, said, f"{here}#{item.id}", f"{page.name} {project.owner}")
    yield from _sentences(page, here)


def _sentences(page: DocumentPage, here: str) -> Iterator[Entry]:
    """The sentences of a document, each at the address of what was read from it, else of the heading above it."""
    document, anchors = page.plan.document, _Anchors(page)
    for block in document.blocks:
        if block.kind in ("paragraph", "table"):
            for start, end in _pieces(document, block.start, block.end):
                first, last = document.offsets.span(start, end)
                anchor = anchors.at(first, last)
                text = document.flow[start:end].replace("\t", " ").strip()
                yield Entry("sentence", "", text, f"{here}#{anchor}" if anchor else here, page.name)


def _pieces(document: Document, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of a paragraph, the rows of a table."""
    cuts = [start, *(start + found.end() for found in _END.finditer(document.flow[start:end])), end]
    for first, last in pairwise(cuts):
        if document.flow[first:last].strip():
            yield first, last


class _Anchors:
    """The addresses within a document's page, by where they stand in the received text."""

    def __init__(self, page: DocumentPage) -> None:
        items = [item for item in page.items if item.span is not None and item.kind in ("duty", "target", "project")]
        self._items: Sequence[Item] = sorted(items, key=lambda item: item.span.start if item.span else 0)
        self._starts = [item.span.start for item in self._items if item.span]
        named = [(one.span.start, f"s{number}") for number, one in enumerate(page.plan.outline, 1)]
        self._headings = sorted(named)

    def at(self, start: int, end: int) -> str:
        """The item that shares most with a piece, else the last heading before it; blank where there is none."""
        best, most = "", 0
        for item in self._items[: bisect_right(self._starts, end)]:
            assert item.span is not None
            shared = min(end, item.span.end) - max(start, item.span.start)
            if shared > most:
                best, most = item.id, shared
        if best:
            return best
        above = bisect_right(self._headings, (start, "~")) - 1
        return self._headings[above][1] if above >= 0 else ""


# ------------------------------------------------------------------ the pack


def _of_pack(pack: Pack, address: Address) -> Iterator[Entry]:
    homes = _homes(pack)
    for place in pack.places:
        if place.code[:2] in homes:
            names = " ".join(place.aliases)
            yield from _told(
                Entry("place", place.name, f"{names} {place.code}", address("place", place.code), place.level)
            )
    for one in pack.organisations.values():
        names = " ".join(one.aliases)
        yield from _told(Entry("organisation", one.name, names, address("organisation", one.id), one.level))
    for indicator in pack.indicators.values():
        said = f"{indicator.definition}\n{indicator.title_en} {indicator.id}"
        found = Entry("indicator", indicator.title, said, address("indicator", indicator.id), indicator.unit)
        yield from _told(found)


def _homes(pack: Pack) -> set[str]:
    return {place.code[:2] for place in pack.places if place.name in pack.home_provinces}


def naming(pages: Iterable[DocumentPage], pack: Pack, code: str) -> list[tuple[DocumentPage, Item]]:
    """What documents say that names a place, or whose owner is its government: duties, targets, projects.

    A name is looked for as a whole and as the documents shorten it, unless that is another place's too (吉林).
    """
    names = names_of(pack, code)
    return [(page, item) for page in pages for item in page.items if _names(item, names, code)]


def names_of(pack: Pack, code: str) -> list[str]:
    """The names under which documents print a place.

    >>> from luoshi.packs import pack
    >>> names_of(pack("jilin"), "220700")[:2]
    ['松原市', '松原']
    """
    found = [place for place in pack.places if place.code == code]
    full = [name for place in found for name in (place.name, *place.aliases)]
    short = [name for name in (one.rstrip("市县区") for one in full) if len(name) > 1]
    homes = {place.name.removesuffix("省") for place in pack.places if place.level == "省"}
    return [name for name in dict.fromkeys([*full, *short]) if name not in homes]


def _names(item: Item, names: Sequence[str], code: str) -> bool:
    noun = item.noun
    if isinstance(noun, Duty):
        if any(party.id == f"government/{code}" for party in noun.parties):
            return True
        text = noun.text + "".join(party.printed for party in noun.parties)
    elif isinstance(noun, Target):
        text = f"{noun.quote} {noun.scope or ''}"
    elif isinstance(noun, Project):
        text = f"{noun.name} {noun.owner} {noun.scale_text}"
    else:
        return False
    return any(name in text for name in names)


def counted(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """The kinds of which something was found, in the order in which they are shown.

    >>> counted({"sentence": 3, "target": 1})
    [('target', 1), ('sentence', 3)]
    """
    return [(kind, counts[kind]) for kind in KINDS if counts.get(kind)]


def headline(item: Item) -> str:
    """What an item is called in a list: with the value of a target, the name of a project."""
    noun = item.noun
    if isinstance(noun, Target):
        return f"{noun.indicator} {value_of(noun)}"
    return noun.name if isinstance(noun, Project) else str(getattr(noun, "text", ""))
