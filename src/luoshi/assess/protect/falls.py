"""Two tests of one year against the year before: of the area, and of the quality of the soil.

The document says "falls" and prints no test. An area on paper moves also when land is put into another class, or when a
survey is repeated on another extent; that is taken out before anything is compared, and where nobody says how much it
was, nothing is compared. Quality is compared at the same sampling points alone, so that another net of points moves
nothing, by the sign test: how improbable it is that so many points got worse if worse and better were equally likely.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import comb

from luoshi.assess.numbers import rounded
from luoshi.model.finding import Missing, Step
from luoshi.model.problem import Kind
from luoshi.model.protection import ProtectionRule, ProtectionTest, ProtectionYear

NO_YEAR_BEFORE = Kind(
    code="protect-no-year-before",
    zh="没有{year}年的面积，不能与上年比较", en="no area of {year} to compare with",
    hint_zh="请补报该年面积；只与上一年比较，不隔年比较。", hint_en="Hand it in; a year is compared with the one before alone.",
)  # fmt: skip
NOT_HANDED_IN = Kind(
    code="protect-not-handed-in",
    zh="{year}年没有填报{names}，不能判断", en="{year}: {names} not handed in, so it cannot be said",
    hint_zh="没有变动的请填 0；留空表示不知道，不当作 0。", hint_en="Write 0 where nothing changed; empty is unknown, never 0.",
)  # fmt: skip
CONTRADICTORY_POINTS = Kind(
    code="protect-contradictory-points",
    zh="{year}年填报的点位数自相矛盾：{points} 个点位中变差 {worse}、变好 {better}",
    en="the points of {year} contradict each other: {worse} worse and {better} better of {points}",
    hint_zh="变差与变好之和不能多于点位数，且都是不小于 0 的整数。",
    hint_en="Worse and better are whole numbers, together no more than all.",
)  # fmt: skip
TOO_FEW_POINTS = Kind(
    code="protect-too-few-points",
    zh="{year}年可比的点位只有 {points} 个，少于 {least} 个，不能判断",
    en="{year}: {points} points can be compared, fewer than {least}",
    hint_zh="请增加两年都监测的点位。", hint_en="Measure more points in both years.",
)  # fmt: skip

_TITLES = {
    "area": ("优先保护类耕地面积", "area"), "reclassified": ("类别调整净增减", "change of class"),
    "resurveyed": ("调查范围变化净增减", "change of survey"), "points": ("可比点位数", "points"),
    "worse": ("变差点位数", "points worse"), "better": ("变好点位数", "points better"),
}  # fmt: skip


def area_test(
    rule: ProtectionRule, now: ProtectionYear, before: ProtectionYear | None, carried: Decimal = Decimal(0)
) -> ProtectionTest:
    """Whether the area fell, without what classes and surveys moved.

    Args:
        rule: The limits.
        now: The year.
        before: The year before.
        carried: What was lost and gained in earlier years since the last warning, or since the beginning: small falls add up.

    Gaps:
        Without the year before, or without saying how much classes and surveys moved, nothing is said.

    >>> from luoshi.testing import protection_rule, protection_year
    >>> before, moved = protection_year(2018, area=1000), protection_year(2019, area=900, reclassified=-100)
    >>> area_test(protection_rule(), moved, before).falls, area_test(protection_rule(), moved, None).falls
    (False, None)
    >>> area_test(protection_rule(), protection_year(2019, area=900), before).change
    Decimal('-100')
    """
    if before is None or isinstance(before.area, Missing):
        return _unknown(Missing(NO_YEAR_BEFORE(year=now.year - 1)))
    area, reclassified, resurveyed = now.area, now.reclassified, now.resurveyed
    if isinstance(area, Missing) or isinstance(reclassified, Missing) or isinstance(resurveyed, Missing):
        return _unknown(_lacking(now, ("area", "reclassified", "resurveyed")))
    change = area - before.area - reclassified - resurveyed
    limit = max(rule.fall_area, rule.fall_share * before.area)
    since = change + carried
    falls = -min(change, since) >= limit
    zh = (
        f"面积：{now.year}年 {area}，{now.year - 1}年 {before.area}，扣除类别调整 {reclassified:+} 和调查范围变化 "
        f"{resurveyed:+}，实际变化 {change:+}{f'，连同此前累计 {since:+}' if carried else ''}；"
        f"界限：减少 {limit.normalize():f}（{rule.fall_share:.0%} 或 {rule.fall_area}，取大）"
    )
    en = (
        f"area: {area} in {now.year}, {before.area} the year before, {reclassified:+} by class and {resurveyed:+} by survey: "
        f"{change:+}{f', {since:+} with earlier years' if carried else ''}; limit -{limit.normalize():f}"
    )
    return ProtectionTest(falls, change, _concluded(rule, falls, zh, en))


def quality_test(rule: ProtectionRule, now: ProtectionYear) -> ProtectionTest:
    """Whether the soil got worse: more points worse than better, by more than chance and by more than the limit.

    Gaps:
        Too few points, or none said to be worse or better, say nothing; neither does a table that contradicts itself.

    Source:
        The sign test: Dixon & Mood, Journal of the American Statistical Association 41(236), 1946, 557–566.

    >>> from luoshi.testing import protection_rule, protection_year
    >>> [quality_test(protection_rule(), protection_year(2019, points=40, worse=worse, better=3)).falls for worse in (4, 15)]
    [False, True]
    """
    points, worse, better = now.points, now.worse, now.better
    if isinstance(points, Missing) or isinstance(worse, Missing) or isinstance(better, Missing):
        return _unknown(_lacking(now, ("points", "worse", "better")))
    if min(points, worse, better) < 0 or worse + better > points or any(one % 1 for one in (points, worse, better)):
        return _unknown(Missing(CONTRADICTORY_POINTS(year=now.year, points=points, worse=worse, better=better)))
    if points < rule.least_points:
        return _unknown(Missing(TOO_FEW_POINTS(year=now.year, points=points, least=rule.least_points)))
    chance, share = at_least(int(worse), int(worse + better)), (better - worse) / points
    falls = chance < Fraction(rule.significance) and -share >= rule.worse_share
    shown, net = rounded(chance, 4), rounded(Fraction(share), 4)
    zh = (
        f"质量：{now.year}年同点位、同方法可比 {points} 个，变差 {worse}、变好 {better}，净 {net:+.1%}，"
        f"偶然出现的可能 {shown}（符号检验）；界限：净变差 {rule.worse_share:.0%} 且可能小于 {rule.significance}"
    )
    en = (
        f"quality: {points} points compared in {now.year}, {worse} worse and {better} better, net {net:+.1%}, "
        f"by chance {shown} (sign test); limits {rule.worse_share:.0%} and {rule.significance}"
    )
    return ProtectionTest(falls, net, _concluded(rule, falls, zh, en))


def at_least(count: int, of: int) -> Fraction:
    """How probable it is that at least so many of all fall on one side where both are equally likely.

    >>> at_least(9, 10), at_least(0, 0)
    (Fraction(11, 1024), Fraction(1, 1))
    """
    return Fraction(sum(comb(of, one) for one in range(count, of + 1)), 2**of)


def _unknown(why: Missing) -> ProtectionTest:
    return ProtectionTest(None, why, Step(why.zh, why.en))


def _lacking(now: ProtectionYear, names: tuple[str, ...]) -> Missing:
    lacking = [_TITLES[name][0] for name in names if isinstance(getattr(now, name), Missing)]
    return Missing(NOT_HANDED_IN(year=now.year, names="、".join(lacking)))


def _concluded(rule: ProtectionRule, falls: bool, zh: str, en: str) -> Step:
    mark_zh, mark_en = ("", "") if rule.official else ("（系统默认，非官方）", " (system default, not official)")
    verdict_zh, verdict_en = ("下降", "falls") if falls else ("未下降", "does not fall")
    return Step(f"{zh}{mark_zh}：{verdict_zh}", f"{en}{mark_en}: {verdict_en}")
