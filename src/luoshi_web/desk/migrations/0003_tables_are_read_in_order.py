"""Tables are read in their order from an index, and counted in it without reading their rows."""

from django.db import migrations, models
from django.db.models import Case, Q, Value, When


class Migration(migrations.Migration):
    dependencies = (("desk", "0002_events_are_only_added"),)

    operations = (
        migrations.RemoveIndex(model_name="record", name="by_owner"),
        migrations.RemoveIndex(model_name="record", name="by_keeper"),
        migrations.AddField(
            model_name="record",
            name="rank",
            field=models.GeneratedField(
                db_persist=True,
                expression=Case(
                    When(Q(turn="") & Q(due__isnull=True), then=Value(3)),
                    When(turn="", then=Value(2)),
                    When(due__isnull=True, then=Value(1)),
                    default=Value(0),
                ),
                output_field=models.SmallIntegerField(),
            ),
        ),
        migrations.AddIndex(
            model_name="notice", index=models.Index(fields=["organisation", "-at", "-id"], name="latest")
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(fields=["owner", "turn", "due", "registry", "state"], name="by_owner"),
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(fields=["keeper", "turn", "due", "registry", "state"], name="by_keeper"),
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(
                fields=["registry", "rank", "due", "id", "owner", "keeper", "state", "turn"], name="by_rank"
            ),
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(
                fields=["asked_in", "registry", "rank", "due", "id", "owner", "keeper", "state", "turn"],
                name="by_dispatch",
            ),
        ),
    )
