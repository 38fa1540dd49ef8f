"""An accepted report is to leave the desk: noted in the transaction that accepts it, done right after it.

Whoever is killed between the two has noted it, and the next `luoshi tick` does it; doing it twice writes the same bytes.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from luoshi.act.leaving import concerns
from luoshi_web.desk.models import Due, Event, Record
from luoshi_web.packs import office

LEAVE = "leave"


def note(row: Record, event: Event) -> None:
    """Note that an event is to leave the desk, where its registry is observed; only inside `writing`."""
    registry = office().registries.get(row.registry)
    if registry is None or registry.observed is None or not concerns(registry.observed, event.before, event.after):
        return
    on = timezone.localtime(event.at).date()
    due = Due.objects.create(key=f"{LEAVE}:{event.number}", kind=LEAVE, on=on, what={"event": str(event.number)})
    # A file that cannot be written now costs nobody the acceptance: it stays due.
    transaction.on_commit(lambda: _leave(due, event), robust=True)


def _leave(due: Due, event: Event) -> None:
    # Due things make moves, and moves make due things.
    from luoshi_web.desk.actions.due import do

    do(due=due, at=event.at)
