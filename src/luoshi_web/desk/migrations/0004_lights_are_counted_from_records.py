"""What a record's last report says stands with the record, so that lights are counted without reading reports."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Case, Q, Value, When


class Migration(migrations.Migration):
    dependencies = (("desk", "0003_tables_are_read_in_order"),)

    operations = (
        migrations.CreateModel(
            name="Derived",
            fields=[
                ("id", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("made_from", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("registry", models.CharField(max_length=60)),
                ("at", models.DateTimeField()),
                ("state", models.CharField(max_length=60)),
                ("due", models.DateField(null=True)),
                ("last_stage", models.CharField(max_length=100, null=True)),
                ("last_share", models.FloatField(null=True)),
                ("owed_until", models.DateField(null=True)),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="standings", to="desk.record"
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["record", "-at", "-id"], name="of_then")]},
        ),
        migrations.RemoveIndex(model_name="record", name="by_period"),
        migrations.AddField(
            model_name="record",
            name="last_report",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="desk.record"
            ),
        ),
        migrations.AddField(model_name="record", name="last_share", field=models.FloatField(null=True)),
        migrations.AddField(
            model_name="record", name="last_stage", field=models.CharField(max_length=100, null=True)
        ),
        migrations.AddField(model_name="record", name="of_lead", field=models.BooleanField(default=False)),
        migrations.AddField(model_name="record", name="owed_until", field=models.DateField(null=True)),
        migrations.AddField(
            model_name="record",
            name="was_late",
            field=models.GeneratedField(
                db_persist=True,
                expression=Case(When(data__has_key="days_late", then=Value(True)), default=Value(False)),
                output_field=models.BooleanField(),
            ),
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(
                fields=["period", "registry", "of_lead", "turn", "due", "state", "owner", "keeper", "was_late", "subject", "id"],
                name="by_period",
            ),
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(
                fields=[
                    "registry", "state", "turn", "due", "last_stage", "last_share", "owed_until", "owner", "keeper", "id",
                ],
                name="by_light",
            ),
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(fields=["due", "turn", "registry", "state", "owner", "keeper", "id"], name="by_due"),
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(
                fields=["entered_on", "turn", "registry", "state", "owner", "keeper", "id"], name="by_entry"
            ),
        ),
        migrations.AddIndex(
            model_name="record", index=models.Index(fields=["registry", "changed_at"], name="by_change")
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(condition=~Q(said=""), fields=["id"], name="said_something"),
        ),
        migrations.AddIndex(model_name="event", index=models.Index(fields=["at", "number"], name="by_time")),
    )  # fmt: skip
