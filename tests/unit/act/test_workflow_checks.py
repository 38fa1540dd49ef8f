"""What is wrong with a workflow is found without running it."""

from __future__ import annotations

from dataclasses import replace

from luoshi.act.checks import of_registry, of_workflow
from luoshi.model.registry import Category, Field, Registry, When
from luoshi.model.workflow import Effect, Move, State, Who, Workflow

ANY = (Who("牵头协调"),)


def workflow(*moves: Move, states: str = "abc", final: str = "c") -> Workflow:
    return Workflow(
        "w", "流程", "Flow", tuple(State(one, one, one, final=one in final) for one in states), moves
    )  # fmt: skip


def step(id: str, before: str, after: str, **more: object) -> Move:
    return replace(Move(id, id, id, tuple(before), after, ANY), **more)  # type: ignore[arg-type]


def codes(found: Workflow) -> list[tuple[str, str]]:
    return [(problem.code, problem.words.get("state") or problem.words["id"]) for problem in of_workflow(found)]


SOUND = (step("begin", "", "a"), step("on", "a", "b"), step("end", "b", "c"))


def test_a_sound_workflow_has_nothing_to_look_at() -> None:
    assert codes(workflow(*SOUND)) == []


def test_a_state_that_is_never_reached_is_found() -> None:
    assert ("workflow-state-unreachable", "d") in codes(workflow(*SOUND, step("off", "d", "c"), states="abcd"))


def test_a_state_that_leads_to_no_end_is_found() -> None:
    round_and_round = (step("there", "a", "d"), step("back", "d", "d"))
    assert codes(workflow(*SOUND, *round_and_round, states="abcd")) == [("workflow-dead-end", "d")]


def test_a_workflow_without_a_beginning_is_found() -> None:
    assert ("workflow-no-beginning", "w") in codes(workflow(*SOUND[1:]))


def test_judging_ones_own_work_is_found() -> None:
    judged = (*SOUND[:2], step("judge", "b", "c", decision=True))
    assert codes(workflow(*judged)) == [("workflow-self-approval", "w")]
    assert codes(workflow(*judged[:2], step("judge", "b", "c", decision=True, not_by=("on",)))) == []


def test_a_reviewer_who_does_not_declare_a_decision_is_found() -> None:
    hidden = step("judge", "b", "c", who=(Who("审核人", "keeper"),))
    assert codes(workflow(*SOUND[:2], hidden)) == [("workflow-undeclared-decision", "w")]


def test_names_that_lead_nowhere_are_found() -> None:
    lost = step("lost", "x", "c", not_by=("nothing",))
    assert [code for code, _ in codes(workflow(*SOUND, lost))] == ["workflow-unknown-name"] * 2


def test_a_move_for_nobody_is_found() -> None:
    assert ("workflow-nobody", "w") in codes(workflow(*SOUND, step("alone", "a", "b", who=())))


def test_what_a_registry_and_its_workflow_name_of_each_other_is_there() -> None:
    fields = (Field("name", "名称", "Name", not_below="other", required_when=(When("gone"),)),)
    categories = (Category((When("kind"),), "后果", "so", requires=("proof",), forbids=("fly",)),)
    registry = Registry("r", "台账", "R", "w", "title", fields, categories, public_states=("open",))
    asking = step("ask", "a", "b", requires=("answer",), causes=(Effect("stamp", "day"),))
    found = {problem.words["name"] for problem in of_registry(registry, workflow(*SOUND, asking))}
    assert found == {"open", "fly", "proof", "kind", "other", "gone", "title", "answer", "day"}
