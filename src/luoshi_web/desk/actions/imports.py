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
        Changed: somebody wrote into a record after its row was checked; then none is written.
        Refused: a row cannot be written; then none is.
    """
    with writing():
        # All of them first: what handing one in causes may touch another.
        written = [_write(registry, row, actor, at) for row in rows]
        return [_hand_in(one, row, actor, at) if hand_in else one for one, row in zip(written, rows, strict=True)]


def _write(registry: str, row: SheetRow, actor: Actor, at: datetime) -> Record:
    if row.key:
        found = Record.objects.get(registry=registry, key=row.key)
        return save(record=found.pk, version=row.version, actor=actor, at=at, data=row.data)
    return establish(registry=registry, actor=actor, at=at, setting=Setting(owner=row.owner), data=row.data)


def _hand_in(written: Record, row: SheetRow, actor: Actor, at: datetime) -> Record:
    if not row.hand_in:
        return written
    written.refresh_from_db(fields=("version",))
    return move(record=written.pk, version=written.version, name=row.hand_in, actor=actor, at=at)
