"""What was read in a document and accepted becomes a record of its registry, with the way back to the document's words."""

from __future__ import annotations

from datetime import date, datetime

from luoshi import act
from luoshi.model.registry import Value
from luoshi_web.desk.actions.records import Setting, establish
from luoshi_web.desk.models import Organisation, Record
from luoshi_web.desk.nouns import candidate, values
from luoshi_web.desk.people import THE_SYSTEM, Actor
from luoshi_web.packs import office
from luoshi_web.taking_in import DECIDED

# What registries call otherwise than the proposals that lead to them.
OTHER_NAMES = {"seq": "number", "note": "remark", "owner_basis": "lead_basis", "name": "text"}


def establish_accepted(proposal: Record, registry: str, actor: Actor, at: datetime) -> Record | None:
    """Set up the record of an accepted proposal; nothing where its registry is not there, or it has one already.

    It is set up by whoever accepted it, where that person may; else by the system, for it follows from the acceptance.
    """
    if registry not in office().registries or Record.objects.filter(registry=registry, key=proposal.key).exists():
        return None
    flow, data = office().workflows[registry], values(proposal.data)
    given: dict[str, Value] = {id: value for id, value in data.items() if id in flow.by_field}
    given |= {id: data[own] for id, own in OTHER_NAMES.items() if id in flow.by_field and own in data}
    # The document's words on who leads hold no more where a person decided, nor where there are none.
    if "lead_basis" in given and (not data.get("lead_printed") or _lead_was_corrected(proposal)):
        given["lead_basis"] = DECIDED
    due = str(data.get("deadline", ""))
    setting = Setting(
        owner=str(data["lead"]), keeper=proposal.keeper_id, participants=_participants(data.get("participants", ()), data),
        due=date.fromisoformat(due) if due else None, key=proposal.key, given=given,
    )  # fmt: skip
    owner = Organisation.objects.get(pk=setting.owner)
    before = candidate(registry, owner, proposal.keeper_id, setting.participants)
    may = any(act.may(flow, [], move.id, actor.person, before) for move in flow.beginnings)
    return establish(registry=registry, actor=actor if may else THE_SYSTEM, at=at, setting=setting)


def _participants(kept: Value, data: dict[str, Value]) -> tuple[str, ...]:
    several = (kept,) if isinstance(kept, str) else kept
    return tuple(one for one in several if one and one != data["lead"])


def _lead_was_corrected(proposal: Record) -> bool:
    """Whether a person decided on another lead than the one that was read."""
    return any(event.move == "correct" and "lead" in event.changes for event in proposal.events.all())
