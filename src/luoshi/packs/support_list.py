"""Which cities are supported since when: `support_list.yaml` of a pack, its schema, and what can be wrong in it.

A decision is added below those before it; none is ever rewritten. Who is on the list in a year follows from them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Literal

from pydantic import Field

from luoshi.model.pack import Pack
from luoshi.model.problem import Kind, Problem
from luoshi.model.support import Decision, SupportDecision, SupportList, SupportRule
from luoshi.packs.files import check_unique, read_yaml, where
from luoshi.packs.references import unknown
from luoshi.packs.schemas import NotNegative, Schema, Text, Truth

DECISIONS_NOT_RISING = Kind(
    code="pack-support-not-rising",
    zh="“{place}”的决定没有按年份先后排列，或第一条不是列入",
    en="the decisions on '{place}' do not rise by year, or do not begin with listing",
    hint_zh="第一条为“列入”，其后逐年向下添加，不改以前的决定。",
    hint_en="The first is 列入; add later ones below, and leave those before as they are.",
)  # fmt: skip
NOT_EXHAUSTED = Kind(
    code="pack-support-not-exhausted",
    zh="“{place}”不在资源枯竭城市名单中", en="'{place}' was not named a resource-exhausted city",
    hint_zh="请核对代码；名单见 resource_cities.csv 的 exhausted_batch。",
    hint_en="Check the code; see exhausted_batch in resource_cities.csv.",
)  # fmt: skip

_FILE = "support_list.yaml"
_WORDS: dict[str, Decision] = {"列入": "list", "转型未成": "not-achieved", "转型成功": "achieved"}


class RuleEntry(Schema):
    version: Text
    source: Text
    first_years: int
    prolonged_years: int
    taper: tuple[NotNegative, NotNegative, NotNegative]
    official: Truth

    def noun(self) -> SupportRule:
        return SupportRule(**dict(self))


class DecisionEntry(Schema):
    year: int
    decision: Literal["列入", "转型未成", "转型成功"]
    evidence: Text
    source: str = ""
    confidence: Literal["高", "中", "低"] = "高"

    def noun(self) -> SupportDecision:
        return SupportDecision(**(dict(self) | {"decision": _WORDS[self.decision]}))


class CityEntry(Schema):
    place: Text
    decisions: tuple[DecisionEntry, ...] = Field(min_length=1)


class SupportListFile(Schema):
    title: Text
    rule: RuleEntry
    cities: tuple[CityEntry, ...]
    note: str = ""


def support_list(pack: Pack) -> SupportList | None:
    """The support list of a pack; None where it has no `support_list.yaml`.

    Raises:
        PackError: the file is not what its schema says, or a city stands twice in it.

    >>> from luoshi import packs
    >>> found = support_list(packs.pack("jilin"))
    >>> len(found.cities), found.cities["220400"][0].year, found.rule.first_years
    (7, 2008, 4)
    """
    path = _path(pack)
    if not path.is_file():
        return None
    file = read_yaml(path, SupportListFile)
    check_unique(path, ((one.place, ("cities", number, "place")) for number, one in enumerate(file.cities)), "place")
    cities = {one.place: tuple(entry.noun() for entry in one.decisions) for one in file.cities}
    return SupportList(file.title, file.rule.noun(), cities, file.note)


def of_support_list(pack: Pack) -> Iterator[Problem]:
    """What a person should look at in it: places that are not there or not exhausted, and decisions out of order.

    >>> list(of_support_list(Pack("small", "小包", "no-such-folder")))
    []
    """
    found = support_list(pack)
    if found is None:
        return
    codes = {place.code for place in pack.places}
    exhausted = {city.code or city.code_2013 for city in pack.resource_cities if city.exhausted_batch}
    for number, (place, decisions) in enumerate(found.cities.items()):
        at = where(_path(pack), ("cities", number))
        if place not in codes:
            yield unknown(place, "place", place, codes, at)
        elif place not in exhausted:
            yield NOT_EXHAUSTED(place=place, where=at)
        rising = all(one.year < other.year for one, other in pairwise(decisions))
        if not rising or decisions[0].decision != "list":
            yield DECISIONS_NOT_RISING(place=place, where=at)


def _path(pack: Pack) -> Path:
    return Path(pack.path) / _FILE
