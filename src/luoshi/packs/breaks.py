"""`breaks.yaml`: from which year on an indicator is counted otherwise, so that its series breaks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field

from luoshi.model.breaks import MethodChange
from luoshi.model.pack import Confidence, Pack
from luoshi.model.problem import Problem
from luoshi.packs.files import check_unique, read_yaml, where
from luoshi.packs.references import unknown
from luoshi.packs.schemas import Schema, Text, Truth


class DeclaredBreak(Schema):
    id: Text
    indicators: tuple[Text, ...] = Field(min_length=1, description="Ids of the indicators whose figures break.")
    places: Annotated[tuple[Text, ...], Field(description="Codes of the places for which it holds; none for all.")] = ()
    figures_from: Annotated[int, Field(description="First year that is counted by the new method.")]
    what: Annotated[Text, Field(description="What changed, in Chinese.")]
    what_en: Annotated[Text, Field(description="The same in English.")]
    source: Text
    official: Annotated[Truth, Field(description="否 where no document says so (系统默认，非官方).")]
    confidence: Confidence
    note: str = ""

    def noun(self) -> MethodChange:
        return MethodChange(**dict(self))


class BreaksFile(Schema):
    breaks: tuple[DeclaredBreak, ...]


def method_changes(pack: Pack) -> tuple[MethodChange, ...]:
    """The changes of method that a pack and those it extends declare; an own entry of the same id wins.

    Raises:
        PackError: a file is not what its schema says.
    """
    folders = [Path(folder) for folder in (*pack.extends[::-1], pack.path)]
    return tuple({one.id: one for folder in folders for one in _listed(folder)}.values())


def of_breaks(pack: Pack) -> Iterator[Problem]:
    """What a person should look at: indicators and places that the pack does not know."""
    places = {place.code for place in pack.places}
    for folder in (pack.path, *pack.extends):
        for number, one in enumerate(_listed(Path(folder))):
            at = where(Path(folder) / "breaks.yaml", ("breaks", number))
            for indicator in one.indicators:
                if indicator not in pack.indicators:
                    yield unknown(one.id, "indicators", indicator, pack.indicators, at)
            for code in one.places:
                if code not in places:
                    yield unknown(one.id, "places", code, places, at)


def _listed(folder: Path) -> list[MethodChange]:
    path = folder / "breaks.yaml"
    if not path.is_file():
        return []
    listed = read_yaml(path, BreaksFile).breaks
    check_unique(path, ((one.id, ("breaks", number, "id")) for number, one in enumerate(listed)), "id")
    return [one.noun() for one in listed]
