"""A registry's table as it stood at the end of a day: the same filters and the same order as today's, over rows of the past."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from luoshi.model.registry import Registry
from luoshi_web.desk import lit, past, queries
from luoshi_web.desk.models import Record
from luoshi_web.desk.people import Actor
from luoshi_web.packs import office


def found(registry: Registry, actor: Actor, what: queries.Asked, day: date) -> list[Record]:
    """The rows of a table at 24:00 of a day, with their lights, filtered and in order, of what one may see now and might then."""
    rows = list(queries.visible(registry, actor).select_related("owner", "keeper"))
    private = queries.private_states(registry)
    then = [row for row in past.as_of(rows, day) if row.state not in private or row.owner_id in actor.organisations]
    for id, value in what.filters.items():
        then = [row for row in then if _fits(row, id, value, day)]
    for word in what.words.split():
        then = [row for row in then if _has(row, word.casefold())]
    then = lit.lit(then, day, as_of=day)
    if light := what.filters.get("light"):
        then = [row for row in then if row.light and row.light.shade == light]  # type: ignore[attr-defined]
    return _sorted(registry, then, what.sort)


def _fits(row: Record, id: str, value: str, day: date) -> bool:
    if id == "light":
        return True
    if id == "late":
        return bool(row.due and row.due < day and row.turn and not queries.is_handed_in(row))
    if id == "asked_in":
        return str(row.asked_in_id) == value
    if id == "owner":
        return bool(row.owner_id == value)
    if id in ("state", "turn", "period"):
        return bool(getattr(row, id) == value)
    return bool(row.data.get(id) == value)


def _has(row: Record, word: str) -> bool:
    return any(word in text.casefold() for text in (row.title, row.key, row.owner.short))


def _sorted(registry: Registry, rows: list[Record], sort: str) -> list[Record]:
    """By a column, what is missing last in either order; else what is open and due first comes first."""
    down, id = sort.startswith("-"), sort.removeprefix("-")
    key = _key(registry, id)
    if key is None:
        return sorted(rows, key=lambda row: (not row.turn, row.due is None, row.due or date.max, row.pk))
    known = [row for row in rows if key(row) not in (None, "")]
    unknown = [row for row in rows if key(row) in (None, "")]
    return [*sorted(known, key=key, reverse=down), *unknown]


def _key(registry: Registry, id: str) -> Callable[[Record], object] | None:
    if id == "owner":
        return lambda row: row.owner.order
    if id in ("title", "state", "due", "key"):
        return lambda row: getattr(row, id)
    field = office().workflows[registry.id].by_field.get(id)
    if field is None:
        return None
    if field.is_number:
        return lambda row: float(str(row.data[id])) if row.data.get(id) else None
    return lambda row: row.data.get(id)
