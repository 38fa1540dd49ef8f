"""The documents that the desk knows: those of its pack, as the last build read them, and those that were received here.

What was received lies in the workspace under its sha256 and is never changed, so it is compiled again whenever it is asked
for; the last few are kept in memory. A document received here has the id `r-<16 digits of its sha256>`, with a number
behind it where its file holds several; a commitment in it has the id `<document>#<item>@<start>-<end>`.
"""

from __future__ import annotations

import json
import os
import pickle
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform

from luoshi.pipeline import Compiled, compile_bytes, made_from
from luoshi.publish.page_documents import DocumentPage, Item, document_pages
from luoshi.publish.page_reader import address_at
from luoshi_web.built import as_printed, built
from luoshi_web.desk.models import Due, Record
from luoshi_web.packs import office

RECEIVED = "received"
# The kind of what is due for a file that was received and is still to be compiled.
COMPILE = "compile"
# What the last letter of a commitment's id says that it is.
_KINDS = {"d": ("任务", "duty "), "t": ("目标", "target "), "p": ("项目", "project "), "a": ("归类", "assignment ")}
_PATH = re.compile(r"(?P<item>[a-z]\d+)@(?P<start>\d+)-(?P<end>\d+)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Where the words of a commitment stand: the address in the reader, the words, and what the document is called."""

    address: str
    quote: str
    document: str


# ------------------------------------------------------------------ documents


def page_of(id: str) -> DocumentPage | None:
    """A document by its id, with everything that was read from it."""
    found = built()
    if found and id in found.documents:
        return found.documents[id]
    return received_pages(row).get(id) if (row := received(id)) else None


def page_at(file: str) -> DocumentPage | None:
    """A document by the name of its page in the reader."""
    found = built()
    of_the_build = found.documents_by_file.get(file) if found else None
    return of_the_build or page_of(file.removesuffix(".html"))


def received(id: str) -> Record | None:
    """The record of a document that was received here."""
    return Record.objects.filter(registry=RECEIVED, key=id).first() if id.startswith("r-") else None


def is_received(id: str) -> bool:
    """Whether a document came in at the desk; those of the pack are public as they were issued."""
    return all(one.id != id for one in office().pack.documents)


def name_of(id: str) -> str:
    """How one refers to a document: by its number, else by its title; its id where nobody knows it."""
    known = next((one for one in office().pack.documents if one.id == id), None)
    if known and (known.doc_number or known.title):
        return known.doc_number or known.title or id
    if (found := built()) and id in found.documents:
        return found.documents[id].name
    row = received(id)
    return str(row.data.get("number") or row.title) if row else id


def choices() -> list[tuple[str, str]]:
    """The documents that can be chosen in a form: id and name, those of the pack first."""
    of_the_pack = [(one.id, name_of(one.id)) for one in office().pack.documents]
    rows = Record.objects.filter(registry=RECEIVED).order_by("pk")
    received = rows.values_list("key", KeyTextTransform("number", "data"), "title")
    return [*of_the_pack, *((key, number or title) for key, number, title in received)]


def id_of(name: str) -> str | None:
    """The id of a document that was received here, by its id, number or title."""
    if not name:
        return None
    rows = Record.objects.filter(registry=RECEIVED)
    found = rows.filter(key=name).first() or rows.filter(Q(data__number=name) | Q(title=name)).order_by("-pk").first()
    return found.key if found else None


# ------------------------------------------------------------------ where a commitment stands


def sentence(commitment: str) -> Sentence | None:
    """Where the words of a commitment stand, by its id; None where its document is not there to be shown."""
    id, _, path = commitment.partition("#")
    found = built()
    if found and (place := found.places.get(commitment)):
        return Sentence(f"/plan/{place.address}", place.quote, name_of(id))
    page = page_of(id)
    if page is None:
        return None
    found_at = _PATH.fullmatch(path)
    if found_at is None:
        return Sentence(f"/plan/{page.file}", "", name_of(id))
    start, end = int(found_at["start"]), int(found_at["end"])
    item = item_of(page, commitment)
    anchor = item.id if item else address_at(page, start, end)
    quote = as_printed(page.plan.document.received.text[start:end])
    return Sentence(f"/plan/{page.file}#{anchor}", quote, name_of(id))


def commitment_name(commitment: str, *, english: bool = False) -> str:
    """How one refers to a commitment: the document, and which of its duties, targets or projects it is.

    >>> commitment_name("no-such-document#p40"), commitment_name("no-such-document#p40", english=True)
    ('no-such-document 项目40', 'no-such-document project 40')
    """
    id, _, path = commitment.partition("#")
    return " ".join(part for part in (name_of(id), _path_in_words(path, english)) if part)


def _path_in_words(path: str, english: bool) -> str:
    if found := _PATH.fullmatch(path):
        start, end = found["start"], found["end"]
        return f"characters {start}–{end}" if english else f"第{start}—{end}字"
    where, _, last = path.rpartition(".")
    kind = _KINDS.get(last[:1])
    if kind and last[1:].isdigit():
        return f"{where.replace('.', '')} {kind[english]}{last[1:]}".strip()
    return path.replace(".", "") if where or not path else f"No. {path}" if english else f"第{path}项"


def sentence_of(row: Record) -> Sentence | None:
    """Where the words stand that a record is about; of a report, those of what it reports on."""
    if commitment := row.data.get("commitment"):
        return sentence(str(commitment))
    # Only where the subject was read with the record: a table asks for each of its rows.
    about = row.subject if row.subject_id and "subject" in row._state.fields_cache else None
    return sentence_of(about) if about else None


def item_of(page: DocumentPage, commitment: str) -> Item | None:
    """The item on whose words a commitment of a received document stands, whatever number the grammar gives it now."""
    found = _PATH.fullmatch(commitment.partition("#")[2])
    if found is None:
        return None
    id, words = found["item"], (int(found["start"]), int(found["end"]))
    same = [item for item in page.items if item.id[0] == id[0] and item.span]
    exact = [item for item in same if item.span and (item.span.start, item.span.end) == words]
    return next((item for item in exact if item.id == id), exact[0] if exact else None)


def commitment_id(page: DocumentPage, item: Item) -> str:
    """The id of a commitment of a received document: which item it was read as, and on which characters it stands."""
    assert item.span is not None
    return f"{page.id}#{item.id}@{item.span.start}-{item.span.end}"


# ------------------------------------------------------------------ what was received


def path_of(sha256: str, name: str) -> Path:
    """Where the bytes of a received document lie."""
    return Path(settings.WORKSPACE) / "received" / f"{sha256}{Path(name).suffix.lower()}"


def keep(data: bytes, sha256: str, name: str, who: str, at: datetime) -> None:
    """Keep the bytes of a document under their sha256, with a sidecar that says where they came from; whole or not at all."""
    path = path_of(sha256, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    sidecar = {"name": name, "sha256": sha256, "size": len(data), "received_by": who, "received_at": at.isoformat()}
    for place, content in ((path, data), (path.with_suffix(".json"), _as_json(sidecar))):
        if not place.exists():
            _write(place, content)


def pages(compiled: Compiled, sha256: str) -> dict[str, DocumentPage]:
    """The documents of a compiled file by their ids, each with its items."""
    stem, number = f"r-{sha256[:16]}", len(compiled.plans)
    ids = [stem] if number == 1 else [f"{stem}-{one}" for one in range(1, number + 1)]
    return {page.id: page for page in document_pages(dict(zip(ids, compiled.plans, strict=True)), office().pack)}


def received_pages(row: Record) -> Mapping[str, DocumentPage]:
    """The documents of the file in which a document was received; none where its bytes are gone."""
    sha256, name = str(row.data.get("sha256", "")), str(row.data.get("file", ""))
    return pages_of_file(sha256, name)


def pages_of_file(sha256: str, name: str) -> Mapping[str, DocumentPage]:
    """The documents of a received file; none where its bytes are gone."""
    return _pages(sha256, name, id(office().pack)) if path_of(sha256, name).is_file() else {}


@lru_cache(maxsize=8)
def _pages(sha256: str, name: str, pack: int) -> Mapping[str, DocumentPage]:
    """`pack` is the pack's place in memory: another pack reads otherwise."""
    return pages(_kept(sha256) or compile_bytes(path_of(sha256, name).read_bytes(), name, office().pack), sha256)


def compile_and_keep(sha256: str, name: str) -> None:
    """Compile a file that takes long, and keep what was read, so that a page need not do it again.

    It is computed: where it is deleted, or another pack or library reads, the file is compiled again.
    """
    path = path_of(sha256, name)
    if path.is_file() and _kept(sha256) is None:
        place = _place_of(sha256)
        place.parent.mkdir(parents=True, exist_ok=True)
        _write(place, pickle.dumps(compile_bytes(path.read_bytes(), name, office().pack), protocol=5))


def _kept(sha256: str) -> Compiled | None:
    """What was kept of a file that was compiled with this pack by this library; a workspace is as trusted as these are."""
    try:
        found: Compiled = pickle.loads(_place_of(sha256).read_bytes())
    except (OSError, pickle.UnpicklingError, AttributeError, ImportError, EOFError, TypeError):
        return None
    return found


def _place_of(sha256: str) -> Path:
    return Path(settings.WORKSPACE) / "build" / "received" / _made_from(id(office().pack)) / f"{sha256}.pickle"


@lru_cache(maxsize=2)
def _made_from(pack: int) -> str:
    return made_from(office().pack)


# ------------------------------------------------------------------ what waits to be compiled


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that was received and is still to be compiled (待编译文件), or could not be; then `problem` says why.

    `since` is when it was received, and `begun` when compiling it began for the last time.
    """

    id: str
    name: str
    size: int
    problem: Mapping[str, str]
    since: datetime | None = None
    begun: datetime | None = None

    @property
    def megabytes(self) -> str:
        return f"{self.size / 2**20:.1f}"


def waiting(id: str = "") -> list[Waiting]:
    """The files that wait to be compiled or could not be, or the one of an id."""
    rows = Due.objects.filter(kind=COMPILE, key__startswith=f"{COMPILE}:{id.removeprefix('r-')[:16]}")
    found = []
    for row in rows.order_by("pk"):
        sha256, name = str(row.what["sha256"]), str(row.what["name"])
        problem = row.what.get("problem") or {}
        if row.done_at is None or problem:
            path = path_of(sha256, name)
            size = path.stat().st_size if path.is_file() else 0
            times = (_time(row.what.get("at")), _time(row.what.get("begun")))
            found.append(Waiting(id_of_file(sha256), name, size, problem, *times))
    return found


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def id_of_file(sha256: str) -> str:
    """The id of the document that a file holds, where it holds one.

    >>> id_of_file("0123456789abcdef0123")
    'r-0123456789abcdef'
    """
    return f"r-{sha256[:16]}"


def _as_json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _write(path: Path, data: bytes) -> None:
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
