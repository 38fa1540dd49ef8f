"""Laws of judging: better is never worse, units and order change nothing, and what comes later changes nothing before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from luoshi.assess import lights
from luoshi.assess.progress import judge
from luoshi.model.finding import AgainstPlan, Finding, Goal, GoalKind, Missing, Number, Outlook
from luoshi.model.series import Series
from luoshi.packs import light_rules, pack

RULE = lights.in_force(
    light_rules(pack(Path(__file__).parents[2] / "packs" / "common-cn")), "default-difference", on=date(2020, 1, 1)
)
YEARS = range(2014, 2021)
KINDS: tuple[GoalKind, ...] = (
    "up", "down", "at-least", "at-most", "range", "growth", "change", "zero-growth", "count", "trend",
)  # fmt: skip
GRADES = ("missed", "behind", "on-track", "met")
COLOURS = ("red", "yellow", "green")
VALUES = st.decimals(Decimal("0.01"), Decimal(1000), places=2)
FACTORS = st.decimals(Decimal("0.01"), Decimal(10), places=2)


@st.composite
def goals(draw: st.DrawFn) -> Goal:
    kind = draw(st.sampled_from(KINDS))
    value = draw(st.decimals(Decimal(-60), Decimal(60), places=1) if kind in ("growth", "change") else VALUES)
    return Goal(
        kind,
        value,
        due=2020,
        base_year=draw(st.integers(2014, 2017)),
        base=draw(VALUES | st.none()),
        high=value + draw(VALUES) if kind == "range" else None,
        change_in=draw(st.sampled_from(["percent", "points"])),
        better=draw(st.sampled_from(["up", "down"])),
        shape=draw(st.sampled_from(["linear", "step", "compound", "s-curve"])),
        listed=((2018, draw(VALUES)),) if draw(st.booleans()) else (),
    )


@st.composite
def serieses(draw: st.DrawFn) -> Series:
    years = draw(st.lists(st.sampled_from(YEARS), unique=True))
    return Series(tuple((year, draw(VALUES)) for year in years))


def is_better_up(goal: Goal) -> bool:
    match goal.kind:
        case "up" | "at-least" | "count":
            return True
        case "growth" | "trend":
            return goal.better == "up"
        case "change":
            return (goal.value or 0) > 0
        case _:
            return False


def improved(goal: Goal, value: Decimal, factor: Decimal) -> Decimal:
    """A value that is better, or as good; of a range, one that is nearer its middle."""
    if goal.kind == "range":
        assert goal.value is not None
        assert goal.high is not None
        middle = (goal.value + goal.high) / 2
        return middle + (value - middle) / (1 + factor)
    return value * (1 + factor) if is_better_up(goal) else value / (1 + factor)


def numbers(finding: Finding) -> list[Number]:
    plan = finding.against_plan
    return [finding.attainment, *((plan.gap, plan.points, plan.ratio) if isinstance(plan, AgainstPlan) else ())]


@given(goals(), serieses(), st.sampled_from(YEARS), FACTORS)
def test_improving_a_value_never_worsens_a_number_a_grade_or_a_light(
    goal: Goal, series: Series, as_of: int, factor: Decimal
) -> None:
    seen = series.until(as_of).values
    # An improved base would ask for more.
    assume(seen and seen[-1][0] > (goal.base_year or 0))
    year, value = seen[-1]
    better = Series((*seen[:-1], (year, improved(goal, value, factor))))
    before, after = (judge(goal, one, as_of=as_of) for one in (Series(seen), better))
    # Without a base, a target that is reached is judged, and one that is not reached is not.
    if before.grade in GRADES:
        assert after.grade in GRADES
        assert GRADES.index(after.grade) >= GRADES.index(before.grade)
    for old, new in zip(numbers(before), numbers(after), strict=True):
        assert isinstance(old, Missing) == isinstance(new, Missing)
        if not isinstance(old, Missing) and not isinstance(new, Missing):
            assert new >= old
    old_light, new_light = (lights.light(RULE, lights.measures(found)).colour for found in (before, after))
    assert isinstance(old_light, Missing) == isinstance(new_light, Missing)
    if not isinstance(old_light, Missing) and not isinstance(new_light, Missing):
        assert COLOURS.index(new_light) >= COLOURS.index(old_light)


@given(goals(), serieses(), st.sampled_from(YEARS), st.integers(-6, 6))
def test_a_change_of_unit_never_changes_a_finding(goal: Goal, series: Series, as_of: int, power: int) -> None:
    """From 亿元 to 万元: every value moves its decimal point, and shares, points, chances and grades stay."""
    one, other = judge(goal, series, as_of=as_of), judge(scaled(goal, power), scaled_series(series, power), as_of=as_of)
    assert unitless(one) == unitless(other)
    assert [moved(value, power) for value in with_unit(goal, one)] == with_unit(goal, other)


def scaled(goal: Goal, power: int) -> Goal:
    is_relative = goal.kind == "growth" or (goal.kind == "change" and goal.change_in == "percent")
    return replace(
        goal,
        value=goal.value if goal.value is None or is_relative else goal.value.scaleb(power),
        base=None if goal.base is None else goal.base.scaleb(power),
        high=None if goal.high is None else goal.high.scaleb(power),
        listed=tuple((year, value.scaleb(power)) for year, value in goal.listed),
    )


def scaled_series(series: Series, power: int) -> Series:
    return Series(tuple((year, value.scaleb(power)) for year, value in series.values))


def unitless(finding: Finding) -> list[object]:
    plan, outlook = finding.against_plan, finding.outlook
    shares: list[Number | str | None] = [finding.attainment]
    if isinstance(plan, AgainstPlan):
        shares += [plan.points, plan.ratio]
    if isinstance(outlook, Outlook):
        shares += [outlook.chance]
    return [finding.grade, finding.year, *(one.code if isinstance(one, Missing) else one for one in shares)]


def with_unit(goal: Goal, finding: Finding) -> list[Number | None]:
    plan, outlook = finding.against_plan, finding.outlook
    values: list[Number | None] = [finding.observed]
    if isinstance(plan, AgainstPlan) and goal.kind != "growth":
        values += [plan.planned, plan.gap]
    if isinstance(outlook, Outlook):
        values += [outlook.value, outlook.low, outlook.high]
    return [None if isinstance(value, Missing) else value for value in values]


def moved(value: Number | None, power: int) -> Decimal | None:
    return value.scaleb(power) if isinstance(value, Decimal) else None


@given(goals(), serieses(), st.sampled_from(YEARS), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_equal_rows_never_matter(goal: Goal, series: Series, as_of: int, chance: Random) -> None:
    rows = [*series.values, *series.values[:2]]
    chance.shuffle(rows)
    assert judge(goal, Series(tuple(rows)), as_of=as_of) == judge(goal, series, as_of=as_of)


@given(goals(), serieses(), st.sampled_from(YEARS))
def test_a_later_observation_never_changes_an_earlier_judgement(goal: Goal, series: Series, as_of: int) -> None:
    assert judge(goal, series, as_of=as_of) == judge(goal, series.until(as_of), as_of=as_of)


@given(goals(), serieses(), st.sampled_from(YEARS))
def test_chances_and_intervals_are_what_they_are_called(goal: Goal, series: Series, as_of: int) -> None:
    outlook = judge(goal, series, as_of=as_of).outlook
    if isinstance(outlook, Outlook) and isinstance(outlook.chance, Decimal):
        assert isinstance(outlook.low, Decimal)
        assert isinstance(outlook.value, Decimal)
        assert isinstance(outlook.high, Decimal)
        assert outlook.low <= outlook.value <= outlook.high
        assert 0 <= outlook.chance <= 1
