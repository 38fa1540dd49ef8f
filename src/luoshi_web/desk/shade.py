"""The light of a record said in SQL, for filters and counts over many rows; a test holds it to `luoshi.act.lights`.

It is one short expression over columns of the row itself: with Django's own `Case` in `Case` the question took longer to
write than to answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR
from typing import Any

from django.db.models import CharField, Func

from luoshi.act.lights import rule_on
from luoshi.model.light import Interval
from luoshi.model.record_light import LightPlan, Shade
from luoshi_web.packs import office

# Of several things that are said of a record the worst decides.
_WORST: dict[str, int] = {"red": 3, "yellow": 2, "green": 1}
Sql = tuple[str, list[object]]


class ShadeOf(Func):
    """The light of rows of a registry on a day, by its plan; rows have the columns of `Standing`."""

    output_field = CharField()

    def __init__(self, registry: str, on: date) -> None:
        super().__init__("state", "due", "last_stage", "last_share", "owed_until")
        self.registry, self.on = registry, on

    def as_sql(self, compiler: Any, connection: Any, **more: Any) -> Any:  # Any: Django's own
        columns = [compiler.compile(one)[0] for one in self.source_expressions]
        worst = "GREATEST" if connection.vendor == "postgresql" else "MAX"
        return shade_sql(office().lights[self.registry], _reports_plan(), self.on, *columns, worst=worst)


def shade_sql(
    plan: LightPlan, reports: LightPlan | None, on: date, state: str, due: str, stage: str, share: str, owed: str, *,
    worst: str,
) -> Sql:  # fmt: skip
    """The light as an expression over columns, and its parameters in order."""
    own, own_values = _by_rule(plan, on, due, share)
    said, said_values = _by_stage(plan, stage)
    late, late_values = _by_rule(reports or plan, on, owed, "")
    sql, values = "CASE", []
    for states, shade in ((plan.done, "done"), (plan.failed, "red"), (plan.handed_in, "green")):
        if states:
            sql += f" WHEN {state} IN ({', '.join(['%s'] * len(states))}) THEN '{shade}'"
            values += states
    # A report that is not late yet is no reason for green.
    sql += f" ELSE CASE {worst}({own}, {said}, CASE WHEN {late} > 1 THEN {late} ELSE 0 END)"
    values += [*own_values, *said_values, *late_values, *late_values]
    sql += "".join(f" WHEN {number} THEN '{shade}'" for shade, number in _WORST.items())
    return f"{sql} ELSE 'none' END END", values


def _by_rule(plan: LightPlan, on: date, due: str, share: str) -> Sql:
    """The rule: its cases in order, as `luoshi.act.lights` asks them; without a share it cannot ask for one."""
    rule, sql, values = rule_on(plan, on), f"CASE WHEN {due} IS NULL THEN 0", []
    for case in rule.cases if rule else ():
        holds: list[str] = []
        given: list[object] = []
        for measure, interval in case.within.items():
            if measure == "days_late":
                found = [*_due_within(interval, on)]
            elif measure == "share_done" and share:
                sql += f" WHEN {' AND '.join([*holds, f'{share} IS NULL'])} THEN 0"
                values += given
                found = [*_within(interval)]
            else:
                sql += f" WHEN {' AND '.join(holds) or '1 = 1'} THEN 0"
                values += given
                break
            column = due if measure == "days_late" else share
            holds += [f"{column} {sign} %s" for sign, _ in found]
            given += [bound for _, bound in found]
        else:
            sql += f" WHEN {' AND '.join(holds) or '1 = 1'} THEN {_number(case.colour)}"
            values += given
    return f"{sql} ELSE 0 END", values


def _by_stage(plan: LightPlan, stage: str) -> Sql:
    whens = "".join(f" WHEN {stage} = %s THEN {_number(shade)}" for shade in plan.stages.values())
    return f"CASE WHEN {stage} = '' THEN 1{whens} ELSE 0 END", list(plan.stages)


def _due_within(interval: Interval, on: date) -> Iterator[tuple[str, str]]:
    """Days late within an interval, as an interval of due days."""
    if interval.low is not None:
        least = int(interval.low.to_integral_value(ROUND_CEILING))
        least += not interval.low_closed and least == interval.low
        yield "<=", (on - timedelta(days=least)).isoformat()
    if interval.high is not None:
        most = int(interval.high.to_integral_value(ROUND_FLOOR))
        most -= not interval.high_closed and most == interval.high
        yield ">=", (on - timedelta(days=most)).isoformat()


def _within(interval: Interval) -> Iterator[tuple[str, float]]:
    if interval.low is not None:
        yield ">=" if interval.low_closed else ">", float(interval.low * 100)
    if interval.high is not None:
        yield "<=" if interval.high_closed else "<", float(interval.high * 100)


def _number(shade: Shade) -> int:
    return _WORST.get(shade, 0)


def _reports_plan() -> LightPlan | None:
    return next((plan for plan in office().lights.values() if plan.of_reports), None)
