"""The light of a record on a day: from its due day, its state, and what was reported; nothing else is looked at.

Several things are said of a record: its own due day by a rule, what the last report says, and whether a report is owed. The
worst of them decides. Where nothing is said there is no light: green never stands for what nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from luoshi.model.finding import Step
from luoshi.model.light import LightRule, Measure
from luoshi.model.record_light import SHADES, LightPlan, RecordLight, RecordStanding, Shade

_WORD: dict[Shade, tuple[str, str]] = {
    "red": ("滞后", "late"), "yellow": ("预警", "warning"), "green": ("正常", "normal"), "done": ("完成", "done"),
    "none": ("无数据", "no data"),
}  # fmt: skip
# Lights that say how a thing goes that is not at its end.
_UNDER_WAY: tuple[Shade, ...] = ("red", "yellow", "green")


def light(plan: LightPlan, standing: RecordStanding, *, on: date, reports: LightPlan | None = None) -> RecordLight:
    """The light of a record, with the steps that lead to it.

    Args:
        plan: How the records of its workflow get their lights.
        standing: What is known of it on the day.
        on: The day, at its end.
        reports: The plan of the workflow of its reports, by which a report that is owed is judged.

    Gaps:
        Without a due day, a report and a report owed there is no data; likewise where the rule asks for a share that
        nobody has reported, and nothing worse is known.

    >>> from luoshi.model.light import Interval, LightCase
    >>> late = LightRule("r", "1", "例", "", (LightCase("red", {"days_late": Interval(low=Decimal(0))}),), "")
    >>> plan = LightPlan("report", (late,), done=("accepted",))
    >>> found = light(plan, RecordStanding("owed", due=date(2017, 1, 5)), on=date(2017, 1, 8))
    >>> found.shade, found.because[0].en
    ('red', 'late: 3 days after the due day 2017-01-05')
    >>> light(plan, RecordStanding("owed"), on=date(2017, 1, 8)).shade
    'none'
    """
    if standing.state in plan.done:
        return _with(plan, standing, "done", (_ended(standing),))
    if standing.state in plan.failed:
        return _with(
            plan, standing, "red", (Step("滞后：期末没有上报", "late: not reported when the period was closed"),)
        )
    said = list(_said(plan, standing, on, reports or plan))
    shade = worst(shade for shade, _ in said)
    steps = tuple(step for _, step in said) or (
        Step("无数据：没有时限，也没有填报", "no data: neither a due day nor a report"),
    )
    return _with(plan, standing, shade, steps)


def worst(shades: Iterable[Shade]) -> Shade:
    """The worst of several lights; what has no data makes none worse or better.

    >>> worst(["none", "green", "yellow"]), worst(["none", "done"]), worst([])
    ('yellow', 'done', 'none')
    """
    found = set(shades)
    return next((one for one in SHADES if one in found), "none")


def rule_on(plan: LightPlan, on: date) -> LightRule | None:
    """The version of a plan's rule that holds on a day.

    >>> rule_on(LightPlan("report", (), done=()), date(2017, 1, 5)) is None
    True
    """
    holding = [one for one in plan.rules if (one.since or date.min) <= on and (one.until is None or on < one.until)]
    return holding[-1] if holding else None


# ------------------------------------------------------------------ what is said of a record


def _said(plan: LightPlan, standing: RecordStanding, on: date, reports: LightPlan) -> Iterator[tuple[Shade, Step]]:
    if standing.state in plan.handed_in:
        yield "green", Step("正常：已上报，待审核", "normal: handed in, to be reviewed")
        return
    if standing.due:
        yield _by_rule(plan, standing.due, standing.share, on)
    if standing.reported:
        yield _by_stage(plan, standing.stage)
    if standing.owed_until:
        shade, step = _by_rule(reports, standing.owed_until, None, on)
        if shade in ("red", "yellow"):
            yield shade, Step(f"填报{step.zh}", f"report {step.en}")


def _by_rule(plan: LightPlan, due: date, share: Decimal | None, on: date) -> tuple[Shade, Step]:
    """What the rule says of the days after a due day; its cases are asked in order, and the first that holds decides."""
    rule, days = rule_on(plan, on), (on - due).days
    given: dict[Measure, Decimal] = {"days_late": Decimal(days)}
    if share is not None:
        given["share_done"] = share
    for case in rule.cases if rule else ():
        for measure, interval in case.within.items():
            if measure not in given:
                return "none", Step(
                    f"无数据：{_days_zh(due, days)}，没有报告完成比例",
                    f"no data: {_days_en(due, days)}, and nobody has said how much is done",
                )
            if given[measure] not in interval:
                break
        else:
            zh, en = _WORD[case.colour]
            done = "" if share is None or "share_done" not in case.within else f"，完成 {share:.0%}"
            done_en = done.replace("，完成", ",").rstrip() + (" done" if done else "")
            return case.colour, Step(f"{zh}：{_days_zh(due, days)}{done}", f"{en}: {_days_en(due, days)}{done_en}")
    return "none", Step(f"无数据：规则没有规定（{_days_zh(due, days)}）", f"no data: no rule ({_days_en(due, days)})")


def _by_stage(plan: LightPlan, stage: str) -> tuple[Shade, Step]:
    shade = plan.stages.get(stage, "none") if stage else "green"
    zh, en = _WORD[shade]
    if not stage:
        return shade, Step(f"{zh}：已填报进展", f"{en}: progress was reported")
    return shade, Step(f"{zh}：最近一期填报为“{stage}”", f"{en}: the last report says “{stage}”")


def _ended(standing: RecordStanding) -> Step:
    late = standing.days_late
    if late:
        return Step(f"完成：逾期{late}天", f"done: {late} days late")
    return Step("完成", "done")


def _days_zh(due: date, days: int) -> str:
    words = f"已过时限{days}天" if days > 0 else f"距时限{-days}天" if days else "今天到期"
    return f"{words}（{due.year}年{due.month}月{due.day}日）"


def _days_en(due: date, days: int) -> str:
    if days == 0:
        return f"due this day ({due})"
    return f"{days} days after the due day {due}" if days > 0 else f"{-days} days before the due day {due}"


def _with(plan: LightPlan, standing: RecordStanding, shade: Shade, steps: tuple[Step, ...]) -> RecordLight:
    own = plan.confidences.get(standing.confidence)
    differs = own is not None and shade in _UNDER_WAY and own != shade
    return RecordLight(shade, steps, plan.official, plan.source, differs)
