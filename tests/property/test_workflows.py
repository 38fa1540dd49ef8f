"""No sequence of moves, by whomever, escapes a workflow of the packs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.act import may, move, moves_for
from luoshi.act.workflow import Refused
from luoshi.model.person import ROLES, Membership, Person
from luoshi.model.record import Event, Record
from luoshi.model.registry import Field, Registry, Value
from luoshi.model.workflow import Workflow
from luoshi.packs import pack
from luoshi.packs.registries import registries
from luoshi.packs.workflows import workflows

ROOT = Path(__file__).parents[2]
PACKS = [pack(head.parent) for head in sorted((ROOT / "packs").glob("*/pack.yaml"))]
JOINED = {
    f"{one.id}/{registry.id}": (registry, workflows(one)[registry.workflow].of(registry))
    for one in PACKS
    for registry in registries(one).values()
}
# The owner, the keeper, a participant, a stranger, the place above.
ORGANISATIONS = [
    ("owner", "220700"),
    ("keeper", "220000"),
    ("participant", "220100"),
    ("stranger", "220200"),
    ("above", "220000"),
]
MEMBERSHIPS = st.builds(lambda role, at: Membership(role, *at), st.sampled_from(ROLES), st.sampled_from(ORGANISATIONS))
PEOPLE = [st.builds(Person, st.just(id), st.just(id), st.lists(MEMBERSHIPS, max_size=3).map(tuple)) for id in "123"]


def filled(field: Field, draw: st.DataObject) -> Value | None:
    if draw.draw(st.booleans()):
        return None
    one = {"number": "7", "money": "7", "date": "2017-03-31", "period": "2016-Q4", "truth": "是"}.get(field.type, "x")
    if field.choices:
        one = draw.draw(st.sampled_from([choice.id for choice in field.choices]))
    return (one,) if field.is_several else one


@pytest.mark.parametrize("name", JOINED)
@given(data=st.data())
def test_no_sequence_of_moves_escapes_a_workflow(name: str, data: st.DataObject) -> None:
    registry, workflow = JOINED[name]
    people = [data.draw(one) for one in PEOPLE]
    record = Record(
        "1", registry.id, "", "owner", "keeper", ("participant",), ("220700", "220000"), due=date(2017, 1, 5)
    )
    history: list[Event] = []
    for _ in range(data.draw(st.integers(1, 12))):
        person = data.draw(st.sampled_from(people))
        # Mostly what may be done, so that a record gets somewhere; and now and then anything at all.
        open_to = moves_for(workflow, history, person, record) if data.draw(st.booleans()) else []
        step = data.draw(st.sampled_from(open_to or workflow.moves))
        given_data = {field.id: filled(field, data) for field in workflow.fields}
        allowed = may(workflow, history, step.id, person, record)
        assert bool(allowed) == (step in moves_for(workflow, history, person, record))
        try:
            outcome = move(
                workflow, history, step.id, by=person, record=record, on=date(2017, 1, 8), data=given_data, note="因"
            )
        except Refused:
            continue
        assert allowed
        in_order(registry, workflow, history, record, person, outcome.after, step.id)
        event = Event(step.id, record.state, outcome.after, person.id, "", datetime(2017, 1, 8), outcome.changes)
        history.append(event)
        record = outcome.record
        assert record.data == replayed(history)


def in_order(
    registry: Registry, workflow: Workflow, history: list[Event], record: Record, person: Person, after: str, name: str
) -> None:
    """A move that was made is one of the workflow's, from where it leads, and by nobody who judges himself."""
    step = workflow.move(name)
    assert step is not None
    assert (record.state in step.sources) if step.sources else record.state == ""
    assert after == (step.target or record.state)
    assert workflow.state(after) is not None
    if step.decision:
        assert [event for event in history if event.by == person.id and event.move in step.not_by] == []
    assert any(membership.role == who.role for membership in person.memberships for who in step.who)


def replayed(history: list[Event]) -> dict[str, Value]:
    """The record's data as its events tell it."""
    data: dict[str, Value] = {}
    for event in history:
        for id, value in event.changes.items():
            if value:
                data[id] = value
            else:
                data.pop(id, None)
    return data


@pytest.mark.parametrize("name", JOINED)
def test_a_record_can_be_led_to_its_end_by_the_people_of_an_office(name: str) -> None:
    """With everything filled and each role held by an account of its own, every state is reached."""
    registry, workflow = JOINED[name]
    at = [*ORGANISATIONS, ("owner", "220000")]
    people = [
        Person(f"{role}@{index}", "", (Membership(role, *place),)) for role in ROLES for index, place in enumerate(at)
    ]
    blank = Record("1", registry.id, "", "owner", "keeper", (), ("220700", "220000"), due=date(2017, 1, 5))
    full: dict[str, Value] = {}
    for field in workflow.fields:
        value = {"number": "7", "money": "7", "date": "2017-03-31", "period": "2016", "truth": "否"}.get(
            field.type, "x"
        )
        # The last choice of all is the one that asks and closes the least.
        full[field.id] = (value,) if field.is_several else field.choices[0].id if field.choices else value
    full |= {"meets": "是"} if "meets" in full else {}
    # What has to be so before a move is open, is so.
    conditions = [one for step in workflow.moves for one in step.only_when if one.values]
    full |= {one.field: one.values[0] for one in conditions if workflow.by_field[one.field].type == "truth"}
    seen, waiting = {""}, [blank]
    while waiting:
        record = replace(waiting.pop(), data=full)
        for step in workflow.moves:
            if any(may(workflow, [], step.id, person, record) for person in people):
                target = step.target or record.state
                if target not in seen:
                    seen.add(target)
                    waiting.append(replace(record, state=target))
    assert seen == {"", *(state.id for state in workflow.states)}
