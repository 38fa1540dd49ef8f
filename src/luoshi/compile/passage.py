"""Passages: a paragraph with its sentences, the times stated in it, and whether it speaks of goals.

A time governs what follows it in its sentence; one that opens a sentence governs the rest of the paragraph; one that opens
a passage of goals governs what stands below it in its provision, with the provisions nested there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from luoshi.compile.duty_tables import task_rows
from luoshi.compile.outline import Node
from luoshi.compile.times import When, times
from luoshi.model.document import Block, Document

_SENTENCE = re.compile("[。！？\n]")
_GOALS = re.compile(r"目标|指标|任务目标|预期")
_BACKGROUND = re.compile(r"背景|现状|发展基础|^基础$|主要成就|回顾|成效$|存在(?:的)?(?:主要)?问题|面临|形势$|概况|附则")
_BASELINE_BEFORE = re.compile(r"(?:比|较|与|同比|相比|相对|以|对比|高于|低于|超过|上年|自)(?:[“\"])?$")
_BASELINE_AFTER = re.compile(
    r"^(?:相比|的?基础|水平|为基[期数年准]|同期|为基础|末?[，,]?(?:相比|增长了|下降了)|实际|的[\d.]+)"
)
_START_AFTER = re.compile(r"^(?:起|开始|以来|之后|以后|以前年度|前后|始)")
_YEAR_BEFORE = re.compile("[比较](?:上年|去年|上一年)")
_IN_A_NAME = re.compile(
    "^(?!.{0,8}(?:制定|编制|出台|印发|完成|形成))[\u4e00-\u9fff]{0,10}(?:行动方案|行动计划|改造计划)"
)
_PAST_AFTER = re.compile(r"^[，,]?(?:全[国省市县区]|我[省市国])?[^，。；]{0,20}(?:已|达到了|实现了|完成了)")
_GOVERNS = re.compile(
    r"^(?:[^，。：；]{0,12}：)?(?:力争|确保|争取|努力|预计|计划|总体目标是|主要目标是|目标是|即)?[，,]?(?:到"
    r"|至|在)?$"
)

# What a paragraph must hold to promise anything that can be measured.
_NUMBERS = re.compile(
    r"\d|翻.?番|零增长|负增长|一半|半数|分之|逐年|持续|稳步|同步|高于|低于|快于|[两二三四五六七八九十][条座所倍成]"
)

# What governs what is looked for within this reach, so that a book on one line costs no more than the same book in lines.
_LONGEST = 2000

TimeKind = Literal["deadline", "baseline", "start", "past", "name"]


@dataclass(frozen=True, slots=True)
class Stated:
    """A time and what it is there for."""

    when: When
    kind: TimeKind
    governs: bool


@dataclass(slots=True)
class Passage:
    """One paragraph: `flow[start:end]`, its body behind the marker, its sentences, its times.

    `deadline` is inherited from the paragraphs above, `goals` says that it stands under a heading of goals or names them.
    """

    block: Block
    node: Node | None
    start: int
    end: int
    goals: bool
    background: bool
    stated: list[Stated]
    sentences: list[int]
    deadline: When | None
    issued: date | None

    def sentence(self, position: int) -> tuple[int, int]:
        """The sentence around a position."""
        i = bisect_right(self.sentences, position) - 1
        return self.sentences[i], self.sentences[i + 1] if i + 1 < len(self.sentences) else self.end


def passages(
    document: Document, nodes: Sequence[Node], issued: date | None, year: int | None = None
) -> Iterator[Passage]:
    """The paragraphs of a document that may promise something, then the measures of its tables.

    Args:
        issued: The day of issue: a time before its year is of the past.
        year: The year that the document as a whole is about (2021年重点工作); what states no time holds by its end.
    """
    by_then = When(0, 0, date(year, 12, 31)) if year else None
    yield from _paragraphs(document, nodes, issued, by_then)
    yield from _table_rows(document, nodes, issued, by_then)


def _table_rows(
    document: Document, nodes: Sequence[Node], issued: date | None, by_then: When | None
) -> Iterator[Passage]:
    """The cells with measures, each by the time that its row states."""
    starts = [node.start for node in nodes]
    flow = document.flow
    for block, row in task_rows(document):
        start, end = row.body.start, row.body.end
        stated = [_stated(flow, when, start, issued) for when in times(flow, start, end, issued)]
        due = times(flow, row.when.start, row.when.end, issued) if row.when else []
        node = _node_at(nodes, starts, block.start)
        by = due[-1] if due else by_then
        yield Passage(block, node, start, end, True, False, stated, _sentences(flow, start, end), by, issued)


def _paragraphs(
    document: Document, nodes: Sequence[Node], issued: date | None, by_then: When | None
) -> Iterator[Passage]:
    starts = [node.start for node in nodes]
    flow = document.flow
    governing_below: list[tuple[int, When]] = []  # where the provision ends whose goals a time governs, and that time
    governed_by: Block | None = None
    under_goals = _under_goals(nodes)
    for block in document.blocks:
        if block.kind != "paragraph":
            continue
        node = _node_at(nodes, starts, block.start)
        while governing_below and governing_below[-1][0] <= block.start:
            governing_below.pop()
        body = node.body if node is not None and block.start <= node.start < block.end else block.start
        if body >= block.end:
            continue
        goals = (node is not None and node.start in under_goals) or bool(
            _GOALS.search(flow, body, min(body + 14, block.end))
        )
        if not goals and not _NUMBERS.search(flow, body, block.end):
            continue
        background = node is not None and bool(_BACKGROUND.search(node.title[:20])) and not goals
        above = governing_below[-1][1] if governing_below else by_then
        for start, end in _pieces(flow, body, block.end):
            stated = [_stated(flow, when, start, issued) for when in times(flow, start, end, issued)]
            yield Passage(
                block, node, start, end, goals, background, stated, _sentences(flow, start, end), above, issued
            )
            governing = [s.when for s in stated if s.kind == "deadline" and s.governs and s.when.due]
            above = governing[-1] if governing else above
            if governing and goals and governed_by is not block:
                governing_below.append((node.end if node else len(flow), governing[0]))
                governed_by = block


def _pieces(flow: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A paragraph whole, or, where it has lost its line breaks, in pieces that end with a sentence or at least a clause."""
    while end - start > _LONGEST:
        reach = start + _LONGEST
        stop = next((at for mark in "。；，、" if (at := flow.rfind(mark, reach - _LONGEST // 2, reach) + 1)), reach)
        yield start, stop
        start = stop
    yield start, end


def _node_at(nodes: Sequence[Node], starts: Sequence[int], position: int) -> Node | None:
    i = bisect_right(starts, position) - 1
    return nodes[i] if i >= 0 and nodes[i].end > position else None


def _under_goals(nodes: Sequence[Node]) -> set[int]:
    """The provisions (by their start) that are headed as goals or stand below one that is."""
    found: set[int] = set()
    until = -1
    for node in nodes:
        if node.start < until or _GOALS.search(node.title[:24]):
            found.add(node.start)
            until = max(until, node.end)
    return found


def _sentences(flow: str, start: int, end: int) -> list[int]:
    return [start, *(match.end() for match in _SENTENCE.finditer(flow, start, end) if match.end() < end)]


def _stated(flow: str, when: When, floor: int, issued: date | None) -> Stated:
    before, after = flow[max(when.start - 12, floor) : when.start], flow[when.end : when.end + 24]
    clause = re.split("[，。；、：]", flow[max(when.start - 30, floor) : when.start])[-1]
    opening = re.split("[。；！？\n]", flow[max(when.start - 30, floor) : when.start])[-1]
    governs = bool(_GOVERNS.match(opening)) or clause.endswith(("到", "至"))
    if (
        before.endswith(("《", "“"))
        or _IN_A_NAME.match(after)
        or after.startswith(("》", "度", "专项规划", "规划"))
        or "〔" in before[-2:]
    ):
        return Stated(when, "name", False)
    leads_to = clause.endswith(("到", "至"))
    if _BASELINE_BEFORE.search(clause) or (_BASELINE_AFTER.match(after) and not leads_to):
        return Stated(when, "baseline", False)
    if _START_AFTER.match(after):
        return Stated(when, "start", False)
    if issued is not None and when.due is not None and when.due.year < issued.year:
        return Stated(when, "past", False)
    if _PAST_AFTER.match(after) and not clause.endswith(("到", "至")):
        return Stated(when, "name", False)
    return Stated(when, "deadline", governs)


def deadline(flow: str, passage: Passage, start: int, end: int) -> tuple[When | None, bool]:
    """The time by which what stands at `start`..`end` holds, and whether its own sentence says so."""
    first, last = passage.sentence(start)
    within = [s.when for s in passage.stated if s.kind == "deadline"]
    before = [when for when in within if first <= when.start and when.end <= start]
    if before:
        return before[-1], True
    behind = next((when for when in within if end <= when.start < last), None)
    if (
        behind is not None
        and re.search("完成|建成|实现|通水|竣工|前$", flow[behind.end - 1 : behind.end + 8])
        and not _OWN_NUMBER.search(flow[end : behind.start] + flow[behind.end : _clause_end(flow, behind.end, last)])
    ):
        return behind, True
    if re.search("每年|每季度|任期内", flow[first:end]):
        return None, False
    above = [
        s.when for s in passage.stated if s.kind == "deadline" and s.governs and s.when.end <= first and s.when.due
    ]
    if above:
        return above[-1], False
    return passage.deadline, False


# The later clause speaks of a number of its own, so its time is not this one's.
_OWN_NUMBER = re.compile(r"；|\d")


def _clause_end(flow: str, position: int, last: int) -> int:
    return min((place for mark in "，。；" if (place := flow.find(mark, position, last)) >= 0), default=last)


def baseline(flow: str, passage: Passage, start: int) -> int | None:
    """The base year that the clause names for a comparison (比2013年下降)."""
    first, _ = passage.sentence(start)
    clause = max(first, flow.rfind("，", first, start) + 1, flow.rfind("；", first, start) + 1)
    years = [s.when.due for s in passage.stated if s.kind == "baseline" and clause <= s.when.start <= start]
    if years:
        last: date | None = years[-1]
        return last.year if last else None
    return passage.issued.year - 1 if passage.issued and _YEAR_BEFORE.search(flow, clause, start) else None


def is_past(passage: Passage, position: int) -> bool:
    """Whether the sentence up to a position speaks of a year before the issue and of no later one."""
    first, _ = passage.sentence(position)
    kinds = {s.kind for s in passage.stated if first <= s.when.start < position}
    return "past" in kinds and "deadline" not in kinds


def is_deadline(flow: str, when: When, floor: int) -> bool:
    """Whether a time in a measure says by when it is due, rather than from when, compared with when, or a name."""
    return _stated(flow, when, floor, None).kind == "deadline"
