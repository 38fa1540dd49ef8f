"""Targets broken down to places and organisations: `cascades.yaml` of a pack, its schema, and what can be wrong with one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import Field

from luoshi.model.cascade import Cascade, CascadeKind, Part
from luoshi.model.pack import Pack
from luoshi.model.problem import Problem
from luoshi.packs.files import check_unique, read_yaml, where
from luoshi.packs.references import unknown
from luoshi.packs.review import reviewed
from luoshi.packs.schemas import DecimalNumber, NotNegative, Schema, Text, Truth


class PartEntry(Schema):
    to: Text
    value: DecimalNumber | None = None
    weight: NotNegative | None = None
    source: str = ""

    def noun(self) -> Part:
        return Part(**dict(self))


class CascadeEntry(Schema):
    target: Text
    kind: CascadeKind
    value: DecimalNumber
    unit: Text
    better: Literal["up", "down"]
    parts: tuple[PartEntry, ...] = ()
    expected: tuple[Text, ...] = ()
    tolerance: NotNegative = Field(default="0", validate_default=True)
    source: Text
    official: Truth = True
    note: str = ""

    def noun(self) -> Cascade:
        return Cascade(**(dict(self) | {"parts": tuple(part.noun() for part in self.parts)}))


class CascadesFile(Schema):
    cascades: tuple[CascadeEntry, ...]


def cascades(pack: Pack) -> tuple[Cascade, ...]:
    """How targets of the pack's documents are broken down (目标分解); none where the pack has no `cascades.yaml`.

    Raises:
        PackError: the file is not what its schema says, or breaks a target down twice, or gives somebody two parts.

    >>> from luoshi.packs import pack
    >>> cascades(pack("common-cn"))
    ()
    """
    path = _file(pack)
    if not path.is_file():
        return ()
    found = read_yaml(path, CascadesFile).cascades
    check_unique(path, ((one.target, ("cascades", number, "target")) for number, one in enumerate(found)), "target")
    for number, one in enumerate(found):
        to = ((part.to, ("cascades", number, "parts", at, "to")) for at, part in enumerate(one.parts))
        check_unique(path, to, "to")
    return tuple(entry.noun() for entry in found)


def of_cascades(pack: Pack) -> Iterator[Problem]:
    """What a person should look at in them: targets, units, places and organisations that are not there."""
    listed = cascades(pack)
    if not listed:
        return
    targets = [one.id for one in reviewed(pack) if one.kind == "target"]
    bearers = {*(place.code for place in pack.places), *pack.organisations}
    for number, one in enumerate(listed):
        here = ("cascades", number)
        if one.target not in targets:
            yield unknown("cascades.yaml", "target", one.target, targets, where(_file(pack), (*here, "target")))
        if pack.unit(one.unit) is None:
            yield unknown(one.target, "unit", one.unit, pack.units, where(_file(pack), (*here, "unit")))
        for at, part in enumerate(one.parts):
            if part.to not in bearers:
                yield unknown(one.target, "to", part.to, bearers, where(_file(pack), (*here, "parts", at, "to")))
        for to in one.expected:
            if to not in bearers:
                yield unknown(one.target, "expected", to, bearers, where(_file(pack), (*here, "expected")))


def _file(pack: Pack) -> Path:
    return Path(pack.path) / "cascades.yaml"
