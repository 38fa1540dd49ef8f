"""A dispatch asks every organisation of a set of records how far it is: who owes which report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from luoshi.model.record import Record

Part = Literal["牵头", "配合"]


@dataclass(frozen=True, slots=True)
class Owed:
    """A report that an organisation owes on a record, as the one that leads or as one that takes part."""

    subject: str
    organisation: str
    part: Part


def owed(records: Iterable[Record]) -> Iterator[Owed]:
    """Who owes a report on what: one for each record and organisation, the lead's first.

    >>> duty = Record("7", "duties", "signed", "jilin/finance", participants=("jilin/energy", "jilin/finance"))
    >>> [(one.organisation, one.part) for one in owed([duty])]
    [('jilin/finance', '牵头'), ('jilin/energy', '配合')]
    """
    for record in records:
        if record.owner:
            yield Owed(record.id, record.owner, "牵头")
        for organisation in dict.fromkeys(record.participants):
            if organisation != record.owner:
                yield Owed(record.id, organisation, "配合")
