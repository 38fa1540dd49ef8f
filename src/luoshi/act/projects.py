"""What follows from a project's years and gates: its class, its planned path, and gates that are open (系统默认，非官方)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from luoshi.act.calendar import last_day, months_of
from luoshi.model.problem import Kind, Problem
from luoshi.model.registry import Data, Field

BUILDING, SOON, PREPARING = "在建", "今明两年可开工", "正在开展前期工作"
CLASSES = (BUILDING, SOON, PREPARING)
Path = Literal["S形曲线", "直线"]
# How steep the middle of the S is; with 8 the first and the last tenth of the time take 2 % of the money each.
_STEEP = 8

GATE_NOT_BEGUN = Kind(
    code="project-gate-not-begun",
    zh="在建项目的“{gate}”未办理", en="the project is under construction and “{gate}” is not begun",
    hint_zh="生态城镇化意见三（三）要求先过前置审查再建设；请核实，已办理的更正为“已通过”。",
    hint_en="The gates come before building; correct it where it was passed.",
)  # fmt: skip
GATE_WITHOUT_REASON = Kind(
    code="project-gate-without-reason",
    zh="“{gate}”填为不适用，没有说明理由", en="“{gate}” is said not to apply, and no reason is given",
    hint_zh="请填写“不适用的理由”。", hint_en="Say why it does not apply.",
)  # fmt: skip


def class_of(first_year: str, on: date) -> str | None:
    """The class that the printed years suggest on a day; None where no first year is printed.

    >>> [class_of(first, date(2016, 12, 20)) for first in ("2015", "2017", "2018", "")]
    ['在建', '今明两年可开工', '正在开展前期工作', None]
    """
    if not first_year[:4].isdigit():
        return None
    first = int(first_year[:4])
    return BUILDING if first <= on.year else SOON if first == on.year + 1 else PREPARING


def basis_of_class(first_year: str, last_year: str, on: date) -> str:
    """How a class was derived, in words; blank where none was.

    >>> basis_of_class("2015", "2017", date(2016, 12, 20))
    '系统默认，非官方：按文件所列建设年限2015—2017年、截至2016年12月20日推定为“在建”，可更改'
    """
    found = class_of(first_year, on)
    if found is None:
        return ""
    years = f"{first_year}—{last_year}年" if last_year and last_year != first_year else f"{first_year}年"
    return f"系统默认，非官方：按文件所列建设年限{years}、截至{on.year}年{on.month}月{on.day}日推定为“{found}”，可更改"


def open_gates(data: Data, fields: Sequence[Field]) -> Iterator[Problem]:
    """The gates of a project in construction that are not begun, and those that are said not to apply without a reason.

    Args:
        data: What stands in the record.
        fields: Of its registry; gates are the choices whose id begins with `gate_`.
    """
    for field in fields:
        if not field.id.startswith("gate_") or not field.choices:
            continue
        if data.get(field.id) == "未办理" and data.get("class") == BUILDING:
            yield GATE_NOT_BEGUN(gate=field.title, where=field.id)
        elif data.get(field.id) == "不适用" and not data.get("gate_reason"):
            yield GATE_WITHOUT_REASON(gate=field.title, where=field.id)


def planned_share(first_year: int, last_year: int, period: str, path: Path = "S形曲线") -> Decimal:
    """How much of a project's money the planned path has spent when a period ends, from 0 to 1.

    Args:
        first_year, last_year: Those of construction; money begins with the first day of the one and ends with the last of
            the other.
        path: An S (logistic, slow at both ends) or a straight line. No document prints either.

    >>> [planned_share(2015, 2016, period, "直线") for period in ("2014-Q4", "2015-Q2", "2016-Q4", "2017-Q1")]
    [Decimal('0'), Decimal('0.25'), Decimal('1'), Decimal('1')]
    >>> round(planned_share(2015, 2016, "2015-Q2"), 3), planned_share(2015, 2016, "2015-Q4")
    (Decimal('0.105'), Decimal('0.5'))
    """
    first, months = months_of(period)
    gone = Decimal(first + months - first_year * 12) / Decimal((last_year - first_year + 1) * 12)
    gone = min(max(gone, Decimal(0)), Decimal(1))
    return gone if path == "直线" or gone in (0, 1) else _logistic(gone)


def quarters(first_year: int, last: str) -> list[str]:
    """The quarters from the beginning of a year up to a period.

    >>> quarters(2016, "2016-Q3")
    ['2016-Q1', '2016-Q2', '2016-Q3']
    """
    end = last_day(last)
    return [
        f"{year}-Q{quarter}"
        for year in range(first_year, end.year + 1)
        for quarter in range(1, 5)
        if last_day(f"{year}-Q{quarter}") <= end
    ]


def _logistic(gone: Decimal) -> Decimal:
    def at(share: float) -> float:
        return 1 / (1 + math.exp(-_STEEP * (share - 0.5)))

    return Decimal(str(round((at(float(gone)) - at(0)) / (at(1) - at(0)), 6))).normalize()
