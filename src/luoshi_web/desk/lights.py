"""The light of a record: whether what is owed until a day is handed in by then, by the pack's rule of lights for milestones.

The desk does not judge: the milestone is judged and its light found by `luoshi.assess`. Beside the three colours stand two
marks: what was handed in, and what the rule is silent about.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from luoshi.assess.lights.colours import in_force, light
from luoshi.assess.lights.measures import measures
from luoshi.assess.progress.milestones import judge_milestone
from luoshi.model.finding import Milestone, Missing, Step
from luoshi_web.desk.models import Record
from luoshi_web.packs import office

RULE = "default-milestone"


@dataclass(frozen=True, slots=True)
class Mark:
    """A shape, a word, a class of the style sheet, and why."""

    shape: str
    zh: str
    en: str
    name: str
    why: tuple[Step, ...] = ()


_DONE = ("◆", "完成", "Done", "done")
_NO_DATA = ("○", "无数据", "No data", "no-data")
_OF_COLOUR = {
    "green": ("●", "正常", "On time", "normal"),
    "yellow": ("▲", "预警", "Warning", "warning"),
    "red": ("■", "滞后", "Late", "late"),
}


def mark(row: Record, today: date) -> Mark | None:
    """The mark of a record on a day; none where it has no day by which anything is owed.

    What was handed in is done, late or not; what came to an end without being handed in stays late.
    """
    flow = office().workflows.get(row.registry)
    state = flow.state(row.state) if flow else None
    if row.due is None or state is None:
        return None
    handed_in = _handed_in_on(row) if state.handed_in else None
    as_of = row.entered_on if state.final and not handed_in else today
    found = judge_milestone(Milestone(row.due, done=handed_in, share_done=Decimal(0)), as_of=as_of)
    if handed_in:
        return Mark(*_DONE, why=found.steps)
    if state.final and found.days_late <= 0:
        return None
    lit = light(in_force(office().light_rules, RULE, on=today), measures(found))
    shape = _NO_DATA if isinstance(lit.colour, Missing) else _OF_COLOUR[lit.colour]
    return Mark(*shape, why=(*found.steps, *lit.steps[-1:]))


def _handed_in_on(row: Record) -> date:
    """The day that the record itself says, else since when it is in its state."""
    written = row.data.get("submitted_on")
    return date.fromisoformat(str(written)) if written else row.entered_on
