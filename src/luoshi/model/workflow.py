"""A workflow: the states of a record, the moves between them, and for each move who, with what, and what follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from luoshi.model.person import Relation, Role
from luoshi.model.registry import Category, Field, Registry, When

Do = Literal[
    "notify", "count", "stamp", "late", "set", "clear", "due", "open-reports", "move-reports", "move-subject", "move-asked",
    "establish",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Who:
    """Whoever holds a role at an organisation that is something to the record; any organisation where `of` is None."""

    role: Role
    of: Relation | None = None


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """How long a record may stay in a state (时限).

    `days` after it entered the state, or until the record's own due day where None; in working days where `working`.
    `remind`: how many working days before. `official` is false where no document prints it.
    """

    days: int | None
    working: bool = False
    remind: tuple[int, ...] = ()
    official: bool = True
    source: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """A state of a record (状态).

    A `private` one is seen by its owner's organisation alone; a `final` one is an end; in one that is `handed_in`, what was
    owed until the due day is with those who decide, or decided.
    """

    id: str
    title: str
    title_en: str
    final: bool = False
    private: bool = False
    edited_by: tuple[Who, ...] = ()
    limit: TimeLimit | None = None
    handed_in: bool = False


@dataclass(frozen=True, slots=True)
class Effect:
    """What a move causes (办理结果).

    `notify` tells the organisations that are `to` the record; `count` adds one to a field, `stamp` writes the day into it,
    `late` the days after the due day, `set` the `value`, `clear` empties it; `due` takes the due day from a field.
    `open-reports` makes what each organisation owes that is `to` the record, each that answers for it or takes part where
    that is empty; `move-reports` and `move-subject` make the `move` on the records below
    or above. `move-asked` makes it on the records that will be asked about, where the field says 是; while it is still to be
    made on one of them and the field does not say so, nothing is done at all.
    `establish` sets up a record of what was accepted, in the registry that stands beside the value of the field.
    """

    do: Do
    field: str = ""
    to: tuple[Relation, ...] = ()
    move: str = ""
    value: str = ""
    registries: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """A step from one state to another (办理动作).

    Without `sources` it sets up a record; without `target` the state stays. Nobody may do it who has done one of `not_by`
    on the record, or written what was handed in by it. `asks` are fields that may be filled with the move, `requires` those
    that must be; `complete` says that all required fields must be. All of `only_when` must hold and none of `unless`. A
    `decision` is a judgement of what others did.
    """

    id: str
    title: str
    title_en: str
    sources: tuple[str, ...]
    target: str
    who: tuple[Who, ...]
    not_by: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    complete: bool = False
    note: bool = False
    decision: bool = False
    at_most: int | None = None
    only_when: tuple[When, ...] = ()
    unless: tuple[When, ...] = ()
    causes: tuple[Effect, ...] = ()
    official: bool = True
    source: str = ""


@dataclass(frozen=True, slots=True)
class Workflow:
    """The states of a record and the moves between them (流程).

    `fields` are those that its moves ask for. `of` joins it to a registry, and is what `luoshi.act` is asked with.
    """

    id: str
    title: str
    title_en: str
    states: tuple[State, ...]
    moves: tuple[Move, ...]
    fields: tuple[Field, ...] = ()
    categories: tuple[Category, ...] = ()
    official: bool = True
    source: str = ""
    note: str = ""

    def state(self, id: str) -> State | None:
        """The state of that id."""
        return next((state for state in self.states if state.id == id), None)

    def move(self, id: str) -> Move | None:
        """The move of that id."""
        return next((move for move in self.moves if move.id == id), None)

    @property
    def beginnings(self) -> tuple[Move, ...]:
        """The moves that set up a record."""
        return tuple(move for move in self.moves if not move.sources)

    def after(self, move: Move, state: str) -> str:
        """The state after a move."""
        return move.target or state

    def of(self, registry: Registry) -> Workflow:
        """This workflow with the fields and categories of a registry before its own."""
        own = {field.id for field in registry.fields}
        fields = (*registry.fields, *(field for field in self.fields if field.id not in own))
        return replace(self, fields=fields, categories=registry.categories)

    @property
    def by_field(self) -> Mapping[str, Field]:
        return {field.id: field for field in self.fields}
