"""What the last build found, as the desk shows it; the next build is taken up without a restart."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from django.conf import settings

from luoshi.compile.review import Commitment, located, paired
from luoshi.model.alert import Alert
from luoshi.model.followed import Followed
from luoshi.model.problem import LuoshiError
from luoshi.model.review import Reviewed
from luoshi.model.revision import Revision
from luoshi.model.span import Span
from luoshi.packs import revisions, suppliers
from luoshi.packs.review import reviewed
from luoshi.pipeline import Build, last_build
from luoshi.publish.chart import Figure
from luoshi.publish.chart_theme import State
from luoshi.publish.chart_words import Words
from luoshi.publish.city_rows import CityRow, city_rows
from luoshi.publish.map import light_map
from luoshi.publish.page_documents import DocumentPage, Item, document_pages
from luoshi.publish.page_english import sentences
from luoshi.publish.page_findings import file_of, grouped, item_of
from luoshi.publish.page_reader import address_at
from luoshi.publish.target_rows import TargetRow, target_rows

# What stands between two cells of a table's row when it is quoted.
CELL = "\u3000"


def as_printed(received: str) -> str:
    """Words of a received text as one quotes them: without blanks and line breaks, the cells of a row set apart.

    >>> as_printed("新建支线 机场\\t2018—2020\\t87").split(CELL)
    ['新建支线机场', '2018—2020', '87']
    """
    return CELL.join("".join(cell.split()) for cell in received.split("\t") if cell.strip())


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reviewed commitment stands: its document, the item that was read on its words, the address, the words."""

    document: str
    item: str
    address: str
    quote: str


@dataclass(frozen=True)
class Built:
    """A build with the ways into it.

    A commitment has the id `<document>#<path>` by which records of the desk know it (`Record.data["commitment"]`).
    """

    build: Build

    @property
    def pages(self) -> Path:
        """The folder of its pages, which are shown in the desk's frame under `/plan/`."""
        return self.build.folder / "pages"

    @cached_property
    def documents(self) -> Mapping[str, DocumentPage]:
        """The documents by id, each with its items and the file of its page."""
        return {page.id: page for page in document_pages(self.build.plans, self.build.pack)}

    @cached_property
    def documents_by_file(self) -> Mapping[str, DocumentPage]:
        """The documents by the file of their page."""
        return {page.file: page for page in self.documents.values()}

    @cached_property
    def reviewed(self) -> Mapping[str, Reviewed]:
        """The commitments that people have reviewed, by id; those that they found to be none are left out."""
        return {entry.id: entry for entry in reviewed(self.build.pack) if not entry.rejected}

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Where the words of each reviewed commitment stand, by its id."""
        entries = [entry for entry in self.reviewed.values() if entry.document in self.documents]
        spans, read = located(self.build.plans, entries), paired(self.build.plans, entries)
        return {entry.id: self._place(entry, read.get(entry.id), spans.get(entry.id)) for entry in entries}

    def _place(self, entry: Reviewed, read: Commitment | None, span: Span | None) -> Place:
        page = self.documents[entry.document]
        item = next((one for one in page.items if one.noun is read), None) if read else None
        anchor = item.id if item else address_at(page, span.start, span.end) if span else ""
        address = f"{quote(page.file)}#{anchor}" if anchor else quote(page.file)
        # The pinned words of a table's row have no blanks, so that numbers of two cells would stand together.
        printed = as_printed(page.plan.document.received.text[span.start : span.end]) if span else ""
        words = printed if CELL in printed else entry.quote
        return Place(entry.document, item.id if item else "", address, words)

    @cached_property
    def commitments_of(self) -> Mapping[tuple[str, str], list[str]]:
        """The ids of the reviewed commitments that an item was read as, by its document and its own id."""
        found: dict[tuple[str, str], list[str]] = {}
        for id, place in self.places.items():
            if place.item:
                found.setdefault((place.document, place.item), []).append(id)
        return found

    @cached_property
    def targets(self) -> Mapping[str, list[Followed]]:
        """The targets that are followed, by id: as a whole first, then in each place."""
        return {group[0].target: group for group in grouped(self.build.followed).values()}

    @cached_property
    def alerts(self) -> Mapping[str, list[Alert]]:
        """The alerts that stand, by the id of the target."""
        found: dict[str, list[Alert]] = {}
        for alert in self.build.alerts:
            found.setdefault(alert.target, []).append(alert)
        return found

    @cached_property
    def target_rows(self) -> list[TargetRow]:
        """A line for each target, those that stand worst first."""
        return target_rows(self.targets, self.build.pack)

    @cached_property
    def sentences(self) -> Mapping[str, str]:
        """The address of the words of each target, by its id; blank where it has no document of the build."""
        return {row.target: self.address_of_sentence(row.shown) for row in self.target_rows}

    @cached_property
    def target_of_file(self) -> Mapping[str, TargetRow]:
        """The line of a target by the file of its page."""
        return {row.file: row for row in self.target_rows}

    @cached_property
    def cities(self) -> Mapping[str, CityRow]:
        """The cities by their code, each with everything that was found about it."""
        one = self.build
        rows = city_rows(one.profiles, one.followed, one.alerts, one.evaluated, one.pack, suppliers(one.pack))
        return {row.place: row for row in rows}

    @cached_property
    def city_map(self) -> Figure | None:
        """The map of the province's cities by their worst light; None where there are no boundaries to draw."""
        codes = [code for code in self.cities if code.endswith("00")]
        if not codes:
            return None
        marks = {code: mark.name for code in codes if (mark := self.cities[code].worst_mark) and mark.name in _STATES}
        states = {code: _STATES[name] for code, name in marks.items()}
        reasons = {
            code: Words("没有一个目标可以评估", "no target can be judged") for code in codes if code not in states
        }
        name = Words("各市州最差的灯（含对照）", "The worst light of each city (targets compared included)")
        try:
            return light_map(
                states, within=codes[0][:2], name=name, reasons=reasons, official=False, base=self.build.base_map
            )
        except LuoshiError:
            return None

    @cached_property
    def revisions(self) -> Mapping[str, list[Revision]]:
        """How targets were revised, by the id of the target, the earliest first."""
        found: dict[str, list[Revision]] = {}
        for one in sorted(revisions(self.build.pack), key=lambda one: one.on):
            found.setdefault(one.target, []).append(one)
        return found

    @cached_property
    def english(self) -> Mapping[str, str]:
        """Everything that the build says in both languages, in English by its Chinese words."""
        one = self.build
        problems = [plan.problems for plan in one.plans.values()]
        return sentences(
            (problems, one.followed, one.alerts, one.evaluated, one.profiles, one.problems, one.differences)
        )

    def address_of_target(self, target: str) -> str:
        """The address of a target's page; blank where it is not followed."""
        group = self.targets.get(target)
        return f"/plan/{file_of(group[0])}" if group else ""

    def address_of_sentence(self, one: Followed) -> str:
        """The address of the words of a target; that of its document where they cannot be found, blank without one."""
        page = self.documents.get(one.document)
        if page is None:
            return ""
        item = item_of(one, page)
        return self.address_of(one.document, item) if item else f"/plan/{quote(page.file)}"

    def address_of(self, document: str, item: Item) -> str:
        """The address of the sentence that an item was read from."""
        return f"/plan/{self.documents[document].address(item)}"


_STATES: dict[str, State] = {"done": "done", "normal": "green", "warning": "yellow", "late": "red"}

_lock = threading.Lock()
_last: tuple[object, Built | None] | None = None


def built() -> Built | None:
    """The build at which the workspace points now; None before the first."""
    global _last
    seen = _signature()
    if _last is None or _last[0] != seen:
        with _lock:
            if _last is None or _last[0] != seen:
                found = last_build(settings.WORKSPACE) if seen else None
                _last = (seen, Built(found) if found else None)
    return _last[1]


def _signature() -> tuple[str, int] | None:
    # Asked for each row of a table: a path made of words, for one made of parts takes longer than asking the system.
    pointer = f"{settings.WORKSPACE}/build/current"
    try:
        return pointer, os.stat(pointer).st_mtime_ns
    except OSError:
        return None
