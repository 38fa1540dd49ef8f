"""`boundary_changes.yaml`: areas that are counted elsewhere from a year on, or that go on under another code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field

from luoshi.model.areas import BoundaryChange
from luoshi.model.pack import Confidence, Pack, Place
from luoshi.model.problem import Kind, Problem
from luoshi.packs.files import check_unique, read_yaml, where
from luoshi.packs.references import unknown
from luoshi.packs.schemas import Day, OptionalNumber, Schema, Text

OTHER_SUCCESSOR = Kind(
    code="pack-boundary-other-successor",
    zh="“{id}”说 {first} 自 {on} 起为 {second}，places.csv 说是 {successor}（{valid_to}）",
    en="'{id}' says that {first} is {second} from {on}, places.csv that it is {successor} ({valid_to})",
    hint_zh="请核对文件，改正其中一处。", hint_en="Look it up, and correct one of the two.",
)  # fmt: skip


class Change(Schema):
    id: Text
    area: tuple[Text, ...] = Field(
        min_length=1, description="Codes under which the area itself is known, earlier ones first."
    )
    name: Annotated[Text, Field(description="What the area is called.")]
    before: Annotated[Text, Field(alias="from", description="Code of the place in whose figures it was counted.")]
    after: Annotated[
        Text,
        Field(
            alias="to",
            description="Code of the place in whose figures it is counted since; the same where no area changed.",
        ),
    ]
    how: Annotated[Text, Field(description="What happened: 撤市设区, 更名, 撤销并入.")]
    on: Annotated[Day, Field(description="From which day.")]
    figures_from: Annotated[int, Field(description="First year whose figures follow it.")]
    some_from: Annotated[
        OptionalNumber, Field(description="First year in which they do in some sources, where that is another.")
    ] = None
    source: Text
    confidence: Confidence
    note: str = ""

    def noun(self) -> BoundaryChange:
        return BoundaryChange(**dict(self))


class BoundaryChangesFile(Schema):
    boundary_changes: tuple[Change, ...]


def boundary_changes(folder: Path) -> list[BoundaryChange]:
    """The changes that a pack's own folder lists; none where it has no such file.

    Raises:
        PackError: the file is not what its schema says.
    """
    path = folder / "boundary_changes.yaml"
    if not path.is_file():
        return []
    listed = read_yaml(path, BoundaryChangesFile).boundary_changes
    check_unique(path, ((one.id, ("boundary_changes", number, "id")) for number, one in enumerate(listed)), "id")
    return [one.noun() for one in listed]


def of_boundary_changes(pack: Pack) -> Iterator[Problem]:
    """What a person should look at: codes that lead nowhere, and what the table of places says otherwise."""
    places = {place.code: place for place in pack.places}
    for folder in (pack.path, *pack.extends):
        for number, change in enumerate(boundary_changes(Path(folder))):
            at = where(Path(folder) / "boundary_changes.yaml", ("boundary_changes", number))
            yield from _of_change(change, places, at)


def _of_change(change: BoundaryChange, places: Mapping[str, Place], at: str) -> Iterator[Problem]:
    for key, code in [*(("area", code) for code in change.area), ("from", change.before), ("to", change.after)]:
        if code not in places:
            yield unknown(change.id, key, code, places, at)
    for first, second in zip(change.area, change.area[1:], strict=False):
        place = places.get(first)
        if place and (place.successor, place.valid_to) != (second, change.on):
            yield OTHER_SUCCESSOR(
                id=change.id,
                first=first,
                second=second,
                on=change.on,
                successor=place.successor,
                valid_to=place.valid_to,
                where=at,
            )
