"""How what was reported stands: one light for a report, with why. No document prints these rules (系统默认，非官方)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from luoshi.act.calendar import months_of
from luoshi.model.registry import Data

Colour = Literal["red", "yellow", "green", "done", "none"]
# 银川 2025: behind the plan by 10 to 30 points is a warning, by more it is late. It leaves 0 to 10 open; here that is normal.
WARNING_POINTS, LATE_POINTS = Decimal(-10), Decimal(-30)
RULE = (
    "灯色规则：未报且逾期、受阻、年度投资低于序时进度30个百分点以上为■；迟报、未启动、信心不足、低于10—30个百分点为▲；"
    "已完成为◆；未到期未报为○；其余为●。"
)


@dataclass(frozen=True, slots=True)
class ReportLight:
    """A light and why (进展灯色)."""

    colour: Colour
    zh: str
    en: str


def report_light(data: Data, *, handed_in: bool, is_late: bool, period: str = "") -> ReportLight:
    """The light of a report by what stands in it.

    Args:
        data: What was reported.
        handed_in: Whether it was handed in at all.
        is_late: Whether its day is over and it is still owed, or the period was closed without it.
        period: What it is about, for the share of the year that is gone.

    Gaps:
        What is not owed yet and not handed in has no light; a project whose money cannot be compared with its plan is not
        judged by it.

    >>> report_light({"stage": "推进中"}, handed_in=True, is_late=False).colour
    'green'
    >>> report_light({"annual_plan": "2", "annual_done": "1.2"}, handed_in=True, is_late=False, period="2016-Q4").zh
    '年度投资完成60%，低于序时进度40个百分点'
    """
    if not handed_in:
        return (
            ReportLight("red", "逾期未报", "late and not handed in")
            if is_late
            else ReportLight("none", "未到期", "not due yet")
        )
    if data.get("stage") == "已完成":
        return ReportLight("done", "已完成", "done")
    if data.get("stage") == "受阻":
        return ReportLight("red", "受阻", "blocked")
    behind = points_behind(data, period)
    if behind is not None and behind <= WARNING_POINTS:
        return _behind(data, behind)
    for holds, zh, en in (
        (data.get("stage") == "未启动", "未启动", "not begun"),
        (
            data.get("confidence") in ("有一定困难", "难以完成"),
            f"填报单位判断：{data.get('confidence')}",
            "judged difficult",
        ),
        (bool(data.get("days_late")), f"迟报{data.get('days_late')}天", f"handed in {data.get('days_late')} days late"),
    ):
        if holds:
            return ReportLight("yellow", zh, en)
    return ReportLight("green", "按时填报，推进中", "handed in, under way")


def points_behind(data: Data, period: str) -> Decimal | None:
    """The share of the year's plan that is done, less the share of the year that is gone, in percentage points.

    >>> str(points_behind({"annual_plan": "10", "annual_done": "9"}, "2016-Q4"))
    '-10.0'
    >>> points_behind({"annual_plan": "10"}, "2016-Q4") is None
    True
    """
    plan, done, gone = data.get("annual_plan"), data.get("annual_done"), share_of_year(period)
    if not plan or not done or gone is None or Decimal(str(plan)) <= 0:
        return None
    return Decimal(str(done)) / Decimal(str(plan)) * 100 - gone * 100


def share_of_year(period: str) -> Decimal | None:
    """How much of its year is gone when a period ends; None where it is none, or longer than a year.

    >>> share_of_year("2016-Q1"), share_of_year("")
    (Decimal('0.25'), None)
    """
    try:
        first, months = months_of(period)
    except ValueError:
        return None
    return Decimal(first % 12 + months) / 12 if months <= 12 else None


def _behind(data: Data, behind: Decimal) -> ReportLight:
    share = Decimal(str(data["annual_done"])) / Decimal(str(data["annual_plan"])) * 100
    colour: Colour = "red" if behind < LATE_POINTS else "yellow"
    return ReportLight(
        colour, f"年度投资完成{share:.0f}%，低于序时进度{-behind:.0f}个百分点",
        f"{share:.0f} % of the year's plan done, {-behind:.0f} points behind the share of the year",
    )  # fmt: skip
