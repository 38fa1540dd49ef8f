"""A target judged, each kind worked by hand: attainment, against plan, and the grade on both sides of every edge."""

from __future__ import annotations

from decimal import Decimal

import pytest

from luoshi.assess.progress import judge
from luoshi.model.finding import AgainstPlan, Finding, Goal, Missing, Number
from luoshi.model.series import Series

RISE = Goal("up", Decimal(60), due=2020, base_year=2015, base=Decimal(50))
FALL = Goal("down", Decimal(40), due=2020, base_year=2015, base=Decimal(50))


def series(**values: str) -> Series:
    """series(y2015="50", y2018="56")"""
    return Series(tuple((int(year[1:]), Decimal(value)) for year, value in values.items()))


def shown(number: Number) -> str:
    return number.code if isinstance(number, Missing) else str(number)


def against(finding: Finding) -> tuple[str, str, str, str]:
    """planned, gap, points, ratio"""
    plan = finding.against_plan
    assert isinstance(plan, AgainstPlan)
    return shown(plan.planned), shown(plan.gap), shown(plan.points), shown(plan.ratio)


# ------------------------------------------------------------------ ways


@pytest.mark.parametrize(
    ("value", "attainment", "plan", "grade"),
    [
        # 2018 is 3/5 of the time, so 56 is planned.
        ("57", "0.7000", ("56", "1", "10.00", "1.1667"), "on-track"),
        ("56", "0.6000", ("56", "0", "0.00", "1.0000"), "on-track"),
        ("55.99", "0.5990", ("56", "-0.01", "-0.10", "0.9983"), "behind"),
        ("48", "-0.2000", ("56", "-8", "-80.00", "-0.3333"), "behind"),
        ("60", "1.0000", ("56", "4", "40.00", "1.6667"), "met"),
    ],
)
def test_a_rise_before_its_deadline(value: str, attainment: str, plan: tuple[str, ...], grade: str) -> None:
    found = judge(RISE, series(y2018=value), as_of=2018)
    assert (shown(found.attainment), against(found), found.grade) == (attainment, plan, grade)


@pytest.mark.parametrize(
    ("value", "attainment", "plan", "grade"),
    [
        ("43", "0.7000", ("44", "1", "10.00", "1.1667"), "on-track"),
        ("44", "0.6000", ("44", "0", "0.00", "1.0000"), "on-track"),
        ("44.01", "0.5990", ("44", "-0.01", "-0.10", "0.9983"), "behind"),
        ("52", "-0.2000", ("44", "-8", "-80.00", "-0.3333"), "behind"),
        ("40", "1.0000", ("44", "4", "40.00", "1.6667"), "met"),
    ],
)
def test_a_fall_is_the_mirror_of_a_rise(value: str, attainment: str, plan: tuple[str, ...], grade: str) -> None:
    found = judge(FALL, series(y2018=value), as_of=2018)
    assert (shown(found.attainment), against(found), found.grade) == (attainment, plan, grade)


@pytest.mark.parametrize(
    ("goal", "value", "grade"),
    [(RISE, "60", "met"), (RISE, "59.99", "missed"), (FALL, "40", "met"), (FALL, "40.01", "missed")],
)
def test_at_the_deadline_a_target_is_met_or_missed(goal: Goal, value: str, grade: str) -> None:
    assert judge(goal, series(y2020=value), as_of=2020).grade == grade


def test_values_after_the_deadline_are_not_looked_at() -> None:
    found = judge(RISE, series(y2020="59", y2021="61"), as_of=2022)
    assert (found.year, found.grade) == (2020, "missed")


def test_a_change_in_percent_is_told_from_the_base() -> None:
    """Down 10 % from 50 is 45; 47 has gone 3 of 5, and 2018 plans 3 of 5."""
    goal = Goal("change", Decimal(-10), due=2020, base_year=2015)
    found = judge(goal, series(y2015="50", y2018="47"), as_of=2018)
    assert (shown(found.attainment), against(found)) == ("0.6000", ("47", "0", "0.00", "1.0000"))


def test_a_change_in_points_is_added_to_the_base() -> None:
    """占比累计下降4个百分点: from 30 to 26; 2018 plans 27.6."""
    goal = Goal("change", Decimal(-4), due=2020, base_year=2015, base=Decimal(30), change_in="points")
    found = judge(goal, series(y2018="28"), as_of=2018)
    assert (shown(found.attainment), against(found), found.grade) == (
        "0.5000", ("27.6", "-0.4", "-10.00", "0.8333"), "behind",
    )  # fmt: skip


def test_a_count_starts_from_nothing() -> None:
    goal = Goal("count", Decimal(30), due=2020, base_year=2015)
    found = judge(goal, series(y2018="15"), as_of=2018)
    assert (shown(found.attainment), against(found)) == ("0.5000", ("18", "-3", "-10.00", "0.8333"))


@pytest.mark.parametrize(
    ("value", "as_of", "grade"), [("0", 2018, "on-track"), ("1", 2018, "met"), ("0", 2020, "missed")]
)
def test_a_yes_or_no_is_planned_for_its_last_year(value: str, as_of: int, grade: str) -> None:
    found = judge(Goal("binary", None, due=2020), Series(((as_of, Decimal(value)),)), as_of=as_of)
    assert found.grade == grade
    assert isinstance(found.outlook, Missing)
    assert found.outlook.code == "judge-no-trend"


def test_after_the_deadline_an_earlier_value_decides_nothing() -> None:
    values = series(y2015="50", y2019="61")
    assert judge(RISE, values, as_of=2020).grade == "met"
    found = judge(RISE, values, as_of=2021)
    assert (found.grade, shown(found.attainment)) == ("no-data", "judge-no-final-value")


def test_a_count_that_was_reached_stays_reached() -> None:
    goal = Goal("count", Decimal(10), due=2020, base_year=2015)
    assert judge(goal, series(y2019="10"), as_of=2021).grade == "met"
    assert judge(goal, series(y2019="9"), as_of=2021).grade == "no-data"


def test_a_base_that_is_observed_later_is_not_known_yet() -> None:
    goal = Goal("up", Decimal(60), due=2020, base_year=2016)
    found = judge(goal, series(y2015="50", y2016="52"), as_of=2015)
    assert (found.grade, shown(found.attainment)) == ("no-data", "judge-not-begun")


# ------------------------------------------------------------------ growth


@pytest.mark.parametrize(
    ("value", "promised_gap_points_ratio", "grade"),
    [
        # 8 % a year from 100: 116.64 after two years, 146.93281 after five; 121 grew by 10 % a year.
        ("121", ("8", "2", "9.29", "1.2620"), "on-track"),
        ("116.64", ("8", "0", "0.00", "1.0000"), "on-track"),
        ("116.63", ("8", "-0.00462973", "-0.02", "0.9994"), "behind"),
    ],
)
def test_growth_of_at_least_is_a_compound_way(
    value: str, promised_gap_points_ratio: tuple[str, ...], grade: str
) -> None:
    goal = Goal("growth", Decimal(8), due=2020, base_year=2015, base=Decimal(100))
    found = judge(goal, series(y2017=value), as_of=2017)
    assert (against(found), found.grade) == (promised_gap_points_ratio, grade)


@pytest.mark.parametrize(
    ("value", "plan", "grade", "attainment"),
    [
        # At most 10 % a year from 100: 110, then 121. 2016 held with 108.
        ("121", ("10", "0", "0.00", "1.0000"), "on-track", "1.0000"),
        ("144", ("10", "-10", "-10.00", "0.9000"), "behind", "0.5000"),
    ],
)
def test_growth_of_at_most_is_a_bound(value: str, plan: tuple[str, ...], grade: str, attainment: str) -> None:
    goal = Goal("growth", Decimal(10), due=2020, base_year=2015, base=Decimal(100), better="down")
    found = judge(goal, series(y2016="108", y2017=value), as_of=2017)
    assert (against(found), found.grade, shown(found.attainment)) == (plan, grade, attainment)


def test_growth_has_early_success_only_at_the_deadline() -> None:
    goal = Goal("growth", Decimal(8), due=2020, base_year=2015, base=Decimal(100))
    assert judge(goal, series(y2017="150"), as_of=2017).grade == "on-track"


# ------------------------------------------------------------------ bounds


@pytest.mark.parametrize(
    ("goal", "value", "plan", "grade"),
    [
        (Goal("at-least", Decimal(45), due=2020), "45", ("45", "0", "0.00", "1.0000"), "on-track"),
        (Goal("at-least", Decimal(45), due=2020), "44.1", ("45", "-0.9", "-2.00", "0.9800"), "behind"),
        (Goal("at-most", Decimal(4), due=2020), "4", ("4", "0", "0.00", "1.0000"), "on-track"),
        (Goal("at-most", Decimal(4), due=2020), "4.2", ("4", "-0.2", "-5.00", "0.9500"), "behind"),
        (Goal("range", Decimal(40), due=2020, high=Decimal(60)), "40", ("40", "0", "0.00", "1.0000"), "on-track"),
        (Goal("range", Decimal(40), due=2020, high=Decimal(60)), "58", ("40", "2", "10.00", "1.1000"), "on-track"),
        (Goal("range", Decimal(40), due=2020, high=Decimal(60)), "60", ("40", "0", "0.00", "1.0000"), "on-track"),
        (Goal("range", Decimal(40), due=2020, high=Decimal(60)), "61", ("40", "-1", "-5.00", "0.9500"), "behind"),
        (Goal("zero-growth", None, due=2020, base=Decimal(80)), "80", ("80", "0", "0.00", "1.0000"), "on-track"),
        (Goal("zero-growth", None, due=2020, base=Decimal(80)), "82", ("80", "-2", "-2.50", "0.9750"), "behind"),
    ],
)
def test_a_bound_holds_up_to_its_edge(goal: Goal, value: str, plan: tuple[str, ...], grade: str) -> None:
    found = judge(goal, series(y2018=value), as_of=2018)
    assert (against(found), found.grade) == (plan, grade)


def test_the_attainment_of_a_bound_is_the_share_of_years_in_which_it_held() -> None:
    """The base year promises nothing; 2016 did not hold, 2017 and 2018 did."""
    goal = Goal("at-least", Decimal(45), due=2020, base_year=2015)
    found = judge(goal, series(y2015="40", y2016="44", y2017="46", y2018="45"), as_of=2018)
    assert shown(found.attainment) == "0.6667"
    assert found.steps[1].zh == "完成程度 = 达标年数（2017、2018）÷ 有数据的年数 = 2 ÷ 3 = 0.6667"


def test_a_bound_is_never_met_before_its_last_year() -> None:
    goal = Goal("at-least", Decimal(45), due=2020)
    assert [judge(goal, Series(((year, Decimal(50)),)), as_of=year).grade for year in (2019, 2020)] == [
        "on-track",
        "met",
    ]


# ------------------------------------------------------------------ gaps, each with its reason


def reasons(finding: Finding) -> tuple[str, str, str]:
    """The grade, and why there is no attainment and no comparison with the plan."""
    assert isinstance(finding.attainment, Missing)
    plan = finding.against_plan
    return finding.grade, finding.attainment.code, plan.code if isinstance(plan, Missing) else shown(plan.points)


@pytest.mark.parametrize(
    ("goal", "values", "expected"),
    [
        (RISE, {}, ("no-data", "judge-no-data", "judge-no-data")),
        (RISE, {"y2015": "50"}, ("no-data", "judge-stale", "judge-stale")),
        (RISE, {"y2019": "55"}, ("no-data", "judge-no-data", "judge-no-data")),
        (Goal("up", Decimal(60), 2020), {"y2018": "55"}, ("no-baseline", "judge-no-baseline", "judge-no-baseline")),
        (Goal("up", None, 2020, 2015), {"y2018": "55"}, ("no-data", "judge-no-target-value", "judge-no-target-value")),
        (Goal("zero-growth", None, 2020), {"y2018": "5"}, ("no-baseline", "judge-no-baseline", "judge-no-baseline")),
        (
            Goal("up", Decimal(50), 2020, 2015, Decimal(50)),
            {"y2018": "49"},
            ("behind", "judge-base-is-target", "judge-base-is-target"),
        ),
        (
            Goal("down", Decimal(60), 2020, 2015, Decimal(50)),
            {"y2018": "55"},
            ("met", "judge-base-beyond-target", "judge-base-beyond-target"),
        ),
        (
            Goal("growth", Decimal(8), 2020, 2015, Decimal(-1)),
            {"y2018": "5"},
            ("no-data", "judge-change-of-sign", "judge-change-of-sign"),
        ),
    ],
)
def test_what_cannot_be_said_has_its_reason(goal: Goal, values: dict[str, str], expected: tuple[str, ...]) -> None:
    assert reasons(judge(goal, series(**values), as_of=2018)) == expected


def test_a_compound_path_to_another_sign_has_no_plan() -> None:
    goal = Goal("up", Decimal(5), due=2020, base_year=2015, base=Decimal(-5), shape="compound")
    found = judge(goal, series(y2018="1"), as_of=2018)
    assert isinstance(found.against_plan, Missing)
    assert (found.grade, shown(found.attainment), found.against_plan.code) == (
        "no-data",
        "0.6000",
        "judge-change-of-sign",
    )


def test_where_nothing_is_planned_yet_there_is_no_ratio() -> None:
    step = Goal("up", Decimal(60), due=2020, base_year=2015, base=Decimal(50), shape="step")
    found = judge(step, series(y2018="52"), as_of=2018)
    assert against(found) == ("50", "2", "20.00", "judge-nothing-planned")


def test_a_bound_of_zero_is_no_measure() -> None:
    found = judge(Goal("at-most", Decimal(0), due=2020), series(y2018="3"), as_of=2018)
    assert (against(found), found.grade) == (("0", "-3", "judge-bound-is-zero", "judge-bound-is-zero"), "behind")


@pytest.mark.parametrize(("as_of", "grade"), [(2018, "on-track"), (2019, "no-data")])
def test_a_value_is_stale_after_two_years(as_of: int, grade: str) -> None:
    assert judge(RISE, series(y2016="56"), as_of=as_of).grade == grade


def test_every_step_stands_in_both_languages_and_can_be_done_again() -> None:
    found = judge(RISE, series(y2016="51", y2017="54", y2018="55"), as_of=2018)
    assert [step.en for step in found.steps] == [
        "target of 2020: at least 60",
        "attainment = (observed 55 − base 50) ÷ (target 60 − base 50) = 0.5000",
        "against plan, 2018: planned 56, worse by 1; difference of progress -10.00 points; completed over planned share 0.8333",
        "outlook for 2020 (linear-trend): 59.3333, between 53.2641 and 65.4026 at 0.80; chance of meeting the target 0.396",
    ]
    assert found.steps[0].zh == "2020 年目标：不低于 60"
