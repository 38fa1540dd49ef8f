"""Money beside its pace: worked by hand, and what must hold for any amounts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.act.investment import investment_paces
from luoshi.model.investment import Pace, PaceRule, Spent
from luoshi.model.light import LightRule
from luoshi.packs import light_rules, pack
from luoshi.packs.investment_pace import investment_pace, of_investment_pace

RULE = next(rule for rule in light_rules(pack("common-cn")) if rule.name == "default-difference")
ANNUAL = PaceRule("annual", "年度投资", "the year's investment", ("在建",), (RULE,))
CUMULATIVE = PaceRule("cumulative", "累计投资", "investment in sum", ("在建",), (RULE,))
SPENT = Spent("2016-Q2", "在建", Decimal(4), Decimal(1), Decimal(5), Decimal(20), 2015, 2016, "直线")


def pace(rule: PaceRule, spent: Spent) -> Pace:
    (found,) = investment_paces([rule], spent)
    return found


@pytest.mark.parametrize(
    ("done", "points", "shade"),
    [("2", "0", "green"), ("2.4", "10", "green"), ("1.61", "-9.8", "green"), ("1.6", "-10", "yellow"), ("0.8", "-30", "yellow"),
     ("0.79", "-30.3", "red"), ("0", "-50", "red")],
)  # fmt: skip
def test_half_of_the_year_asks_for_half_of_its_plan(done: str, points: str, shade: str) -> None:
    found = pace(ANNUAL, replace(SPENT, annual_done=Decimal(done)))
    assert (found.points, found.shade) == (round(Decimal(points), 1), shade)


@pytest.mark.parametrize(
    ("period", "share"), [("2016-Q1", "25"), ("2016-Q4", "100"), ("2016-06", "50"), ("2016-H1", "50"), ("2016", "100")]
)
def test_the_share_of_the_year_is_that_at_the_end_of_the_period(period: str, share: str) -> None:
    found = pace(ANNUAL, replace(SPENT, period=period, annual_done=Decimal(0)))
    assert found.points == -Decimal(share)


def test_all_money_is_beside_the_path_over_the_years_of_construction() -> None:
    """6 of 8 quarters are gone, 75 %; 5 of 20 is 25 %."""
    found = pace(CUMULATIVE, SPENT)
    assert (found.points, found.shade) == (Decimal(-50), "red")
    assert "为计划20亿元的25.0%，应为75.0%（直线），落后50.0个百分点" in found.because.zh


@pytest.mark.parametrize("name", ["annual_plan", "annual_done"])
def test_an_amount_that_is_not_known_is_no_data_and_never_0(name: str) -> None:
    found = pace(ANNUAL, replace(SPENT, **{name: None}))
    assert (found.shade, found.points, found.behind) == ("none", None, False)
    assert found.because.zh.startswith("无数据：年度投资，没有")


def test_a_plan_of_0_has_no_share() -> None:
    assert pace(ANNUAL, replace(SPENT, annual_plan=Decimal(0))).shade == "none"


def test_a_class_that_the_rule_is_not_about_is_not_asked() -> None:
    assert investment_paces([ANNUAL, CUMULATIVE], replace(SPENT, kind="正在开展前期工作")) == ()


def test_without_a_version_in_force_there_is_no_light_but_the_points_are_said() -> None:
    found = pace(replace(ANNUAL, rules=()), SPENT)
    assert (found.shade, found.points) == ("none", Decimal(-25))


@given(st.decimals(0, 100, places=2), st.decimals(0, 100, places=2), st.decimals("0.01", 100, places=2))
def test_more_money_is_never_worse(less: Decimal, more: Decimal, plan: Decimal) -> None:
    order = ["red", "yellow", "green"]
    low, high = sorted((less, more))
    first, second = (pace(ANNUAL, replace(SPENT, annual_plan=plan, annual_done=done)) for done in (low, high))
    assert order.index(first.shade) <= order.index(second.shade)


def small(folder: Path, rule: str, of: str = "annual") -> Path:
    entry = f"- {{of: {of}, title: 投资, title_en: money, classes: [在建], rule: {rule}, official: 否, source: 例}}\n"
    (folder / "pack.yaml").write_text("id: small\ntitle: 小包\nextends: [common-cn]\n", encoding="utf-8")
    (folder / "investment_pace.yaml").write_text(f"investment_pace:\n{entry}", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("rule", "codes"),
    [
        ("default-difference", []),
        ("default-differences", ["pack-unknown-reference"]),
        ("wuhan-priority-work", ["pack-pace-not-by-points"]),
    ],
)
def test_a_rule_of_lights_that_does_not_fit_is_pointed_at(tmp_path: Path, rule: str, codes: list[str]) -> None:
    found = list(of_investment_pace(pack(small(tmp_path, rule))))
    assert [one.code for one in found] == codes
    assert all("investment_pace.yaml:2" in one.where for one in found)


def test_thresholds_are_those_of_the_pack(tmp_path: Path) -> None:
    own = (
        "light_rules:\n- name: strict\n  version: '1'\n  title: 严\n  jurisdiction: 某市\n  source: 例\n  official: 否\n"
        '  cases: [{colour: red, within: {points: "(, -5)"}}]\n'
    )
    (small(tmp_path, "strict") / "light_rules.yaml").write_text(own, encoding="utf-8")
    (rule,) = investment_pace(pack(tmp_path))
    assert isinstance(rule.rules[0], LightRule)
    assert pace(rule, replace(SPENT, annual_done=Decimal("1.7"))).shade == "red"
