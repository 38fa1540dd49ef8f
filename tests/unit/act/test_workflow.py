"""Who may make a move, what it needs, and what follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

import pytest

from luoshi.act import may, may_edit, may_see, move, moves_for
from luoshi.act.workflow import Refused
from luoshi.model.person import SYSTEM, VISITOR, Membership, Person
from luoshi.model.record import Event, Record
from luoshi.model.registry import Category, Field, Registry, Value, When
from luoshi.model.workflow import Effect, Move, State, Who, Workflow

OFFICER, REVIEWER = Who("市州联络员", "owner"), Who("审核人", "keeper")
FLOW = Workflow(
    "report",
    "填报",
    "Report",
    states=(
        State("owed", "待报", "Owed", edited_by=(OFFICER,)),
        State("submitted", "已报待审", "Submitted"),
        State("accepted", "已通过", "Accepted", final=True),
    ),
    moves=(
        Move("open", "下发", "Open", (), "owed", (Who("系统"),)),
        Move(
            "submit", "上报", "Submit", ("owed",), "submitted", (OFFICER,), complete=True, at_most=2,
            causes=(
                Effect("stamp", "on"), Effect("late", "days_late"), Effect("count", "times"),
                Effect("notify", to=("keeper",)),
            ),
        ),
        Move("return", "退回", "Return", ("submitted",), "owed", (REVIEWER,), ("submit",), note=True, decision=True),
        Move("accept", "通过", "Accept", ("submitted",), "accepted", (REVIEWER,), ("submit",), decision=True),
    ),
)  # fmt: skip
REGISTRY = Registry(
    "reports",
    "填报",
    "Reports",
    "report",
    named_by="text",
    keeper="commission",
    fields=(
        Field("text", "进展", "Progress", required=True),
        Field("done", "累计", "Done", "number", not_below="before", except_with="why"),
        Field("before", "上期累计", "Before", "number", given=True),
        Field("why", "原因", "Why"),
        Field("stuck", "受阻", "Stuck", "truth"),
        Field("problem", "问题", "Problem", required_when=(When("stuck", ("是",)),)),
        *(Field(id, id, id, given=True) for id in ("on", "days_late", "times")),
    ),
    categories=(Category((When("stuck", ("是",)),), "受阻的不能通过", "what is stuck", forbids=("accept",)),),
)
WORKFLOW = FLOW.of(REGISTRY)

SONGYUAN = Person("1", "松原", (Membership("市州联络员", "songyuan", "220700"),))
JILIN_CITY = Person("2", "吉林市", (Membership("市州联络员", "jilin-city", "220200"),))
CHECKER = Person("3", "审核", (Membership("审核人", "commission", "220000"),))
BOTH = Person("4", "兼任", (*SONGYUAN.memberships, *CHECKER.memberships))


def record(state: str = "owed", **data: Value) -> Record:
    return Record("9", "reports", state, "songyuan", "commission", (), ("220700", "220000"), data, due=date(2017, 1, 5))


def event(name: str, by: Person, before: str = "owed", after: str = "submitted") -> Event:
    return Event(name, before, after, by.id, "", datetime(2017, 1, 4, 9))


def refusal(name: str, by: Person, given: Record, data: Mapping[str, Value | None] | None = None) -> list[str]:
    with pytest.raises(Refused) as caught:
        move(WORKFLOW, [], name, by=by, record=given, on=date(2017, 1, 4), data=data)
    return [problem.code for problem in caught.value.problems]


def test_whoever_answers_for_a_record_may_submit_it() -> None:
    assert may(WORKFLOW, [], "submit", SONGYUAN, record())


@pytest.mark.parametrize("person", [JILIN_CITY, CHECKER, VISITOR, SYSTEM, Person("5")])
def test_nobody_else_may(person: Person) -> None:
    verdict = may(WORKFLOW, [], "submit", person, record())
    assert not verdict
    assert verdict.problem is not None
    assert "责任单位市州联络员" in verdict.problem.zh


def test_a_move_is_made_from_its_states_alone() -> None:
    verdict = may(WORKFLOW, [], "accept", CHECKER, record())
    assert verdict.problem is not None
    assert verdict.problem.code == "move-wrong-state"
    assert "待报" in verdict.problem.zh


def test_a_move_that_there_is_not_is_refused() -> None:
    assert refusal("vanish", SONGYUAN, record()) == ["move-unknown"]


def test_only_an_unborn_record_is_set_up() -> None:
    assert may(WORKFLOW, [], "open", SYSTEM, record(""))
    assert not may(WORKFLOW, [], "open", SYSTEM, record("owed"))


@pytest.mark.parametrize("decision", ["accept", "return"])
def test_whoever_submitted_does_not_judge_it(decision: str) -> None:
    history = [event("submit", BOTH)]
    verdict = may(WORKFLOW, history, decision, BOTH, record("submitted"))
    assert verdict.problem is not None
    assert verdict.problem.code == "move-own-work"
    assert may(WORKFLOW, history, decision, CHECKER, record("submitted"))


def test_whoever_wrote_the_draft_does_not_judge_it_though_another_submitted() -> None:
    history = [event("save", BOTH, "owed", "owed"), event("submit", SONGYUAN)]
    assert not may(WORKFLOW, history, "accept", BOTH, record("submitted"))
    assert may(WORKFLOW, [event("save", BOTH, "", "")], "accept", BOTH, record("submitted"))


def test_a_move_may_be_limited_in_number() -> None:
    twice = [event("submit", SONGYUAN)] * 2
    assert may(WORKFLOW, twice[:1], "submit", SONGYUAN, record())
    assert not may(WORKFLOW, twice, "submit", SONGYUAN, record())


def test_a_category_closes_a_move() -> None:
    verdict = may(WORKFLOW, [], "accept", CHECKER, record("submitted", stuck="是"))
    assert verdict.problem is not None
    assert "受阻的不能通过" in verdict.problem.zh


def test_a_condition_closes_a_move() -> None:
    moves = tuple(
        replace(one, unless=(When("stuck", ("是",)),)) if one.id == "submit" else one for one in WORKFLOW.moves
    )
    verdict = may(replace(WORKFLOW, moves=moves), [], "submit", SONGYUAN, record(stuck="是"))
    assert verdict.problem is not None
    assert verdict.problem.code == "move-unless"


def test_everything_that_is_missing_is_said_at_once() -> None:
    assert refusal("submit", SONGYUAN, record(stuck="是")) == ["record-field-required", "record-field-required"]


def test_a_judgement_against_somebody_needs_a_reason() -> None:
    with pytest.raises(Refused, match="须写明理由"):
        move(WORKFLOW, [], "return", by=CHECKER, record=record("submitted"), on=date(2017, 1, 4), note="  ")


@pytest.mark.parametrize(("data", "codes"), [
    ({"done": "5.9"}, ["record-step-backwards"]),
    ({"done": "5.9", "why": "审计核减"}, []),
    ({"done": "10"}, []),
])  # fmt: skip
def test_a_step_backwards_needs_a_reason(data: dict[str, Value | None], codes: list[str]) -> None:
    given = record(text="开工", before="6.1")
    if codes:
        assert refusal("submit", SONGYUAN, given, data) == codes
    else:
        assert move(WORKFLOW, [], "submit", by=SONGYUAN, record=given, on=date(2017, 1, 4), data=data).changes["done"]


def test_a_move_that_asks_for_nothing_is_made_whatever_the_draft_says() -> None:
    given = record("submitted", text="开工", before="6.1", done="5.9")
    assert move(WORKFLOW, [], "accept", by=CHECKER, record=given, on=date(2017, 1, 4)).after == "accepted"


def test_what_is_filled_by_the_system_is_not_taken_from_a_form() -> None:
    given = {"text": "开工", "before": "0", "days_late": "0"}
    outcome = move(WORKFLOW, [], "submit", by=SONGYUAN, record=record(before="6.1"), on=date(2017, 1, 4), data=given)
    assert set(outcome.changes) == {"text", "on", "times"}


def test_a_field_that_the_state_does_not_let_one_write_is_not_taken() -> None:
    given = {"text": "改写他人的话"}
    outcome = move(WORKFLOW, [], "accept", by=CHECKER, record=record("submitted"), on=date(2017, 1, 4), data=given)
    assert outcome.changes == {}


def test_late_is_counted_and_stays_when_it_is_submitted_again_in_time() -> None:
    late = move(WORKFLOW, [], "submit", by=SONGYUAN, record=record(text="迟报"), on=date(2017, 1, 8))
    assert late.changes["days_late"] == "3"
    again = replace(late.record, state="owed", due=date(2017, 2, 1))
    assert move(WORKFLOW, [], "submit", by=SONGYUAN, record=again, on=date(2017, 1, 9)).record.data["days_late"] == "3"


def test_in_time_leaves_no_mark() -> None:
    outcome = move(WORKFLOW, [], "submit", by=SONGYUAN, record=record(text="按时"), on=date(2017, 1, 5))
    assert (outcome.after, outcome.changes) == ("submitted", {"on": "2017-01-05", "times": "1"})
    assert [effect.do for effect in outcome.effects] == ["notify"]


def test_a_page_asks_the_same_question() -> None:
    assert [step.id for step in moves_for(WORKFLOW, [], SONGYUAN, record())] == ["submit"]
    assert [step.id for step in moves_for(WORKFLOW, [], CHECKER, record("submitted"))] == ["return", "accept"]
    assert may_edit(WORKFLOW, SONGYUAN, record())
    assert not may_edit(WORKFLOW, SONGYUAN, record("submitted"))


# ------------------------------------------------------------------ seeing


@pytest.mark.parametrize(
    ("person", "sees"),
    [(SONGYUAN, True), (CHECKER, True), (JILIN_CITY, False), (VISITOR, False), (Person("5"), False), (SYSTEM, True)],
)
def test_a_record_is_seen_by_its_owner_and_keeper(person: Person, sees: bool) -> None:
    assert may_see(REGISTRY, WORKFLOW, person, record()) is sees


def test_the_province_sees_what_lies_in_it_and_a_county_does_not_see_its_city() -> None:
    inspector = Person("6", "", (Membership("督查员", "inspection", "220000"),))
    county = Person("7", "", (Membership("县区联络员", "ningjiang", "220702"),))
    assert may_see(REGISTRY, WORKFLOW, inspector, record())
    assert not may_see(REGISTRY, WORKFLOW, county, record())


def test_a_private_state_is_for_its_owner_alone() -> None:
    states = tuple(replace(state, private=True) if state.id == "owed" else state for state in WORKFLOW.states)
    private = replace(WORKFLOW, states=states)
    assert may_see(REGISTRY, private, SONGYUAN, record())
    assert not may_see(REGISTRY, private, CHECKER, record())
    assert may_see(REGISTRY, private, CHECKER, record("submitted"))


def test_what_is_public_is_seen_by_everybody() -> None:
    public = replace(REGISTRY, public_states=("accepted",))
    assert may_see(public, WORKFLOW, VISITOR, record("accepted"))
    assert not may_see(public, WORKFLOW, VISITOR, record("submitted"))


def test_a_registry_may_be_open_to_whoever_is_signed_in() -> None:
    assert may_see(replace(REGISTRY, seen_by=()), WORKFLOW, JILIN_CITY, record())
