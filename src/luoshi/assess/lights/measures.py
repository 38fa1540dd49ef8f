"""From a finding, or from what is done of a year's plan, to the measures that a rule of lights asks for."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from luoshi.assess.numbers import rounded
from luoshi.model.finding import Finding, MilestoneFinding, Missing
from luoshi.model.light import Measure
from luoshi.model.problem import Kind, LuoshiError

NOTHING_PLANNED_THIS_YEAR = Kind(
    code="light-nothing-planned-this-year",
    zh="年度计划为 {planned}，不能求完成率", en="the year's plan is {planned}: there is no share of it",
    hint_zh="请核对年度计划数。", hint_en="Check the plan of the year.",
)  # fmt: skip
NO_SUCH_MONTH = Kind(
    code="light-no-such-month",
    zh="已过月数应为 1 至 12，不是 {months}", en="from 1 to 12 months of a year can have passed, not {months}",
    hint_zh="请写截至几月底。", hint_en="Say up to the end of which month.",
)  # fmt: skip


def measures(finding: Finding | MilestoneFinding) -> Mapping[Measure, Decimal | Missing]:
    """What a finding has to say to a rule: points, ratio and chance of a target, days late and share done of a milestone.

    Returns:
        `points` in percentage points ahead of the plan, `ratio` of completed to planned share, `chance` from 0 to 1,
        `attainment` (the share of the way, or of the years in which a bound or a direction held); `days_late` in calendar days,
        `share_done` from 0 to 1.

    Gaps:
        A number that the finding misses is missing here, with the same reason.

    >>> late = MilestoneFinding("missed", 4, Decimal(1), ())
    >>> measures(late)
    {'days_late': Decimal('4'), 'share_done': Decimal('1')}
    """
    if isinstance(finding, MilestoneFinding):
        return {"days_late": Decimal(finding.days_late), "share_done": finding.share_done}
    plan, outlook = finding.against_plan, finding.outlook
    chance = outlook if isinstance(outlook, Missing) else outlook.chance
    if isinstance(plan, Missing):
        return {"points": plan, "ratio": plan, "chance": chance, "attainment": finding.attainment}
    return {"points": plan.points, "ratio": plan.ratio, "chance": chance, "attainment": finding.attainment}


def year_so_far(done: Decimal, planned: Decimal, *, months: int) -> Mapping[Measure, Decimal | Missing]:
    """What is done of a year's plan beside the time gone (完成率与序时进度).

    Args:
        done: Done since the beginning of the year.
        planned: The plan of the whole year, in the same unit.
        months: How many months of it have passed, 1 to 12.

    Returns:
        `points`: share done less share of time gone, in percentage points (2 decimals); `ratio`: the one over the other
        (4 decimals).

    Gaps:
        Nothing planned, or less: no share.

    Raises:
        LuoshiError: no such month.

    >>> year_so_far(Decimal("97.2"), Decimal(100), months=10)
    {'points': Decimal('13.87'), 'ratio': Decimal('1.1664')}
    """
    if not 1 <= months <= 12:
        raise LuoshiError(NO_SUCH_MONTH(months=months))
    if planned <= 0:
        gap = Missing(NOTHING_PLANNED_THIS_YEAR(planned=planned))
        return {"points": gap, "ratio": gap}
    share, time = Fraction(done) / Fraction(planned), Fraction(months, 12)
    return {"points": rounded((share - time) * 100, 2), "ratio": rounded(share / time, 4)}
