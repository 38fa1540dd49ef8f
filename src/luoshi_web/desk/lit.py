"""The lights of rows. `luoshi.act.lights` says what a light is; here it is asked for rows, and said again in SQL.

SQL is for filters and counts over many rows; a test holds the two to one another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from django.db.models import Case, CharField, F, FloatField, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, NullIf

from luoshi.act.lights import light, rule_on
from luoshi.model.light import Interval
from luoshi.model.record_light import LightPlan, RecordLight, RecordStanding
from luoshi_web.desk import past
from luoshi_web.desk.models import Record
from luoshi_web.packs import office


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
    reports = _reports(found, as_of)
    for row in found:
        row.report, row.light = _light(row, reports.get(row.pk, []), on)  # type: ignore[attr-defined]
    return found


def _light(row: Record, reports: Sequence[Record], on: date) -> tuple[Record | None, RecordLight | None]:
    plan = plan_of(row.registry)
    if plan is None:
        return None, None
    last = last_report(reports)
    return last, light(plan, standing(row, plan, last, reports), on=on, reports=reports_plan())


def standing(row: Record, plan: LightPlan, last: Record | None, reports: Sequence[Record]) -> RecordStanding:
    """What is known of a row: its own state, and what its reports say."""
    owed = [one.due for one in reports if one.turn == "owner" and one.due]
    said = last.data if last else row.data
    return RecordStanding(
        state=row.state, due=row.due, reported=last is not None, share=_share(said, plan.share),
        stage=str(said.get(plan.stage, "")) if last else "", owed_until=min(owed, default=None),
        days_late=_number(row.data.get("days_late")), confidence=str(said.get(plan.confidence, "")) if last else "",
    )  # fmt: skip


def last_report(reports: Sequence[Record]) -> Record | None:
    """Of a lead's reports, the last that was handed in."""
    plan = reports_plan()
    states = {*plan.handed_in, *plan.done} if plan else set()
    handed = [one for one in reports if one.state in states]
    return max(handed, key=lambda one: (one.period, one.pk), default=None)


def _reports(rows: Sequence[Record], as_of: date | None) -> dict[int, list[Record]]:
    """The reports of each record's lead."""
    wanted = [row.pk for row in rows if (plan := plan_of(row.registry)) and not plan.of_reports]
    found: dict[int, list[Record]] = defaultdict(list)
    if wanted:
        reports: Iterable[Record] = Record.objects.filter(subject__in=wanted, owner=F("subject__owner"))
        for one in past.as_of(reports, as_of) if as_of else reports:
            found[one.subject_id].append(one)  # type: ignore[index]
    return found


def _share(data: object, field: str) -> Decimal | None:
    kept = data.get(field) if field and isinstance(data, dict) else None
    return Decimal(str(kept)) / 100 if kept else None


def _number(kept: object) -> int:
    return int(str(kept)) if kept and str(kept).isdigit() else 0


# ------------------------------------------------------------------ in SQL


def with_shades(rows: QuerySet[Record], registry: str, on: date) -> QuerySet[Record]:
    """The rows of a registry with what is known now, each with its `shade` on a day."""
    plan = plan_of(registry)
    if plan is None:
        return rows.annotate(shade=Value("", CharField()))
    if not plan.of_reports:
        rows = _with_reports(rows, plan)
    else:
        none = Value(None, TextField())
        rows = rows.annotate(lit_stage=none, lit_share=Value(None, FloatField()), lit_owed=Value("none", CharField()))
    rows = rows.annotate(lit_own=_by_rule(plan, "due", on), lit_said=_by_stage(plan))
    if not plan.of_reports and (reports := reports_plan()):
        rows = rows.annotate(lit_owed=_by_rule(reports, "lit_owed_until", on, share=False))
    own, said, owed = (
        (lambda shade: Q(lit_own=shade)),
        (lambda shade: Q(lit_said=shade)),
        lambda shade: Q(lit_owed=shade),
    )
    return rows.annotate(
        shade=_case(
            (Q(state__in=plan.done), "done"),
            (Q(state__in=plan.failed), "red"),
            (Q(state__in=plan.handed_in), "green"),
            *((own(shade) | said(shade) | owed(shade), shade) for shade in ("red", "yellow")),
            (own("green") | said("green"), "green"),
        )
    )


def _with_reports(rows: QuerySet[Record], plan: LightPlan) -> QuerySet[Record]:
    """With the stage and share of the lead's last report, and until when it owes the next."""
    judged = reports_plan()
    states = [*judged.handed_in, *judged.done] if judged else []
    own = Record.objects.filter(subject=OuterRef("pk"), owner=OuterRef("owner"))
    handed = own.filter(state__in=states).order_by("-period", "-pk")
    stage = handed.annotate(
        told=Coalesce(KeyTextTransform(plan.stage or "-", "data"), Value(""), output_field=TextField())
    ).values("told")
    share = handed.annotate(
        told=Cast(NullIf(KeyTextTransform(plan.share or "-", "data"), Value("")), FloatField())
    ).values("told")
    owed = own.filter(turn="owner", due__isnull=False).order_by("due").values("due")
    return rows.annotate(
        lit_stage=Subquery(stage[:1]), lit_share=Subquery(share[:1]), lit_owed_until=Subquery(owed[:1])
    )


def _by_rule(plan: LightPlan, field: str, on: date, *, share: bool = True) -> Case:
    """The rule in SQL: its cases in order, as `luoshi.act.lights` asks them."""
    rule, whens = rule_on(plan, on), []
    for case in rule.cases if rule else ():
        holds = Q(**{f"{field}__isnull": False})
        for measure, interval in case.within.items():
            if measure == "days_late":
                holds &= _due_within(field, interval, on)
            elif measure == "share_done" and share:
                whens.append((holds & Q(lit_share__isnull=True), "none"))
                holds &= _share_within(interval)
            else:
                whens.append((holds, "none"))
                break
        else:
            whens.append((holds, case.colour))
    return _case(*whens)


def _by_stage(plan: LightPlan) -> Case:
    stages = ((Q(lit_stage=stage), shade) for stage, shade in plan.stages.items())
    return _case((Q(lit_stage=""), "green"), *stages)


def _case(*whens: tuple[Q, str]) -> Case:
    return Case(
        *(When(condition, then=Value(shade)) for condition, shade in whens),
        default=Value("none"), output_field=CharField(),
    )  # fmt: skip


def _due_within(field: str, interval: Interval, on: date) -> Q:
    """Days late within an interval, as an interval of due days."""
    found = Q()
    if interval.low is not None:
        least = int(interval.low.to_integral_value(ROUND_CEILING))
        least += not interval.low_closed and least == interval.low
        found &= Q(**{f"{field}__lte": on - timedelta(days=least)})
    if interval.high is not None:
        most = int(interval.high.to_integral_value(ROUND_FLOOR))
        most -= not interval.high_closed and most == interval.high
        found &= Q(**{f"{field}__gte": on - timedelta(days=most)})
    return found


def _share_within(interval: Interval) -> Q:
    found = Q()
    if interval.low is not None:
        found &= Q(**{f"lit_share__{'gte' if interval.low_closed else 'gt'}": float(interval.low * 100)})
    if interval.high is not None:
        found &= Q(**{f"lit_share__{'lte' if interval.high_closed else 'lt'}": float(interval.high * 100)})
    return found
