"""Passages: a paragraph with its sentences, the times stated in it, and whether it speaks of goals.

A time governs what follows it in its sentence; one that opens a sentence governs the rest of the paragraph; one that opens
a passage of goals governs the paragraphs below it up to the next heading.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from luoshi.compile.outline import Node
from luoshi.compile.times import When, times
from luoshi.model.document import Block, Document

_SENTENCE = re.compile("[。！？\n]")
_GOALS = re.compile(r"目标|指标|任务目标|预期")
_BACKGROUND = re.compile(r"背景|现状|基础|形势|成就|回顾|成效|存在(?:的)?问题|面临|概况|依据|附则")
_BASELINE_BEFORE = re.compile(r"(?:比|较|与|同比|相比|相对|以|对比|高于|低于|超过|上年|自)(?:[“\"])?$")
_BASELINE_AFTER = re.compile(r"^(?:相比|的?基础|水平|为基[期数年准]|同期|为基础|末?[，,]?(?:相比|增长了|下降了)|实际|的[\d.]+)")
_START_AFTER = re.compile(r"^(?:起|开始|以来|之后|以后|以前年度|前后|始)")
_PAST_AFTER = re.compile(r"^[，,]?(?:全[国省市县区]|我[省市国])?[^，。；]{0,20}(?:已|达到了|实现了|完成了)")
_GOVERNS = re.compile(r"^(?:[^，。：；]{0,12}：)?(?:力争|确保|争取|努力|预计|计划|总体目标是|主要目标是|目标是|其中|即)?[，,]?(?:到|至|在)?$")

TimeKind = Literal["deadline", "baseline", "start", "name"]


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

    def sentence(self, position: int) -> tuple[int, int]:
        """The sentence around a position."""
        i = bisect_right(self.sentences, position) - 1
        return self.sentences[i], self.sentences[i + 1] if i + 1 < len(self.sentences) else self.end


def passages(document: Document, nodes: Sequence[Node]) -> Iterator[Passage]:
    """The paragraphs of a document in order."""
    starts = [node.start for node in nodes]
    flow = document.flow
    inherited: When | None = None
    heading: Node | None = None
    for block in document.blocks:
        if block.kind != "paragraph":
            continue
        node = _node_at(nodes, starts, block.start)
        if node is not heading:
            inherited, heading = None, node
        body = node.body if node is not None and block.start <= node.start < block.end else block.start
        if body >= block.end:
            continue
        goals = _speaks_of_goals(flow, node, nodes, starts, body, block.end)
        background = node is not None and bool(_BACKGROUND.search(node.title[:20])) and not goals
        stated = [_stated(flow, when, body) for when in times(flow, body, block.end)]
        passage = Passage(block, node, body, block.end, goals, background, stated, _sentences(flow, body, block.end), inherited)
        yield passage
        governing = next((s.when for s in stated if s.kind == "deadline" and s.governs and s.when.due), None)
        if governing is not None and goals:
            inherited = governing


def _node_at(nodes: Sequence[Node], starts: Sequence[int], position: int) -> Node | None:
    i = bisect_right(starts, position) - 1
    return nodes[i] if i >= 0 and nodes[i].end > position else None


def _speaks_of_goals(
    flow: str, node: Node | None, nodes: Sequence[Node], starts: Sequence[int], start: int, end: int
) -> bool:
    if _GOALS.search(flow[start : min(start + 14, end)]):
        return True
    while node is not None:
        if _GOALS.search(node.title[:24]):
            return True
        node = _parent(node, nodes, starts)
    return False


def _parent(node: Node, nodes: Sequence[Node], starts: Sequence[int]) -> Node | None:
    i = bisect_right(starts, node.start) - 2
    while i >= 0 and nodes[i].level >= node.level:
        i -= 1
    return nodes[i] if i >= 0 else None


def _sentences(flow: str, start: int, end: int) -> list[int]:
    return [start, *(match.end() for match in _SENTENCE.finditer(flow, start, end) if match.end() < end)]


def _stated(flow: str, when: When, floor: int) -> Stated:
    before, after = flow[max(when.start - 12, floor) : when.start], flow[when.end : when.end + 24]
    clause = re.split("[，。；、：]", flow[max(when.start - 30, floor) : when.start])[-1]
    opening = re.split("[。；！？\n]", flow[max(when.start - 30, floor) : when.start])[-1]
    governs = bool(_GOVERNS.match(opening))
    if before.endswith(("《", "“")) or after.startswith(("》", "年度")) or "〔" in before[-2:]:
        return Stated(when, "name", False)
    if _BASELINE_BEFORE.search(clause) or _BASELINE_AFTER.match(after):
        return Stated(when, "baseline", False)
    if _START_AFTER.match(after):
        return Stated(when, "start", False)
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
    if behind is not None and re.search("完成|建成|实现|通水|竣工|前$", flow[behind.end - 1 : behind.end + 8]) and ("；" not in flow[end : behind.start]):
        return behind, True
    above = [s.when for s in passage.stated if s.kind == "deadline" and s.governs and s.when.end <= first and s.when.due]
    if above:
        return above[-1], False
    return passage.deadline, False


def baseline(passage: Passage, start: int, end: int) -> int | None:
    """The base year that the sentence names for a comparison (比2013年下降)."""
    first, _ = passage.sentence(start)
    years = [s.when.due for s in passage.stated if s.kind == "baseline" and first <= s.when.start <= end]
    last: date | None = years[-1] if years else None
    return last.year if last else None
