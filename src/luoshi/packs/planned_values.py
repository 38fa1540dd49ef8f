"""What the documents print of the way to their targets: `planned_values.yaml` of a pack, and what can be wrong in it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from luoshi.model.pack import Pack
from luoshi.model.planned import Certainty, Comparator, PlannedChange, PlannedStep, PlannedValue
from luoshi.model.problem import Kind, Problem
from luoshi.packs.files import Location, check_unique, read_yaml, where
from luoshi.packs.references import unknown
from luoshi.packs.schemas import Schema, Text, Truth
from luoshi.packs.texts import QUOTE_NOT_FOUND, text_of

UNCERTAIN_YET_USED = Kind(
    code="pack-uncertain-yet-used",
    zh="“{id}”的可信程度为低，却写为可用", en="'{id}' is of low certainty and said to be usable",
    hint_zh="请写 usable: 否，或对照原件后提高 certainty。",
    hint_en="Write usable: 否, or compare it with the original and raise its certainty.",
)  # fmt: skip
NOTHING_PLANNED = Kind(
    code="pack-nothing-planned",
    zh="“{id}”既没有各年计划值，也没有变动", en="'{id}' has neither values of years nor a change",
    hint_zh="请补上 values 或 change，或删去这一行。", hint_en="Add values or a change, or remove the row.",
)  # fmt: skip
OTHER_DIMENSION = Kind(
    code="pack-planned-other-unit",
    zh="“{id}”的单位“{unit}”与指标的单位“{expected}”不是同一种量",
    en="the unit '{unit}' of '{id}' does not measure what the indicator's '{expected}' does",
    hint_zh="请核对单位，或改正所指的指标。", hint_en="Check the unit, or the indicator it names.",
)  # fmt: skip

_FILE = "planned_values.yaml"


def _decimal(value: object) -> object:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        raise PydanticCustomError("number", "a number is written 0.01, 1e4 or 2000/3") from None


Figure = Annotated[Decimal, BeforeValidator(_decimal)]


class PlannedBase(Schema):
    year: int
    value: Figure


class PlannedStepEntry(Schema):
    year: int
    value: Figure
    comparator: Comparator = "="
    certainty: Certainty | Literal[""] = ""


class PlannedChangeEntry(Schema):
    kind: Literal["growth", "change", "count"]
    value: Figure
    unit: Text
    comparator: Comparator = "="
    direction: Literal["", "up", "down"] = ""


class PlannedValueEntry(Schema):
    id: Text
    indicator: str = ""
    name: Text
    scope: Text
    unit: Text
    base: PlannedBase | None = None
    values: tuple[PlannedStepEntry, ...] = ()
    change: PlannedChangeEntry | None = None
    certainty: Certainty
    usable: Truth
    document: Text
    quote: Text
    restored: Text
    note: str = ""

    def noun(self) -> PlannedValue:
        parts = {"base", "values", "change"}
        return PlannedValue(
            **{key: value for key, value in self if key not in parts},
            base_year=self.base.year if self.base else None,
            base_value=self.base.value if self.base else None,
            steps=tuple(
                PlannedStep(step.year, step.value, step.comparator, step.certainty or self.certainty)
                for step in self.values
            ),
            change=PlannedChange(**dict(self.change)) if self.change else None,
        )


class PlannedValuesFile(Schema):
    planned_values: tuple[PlannedValueEntry, ...]


def planned_values(pack: Pack) -> tuple[PlannedValue, ...]:
    """The rows of the plans' tables of indicators, in order; none where the pack has no `planned_values.yaml`.

    Gaps:
        A base or a year that a table does not print, or that cannot be read, is not there. Rows that are only guessed
        are listed and not `usable`.

    Raises:
        PackError: the file is not what its schema says, or an id stands twice in it.

    >>> from luoshi import packs
    >>> row = planned_values(packs.pack("jilin"))[0]
    >>> row.indicator, row.base_year, str(row.base_value), [(step.year, str(step.value)) for step in row.path]
    ('gdp', 2012, '15.7', [(2015, '19.8'), (2020, '29.1')])
    """
    path = Path(pack.path) / _FILE
    if not path.is_file():
        return ()
    entries = read_yaml(path, PlannedValuesFile).planned_values
    check_unique(path, ((entry.id, ("planned_values", number, "id")) for number, entry in enumerate(entries)), "id")
    return tuple(entry.noun() for entry in entries)


def of_planned_values(pack: Pack) -> Iterator[Problem]:
    """What a person should look at in `planned_values.yaml`, each with its line.

    >>> list(of_planned_values(Pack("small", "小包", "no-such-folder")))
    []
    """
    path = Path(pack.path) / _FILE
    for number, row in enumerate(planned_values(pack)):
        here: Location = ("planned_values", number)
        yield from _of_names(pack, row, path, here)
        yield from _of_units(pack, row, path, here)
        if row.certainty == "低" and row.usable:
            yield UNCERTAIN_YET_USED(id=row.id, where=where(path, (*here, "usable")))
        if not row.steps and row.change is None:
            yield NOTHING_PLANNED(id=row.id, where=where(path, here))


def _of_names(pack: Pack, row: PlannedValue, path: Path, here: Location) -> Iterator[Problem]:
    """The indicator and the document are there, and the words stand in the document."""
    if row.indicator and row.indicator not in pack.indicators:
        yield unknown(row.id, "indicator", row.indicator, pack.indicators, where(path, (*here, "indicator")))
    documents = {document.id: document for document in pack.documents}
    if row.document not in documents:
        yield unknown(row.id, "document", row.document, documents, where(path, (*here, "document")))
    elif "".join(row.quote.split()) not in text_of(pack, documents[row.document]):
        yield QUOTE_NOT_FOUND(code=row.id, quote=row.quote, document=row.document, where=where(path, (*here, "quote")))


def _of_units(pack: Pack, row: PlannedValue, path: Path, here: Location) -> Iterator[Problem]:
    """The units are known, and values of years are in one of the indicator's."""
    for key, printed in (("unit", row.unit), ("change", row.change.unit if row.change else row.unit)):
        if pack.unit(printed) is None:
            yield unknown(row.id, key, printed, pack.units, where(path, (*here, key)))
    indicator = pack.indicators.get(row.indicator)
    own, unit = indicator and pack.unit(indicator.unit), pack.unit(row.unit)
    if row.steps and indicator and own and unit and own.dimension != unit.dimension:
        place = where(path, (*here, "unit"))
        yield OTHER_DIMENSION(id=row.id, unit=row.unit, expected=indicator.unit, where=place)
