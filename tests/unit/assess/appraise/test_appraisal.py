"""Points, moved weights, caps and grades of an appraisal."""

from __future__ import annotations

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.assess.appraise import appraise, groups, stability
from luoshi.assess.appraise.scoring import share
from luoshi.model.appraisal import Adjustment, AppraisalRule, Appraised, Domain, GradeBand, Handed, Item
from luoshi.model.finding import Missing
from luoshi.model.problem import LuoshiError

BANDS = (GradeBand("优秀", D(90)), GradeBand("良好", D(80)), GradeBand("合格", D(60)), GradeBand("不合格", D(0)))
MINE = Item("f1", "矿山治理率", "", D(60), "reach", target=D(50))
JOBS = Item("d1", "失业率", "", D(30), "stay-below", target=D("4.5"))
CARE = Item("d2", "动态清零", "", D(0), "yes-no")
FOREST = Item("g1", "森林覆盖率", "", D(10), "level-progress")
RULE = AppraisalRule(
    "seven", "1", "七项考核",
    (Domain("f", "矿山环境", (MINE,)), Domain("d", "失业", (JOBS,)), Domain("g", "林区", (FOREST,), only_for="林区")),
    BANDS,
    (Adjustment("money", "资金绩效", D(-5), D(5)), Adjustment("accident", "重特大事故", cap="合格")),
)  # fmt: skip
FULL = {"f1": Handed(D(50)), "d1": Handed(D("4.5"))}


@pytest.mark.parametrize(
    ("item", "handed", "expected"),
    [
        (MINE, Handed(D(50)), D(1)),
        (MINE, Handed(D(25)), D("0.5")),
        (MINE, Handed(D(90)), D(1)),
        (MINE, Handed(D(-1)), D(0)),
        (MINE, Handed(D(25), target=D(25)), D(1)),  # the place's own target goes before the rule's
        (JOBS, Handed(D(0)), D(1)),
        (JOBS, Handed(D(9)), D("0.5")),
        (Item("c", "", "", D(1), "ceiling", target=D(2), tolerance=D(4)), Handed(D(3)), D("0.75")),
        (Item("c", "", "", D(1), "ceiling", target=D(2), tolerance=D(4)), Handed(D(9)), D(0)),
        (CARE, Handed(D(1)), D(1)),
        (CARE, Handed(D(0)), D(0)),
    ],
)
def test_an_item_is_scored_by_its_mode(item: Item, handed: Handed, expected: D) -> None:
    assert share(item, handed) == expected


def test_level_and_movement_are_placed_within_the_group() -> None:
    handed = {"a": {"g1": Handed(D(60), D(58))}, "b": {"g1": Handed(D(70), D(69))}, "c": {"g1": Handed(D(65), D(64))}}
    group = groups(RULE, handed)["g1"]
    assert [share(FOREST, handed[place]["g1"], group) for place in "abc"] == [D("0.5"), D("0.5"), D("0.25")]


def test_a_domain_that_does_not_apply_hands_its_weight_to_the_others() -> None:
    found = appraise(RULE, "x", FULL)
    assert [str(one.weight) for one in found.domains] == ["66.67", "33.33", "0"]
    assert str(found.total) == "100.00"
    assert not found.domains[2].applies


def test_what_is_missing_is_not_zero_and_holds_the_total_back() -> None:
    found = appraise(RULE, "x", FULL, properties=["林区"])
    assert isinstance(found.total, Missing)
    assert found.total.code == "appraise-domain-not-rated"
    assert "森林覆盖率" in found.total.reason.hint_zh
    assert str(found.rated) == "0.9000"
    assert found.grade == ""


def test_a_small_gap_moves_its_weight_within_the_domain() -> None:
    items = (Item("a", "甲", "", D(7), "reach", target=D(1)), Item("b", "乙", "", D(3), "reach", target=D(1)))
    rule = AppraisalRule("r", "1", "", (Domain("d", "丁", items),), BANDS)
    found = appraise(rule, "x", {"a": Handed(D("0.5"))})
    assert str(found.total) == "5.00"
    assert str(found.domains[0].items[0].weight) == "10.00"
    lacking = appraise(rule, "x", {"b": Handed(D(1))})
    assert isinstance(lacking.total, Missing)


@pytest.mark.parametrize(
    ("value", "grade"),
    [(D("45"), "优秀"), (D("44.99"), "良好"), (D(40), "良好"), (D("30"), "合格"), (D("29.9"), "不合格")],
)
def test_a_grade_begins_with_its_lower_edge(value: D, grade: str) -> None:
    rule = AppraisalRule(
        "r", "1", "", (Domain("f", "矿", (Item("f1", "", "", D(100), "reach", target=D(50)),)),), BANDS
    )
    assert appraise(rule, "x", {"f1": Handed(value)}).grade == grade


def test_an_accident_caps_the_grade_and_is_named() -> None:
    found = appraise(RULE, "x", FULL, adjustments={"accident": D(0), "money": D(5)})
    assert (found.grade, found.capped, str(found.total)) == ("合格", "重特大事故", "105.00")


def test_a_cap_does_not_lift_a_lower_grade() -> None:
    found = appraise(RULE, "x", {"f1": Handed(D(10)), "d1": Handed(D(9))}, adjustments={"accident": D(0)})
    assert (found.grade, found.capped) == ("不合格", "")


@pytest.mark.parametrize("given_", [{"money": D(6)}, {"nothing": D(1)}])
def test_an_adjustment_that_the_rule_does_not_allow_is_refused(given_: dict[str, D]) -> None:
    with pytest.raises(LuoshiError):
        appraise(RULE, "x", FULL, adjustments=given_)


@given(st.decimals(0, 100, places=2), st.decimals(0, 20, places=2), st.decimals(0, 5, places=2))
def test_a_better_value_never_costs_points(mine: D, jobs: D, more: D) -> None:
    before = appraise(RULE, "x", {"f1": Handed(mine), "d1": Handed(jobs)})
    after = appraise(RULE, "x", {"f1": Handed(mine + more), "d1": Handed(max(D(0), jobs - more))})
    assert not isinstance(before.total, Missing)
    assert not isinstance(after.total, Missing)
    assert after.total >= before.total


# ------------------------------------------------------------------ under other weights


def appraised(**shares: tuple[int, int]) -> list[Appraised]:
    """Places with two items each, of which they reach so many percent."""
    items = (Item("a", "甲", "", D(50), "reach", target=D(100)), Item("b", "乙", "", D(50), "reach", target=D(100)))
    rule = AppraisalRule("two", "1", "", (Domain("x", "一", items[:1]), Domain("y", "二", items[1:])), BANDS)
    return [appraise(rule, place, {"a": Handed(D(a)), "b": Handed(D(b))}) for place, (a, b) in shares.items()]


def test_a_place_that_is_best_in_all_is_first_under_any_weights() -> None:
    first, second = (one.stability for one in stability(appraised(p=(95, 95), q=(85, 84))))
    assert first is not None
    assert second is not None
    assert (first.low, first.high, first.same_grade) == (1, 1, 1)
    assert (second.low, second.high, second.grades) == (2, 2, {"良好": D(1)})


def test_two_that_are_good_in_different_things_change_places_with_the_weights() -> None:
    found = [one.stability for one in stability(appraised(p=(100, 61), q=(61, 100)))]
    assert [(one.low, one.high) for one in found if one] == [(1, 2), (1, 2)]
    assert all(0 < one.same_grade < 1 for one in found if one)


def test_without_noise_all_is_as_it_was() -> None:
    for one in stability(appraised(p=(95, 90), q=(70, 62)), noise=D(0)):
        assert one.stability is not None
        assert one.stability.grades == {one.grade: D(1)}


def test_a_cap_holds_under_any_weights_and_what_is_missing_has_no_stability() -> None:
    capped = appraise(RULE, "x", FULL, adjustments={"accident": D(0)})
    lacking = appraise(RULE, "y", {"f1": Handed(D(50))})
    found = stability([capped, lacking])
    assert found[0].stability is not None
    assert found[0].stability.grades == {"合格": D(1)}
    assert found[1].stability is None


def test_the_order_of_places_and_the_seed_decide_nothing_twice() -> None:
    given = appraised(p=(90, 70), q=(70, 90), r=(80, 79))
    there, back = stability(given), stability(given[::-1])
    assert {one.place: one.stability for one in there} == {one.place: one.stability for one in back}
