"""Targets: the numbers that a document promises.

A number is a target when the words around it promise it: a goal verb (达到, 提高到, 控制在, 下降, 建成 …) with a time by
which it holds, or in a passage that is headed as goals (`promises`). It is none when they make it something else: a
subsidy, a cap, a threshold, a duration, a fact of the past, the size of one project, a part of a name (`not_targets`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from luoshi.compile.indicators import indicator, scope
from luoshi.compile.not_targets import speaks_of_the_past
from luoshi.compile.outline import Node
from luoshi.compile.passage import Passage, baseline, deadline, passages
from luoshi.compile.promises import is_promised
from luoshi.compile.quantities import quantities
from luoshi.compile.readings import (
    UNITS_OF_CHANGE,
    Clause,
    Reading,
    clause_of,
    distributed,
    is_unread,
    numbers_read,
    reading,
)
from luoshi.compile.trends import TREND, Trend, trends
from luoshi.model.commitment import Duty, Target
from luoshi.model.document import Document
from luoshi.model.problem import Kind, Problem

NUMBER_UNREAD = Kind(
    code="target-number-unread",
    zh="这段目标中的数字没有读成目标：“{text}”",
    en="this number in a passage of goals was not read as a target: “{text}”",
    hint_zh="请核对原文；如确为目标，请在 commitments.yaml 中补录。",
    hint_en="Check the text; if it is a target, enter it in commitments.yaml.",
)

# 三年新增工业机器人6000台, in a plan of three years.
_IN_YEARS = re.compile("(?:未来|今后)?(?P<years>[三五])年(?:累计|共|再)?(?=[\u4e00-\u9fff])")
_CLAUSE = re.compile("[，。；：！？\n]")
_AREA = re.compile("亩|公顷|平方公里|平方千米|万平方|亿平方")
_AMOUNT = re.compile("元|吨|千瓦|斤|立方|瓦|标准箱|公里|标箱")
_COUNT = re.compile("人次$|个$|家$|户$|名$|人$|套$|座$|张$|所$|处$|件$|条$|项$|支$|辆$|万$|种$|场$|家次$|盏$")
_PER_HEAD = re.compile("^人均|^每[千万百]|年限|速率|平均|时间$")
_BINDING = re.compile("（(?P<word>约束性|预期性)(?:指标)?）")
_PAYS = re.compile("收入|标准|报酬|待遇|水平|增长$|增速$|率$")
_DOWN = re.compile("下降|降|减少|削减|压|缩|回落|递减")


def targets(
    document: Document,
    nodes: Sequence[Node],
    duties: Sequence[Duty] = (),
    issued: date | None = None,
    year: int | None = None,
    until: int | None = None,
) -> tuple[list[Target], list[Problem]]:
    """Every target in the running text and in tables of measures; those of indicator tables: `target_tables`.

    Problems:
        target-number-unread: a number in a passage of goals was read neither as a target nor as anything else.

    Args:
        duties: The duties of the document, whose leads answer for the targets in their text.
        issued: The day of issue: a year before it is of the past, and 年底前 is counted from it.
        year: The year that the document as a whole is about, if it is about one (2021年重点工作).
        until: The last year of the plan, by which 三年新增 and 五年累计 are counted.
    """
    found: list[Target] = []
    unread: list[Clause] = []
    leads = _Leads(duties)
    for passage in passages(document, nodes, issued, year):
        found += _in_passage(document, passage, leads, unread, until)
    return found, [_unread(document, clause) for clause in unread]


def _in_passage(
    document: Document, passage: Passage, leads: _Leads, unread: list[Clause], until: int | None
) -> Iterator[Target]:
    flow = document.flow
    for one in _promised(flow, passage, unread):
        yield _target(document, passage, one, leads, until)
    if not passage.background and TREND.search(flow, passage.start, passage.end):
        yield from _trend_targets(document, passage, leads)


def _promised(flow: str, passage: Passage, unread: list[Clause]) -> Iterator[Reading]:
    """The readings of a paragraph that are promised, in order; what goals hold beside them is added to `unread`."""
    numbers = numbers_read(flow, list(quantities(flow, passage.start, passage.end)))
    last: Reading | None = None
    until = 0
    for i, quantity in enumerate(numbers):
        if quantity.start < until:
            continue
        clause = clause_of(flow, passage, numbers, i, last)
        series = distributed(clause, numbers, i)
        if series and is_promised(flow, passage, series[0], False):
            yield from series
            last, until = series[-1], series[-1].quantity.end
            continue
        found = reading(clause)
        if found is not None and is_promised(flow, passage, found, last is not None):
            yield found
            last = found
            continue
        last = None
        if passage.goals and not passage.background and is_unread(clause):
            unread.append(clause)


def _unread(document: Document, clause: Clause) -> Problem:
    place = document.span(clause.start, clause.quantity.end)
    return NUMBER_UNREAD(where=document.received.name, span=place, text=place.quote[-60:])


# ------------------------------------------------------------------ from readings to targets


class _Leads:
    """Who answers for a place in the text: the leads of the duty that covers it."""

    def __init__(self, duties: Sequence[Duty]) -> None:
        self.duties = sorted(duties, key=lambda duty: duty.span.start)
        self.starts = [duty.span.start for duty in self.duties]

    def at(self, position: int) -> tuple[str, ...]:
        i = bisect_right(self.starts, position) - 1
        return self.duties[i].lead if i >= 0 and position < self.duties[i].span.end else ()


def _target(document: Document, passage: Passage, found: Reading, leads: _Leads, until: int | None) -> Target:
    flow, quantity = document.flow, found.quantity
    when, _ = deadline(flow, passage, quantity.start, quantity.end)
    due, since = (when.due, when.since) if when else (None, None)
    if due is None and until and (years := _IN_YEARS.match(flow, found.start)):
        due, since = date(until, 12, 31), until + 1 - ("一二三四五".index(years["years"]) + 1)
    span = document.span(*_trimmed(flow, found.start, found.end))
    return Target(
        quote=span.quote,
        indicator=found.indicator,
        scope=scope(found.indicator),
        kind=_kind(found),
        comparator=found.comparator,
        value=quantity.value,
        high=quantity.high,
        unit=quantity.unit or ("年" if flow[quantity.end : quantity.end + 1] == "年" else ""),
        deadline=due,
        since=since,
        baseline_year=baseline(flow, passage, quantity.start),
        binding=_binding(flow, quantity.end),
        lead=leads.at(span.start),
        path=passage.node.path if passage.node else "",
        span=span,
        direction=_direction(found),
    )


def _binding(flow: str, position: int) -> Literal["约束性", "预期性"] | None:
    """Whether the number is said to bind or to be expected: 下降18%（约束性）."""
    said = _BINDING.match(flow, position)
    if said is None:
        return None
    return "约束性" if said["word"] == "约束性" else "预期性"


def _trimmed(flow: str, start: int, end: int) -> tuple[int, int]:
    while start < end and flow[start] in " ，、；。：\n":
        start += 1
    while end > start and flow[end - 1] in " ，、；。\n":
        end -= 1
    return start, end


def _kind(found: Reading) -> str:
    if found.form == "zero":
        return "zero-growth"
    if found.form in ("growth", "change"):
        return found.form
    unit = found.quantity.unit
    if unit in UNITS_OF_CHANGE or found.form == "share" or _PER_HEAD.search(found.indicator):
        return "level"
    if _AREA.search(unit):
        return "area"
    if _AMOUNT.search(unit):
        return "amount"
    return "count" if _COUNT.search(unit) or found.form in ("count", "listed") else "level"


def _direction(found: Reading) -> Literal["up", "down", "hold"] | None:
    if found.form == "zero":
        return "hold"
    if _DOWN.match(found.verb) or found.comparator in ("<=", "<"):
        return "down"
    return "up" if found.form != "count" else None


# ------------------------------------------------------------------ trends


def _trend_targets(document: Document, passage: Passage, leads: _Leads) -> Iterator[Target]:
    flow = document.flow
    for trend in trends(flow, passage.start, passage.end):
        when, own = deadline(flow, passage, trend.start, trend.end)
        sentence, _ = passage.sentence(trend.start)
        clause = _trend_clause(flow, passage, trend)
        name = indicator(flow[clause : trend.start])
        in_step = "同步" in flow[trend.start : trend.end] and bool(_PAYS.search(name))
        checked = in_step or (
            "同步" not in flow[trend.start : trend.end] and (own or passage.goals or trend.comparator)
        )
        if not checked or len(name) < 2 or speaks_of_the_past(flow[sentence : trend.start]):
            continue
        span = document.span(*_trimmed(flow, clause, trend.end))
        yield Target(
            quote=span.quote,
            indicator=name,
            scope=scope(name),
            kind="trend",
            comparator=trend.comparator,
            value=None,
            high=None,
            unit="",
            deadline=when.due if when else None,
            since=when.since if when else None,
            baseline_year=None,
            binding=None,
            lead=leads.at(span.start),
            path=passage.node.path if passage.node else "",
            span=span,
            direction=trend.direction,
        )


def _trend_clause(flow: str, passage: Passage, trend: Trend) -> int:
    start = passage.start
    for match in _CLAUSE.finditer(flow, max(passage.start, trend.start - 120), trend.start):
        start = match.end()
    return start
