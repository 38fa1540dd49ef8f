"""A field as registries and workflows write it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field

from luoshi.model import registry as nouns
from luoshi.packs.schemas import Schema, Text, Truth

# {class: [在建, 今明两年可开工], light:} is: the class is one of these, and some light is given.
WhenEntry = dict[str, Annotated[tuple[Text, ...], BeforeValidator(lambda value: value or ())]]


class AnswerEntry(Schema):
    id: Text = Field(description="The answer, as it is shown and kept.")
    title_en: Text = Field(description="The same in English.")

    def noun(self) -> nouns.Answer:
        return nouns.Answer(self.id, self.title_en)


class FieldEntry(Schema):
    id: Text = Field(description="The name under which the value is kept; never changed.")
    title: Text = Field(description="What is asked, on the screen.")
    title_en: Text = Field(description="The same in English.")
    type: nouns.FieldType = Field("text", description="What sort of answer.")
    unit: str = Field("", description="The unit of a number or of money; other units of its dimension are converted.")
    unit_in: str = Field("", description="The field of the same record in which the unit of a number stands.")
    required: Truth = Field(False, description="是: must be filled before the record is handed in.")
    required_when: WhenEntry = Field({}, description="Required where all of these fields have one of these values.")
    choices: tuple[AnswerEntry, ...] = Field((), description="The answers of a choice.")
    at_least: Decimal | None = Field(None, description="The smallest number that is taken.")
    at_most: Decimal | None = Field(None, description="The largest number that is taken.")
    not_below: str = Field("", description="Another field: a smaller value needs a reason.")
    not_above: str = Field("", description="Another field: a larger value needs a reason.")
    except_with: str = Field("", description="The field in which that reason is given.")
    given: Truth = Field(False, description="是: filled by the system, not by people.")
    listed: Truth = Field(False, description="是: a column of the table.")
    public: Truth = Field(False, description="是: shown to everybody in the registry's public states.")
    help: str = Field("", description="A sentence under the field.")
    help_en: str = Field("", description="The same in English.")
    official: Truth = Field(True, description="否 where no document asks it (系统默认，非官方).")
    source: str = Field("", description="By which document.")

    def noun(self) -> nouns.Field:
        values = dict(self)
        values["choices"] = tuple(choice.noun() for choice in self.choices)
        values["required_when"] = conditions(self.required_when)
        return nouns.Field(**values)


def conditions(entry: Mapping[str, tuple[str, ...]]) -> tuple[nouns.When, ...]:
    """The conditions that a mapping of fields to values stands for."""
    return tuple(nouns.When(field, tuple(values)) for field, values in entry.items())
