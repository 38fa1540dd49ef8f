"""What follows from a project's years and gates."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.act.projects import basis_of_class, class_of, open_gates, planned_share, quarters
from luoshi.model.registry import Answer, Field

GATES = [
    Field("gate_land", "用地预审", "Land", "choice", choices=(Answer("已通过"), Answer("未办理"), Answer("不适用"))),
    Field("gate_reason", "不适用的理由", "Why"),
]


def codes(**data: str) -> list[str]:
    return [one.code for one in open_gates(data, GATES)]


def test_a_gate_that_is_not_begun_matters_while_building_alone() -> None:
    assert codes(gate_land="未办理", **{"class": "在建"}) == ["project-gate-not-begun"]
    assert codes(gate_land="未办理", **{"class": "正在开展前期工作"}) == []
    assert codes(**{"class": "在建"}) == []


def test_a_gate_that_does_not_apply_needs_a_reason() -> None:
    assert codes(gate_land="不适用") == ["project-gate-without-reason"]
    assert codes(gate_land="不适用", gate_reason="既有线改造") == []


@pytest.mark.parametrize("year", ["", "待定"])
def test_without_a_first_year_there_is_no_class_and_no_basis(year: str) -> None:
    assert class_of(year, date(2016, 12, 20)) is None
    assert basis_of_class(year, "", date(2016, 12, 20)) == ""


def test_the_class_follows_the_day() -> None:
    assert class_of("2018", date(2016, 12, 31)) == "正在开展前期工作"
    assert class_of("2018", date(2017, 1, 1)) == "今明两年可开工"
    assert class_of("2018", date(2018, 1, 1)) == "在建"


@given(st.integers(2000, 2030), st.integers(0, 9), st.sampled_from(["S形曲线", "直线"]))
def test_a_planned_path_begins_with_nothing_never_falls_and_ends_with_all(first: int, more: int, path: str) -> None:
    last = first + more
    shares = [planned_share(first, last, period, path) for period in quarters(first, f"{last}-Q4")]  # type: ignore[arg-type]
    assert planned_share(first, last, f"{first - 1}-Q4", path) == 0  # type: ignore[arg-type]
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_an_s_is_slower_at_both_ends_than_a_straight_line() -> None:
    early, late = "2015-Q1", "2017-Q4"
    assert planned_share(2015, 2018, early) < planned_share(2015, 2018, early, "直线")
    assert planned_share(2015, 2018, late) > planned_share(2015, 2018, late, "直线")
