"""How the targets of a pack's documents are judged where they are silent: areas, base years, rules of lights.

judging.yaml     for which places a word of scope stands, and what is assumed of each document's targets
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from luoshi.model.area import Area, Assumption, Judging
from luoshi.model.finding import GoalKind
from luoshi.model.pack import Pack
from luoshi.model.problem import Problem
from luoshi.packs.files import check_unique, read_yaml, where
from luoshi.packs.light_rules import light_rules
from luoshi.packs.references import unknown
from luoshi.packs.schemas import OptionalNumber, Schema, Text, Truth

FILE = "judging.yaml"
EVERYWHERE = "全国"


class AreaEntry(Schema):
    id: Text
    title: Text
    words: tuple[Text, ...] = ()
    documents: tuple[Text, ...] = ()
    places: tuple[Text, ...] = ()
    listed: str = ""
    each: Truth = False
    source: str = ""
    note: str = ""

    def noun(self, pack: Pack) -> Area:
        listed = tuple(
            city.code or city.code_2013
            for city in pack.resource_cities
            if self.listed in (city.province, EVERYWHERE)
        )  # fmt: skip
        rest = {name: value for name, value in self if name not in ("places", "listed")}
        return Area(**rest, places=(*self.places, *listed))


class AssumptionEntry(Schema):
    document: Text
    area: Text
    light_rules: dict[Literal["default"] | GoalKind, Text]
    why: Text
    base_year: OptionalNumber = None
    due: OptionalNumber = None
    official: Truth = False


class JudgingFile(Schema):
    areas: tuple[AreaEntry, ...] = ()
    assumptions: tuple[AssumptionEntry, ...] = ()


def judging(pack: Pack) -> Judging:
    """How a pack's targets are judged; nothing is assumed where it has no `judging.yaml`.

    Raises:
        PackError: the file is not what its schema says.

    >>> from luoshi import packs
    >>> found = judging(packs.pack("jilin"))
    >>> len(found.areas["jilin-resource-cities"].places), found.assumptions["jizhengbanfa-2014-20"].base_year
    (11, 2013)
    """
    path = Path(pack.path) / FILE
    if not path.is_file():
        return Judging()
    file = read_yaml(path, JudgingFile)
    check_unique(path, ((area.id, ("areas", number, "id")) for number, area in enumerate(file.areas)), "id")
    named = ((one.document, ("assumptions", number, "document")) for number, one in enumerate(file.assumptions))
    check_unique(path, named, "document")
    return Judging(
        {area.id: area.noun(pack) for area in file.areas},
        {one.document: Assumption(**dict(one)) for one in file.assumptions},
    )


def of_judging(pack: Pack) -> Iterator[Problem]:
    """Everything that `judging.yaml` names and that is not there.

    >>> from luoshi import packs
    >>> list(of_judging(packs.pack("jilin")))
    []
    """
    path, found = Path(pack.path) / FILE, judging(pack)
    rules = {rule.name for rule in light_rules(pack)}
    documents, codes = {one.id for one in pack.documents}, {place.code for place in pack.places}
    for number, area in enumerate(found.areas.values()):
        for key, named, known in (("places", area.places, codes), ("documents", area.documents, documents)):
            for one in named:
                if one not in known:
                    yield unknown(area.id, key, one, known, where(path, ("areas", number, key)))
    for number, assumption in enumerate(found.assumptions.values()):
        at = ("assumptions", number)
        if assumption.document not in documents:
            yield unknown(
                assumption.document, "document", assumption.document, documents, where(path, (*at, "document"))
            )
        if assumption.area not in found.areas:
            yield unknown(assumption.document, "area", assumption.area, found.areas, where(path, (*at, "area")))
        for name in assumption.light_rules.values():
            if name not in rules:
                yield unknown(assumption.document, "light_rules", name, rules, where(path, (*at, "light_rules")))
