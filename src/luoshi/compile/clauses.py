"""Clauses: where a text says who answers for a measure.

In any kind of bracket at the end of a measure, on a line of its own, or behind a label such as 责任单位：. What a clause
says is read by `parties`; what it answers for by `duties`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from luoshi.compile.parties import Clause, clause, is_name, joined, names, shared_places
from luoshi.model.document import Document
from luoshi.model.problem import Kind, Problem

UNREAD_CLAUSE = Kind(
    code="duty-unread-clause",
    zh="这里像是责任分工，但没有读懂：“{text}”",
    en="this looks like a responsibility clause but was not understood: “{text}”",
    hint_zh="请核对原文；如确为责任分工，请在 commitments.yaml 中补录该任务的牵头和配合单位。",
    hint_en="Check the text; if it is one, record the duty's organisations in commitments.yaml.",
)
NO_ORGANISATION = Kind(
    code="duty-no-organisation",
    zh="责任分工中没有可辨认的单位：“{text}”",
    en="the responsibility clause names no organisation that can be recognised: “{text}”",
    hint_zh="可能是抓取时丢失了文字，请对照原文件补全。",
    hint_en="Words may have been lost when the page was copied; compare it with the original.",
)

_ROLE_WORDS = "负责|牵头|参与|配合|责任单位|责任部门|落实|指导|会同|协助|主办|承办"
_BRACKET = re.compile(
    r"（((?:[^（）\n]|（[^（）\n]*）){2,600})）|〔((?:[^〔〕\n]){4,600})〕|\[((?:[^\[\]\n]){4,600})\]"
    r"|【((?:[^【】\n]){4,600})】"
)
_ROLE = re.compile(_ROLE_WORDS)
_NO_CLAUSE = re.compile(
    r"^(?:以下|下同|暂行|试行|草案|征求|\d{4}|含|包括|如|即|见|附|此件|代章|PPP|一|二|三)|联系人|电话"
)
_LABEL_AHEAD = re.compile(r"[（(\[〔【]?(?:主要|总)?(?:责任|牵头|负责|配合|参与|协同|协办|主办)[^：:\n]{0,8}[：:]")
# The label's colon is rare; what announces the label stands just before it.
_LABEL_END = re.compile(r"(?:单位|部门|主体|处室)(?:和部门)?[：:](?=[^\n]{2})")
_LABEL_START = re.compile(
    r"[（(\[〔【]?(?:主要|总)?(?:责任|牵头|负责|主办|落实|实施|承办|配合|参与|协同|协办)(?:责任)?$"
)
_LONGEST_LABEL, _LONGEST_LINE = 9, 600
# With what a list of names ends, so that other brackets are turned away at once.
_LAST = frozenset("厅局委办部院会行府市州县区等门位司室署社心队站所校协联团央军业方镇乡构）")
_BEFORE_CLAUSE = "。；！”：》）\n.;"
_AFTER_CLAUSE = re.compile(r"[。；，、,;. ]*(?:\n|$)|[。；;]")


@dataclass(frozen=True, slots=True)
class Found:
    """A clause in the flow: where it stands with its brackets, and what it says."""

    start: int
    end: int
    says: Clause


def clauses(document: Document, problems: list[Problem]) -> list[Found]:
    """Every clause of the running text in order; what looks like one and cannot be read is added to the problems."""
    candidates = [*_bracketed(document, problems), *_labelled(document)]
    candidates.sort(key=lambda found: (found.start, -found.end))
    result: list[Found] = []
    for found in candidates:
        if result and found.start < result[-1].end:
            continue
        if result and _is_continued(document.flow, result[-1], found):
            result[-1] = Found(result[-1].start, found.end, joined(result[-1].says, found.says))
        else:
            result.append(found)
    return result


def _is_continued(flow: str, last: Found, found: Found) -> bool:
    """Whether two clauses are one: 牵头责任单位：… and 协同责任单位：… on neighbouring lines."""
    labels = _LABEL_AHEAD.match(flow, last.start) and _LABEL_AHEAD.match(flow, found.start)
    return bool(labels) and not flow[last.end : found.start].strip(" 。；\n）")


def _bracketed(document: Document, problems: list[Problem]) -> Iterator[Found]:
    flow = document.flow
    for match in _BRACKET.finditer(flow):
        text = match[1] or match[2] or match[3] or match[4]
        if len(text) > 4 and _ROLE.search(text):
            says = None if _NO_CLAUSE.search(text) else clause(text)
            if says and (_at_end(flow, match) or says.explicit or len(says.parties) > 1):
                yield Found(match.start(), match.end(), says)
            elif _at_end(flow, match) and re.search("(?:负责|牵头|参与|配合)(?:落实)?$|(?:责任|牵头)单位：", text):
                kind = NO_ORGANISATION if "单位" in text else UNREAD_CLAUSE
                place = document.span(match.start(), match.end())
                problems.append(kind(where=document.received.name, span=place, text=text[:40]))
        elif _stands_for_names(flow, match, text) and (says := clause(text)):
            yield Found(match.start(), match.end(), says)


def _stands_for_names(flow: str, match: re.Match[str], text: str) -> bool:
    """Whether a bracket without any role word is a clause: nothing but names, behind the end of a measure."""
    if text[-1] not in _LAST or not _at_end(flow, match) or not _only_names(text):
        return False
    return flow[match.start() - 1] in _BEFORE_CLAUSE or "、" in text or text[0] in "省市县区州"


def _at_end(flow: str, match: re.Match[str]) -> bool:
    """Whether a bracket closes a measure: at the end of its paragraph, or between two sentences."""
    following = _AFTER_CLAUSE.match(flow, match.end())
    if following is None:
        return match.start() > 0 and flow[match.start() - 1] in "。；！" and match.end() < len(flow)
    return match.start() > 0


def _only_names(text: str) -> bool:
    if _NO_CLAUSE.search(text):
        return False
    found, _ = names(text)
    shares = shared_places(found)
    return bool(found) and all(name in shares or is_name(name) for name in found)


def _labelled(document: Document) -> Iterator[Found]:
    """Clauses that a label announces, on their own line or behind the measure."""
    flow = document.flow
    reached = 0
    for colon in _LABEL_END.finditer(flow):
        label = _LABEL_START.search(flow, max(colon.start() - _LONGEST_LABEL, reached), colon.start())
        if label is None or label.start() < reached or _is_in_table(document, label.start()):
            continue
        opened = label.start() + (flow[label.start()] in "（([〔【")
        reached = _label_end(flow, opened, min(_line_end(flow, opened), colon.end() + _LONGEST_LINE))
        says = clause(flow[opened:reached].rstrip("）)]〕】。 "))
        if says:
            yield Found(label.start(), reached, says)


def _line_end(flow: str, position: int) -> int:
    end = flow.find("\n", position)
    return len(flow) if end < 0 else end


def _label_end(flow: str, start: int, end: int) -> int:
    """A labelled clause ends with its line or with the first full stop."""
    stop = flow.find("。", start, end)
    return end if stop < 0 else stop


def _is_in_table(document: Document, position: int) -> bool:
    return document.blocks[bisect_right(document.blocks, position, key=lambda block: block.start) - 1].kind == "table"
