"""The lights of rows. `luoshi.act.lights` says what a light is; here it is asked for rows, and by `shade` in SQL for many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Protocol, TypeVar

from django.db.models import Case, CharField, OuterRef, QuerySet, Subquery, Value, When

from luoshi.act.lights import light
from luoshi.model.record_light import LightPlan, RecordStanding
from luoshi.model.registry import Registry
from luoshi_web.desk import past
from luoshi_web.desk.models import Record, Standing
from luoshi_web.desk.shade import ShadeOf
from luoshi_web.packs import office

Lit = TypeVar("Lit", Record, Standing)


def plan_of(registry: str) -> LightPlan | None:
    """How the records of a registry get their lights; None where they have none."""
    return office().lights.get(registry)


def reports_plan() -> LightPlan | None:
    """How reports get their lights."""
    return next((plan for plan in office().lights.values() if plan.of_reports), None)


# ------------------------------------------------------------------ of rows


def lit(rows: Iterable[Record], on: date, as_of: date | None = None) -> list[Record]:
    """The rows, each with its `light` on a day, and the `report` by which its lead judged it last; None where it has none.

    Args:
        as_of: What was known at the end of this day; what is known now where None.
    """
    found = list(rows)
    if as_of:
        reports = _reports(found, as_of)
        for row in found:
            its = reports.get(row.pk, [])
            owed = min((one.due for one in its if one.turn == "owner" and one.due), default=None)
            _light(row, last_report(its), owed, on)
        return found
    last = Record.objects.in_bulk({row.last_report_id for row in found if row.last_report_id})
    for row in found:
        _light(row, last.get(row.last_report_id), row.owed_until, on)
    return found


def _light(row: Record, last: Record | None, owed_until: date | None, on: date) -> None:
    plan = plan_of(row.registry)
    row.report = last if plan else None  # type: ignore[attr-defined]
    known = standing(row, plan, last, owed_until) if plan else None
    row.light = light(plan, known, on=on, reports=reports_plan()) if plan and known else None  # type: ignore[attr-defined]


def standing(row: Record, plan: LightPlan, last: Record | None, owed_until: date | None) -> RecordStanding:
    """What is known of a row: its own state, what the last report said, and until when the next is owed."""
    said = last.data if last else row.data
    return RecordStanding(
        state=row.state, due=row.due, reported=last is not None, share=_share(said, plan.share),
        stage=str(said.get(plan.stage, "")) if last else "", owed_until=owed_until,
        days_late=_number(row.data.get("days_late")), confidence=str(said.get(plan.confidence, "")) if last else "",
    )  # fmt: skip


class Report(Protocol):
    """What is looked at to see which report is the last."""

    pk: Any
    state: Any
    period: Any


One = TypeVar("One", bound=Report)


def last_report(reports: Iterable[One]) -> One | None:
    """Of a lead's reports, the last that was handed in."""
    states = handed_in_states()
    handed = [one for one in reports if one.state in states]
    return max(handed, key=lambda one: (one.period, one.pk), default=None)


def handed_in_states() -> list[str]:
    """The states of a report that its lead has handed in."""
    plan = reports_plan()
    return [*plan.handed_in, *plan.done] if plan else []


def _reports(rows: Sequence[Record], as_of: date) -> dict[int, list[Record]]:
    """The reports of each record's lead, as they stood."""
    wanted = [row.pk for row in rows if (plan := plan_of(row.registry)) and not plan.of_reports]
    found: dict[int, list[Record]] = defaultdict(list)
    for one in past.as_of(Record.objects.filter(subject__in=wanted, of_lead=True), as_of) if wanted else ():
        found[one.subject_id].append(one)  # type: ignore[index]
    return found


def _share(data: object, field: str) -> Decimal | None:
    kept = data.get(field) if field and isinstance(data, dict) else None
    return Decimal(str(kept)) / 100 if kept else None


def _number(kept: object) -> int:
    return int(str(kept)) if kept and str(kept).isdigit() else 0


# ------------------------------------------------------------------ in SQL


def with_shades(rows: QuerySet[Lit], registries: Iterable[Registry], on: date) -> QuerySet[Lit]:
    """Rows of some registries with what is known now, each with its `shade` on a day; blank where it has no light."""
    by_plan: dict[int, list[str]] = defaultdict(list)
    for one in registries:
        by_plan[id(plan_of(one.id))].append(one.id)
    shades = [(ids, ShadeOf(ids[0], on)) for ids in by_plan.values() if plan_of(ids[0])]
    if len(shades) == len(by_plan) == 1:
        return rows.annotate(shade=shades[0][1])
    whens = [When(registry__in=ids, then=shade) for ids, shade in shades]
    return rows.annotate(shade=Case(*whens, default=Value(""), output_field=CharField()))


def then(rows: QuerySet[Record], registries: Iterable[Registry], day: date) -> QuerySet[Standing]:
    """What was known of some rows at the end of a day, each with its `shade` on it; of those that were set up by then."""
    told = Standing.objects.filter(record=OuterRef("pk"), at__lt=past.after(day)).order_by("-at", "-pk").values("pk")
    last = rows.order_by().annotate(told=Subquery(told[:1])).values("told")
    return with_shades(Standing.objects.filter(pk__in=last), registries, day)
