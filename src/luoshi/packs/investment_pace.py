"""By which rules a project's money is compared with its pace: `investment_pace.yaml` of a pack."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import Field

from luoshi.model.investment import PaceOf, PaceRule
from luoshi.model.pack import Pack
from luoshi.model.problem import Kind, Problem
from luoshi.packs.files import check_unique, read_yaml, where
from luoshi.packs.light_rules import light_rules
from luoshi.packs.references import unknown
from luoshi.packs.schemas import Schema, Text, Truth

NOT_BY_POINTS = Kind(
    code="pack-pace-not-by-points",
    zh="投资进度用到的亮灯规则“{rule}”不是按百分点（points）规定的",
    en="the rule of lights '{rule}' that the pace of investment asks is not about points",
    hint_zh="请另选只用 points 的规则，如 default-difference。",
    hint_en="Choose a rule that is about points alone, such as default-difference.",
)  # fmt: skip
_FILE = "investment_pace.yaml"


class PaceEntry(Schema):
    of: PaceOf = Field(
        description="`annual`: the year's money beside its plan and the share of the year; `cumulative`: all beside the path."
    )
    title: Text = Field(description="What it is called on the screen.")
    title_en: Text = Field(description="The same in English.")
    classes: tuple[Text, ...] = Field(min_length=1, description="The classes of projects that it is asked of.")
    rule: Text = Field(description="The rule of lights (`light_rules.yaml`) that is asked with `points`.")
    official: Truth = Field(description="否 where no document prints it (系统默认，非官方).")
    source: Text = Field(description="By which document, or where it was looked up.")


class InvestmentPaceFile(Schema):
    investment_pace: tuple[PaceEntry, ...] = Field(description="One entry for each sort of money.")


def investment_pace(pack: Pack) -> tuple[PaceRule, ...]:
    """The rules of the pace of investment (投资进度规则), the pack's own before those of packs it extends.

    Gaps:
        None where no pack has an `investment_pace.yaml`: then nothing is said of any project's pace.

    Raises:
        PackError: a file is not what its schema says.

    >>> from luoshi.packs import pack
    >>> [(rule.of, rule.official) for rule in investment_pace(pack("jilin"))]
    [('annual', False), ('cumulative', False)]
    """
    rules = light_rules(pack)
    found: dict[PaceOf, PaceRule] = {}
    for file in _files(pack):
        for one in _read(file).investment_pace:
            kept = {key: value for key, value in one if key != "rule"}
            found[one.of] = PaceRule(rules=tuple(rule for rule in rules if rule.name == one.rule), **kept)
    return tuple(found.values())


def of_investment_pace(pack: Pack) -> Iterator[Problem]:
    """What a person should look at in them: rules of lights that do not exist, or that ask for something else than points."""
    rules = light_rules(pack)
    for file in _files(pack):
        for number, one in enumerate(_read(file).investment_pace):
            place = where(file, ("investment_pace", number, "rule"))
            named = [rule for rule in rules if rule.name == one.rule]
            if not named:
                yield unknown(one.title, "rule", one.rule, {rule.name for rule in rules}, place)
            elif any(set(case.within) != {"points"} for rule in named for case in rule.cases):
                yield NOT_BY_POINTS(rule=one.rule, where=place)


def _files(pack: Pack) -> list[Path]:
    found = (Path(root) / _FILE for root in (*reversed(pack.extends), pack.path))
    return [file for file in found if file.is_file()]


def _read(file: Path) -> InvestmentPaceFile:
    read = read_yaml(file, InvestmentPaceFile)
    check_unique(file, ((one.of, ("investment_pace", n, "of")) for n, one in enumerate(read.investment_pace)), "of")
    return read
