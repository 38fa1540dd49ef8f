"""A dispatch asks every organisation of a set of records how far it is: who owes which report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from luoshi.model.person import Relation
from luoshi.model.record import Record

Part = Literal["牵头", "配合"]


@dataclass(frozen=True, slots=True)
class Owed:
    """A report that an organisation owes on a record, as the one that leads or as one that takes part."""

    subject: str
    organisation: str
    part: Part


def owed(records: Iterable[Record], to: Sequence[Relation] = ()) -> Iterator[Owed]:
    """Who owes a report on what: one for each record and organisation, the lead's first.

    Args:
        to: What an organisation must be to the record to owe one, its owner or a participant; empty: either.

    >>> duty = Record("7", "duties", "signed", "jilin/finance", participants=("jilin/energy", "jilin/finance"))
    >>> [(one.organisation, one.part) for one in owed([duty])]
    [('jilin/finance', '牵头'), ('jilin/energy', '配合')]
    >>> [one.organisation for one in owed([duty], ["owner"])]
    ['jilin/finance']
    """
    for record in records:
        if record.owner and (not to or "owner" in to):
            yield Owed(record.id, record.owner, "牵头")
        for organisation in dict.fromkeys(record.participants) if not to or "participant" in to else ():
            if organisation != record.owner:
                yield Owed(record.id, organisation, "配合")
