"""A place's year appraised: items into domains, domains into a total, the total into a grade.

What does not apply (林区 in a city without forest) hands its weight to the other domains in proportion. What is missing hands
its weight to the other items of its domain; where more than the stated share of a domain is missing, the domain is not
rated and there is no total until the data come. Nothing missing ever counts as zero.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from fractions import Fraction

from luoshi.assess.appraise.scoring import Group, group_of, share
from luoshi.assess.numbers import rounded
from luoshi.model.appraisal import (
    Adjustment,
    AppraisalRule,
    Appraised,
    Domain,
    DomainScore,
    GradeBand,
    Handed,
    Item,
    ItemScore,
)
from luoshi.model.finding import Missing, Step
from luoshi.model.problem import Kind, LuoshiError
from luoshi.model.said import listed

NOT_HANDED_IN = Kind(
    code="appraise-not-handed-in",
    zh="“{item}”没有填报", en="'{item}' was not handed in",
    hint_zh="请补报数值和佐证材料。", hint_en="Hand in the value and its evidence.",
)  # fmt: skip
NOT_RATED = Kind(
    code="appraise-domain-not-rated",
    zh="“{domain}”缺少 {share}% 的权重，不可评", en="'{domain}' lacks {share} % of its weight and is not rated",
    hint_zh="待补数：{items}。", hint_en="Wanted: {items}.",
)  # fmt: skip
DOES_NOT_APPLY = Kind(
    code="appraise-does-not-apply",
    zh="“{domain}”不适用（只适用于{only}）", en="'{domain}' does not apply (only for {only})",
    hint_zh="权重已按比例分给其他领域。", hint_en="Its weight goes to the other domains in proportion.",
)  # fmt: skip
UNKNOWN_ADJUSTMENT = Kind(
    code="appraise-unknown-adjustment",
    zh="办法中没有加减分项“{id}”", en="the rule has no adjustment '{id}'",
    hint_zh="可用的有：{known}。", hint_en="There are: {known}.",
)  # fmt: skip
ADJUSTMENT_OUT_OF_RANGE = Kind(
    code="appraise-adjustment-out-of-range",
    zh="加减分项“{title}”为 {points}，超出 {low} 至 {high}", en="'{title}' is {points}, outside {low} … {high}",
    hint_zh="请按办法的范围填写。", hint_en="Keep to the range of the rule.",
)  # fmt: skip

_NOTHING = Handed(Missing(NOT_HANDED_IN(item="")))


def groups(rule: AppraisalRule, handed: Mapping[str, Mapping[str, Handed]]) -> dict[str, Group | None]:
    """The group that each item of the mode `level-progress` is compared within.

    Args:
        handed: By place, what it handed in by item.
    """
    return {
        item.id: group_of(item, [given[item.id] for given in handed.values() if item.id in given])
        for domain in rule.domains
        for item in domain.items
        if item.mode == "level-progress"
    }


def appraise(
    rule: AppraisalRule,
    place: str,
    handed: Mapping[str, Handed],
    *,
    properties: Collection[str] = (),
    adjustments: Mapping[str, Decimal] | None = None,
    groups: Mapping[str, Group | None] | None = None,
) -> Appraised:
    """The appraisal of one place.

    Args:
        rule: Domains, items, bands.
        place: The place's code.
        handed: What it handed in, by item; an item that is not there was not handed in.
        properties: What the place is (林区), for domains that apply only there.
        adjustments: Points by adjustment; one that only caps the grade is given as 0.
        groups: As `groups` gives them.

    Returns:
        Points with 2 decimals, half up; grades are found before rounding.

    Raises:
        LuoshiError: an adjustment that the rule does not have, or that is out of its range.

    >>> item = Item("a", "棚改完成率", "", Decimal(10), "reach", target=Decimal(100))
    >>> bands = (GradeBand("合格", Decimal(6)), GradeBand("不合格", Decimal(0)))
    >>> found = appraise(AppraisalRule("r", "1", "", (Domain("e", "棚改", (item,)),), bands), "x", {"a": Handed(Decimal(90))})
    >>> str(found.total), found.grade
    ('9.00', '合格')
    """
    applying = [domain for domain in rule.domains if not domain.only_for or domain.only_for in properties]
    whole = sum((Fraction(domain.weight) for domain in rule.domains), Fraction(0))
    applicable = sum((Fraction(domain.weight) for domain in applying), Fraction(0))
    scores, sums = [], list[Fraction | Missing]()
    for domain in rule.domains:
        if domain not in applying:
            why = Missing(DOES_NOT_APPLY(domain=domain.name, only=domain.only_for))
            scores.append(DomainScore(domain, why, Decimal(0), (), applies=False))
            continue
        weight = Fraction(domain.weight) * whole / applicable
        score, points = _domain(rule, domain, weight, handed, groups or {})
        scores.append(score)
        sums.append(points)
    return _whole(rule, place, tuple(scores), sums, _adjusted(rule, adjustments or {}))


def _domain(
    rule: AppraisalRule,
    domain: Domain,
    weight: Fraction,
    handed: Mapping[str, Handed],
    groups: Mapping[str, Group | None],
) -> tuple[DomainScore, Fraction | Missing]:
    shares = {item.id: _share(item, handed.get(item.id, _NOTHING), groups.get(item.id)) for item in domain.items}
    known = sum(
        (Fraction(item.weight) for item in domain.items if not isinstance(shares[item.id], Missing)), Fraction(0)
    )
    missing = 1 - known / Fraction(domain.weight)
    if missing > Fraction(rule.missing_share):
        wanted = [item.name for item in domain.items if isinstance(shares[item.id], Missing)]
        share_ = rounded(100 * missing, 1)
        why = Missing(NOT_RATED(domain=domain.name, share=share_, items=listed(wanted)))
        items = tuple(_item(item, handed, shares[item.id], Fraction(0)) for item in domain.items)
        return DomainScore(domain, why, rounded(weight, 2), items), why
    scale = weight / known
    items = tuple(_item(item, handed, shares[item.id], scale) for item in domain.items)
    points = sum(
        (
            scale * Fraction(item.weight) * part
            for item in domain.items
            if not isinstance(part := shares[item.id], Missing)
        ),
        Fraction(0),
    )
    return DomainScore(domain, rounded(points, 2), rounded(weight, 2), items), points


def _share(item: Item, handed: Handed, group: Group | None) -> Fraction | Missing:
    return Missing(NOT_HANDED_IN(item=item.name)) if handed is _NOTHING else share(item, handed, group)


def _item(item: Item, handed: Mapping[str, Handed], part: Fraction | Missing, scale: Fraction) -> ItemScore:
    given = handed.get(item.id, _NOTHING)
    if isinstance(part, Missing):
        return ItemScore(item, given, part, Decimal(0), Step(f"{item.title}：{part.zh}", f"{item.name.en}: {part.en}"))
    weight = scale * Fraction(item.weight)
    points = rounded(weight * part, 2)
    said = f"{rounded(100 * part, 2)}% × {rounded(weight, 2)} = {points}"
    step = Step(f"{item.title}：{said}", f"{item.name.en}: {said}")
    return ItemScore(item, given, points, rounded(weight, 2), step, part)


def _adjusted(rule: AppraisalRule, given: Mapping[str, Decimal]) -> list[tuple[Adjustment, Decimal]]:
    known = {adjustment.id: adjustment for adjustment in rule.adjustments}
    found = []
    for id, points in given.items():
        if (adjustment := known.get(id)) is None:
            raise LuoshiError(UNKNOWN_ADJUSTMENT(id=id, known="、".join(known) or "-"))
        if not adjustment.low <= points <= adjustment.high:
            low, high = adjustment.low, adjustment.high
            raise LuoshiError(ADJUSTMENT_OUT_OF_RANGE(title=adjustment.title, points=points, low=low, high=high))
        found.append((adjustment, points))
    return found


def _whole(
    rule: AppraisalRule,
    place: str,
    scores: tuple[DomainScore, ...],
    sums: list[Fraction | Missing],
    adjusted: list[tuple[Adjustment, Decimal]],
) -> Appraised:
    weights = {True: Fraction(0), False: Fraction(0)}
    for score in scores:
        if score.applies:
            weights[not isinstance(score.points, Missing)] += Fraction(score.weight)
    rated = rounded(weights[True] / (weights[True] + weights[False]), 4)
    backed = _backed(scores)
    steps = [_said(score) for score in scores]
    if lacking := next((points for points in sums if isinstance(points, Missing)), None):
        return Appraised(place, rule, scores, lacking, "", "", rated, tuple(steps), backed)
    items = sum((points for points in sums if not isinstance(points, Missing)), Fraction(0))
    extra = sum((Fraction(points) for _, points in adjusted), Fraction(0))
    total = min(max(items + extra, Fraction(0)), Fraction(rule.most))
    grade = next(band for band in rule.bands if total >= Fraction(band.low))
    steps += [Step(f"{one.title}：{points:+}", f"{one.title}: {points:+}") for one, points in adjusted if points]
    caps = [one for one, _ in adjusted if one.cap]
    grade, capped = _capped(rule, grade, caps)
    own = "" if rule.official else "；系统默认，非官方"
    steps.append(Step(f"合计 {rounded(total, 2)}，{grade.name}{own}", f"total {rounded(total, 2)}: {grade.name}"))
    order = [band.name for band in rule.bands]
    cap = max((one.cap for one in caps), key=order.index, default="")
    return Appraised(
        place, rule, scores, rounded(total, 2), grade.name, capped, rated, tuple(steps), backed, rounded(extra, 4), cap
    )


def _backed(scores: tuple[DomainScore, ...]) -> Decimal:
    """The share of the rated weight whose value names evidence."""
    rated = [item for score in scores for item in score.items if not isinstance(item.points, Missing) and item.weight]
    whole = sum((Fraction(item.weight) for item in rated), Fraction(0))
    part = sum((Fraction(item.weight) for item in rated if item.handed.evidence), Fraction(0))
    return rounded(part / whole, 4) if whole else Decimal(0)


def _said(score: DomainScore) -> Step:
    if isinstance(score.points, Missing):
        return Step(score.points.zh, score.points.en)
    said = f"{score.domain.title} {score.points} / {score.weight}"
    return Step(said, said)


def _capped(rule: AppraisalRule, grade: GradeBand, caps: list[Adjustment]) -> tuple[GradeBand, str]:
    """The grade under its lowest cap, and why."""
    order = [band.name for band in rule.bands]
    for cap in sorted(caps, key=lambda one: -order.index(one.cap)):
        if order.index(grade.name) < order.index(cap.cap):
            return rule.bands[order.index(cap.cap)], cap.title
    return grade, ""
