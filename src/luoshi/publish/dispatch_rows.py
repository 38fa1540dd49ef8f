"""A quarter's dispatch as rows: what was asked about each item, what was answered, and sums that are those of the rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from luoshi.publish import chart_theme as theme
from luoshi.publish.chart_theme import State


@dataclass(frozen=True, slots=True)
class Counts:
    """Reports on an item, or on several (填报份数): asked, handed in, accepted, still owed, of these late, never handed in.

    What was sent back was handed in and is owed again.

    >>> Counts(1, 1, 0) + Counts(2, 1, 1, owed=1, late=1)
    Counts(asked=3, handed_in=2, accepted=1, owed=1, late=1, never=0)
    """

    asked: int = 0
    handed_in: int = 0
    accepted: int = 0
    owed: int = 0
    late: int = 0
    never: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(one + two for one, two in zip(self.numbers, other.numbers, strict=True)))

    @property
    def numbers(self) -> tuple[int, ...]:
        """In the order of the columns."""
        return self.asked, self.handed_in, self.accepted, self.owed, self.late, self.never


@dataclass(frozen=True, slots=True)
class DutyRow:
    """An item that was asked about (调度事项): who answers, what was reported, how it stands.

    Attributes:
        section: Where it stands in the document, for the rows that belong together.
        progress: What was reported; blank where nothing was.
        share: How much of it is done, from 0 to 1; None where it is not said.
        light: The light of what is owed, and `state` the state of the lead's report in words.
        days_late: By how many days the latest of its reports was late, or is.
    """

    section: str
    number: str
    measure: str
    lead: str
    participants: tuple[str, ...] = ()
    progress: str = ""
    stage: str = ""
    share: Decimal | None = None
    light: State = "none"
    state: str = ""
    reports: Counts = Counts()
    days_late: int = 0
    problems: str = ""
    needs: str = ""


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project that was asked about (调度项目): money in 亿元, None where it was not reported.

    `pace` says where its money is behind its pace, blank where it is not or where that cannot be said.
    """

    section: str
    number: str
    name: str
    lead: str
    total: Decimal | None = None
    annual_plan: Decimal | None = None
    annual_done: Decimal | None = None
    cumulative: Decimal | None = None
    progress: str = ""
    light: State = "none"
    state: str = ""
    reports: Counts = Counts()
    days_late: int = 0
    problems: str = ""
    needs: str = ""
    listed: bool = False
    pace: str = ""


@dataclass(frozen=True, slots=True)
class DispatchTable:
    """Everything that a dispatch asked, as it stands on a day (调度情况表).

    Attributes:
        title: Of the dispatch.
        document: Whose items were asked about: its title or number.
        keeper: Who dispatches.
        owing: How many organisations owe a report.
    """

    title: str
    document: str
    keeper: str
    as_of: date
    duties: tuple[DutyRow, ...] = ()
    projects: tuple[ProjectRow, ...] = ()
    owing: int = 0
    notes: tuple[str, ...] = ()


def total(rows: Iterable[DutyRow | ProjectRow]) -> Counts:
    """The reports on all rows together."""
    return sum((row.reports for row in rows), Counts())


def money(rows: Iterable[ProjectRow]) -> dict[str, Decimal]:
    """What the projects have in sum of each amount; what was not reported adds nothing, and `reported` says for how many."""
    rows = list(rows)
    return {
        name: sum((value for row in rows if (value := getattr(row, name)) is not None), Decimal(0))
        for name in ("total", "annual_plan", "annual_done", "cumulative")
    }


def sentence(said: DispatchTable) -> str:
    """What the rows come to, in the words of the page.

    >>> row = DutyRow("", "1", "甲", "省能源局", reports=Counts(2, 1, 1, owed=1, late=1))
    >>> sentence(DispatchTable("", "", "", date(2017, 1, 10), (row,), owing=1))
    '应报 1 项（填报 2 份），已报 1 份，已通过 1 份，待报 1 份，逾期 1 份（涉及 1 个单位）。'
    """
    rows: list[DutyRow | ProjectRow] = [*said.duties, *said.projects]
    all_of = total(rows)
    parts = [
        f"应报 {len(rows)} 项（填报 {all_of.asked} 份）",
        f"已报 {all_of.handed_in} 份",
        f"已通过 {all_of.accepted} 份",
    ]
    parts += [f"期末未报 {all_of.never} 份"] if all_of.never else []
    parts += [f"待报 {all_of.owed} 份"] if all_of.owed else ["没有待报"]
    parts += [f"逾期 {all_of.late} 份（涉及 {said.owing} 个单位）"] if all_of.owed and all_of.late else []
    return "，".join(parts) + "。"


def by_section(rows: Sequence[DutyRow] | Sequence[ProjectRow]) -> Iterator[tuple[str, list[DutyRow | ProjectRow]]]:
    """The rows of each section, in the order in which they stand.

    >>> rows = [DutyRow("一", "1", "甲", ""), DutyRow("一", "2", "乙", ""), DutyRow("二", "3", "丙", "")]
    >>> [(name, len(found)) for name, found in by_section(rows)]
    [('一', 2), ('二', 1)]
    """
    every: list[DutyRow | ProjectRow] = [*rows]
    for name, found in groupby(every, key=lambda row: row.section):
        yield name, list(found)


def mark(light: State) -> str:
    """A light as a shape and a word.

    >>> mark("red")
    '■滞后'
    """
    _, shape, words = theme.LIGHTS[light]
    return f"{shape}{words.zh}"


DUTY_COLUMNS = (
    "所在部分", "序号", "任务内容", "牵头单位", "配合单位", "进展情况", "进展阶段", "完成比例（%）", "灯色", "填报状态",
    "应报（份）", "已报（份）", "通过（份）", "待报（份）", "逾期（份）", "未报（份）", "逾期天数", "存在问题", "需协调解决事项",
)  # fmt: skip
PROJECT_COLUMNS = (
    "项目类别", "序号", "项目名称", "填报单位", "总投资（亿元）", "年度计划投资（亿元）", "本年度已完成投资（亿元）",
    "累计完成投资（亿元）", "投资进度", "形象进度和进展", "灯色", "填报状态", "挂牌督办", "应报（份）", "已报（份）",
    "通过（份）", "待报（份）", "逾期（份）", "未报（份）", "逾期天数", "存在问题", "需协调解决事项",
)  # fmt: skip


def duty_cells(rows: Sequence[DutyRow]) -> list[list[object]]:
    """The rows of a sheet, numbers as numbers, what is missing as a blank; the last row is the sum."""
    cells: list[list[object]] = [
        [row.section, row.number, row.measure, row.lead, "、".join(row.participants), row.progress, row.stage,
         percent(row.share), mark(row.light), row.state, *row.reports.numbers, row.days_late, row.problems, row.needs]
        for row in rows
    ]  # fmt: skip
    return [*cells, ["合计", len(rows), *[""] * 8, *total(rows).numbers, "", "", ""]]


def project_cells(rows: Sequence[ProjectRow]) -> list[list[object]]:
    """The same of projects."""
    cells: list[list[object]] = [
        [row.section, row.number, row.name, row.lead, *(_number(one) for one in amounts(row)), row.pace, row.progress,
         mark(row.light), row.state, "是" if row.listed else "", *row.reports.numbers, row.days_late, row.problems, row.needs]
        for row in rows
    ]  # fmt: skip
    sums = [float(value) for value in money(rows).values()]
    listed = sum(row.listed for row in rows)
    return [*cells, ["合计", len(rows), "", "", *sums, "", "", "", "", listed, *total(rows).numbers, "", "", ""]]


def amounts(row: ProjectRow) -> tuple[Decimal | None, ...]:
    """The amounts of a project in the order of the columns."""
    return row.total, row.annual_plan, row.annual_done, row.cumulative


def percent(share: Decimal | None) -> object:
    """A share as a table of percentages has it; blank where it is not known.

    >>> percent(Decimal("0.55")), percent(None)
    (55, '')
    """
    return "" if share is None else _number(share * 100)


def plain(value: Decimal) -> str:
    """An amount as it was reported, to its last place: a sum of rounded rows would not be the sum of the rows.

    >>> plain(Decimal("107.330")), plain(Decimal("36"))
    ('107.33', '36')
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _number(value: Decimal | None) -> object:
    if value is None:
        return ""
    return int(value) if value == value.to_integral_value() else float(value)
