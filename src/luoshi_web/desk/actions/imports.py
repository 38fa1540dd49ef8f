"""A filled form comes back: every row becomes a draft, or none does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from luoshi_web.desk.actions.records import Setting, establish, save
from luoshi_web.desk.actions.write import writing
from luoshi_web.desk.models import Record
from luoshi_web.desk.people import Actor
from luoshi_web.desk.sheets import SheetRow


def import_rows(*, registry: str, rows: Sequence[SheetRow], actor: Actor, at: datetime) -> list[Record]:
    """Write the rows of a form that was checked (`exchange.dry_run`) as drafts.

    Raises:
        Refused, Changed: a row cannot be written; then none is.
    """
    with writing():
        return [_import(registry, row, actor, at) for row in rows]


def _import(registry: str, row: SheetRow, actor: Actor, at: datetime) -> Record:
    if row.key:
        found = Record.objects.get(registry=registry, key=row.key)
        return save(record=found.pk, version=found.version, actor=actor, at=at, data=row.data)
    return establish(registry=registry, actor=actor, at=at, setting=Setting(owner=row.owner), data=row.data)
