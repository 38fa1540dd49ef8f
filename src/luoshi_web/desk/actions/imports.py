"""A filled form comes back: every row becomes a draft, and is handed in where one says so, or none is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from luoshi_web.desk.actions.records import Setting, establish, move, save
from luoshi_web.desk.actions.write import writing
from luoshi_web.desk.models import Record
from luoshi_web.desk.people import Actor
from luoshi_web.desk.sheets import SheetRow


def import_rows(
    *, registry: str, rows: Sequence[SheetRow], actor: Actor, at: datetime, hand_in: bool = False
) -> list[Record]:
    """Write the rows of a form that was checked (`exchange.dry_run`) as drafts.

    Args:
        hand_in: Those that lack nothing are handed in as well.

    Raises:
        Refused, Changed: a row cannot be written; then none is.
    """
    with writing():
        return [_import(registry, row, actor, at, hand_in=hand_in) for row in rows]


def _import(registry: str, row: SheetRow, actor: Actor, at: datetime, *, hand_in: bool) -> Record:
    if row.key:
        found = Record.objects.get(registry=registry, key=row.key)
        written = save(record=found.pk, version=found.version, actor=actor, at=at, data=row.data)
        if not (hand_in and row.hand_in):
            return written
        return move(record=written.pk, version=written.version, name=row.hand_in, actor=actor, at=at)
    return establish(registry=registry, actor=actor, at=at, setting=Setting(owner=row.owner), data=row.data)
