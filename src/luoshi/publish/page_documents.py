"""What the pages know of a document: its words for itself, and an address for each thing that was compiled from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import quote

from luoshi.model.commitment import Assignment, Citation, Duty, Plan, Project, Target
from luoshi.model.pack import Pack, PackDocument
from luoshi.model.problem import Problem
from luoshi.model.span import Span
from luoshi.publish.page_words import day

ItemKind = Literal["duty", "target", "project", "assignment", "citation", "problem"]
Noun = Duty | Target | Project | Assignment | Citation | Problem

KINDS: dict[ItemKind, tuple[str, str, str]] = {
    "duty": ("任务", "duties", "d"),
    "target": ("目标", "targets", "t"),
    "project": ("项目", "projects", "p"),
    "assignment": ("归类", "places", "a"),
    "citation": ("引用", "citations", "c"),
    "problem": ("疑点", "problems", "q"),
}  # fmt: skip
_UNSAFE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was compiled, with its address on the document's page (`d46`)."""

    kind: ItemKind
    id: str
    number: int
    noun: Noun
    span: Span | None

    @property
    def label(self) -> str:
        """任务46: the kind and its number in the order of the text."""
        return f"{KINDS[self.kind][0]}{self.number}"


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A document with its file name, what it is called, and its items.

    `title`, `doc_number` and `issuer` are those of the document; where it prints none, those of the pack, and then
    their names stand in `supplied`.
    """

    id: str
    file: str
    plan: Plan
    title: str
    doc_number: str
    issuer: tuple[str, ...]
    date: date | None
    supplied: tuple[str, ...]
    note: str
    items: tuple[Item, ...]

    def of(self, kind: ItemKind) -> list[Item]:
        return [item for item in self.items if item.kind == kind]

    def address(self, item: Item) -> str:
        """The permanent address of an item, from any page of the folder."""
        return f"{quote(self.file)}#{item.id}"

    @property
    def name(self) -> str:
        """How one refers to it: by its number, else by its title."""
        return self.doc_number or self.title


Found = tuple[DocumentPage, Item]


def document_pages(plans: Mapping[str, Plan], pack: Pack | None) -> list[DocumentPage]:
    """The pages of all documents, with file names that are safe and differ."""
    known = {entry.id: entry for entry in pack.documents} if pack else {}
    files = _file_names(plans)
    return [_page(name, files[name], plan, known.get(name)) for name, plan in plans.items()]


def _page(name: str, file: str, plan: Plan, entry: PackDocument | None) -> DocumentPage:
    about, supplied = plan.metadata, []

    def known(field: str, printed: str | None, stated: str | None) -> str:
        if not printed and stated:
            supplied.append(field)
        return printed or stated or ""

    title = known("标题", about.attached_title or about.title, entry.title if entry else None)
    doc_number = known("文号", about.doc_number, entry.doc_number if entry else None)
    issuer = about.issuer or (entry.issuer if entry else ())
    issued = about.date or (entry.date if entry else None)
    supplied += ["印发机关"] if issuer and not about.issuer else []
    supplied += ["日期"] if issued and not about.date else []
    return DocumentPage(
        id=name,
        file=file,
        plan=plan,
        title=title or _untitled(name, issuer, issued),
        doc_number=doc_number,
        issuer=issuer,
        date=issued,
        supplied=tuple(supplied),
        note=entry.note if entry else "",
        items=tuple(_items(plan)),
    )


def _untitled(name: str, issuer: tuple[str, ...], issued: date | None) -> str:
    """What stands for a title where none is printed or known: who issued it and when."""
    return f"（未印标题）{' '.join(issuer)} {day(issued)}" if issuer and issued else f"（未印标题）{name}"


def _items(plan: Plan) -> Iterator[Item]:
    nouns: dict[ItemKind, Iterable[Noun]] = {
        "duty": plan.duties,
        "target": plan.targets,
        "project": plan.projects,
        "assignment": plan.assignments,
        "citation": plan.metadata.cited,
        "problem": plan.problems,
    }
    for kind, rows in nouns.items():
        for number, noun in enumerate(rows, 1):
            yield Item(kind, f"{KINDS[kind][2]}{number}", number, noun, noun.span)


def _file_names(names: Iterable[str]) -> dict[str, str]:
    """A file name for each document; a name that is taken gets a number."""
    taken, files = {"index", "tables"}, {}
    for name in names:
        stem = base = _UNSAFE.sub("-", name).strip(".-")[:80] or "document"
        number = 2
        while stem.casefold() in taken:
            stem, number = f"{base}-{number}", number + 1
        taken.add(stem.casefold())
        files[name] = f"{stem}.html"
    return files
