"""The workflows of a pack, one file each: states, moves, who may, with what, until when, and what follows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field

from luoshi.model import workflow as nouns
from luoshi.model.pack import Pack
from luoshi.model.person import Relation, Role
from luoshi.model.problem import PackError
from luoshi.model.registry import When
from luoshi.packs.fields import FieldEntry, WhenEntry, conditions
from luoshi.packs.files import check_unique, read_yaml, where
from luoshi.packs.load import ID_NOT_ITS_FILE
from luoshi.packs.schemas import Schema, Text, Truth


def _blank(value: object) -> object:
    return value or ()


Names = Annotated[tuple[Text, ...], BeforeValidator(_blank)]


class WhoEntry(Schema):
    role: Role = Field(description="The role that must be held.")
    of: Relation | None = Field(None, description="What the organisation must be to the record; any, where not said.")

    def noun(self) -> nouns.Who:
        return nouns.Who(self.role, self.of)


class LimitEntry(Schema):
    days: int | None = Field(
        None, description="Days after the state was entered; without it, until the record's due day."
    )
    working: Truth = Field(False, description="是: only working days count.")
    remind: tuple[int, ...] = Field((), description="How many working days before the end one is reminded.")
    official: Truth = Field(description="否 where no document prints this limit (系统默认，非官方).")
    source: Text = Field(description="By which document, or where it was looked up.")

    def noun(self) -> nouns.TimeLimit:
        return nouns.TimeLimit(**dict(self))


class StateEntry(Schema):
    id: Text
    title: Text = Field(description="What the state is called on the screen.")
    title_en: Text = Field(description="The same in English.")
    final: Truth = Field(False, description="是: an end; the record may rest here for ever.")
    private: Truth = Field(False, description="是: seen by the organisation that answers for the record alone.")
    edited_by: tuple[WhoEntry, ...] = Field((), description="Who may write into the record without moving it.")
    limit: LimitEntry | None = Field(None, description="How long the record may stay here.")
    handed_in: Truth = Field(
        False, description="是: what was owed until the due day was handed in, and is not late any more."
    )

    def noun(self) -> nouns.State:
        edited, limit = tuple(one.noun() for one in self.edited_by), self.limit.noun() if self.limit else None
        return nouns.State(
            self.id, self.title, self.title_en, self.final, self.private, edited, limit, self.handed_in
        )  # fmt: skip


class EffectEntry(Schema):
    do: nouns.Do = Field(
        description="`notify` tells; `count` adds one to a field, `stamp` writes the day, `late` the days after the due"
        " day, `set` the value, `clear` empties; `due` takes the due day from a field; `open-reports` makes what is owed;"
        " `move-reports`, `move-subject` move the records below or above; `move-asked` those that will be asked about, where"
        " the field says 是; `establish` sets up a record of what was accepted."
    )
    field: str = Field("", description="The field that is filled or read.")
    to: tuple[Relation, ...] = Field(
        (), description="Who is told, or owes a report; of reports, empty: lead and participants."
    )
    move: str = Field("", description="The move that is made on the others.")
    value: str = Field("", description="What `set` writes into the field.")
    registries: dict[str, str] = Field(
        {},
        description="For each registry that is asked, that of its reports; for each value of the field, that of the record.",
    )

    def noun(self) -> nouns.Effect:
        return nouns.Effect(self.do, self.field, self.to, self.move, self.value, tuple(self.registries.items()))


class MoveEntry(Schema):
    id: Text
    title: Text = Field(description="What stands on the button.")
    title_en: Text = Field(description="The same in English.")
    sources: Names = Field((), alias="from", description="The states from which it leads; empty: it sets up a record.")
    target: str = Field("", alias="to", description="The state to which it leads; empty: the state stays.")
    who: tuple[WhoEntry, ...] = Field(description="Who may make it.")
    not_by: Names = Field((), description="Whoever made one of these moves on the record may not make this one.")
    asks: Names = Field((), description="Fields that may be filled with it.")
    requires: Names = Field((), description="Fields that must be filled.")
    complete: Truth = Field(False, description="是: all required fields of the registry must be filled.")
    note: Truth = Field(False, description="是: a reason must be written.")
    decision: Truth = Field(False, description="是: a judgement of what others did; nobody judges his own work.")
    at_most: int | None = Field(None, description="How often it may be made on one record.")
    only_when: WhenEntry = Field({}, description="Only while all of these fields have one of these values.")
    unless: WhenEntry = Field({}, description="While a field has one of these values it is closed.")
    causes: tuple[EffectEntry, ...] = Field((), description="What follows from it.")
    official: Truth = Field(True, description="否 where no document orders it (系统默认，非官方).")
    source: str = Field("", description="By which document.")

    def noun(self) -> nouns.Move:
        values = dict(self)
        values["who"] = tuple(one.noun() for one in self.who)
        values["causes"] = tuple(one.noun() for one in self.causes)
        values["only_when"] = conditions(self.only_when)
        # Each value closes it by itself, where conditions of a category hold together.
        values["unless"] = tuple(When(field, tuple(these)) for field, these in self.unless.items())
        return nouns.Move(**values)


class WorkflowFile(Schema):
    id: Text = Field(description="The name of the file, without its ending.")
    title: Text = Field(description="What it is called on the screen.")
    title_en: Text = Field(description="The same in English.")
    states: tuple[StateEntry, ...] = Field(min_length=1, description="The states of a record.")
    moves: tuple[MoveEntry, ...] = Field(min_length=1, description="The steps between them.")
    fields: tuple[FieldEntry, ...] = Field((), description="Fields that its moves ask for, beside the registry's own.")
    official: Truth = Field(description="否 where no document orders the workflow (系统默认，非官方).")
    source: Text = Field(description="By which document, or where it was looked up.")
    checked_by: Text = Field(description="Who has checked it.")
    note: str = Field("", description="Anything else that the next reader should know.")

    def noun(self) -> nouns.Workflow:
        return nouns.Workflow(
            id=self.id, title=self.title, title_en=self.title_en,
            states=tuple(state.noun() for state in self.states), moves=tuple(move.noun() for move in self.moves),
            fields=tuple(field.noun() for field in self.fields),
            official=self.official, source=self.source, note=self.note,
        )  # fmt: skip


def workflows(pack: Pack) -> dict[str, nouns.Workflow]:
    """The workflows of a pack and of those it extends, by id; an own one wins.

    Raises:
        PackError: a file is not what its schema says.

    >>> from luoshi.packs import pack
    >>> [state.title for state in workflows(pack("jilin"))["report"].states][:2]
    ['待报', '已报待审']
    """
    return {found.id: found for file in files(pack, "workflows") for found in [_workflow(file)]}


def files(pack: Pack, folder: str) -> Iterator[Path]:
    """The files of one kind in a pack and in those it extends, the pack's own last."""
    for root in (*reversed(pack.extends), pack.path):
        yield from sorted((Path(root) / folder).glob("*.yaml"))


def of_its_file(file: Path, id: str) -> None:
    """Raises: PackError where the id is not the name of the file."""
    if id != file.stem:
        raise PackError(ID_NOT_ITS_FILE(id=id, file=file.name, where=where(file, ("id",))))


def _workflow(file: Path) -> nouns.Workflow:
    read = read_yaml(file, WorkflowFile)
    of_its_file(file, read.id)
    check_unique(file, ((one.id, ("states", number, "id")) for number, one in enumerate(read.states)), "id")
    check_unique(file, ((one.id, ("moves", number, "id")) for number, one in enumerate(read.moves)), "id")
    check_unique(file, ((one.id, ("fields", number, "id")) for number, one in enumerate(read.fields)), "id")
    return read.noun()
