"""A target as a picture: what was observed, what was planned, what is promised, and where things lead.

Drawn the same way everywhere: observed values as a full line, later vintages over the grey of the earlier ones; the base as a
tick, the planned path grey and dashed with a point where the plan prints a value, the target as an open circle; the outlook
as a fan; a break of the series as a hatched gap over which no line goes; a year without a value as a hatched foot.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from luoshi.model.finding import Goal, Missing, Number, Outlook
from luoshi.model.observation import Observation, Quality
from luoshi.model.series import Series
from luoshi.publish.chart import Figure, empty
from luoshi.publish.chart_course import Break, Course, Seen, both_units, course_of, kind_of, spans
from luoshi.publish.chart_plot import Specification
from luoshi.publish.chart_target_plot import plot_of
from luoshi.publish.chart_words import Cell, Language, Says, Words, number

NO_OBSERVATION = Words("没有观测值", "there is no observation")
COLUMNS = (
    Words("项目", "What"), Words("年份", "Year"), Words("数值", "Value"), Words("发布日期", "Published"),
    Words("说明", "Remark"),
)  # fmt: skip
QUALITIES: dict[Quality, Words] = {
    "final": Words("最终数", "final"), "preliminary": Words("初步数", "preliminary"), "revised": Words("修订数", "revised"),
    "estimated": Words("估计数", "estimated"), "reported": Words("填报数", "reported"),
    "reported-preliminary": Words("填报快报（暂定）", "reported, provisional"),
    "reported-estimated": Words("填报预计（暂定）", "reported, expected"),
    "withdrawn": Words("已收回的填报", "withdrawn report"),
}  # fmt: skip


def target(
    goal: Goal | None,
    observed: Sequence[Observation] | Series,
    *,
    name: Says,
    unit: str,
    planned: Sequence[tuple[int, Number]] = (),
    outlook: Outlook | None = None,
    breaks: Sequence[Break] = (),
    as_of: date | None = None,
    reason: Says = NO_OBSERVATION,
    title: Says | None = None,
    **more: Any,  # Any: what else a figure has: note, sources, official
) -> Figure:
    """The figure of a target, or of a series alone.

    Args:
        goal: The target; without it the series is drawn alone.
        observed: Of one indicator and place, several vintages of a year among them; other periods than years are left
            out. Of a series every value counts as the latest.
        name: What is measured, and where.
        unit: In which the series, its path and its outlook are counted.
        planned: The planned value of each year, as `assess.progress.planned_value` gives it.
        outlook: Where a method sees the value at the deadline.
        breaks: Year from which the series is another, kind (level, method, boundary), and what happened.
        as_of: What was published later is not shown; a line marks the day.
        reason: Why there is nothing to draw, where nothing is.
        title: The finding; without it, the last value beside the promise.

    Gaps:
        A missing year is a hatched foot and parts the line. With no value at all, the figure says so, and why.

    >>> from decimal import Decimal
    >>> rise = Goal("up", Decimal(60), due=2020, base_year=2015, base=Decimal(50))
    >>> figure = target(rise, Series(((2015, Decimal(50)), (2016, Decimal(53)))), name=Words("城镇化率", "Urban"), unit="%")
    >>> figure.title.zh
    '城镇化率：2016年53%，目标2020年≥60%'
    """
    course = course_of(goal, observed, planned=planned, outlook=outlook, breaks=breaks, as_of=as_of, unit=unit)
    measure = Words(f"单位：{unit}", f"Unit: {unit}")
    if not course.values:
        return empty(title or name, measure, reason, as_of=as_of, **more)

    def draw(wide: int, language: Language) -> Specification:
        return plot_of(course, wide, language).finished()

    note = more.pop("note", None) or _note(course)
    said = title or _title(course, name)
    return Figure(said, measure, _alt(course, name), COLUMNS, rows_of(course), draw, note=note, as_of=as_of, **more)


# ------------------------------------------------------------------ words


def _title(course: Course, name: Says) -> Words:
    zh, en = [], []
    if course.now:
        last = course.now[-1]
        value = both_units(number(last.value), course.unit)
        zh.append(f"{last.year}年{value.zh}")
        en.append(f"{value.en} in {last.year}")
    else:
        zh.append("尚无观测值")
        en.append("not observed yet")
    if course.promise:
        zh.append(f"目标{course.due}年{course.promise.zh}")
        en.append(f"target {course.promise.en} by {course.due}")
    return Words(f"{name.zh}：{'，'.join(zh)}", f"{name.en}: {', '.join(en)}")


def _alt(course: Course, name: Says) -> Words:
    """What one sees: from where to where, the extremes, what is promised, where it breaks."""
    zh, en = [], []
    if course.now:
        first, last = course.now[0], course.now[-1]
        low, high = (choose(course.now, key=lambda one: one.value) for choose in (min, max))
        zh.append(f"从{first.year}年的{number(first.value)}到{last.year}年的{number(last.value)}")
        zh.append(f"最高{number(high.value)}（{high.year}年），最低{number(low.value)}（{low.year}年）")
        en.append(f"from {number(first.value)} in {first.year} to {number(last.value)} in {last.year}")
        en.append(f"highest {number(high.value)} ({high.year}), lowest {number(low.value)} ({low.year})")
    zh += [f"目标{course.due}年{course.promise.zh}"] if course.promise else []
    en += [f"target {course.promise.en} by {course.due}"] if course.promise else []
    note = _note(course)
    zh, en = [*zh, *([note.zh.rstrip("。")] if note.zh else [])], [*en, *([note.en.rstrip(".")] if note.en else [])]
    return Words(f"{name.zh}（{course.unit}）：{'；'.join(zh)}。", f"{name.en} ({course.unit}): {'; '.join(en)}.")


def _note(course: Course) -> Words:
    """Breaks and gaps, in words."""
    zh = [
        f"{year - 1}年与{year}年之间有断点（{kind_of(kind).zh}），不可直接比较：{what}"
        for year, kind, what in course.breaks
    ]
    en = [f"break between {year - 1} and {year} ({kind_of(kind).en}), not comparable: {what}" for year, kind, what in
          course.breaks]  # fmt: skip
    if course.gaps:
        zh.append(f"{spans(course.gaps)}年缺数据")
        en.append(f"no value for {spans(course.gaps)}")
    return Words("；".join(zh) + "。", "; ".join(en) + ".") if zh else Words("", "")


def rows_of(course: Course) -> tuple[tuple[Cell, ...], ...]:
    """The table behind the picture: everything that is drawn in it."""
    rows: list[tuple[Cell, ...]] = []
    for one in course.now:
        rows.append((Words("实际", "observed"), one.year, one.value, _day(one), QUALITIES[one.quality]))
    for one in course.before:
        rows.append(
            (Words("较早发布的数值", "earlier vintage"), one.year, one.value, _day(one), QUALITIES[one.quality])
        )
    if course.base:
        rows.append((Words("基期", "base"), *course.base, None, ""))
    for year, value in course.planned:
        printed = Words("规划列出", "printed by the plan") if year in course.listed else ""
        rows.append((Words("计划", "planned"), year, value, None, printed))
    rows += [(Words("目标", "target"), course.due, value, None, course.promise) for value in course.bound]
    if course.promise and not course.bound:
        rows.append((Words("目标", "target"), course.due, None, None, course.promise))
    rows += _outlook_rows(course.outlook) if course.outlook else []
    for year, kind, what in course.breaks:
        rows.append(
            (
                Words("断点", "break"),
                year,
                None,
                None,
                Words(f"{kind_of(kind).zh}：{what}", f"{kind_of(kind).en}: {what}"),
            )
        )
    for year in course.gaps:
        rows.append((Words("缺数据", "no value"), year, None, None, ""))
    return tuple(rows)


def _outlook_rows(outlook: Outlook) -> list[tuple[Cell, ...]]:
    level = number(outlook.level * 100)
    ends = ((Words("预计", "outlook"), outlook.value, ""), (Words("预计下限", "outlook, low"), outlook.low, f"{level}%"),
            (Words("预计上限", "outlook, high"), outlook.high, f"{level}%"))  # fmt: skip
    return [(words, outlook.year, value, None, remark or outlook.method) for words, value, remark in ends
            if not isinstance(value, Missing)]  # fmt: skip


def _day(one: Seen) -> str:
    return one.vintage.isoformat() if one.vintage else "—"
