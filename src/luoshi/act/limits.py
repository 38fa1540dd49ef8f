"""Whose turn it is in a state, and until when."""

from __future__ import annotations

from datetime import date, timedelta

from luoshi.act.working_days import WorkingDays
from luoshi.model.person import Relation
from luoshi.model.record import Record
from luoshi.model.workflow import State, Workflow


def turn(workflow: Workflow, state: str) -> Relation | None:
    """What an organisation is to a record that is waited for in a state; None at an end.

    Where a decision is due it is whoever decides; else whoever may lead the record on.
    """
    found = workflow.state(state)
    if found is None or found.final:
        return None
    leading = [move for move in workflow.moves if state in move.sources and move.target not in ("", state)]
    for move in [*(one for one in leading if one.decision), *leading]:
        for who in move.who:
            if who.of is not None and who.role != "系统":
                return who.of
    return None


def limit_day(state: State | None, record: Record, entered: date, working: WorkingDays) -> date | None:
    """Until when a record may stay in its state; None where nothing limits it.

    Args:
        entered: The day on which it entered the state.

    >>> from luoshi.model.workflow import TimeLimit
    >>> signing = State("assigned", "已交办", "Assigned", limit=TimeLimit(3, working=True))
    >>> limit_day(signing, Record("1", "duties", "assigned", "o"), date(2017, 1, 25), WorkingDays())
    datetime.date(2017, 2, 4)
    """
    if state is None or state.limit is None:
        return None
    if state.limit.days is None:
        return record.due
    if state.limit.working:
        return working.after(entered, state.limit.days)
    return entered + timedelta(days=state.limit.days)
