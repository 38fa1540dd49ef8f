"""A target that is a mere direction, judged: 逐年下降, 持续提高. Each observed year is compared with the one before it."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from luoshi.assess.numbers import rounded, significant
from luoshi.assess.progress.outlook import ONE_OBSERVATION
from luoshi.model.finding import Finding, Goal, Grade, Missing, Step
from luoshi.model.problem import Kind
from luoshi.model.series import Series

NO_VALUE_PLANNED = Kind(
    code="judge-direction-only",
    zh="目标只有方向，没有计划值", en="the target is a direction and plans no value",
    hint_zh="请看各年是否按方向变化。", hint_en="See whether each year went that way.",
)  # fmt: skip


def judge_trend(goal: Goal, seen: Series) -> Finding:
    """Whether each year went the promised way.

    Args:
        goal: Of the kind `trend`; its `better` is the direction. Years count from the base year on.
        seen: The values that may be looked at, in any one unit; over a gap the next observed year is compared.

    Returns:
        As attainment the share of the years that went the promised way, 4 decimals. Standing still is not going down. A
        year that went wrong stays on the record: the grade is `behind` from then on, and `missed` in the last year.

    Gaps:
        One observed year shows no direction. Nothing is planned and nothing projected.

    >>> from decimal import Decimal
    >>> fall = Goal("trend", None, due=2020, base_year=2015, better="down")
    >>> found = judge_trend(fall, Series(tuple(zip((2015, 2016, 2017), map(Decimal, (5, 4, 6)), strict=True))))
    >>> found.grade, str(found.attainment), found.steps[1].en
    ('behind', '0.5000', '2017: 4 → 6, the wrong way')
    """
    counted = seen if goal.base_year is None else seen.since(goal.base_year)
    pairs = list(pairwise(counted.values))
    year, observed = seen.values[-1]
    planned = Missing(NO_VALUE_PLANNED())
    if not pairs:
        why = Missing(ONE_OBSERVATION())
        return Finding("no-data", year, observed, why, planned, planned, (Step(why.zh, why.en),))
    right = [later > earlier if goal.better == "up" else later < earlier for (_, earlier), (_, later) in pairs]
    share = rounded(Fraction(sum(right), len(right)), 4)
    steps = [
        _step(there, Fraction(earlier), Fraction(later), went)
        for ((_, earlier), (there, later)), went in zip(pairs, right, strict=True)
    ]
    total = f"{sum(right)} ÷ {len(right)} = {share}"
    steps.append(Step(f"按方向变化的年数 ÷ 可比年数 = {total}", f"years that went the promised way ÷ years = {total}"))
    grade: Grade = ("met" if all(right) else "missed") if year == goal.due else "on-track" if all(right) else "behind"
    return Finding(grade, year, observed, share, planned, planned, tuple(steps))


def _step(year: int, earlier: Fraction, later: Fraction, went: bool) -> Step:
    said = f"{significant(earlier)} → {significant(later)}"
    return Step(
        f"{year} 年：{said}，{'符合' if went else '不符合'}方向",
        f"{year}: {said}, the {'promised' if went else 'wrong'} way",
    )
