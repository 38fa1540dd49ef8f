"""Money: settlements balance, support runs through its stages, transfers close the budget."""

from __future__ import annotations

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.assess.account import Graded, allocate, listed, settle, support, transfer
from luoshi.model.problem import LuoshiError
from luoshi.model.support import Coefficient, Recipient, SupportYear

MONEY = st.decimals(0, 1000, places=2)
GRADES = st.sampled_from(["优秀", "良好", "合格", "不合格"])
POINTS = {"优秀": D(93), "良好": D(85), "合格": D(65), "不合格": D(50)}


@st.composite
def cities(draw: st.DrawFn) -> list[Graded]:
    rows = draw(st.lists(st.tuples(MONEY, st.decimals(-10, 10, places=2), GRADES), max_size=8))
    return [Graded(str(number), base, more, POINTS[grade], grade) for number, (base, more, grade) in enumerate(rows)]


# ------------------------------------------------------------------ settlement


def test_the_worked_example_of_three_cities() -> None:
    found = settle(
        [
            Graded("P", D(1), D("0.10"), D(94), "优秀"),
            Graded("Q", D(2), D("0.20"), D(85), "良好"),
            Graded("R", D("1.5"), D("0.15"), D(55), "不合格"),
        ]
    )
    assert {one.place: one.rewarded - one.deducted for one in found.places} == {
        "P": D("0.225"),
        "Q": 0,
        "R": D("-0.225"),
    }
    assert (found.pool, found.returned) == (D("0.225"), 0)


@given(cities())
def test_what_is_taken_is_given_or_returned(found: list[Graded]) -> None:
    settled = settle(found)
    taken = sum(one.deducted for one in settled.places)
    assert taken == settled.pool == sum(one.rewarded for one in settled.places) + settled.returned


@given(cities())
def test_nobody_is_both_cut_and_rewarded(found: list[Graded]) -> None:
    assert not [one for one in settle(found).places if one.deducted and one.rewarded]


def test_where_nobody_is_excellent_the_pool_is_returned() -> None:
    found = settle([Graded("R", D(100), D(10), D(55), "不合格")])
    assert (found.pool, found.returned) == (D("15.0000"), D("15.0000"))


def test_an_increment_below_zero_is_not_taken_twice() -> None:
    assert settle([Graded("R", D(100), D(-10), D(55), "不合格")]).pool == 5


def test_a_city_twice_or_below_zero_is_refused() -> None:
    for wrong in ([Graded("R", D(1), D(0), D(1), "合格")] * 2, [Graded("R", D(-1), D(0), D(1), "合格")]):
        with pytest.raises(LuoshiError):
            settle(wrong)


# ------------------------------------------------------------------ support


def years_of(*decisions: str) -> list[SupportYear]:
    """A city listed in 2008 and its years after, one a decision."""
    years = [listed("220400", 2008, evidence="首批")]
    for decision in decisions:
        years.append(support(years, decision, evidence="评估" if decision != "none" else ""))  # type: ignore[arg-type]
    return years


def test_an_achieved_transition_tapers_off_in_three_years() -> None:
    base, years = D(8000), years_of("none", "none", "none", "achieved", "none", "none", "none")
    assert [int(base * one.share) for one in years[4:]] == [6000, 4000, 2000, 0]
    assert years[-1].stage == "left"


def test_a_transition_not_achieved_is_prolonged_by_five_years() -> None:
    years = years_of("none", "none", "none", "not-achieved", *["none"] * 4)
    assert [(one.stage, one.year_of_stage) for one in years[3:]] == [
        ("first", 4), ("prolonged", 1), ("prolonged", 2), ("prolonged", 3), ("prolonged", 4), ("prolonged", 5)
    ]  # fmt: skip


def test_a_period_that_is_over_asks_for_a_decision() -> None:
    with pytest.raises(LuoshiError, match="须作出转型评估"):
        years_of("none", "none", "none", "none")


def test_a_city_may_succeed_before_its_period_is_over() -> None:
    assert years_of("achieved")[-1].stage == "taper-1"


@pytest.mark.parametrize("decisions", [("list",), ("achieved", "achieved"), ("achieved", "list")])
def test_a_decision_that_does_not_fit_the_stage_is_refused(decisions: tuple[str, ...]) -> None:
    with pytest.raises(LuoshiError, match="不能"):
        years_of(*decisions)


def test_a_city_that_left_may_be_listed_again_and_keeps_its_history() -> None:
    years = years_of("achieved", "none", "none", "none", "none", "list")
    assert [one.stage for one in years] == ["first", "taper-1", "taper-2", "taper-3", "left", "left", "first"]
    assert [one.year for one in years] == list(range(2008, 2015))


def test_a_decision_names_its_evidence() -> None:
    with pytest.raises(LuoshiError, match="没有依据"):
        support(years_of(), "achieved")


# ------------------------------------------------------------------ transfer


def test_the_worked_example_of_the_factor_part() -> None:
    names = (
        ("人均财力", "1.2"),
        ("困难程度", "1.1"),
        ("成本差异", "1.1"),
        ("资源枯竭程度", "1.1"),
        ("资源类型", "1.0"),
    )
    found = transfer(
        Recipient("x", "县级", D(2000), D(30), tuple(Coefficient(name, D(value)) for name, value in names)), D(100)
    )
    assert (found.factor, found.total) == (D("4791.60"), D("6791.60"))
    assert "非官方" in found.steps[0].zh


@given(st.lists(st.tuples(MONEY, st.decimals("0.01", 500, places=2), st.decimals("0.5", "1.5", places=2)), min_size=1))
def test_an_allocation_closes_the_budget(rows: list[tuple[D, D, D]]) -> None:
    recipients = [
        Recipient(str(number), "县级", fixed, people, (Coefficient("人均财力", value),))
        for number, (fixed, people, value) in enumerate(rows)
    ]
    pool = sum(fixed for fixed, _, _ in rows) + D(1000)
    found = allocate(recipients, pool=pool)
    assert sum(one.total for one in found) == pool


def test_a_pool_below_the_fixed_parts_is_refused() -> None:
    with pytest.raises(LuoshiError, match="小于定额"):
        allocate([Recipient("x", "县级", D(10), D(1), ())], pool=D(9))


def test_nobody_to_count_is_refused() -> None:
    with pytest.raises(LuoshiError, match="合计为零"):
        allocate([Recipient("x", "县级", D(10), D(0), ())], pool=D(20))
