"""Documents: received, what was read from them proposed, decided on, and given to those who answer for it.

receive_later(…)               bytes that take long to compile → noted; compile_later, propose_later: what `luoshi tick` does
receive_document(…)            bytes → a record for each document in them, and a proposal for each commitment; all or nothing
accept_unchanged(…)            every proposal of a document that nobody has corrected and that lacks nothing
reject_open(…)                 every proposal of a document that is still open, with one reason
take_in_document(…)            the reviewed commitments of a document of the pack become records
assign_document(…)             every record of a document that is set up and not yet assigned
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localtime

from luoshi import act
from luoshi.act.workflow import Refused
from luoshi.model.problem import Kind
from luoshi.model.registry import Value
from luoshi.pipeline import compile_bytes
from luoshi.publish.page_documents import KINDS, DocumentPage, Item
from luoshi_web import documents
from luoshi_web.built import built
from luoshi_web.desk import files
from luoshi_web.desk.actions.accepted import OTHER_NAMES
from luoshi_web.desk.actions.notices import tell
from luoshi_web.desk.actions.records import Setting, establish, move, registry_of
from luoshi_web.desk.actions.write import writing
from luoshi_web.desk.models import Due, Organisation, Record, User
from luoshi_web.desk.nouns import candidate, history
from luoshi_web.desk.nouns import record as noun
from luoshi_web.desk.people import THE_SYSTEM, Actor
from luoshi_web.desk.people import actor as actor_of
from luoshi_web.packs import current, office
from luoshi_web.taking_in import REGISTRIES, Taken, as_read, taken

KNOWN_ALREADY = Kind(
    code="document-known-already",
    zh="这份文件已经有了：{name}", en="this document is here already: {name}",
    hint_zh="内容完全相同，没有重复收入；请直接打开它。", hint_en="The same to the last character; open the one that is here.",
)  # fmt: skip
NOTHING_READ = Kind(
    code="document-nothing-read",
    zh="“{name}”里没有读出文字", en="no words could be read from “{name}”",
    hint_zh="扫描件请先做文字识别；或用 WPS、Word 打开后另存为 docx 再上传。",
    hint_en="A scanned document needs text recognition first; or save it again as docx.",
)  # fmt: skip
PROPOSALS = "proposals"
UNNAMED = "文件没有写明，暂由主管单位负责"


class KnownAlready(Refused):
    """The same bytes are here already, as the document `id`."""

    def __init__(self, id: str) -> None:
        super().__init__([KNOWN_ALREADY(name=documents.name_of(id), where="file")])
        self.id = id


# ------------------------------------------------------------------ receiving


def receive_document(*, upload: files.Upload, actor: Actor, at: datetime) -> list[Record]:
    """Take in a file: keep its bytes, compile it, and propose everything that was read; all of it or nothing.

    Returns:
        The records of its documents: several for a gazette.

    Raises:
        KnownAlready: the same bytes are here already.
        Refused: the actor may not, or the file is not what it says, too large, or holds nothing that can be read.
    """
    keeper = _may_receive(actor, at)
    data, name, sha256 = _checked(upload)
    compiled = compile_bytes(data, name, office().pack)
    found = documents.pages(compiled, sha256)
    if not any(page.plan.document.flow.strip() for page in found.values()):
        raise Refused([*compiled.problems[:1], NOTHING_READ(name=name, where="file")])
    documents.keep(data, sha256, name, actor.person.name, at)
    with writing():
        if same := _same(sha256):
            raise KnownAlready(same)
        return [_receive(page, part, sha256, name, keeper, actor, at) for part, page in enumerate(found.values(), 1)]


def is_large(upload: files.Upload) -> bool:
    """Whether compiling a file takes so long that nobody should wait for it before a page."""
    return upload.size > settings.COMPILE_AT_ONCE_MEGABYTES * 2**20


def receive_later(*, upload: files.Upload, actor: Actor, at: datetime) -> str:
    """Keep the bytes of a large file, and note that it is to be compiled; `luoshi tick` does it.

    Returns:
        The id of its document, where it will hold one.

    Raises:
        KnownAlready, Refused: as `receive_document` does, but for what only compiling can tell.
    """
    _may_receive(actor, at)
    data, name, sha256 = _checked(upload)
    documents.keep(data, sha256, name, actor.person.name, at)
    what = {"sha256": sha256, "name": name, "user": str(actor.user.pk if actor.user else ""), "at": at.isoformat()}
    with writing():
        # Whoever sends again what could not be compiled has it tried again.
        Due.objects.update_or_create(
            key=f"{documents.COMPILE}:{sha256}",
            defaults={"kind": documents.COMPILE, "on": localtime(at).date(), "what": what, "done_at": None},
        )
    return documents.id_of_file(sha256)


def compile_later(what: Mapping[str, str], at: datetime) -> None:
    """Compile a large file: before anything is claimed or locked, for it takes long. What is killed here is done again."""
    noted = Due.objects.filter(key=f"{documents.COMPILE}:{what['sha256']}", done_at=None)
    noted.update(what={**what, "begun": at.isoformat()})
    documents.compile_and_keep(what["sha256"], what["name"])


def propose_later(what: Mapping[str, str], at: datetime) -> None:
    """Propose everything that was read from a large file; where it cannot be taken in, the reason is kept for its page."""
    sha256, name = what["sha256"], what["name"]
    try:
        with transaction.atomic():
            _propose_all(sha256, name, actor_of(User.objects.get(pk=int(what["user"]))), at)
    except Refused as refused:
        one = refused.problems[0]
        said = {"zh": one.zh, "en": one.en, "hint_zh": one.hint_zh, "hint_en": one.hint_en}
        Due.objects.filter(key=f"{documents.COMPILE}:{sha256}").update(what={**what, "problem": said})


def _propose_all(sha256: str, name: str, actor: Actor, at: datetime) -> None:
    keeper = _may_receive(actor, at)
    if _same(sha256):
        return
    found = documents.pages_of_file(sha256, name)
    if not any(page.plan.document.flow.strip() for page in found.values()):
        raise Refused([NOTHING_READ(name=name, where="file")])
    rows = [_receive(page, part, sha256, name, keeper, actor, at) for part, page in enumerate(found.values(), 1)]
    zh, en = f"“{name}”已编译，请审核读出的承诺", f"“{name}” was compiled; what was read waits for review"
    link = f"/documents/{rows[0].key}/" if len(rows) == 1 else "/documents/"
    tell(keeper.pk, f"{documents.COMPILE}:{sha256}", zh, en, at, record=rows[0], link=link)


def _checked(upload: files.Upload) -> tuple[bytes, str, str]:
    """The bytes of a file, its name and its sha256, where it may be taken."""
    if problem := files.refused(upload, files.DOCUMENTS):
        raise Refused([problem])
    upload.seek(0)
    data, name = upload.read(), files.safe_name(upload.name)
    sha256 = hashlib.sha256(data).hexdigest()
    if same := _same(sha256):
        raise KnownAlready(same)
    return data, name, sha256


def _may_receive(actor: Actor, at: datetime) -> Organisation:
    registry, flow = registry_of(documents.RECEIVED), office().workflows[documents.RECEIVED]
    keeper = Organisation.objects.get(pk=current(registry.keeper, at.date()))
    verdict = act.may(flow, [], "receive", actor.person, candidate(registry.id, keeper, keeper.pk, ()))
    if verdict.problem:
        raise Refused([verdict.problem])
    return keeper


def _same(sha256: str) -> str:
    """The id of a document with the same bytes; blank where there is none."""
    of_the_pack = next((one.id for one in office().pack.documents if one.sha256 == sha256), "")
    row = Record.objects.filter(registry=documents.RECEIVED, key__in=[f"r-{sha256[:16]}", f"r-{sha256[:16]}-1"]).first()
    return of_the_pack or (row.key if row else "")


def _receive(
    page: DocumentPage, part: int, sha256: str, name: str, keeper: Organisation, actor: Actor, at: datetime
) -> Record:
    given: dict[str, Value] = {
        "title": page.title, "number": page.doc_number, "issuer": "、".join(page.issuer), "file": name,
        "issued_on": page.date.isoformat() if page.date else "", "sha256": sha256, "part": str(part), "read": _read(page),
    }  # fmt: skip
    setting = Setting(owner=keeper.pk, key=page.id, given={id: value for id, value in given.items() if value})
    row = establish(registry=documents.RECEIVED, actor=actor, at=at, setting=setting)
    if page.doc_number:
        _supersede(page, at)
    for item in page.items:
        _propose(page, item, keeper, at)
    return row


def _read(page: DocumentPage) -> str:
    """任务 88，目标 2，项目 94."""
    counts = [(KINDS[kind][0], len(page.of(kind))) for kind in REGISTRIES]  # type: ignore[index]
    return "，".join(f"{title} {number}" for title, number in counts if number) or "没有读出任务、目标或项目"


def _propose(page: DocumentPage, item: Item, keeper: Organisation, at: datetime) -> None:
    if item.kind not in REGISTRIES or item.span is None:
        return
    id = documents.commitment_id(page, item)
    found = taken(office().pack, as_read(item.noun, id, page.id), at.date(), page.date)  # type: ignore[arg-type]
    if found is not None:
        setting = Setting(owner=keeper.pk, key=id, given=_proposal(found, item))
        establish(registry=PROPOSALS, actor=THE_SYSTEM, at=at, setting=setting)


def _proposal(found: Taken, item: Item) -> dict[str, Value]:
    """The fields of a proposal. Organisations that are printed and that nobody knows leave the lead open, for a person."""
    known = office().workflows[PROPOSALS].by_field
    own = {OTHER_NAMES.get(id, id): value for id, value in found.data.items()}
    is_open = not found.named and bool(found.data.get("lead_printed"))
    own |= {
        "kind": KINDS[item.kind][0], "lead": "" if is_open else found.owner, "participants": found.participants,
        "deadline": found.due.isoformat() if found.due else "", "quote": item.span.quote if item.span else "",
    }  # fmt: skip
    if not found.named and not is_open:
        own["lead_basis"] = UNNAMED
    return {id: value for id, value in own.items() if value and id in known}


def _supersede(page: DocumentPage, at: datetime) -> None:
    """What is still open of an earlier text under the same number is not asked any more."""
    same = Record.objects.filter(registry=documents.RECEIVED, data__number=page.doc_number).exclude(key=page.id)
    for earlier in same:
        for row in _open(earlier.key):
            note = f"由 {page.doc_number} 的新文本代替"
            move(record=row.pk, version=row.version, name="supersede", actor=THE_SYSTEM, at=at, note=note, quiet=True)


# ------------------------------------------------------------------ deciding


def _open(document: str) -> list[Record]:
    rows = Record.objects.filter(registry=PROPOSALS, data__document=document, state__in=("proposed", "corrected"))
    return list(rows.select_related("owner").order_by("pk"))


def accept_unchanged(*, document: str, actor: Actor, at: datetime) -> int:
    """Accept every proposal of a document as it was read, where it lacks nothing; how many. The others stay open."""
    with writing():
        rows = [row for row in _open(document) if row.state == "proposed"]
        return sum(_moved(row, "accept", actor, at) for row in rows)


def reject_open(*, document: str, note: str, actor: Actor, at: datetime) -> int:
    """Reject every proposal of a document that is still open and that the actor may judge, for one reason; how many.

    Raises:
        Refused: no reason is given.
    """
    with writing():
        rows = [row for row in _open(document) if _may(row, "reject", actor)]
        for row in rows:
            move(record=row.pk, version=row.version, name="reject", actor=actor, at=at, note=note)
        return len(rows)


def _moved(row: Record, name: str, actor: Actor, at: datetime) -> bool:
    """Whether the move was made; where something is missing or it is for somebody else, nothing happens."""
    try:
        move(record=row.pk, version=row.version, name=name, actor=actor, at=at, quiet=True)
    except Refused:
        return False
    return True


# ------------------------------------------------------------------ what the pack's documents ask


def take_in_document(*, document: str, actor: Actor, at: datetime) -> int:
    """Set up a record for every reviewed commitment of a document of the pack that has none; how many.

    Raises:
        Refused: the actor may not.
    """
    with writing():
        waiting = not_taken_in(document, at)
        for one in waiting:
            establish(registry=one.registry, actor=actor, at=at, setting=one.setting())
        return len(waiting)


def not_taken_in(document: str, at: datetime) -> list[Taken]:
    """The reviewed commitments of a document of the pack that have no record yet."""
    found = built()
    entries = [one for one in found.reviewed.values() if one.document == document] if found else []
    have = set(
        Record.objects.filter(registry__in=REGISTRIES.values(), data__document=document).values_list("key", flat=True)
    )
    fresh = (taken(office().pack, entry, at.date()) for entry in entries if entry.id not in have)
    return [one for one in fresh if one is not None and one.registry in office().registries]


# ------------------------------------------------------------------ giving it to those who answer


def assign_document(*, document: str, actor: Actor, at: datetime) -> int:
    """Assign every record of a document that is set up and lacks nothing; each organisation is told once how many."""
    told: Counter[str] = Counter()
    assigned = 0
    with writing():
        for row in to_assign(document):
            if _may(row, "assign", actor) and _moved(row, "assign", actor, at):
                assigned += 1
                told.update({row.owner_id, *row.participants.values_list("pk", flat=True)})
        for organisation, number in told.items():
            key = f"assigned:{document}:{at.isoformat()}:{organisation}"
            zh = f"{documents.name_of(document)}：向您单位交办 {number} 项"
            en = f"{documents.name_of(document)}: {number} items were assigned to your organisation"
            tell(organisation, key, zh, en, at, link="/my/")
    return assigned


def to_assign(document: str) -> list[Record]:
    """The records of a document that are set up and not yet assigned."""
    rows = Record.objects.filter(registry__in=REGISTRIES.values(), data__document=document, state="established")
    return list(rows.select_related("owner").order_by("registry", "pk"))


def _may(row: Record, name: str, actor: Actor) -> bool:
    return bool(act.may(office().workflows[row.registry], history(row), name, actor.person, noun(row)))
