"""The registries of a pack, one file each: what is asked, what follows from it, who keeps it and who may see it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import Field

from luoshi.model import registry as nouns
from luoshi.model.pack import Pack
from luoshi.model.person import Relation
from luoshi.model.problem import Kind, Problem
from luoshi.packs.fields import FieldEntry, WhenEntry, conditions
from luoshi.packs.files import check_unique, read_yaml, where
from luoshi.packs.references import unknown
from luoshi.packs.schemas import Schema, Text, Truth
from luoshi.packs.workflows import files, of_its_file, workflows

UNOFFICIAL_WITHOUT_SOURCE = Kind(
    code="registry-field-without-source",
    zh="“{id}”的字段“{field}”不是文件要求的，却没有写来源", en="the field '{field}' of '{id}' is not official and has no source",
    hint_zh="请在 source 中写“系统默认，非官方”及理由。", hint_en="Say in its source where it comes from.",
)  # fmt: skip


NO_SUCH_FIELD = Kind(
    code="registry-no-such-field",
    zh="“{id}”没有字段“{field}”", en="'{id}' has no field '{field}'",
    hint_zh="有这些字段：{known}。", hint_en="It has: {known}.",
)  # fmt: skip


class CategoryEntry(Schema):
    when: WhenEntry = Field(description="It holds where all of these fields have one of these values.")
    says: Text = Field(description="What follows, in words for the screen.")
    says_en: Text = Field(description="The same in English.")
    requires: tuple[Text, ...] = Field((), description="Fields that must then be filled.")
    forbids: tuple[Text, ...] = Field((), description="Moves that are then closed.")
    official: Truth = Field(True, description="否 where no document says so (系统默认，非官方).")
    source: Text = Field(description="By which document.")

    def noun(self) -> nouns.Category:
        return nouns.Category(**{**dict(self), "when": conditions(self.when)})


class ObservedEntry(Schema):
    indicator: Text = Field(description="The field with the id of the indicator.")
    place: Text = Field(description="The field with the code of the place, or the id of an area of `judging.yaml`.")
    period: Text = Field(description="The field with the period that the value is about.")
    value: Text = Field(description="The field with the value.")
    unit: Text = Field(description="The field with its unit.")
    source: str = Field("", description="The field that says where the figure is from.")
    nature: str = Field("", description="The field that says whether it is 正式, 快报 or 预计.")
    note: str = Field("", description="The field with what else is to be known.")
    when: WhenEntry = Field({}, description="Only where all of these fields have one of these values.")
    state: Text = Field("accepted", description="The state in which a record is an observation.")

    def noun(self) -> nouns.ObservedAs:
        return nouns.ObservedAs(**{**dict(self), "when": conditions(self.when)})


class RegistryFile(Schema):
    id: Text = Field(description="The name of the file, without its ending; part of addresses.")
    title: Text = Field(description="What it is called on the screen.")
    title_en: Text = Field(description="The same in English.")
    workflow: Text = Field(description="The workflow of its records (`workflows/<id>.yaml`).")
    named_by: Text = Field(description="The field whose value is a record's title.")
    order: int = Field(100, description="Its place among the others; the smallest comes first.")
    keeper: str = Field("", description="Id of the organisation that keeps it; empty: whoever sets up a record.")
    seen_by: tuple[Relation, ...] = Field(
        ("owner", "participant", "keeper", "above"),
        description="What an organisation must be to a record to see it; empty: whoever is signed in.",
    )
    public_states: tuple[Text, ...] = Field((), description="In these states its public fields are shown to everybody.")
    fields: tuple[FieldEntry, ...] = Field(min_length=1, description="What is asked.")
    categories: tuple[CategoryEntry, ...] = Field((), description="What follows from the value of a field.")
    observed: ObservedEntry | None = Field(
        None, description="Its accepted records leave the desk and are observed, by these of their fields."
    )
    mechanisms: tuple[Text, ...] = Field((), description="Codes of the mechanisms that it serves.")
    official: Truth = Field(description="否 where no document orders the registry (系统默认，非官方).")
    source: Text = Field(description="By which document.")
    checked_by: Text = Field(description="Who has checked it.")
    note: str = Field("", description="Anything else that whoever reads the table should know; shown under it.")
    note_en: str = Field("", description="The same in English.")

    def noun(self) -> nouns.Registry:
        values = {key: value for key, value in self if key != "checked_by"}
        values["fields"] = tuple(field.noun() for field in self.fields)
        values["categories"] = tuple(category.noun() for category in self.categories)
        values["observed"] = self.observed.noun() if self.observed else None
        return nouns.Registry(**values)


def registries(pack: Pack) -> dict[str, nouns.Registry]:
    """The registries of a pack and of those it extends, by id; an own one wins.

    Raises:
        PackError: a file is not what its schema says.

    >>> from luoshi.packs import pack
    >>> registries(pack("jilin"))["pilots"].title
    '试点示范项目'
    """
    found = {one.id: one for file in files(pack, "registries") for one in [_registry(file)]}
    return {one.id: one for one in sorted(found.values(), key=lambda one: (one.order, one.id))}


def of_registries(pack: Pack) -> Iterator[Problem]:
    """What a person should look at in the registries of a pack: what they name elsewhere, and what has no source."""
    flows = workflows(pack)
    for file in files(pack, "registries"):
        registry = _registry(file)
        if registry.workflow not in flows:
            yield unknown(registry.id, "workflow", registry.workflow, flows, where(file, ("workflow",)))
        if registry.keeper and registry.keeper not in pack.organisations:
            yield unknown(registry.id, "keeper", registry.keeper, pack.organisations, where(file, ("keeper",)))
        yield from _of_observed(registry, file)
        for number, field in enumerate(registry.fields):
            if field.unit_in and registry.field(field.unit_in) is None:
                yield _no_field(registry, field.unit_in, where(file, ("fields", number, "unit_in")))
            if field.unit and pack.unit(field.unit) is None:
                yield unknown(field.id, "unit", field.unit, pack.units, where(file, ("fields", number, "unit")))
            if not field.official and not field.source:
                place = where(file, ("fields", number))
                yield UNOFFICIAL_WITHOUT_SOURCE(id=registry.id, field=field.id, where=place)


def _of_observed(registry: nouns.Registry, file: Path) -> Iterator[Problem]:
    if registry.observed:
        for id in registry.observed.fields:
            if registry.field(id) is None:
                yield _no_field(registry, id, where(file, ("observed",)))


def _no_field(registry: nouns.Registry, id: str, place: str) -> Problem:
    known = "、".join(field.id for field in registry.fields)
    return NO_SUCH_FIELD(id=registry.id, field=id, known=known, where=place)


def _registry(file: Path) -> nouns.Registry:
    read = read_yaml(file, RegistryFile)
    of_its_file(file, read.id)
    check_unique(file, ((one.id, ("fields", number, "id")) for number, one in enumerate(read.fields)), "id")
    return read.noun()
