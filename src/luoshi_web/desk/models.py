"""The tables: who, what, what happened to it, what belongs to it, and what is still to be done.

`actions` alone writes into them. Events are only ever added: the database itself refuses to change or delete one.
"""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Case, Q, Value, When


class Organisation(models.Model):
    """An organisation that works at the desk, under the id of the pack."""

    id = models.CharField(primary_key=True, max_length=100)
    name = models.CharField(max_length=100)
    short = models.CharField(max_length=60)
    level = models.CharField(max_length=4)
    kind = models.CharField(max_length=20)
    place = models.CharField(max_length=20)
    # The codes of its place and of those above it, nearest first.
    places = models.JSONField(default=list)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("order", "id")

    def __str__(self) -> str:
        return self.short


class User(AbstractBaseUser):
    """An account. It is closed, never deleted."""

    username = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=100)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField()

    USERNAME_FIELD = "username"
    objects: BaseUserManager[User] = BaseUserManager()

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A role that an account holds at an organisation, from a day, until it is ended."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("user", "organisation", "role"), condition=Q(until__isnull=True), name="one_open_membership"
            ),
        )


class Record(models.Model):
    """One line of a registry, in its last state; how it came to it stand its events."""

    registry = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    title = models.TextField()
    state = models.CharField(max_length=60)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="owned")
    keeper = models.ForeignKey(Organisation, models.PROTECT, related_name="kept")
    participants = models.ManyToManyField(Organisation, related_name="shared", blank=True)
    # A report's subject, and the dispatch in which it was asked.
    subject = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="reports")
    asked_in = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="asked")
    cycle = models.CharField(max_length=100, blank=True)
    period = models.CharField(max_length=10, blank=True)
    due = models.DateField(null=True, blank=True)
    data = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    # Made from the events and the workflow, so that lists need not read them: since when it is in its state, whose turn it
    # is (owner, keeper or nobody), and what the last decision said.
    entered_on = models.DateField()
    turn = models.CharField(max_length=12, blank=True)
    said = models.TextField(blank=True)
    # Made from its reports, so that a light is counted without reading them (see `actions.standing`): whether a report is
    # that of its subject's owner; of a subject, that report that was handed in last with its stage and share, and until
    # when the next is owed.
    of_lead = models.BooleanField(default=False)
    last_report = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    last_stage = models.CharField(max_length=100, null=True)
    last_share = models.FloatField(null=True)
    owed_until = models.DateField(null=True)
    changed_at = models.DateTimeField()
    # The order of tables: what is waited for and has a due day, what is waited for, and then the same of what is at an end.
    rank = models.GeneratedField(
        expression=Case(
            When(Q(turn="") & Q(due__isnull=True), then=Value(3)), When(turn="", then=Value(2)),
            When(due__isnull=True, then=Value(1)), default=Value(0),
        ),
        output_field=models.SmallIntegerField(), db_persist=True,
    )  # fmt: skip
    # Whether it was handed in late, which stays on the record.
    was_late = models.GeneratedField(
        expression=Case(When(data__has_key="days_late", then=Value(True)), default=Value(False)),
        output_field=models.BooleanField(), db_persist=True,
    )  # fmt: skip

    class Meta:
        constraints = (models.UniqueConstraint(fields=("registry", "key"), name="one_key_in_a_registry"),)
        indexes = (
            models.Index(fields=("registry", "state", "due"), name="by_state"),
            models.Index(
                fields=(
                    "period",
                    "registry",
                    "of_lead",
                    "turn",
                    "due",
                    "state",
                    "owner",
                    "keeper",
                    "was_late",
                    "subject",
                    "id",
                ),
                name="by_period",
            ),
            models.Index(
                fields=(
                    "registry",
                    "state",
                    "turn",
                    "due",
                    "last_stage",
                    "last_share",
                    "owed_until",
                    "owner",
                    "keeper",
                    "id",
                ),
                name="by_light",
            ),
            models.Index(fields=("due", "turn", "registry", "state", "owner", "keeper", "id"), name="by_due"),
            models.Index(fields=("entered_on", "turn", "registry", "state", "owner", "keeper", "id"), name="by_entry"),
            models.Index(fields=("registry", "changed_at"), name="by_change"),
            models.Index(fields=("id",), condition=~Q(said=""), name="said_something"),
            # Whose turn it is, and everything by which a page decides whether to count a record, so that it reads no row.
            models.Index(fields=("owner", "turn", "due", "registry", "state"), name="by_owner"),
            models.Index(fields=("keeper", "turn", "due", "registry", "state"), name="by_keeper"),
            models.Index(fields=("registry", "rank", "due", "id", "owner", "keeper", "state", "turn"), name="by_rank"),
            models.Index(
                fields=("asked_in", "registry", "rank", "due", "id", "owner", "keeper", "state", "turn"),
                name="by_dispatch",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Event(models.Model):
    """What happened, in the order of its number; `digest` covers all of it and the digest before."""

    number = models.BigIntegerField(primary_key=True)
    record = models.ForeignKey(Record, models.PROTECT, null=True, related_name="events")
    # What it is about where that is no record: an account, an export.
    about = models.CharField(max_length=200, blank=True)
    move = models.CharField(max_length=60)
    before = models.CharField(max_length=60, blank=True)
    after = models.CharField(max_length=60, blank=True)
    # Nobody where the system acted because a day had come.
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="events")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="events")
    at = models.DateTimeField()
    changes = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    build = models.CharField(max_length=64, blank=True)
    previous = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("number",)
        indexes = (
            models.Index(fields=("record", "number"), name="of_a_record"),
            models.Index(fields=("at", "number"), name="by_time"),
        )


class Attachment(models.Model):
    """A file that belongs to a record; its bytes stand in the workspace under their sha256."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="attachments")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=20)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("record", "sha256"), name="one_file_of_a_record"),)


class Notice(models.Model):
    """Something that an organisation is told, once; `key` says what about."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="notices")
    record = models.ForeignKey(Record, models.CASCADE, null=True, related_name="+")
    key = models.CharField(max_length=300, unique=True)
    zh = models.TextField()
    en = models.TextField()
    link = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    mail_claimed_until = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=("organisation", "read_at"), name="unread"),
            models.Index(fields=("organisation", "-at", "-id"), name="latest"),
        )
        ordering = ("-at", "-id")


class Due(models.Model):
    """Something that is to be done because a day has come; `done_at` is set in the transaction that does it."""

    key = models.CharField(max_length=300, unique=True)
    kind = models.CharField(max_length=20)
    on = models.DateField()
    what = models.JSONField(default=dict)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=("done_at", "on"), name="to_do"),)


class Standing(models.Model):
    """What the light of a record is made from, from a moment on until the next (灯色依据); see `actions.standing`."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="standings")
    registry = models.CharField(max_length=60)
    at = models.DateTimeField()
    state = models.CharField(max_length=60)
    due = models.DateField(null=True)
    last_stage = models.CharField(max_length=100, null=True)
    last_share = models.FloatField(null=True)
    owed_until = models.DateField(null=True)

    class Meta:
        indexes = (models.Index(fields=("record", "-at", "-id"), name="of_then"),)


class Derived(models.Model):
    """From which words of the pack something in the tables was made, so that it is made anew when those change."""

    id = models.CharField(primary_key=True, max_length=60)
    made_from = models.CharField(max_length=64)


class SavedView(models.Model):
    """A filter and order of a registry's table that somebody wants to see again."""

    user = models.ForeignKey(User, models.CASCADE, related_name="views")
    registry = models.CharField(max_length=60)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1000)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "registry", "name"), name="one_view_of_a_name"),)


class SignInTry(models.Model):
    """A sign-in that failed."""

    username = models.CharField(max_length=100)
    address = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("username", "at"), name="tries_by_name"),
            models.Index(fields=("address", "at"), name="tries_by_address"),
        )
