"""Every workflow of every pack is sound: no dead end, no state out of reach, nobody who judges his own work."""

from __future__ import annotations

from pathlib import Path

import pytest

from luoshi.model.pack import Pack
from luoshi.packs import pack
from luoshi.packs.cycles import cycles
from luoshi.packs.registries import registries
from luoshi.packs.workflows import workflows
from luoshi.pipeline import workflow_problems

ROOT = Path(__file__).parents[2]
PACKS = [pack(head.parent) for head in sorted((ROOT / "packs").glob("*/pack.yaml"))]
JILIN = next(one for one in PACKS if one.id == "jilin")


@pytest.mark.parametrize("found", PACKS, ids=lambda one: one.id)
def test_the_workflows_of_a_pack_have_nothing_to_look_at(found: Pack) -> None:
    assert [f"{problem.where}  {problem.en}" for problem in workflow_problems(found)] == []


def test_every_workflow_is_used_by_a_registry() -> None:
    assert set(workflows(JILIN)) == {registry.workflow for registry in registries(JILIN).values()}


def test_supervision_has_the_steps_that_officials_know() -> None:
    titles = {move.title for move in workflows(JILIN)["supervision"].moves}
    assert titles >= {"立项", "交办", "签收", "反馈", "催办", "申请延期", "办结", "销号", "挂牌督办"}


def test_what_no_document_prints_says_so() -> None:
    """Everything that is marked 否 says where it comes from, in the words that the screen shows."""
    unofficial = [
        (registry.id, field.id, field.source)
        for registry in registries(JILIN).values()
        for field in (*registry.fields, *workflows(JILIN)[registry.workflow].fields)
        if not field.official
    ]
    assert len(unofficial) > 30
    assert [one for one in unofficial if not one[2].startswith("系统默认，非官方")] == []
    limits = [state.limit for one in workflows(JILIN).values() for state in one.states if state.limit]
    assert [limit for limit in limits if not limit.official and not limit.source.startswith("系统默认，非官方")] == []


def test_a_printed_date_is_told_from_one_of_our_own() -> None:
    official = {cycle.id: cycle.due.official for cycle in cycles(JILIN).values()}
    assert official["soil-annual-report"] is True
    assert official["quarterly-dispatch-41"] is False
