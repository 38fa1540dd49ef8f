"""What organisations are told; each thing once."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from luoshi_web.desk.models import Notice, Record
from luoshi_web.desk.people import Actor

_LEASE = timedelta(minutes=10)


def tell(
    organisation: str, key: str, zh: str, en: str, at: datetime, *, record: Record | None = None, link: str = ""
) -> bool:
    """Tell an organisation something; whether it was new. The same key is told once, whoever asks."""
    values = {"organisation_id": organisation, "record": record, "zh": zh, "en": en, "link": link, "at": at}
    return Notice.objects.get_or_create(key=key, defaults=values)[1]


def read_notice(*, notice: int, actor: Actor, at: datetime) -> None:
    """Mark a notice of one's own organisation as read; another's stays as it is."""
    Notice.objects.filter(pk=notice, organisation__in=actor.organisations, read_at=None).update(read_at=at)


def claim_mail(notice: Notice, at: datetime) -> bool:
    """Whether the notice is ours to send by mail; nobody else sends it within ten minutes."""
    free = Q(mail_claimed_until=None) | Q(mail_claimed_until__lt=at)
    rows = Notice.objects.filter(free, pk=notice.pk, mailed_at=None)
    return rows.update(mail_claimed_until=at + _LEASE) == 1


def mailed(notice: Notice, at: datetime) -> None:
    """Note that a notice went out by mail."""
    Notice.objects.filter(pk=notice.pk).update(mailed_at=at)
