"""The steps of a judgement in words: everything that is needed to do the sum again by hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from luoshi.assess.numbers import significant
from luoshi.assess.progress.ways import Way
from luoshi.model.finding import AgainstPlan, Goal, Missing, Number, Outlook, Step


def target_step(goal: Goal, found: Way) -> Step:
    """What is promised for which year.

    >>> print(target_step(Goal("up", Decimal(8), 2020), Way(Fraction(8), True)).en)
    target of 2020: at least 8
    """
    low = found.low if found.is_bound else found.target if found.up else None
    high = found.high if found.is_bound else None if found.up else found.target
    ends_zh = "、".join(_ends("不低于 {}", low) + _ends("不高于 {}", high))
    ends_en = " and ".join(_ends("at least {}", low) + _ends("at most {}", high))
    return Step(f"{goal.due} 年目标：{ends_zh}", f"target of {goal.due}: {ends_en}")


def attained_step(found: Way, value: Fraction, share: Decimal) -> Step:
    """The share of the way.

    >>> print(attained_step(Way(Fraction(8), True, Fraction(4)), Fraction(5), Decimal("0.25")).zh)
    完成程度 = (观测值 5 − 基期值 4) ÷ (目标值 8 − 基期值 4) = 0.25
    """
    base, target = significant(found.base or Fraction(0)), significant(found.target)
    return Step(
        f"完成程度 = (观测值 {significant(value)} − 基期值 {base}) ÷ (目标值 {target} − 基期值 {base}) = {share}",
        f"attainment = (observed {significant(value)} − base {base}) ÷ (target {target} − base {base}) = {share}",
    )


def held_step(held: list[int], count: int, share: Decimal) -> Step:
    """The years in which a bound held.

    >>> print(held_step([2016, 2017], 4, Decimal("0.5")).en)
    attainment = years held (2016, 2017) ÷ years observed = 2 ÷ 4 = 0.5
    """
    years = ", ".join(map(str, held)) or "—"
    return Step(
        f"完成程度 = 达标年数（{years.replace(', ', '、')}）÷ 有数据的年数 = {len(held)} ÷ {count} = {share}",
        f"attainment = years held ({years}) ÷ years observed = {len(held)} ÷ {count} = {share}",
    )


def plan_step(against: AgainstPlan | Missing, goal: Goal) -> tuple[Step, ...]:
    """The value beside the planned one: by how much in its own unit, and as the difference of progress.

    >>> plan = AgainstPlan(2018, Decimal(44), Decimal(-1), Decimal("-10.00"), Decimal("0.8333"))
    >>> print(plan_step(plan, Goal("down", Decimal(40), 2020))[0].zh)
    与计划相比（2018 年）：计划值 44，落后 1；进度差 -10.00 个百分点；完成率÷计划进度 = 0.8333
    """
    if isinstance(against, Missing):
        return (Step(f"与计划相比：{against.zh}", f"against plan: {against.en}"),)
    growth, unit = (goal.kind == "growth", " 个百分点") if goal.kind == "growth" else (False, "")
    planned_zh, planned_en = (
        (f"计划年均增长 {_said(against.planned, 'zh')}%", f"planned {_said(against.planned, 'en')} % a year")
        if growth
        else (f"计划值 {_said(against.planned, 'zh')}", f"planned {_said(against.planned, 'en')}")
    )
    gap_zh, gap_en = _gap(against.gap, unit)
    rest_zh, rest_en = _relative(against, goal)
    return (
        Step(
            f"与计划相比（{against.year} 年）：{planned_zh}，{gap_zh}；{rest_zh}",
            f"against plan, {against.year}: {planned_en}, {gap_en}; {rest_en}",
        ),
    )


def _gap(gap: Number, unit: str) -> tuple[str, str]:
    if isinstance(gap, Missing):
        return gap.zh, gap.en
    if gap == 0:
        return "与计划相同", "as planned"
    return f"{'超前' if gap > 0 else '落后'} {abs(gap)}{unit}", f"{'better' if gap > 0 else 'worse'} by {abs(gap)}"


def _relative(against: AgainstPlan, goal: Goal) -> tuple[str, str]:
    """The difference of progress in percentage points of the way, or the distance from a bound in per cent of it."""
    if isinstance(against.points, Missing):
        return f"不能折算进度差：{against.points.zh}", f"no difference of progress: {against.points.en}"
    if goal.kind in ("at-least", "at-most", "range", "zero-growth"):
        said = f"{against.points:+}"
        return f"与界限相差 {said}%", f"{said} % of the bound"
    ratio = against.ratio
    zh = f"；完成率÷计划进度 = {ratio}" if isinstance(ratio, Decimal) else f"；{ratio.zh}"
    en = f"; completed over planned share {ratio}" if isinstance(ratio, Decimal) else f"; {ratio.en}"
    return f"进度差 {against.points} 个百分点{zh}", f"difference of progress {against.points} points{en}"


def _said(value: Number, language: str) -> str:
    if isinstance(value, Missing):
        return value.zh if language == "zh" else value.en
    return str(value)


def outlook_step(outlook: Outlook | Missing) -> tuple[Step, ...]:
    """What the method projects.

    >>> print(outlook_step(Outlook("linear-trend", 2020, *map(Decimal, (9, 8, 10, "0.80", "0.9"))))[0].en)
    outlook for 2020 (linear-trend): 9, between 8 and 10 at 0.80; chance of meeting the target 0.9
    """
    if isinstance(outlook, Missing):
        return (Step(f"预期：{outlook.zh}", f"outlook: {outlook.en}"),)
    if isinstance(outlook.chance, Missing):
        why, head = outlook.chance, f"{outlook.year}"
        return (
            Step(
                f"预期（{head} 年，线性趋势）：{outlook.value}；{why.zh}",
                f"outlook for {head}: {outlook.value}; {why.en}",
            ),
        )
    within = f"{outlook.level * 100:.0f}% 区间 {outlook.low} 至 {outlook.high}"
    return (
        Step(
            f"预期（{outlook.year} 年，线性趋势）：{outlook.value}，{within}；达标可能性 {outlook.chance}",
            f"outlook for {outlook.year} ({outlook.method}): {outlook.value}, between {outlook.low} and {outlook.high} at "
            f"{outlook.level}; chance of meeting the target {outlook.chance}",
        ),
    )


def _ends(words: str, end: Fraction | None) -> list[str]:
    return [] if end is None else [words.format(significant(end))]
