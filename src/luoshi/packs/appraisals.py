"""By which rules a year is appraised.

appraisals/<id>.yaml     domains, items with weight and way of scoring, adjustments, grades, one file a rule
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from luoshi.model.appraisal import Adjustment, AppraisalRule, Cities, Domain, GradeBand, Item, Mode
from luoshi.model.pack import Pack
from luoshi.model.problem import Kind, PackError, Problem
from luoshi.packs.files import check_unique, read_yaml, where
from luoshi.packs.references import unknown
from luoshi.packs.schemas import Schema, Text, Truth

GRADES_NOT_FALLING = Kind(
    code="pack-grades-not-falling",
    zh="等级应从高到低排列，最后一级从 0 分起", en="grades go from the best down, and the last begins with 0",
    hint_zh="请按 low 从大到小排列。", hint_en="Put them in falling order of `low`.",
)  # fmt: skip
NO_TARGET = Kind(
    code="pack-item-no-tolerance",
    zh="“{id}”的计分方式是 ceiling，但没有 tolerance", en="'{id}' is scored by ceiling and has no tolerance",
    hint_zh="请写明超出多少时不得分。", hint_en="Say by how much over the ceiling the last point is lost.",
)  # fmt: skip


def _decimal(value: object) -> object:
    """A number exactly as it is written; blank for none."""
    if value in (None, ""):
        return None
    try:
        return Decimal(str(value))
    except ArithmeticError:
        raise PydanticCustomError("number", "a number is written 0.01, 1e4 or 2000/3") from None


NOTHING_APPRAISED = Kind(
    code="pack-nothing-appraised",
    zh="考核办法“{id}”没有考核领域，或等级少于两级", en="the rule '{id}' has no domains, or fewer than two grades",
    hint_zh="请写 domains 和 grades，或用 like 指明沿用哪个办法。",
    hint_en="Write domains and grades, or name as `like` the rule that it follows.",
)  # fmt: skip

Exact = Annotated[Decimal, BeforeValidator(_decimal)]
OptionalExact = Annotated[Decimal | None, BeforeValidator(_decimal)]


class ItemEntry(Schema):
    id: Text
    title: Text
    title_en: str = ""
    weight: Exact
    mode: Mode
    indicator: str = ""
    target: OptionalExact = None
    tolerance: OptionalExact = None
    better: Literal["up", "down"] = "up"
    level_share: Exact = Decimal("0.5")
    official: Truth = False


class DomainEntry(Schema):
    id: Text
    title: Text
    title_en: str = ""
    items: tuple[ItemEntry, ...] = Field(min_length=1)
    only_for: str = ""

    def noun(self) -> Domain:
        return Domain(
            self.id, self.title, tuple(Item(**dict(item)) for item in self.items), self.only_for, self.title_en
        )


class AdjustmentEntry(Schema):
    id: Text
    title: Text
    title_en: str = ""
    low: Exact = Decimal(0)
    high: Exact = Decimal(0)
    cap: str = ""
    official: Truth = False


class GradeEntry(Schema):
    name: Text
    low: Exact
    consequence: str = ""
    official: Truth = False


class AppraisalFile(Schema):
    id: Text
    version: Text
    title: Text
    title_en: str = ""
    source: Text
    cities: Cities = "资源型城市"
    like: str = ""
    domains: tuple[DomainEntry, ...] = ()
    grades: tuple[GradeEntry, ...] = ()
    adjustments: tuple[AdjustmentEntry, ...] = ()
    missing_share: Exact = Decimal("0.30")
    most: Exact = Decimal(110)
    official: Truth = False
    note: str = ""

    def noun(self) -> AppraisalRule:
        return AppraisalRule(
            self.id,
            self.version,
            self.title,
            tuple(domain.noun() for domain in self.domains),
            tuple(GradeBand(**dict(grade)) for grade in self.grades),
            tuple(Adjustment(**dict(one)) for one in self.adjustments),
            self.missing_share,
            self.most,
            self.source,
            self.official,
            self.cities,
            self.title_en,
        )

    def completed(self, others: Mapping[str, AppraisalFile]) -> AppraisalFile:
        """With the domains, adjustments and grades of the rule that it is like, where it has none of its own."""
        model = others.get(self.like)
        if model is None:
            return self
        parts = {name: getattr(self, name) or getattr(model, name) for name in ("domains", "adjustments", "grades")}
        return self.model_copy(update=parts)


def appraisals(pack: Pack) -> dict[str, AppraisalRule]:
    """The rules by which a pack's years are appraised, by id; of those that it extends, too.

    Raises:
        PackError: a file is not what its schema says.

    >>> from luoshi import packs
    >>> rule = appraisals(packs.pack("jilin"))["seven-items"]
    >>> len(rule.domains), sum(domain.weight for domain in rule.domains), rule.official
    (7, Decimal('100'), False)
    """
    return {file.id: file.noun() for _, file in _files(pack)}


def _whole(path: Path, file: AppraisalFile, others: Mapping[str, AppraisalFile]) -> AppraisalFile:
    if file.like and file.like not in others:
        raise PackError(unknown(file.id, "like", file.like, others, where(path, ("like",))))
    whole = file.completed(others)
    if not whole.domains or len(whole.grades) < 2:
        raise PackError(NOTHING_APPRAISED(id=file.id, where=where(path, ())))
    return whole


def of_appraisals(pack: Pack) -> Iterator[Problem]:
    """What a person should look at in the appraisal rules of a pack.

    >>> from luoshi import packs
    >>> list(of_appraisals(packs.pack("jilin")))
    []
    """
    for path, file in _files(pack):
        lows = [grade.low for grade in file.grades]
        if any(first <= second for first, second in pairwise(lows)) or lows[-1] != 0:
            yield GRADES_NOT_FALLING(where=where(path, ("grades",)))
        names = {grade.name for grade in file.grades}
        for number, adjustment in enumerate(file.adjustments):
            if adjustment.cap and adjustment.cap not in names:
                yield unknown(adjustment.id, "cap", adjustment.cap, names, where(path, ("adjustments", number, "cap")))
        for number, domain in enumerate(file.domains):
            for item_number, item in enumerate(domain.items):
                place = where(path, ("domains", number, "items", item_number))
                if item.indicator and item.indicator not in pack.indicators:
                    yield unknown(item.id, "indicator", item.indicator, pack.indicators, place)
                if item.mode == "ceiling" and item.tolerance is None:
                    yield NO_TARGET(id=item.id, where=place)


def _files(pack: Pack) -> list[tuple[Path, AppraisalFile]]:
    folders = [Path(folder) / "appraisals" for folder in (*reversed(pack.extends), pack.path)]
    found = [(path, read_yaml(path, AppraisalFile)) for folder in folders for path in sorted(folder.glob("*.yaml"))]
    for path, file in found:
        items = [
            (item.id, ("domains", number, "items", at))
            for number, domain in enumerate(file.domains)
            for at, item in enumerate(domain.items)
        ]
        check_unique(path, items, "id")
    by_id = {file.id: file for _, file in found}
    return [(path, _whole(path, file, by_id)) for path, file in found]
