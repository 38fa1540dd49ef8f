"""Targets that were revised: `revisions.yaml` of a pack, its schema, and what can be wrong with a revision."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path

from luoshi.model.pack import Pack
from luoshi.model.problem import Kind, Problem
from luoshi.model.revision import Revision, Terms
from luoshi.packs.files import check_unique, read_yaml, where
from luoshi.packs.references import unknown
from luoshi.packs.review import reviewed
from luoshi.packs.schemas import Day, DecimalNumber, PartialDate, Schema, Text

OLD_IS_OTHER = Kind(
    code="pack-revision-old-is-other",
    zh="目标“{target}”于 {on} 的调整写原值 {old}，而此前是 {held}",
    en="the revision of '{target}' on {on} says that it was {old}, and it was {held}",
    hint_zh="请核对原值，或补上缺少的一次调整。", hint_en="Check the old value, or add the revision in between.",
)  # fmt: skip


class TermsEntry(Schema):
    value: DecimalNumber | None = None
    due: PartialDate = None

    def noun(self) -> Terms:
        return Terms(self.value, self.due)


class RevisionEntry(Schema):
    target: Text
    on: Day
    old: TermsEntry
    new: TermsEntry
    reason: Text
    approver: Text
    source: Text
    note: str = ""

    def noun(self) -> Revision:
        return Revision(**(dict(self) | {"old": self.old.noun(), "new": self.new.noun()}))


class RevisionsFile(Schema):
    revisions: tuple[RevisionEntry, ...]


def revisions(pack: Pack) -> tuple[Revision, ...]:
    """How targets of the pack's documents were revised (目标调整); none where the pack has no `revisions.yaml`.

    Raises:
        PackError: the file is not what its schema says, or revises a target twice on one day.

    >>> from luoshi.packs import pack
    >>> revisions(pack("common-cn"))
    ()
    """
    path = _file(pack)
    if not path.is_file():
        return ()
    found = [entry.noun() for entry in read_yaml(path, RevisionsFile).revisions]
    days = ((f"{one.target} {one.on}", ("revisions", number, "target")) for number, one in enumerate(found))
    check_unique(path, days, "target on")
    return tuple(found)


def of_revisions(pack: Pack) -> Iterator[Problem]:
    """What a person should look at in them: a target that nobody has reviewed, an old value that was not the one before."""
    listed = revisions(pack)
    if not listed:
        return
    targets = {one.id: one for one in reviewed(pack) if one.kind == "target"}
    held = {id: _number(one.fields.get("value")) for id, one in targets.items()}
    for number, one in sorted(enumerate(listed), key=lambda pair: pair[1].on):
        place = where(_file(pack), ("revisions", number, "target"))
        if one.target not in targets:
            yield unknown("revisions.yaml", "target", one.target, targets, place)
        elif one.old.value != held[one.target]:
            yield OLD_IS_OTHER(target=one.target, on=one.on, old=one.old.value, held=held[one.target], where=place)
        held[one.target] = one.new.value


def _file(pack: Pack) -> Path:
    return Path(pack.path) / "revisions.yaml"


def _number(text: object) -> Decimal | None:
    try:
        return Decimal(str(text))
    except InvalidOperation:
        return None
