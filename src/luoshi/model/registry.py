"""A registry: a list that officials keep, as fields, categories with consequences, and who may see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from luoshi.model.person import Relation

FieldType = Literal[
    "text", "paragraph", "number", "money", "date", "period", "choice", "choices", "truth",
    "organisation", "organisations", "place", "document", "attachment",
]  # fmt: skip
# As it is kept: numbers as decimals in text ("6.1"), days as 2017-01-05, truth as 是 or 否, several things as a tuple of
# them. What is not known is absent, never empty and never zero.
Value = str | tuple[str, ...]
Data = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class When:
    """A condition: the field has one of the values, or any value where none is named."""

    field: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the answers that a field takes; `id` is what is kept and, in Chinese, what is shown."""

    id: str
    title_en: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a registry asks (字段).

    The unit of a number may stand in another field of the record: `unit_in` names it.

    `required` holds when a record is handed in; a draft may lack it. `required_when`: all conditions must hold for it to
    be required. `not_below` and `not_above` name another field; a value beyond it is accepted only where the field
    `except_with` says why. `given` fields are filled by the system alone. `official` is false where no document asks it.
    """

    id: str
    title: str
    title_en: str
    type: FieldType = "text"
    unit: str = ""
    unit_in: str = ""
    required: bool = False
    required_when: tuple[When, ...] = ()
    choices: tuple[Answer, ...] = ()
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    not_below: str = ""
    not_above: str = ""
    except_with: str = ""
    given: bool = False
    listed: bool = False
    public: bool = False
    help: str = ""
    help_en: str = ""
    official: bool = True
    source: str = ""

    @property
    def is_number(self) -> bool:
        return self.type in ("number", "money")

    @property
    def is_several(self) -> bool:
        return self.type in ("choices", "organisations", "attachment")


@dataclass(frozen=True, slots=True)
class Category:
    """What follows for a record from the value of one of its fields (类别及后果).

    Where `when` holds, the fields of `requires` must be filled and the moves of `forbids` are closed.
    """

    when: tuple[When, ...]
    says: str
    says_en: str
    requires: tuple[str, ...] = ()
    forbids: tuple[str, ...] = ()
    official: bool = True
    source: str = ""


@dataclass(frozen=True, slots=True)
class ObservedAs:
    """By which of its fields a record is an observation once it is accepted (填报观测): it then leaves the desk as a file.

    Each names a field: the ids of the indicator and of the place, the period, the value and its unit; who says so (blank for
    the organisation alone), whether the value is final (快报 and 预计 are not), and what else is to be known. All of `when`
    must hold. `state` is the state in which it stands; a record that leaves it takes its value back.
    """

    indicator: str
    place: str
    period: str
    value: str
    unit: str
    source: str = ""
    nature: str = ""
    note: str = ""
    when: tuple[When, ...] = ()
    state: str = "accepted"

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that are named."""
        named = (self.indicator, self.place, self.period, self.value, self.unit, self.source, self.nature, self.note)
        return (*filter(None, named), *(one.field for one in self.when))


@dataclass(frozen=True, slots=True)
class Registry:
    """A list that officials keep (台账).

    `keeper` is the organisation that keeps it, blank where whoever sets up a record does. `named_by` is the field whose
    value is the record's title; `order` is the registry's place among the others. `seen_by`: what an organisation must be
    to a record to see it; empty for everybody who is signed in. `public_states`: in these the fields marked `public` are
    shown to everybody. `observed`: its accepted records are observations, by these of their fields.
    """

    id: str
    title: str
    title_en: str
    workflow: str
    named_by: str
    fields: tuple[Field, ...]
    categories: tuple[Category, ...] = ()
    keeper: str = ""
    seen_by: tuple[Relation, ...] = ("owner", "participant", "keeper", "above")
    public_states: tuple[str, ...] = ()
    order: int = 100
    mechanisms: tuple[str, ...] = ()
    official: bool = True
    source: str = ""
    note: str = ""
    note_en: str = ""
    observed: ObservedAs | None = None

    def field(self, id: str) -> Field | None:
        """The field of that id."""
        return next((field for field in self.fields if field.id == id), None)
