"""Everything that can be wrong with a pack without running anything.

What a single file may say is guarded when it is read (`schemas`); here is what must hold between files, between
entries, and between the pack and its documents.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path

from luoshi.model.naming import OrganisationNames
from luoshi.model.pack import Mechanism, Organisation, Pack, Place
from luoshi.model.problem import Kind, Problem
from luoshi.packs.appraisals import of_appraisals
from luoshi.packs.base_map import of_base_map
from luoshi.packs.boundary_changes import of_boundary_changes
from luoshi.packs.breaks import of_breaks
from luoshi.packs.cascades import of_cascades
from luoshi.packs.class_changes import of_class_changes
from luoshi.packs.cycles import cycles, of_cycles
from luoshi.packs.files import Location, shown, where
from luoshi.packs.indicators import of_indicators
from luoshi.packs.investment_pace import of_investment_pace
from luoshi.packs.judging import of_judging
from luoshi.packs.light_rules import of_light_rules
from luoshi.packs.load import mechanisms
from luoshi.packs.planned_values import of_planned_values
from luoshi.packs.protections import of_protections
from luoshi.packs.record_lights import of_record_lights
from luoshi.packs.references import unknown
from luoshi.packs.registries import of_registries
from luoshi.packs.review import conflicts, examples, reviewed
from luoshi.packs.revisions import of_revisions
from luoshi.packs.schemes import of_schemes
from luoshi.packs.suppliers import of_suppliers
from luoshi.packs.support_list import of_support_list
from luoshi.packs.tables import of_tables
from luoshi.packs.texts import QUOTE_NOT_FOUND, file_of, text_of
from luoshi.packs.warn_rules import of_warn_rules

DOCUMENT_MISSING = Kind(
    code="pack-document-missing",
    zh="找不到文件 {file}", en="there is no document file {file}",
    hint_zh="请把原文放回 documents/，或改正文件名。", hint_en="Put the text back into documents/ or correct the name.",
)  # fmt: skip
DOCUMENT_CHANGED = Kind(
    code="pack-document-changed",
    zh="文件 {file} 与登记的 sha256 不符（现为 {found}）",
    en="{file} is not the text of the registered sha256 (now {found})",
    hint_zh="原文不得改动：请恢复原文；确系更换文件的，登记新的 sha256 并重新核对引文。",
    hint_en="Texts are never edited: restore it, or register the new sha256 and check the quotations again.",
)  # fmt: skip
NOTHING_SERVES = Kind(
    code="pack-served-by-nothing",
    zh="机制 {code} 由“{target}”实现，但没有这个文件或模块", en="{code} is served by '{target}', which does not exist",
    hint_zh="写本包中的文件（如 schemes/city_classes）或程序模块（如 luoshi.compile.duties）。",
    hint_en="Name a file of the pack (schemes/city_classes) or a module of the library (luoshi.compile.duties).",
)  # fmt: skip
NAME_OF_SEVERAL = Kind(
    code="pack-name-of-several",
    zh="“{name}”同时是“{first}”和“{second}”的名称", en="'{name}' is a name of both '{first}' and '{second}'",
    hint_zh="请删去一处别名，或写明起止日期。", hint_en="Remove one alias, or give the dates of both.",
)  # fmt: skip
CODE_OF_SEVERAL = Kind(
    code="pack-code-of-several",
    zh="代码 {code} 同时属于{first}和{second}", en="code {code} belongs to {first} and {second} at the same time",
    hint_zh="请核对代码和起止日期。", hint_en="Check the code and the dates of both.",
)  # fmt: skip


def problems(pack: Pack) -> list[Problem]:
    """What a person should look at in a pack, each with file and line where there is one.

    Raises:
        PackError: a file of the pack is not what its schema says.
    """
    called_for = mechanisms(pack)
    return [
        *_of_documents(pack),
        *_of_mechanisms(pack, called_for),
        *_of_organisations(pack),
        *_of_places(pack.places),
        *of_indicators(pack),
        *of_schemes(pack),
        *of_tables(pack),
        *of_boundary_changes(pack),
        *of_base_map(pack),
        *of_breaks(pack),
        *_of_review(pack),
        *of_light_rules(pack),
        *of_judging(pack),
        *of_appraisals(pack),
        *of_class_changes(pack),
        *of_planned_values(pack),
        *of_protections(pack),
        *of_suppliers(pack),
        *of_support_list(pack),
        *of_warn_rules(pack),
        *of_revisions(pack),
        *of_cascades(pack),
        *of_registries(pack),
        *of_cycles(pack),
        *of_record_lights(pack),
        *of_investment_pace(pack),
        *_of_cycle_quotes(pack),
    ]


# ------------------------------------------------------------------ documents and what is quoted from them


def _of_documents(pack: Pack) -> Iterator[Problem]:
    for number, document in enumerate(pack.documents):
        file = file_of(pack, document)
        place = where(_listed(pack), ("documents", number, "file"))
        if not file.is_file():
            yield DOCUMENT_MISSING(file=document.file, where=place)
        elif (found := hashlib.sha256(file.read_bytes()).hexdigest()) != document.sha256:
            yield DOCUMENT_CHANGED(file=document.file, found=found, where=place)


def _of_mechanisms(pack: Pack, called_for: tuple[Mechanism, ...]) -> Iterator[Problem]:
    path = Path(pack.path) / "mechanisms.yaml"
    texts = {document.id: text_of(pack, document) for document in pack.documents}
    codes = [mechanism.code for mechanism in called_for]
    for number, mechanism in enumerate(called_for):
        here = ("mechanisms", number)
        yield from _of_quotes(mechanism, texts, path, here)
        for other in mechanism.see_also:
            if other not in codes:
                yield unknown(mechanism.code, "see_also", other, codes, where(path, (*here, "see_also")))
        for target in mechanism.served_by:
            if not _exists(pack, target):
                place = where(path, (*here, "served_by"))
                yield NOTHING_SERVES(code=mechanism.code, target=target, where=place)


def _of_quotes(mechanism: Mechanism, texts: Mapping[str, str], path: Path, here: Location) -> Iterator[Problem]:
    for number, quote in enumerate(mechanism.quotes):
        if quote.document not in texts:
            place = where(path, (*here, "quotes", number, "document"))
            yield unknown(mechanism.code, "document", quote.document, texts, place)
        elif "".join(quote.text.split()) not in texts[quote.document]:
            place = where(path, (*here, "quotes", number))
            yield QUOTE_NOT_FOUND(code=mechanism.code, quote=quote.text, document=quote.document, where=place)


def _of_cycle_quotes(pack: Pack) -> Iterator[Problem]:
    texts = {document.id: text_of(pack, document) for document in pack.documents}
    for cycle in cycles(pack).values():
        if cycle.quote and "".join(cycle.quote.split()) not in texts.get(cycle.document, cycle.quote):
            place = f"{shown(Path(pack.path))}/cycles.yaml"
            yield QUOTE_NOT_FOUND(code=cycle.id, quote=cycle.quote, document=cycle.document, where=place)


def _exists(pack: Pack, target: str) -> bool:
    """Whether something that a mechanism names is there: a file of the pack or of those it extends, or a module."""
    if target.startswith("luoshi"):
        try:
            return find_spec(target) is not None
        except ModuleNotFoundError:
            return False
    return any(
        found.is_file()
        for folder in (pack.path, *pack.extends)
        for found in (Path(folder) / f"{target}{suffix}" for suffix in ("", ".yaml", ".md", ".csv"))
    )


# ------------------------------------------------------------------ what people have read in the documents


def _of_review(pack: Pack) -> Iterator[Problem]:
    """What reviewed commitments, conflicts and examples point at: each other, the documents, the indicators.

    That a commitment's own quote still stands is found when the document is compiled (`compile.review`).
    """
    entries = reviewed(pack)
    known = {entry.id for entry in entries}
    texts = {document.id: text_of(pack, document) for document in pack.documents}
    for entry in entries:
        place = f"{shown(Path(pack.path) / 'commitments' / entry.document)}.yaml"
        if entry.indicator_id and entry.indicator_id not in pack.indicators:
            yield unknown(entry.id, "indicator_id", entry.indicator_id, pack.indicators, place)
        for link in entry.links:
            yield from _of_reference(entry.id, link.to, link.quote, known, texts, place)
    place = shown(Path(pack.path) / "conflicts.yaml")
    for conflict in conflicts(pack):
        for side in conflict.sides:
            yield from _of_reference(conflict.id, side.id or side.document, side.quote, known, texts, place)
    for example in examples(pack):
        if example.document not in texts:
            place = shown(Path(pack.path) / "examples.yaml")
            yield unknown(example.sentence[:12], "document", example.document, texts, place)


def _of_reference(
    id: str, to: str, quote: str, known: set[str], texts: Mapping[str, str], place: str
) -> Iterator[Problem]:
    """A reviewed commitment by its id, or words of a document by the document's id and the quote."""
    if to in known:
        return
    if not quote or to not in texts:
        yield unknown(id, "to", to, {*known, *texts}, place)
    elif quote not in texts[to]:
        yield QUOTE_NOT_FOUND(code=id, quote=quote, document=to, where=place)


# ------------------------------------------------------------------ organisations, places


def _of_organisations(pack: Pack) -> Iterator[Problem]:
    codes = {place.code for place in pack.places}
    for organisation in pack.organisations.values():
        for successor in organisation.successors:
            if successor.id not in pack.organisations:
                yield unknown(organisation.id, "successors", successor.id, pack.organisations, _at(pack, organisation))
        if organisation.place and organisation.place not in codes:
            yield unknown(organisation.id, "place", organisation.place, codes, _at(pack, organisation))
    yield from _of_names(pack)


def _of_names(pack: Pack) -> Iterator[Problem]:
    """A name must mean one organisation of a level on any day."""
    names = OrganisationNames(pack.organisations.values(), pack.home_provinces)
    by_key: dict[tuple[str, str], dict[str, Organisation]] = defaultdict(dict)
    for organisation in pack.organisations.values():
        for name in (organisation.name, *organisation.aliases):
            by_key[organisation.level, names.key(name)][organisation.id] = organisation
    for (_, name), bearers in by_key.items():
        for first, second in combinations(bearers.values(), 2):
            if _overlap((first.since, first.until), (second.since, second.until)):
                yield NAME_OF_SEVERAL(name=name, first=first.id, second=second.id, where=_at(pack, second))


def _of_places(places: Iterable[Place]) -> Iterator[Problem]:
    by_code: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        by_code[place.code].append(place)
    for code, bearers in by_code.items():
        for first, second in combinations(bearers, 2):
            if _overlap((first.valid_from, first.valid_to), (second.valid_from, second.valid_to)):
                yield CODE_OF_SEVERAL(code=code, first=first.name, second=second.name, where="places.csv")
        for place in bearers:
            if place.successor and place.successor not in by_code:
                yield unknown(place.name, "successor", place.successor, by_code, "places.csv")


def _overlap(first: tuple[date | None, date | None], second: tuple[date | None, date | None]) -> bool:
    """Whether two times (from, to and not including) have a day in common; `None` is open."""
    start = max(first[0] or date.min, second[0] or date.min)
    return start < min(first[1] or date.max, second[1] or date.max)


# ------------------------------------------------------------------ where things stand


def _listed(pack: Pack) -> Path:
    return Path(pack.path) / "documents" / "documents.yaml"


def _at(pack: Pack, organisation: Organisation) -> str:
    """The line of an organisation in the first file that has it."""
    for folder in (pack.path, *pack.extends):
        path = Path(folder) / "organisations.yaml"
        if path.is_file() and (line := _line_with(path, organisation.id)):
            return f"{shown(path)}:{line}"
    return organisation.id


def _line_with(path: Path, id: str) -> int | None:
    lines = path.read_text(encoding="utf-8").splitlines()
    begins = re.compile(rf"\s*-\s*\{{?\s*id:\s*['\"]?{re.escape(id)}['\"]?\s*(?:,|$)")
    return next((number for number, line in enumerate(lines, 1) if begins.match(line)), None)
