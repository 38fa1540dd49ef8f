"""Changes of the class in force since the list of 2013: `class_changes.yaml` of a pack. A class is changed by the
competent department and after an evaluation; both stand in every entry, and the list of 2013 stays as it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from luoshi.model.classification import ClassChange
from luoshi.model.pack import Pack, ResourceClass
from luoshi.model.problem import Problem
from luoshi.packs.files import read_yaml, where
from luoshi.packs.references import unknown
from luoshi.packs.schemas import Day, Schema, Text


class ClassChangeEntry(Schema):
    place: Text
    resource_class: ResourceClass
    effective: Day
    document: Text
    evaluation: Text
    note: str = ""

    def noun(self) -> ClassChange:
        return ClassChange(**dict(self))


class ClassChangesFile(Schema):
    changes: tuple[ClassChangeEntry, ...]


def class_changes(pack: Pack) -> tuple[ClassChange, ...]:
    """The changes in the order in which they came into force; none where the pack has no `class_changes.yaml`.

    Raises:
        PackError: the file is not what its schema says; a change without document or evaluation is none.

    >>> from luoshi import packs
    >>> class_changes(packs.pack("jilin"))
    ()
    """
    path = _path(pack)
    if not path.is_file():
        return ()
    return tuple(
        sorted((one.noun() for one in read_yaml(path, ClassChangesFile).changes), key=lambda one: one.effective)
    )


def of_class_changes(pack: Pack) -> Iterator[Problem]:
    """Places in it that are not on the list of resource-based cities."""
    cities = {city.code or city.code_2013 for city in pack.resource_cities}
    for number, one in enumerate(class_changes(pack)):
        if one.place not in cities:
            yield unknown(one.place, "place", one.place, cities, where(_path(pack), ("changes", number)))


def _path(pack: Pack) -> Path:
    return Path(pack.path) / "class_changes.yaml"
