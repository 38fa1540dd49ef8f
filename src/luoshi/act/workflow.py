"""Whether a person may make a move, and what follows when it is made: one question for pages and actions alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from luoshi.act.calendar import days_late
from luoshi.act.complete import incomplete
from luoshi.act.conditions import categories_of, holds
from luoshi.act.people import is_one_of, may_see
from luoshi.model.person import Membership, Person
from luoshi.model.problem import Kind, LuoshiError, Problem
from luoshi.model.record import Event, Record
from luoshi.model.registry import Data, Value
from luoshi.model.workflow import Effect, Move, Who, Workflow

NO_SUCH_MOVE = Kind(
    code="move-unknown",
    zh="流程“{workflow}”没有“{move}”这一办理动作", en="the workflow '{workflow}' has no move '{move}'",
    hint_zh="请刷新页面后重试。", hint_en="Load the page again.",
)  # fmt: skip
WRONG_STATE = Kind(
    code="move-wrong-state",
    zh="现在是“{state}”，不能“{move}”", en="“{move_en}” is not possible in the state “{state_en}”",
    hint_zh="可能已由他人办理，请查看办理记录。", hint_en="Somebody else may have acted; look at the history.",
)  # fmt: skip
NOT_FOR_YOU = Kind(
    code="move-not-for-you",
    zh="您不能“{move}”：须由{who}办理", en="“{move_en}” is not for you: it is made by {who_en}",
    hint_zh="请联系有此权限的同事。", hint_en="Ask a colleague who may.",
)  # fmt: skip
OWN_WORK = Kind(
    code="move-own-work",
    zh="“{done}”是您办理的，不能再由您“{move}”", en="you did “{done_en}”, so “{move_en}” is for somebody else",
    hint_zh="请由同一单位的其他同事办理。", hint_en="Ask a colleague of the same organisation.",
)  # fmt: skip
TOO_OFTEN = Kind(
    code="move-too-often",
    zh="“{move}”最多 {limit} 次，已办理 {limit} 次", en="“{move_en}” is possible {limit} times and was made {limit} times",
    hint_zh="请与主管单位协商。", hint_en="Talk to the organisation that keeps the registry.",
)  # fmt: skip
CLOSED_FOR_CATEGORY = Kind(
    code="move-category-forbids",
    zh="不能“{move}”：{says}", en="“{move_en}” is closed: {says_en}",
    hint_zh="请先消除这一情形。", hint_en="Remove the cause first.",
)  # fmt: skip
UNLESS = Kind(
    code="move-unless",
    zh="“{field}”为“{value}”时不能“{move}”", en="“{move_en}” is closed while “{field}” is “{value}”",
    hint_zh="请先改变这一情形。", hint_en="Change that first.",
)  # fmt: skip
ONLY_WHEN = Kind(
    code="move-only-when",
    zh="只有“{field}”为“{value}”时才能“{move}”", en="“{move_en}” is possible only while “{field}” is “{value}”",
    hint_zh="现在没有需要办理的。", hint_en="There is nothing to do now.",
)  # fmt: skip
NOTE_MISSING = Kind(
    code="move-note-missing",
    zh="“{move}”须写明理由", en="“{move_en}” needs a reason",
    hint_zh="请在“说明”中写一句话，对方会看到。", hint_en="Write a sentence; the others will see it.",
)  # fmt: skip

_RELATION_ZH = {"owner": "责任单位", "participant": "配合单位", "keeper": "主管单位", "above": "上级"}
_RELATION_EN = {"owner": "responsible", "participant": "participating", "keeper": "keeping", "above": "superior"}
_ROLE_EN = {
    "系统管理员": "administrator", "牵头协调": "coordinator", "部门联络员": "department officer", "市州联络员": "city officer",
    "县区联络员": "county officer", "审核人": "reviewer", "督查员": "inspector", "公众": "public", "系统": "the system",
}  # fmt: skip


class Refused(LuoshiError):
    """A move that is not possible as it was asked; `problems` says everything that is in the way."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems[0])
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a move may be made: true or false, and why not. `by` is the membership by which it may."""

    problem: Problem | None = None
    by: Membership | None = None

    def __bool__(self) -> bool:
        return self.problem is None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a move makes of a record.

    `changes` holds the new value of each field that changes, None where it is emptied. `effects` are left to whoever
    keeps the records: notices, and moves on others.
    """

    move: Move
    before: str
    after: str
    changes: Mapping[str, Value | None]
    due: date | None
    effects: tuple[Effect, ...] = ()
    by: Membership | None = None
    record: Record = field(default_factory=lambda: Record("", "", "", ""))


def may(workflow: Workflow, history: Sequence[Event], move: str, person: Person, record: Record) -> Verdict:
    """Whether a person may make a move on a record now, whatever is still to be filled in.

    Args:
        workflow: Of the record's registry (`Workflow.of`).
        history: What happened to the record, the earliest first; empty before it is set up.
        move: Its id.

    Returns:
        A verdict that is true or false; where false, `problem` says why, and to whom to turn.
    """
    step = workflow.move(move)
    if step is None:
        return Verdict(NO_SUCH_MOVE(workflow=workflow.title, move=move))
    if problem := _out_of_place(workflow, step, record):
        return Verdict(problem)
    by = is_one_of(person, step.who, record)
    if by is None:
        who, who_en = who_in_words(step.who)
        return Verdict(NOT_FOR_YOU(move=step.title, move_en=step.title_en, who=who, who_en=who_en))
    problem = _own_work(workflow, step, history, person) or _too_often(step, history) or _closed(workflow, step, record)
    return Verdict(problem, None if problem else by)


def moves_for(workflow: Workflow, history: Sequence[Event], person: Person, record: Record) -> list[Move]:
    """The moves that a person may make on a record now, in the workflow's order."""
    return [step for step in workflow.moves if may(workflow, history, step.id, person, record)]


def may_edit(workflow: Workflow, person: Person, record: Record) -> bool:
    """Whether a person may write into a record as it stands, without moving it."""
    state = workflow.state(record.state)
    return bool(state and is_one_of(person, state.edited_by, record))


def move(
    workflow: Workflow,
    history: Sequence[Event],
    name: str,
    *,
    by: Person,
    record: Record,
    on: date,
    data: Mapping[str, Value | None] | None = None,
    note: str = "",
) -> Outcome:
    """What a move makes of a record.

    Args:
        workflow: Of the record's registry (`Workflow.of`).
        history: What happened to the record, the earliest first.
        name: The id of the move.
        by: Who makes it.
        on: The day.
        data: What was filled in with it; only fields that the move asks are taken, and all that may be edited.
        note: The reason.

    Raises:
        Refused: it may not be made, or something is missing; all that is in the way is said at once.
    """
    verdict = may(workflow, history, name, by, record)
    if verdict.problem:
        raise Refused([verdict.problem])
    step = workflow.move(name)
    assert step is not None
    given = _taken(workflow, step, by, record, data or {})
    after = _with(record.data, given)
    problems = list(incomplete(workflow, step, after))
    if step.note and not note.strip():
        problems.append(NOTE_MISSING(move=step.title, move_en=step.title_en, where="note"))
    if problems:
        raise Refused(problems)
    made, due, left = _carried_out(step, after, record, on)
    changes = {id: value for id, value in (given | made).items() if value != record.data.get(id)}
    state = workflow.after(step, record.state)
    moved = replace(record, state=state, data=_with(record.data, changes), due=due, version=record.version + 1)
    return Outcome(step, record.state, state, changes, due, left, verdict.by, moved)


# ------------------------------------------------------------------ why not


def _out_of_place(workflow: Workflow, step: Move, record: Record) -> Problem | None:
    if (record.state in step.sources) if step.sources else not record.state:
        return None
    state = workflow.state(record.state)
    return WRONG_STATE(
        state=state.title if state else "尚未建立", state_en=state.title_en if state else "not set up",
        move=step.title, move_en=step.title_en,
    )  # fmt: skip


def _own_work(workflow: Workflow, step: Move, history: Sequence[Event], person: Person) -> Problem | None:
    """Nobody judges what he has handed in, or written before it was handed in."""
    for event in history:
        if event.by == person.id and (event.move in step.not_by or _wrote(workflow, step, event)):
            done = workflow.move(event.move)
            return OWN_WORK(
                done=done.title if done else "填写", done_en=done.title_en if done else "writing",
                move=step.title, move_en=step.title_en,
            )  # fmt: skip
    return None


def _wrote(workflow: Workflow, step: Move, event: Event) -> bool:
    """Whether an event wrote into a record while it was with those who hand it in."""
    if workflow.move(event.move) is not None:
        return False
    handed = [found for name in step.not_by if (found := workflow.move(name))]
    return any(event.before in one.sources for one in handed)


def _too_often(step: Move, history: Sequence[Event]) -> Problem | None:
    if step.at_most is None or sum(event.move == step.id for event in history) < step.at_most:
        return None
    return TOO_OFTEN(move=step.title, move_en=step.title_en, limit=step.at_most)


def _closed(workflow: Workflow, step: Move, record: Record) -> Problem | None:
    for category in categories_of(workflow.categories, record.data):
        if step.id in category.forbids:
            return CLOSED_FOR_CATEGORY(
                says=category.says, says_en=category.says_en, move=step.title, move_en=step.title_en
            )
    for condition in step.only_when:
        if not holds(condition, record.data):
            return ONLY_WHEN(
                field=_title(workflow, condition.field), value="、".join(condition.values) or "—",
                move=step.title, move_en=step.title_en,
            )  # fmt: skip
    for condition in step.unless:
        if holds(condition, record.data):
            value = record.data[condition.field]
            return UNLESS(
                field=_title(workflow, condition.field), value=value if isinstance(value, str) else "、".join(value),
                move=step.title, move_en=step.title_en,
            )  # fmt: skip
    return None


def _title(workflow: Workflow, field: str) -> str:
    found = workflow.by_field.get(field)
    return found.title if found else field


def who_in_words(who: Sequence[Who]) -> tuple[str, str]:
    """Who may, in Chinese and in English: roles, each with what its organisation is to the record.

    >>> who_in_words([Who("审核人", "keeper")])
    ('主管单位审核人', 'the keeping reviewer')
    """
    zh = "、".join(f"{_RELATION_ZH[one.of] if one.of else ''}{one.role}" for one in who)
    en = ", ".join(f"the {_RELATION_EN[one.of] + ' ' if one.of else ''}{_ROLE_EN[one.role]}" for one in who)
    return zh, en


# ------------------------------------------------------------------ what follows


def _taken(
    workflow: Workflow, step: Move, person: Person, record: Record, data: Mapping[str, Value | None]
) -> dict[str, Value | None]:
    """Of what was filled in, what may be written with this move."""
    allowed = {*step.asks, *step.requires}
    if not step.sources or may_edit(workflow, person, record):
        allowed |= {field.id for field in workflow.fields if not field.given}
    return {id: value for id, value in data.items() if id in allowed and id in workflow.by_field}


def _with(data: Data, changes: Mapping[str, Value | None]) -> dict[str, Value]:
    return {id: value for id, value in ({**data, **changes}).items() if value}


def _carried_out(
    step: Move, data: Data, record: Record, on: date
) -> tuple[dict[str, Value | None], date | None, tuple[Effect, ...]]:
    """The fields that the move fills itself, the due day after it, and what is left for others to carry out."""
    made: dict[str, Value | None] = {}
    due, left = record.due, []
    for effect in step.causes:
        if effect.do == "count":
            made[effect.field] = str(int(Decimal(str(data.get(effect.field, "0")))) + 1)
        elif effect.do == "stamp":
            made[effect.field] = on.isoformat()
        elif effect.do == "late":
            made |= _late(effect.field, data, record, on)
        elif effect.do == "set":
            made[effect.field] = effect.value
        elif effect.do == "clear":
            made[effect.field] = None
        elif effect.do == "due":
            value = data.get(effect.field)
            due = date.fromisoformat(value) if isinstance(value, str) else due
        else:
            left.append(effect)
    return made, due, tuple(left)


def _late(id: str, data: Data, record: Record, on: date) -> dict[str, Value | None]:
    """Late stays on the record: what was handed in late once is not in time when it is handed in again."""
    late = max(days_late(record.due, on), int(str(data.get(id, "0"))))
    return {id: str(late)} if late else {}


__all__ = ["NO_SUCH_MOVE", "Outcome", "Refused", "Verdict", "may", "may_edit", "may_see", "move", "moves_for"]
