"""By which rules alerts begin and end: `warn_rules.yaml` of a pack, its schema, and what can be wrong with a rule."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field

from luoshi.model.alert import AlertLevel, AlertRecipient, AlertRole, WarnCase, WarnRule
from luoshi.model.finding import Grade
from luoshi.model.light import Colour, Measure
from luoshi.model.pack import Pack
from luoshi.model.problem import Kind, Problem
from luoshi.packs.files import check_unique, read_yaml
from luoshi.packs.light_rules import Stretch
from luoshi.packs.references import unknown
from luoshi.packs.schemas import PartialDate, Schema, Text, Truth

RULES_AT_ONCE = Kind(
    code="pack-warn-rules-at-once",
    zh="预警规则“{first}”和“{second}”的有效期重叠",
    en="the rules of warning '{first}' and '{second}' are in force at the same time",
    hint_zh="请给前一版本写明 until。", hint_en="Give the earlier version its until.",
)  # fmt: skip
LEVEL_TWICE = Kind(
    code="pack-warn-level-twice",
    zh="预警规则“{rule}”有两条 {level} 级条件", en="rule of warning '{rule}' has two cases of level {level}",
    hint_zh="每级只写一条；另一种情形请另写一条规则。", hint_en="Keep one a level; write a rule of its own for the other.",
)  # fmt: skip
ASKS_NOTHING = Kind(
    code="pack-warn-asks-nothing",
    zh="预警规则“{rule}”的 {level} 级没有条件", en="level {level} of rule of warning '{rule}' asks for nothing",
    hint_zh="请写 grades、colours 或 enter。", hint_en="Give grades, colours or enter.",
)  # fmt: skip
STAY_NARROWER = Kind(
    code="pack-warn-stay-narrower",
    zh="预警规则“{rule}”的 {level} 级：{measure} 的 stay 没有包住 enter",
    en="level {level} of rule of warning '{rule}': stay of {measure} does not cover enter",
    hint_zh="stay 应写 enter 的各项，区间应更宽，否则预警刚开始就结束。",
    hint_en="Let stay name what enter names, with wider intervals; else an alert ends as soon as it begins.",
)  # fmt: skip
ONE_RECIPIENT = Kind(
    code="pack-warn-one-recipient",
    zh="预警规则“{rule}”的送达对象应写 role 或 organisation 之一",
    en="a recipient of rule of warning '{rule}' is not just one of role and organisation",
    hint_zh="角色写 role，具体单位写 organisation。", hint_en="Write role for whoever fills it, organisation for one by its id.",
)  # fmt: skip


class RecipientEntry(Schema):
    role: Annotated[AlertRole | None, BeforeValidator(lambda value: value or None)] = None
    organisation: str = ""

    def noun(self) -> AlertRecipient:
        return AlertRecipient(self.role, self.organisation)


class WarnCaseEntry(Schema):
    level: AlertLevel
    grades: tuple[Grade, ...] = ()
    colours: tuple[Colour, ...] = ()
    enter: dict[Measure, Stretch] = Field(default_factory=dict)
    stay: dict[Measure, Stretch] = Field(default_factory=dict)
    times: int = Field(default=1, ge=1)
    step: str = ""
    step_en: str = ""
    to: tuple[RecipientEntry, ...] = ()

    def noun(self) -> WarnCase:
        return WarnCase(**(dict(self) | {"to": tuple(who.noun() for who in self.to)}))


class WarnRuleEntry(Schema):
    name: Text
    version: Text
    title: Text
    title_en: str = ""
    jurisdiction: Text
    source: Text
    to: tuple[RecipientEntry, ...] = Field(min_length=1)
    cases: tuple[WarnCaseEntry, ...] = Field(min_length=1)
    since: PartialDate = None
    until: PartialDate = None
    official: Truth = True
    note: str = ""

    def noun(self) -> WarnRule:
        parts = {"to": tuple(who.noun() for who in self.to), "cases": tuple(case.noun() for case in self.cases)}
        return WarnRule(**(dict(self) | parts))


class WarnRulesFile(Schema):
    warn_rules: tuple[WarnRuleEntry, ...]


def warn_rules(pack: Pack) -> tuple[WarnRule, ...]:
    """The rules of warning (预警规则) of a pack and of those it extends; its own of the same name and version wins.

    Raises:
        PackError: a file is not what its schema says.

    >>> from luoshi.packs import pack
    >>> any(rule.official for rule in warn_rules(pack("common-cn")))
    False
    """
    layers = [Path(folder) for folder in (*reversed(pack.extends), pack.path)]
    return tuple({rule.id: rule for folder in layers for rule in _listed(folder / "warn_rules.yaml")}.values())


def of_warn_rules(pack: Pack) -> Iterator[Problem]:
    """What a person should look at in them."""
    rules = warn_rules(pack)
    for first, second in combinations(rules, 2):
        if first.name == second.name and first.overlaps(second):
            yield RULES_AT_ONCE(first=first.id, second=second.id, where="warn_rules.yaml")
    for rule in rules:
        yield from _of_cases(rule)
        for who in (*rule.to, *(who for case in rule.cases for who in case.to)):
            yield from _of_recipient(pack, rule, who)


def _of_cases(rule: WarnRule) -> Iterator[Problem]:
    levels = [case.level for case in rule.cases]
    for level in dict.fromkeys(level for level in levels if levels.count(level) > 1):
        yield LEVEL_TWICE(rule=rule.id, level=level, where="warn_rules.yaml")
    for case in rule.cases:
        if not (case.grades or case.colours or case.enter):
            yield ASKS_NOTHING(rule=rule.id, level=case.level, where="warn_rules.yaml")
        for measure in dict.fromkeys((*case.enter, *case.stay)) if case.stay else ():
            enter, stay = case.enter.get(measure), case.stay.get(measure)
            if enter is None or stay is None or not stay.covers(enter):
                yield STAY_NARROWER(rule=rule.id, level=case.level, measure=measure, where="warn_rules.yaml")


def _of_recipient(pack: Pack, rule: WarnRule, who: AlertRecipient) -> Iterator[Problem]:
    if bool(who.role) == bool(who.organisation):
        yield ONE_RECIPIENT(rule=rule.id, where="warn_rules.yaml")
    elif who.organisation and who.organisation not in pack.organisations:
        yield unknown(rule.id, "organisation", who.organisation, pack.organisations, "warn_rules.yaml")


def _listed(path: Path) -> list[WarnRule]:
    if not path.is_file():
        return []
    rules = [entry.noun() for entry in read_yaml(path, WarnRulesFile).warn_rules]
    check_unique(path, ((rule.id, ("warn_rules", number, "name")) for number, rule in enumerate(rules)), "name@version")
    return rules
