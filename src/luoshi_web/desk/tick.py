"""What is due now: periods to open and to close, reminders, what is overdue, and accepted reports that are still to leave.

`run` may be called as often as one likes: by cron, by a timer, in a loop. It notes each due thing under a key and does what
is not done; see `actions.due` for why nothing is lost or done twice.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Case, Exists, OuterRef, When

from luoshi.act.calendar import periods, reminder_due
from luoshi.act.limits import limit_day
from luoshi.model import record as nouns
from luoshi.model.cycle import Cycle
from luoshi.model.workflow import State
from luoshi_web.desk import actions
from luoshi_web.desk.actions.standing import renew_all
from luoshi_web.desk.models import Due, Notice, Organisation, Record, User
from luoshi_web.packs import WORKING_DAYS, office, refresh

log = logging.getLogger("luoshi.tick")
# Who has not sent a message by then has tried often enough.
_MAIL_DAYS = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Done:
    """What one run did, by kind: open, remind, urge, close, leave, mail."""

    counts: Counter[str] = field(default_factory=Counter)


def run(at: datetime) -> Done:
    """Do everything that is due at a time and was not done."""
    refresh()
    renew_all()
    done = Done()
    for things in (_to_open(at.date()), _to_remind(at.date()), _to_close(at.date())):
        actions.add_due(things)
        for due in Due.objects.filter(done_at=None, on__lte=at.date()).order_by("on", "pk"):
            done.counts[due.kind] += actions.do(due=due, at=at)
    if settings.EMAIL_HOST:
        done.counts["mail"] += _send_mails(at)
    return done


# ------------------------------------------------------------------ periods


def _to_open(today: date) -> Iterator[Due]:
    """The periods whose time has come since the desk was set up."""
    first = User.objects.order_by("made_at").values_list("made_at", flat=True).first()
    if first is None:
        return
    for cycle in office().cycles.values():
        for period, opened, due in periods(cycle, today, WORKING_DAYS):
            if due >= first.date():
                yield from _openings(cycle, period, opened, due)


def _openings(cycle: Cycle, period: str, opened: date, due: date) -> Iterator[Due]:
    keeper = next(iter(_current(cycle.keeper, opened)), "")
    for organisation in (heir for one in cycle.owed_by for heir in _current(one, opened)):
        what = {"cycle": cycle.id, "period": period, "organisation": organisation, "due": due.isoformat()}
        key = f"open:{cycle.id}:{period}:{organisation}"
        yield Due(key=key, kind="open", on=opened, what={**what, "keeper": keeper or organisation})


def _current(organisation: str, on: date) -> list[str]:
    """An organisation or whoever took over from it, as far as it works at the desk."""
    if organisation not in office().pack.organisations:
        return []
    heirs = [one.id for one in office().pack.current(organisation, on)]
    return list(Organisation.objects.filter(pk__in=heirs).values_list("pk", flat=True))


def _to_close(today: date) -> Iterator[Due]:
    """What a period of a cycle left open, once the next period was due."""
    this = {name: OuterRef(name) for name in ("registry", "cycle", "owner")}
    later = Record.objects.filter(**this, due__gt=OuterRef("due"), due__lt=today)
    open_ones = Record.objects.exclude(cycle="").exclude(turn="").filter(Exists(later), due__lt=today)
    for pk in open_ones.order_by("pk").values_list("pk", flat=True):
        yield Due(key=f"close:{pk}", kind="close", on=today, what={"record": str(pk)})


# ------------------------------------------------------------------ reminders


def _to_remind(today: date) -> Iterator[Due]:
    """For each organisation and day: the reminder that is due, or that it is overdue."""
    for id, flow in office().workflows.items():
        for state in flow.states:
            if state.limit is not None:
                yield from _of_state(id, state, today)


def _of_state(registry: str, state: State, today: date) -> Iterator[Due]:
    assert state.limit is not None
    rows = Record.objects.filter(registry=registry, state=state.id).exclude(turn="")
    if state.limit.days is None:
        rows = rows.filter(due__lte=today + timedelta(days=60))
    waited_for = Case(When(turn="owner", then="owner"), default="keeper")
    # Each once, however many records there are; of a record its day alone is asked.
    each = rows.order_by().values_list("turn", waited_for, "due", "entered_on").distinct()
    groups: set[tuple[str, str, date]] = set()
    for turn, organisation, due, entered in each:
        if day := limit_day(state, nouns.Record("", registry, state.id, "", due=due), entered, WORKING_DAYS):
            groups.add((turn, organisation, day))
    for turn, organisation, day in sorted(groups):
        what = {"registry": registry, "state": state.id, "turn": turn, "organisation": organisation}
        what["due"] = day.isoformat()
        key = f"{registry}:{state.id}:{organisation}:{day}"
        if today > day:
            yield Due(key=f"overdue:{key}", kind="urge", on=today, what=what)
        elif (days := reminder_due(day, state.limit.remind, today, WORKING_DAYS)) is not None:
            yield Due(key=f"remind:{key}:{days}", kind="remind", on=today, what={**what, "days": str(days)})


# ------------------------------------------------------------------ mail


def _send_mails(at: datetime) -> int:
    """Send the notices that were not sent; each is claimed first, so that two runs do not both send it.

    A mail server cannot be asked whether it took a message before we were killed. A message is tried again ten minutes
    later under the same Message-ID, by which mail programs show it once.
    """
    sent = 0
    for notice in Notice.objects.filter(mailed_at=None, at__gt=at - _MAIL_DAYS).select_related("organisation"):
        to = _addresses(notice.organisation)
        if to and actions.claim_mail(notice, at):
            try:
                _message(notice, to).send()
            except OSError as error:
                # It stays claimed for a while and is tried again; the others shall not wait for it.
                log.error("notice %s was not mailed: %s", notice.pk, error)
                continue
            actions.mailed(notice, at)
            sent += 1
    return sent


def _addresses(organisation: Organisation) -> list[str]:
    held = organisation.memberships.filter(until=None, user__is_active=True).exclude(user__email="")
    return sorted(set(held.values_list("user__email", flat=True)))


def _message(notice: Notice, to: list[str]) -> EmailMessage:
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
    subject = "落实：" + notice.zh.splitlines()[0][:60]
    same = {"Message-ID": f"<notice-{notice.pk}-{notice.at:%Y%m%d%H%M%S}@{domain}>"}
    return EmailMessage(subject, f"{notice.zh}\n\n{notice.en}", to=to, headers=same)
