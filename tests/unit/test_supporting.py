"""The support list with its history, the settlement that balances, the transfer payment, and what places hand in."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from luoshi import packs
from luoshi.classifying import appraised, items_of, supply_of
from luoshi.handing import handed_in, known_items, of_year
from luoshi.keeping import observed
from luoshi.model.appraisal import Return
from luoshi.model.finding import Missing
from luoshi.model.pack import Pack
from luoshi.model.problem import LuoshiError
from luoshi.model.support import SupportDecision
from luoshi.packs.appraisals import appraisals
from luoshi.packs.support_list import support_list
from luoshi.supporting import payments, settled, support_problems, supported

JILIN = packs.pack("jilin")
FACTORS = ("fiscal", "difficulty", "cost", "exhaustion", "type")
SEVEN = ("220400", "220600", "220283", "220113", "222403", "220503", "222424")


def returns(tmp_path: Path, text: str) -> tuple[tuple[Return, ...], list[str]]:
    path = tmp_path / "returns.csv"
    path.write_text(text, encoding="utf-8")
    rows, problems = handed_in(path, JILIN)
    return rows, [one.code for one in problems]


def with_decisions(monkeypatch: pytest.MonkeyPatch, place: str, *more: SupportDecision) -> None:
    """The list of the pack, with decisions added to one city."""
    known = support_list(JILIN)
    assert known is not None
    cities = dict(known.cities) | {place: (*known.cities[place], *more)}
    changed = type(known)(known.title, known.rule, cities, known.note)
    monkeypatch.setattr("luoshi.supporting.support_list", lambda pack: changed)


# ------------------------------------------------------------------ the list


def test_the_seven_exhausted_cities_are_on_the_list_as_the_law_has_them() -> None:
    found = supported(JILIN, as_of=2018)
    assert {one.place for one in found} == set(SEVEN)
    assert {(one.legal, one.batch is not None) for one in found} == {("衰退型", True)}


def test_after_a_period_that_nobody_judged_the_state_is_not_known() -> None:
    (liaoyuan, *_) = supported(JILIN, as_of=2018)
    assert [one.year for one in liaoyuan.years] == [2008, 2009, 2010, 2011]
    assert liaoyuan.awaiting is not None
    assert "辽源市的首轮支持已满 4 年" in liaoyuan.awaiting.zh


def test_within_the_first_period_the_state_is_known() -> None:
    (liaoyuan, *_) = supported(JILIN, as_of=2010)
    assert (liaoyuan.awaiting, liaoyuan.years[-1].stage, liaoyuan.years[-1].year_of_stage) == (None, "first", 3)


def test_before_it_was_listed_a_city_has_no_state() -> None:
    last = supported(JILIN, as_of=2008)[-1]
    assert last.years == ()
    assert last.awaiting is not None


def test_decisions_lead_from_prolonging_to_taper_and_out_and_the_history_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Three years of decisions, then the taper of 75, 50 and 25 %."""
    with_decisions(
        monkeypatch, "220400", SupportDecision(2012, "not-achieved", "评估报告甲"),
        SupportDecision(2014, "achieved", "评估报告乙"),
    )  # fmt: skip
    (liaoyuan, *_) = supported(JILIN, as_of=2018)
    assert [(one.year, one.stage, str(one.share)) for one in liaoyuan.years[4:]] == [
        (2012, "prolonged", "1"), (2013, "prolonged", "1"), (2014, "taper-1", "0.75"), (2015, "taper-2", "0.50"),
        (2016, "taper-3", "0.25"), (2017, "left", "0"), (2018, "left", "0"),
    ]  # fmt: skip
    assert liaoyuan.years[4].evidence == "评估报告甲"
    assert [one.evidence for one in liaoyuan.decisions[1:]] == ["评估报告甲", "评估报告乙"]


def test_a_decision_after_the_end_of_its_period_is_a_problem_that_says_when_it_was_due(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with_decisions(monkeypatch, "220400", SupportDecision(2014, "not-achieved", "评估报告甲"))
    (liaoyuan, *_) = supported(JILIN, as_of=2018)
    assert (liaoyuan.years[-1].year, liaoyuan.awaiting is not None) == (2011, True)
    (problem,) = liaoyuan.unused
    assert problem.code == "support-decision-too-late"
    assert "辽源市2014年的决定“转型未成”没有采用" in problem.zh
    assert "2012年" in problem.zh
    assert support_problems(JILIN) == [problem]
    assert supported(JILIN, as_of=2013)[0].unused == ()


def test_a_judgement_before_the_end_of_a_period_is_a_problem_too(monkeypatch: pytest.MonkeyPatch) -> None:
    with_decisions(
        monkeypatch, "220400", SupportDecision(2010, "not-achieved", "甲"), SupportDecision(2012, "not-achieved", "乙"),
        SupportDecision(2017, "not-achieved", "丙"),
    )  # fmt: skip
    (liaoyuan, *_) = supported(JILIN, as_of=2018)
    assert [one.code for one in liaoyuan.unused] == ["support-decision-too-early"]
    assert [(one.year, one.stage) for one in liaoyuan.years[-2:]] == [(2016, "prolonged"), (2017, "prolonged")]


def test_a_pack_without_a_list_says_so() -> None:
    with pytest.raises(LuoshiError, match=r"support_list\.yaml"):
        supported(Pack("small", "小包", "no-such-folder"), as_of=2018)


# ------------------------------------------------------------------ transfer payments


def handed(pool: str = "50000") -> list[Return]:
    rows = [Return("", "pool", Decimal(pool))]
    for place in SEVEN:
        rows += [Return(place, "fixed", Decimal(2000)), Return(place, "population", Decimal(30))]
        rows += [Return(place, factor, Decimal("1.1")) for factor in FACTORS]
    return rows


def test_without_figures_nobody_gets_an_amount_and_everybody_is_told_what_is_lacking() -> None:
    found, _ = payments(JILIN, "transfer-payment", as_of=2018)
    assert len(found) == 7
    for one in found:
        assert isinstance(one.transfer, Missing)
        assert "资金总额、定额补助、人口" in one.transfer.zh


def test_the_amounts_add_up_to_the_pool() -> None:
    found, problems = payments(JILIN, "transfer-payment", handed(), as_of=2018)
    totals = [one.transfer.total for one in found if not isinstance(one.transfer, Missing)]
    assert (len(totals), sum(totals), problems) == (7, Decimal("50000.00"), [])


def test_one_city_that_lacks_something_leaves_all_open_because_the_budget_has_to_close() -> None:
    rows = [one for one in handed() if (one.place, one.item) != ("220600", "population")]
    found, _ = payments(JILIN, "transfer-payment", rows, as_of=2018)
    said = {one.place: one.transfer.zh for one in found if isinstance(one.transfer, Missing)}
    assert said["220600"] == "缺少人口"
    assert said["220400"] == "缺少其他城市的填报"


def test_a_city_in_its_taper_gets_its_share_of_the_base_and_no_factors(monkeypatch: pytest.MonkeyPatch) -> None:
    """The vector of the rule of 2012: base 8 000, judged achieved: 6 000 in the first year."""
    with_decisions(monkeypatch, "220400", SupportDecision(2011, "achieved", "评估报告"))
    rows = [Return("220400", "taper_base", Decimal(8000)), *handed()]
    amounts = {}
    for year in (2011, 2012, 2013, 2014):
        (liaoyuan, *_), _ = payments(JILIN, "transfer-payment", rows, as_of=year)
        amounts[year] = liaoyuan.transfer.zh if isinstance(liaoyuan.transfer, Missing) else str(liaoyuan.transfer.total)
    assert amounts == {2011: "6000.00", 2012: "4000.00", 2013: "2000.00", 2014: "辽源市已退出支持名单，不再补助"}


# ------------------------------------------------------------------ settlement and appraisal


def full_marks(rule: str, place: str, *, but: dict[str, str] | None = None) -> list[Return]:
    """Everything of a rule at its target, but for what is said."""
    found = []
    for item in (item for domain in appraisals(JILIN)[rule].domains for item in domain.items):
        value = (but or {}).get(item.id, "1" if item.mode == "yes-no" else "100")
        target = Decimal(100) if item.mode in ("reach", "stay-below") and item.target is None else None
        if item.id == "d1":
            value = (but or {}).get("d1", "4")
        found.append(Return(place, item.id, Decimal(value), Decimal(value) - 1, target, ("台账",)))
    return found


def test_rewards_and_cuts_of_a_year_balance() -> None:
    store = observed(JILIN)[0]
    rows: list[Return] = []
    for place in SEVEN:
        low = dict.fromkeys(("a1", "a2", "a3", "c1", "c2", "d2", "e1", "e2", "f1", "f2", "f3"), "10")
        rows += full_marks("exhausted-yearly", place, but=low if place == "222424" else {})
        rows += [Return(place, "base", Decimal(1000)), Return(place, "increment", Decimal(100))]
    # The items that are compared within the group need some difference.
    spread = [Return(place, item, Decimal(90 + n), Decimal(89 + n), None, ("台账",))
              for item in ("b1", "b2", "b3", "b4", "g1", "g2") for n, place in enumerate(SEVEN)]  # fmt: skip
    found = appraised(JILIN, store, "exhausted-yearly", as_of=2018, rows=[*rows, *spread])
    assert {one.backed for one in found} == {Decimal("1.0000")}
    settlement = settled(JILIN, found, rows, as_of=2018)
    assert not isinstance(settlement, Missing)
    assert sum(one.rewarded - one.deducted for one in settlement.places) + settlement.returned == 0
    grades = {one.place: one.grade for one in found}
    assert grades["222424"] == "不合格"
    cut = {one.place for one in settlement.places if one.deducted}
    assert cut == {place for place, grade in grades.items() if grade == "不合格"}


def test_without_every_grade_nothing_is_settled_and_the_cities_are_named() -> None:
    found = appraised(JILIN, observed(JILIN)[0], "exhausted-yearly", as_of=2018)
    settlement = settled(JILIN, found, [], as_of=2018)
    assert isinstance(settlement, Missing)
    assert "辽源市" in settlement.zh


def test_the_yearly_assessment_is_for_the_exhausted_cities_alone() -> None:
    found = appraised(JILIN, observed(JILIN)[0], "exhausted-yearly", as_of=2018)
    assert {one.place for one in found} == set(SEVEN)
    assert found[0].rule.domains[0].title == "资源有序开发"


def test_an_accident_caps_the_grade_whatever_the_points() -> None:
    rows = [*full_marks("exhausted-yearly", "220400"), Return("220400", "accident", Decimal(0))]
    rows += [Return("220600", item, Decimal(50), Decimal(50)) for item in ("b1", "b2", "b3", "b4", "g1", "g2")]
    found = {one.place: one for one in appraised(JILIN, observed(JILIN)[0], "exhausted-yearly", as_of=2018, rows=rows)}
    liaoyuan = found["220400"]
    assert (liaoyuan.grade, liaoyuan.capped) == ("合格", "重特大生产安全事故或重大突发环境事件")
    assert not isinstance(liaoyuan.total, Missing)
    assert liaoyuan.total > 80


def test_a_value_without_evidence_counts_and_is_seen() -> None:
    rows = [Return("220400", "e1", Decimal(100)), Return("220400", "e2", Decimal(100), evidence=("台账",))]
    found = {one.place: one for one in appraised(JILIN, observed(JILIN)[0], "exhausted-yearly", as_of=2018, rows=rows)}
    assert found["220400"].backed == Decimal("0.4000")  # 6 of 15 points


# ------------------------------------------------------------------ what is handed in


def test_rows_are_read_by_name_or_code_of_then_and_now(tmp_path: Path) -> None:
    rows, problems = returns(tmp_path, "地区,项目,数值,佐证\n九台市,e1,98.5,甲；乙\n220113,e2,,\n,pool,50000,\n")
    assert problems == []
    assert [(one.place, one.item) for one in rows] == [("220113", "e1"), ("220113", "e2"), ("", "pool")]
    assert rows[0].evidence == ("甲", "乙")
    assert isinstance(rows[1].value, Missing), "empty is never zero"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("没有的市,e1,1", "handed-unknown-place"), ("辽源市,e1,很多", "handed-not-a-number"),
        ("辽源市,e1,nan", "handed-not-a-number"), ("辽源市,e1,1\n辽源市,e1,2", "handed-twice"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_said(tmp_path: Path, row: str, code: str) -> None:
    assert returns(tmp_path, f"地区,项目,数值\n{row}\n")[1] == [code]


def test_a_table_without_its_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LuoshiError, match="项目"):
        returns(tmp_path, "地区,数值\n辽源市,1\n")


def test_an_item_that_a_rule_does_not_have_is_named(tmp_path: Path) -> None:
    rows, _ = returns(tmp_path, "地区,项目,数值\n辽源市,e9,1\n")
    kept, problems = known_items(rows, items_of(appraisals(JILIN)["seven-items"]))
    assert (kept, [one.code for one in problems]) == ((), ["handed-unknown-item"])


def test_rows_of_another_year_are_left_aside(tmp_path: Path) -> None:
    rows, _ = returns(tmp_path, "place,item,value,year\n辽源市,supply,0.2,2017\n辽源市,supply,0.3,2018\n")
    assert [one.value for one in of_year(rows, 2018)] == [Decimal("0.3")]
    assert {year: one.supply for year, one in supply_of(rows)["220400"].items()} == {2017: 0.2, 2018: 0.3}
