"""A target judged: attainment, against plan, outlook, and the grade that follows from them.

Two families of goals are told apart. A **way** leads from a base to a target (up, down, change, count, binary, growth
towards something); its attainment is the share of the way. A **bound** shall hold in every year (at least, at most, range,
zero growth, growth of at most …) and has no way; its attainment is the share of the observed years in which it held.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from luoshi.assess.numbers import power, rounded, significant
from luoshi.assess.progress.outlook import trend
from luoshi.assess.progress.paths import exact
from luoshi.assess.progress.steps import attained_step, held_step, outlook_step, plan_step, target_step
from luoshi.assess.progress.trends import judge_trend
from luoshi.assess.progress.ways import CHANGE_OF_SIGN, NO_BASELINE, Way, way
from luoshi.model.finding import AgainstPlan, Finding, Goal, Grade, Missing, Number, Outlook, Step
from luoshi.model.problem import Kind, Problem
from luoshi.model.series import Series

NO_DATA = Kind(
    code="judge-no-data",
    zh="没有观测值", en="nothing is observed",
    hint_zh="请补充统计数据。", hint_en="Supply the statistics.",
)  # fmt: skip
NO_FINAL_VALUE = Kind(
    code="judge-no-final-value",
    zh="{due} 年的期限已过，还没有该年的数值，最近的是 {year} 年的",
    en="the deadline of {due} has passed and its value is not known; the latest is of {year}",
    hint_zh="请补充 {due} 年的数值再下结论。", hint_en="Supply the value of {due} before it is concluded.",
)  # fmt: skip
NOT_BEGUN = Kind(
    code="judge-not-begun",
    zh="以 {base} 年为基期，{as_of} 年尚未起算", en="it counts from {base}: in {as_of} it has not begun",
    hint_zh="请选择基期之后的年份。", hint_en="Choose a year after the base.",
)  # fmt: skip
STALE = Kind(
    code="judge-stale",
    zh="最近的数值是 {year} 年的，已过时", en="the latest value is of {year}: too old",
    hint_zh="请补充之后年份的数值。", hint_en="Supply the values of the years since.",
)  # fmt: skip
BASE_IS_TARGET = Kind(
    code="judge-base-is-target",
    zh="基期值等于目标值 {value}，没有要走的路", en="the base is the target itself ({value}): there is no way to go",
    hint_zh="请按“保持”类目标评估，或核对基期值。", hint_en="Judge it as a bound that shall hold, or check the base.",
)  # fmt: skip
BASE_BEYOND_TARGET = Kind(
    code="judge-base-beyond-target",
    zh="基期值 {base} 已优于目标值 {value}", en="the base {base} is already better than the target {value}",
    hint_zh="请核对方向和基期值，或按“保持”类目标评估。", hint_en="Check direction and base, or judge it as a bound.",
)  # fmt: skip
NOTHING_PLANNED = Kind(
    code="judge-nothing-planned",
    zh="到 {year} 年计划进度为零，不能求比率", en="by {year} nothing is planned yet, so there is no ratio",
    hint_zh="请看百分点之差。", hint_en="See the difference in points.",
)  # fmt: skip
BOUND_IS_ZERO = Kind(
    code="judge-bound-is-zero",
    zh="界限为零，不能以其为单位", en="the bound is zero and cannot be the measure of a gap",
    hint_zh="请看差距的原值。", hint_en="See the gap itself.",
)  # fmt: skip
NOT_A_NUMBER = Kind(
    code="judge-not-a-number",
    zh="目标的“{name}”不是数", en="the goal's '{name}' is not a number",
    hint_zh="请核对目标值、基期值和上限。", hint_en="Check value, base and upper end.",
)  # fmt: skip
RANGE_UPSIDE_DOWN = Kind(
    code="judge-range-upside-down",
    zh="区间的上限 {high} 小于下限 {low}", en="the range ends at {high}, below its beginning at {low}",
    hint_zh="请把两端调换过来。", hint_en="Exchange the two ends.",
)  # fmt: skip
NOT_YES_OR_NO = Kind(
    code="judge-not-yes-or-no",
    zh="是否完成的目标只有 1 和 0，{year} 年的数值是 {value}", en="done or not done is 1 or 0; the value of {year} is {value}",
    hint_zh="部分完成的请按“数量”类目标或办理进展评估。", hint_en="Judge what is partly done as a count, or by its progress.",
)  # fmt: skip
NO_TREND = Kind(
    code="judge-no-trend",
    zh="是否完成的目标没有趋势", en="done or not done has no trend",
    hint_zh="请看办理进展。", hint_en="See the progress of the work.",
)  # fmt: skip


def judge(goal: Goal, series: Series, *, as_of: int, stale_after: int = 2) -> Finding:
    """What is to be said of a target: attainment, against plan, outlook, grade, and how each came about.

    Args:
        goal: The target.
        series: Yearly values of its indicator for one area, in the goal's unit; may have gaps.
        as_of: The year judged. Values after it, or after the goal's last year, are not looked at.
        stale_after: By how many years the latest value may lie behind the year judged.

    Returns:
        Shares and ratios with 4 decimals, percentage points with 2, values with 6 significant digits, half up. The grade
        is found before rounding.

    Gaps:
        Nothing observed, nothing recent, not yet begun, or the deadline passed without the value of its year: `no-data`. No
        base: `no-baseline` while the grade hangs on the planned path;
        a reached target is `met` and a last year's value `met` or `missed` without one. Each number that is missing
        says why.

    >>> from decimal import Decimal
    >>> fall = Goal("down", Decimal(40), due=2020, base_year=2015, base=Decimal(50))
    >>> found = judge(fall, Series(((2016, Decimal(49)), (2018, Decimal(45)))), as_of=2018)
    >>> found.grade, str(found.attainment), str(found.against_plan.gap), str(found.against_plan.points)
    ('behind', '0.5000', '-1', '-10.00')
    >>> print(found.steps[1].en)
    attainment = (observed 45 − base 50) ÷ (target 40 − base 50) = 0.5000
    """
    if wrong := _wrong(goal):
        return _nothing(Missing(wrong))
    if goal.base_year is not None and as_of <= goal.base_year:
        return _nothing(Missing(NOT_BEGUN(base=goal.base_year, as_of=as_of)))
    horizon = min(as_of, goal.due)
    seen = series.until(horizon)
    if not seen.values:
        return _nothing(Missing(NO_DATA()))
    year, observed = seen.values[-1]
    if horizon - year > stale_after:
        return _nothing(Missing(STALE(year=year)))
    if goal.kind == "binary" and observed not in (0, 1):
        return _nothing(Missing(NOT_YES_OR_NO(year=year, value=observed)))
    is_reached = goal.kind in ("count", "binary") and goal.value is not None and observed >= goal.value
    if as_of > goal.due and year < goal.due and not is_reached:
        return _without_the_last(goal, year, observed)
    if goal.kind == "trend":
        return judge_trend(goal, seen)
    found = way(goal, seen)
    if isinstance(found, Missing):
        grade: Grade = "no-baseline" if found.code == NO_BASELINE.code else "no-data"
        return Finding(grade, year, observed, found, found, found, _why(found))
    value = Fraction(observed)
    attainment, how = _held(goal, found, seen) if _is_bound(found) else _attained(found, value)
    planned = exact(goal, found, year)
    against = planned if isinstance(planned, Missing) else _against_plan(goal, found, value, year, planned)
    outlook = _outlook(goal, found, seen)
    steps = (target_step(goal, found), *how, *plan_step(against, goal), *outlook_step(outlook))
    return Finding(_grade(goal, found, value, year, planned), year, observed, attainment, against, outlook, steps)


def _nothing(why: Missing) -> Finding:
    return Finding("no-data", None, why, why, why, why, _why(why))


def _without_the_last(goal: Goal, year: int, observed: Decimal) -> Finding:
    """After the deadline without the value of its year: what was observed before decides nothing."""
    why = Missing(NO_FINAL_VALUE(due=goal.due, year=year))
    return Finding("no-data", year, observed, why, why, why, _why(why))


def _why(why: Missing) -> tuple[Step, ...]:
    return (Step(why.zh, why.en),)


def _is_bound(found: Way) -> bool:
    return found.is_bound or found.yearly


def _grade(goal: Goal, found: Way, value: Fraction, year: int, planned: Fraction | Missing) -> Grade:
    if year == goal.due:
        return "met" if _reaches(found, value, found.target) else "missed"
    if not _is_bound(found) and goal.kind != "growth" and _reaches(found, value, found.target):
        return "met"
    if isinstance(planned, Missing):
        return "no-baseline" if planned.code == NO_BASELINE.code else "no-data"
    return "on-track" if _reaches(found, value, planned) else "behind"


def _reaches(found: Way, value: Fraction, planned: Fraction) -> bool:
    """Whether a value is at least as good as the planned one, or within the bound."""
    if found.is_bound:
        return (found.low is None or value >= found.low) and (found.high is None or value <= found.high)
    return value >= planned if found.up else value <= planned


def _ahead(found: Way, value: Fraction, planned: Fraction) -> Fraction:
    """By how much a value is better than the planned one; within a bound, how far inside the nearer end."""
    if found.is_bound:
        inside = [] if found.low is None else [value - found.low]
        return min(inside if found.high is None else [*inside, found.high - value])
    return value - planned if found.up else planned - value


def _attained(found: Way, value: Fraction) -> tuple[Number, tuple[Step, ...]]:
    """The share of the way."""
    whole = _whole(found)
    if isinstance(whole, Missing) or found.base is None:
        why = whole if isinstance(whole, Missing) else Missing(NO_BASELINE())
        return why, _why(why)
    share = rounded((value - found.base) / (found.target - found.base), 4)
    return share, (attained_step(found, value, share),)


def _whole(found: Way) -> Fraction | Missing:
    """The length of the way from base to target."""
    if found.base is None:
        return Missing(NO_BASELINE())
    length = _ahead(found, found.target, found.base)
    if length == 0:
        return Missing(BASE_IS_TARGET(value=significant(found.target)))
    if length < 0:
        return Missing(BASE_BEYOND_TARGET(base=significant(found.base), value=significant(found.target)))
    return length


def _held(goal: Goal, found: Way, seen: Series) -> tuple[Number, tuple[Step, ...]]:
    """The share of the observed years in which a bound held; the base year itself is not promised anything."""
    promised = seen if goal.base_year is None else seen.since(goal.base_year + 1)
    if not promised.values:
        why = Missing(NO_DATA())
        return why, _why(why)
    held = [year for year, value in promised.values if _holds(goal, found, Fraction(value), year)]
    share = rounded(Fraction(len(held), len(promised.values)), 4)
    return share, (held_step(held, len(promised.values), share),)


def _holds(goal: Goal, found: Way, value: Fraction, year: int) -> bool:
    planned = exact(goal, found, year)
    return not isinstance(planned, Missing) and _reaches(found, value, planned)


def _against_plan(goal: Goal, found: Way, value: Fraction, year: int, planned: Fraction) -> AgainstPlan:
    gap = _ahead(found, value, planned)
    points, ratio = _relative(found, gap, planned, value, year)
    if goal.kind != "growth" or found.base is None or found.base_year is None:
        return AgainstPlan(year, significant(planned), significant(gap), points, ratio)
    grown = _growth_gap(found, value, planned, year)
    if found.yearly:
        points = grown if isinstance(grown, Missing) else rounded(grown, 2)
        ratio = grown if isinstance(grown, Missing) else rounded(1 + grown / 100, 4)
    promised = Fraction(goal.value or 0)
    return AgainstPlan(
        year, significant(promised), grown if isinstance(grown, Missing) else significant(grown), points, ratio
    )


def _relative(found: Way, gap: Fraction, planned: Fraction, value: Fraction, year: int) -> tuple[Number, Number]:
    """A gap in points and as a ratio: of the way, or of the bound."""
    if found.is_bound:
        bound = found.high - found.low if found.low is not None and found.high is not None else abs(found.target)
        if bound == 0:
            return Missing(BOUND_IS_ZERO()), Missing(BOUND_IS_ZERO())
        return rounded(gap / bound * 100, 2), rounded(1 + gap / bound, 4)
    whole = _whole(found)
    if isinstance(whole, Missing) or found.base is None:
        why = whole if isinstance(whole, Missing) else Missing(NO_BASELINE())
        return why, why
    due_now = _ahead(found, planned, found.base)
    ratio: Number = Missing(NOTHING_PLANNED(year=year))
    if due_now > 0:
        ratio = rounded(_ahead(found, value, found.base) / due_now, 4)
    return rounded(gap / whole * 100, 2), ratio


def _wrong(goal: Goal) -> Problem | None:
    """What makes a goal one that nothing can be held to."""
    names = {"value": "目标值", "base": "基期值", "high": "上限"}
    for name, zh in names.items():
        number = getattr(goal, name)
        if number is not None and not number.is_finite():
            return NOT_A_NUMBER(name=zh)
    if goal.kind == "range" and goal.high is not None and goal.value is not None and goal.high < goal.value:
        return RANGE_UPSIDE_DOWN(high=goal.high, low=goal.value)
    return None


def _growth_gap(found: Way, value: Fraction, planned: Fraction, year: int) -> Fraction | Missing:
    """By how many percentage points the average growth since the base is better than promised."""
    base, years = found.base or Fraction(1), year - (found.base_year or 0)
    if value <= 0:
        return Missing(CHANGE_OF_SIGN(from_=significant(base), to=significant(value)))
    if years <= 0:
        return Fraction(0)
    grown = power(value / base, Fraction(1, years)) - power(planned / base, Fraction(1, years))
    return 100 * (grown if found.up else -grown)


def _outlook(goal: Goal, found: Way, seen: Series) -> Outlook | Missing:
    if goal.kind == "binary":
        return Missing(NO_TREND())
    counted = seen if goal.base_year is None else seen.since(goal.base_year)
    low, high = (
        (found.low, found.high) if found.is_bound else (found.target, None) if found.up else (None, found.target)
    )
    return trend(counted, goal.due, low, high)
