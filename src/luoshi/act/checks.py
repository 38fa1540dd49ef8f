"""What can be wrong with a workflow without running it: dead ends, states never reached, judging one's own work."""

from __future__ import annotations

from collections.abc import Iterator

from luoshi.model.problem import Kind, Problem
from luoshi.model.registry import Registry
from luoshi.model.workflow import Move, Workflow

NO_BEGINNING = Kind(
    code="workflow-no-beginning",
    zh="流程“{id}”没有起点：没有一个动作不需要起始状态", en="workflow '{id}' has no beginning: every move has a state before it",
    hint_zh="请给出一个“from”为空的动作。", hint_en="Give one move an empty 'from'.",
)  # fmt: skip
UNREACHABLE = Kind(
    code="workflow-state-unreachable",
    zh="流程“{id}”的状态“{state}”到不了", en="no move of workflow '{id}' leads to the state '{state}'",
    hint_zh="请加上到达它的动作，或删去这个状态。", hint_en="Add a move that leads there, or remove the state.",
)  # fmt: skip
DEAD_END = Kind(
    code="workflow-dead-end",
    zh="流程“{id}”到了状态“{state}”就出不来，而它不是终点", en="the state '{state}' of workflow '{id}' leads to no end",
    hint_zh="请加上离开它的动作，或写明“final: 是”。", hint_en="Add a move that leads on, or say 'final: 是'.",
)  # fmt: skip
SELF_APPROVAL = Kind(
    code="workflow-self-approval",
    zh="流程“{id}”的“{move}”没有排除办理“{handed}”的人，可能自己审自己",
    en="'{move}' of workflow '{id}' may be made by whoever did '{handed}': that is judging one's own work",
    hint_zh="请在“not_by”中加上“{handed}”。", hint_en="Add '{handed}' to its 'not_by'.",
)  # fmt: skip
UNDECLARED_DECISION = Kind(
    code="workflow-undeclared-decision",
    zh="流程“{id}”的“{move}”由审核人办理，却没有写“decision: 是”",
    en="'{move}' of workflow '{id}' is made by a reviewer and not declared a decision",
    hint_zh="请写上“decision: 是”和“not_by”。", hint_en="Say 'decision: 是', and 'not_by'.",
)  # fmt: skip
UNKNOWN_NAME = Kind(
    code="workflow-unknown-name",
    zh="流程“{id}”的“{move}”提到“{name}”，但没有这个{what}",
    en="'{move}' of workflow '{id}' names '{name}', which is no {what_en} of it",
    hint_zh="请核对拼写。", hint_en="Check the spelling.",
)  # fmt: skip
NOBODY = Kind(
    code="workflow-nobody",
    zh="流程“{id}”的“{move}”没有人可以办理", en="nobody can make the move '{move}' of workflow '{id}'",
    hint_zh="请在“who”中写明角色。", hint_en="Name a role in its 'who'.",
)  # fmt: skip


def of_workflow(workflow: Workflow, where: str = "") -> Iterator[Problem]:
    """What a person should look at in a workflow, as it is or joined to a registry."""
    if not workflow.beginnings:
        yield NO_BEGINNING(id=workflow.id, where=where)
    yield from _of_names(workflow, where)
    yield from _of_ways(workflow, where)
    for move in workflow.moves:
        yield from _of_people(workflow, move, where)


def of_registry(registry: Registry, workflow: Workflow, where: str = "") -> Iterator[Problem]:
    """What a person should look at where a registry and its workflow meet."""
    joined = workflow.of(registry)
    states, moves, fields = _names(joined)
    for state in registry.public_states:
        if state not in states:
            yield _unknown("state", registry.id, "public_states", state, where)
    for category in registry.categories:
        for move in category.forbids:
            if move not in moves:
                yield _unknown("move", registry.id, "categories", move, where)
    for by, field in _fields_named(registry, joined):
        if field not in fields:
            yield _unknown("field", joined.id if joined.move(by) else registry.id, by, field, where)


def reachable(workflow: Workflow) -> set[str]:
    """The states that can be reached from a beginning."""
    found = {move.target for move in workflow.beginnings}
    while True:
        more = {move.target for move in workflow.moves if move.target and found & set(move.sources)} - found
        if not more:
            return found
        found |= more


def leading_to_an_end(workflow: Workflow) -> set[str]:
    """The states from which a final state can be reached."""
    found = {state.id for state in workflow.states if state.final}
    while True:
        more = {state for move in workflow.moves if move.target in found for state in move.sources} - found
        if not more:
            return found
        found |= more


def _names(workflow: Workflow) -> tuple[set[str], set[str], set[str]]:
    return (
        {state.id for state in workflow.states},
        {move.id for move in workflow.moves},
        {field.id for field in workflow.fields},
    )


def _of_names(workflow: Workflow, where: str) -> Iterator[Problem]:
    states, moves, _ = _names(workflow)
    for move in workflow.moves:
        for state in (*move.sources, *([move.target] if move.target else [])):
            if state not in states:
                yield _unknown("state", workflow.id, move.id, state, where)
        for name in move.not_by:
            if name not in moves:
                yield _unknown("move", workflow.id, move.id, name, where)


def _fields_named(registry: Registry, joined: Workflow) -> Iterator[tuple[str, str]]:
    """Every field that something names, with what names it."""
    yield "named_by", registry.named_by
    for category in registry.categories:
        yield from (("categories", id) for id in (*category.requires, *(when.field for when in category.when)))
    for field in joined.fields:
        others = (field.not_below, field.not_above, field.except_with, *(when.field for when in field.required_when))
        yield from ((field.id, id) for id in others if id)
    for move in joined.moves:
        effects = (effect.field for effect in move.causes if effect.field)
        named = {*move.asks, *move.requires, *effects, *(when.field for when in (*move.only_when, *move.unless))}
        yield from ((move.id, id) for id in sorted(named))


def _unknown(what: str, id: str, by: str, name: str, where: str) -> Problem:
    words = {"state": "状态", "move": "动作", "field": "字段"}
    return UNKNOWN_NAME(id=id, move=by, name=name, what=words[what], what_en=what, where=where)


def _of_ways(workflow: Workflow, where: str) -> Iterator[Problem]:
    reached, ending = reachable(workflow), leading_to_an_end(workflow)
    for state in workflow.states:
        if state.id not in reached:
            yield UNREACHABLE(id=workflow.id, state=state.id, where=where)
        if state.id not in ending:
            yield DEAD_END(id=workflow.id, state=state.id, where=where)


def _of_people(workflow: Workflow, move: Move, where: str) -> Iterator[Problem]:
    if not move.who:
        yield NOBODY(id=workflow.id, move=move.id, where=where)
    if not move.decision and any(one.role == "审核人" for one in move.who):
        yield UNDECLARED_DECISION(id=workflow.id, move=move.id, where=where)
    if not move.decision:
        return
    for before in _handing_in(workflow, move):
        if before.id not in move.not_by:
            yield SELF_APPROVAL(id=workflow.id, move=move.id, handed=before.id, where=where)


def _handing_in(workflow: Workflow, decision: Move) -> Iterator[Move]:
    """The moves by which people lead a record to where a decision waits; the system alone hands in nothing."""
    for move in workflow.moves:
        leads = move.target in decision.sources and move.target not in move.sources
        if leads and not move.decision and any(one.role != "系统" for one in move.who):
            yield move
