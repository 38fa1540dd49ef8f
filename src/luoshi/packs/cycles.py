"""The cycles of a pack (`cycles.yaml`): every obligation that comes again, with the words that order it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import Field

from luoshi.model import cycle as nouns
from luoshi.model.pack import Pack
from luoshi.model.problem import Problem
from luoshi.packs.files import check_unique, read_yaml, where
from luoshi.packs.references import unknown
from luoshi.packs.registries import registries
from luoshi.packs.schemas import Schema, Text, Truth

PERIOD = r"^\d{4}(-H[12]|-Q[1-4]|-(0[1-9]|1[0-2])|\+3)?$"


class DueEntry(Schema):
    months_after: int = Field(
        ge=-11,
        le=36,
        description="Months after the period's last month; before it where negative: -8 of a year is April.",
    )
    day: int = Field(ge=1, le=31, description="Day of that month; its last where it has fewer.")
    shift: nouns.Shift = Field("none", description="Where that is no working day: `earlier`, `later`, or as it is.")
    official: Truth = Field(description="否 where no document prints the day (系统默认，非官方).")
    source: Text = Field(description="By which document, or where it was looked up.")

    def noun(self) -> nouns.DueRule:
        return nouns.DueRule(**dict(self))


class CycleEntry(Schema):
    id: Text = Field(description="The name of the cycle.")
    title: Text = Field(description="What it is called on the screen.")
    title_en: Text = Field(description="The same in English.")
    every: nouns.Every = Field(description="How often.")
    due: DueEntry = Field(description="By when.")
    registry: Text = Field(description="The registry in which a record is opened.")
    owed_by: tuple[Text, ...] = Field(min_length=1, description="Ids of the organisations that owe it.")
    keeper: Text = Field(description="Id of the organisation to which it is owed.")
    first: str = Field(pattern=PERIOD, description="The first period: 2016, 2016-Q4, 2016-12, 2017+3.")
    last: str = Field("", pattern=f"{PERIOD}|^$", description="The last period; empty: for ever.")
    opens: int = Field(30, ge=0, description="How many days before it is due it is opened.")
    remind: tuple[int, ...] = Field((), description="How many working days before it is due one is reminded.")
    remind_official: Truth = Field(False, description="Whether a document prints these days.")
    about: str = Field("", description="Id of the document whose duties and projects are asked about.")
    document: str = Field("", description="Id of the document that orders it.")
    quote: str = Field("", description="Its words.")
    mechanisms: tuple[Text, ...] = Field((), description="Codes of the mechanisms that it serves.")
    source: Text = Field(description="Where in the document, or where it was looked up.")
    note: str = Field("", description="Anything else that the next reader should know.")

    def noun(self) -> nouns.Cycle:
        return nouns.Cycle(**{**dict(self), "due": self.due.noun()})


class CyclesFile(Schema):
    cycles: tuple[CycleEntry, ...] = Field(description="One entry each.")


def cycles(pack: Pack) -> dict[str, nouns.Cycle]:
    """The cycles of a pack and of those it extends, by id; an own one wins.

    Raises:
        PackError: a file is not what its schema says.

    >>> from luoshi.packs import pack
    >>> cycles(pack("jilin"))["soil-annual-report"].due.day
    31
    """
    return {one.id: one.noun() for file in _files(pack) for one in _read(file).cycles}


def of_cycles(pack: Pack) -> Iterator[Problem]:
    """What a person should look at in the cycles: whom and what they name."""
    lists = registries(pack)
    documents = {document.id for document in pack.documents}
    for file in _files(pack):
        for number, one in enumerate(_read(file).cycles):
            here = ("cycles", number)
            if one.registry not in lists:
                yield unknown(one.id, "registry", one.registry, lists, where(file, (*here, "registry")))
            for organisation in (*one.owed_by, one.keeper):
                if organisation not in pack.organisations:
                    yield unknown(one.id, "owed_by", organisation, pack.organisations, where(file, here))
            for key, document in (("document", one.document), ("about", one.about)):
                if document and document not in documents:
                    yield unknown(one.id, key, document, documents, where(file, (*here, key)))


def _files(pack: Pack) -> list[Path]:
    found = (Path(root) / "cycles.yaml" for root in (*reversed(pack.extends), pack.path))
    return [file for file in found if file.is_file()]


def _read(file: Path) -> CyclesFile:
    read = read_yaml(file, CyclesFile)
    check_unique(file, ((one.id, ("cycles", number, "id")) for number, one in enumerate(read.cycles)), "id")
    return read
