"""A record as it stood at a moment: worked out from its events, never from what stands there now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from luoshi.model.record import Event
from luoshi.model.registry import Value
from luoshi.model.workflow import Workflow


@dataclass(frozen=True, slots=True)
class Past:
    """A record as it stood (历史状态): its state since when, its due day, its fields, and what the last decision said."""

    state: str
    entered_on: date
    due: date | None
    data: Mapping[str, Value]
    said: str
    version: int


def as_of(workflow: Workflow, events: Sequence[Event], moment: datetime) -> Past | None:
    """A record as its events tell it up to a moment.

    Args:
        workflow: Of the record's registry.
        events: All of them, the earliest first. The last one changed the record to what it is now.
        moment: The first moment that is not looked at any more, in the zone of the office: for a day, the midnight after it.

    Returns:
        How it stood; None where it was not set up yet.

    >>> from datetime import UTC
    >>> flow = Workflow("report", "填报", "Report", (), ())
    >>> day = datetime(2017, 1, 5, 9, tzinfo=UTC)
    >>> set_up = Event("open", "", "owed", "1", "o", day, {"@due": "2017-01-31", "item": "甲"})
    >>> as_of(flow, [set_up], datetime(2017, 1, 6, tzinfo=UTC)).state
    'owed'
    >>> as_of(flow, [set_up], datetime(2017, 1, 5, tzinfo=UTC)) is None
    True
    """
    known = [event for event in events if event.at < moment]
    if not known:
        return None
    changes: dict[str, Value | None] = {}
    entered, said = known[0].at, ""
    for event in known:
        changes.update(event.changes)
        if event.before != event.after:
            move = workflow.move(event.move)
            entered, said = event.at, event.note if move and move.decision else ""
    due = changes.get("@due")
    data = {id: value for id, value in changes.items() if value and not id.startswith("@")}
    day = entered.astimezone(moment.tzinfo).date()
    due_day = date.fromisoformat(due) if isinstance(due, str) and due else None
    return Past(known[-1].after, day, due_day, data, said, len(known))
