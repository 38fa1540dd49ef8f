"""What the lights of records are made from, kept beside them so that no page reads reports and events to count lights.

Each record says it of now, `Standing` from when on it was so. All of it is made from the events and the pack
(`record_lights.yaml`), by `renew` when something happens and by `renew_all` when the pack says otherwise.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Exists, OuterRef

from luoshi.act.limits import turn
from luoshi.model.record_light import LightPlan
from luoshi_web.desk import lit
from luoshi_web.desk.actions.write import writing
from luoshi_web.desk.models import Derived, Event, Record, Standing
from luoshi_web.packs import office

_COLUMNS = ("state", "due", "last_stage", "last_share", "owed_until")
_OF_REPORTS = ("last_report_id", *_COLUMNS[2:])
_AT_ONCE = 400


def is_report(registry: str) -> bool:
    """Whether records of a registry report on how others stand; a plan or a visit is about one and says nothing of its light."""
    plan = lit.plan_of(registry)
    return plan is not None and plan.of_reports


def renew(row: Record, at: datetime) -> None:
    """Say of a record, or of what it is the lead's report on, what holds now; only inside `writing`."""
    subject = Record.objects.get(pk=row.subject_id) if row.of_lead else row
    plan = lit.plan_of(subject.registry)
    if plan is None or plan.of_reports:
        return
    if row.of_lead:
        rows = Record.objects.filter(subject=subject.pk, of_lead=True).only("state", "period", "turn", "due", "data")
        reports = [_Report(one.pk, one.state, one.turn, one.period, one.due, one.data) for one in rows]
        for name, value in _said(plan, reports).items():
            setattr(subject, name, value)
        subject.save(update_fields=[name.removesuffix("_id") for name in _OF_REPORTS])
    before = Standing.objects.filter(record=subject.pk).order_by("-at", "-pk").values_list(*_COLUMNS).first()
    now = _standing(subject, at)
    if before != tuple(getattr(now, name) for name in _COLUMNS):
        now.save(force_insert=True)


def renew_all() -> None:
    """Say it of every record from its events, where the pack says otherwise than when it was said last."""
    plans = {id: plan for id, plan in sorted(office().lights.items()) if not plan.of_reports}
    words = repr([(id, plan.stage, plan.share) for id, plan in plans.items()]) + repr(lit.handed_in_states())
    made_from = hashlib.sha256(words.encode()).hexdigest()
    if Derived.objects.filter(id="standing", made_from=made_from).exists():
        return
    with writing():
        lead = Record.objects.filter(owner=OuterRef("owner"), pk=OuterRef("subject"))
        reports = Record.objects.filter(registry__in=[id for id in office().registries if is_report(id)])
        reports.filter(of_lead=False, subject__isnull=False).filter(Exists(lead)).update(of_lead=True)
        Standing.objects.all().delete()
        for id, plan in plans.items():
            last = 0
            while rows := Record.objects.filter(registry=id, pk__gt=last).order_by("pk")[:_AT_ONCE]:
                _say_again({row.pk: row for row in rows}, plan)
                last = max(row.pk for row in rows)
        Derived.objects.update_or_create(id="standing", defaults={"made_from": made_from})


def _say_again(rows: Mapping[int, Record], plan: LightPlan) -> None:
    found: list[Standing] = []
    reports = list(Record.objects.filter(subject__in=rows, of_lead=True).order_by("subject"))
    about = {one.pk: one.subject_id for one in reports}
    kept = {one.pk: _Report(one.pk, period=one.period) for one in reports}
    flows = {one.pk: office().workflows[one.registry] for one in reports}
    known: dict[int, list[_Report]] = {pk: [] for pk in rows}
    events = Event.objects.filter(record__in=[*rows, *about]).order_by("number")
    last: dict[int, tuple[object, ...]] = {}
    for id, at, after, changes in events.values_list("record", "at", "after", "changes").iterator():
        row = rows[about.get(id, id)]
        if id in about:
            if not kept[id].state:
                known[row.pk].append(kept[id])
            kept[id].tell(after, turn(flows[id], after) or "", changes)
            for name, value in _said(plan, known[row.pk]).items():
                setattr(row, name, value)
        else:
            row.state = after
            row.due = _day(changes["@due"]) if "@due" in changes else row.due if row.pk in last else None
        now = tuple(getattr(row, name) for name in _COLUMNS)
        if last.get(row.pk) != now:
            last[row.pk] = now
            found.append(_standing(row, at))
    Standing.objects.bulk_create(found, batch_size=_AT_ONCE)
    Record.objects.bulk_update(rows.values(), [name.removesuffix("_id") for name in _OF_REPORTS], batch_size=_AT_ONCE)


@dataclass
class _Report:
    """A report as far as it says something of its subject."""

    pk: int
    state: str = ""
    turn: str = ""
    period: str = ""
    due: date | None = None
    data: dict[str, object] = field(default_factory=dict)

    def tell(self, state: str, turn: str, changes: Mapping[str, object]) -> None:
        """What an event changes of it."""
        self.state, self.turn = state, turn
        self.due = _day(changes["@due"]) if "@due" in changes else self.due
        self.data.update(changes)


def _said(plan: LightPlan, reports: Iterable[_Report]) -> dict[str, object]:
    """What a record says of its lead's reports."""
    known = list(reports)
    last = lit.last_report(known)
    share = last.data.get(plan.share) if last and plan.share else None
    return {
        "last_report_id": last.pk if last else None,
        "last_stage": str(last.data.get(plan.stage) or "")[:100] if last else None,
        "last_share": float(str(share)) if share else None,
        "owed_until": min((one.due for one in known if one.turn == "owner" and one.due), default=None),
    }


def _standing(row: Record, at: datetime) -> Standing:
    return Standing(record_id=row.pk, registry=row.registry, at=at, **{name: getattr(row, name) for name in _COLUMNS})


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None
