"""What people have read in a pack's documents: the reviewed commitments, the conflicts between them, the examples.

commitments/<document id>.yaml     one file a document: duties, targets, projects, assignments
conflicts.yaml                     passages that contradict each other, and how the plan treats them
examples.yaml                      sentence → what must come out of it
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from luoshi.model import review as nouns
from luoshi.model.pack import Pack
from luoshi.model.problem import Kind, PackError
from luoshi.model.review import Conflict, Example, How, Reviewed, ReviewedKind, Value
from luoshi.packs.files import Location, check_unique, read_yaml, where
from luoshi.packs.schemas import OptionalText, PartialDate, Schema, Text, Truth

NO_SUCH_DOCUMENT = Kind(
    code="review-no-such-document",
    zh="本包没有文件“{id}”", en="the pack has no document '{id}'",
    hint_zh="文件名应为 documents.yaml 中的 id，是否应为“{near}”？",
    hint_en="The file is called after an id of documents.yaml. Did you mean '{near}'?",
)  # fmt: skip
BAD_ADDRESS = Kind(
    code="review-bad-address",
    zh="地址“{id}”不在文件“{document}”之下", en="address '{id}' is not one of '{document}'",
    hint_zh="地址写作“{document}#条款”，如“{document}#一.t1”。", hint_en="An address is '{document}#' and the item.",
)  # fmt: skip
NO_SUCH_FIELD = Kind(
    code="review-no-such-field",
    zh="“{id}”的更正所指的字段“{field}”不存在", en="the correction of '{id}' names a field '{field}' that is not there",
    hint_zh="可用的字段：{known}。", hint_en="The fields are: {known}.",
)  # fmt: skip
NO_REASON = Kind(
    code="review-no-reason",
    zh="“{id}”与编译结果不同，但没有说明理由", en="'{id}' is not what is compiled and does not say why",
    hint_zh="请在 reason 中写明理由。", hint_en="Give the reason.",
)  # fmt: skip

Day = Annotated[str, Field(pattern=r"^(\d{4}-\d{2}-\d{2})?$")]
Figure = Annotated[str, Field(pattern=r"^(-?\d+(\.\d+)?)?$")]
Year = Annotated[str, Field(pattern=r"^(\d{4})?$")]


class Correction(Schema):
    field: Text
    machine: str | tuple[str, ...]
    reason: Text


class Link(Schema):
    to: Text
    how: How
    note: Text
    quote: str = ""


class Entry(Schema):
    """What every reviewed commitment has; the fields of its kind are added to it."""

    kind_: ClassVar[ReviewedKind]

    id: Text
    quote: Text
    indicator_id: str = ""
    corrections: tuple[Correction, ...] = ()
    links: tuple[Link, ...] = ()
    machine: Literal["", "missing"] = ""
    rejected: Truth = False
    reason: str = ""
    remark: str = ""

    def fields(self) -> dict[str, Value]:
        return {name: value for name, value in self if name not in Entry.model_fields}

    def noun(self, document: str) -> Reviewed:
        return Reviewed(
            id=self.id,
            kind=self.kind_,
            document=document,
            quote=self.quote,
            fields=self.fields(),
            indicator_id=self.indicator_id,
            corrections=tuple(self._corrections()),
            links=tuple(nouns.Link(**dict(link)) for link in self.links),
            missing=self.machine == "missing",
            rejected=self.rejected,
            reason=self.reason,
            note=self.remark,
        )

    def _corrections(self) -> Iterator[nouns.Correction]:
        reviewed = self.fields() | {"quote": self.quote}
        for one in self.corrections:
            yield nouns.Correction(one.field, one.machine, reviewed[one.field], one.reason)


class DutyEntry(Entry):
    kind_ = "duty"

    number: str = ""
    lead: tuple[Text, ...] = ()
    participants: tuple[Text, ...] = ()
    places: tuple[Text, ...] = ()
    rule: Literal["", "explicit", "order", "joint"] = ""
    open: Literal["", "是"] = ""
    deadlines: tuple[Text, ...] = ()
    deliverables: tuple[Text, ...] = ()
    pilot: Literal["", "confirmed", "to-apply", "elsewhere"] = ""


class TargetEntry(Entry):
    kind_ = "target"

    indicator: str = ""
    scope: str = ""
    kind: str = ""
    comparator: Literal["", "=", ">=", ">", "<=", "<", "~", "range"] = ""
    value: Figure = ""
    high: Figure = ""
    unit: str = ""
    deadline: Day = ""
    since: Year = ""
    baseline_year: Year = ""
    binding: Literal["", "约束性", "预期性"] = ""
    direction: Literal["", "up", "down", "hold"] = ""
    lead: tuple[Text, ...] = ()


class ProjectEntry(Entry):
    kind_ = "project"

    seq: str = ""
    name: str = ""
    owner: str = ""
    scale_text: str = ""
    start_year: Year = ""
    end_year: Year = ""
    total_investment: Figure = ""
    unit: str = ""
    note: str = ""
    group: str = ""


class AssignmentEntry(Entry):
    kind_ = "assignment"

    place: Text
    code: str = ""
    says: str = ""
    current_code: str = ""
    current_name: str = ""


class CommitmentsFile(Schema):
    """`commitments/<document id>.yaml`."""

    checked_by: OptionalText = None
    checked_on: PartialDate = None
    next_review: PartialDate = None
    duties: tuple[DutyEntry, ...] = ()
    targets: tuple[TargetEntry, ...] = ()
    projects: tuple[ProjectEntry, ...] = ()
    assignments: tuple[AssignmentEntry, ...] = ()


class Side(Schema):
    id: str = ""
    document: str = ""
    quote: str = ""


class ConflictEntry(Schema):
    id: Text
    title: Text
    what: Text
    sides: tuple[Side, ...] = Field(min_length=1)
    treatment: Text
    said_en: str = ""


class ConflictsFile(Schema):
    conflicts: tuple[ConflictEntry, ...]


class ExampleEntry(Schema):
    sentence: Text
    document: Text
    why: Text
    duties: tuple[dict[str, str | tuple[str, ...]], ...] = ()
    targets: tuple[dict[str, str | tuple[str, ...]], ...] = ()


class ExamplesFile(Schema):
    examples: tuple[ExampleEntry, ...]


def reviewed(pack: Pack) -> tuple[Reviewed, ...]:
    """The reviewed reading of the pack's documents, in their order; empty where nothing has been reviewed.

    Raises:
        PackError: a file is not what its schema says, is called after no document, has an address twice or of another
            document, or differs from what is compiled without a reason.
    """
    folder = Path(pack.path) / "commitments"
    order = [document.id for document in pack.documents]
    for file in sorted(folder.glob("*.yaml")):
        if file.stem not in order:
            near = get_close_matches(file.stem, order, n=1, cutoff=0.3)
            raise PackError(NO_SUCH_DOCUMENT(id=file.stem, near=near[0] if near else "?", where=where(file, ())))
    return tuple(entry for id in order for entry in _of_document(folder / f"{id}.yaml"))


def conflicts(pack: Pack) -> tuple[Conflict, ...]:
    """The passages of the pack's documents that contradict each other; empty where the pack has no `conflicts.yaml`.

    Raises:
        PackError: the file is not what its schema says.
    """
    path = Path(pack.path) / "conflicts.yaml"
    if not path.is_file():
        return ()
    entries = read_yaml(path, ConflictsFile).conflicts
    check_unique(path, ((entry.id, ("conflicts", number, "id")) for number, entry in enumerate(entries)), "id")
    return tuple(
        Conflict(
            entry.id,
            entry.title,
            entry.what,
            tuple(nouns.Side(**dict(side)) for side in entry.sides),
            entry.treatment,
        )
        for entry in entries
    )


def examples(pack: Pack) -> tuple[Example, ...]:
    """Sentences of the documents with what must come out of them; empty where the pack has no `examples.yaml`.

    Raises:
        PackError: the file is not what its schema says.
    """
    path = Path(pack.path) / "examples.yaml"
    entries = read_yaml(path, ExamplesFile).examples if path.is_file() else ()
    return tuple(Example(**dict(entry)) for entry in entries)


def _of_document(path: Path) -> list[Reviewed]:
    if not path.is_file():
        return []
    file = read_yaml(path, CommitmentsFile)
    parts: Mapping[str, tuple[Entry, ...]] = {
        "duties": file.duties,
        "targets": file.targets,
        "projects": file.projects,
        "assignments": file.assignments,
    }
    placed = [(entry, (part, number)) for part, entries in parts.items() for number, entry in enumerate(entries)]
    check_unique(path, ((entry.id, (*place, "id")) for entry, place in placed), "id")
    for entry, place in placed:
        _check(entry, path, place)
    return [entry.noun(path.stem) for entry, _ in placed]


def _check(entry: Entry, path: Path, place: Location) -> None:
    if not entry.id.startswith(f"{path.stem}#"):
        raise PackError(BAD_ADDRESS(id=entry.id, document=path.stem, where=where(path, (*place, "id"))))
    if (entry.machine or entry.rejected) and not entry.reason:
        raise PackError(NO_REASON(id=entry.id, where=where(path, place)))
    known = [*entry.fields(), "quote"]
    for number, correction in enumerate(entry.corrections):
        if correction.field not in known:
            here = where(path, (*place, "corrections", number, "field"))
            raise PackError(NO_SUCH_FIELD(id=entry.id, field=correction.field, known="、".join(known), where=here))
