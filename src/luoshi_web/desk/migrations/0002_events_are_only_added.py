"""The database itself refuses to change or delete an event, whoever asks."""

from django.db import migrations

_SQLITE = [
    f"CREATE TRIGGER desk_event_no_{verb} BEFORE {verb} ON desk_event"
    " BEGIN SELECT RAISE(ABORT, 'events are only added'); END"
    for verb in ("UPDATE", "DELETE")
]
_POSTGRESQL = [
    """
    CREATE FUNCTION desk_event_only_added() RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION 'events are only added'; END
    $$ LANGUAGE plpgsql
    """,
    "CREATE TRIGGER desk_event_no_change BEFORE UPDATE OR DELETE ON desk_event"
    " FOR EACH ROW EXECUTE FUNCTION desk_event_only_added()",
    "CREATE TRIGGER desk_event_no_truncate BEFORE TRUNCATE ON desk_event"
    " FOR EACH STATEMENT EXECUTE FUNCTION desk_event_only_added()",
]


def add(apps, schema_editor):
    for statement in _POSTGRESQL if schema_editor.connection.vendor == "postgresql" else _SQLITE:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = (("desk", "0001_initial"),)
    operations = (migrations.RunPython(add, migrations.RunPython.noop),)
