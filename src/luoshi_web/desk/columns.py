"""Fields of records as columns: what a table is sorted and filtered by, and an index for each.

Which fields there are, the pack says; so these indexes are made when the desk starts and not by a migration. Each is of one
registry alone, and holds everything by which a page decides whether somebody sees a record. A field that has no index yet,
because its registry was added a minute ago, is sorted all the same, only slower.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.db.models import BooleanField, F, FloatField, Func, Index, Q, TextField
from django.db.models.expressions import Combinable
from django.db.models.lookups import Exact

from luoshi.model.registry import Field, Registry
from luoshi_web.desk.models import Record
from luoshi_web.packs import office

_BEGUN = "on_"
_SEEN_BY = ("rank", "due", "id", "owner", "keeper", "state", "turn")
# By this a document's records are counted, with those that were reported on, listed in tables or not.
_DOCUMENT = "document"


class Kept(Func):
    """What stands in a field, as text. An index is found by its words, so the field's id is one of them, no parameter."""

    output_field = TextField()

    def __init__(self, id: str) -> None:
        super().__init__(F("data"))
        self.id = id

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:  # Any: Django's own
        sql, values = compiler.compile(self.source_expressions[0])
        return f"JSON_EXTRACT({sql}, '$.\"{_quoted(self.id)}\"')", values

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:  # Any: Django's own
        sql, values = compiler.compile(self.source_expressions[0])
        return f"({sql} ->> '{_quoted(self.id)}')", values


def key(field: Field) -> Func:
    """By what a column is sorted: numbers as numbers."""
    kept = Kept(field.id)
    number = "CAST(NULLIF(%(expressions)s, '') AS double precision)"
    return Func(kept, template=number, output_field=FloatField()) if field.is_number else kept


def holds(id: str, value: str) -> Exact:
    """Whether a field is of a value."""
    return Exact(Kept(id), value)


def of(registry: Registry) -> Func:
    """Whether a record is of a registry, in the words of the registry's indexes."""
    return Func(F("registry"), template=f"%(expressions)s = '{_quoted(registry.id)}'", output_field=BooleanField())


def keep_indexes() -> None:
    """Make the indexes that are not there yet, and remove those of fields that are gone; nothing inside a transaction."""
    if connection.in_atomic_block:
        return
    wanted = {one.name: one for one in (*_of_fields(), *_of_words())}
    with connection.cursor() as cursor:
        there = connection.introspection.get_constraints(cursor, Record._meta.db_table)
        there = {name for name in there if name.startswith(_BEGUN)}
        editor = connection.schema_editor()
        statements = [f"DROP INDEX IF EXISTS {connection.ops.quote_name(name)}" for name in sorted(there - set(wanted))]
        statements += [str(wanted[name].create_sql(Record, editor)) for name in sorted(set(wanted) - there)]
        for statement in statements:
            # What another process has made in between is there, which is all that is asked.
            cursor.execute(statement.replace("CREATE INDEX ", "CREATE INDEX IF NOT EXISTS ", 1))


def _of_fields() -> Iterator[Index]:
    for registry in office().registries.values():
        for field in office().workflows[registry.id].fields:
            if field.id == _DOCUMENT:
                yield _index(registry, field, *_SEEN_BY, "last_report")
            elif field.listed and field.id != registry.named_by and not field.is_several:
                yield _index(registry, field, *_SEEN_BY)


def _index(registry: Registry, field: Field, *columns: str) -> Index:
    kinds: list[Combinable] = [F("registry"), key(field), *map(F, columns)]
    return Index(*kinds, name=_name(registry.id, field.id, *columns), condition=Q(registry=registry.id))


def _of_words() -> Iterator[Index]:
    """By name, and for finding words in it. PostgreSQL takes no words of any length into an index, and reads the rows."""
    if connection.vendor == "sqlite":
        yield Index(fields=("registry", "title", "key", *_SEEN_BY), name=f"{_BEGUN}title")


def _name(*held: str) -> str:
    """A name that is no longer than a database takes, and nobody else's, by what the index holds."""
    return f"{_BEGUN}{held[1][:14]}_{hashlib.sha256('/'.join(held).encode()).hexdigest()[:10]}"


def _quoted(id: str) -> str:
    """An id of a pack as it stands between quotation marks in SQL.

    Raises:
        ValueError: it holds what ids do not hold.
    """
    if not id.replace("-", "").replace("_", "").isalnum():
        raise ValueError(id)
    return id
