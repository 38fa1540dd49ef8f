"""By which rules a light gets its colour: `light_rules.yaml` of a pack, its schema, and what can be wrong between rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from luoshi.model.light import Colour, Interval, LightCase, LightRule, Measure
from luoshi.model.pack import Pack
from luoshi.model.problem import Kind, Problem
from luoshi.packs.files import check_unique, read_yaml
from luoshi.packs.schemas import PartialDate, Schema, Text, Truth

RULES_AT_ONCE = Kind(
    code="pack-light-rules-at-once",
    zh="亮灯规则“{first}”和“{second}”的有效期重叠",
    en="the rules of lights '{first}' and '{second}' are in force at the same time",
    hint_zh="请给前一版本写明 until。", hint_en="Give the earlier version its until.",
)  # fmt: skip

_END = r"\s*([-+]?\d+(?:\.\d+)?)?\s*"
_INTERVAL = re.compile(rf"([\[(]){_END},{_END}([\])])")


def _interval(value: object) -> object:
    """[-30, -10) as an interval."""
    match = _INTERVAL.fullmatch(str(value))
    low, high = (None if end is None else Decimal(end) for end in match.group(2, 3)) if match else (None, None)
    if match is None or (low is None and high is None) or (low is not None and high is not None and low > high):
        raise PydanticCustomError("interval", "an interval is written [0, 10), [0, ) or (, 10]")
    return Interval(low, high, match[1] == "[", match[4] == "]")


Stretch = Annotated[Interval, BeforeValidator(_interval)]


class LightCaseEntry(Schema):
    colour: Colour
    within: dict[Measure, Stretch] = Field(min_length=1)
    says: str = ""
    official: Truth = True
    then: str = ""

    def noun(self) -> LightCase:
        return LightCase(**dict(self))


class LightRuleEntry(Schema):
    name: Text
    version: Text
    title: Text
    jurisdiction: Text
    source: Text
    cases: tuple[LightCaseEntry, ...] = Field(min_length=1)
    since: PartialDate = None
    until: PartialDate = None
    official: Truth = True
    note: str = ""

    def noun(self) -> LightRule:
        return LightRule(**(dict(self) | {"cases": tuple(case.noun() for case in self.cases)}))


class LightRulesFile(Schema):
    light_rules: tuple[LightRuleEntry, ...]


def light_rules(pack: Pack) -> tuple[LightRule, ...]:
    """The rules of lights (亮灯规则) of a pack and of those it extends; its own of the same name and version wins.

    Raises:
        PackError: a file is not what its schema says.

    >>> from luoshi.packs import pack
    >>> sum(rule.official for rule in light_rules(pack("common-cn")))
    8
    """
    layers = [Path(folder) for folder in (*reversed(pack.extends), pack.path)]
    return tuple({rule.id: rule for folder in layers for rule in _listed(folder / "light_rules.yaml")}.values())


def of_light_rules(pack: Pack) -> Iterator[Problem]:
    """What a person should look at in them: two versions of a rule that are in force on the same day."""
    for first, second in combinations(light_rules(pack), 2):
        if first.name == second.name and first.overlaps(second):
            yield RULES_AT_ONCE(first=first.id, second=second.id, where="light_rules.yaml")


def _listed(path: Path) -> list[LightRule]:
    if not path.is_file():
        return []
    rules = [entry.noun() for entry in read_yaml(path, LightRulesFile).light_rules]
    check_unique(
        path, ((rule.id, ("light_rules", number, "name")) for number, rule in enumerate(rules)), "name@version"
    )
    return rules
