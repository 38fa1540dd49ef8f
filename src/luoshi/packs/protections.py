"""When a county whose protected farmland or soil gets worse is warned and restricted.

protections/<id>.yaml     the order, what is handed in, the limits, and when it ends, one file a rule
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field

from luoshi.model.alert import AlertLevel
from luoshi.model.pack import Pack
from luoshi.model.problem import Kind, Problem
from luoshi.model.protection import ProtectionInput, ProtectionRule
from luoshi.packs.files import check_unique, read_yaml, where
from luoshi.packs.judging import judging
from luoshi.packs.references import unknown
from luoshi.packs.schemas import NotNegative, Schema, Text, Truth

INPUTS = ("area", "reclassified", "resurveyed", "points", "worse", "better")
INPUTS_DIFFER = Kind(
    code="pack-protection-inputs",
    zh="“{id}”的填报项应为 {wanted}，写的是 {found}", en="'{id}' takes the inputs {wanted}, not {found}",
    hint_zh="请按这个顺序写全六项。", hint_en="Write all six in this order.",
)  # fmt: skip

Share = Annotated[NotNegative, Field(le=1)]


class ProtectionInputEntry(Schema):
    id: Text
    title: Text
    title_en: str = ""
    unit: Text
    indicator: Text
    meaning: Text


class ProtectionFile(Schema):
    id: Text
    version: Text
    title: Text
    title_en: str = ""
    document: Text
    commitment: Text
    quote: Text
    area: Text
    inputs: tuple[ProtectionInputEntry, ...]
    fall_share: Share
    fall_area: NotNegative
    worse_share: Share
    significance: Share
    least_points: int = Field(ge=1)
    release_years: int = Field(ge=1)
    level: AlertLevel
    step: Text
    to: tuple[Text, ...] = ()
    handed_by: tuple[Text, ...] = Field(min_length=1)
    source: Text
    official: Truth = Field(False, description="否 where no document prints the limits (系统默认，非官方).")
    note: str = Field("", description="Anything else that the next reader should know.")

    def noun(self) -> ProtectionRule:
        inputs = tuple(ProtectionInput(**dict(one)) for one in self.inputs)
        return ProtectionRule(**(dict(self) | {"inputs": inputs}))


def protections(pack: Pack) -> dict[str, ProtectionRule]:
    """The rules by which a pack's counties are warned and restricted, by id; of those that it extends, too.

    Raises:
        PackError: a file is not what its schema says.

    >>> from luoshi import packs
    >>> rule = protections(packs.pack("jilin"))["priority-farmland"]
    >>> rule.release_years, rule.official
    (2, False)
    """
    return {file.id: file.noun() for _, file in _files(pack)}


def of_protections(pack: Pack) -> Iterator[Problem]:
    """What a person should look at in them: areas, indicators, documents and organisations that are not there.

    >>> list(of_protections(Pack("small", "小包", "no-such-folder")))
    []
    """
    for path, file in _files(pack):
        found = tuple(one.id for one in file.inputs)
        if found != INPUTS:
            here = where(path, ("inputs",))
            yield INPUTS_DIFFER(id=file.id, wanted="、".join(INPUTS), found="、".join(found) or "—", where=here)
        documents, areas = [one.id for one in pack.documents], judging(pack).areas
        named = [("area", file.area, areas), ("document", file.document, documents)]
        named += [("indicator", one.indicator, pack.indicators) for one in file.inputs]
        named += [("to", one, pack.organisations) for one in (*file.to, *file.handed_by)]
        for key, one, known in named:
            if one not in known:
                yield unknown(file.id, key, one, known, where(path, ("inputs" if key == "indicator" else key,)))


def _files(pack: Pack) -> list[tuple[Path, ProtectionFile]]:
    folders = [Path(folder) / "protections" for folder in (*reversed(pack.extends), pack.path)]
    found = [(path, read_yaml(path, ProtectionFile)) for folder in folders for path in sorted(folder.glob("*.yaml"))]
    for path, file in found:
        check_unique(path, ((one.id, ("inputs", number, "id")) for number, one in enumerate(file.inputs)), "id")
    return found
