"""Duties: each responsibility clause with the measure that it stands behind.

Where clauses are found: in any kind of bracket at the end of a measure, on a line of their own (one clause may answer for
several paragraphs), behind a label such as 责任单位：, and in the column of a table that is headed so.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from luoshi.compile.deliverables import deliverables
from luoshi.compile.outline import Node
from luoshi.compile.parties import Clause, clause, in_order, is_name, names, states_order
from luoshi.compile.passage import is_deadline
from luoshi.compile.pilots import pilot
from luoshi.compile.times import times
from luoshi.model.commitment import Deadline, Duty, Party, Rule
from luoshi.model.document import Block, Cell, Document
from luoshi.model.pack import Pack
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
_LABELLED_LINE = re.compile(
    r"[（(\[〔【]?(?:主要)?(?:责任|牵头|负责|主办|落实|实施|承办)(?:责任)?(?:单位|部门|主体"
    r"|处室)(?:和部门)?[：:][^\n]{2,600}"
)
_BEFORE_CLAUSE = "。；！”：》）\n.;"
_AFTER_CLAUSE = re.compile(r"[。；，、,;. ]*(?:\n|$)|[。；;]")


@dataclass(frozen=True, slots=True)
class _Found:
    """A clause in the flow: where it stands with its brackets, and what it says."""

    start: int
    end: int
    says: Clause


def duties(
    document: Document, nodes: Sequence[Node], pack: Pack | None = None, issued: date | None = None
) -> tuple[list[Duty], list[Problem]]:
    """Every duty of a document, in order, and the clauses that could not be read.

    Args:
        issued: The day of issue, from which 年底前 and 三年内 are counted.
    """
    problems: list[Problem] = []
    found = _clauses(document, problems)
    order = _order_from(document.flow, found)
    starts = [node.start for node in nodes]
    block_starts = [block.start for block in document.blocks]
    result: list[Duty] = []
    previous = 0
    for item in found:
        node = _innermost(nodes, starts, item.start)
        block = document.blocks[bisect_right(block_starts, item.start) - 1]
        start, end = _measure(document, block, node, previous, item)
        previous = item.end
        result.append(_duty(document, node, start, end, item, item.start >= order, pack, issued))
    return result + _from_tables(document, nodes, starts, order < len(document.flow), pack, issued), problems


# ------------------------------------------------------------------ finding clauses


def _clauses(document: Document, problems: list[Problem]) -> list[_Found]:
    candidates = [*_bracketed(document, problems), *_labelled(document)]
    candidates.sort(key=lambda found: (found.start, -found.end))
    result: list[_Found] = []
    for found in candidates:
        if not result or found.start >= result[-1].end:
            result.append(found)
    return result


def _bracketed(document: Document, problems: list[Problem]) -> Iterator[_Found]:
    flow = document.flow
    for match in _BRACKET.finditer(flow):
        text = match[1] or match[2] or match[3] or match[4]
        if len(text) > 4 and _ROLE.search(text):
            says = None if _NO_CLAUSE.search(text) else clause(text)
            if says and (_at_end(flow, match) or says.explicit or len(says.parties) > 1):
                yield _Found(match.start(), match.end(), says)
            elif _at_end(flow, match) and re.search("(?:负责|牵头|参与|配合)(?:落实)?$|(?:责任|牵头)单位：", text):
                kind = NO_ORGANISATION if "单位" in text else UNREAD_CLAUSE
                place = document.span(match.start(), match.end())
                problems.append(kind(where=document.received.name, span=place, text=text[:40]))
        elif _stands_for_names(flow, match, text) and (says := clause(text)):
            yield _Found(match.start(), match.end(), says)


def _stands_for_names(flow: str, match: re.Match[str], text: str) -> bool:
    """Whether a bracket without any role word is a clause: nothing but names, behind the end of a measure."""
    if text[-1] not in "厅局委办部院会行府市州县区等门位司室" or not _at_end(flow, match) or not _only_names(text):
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
    return bool(found) and all(is_name(name) for name in found)


def _labelled(document: Document) -> Iterator[_Found]:
    """Clauses that a label announces, on their own line or behind the measure."""
    flow = document.flow
    for match in _LABELLED_LINE.finditer(flow):
        start, end = match.span()
        opening = flow[start] if flow[start] in "（(\\[〔【" else ""
        stop = _label_end(flow, start + len(opening), end)
        text = flow[start + len(opening) : stop].rstrip("）)]〕】。 ")
        if is_table_line(document, start):
            continue
        says = clause(text)
        if says:
            yield _Found(start, stop, says)


def _label_end(flow: str, start: int, end: int) -> int:
    """A labelled clause ends with its line or with the first full stop."""
    stop = flow.find("。", start, end)
    return end if stop < 0 else stop


def is_table_line(document: Document, position: int) -> bool:
    starts = [block.start for block in document.blocks]
    return document.blocks[bisect_right(starts, position) - 1].kind == "table"


# ------------------------------------------------------------------ what a clause answers for


def _innermost(nodes: Sequence[Node], starts: Sequence[int], position: int) -> Node | None:
    i = bisect_right(starts, position) - 1
    while i >= 0 and nodes[i].end <= position:
        i -= 1
    return nodes[i] if i >= 0 else None


def _measure(document: Document, block: Block, node: Node | None, previous: int, found: _Found) -> tuple[int, int]:
    """The text that a clause answers for: its paragraph up to it, or all paragraphs of the item if it stands alone."""
    flow = document.flow
    body = node.body if node else 0
    start = max(block.start, previous, body if node and block.start <= node.start < block.end else 0)
    if not flow[start : found.start].strip(" 。；，（"):
        start = max(previous, body)
    end = found.start
    while start < end and flow[start] in "。；，、 \n）)]":
        start += 1
    while end > start and flow[end - 1] in " \n（":
        end -= 1
    return start, end


def _order_from(flow: str, found: Sequence[_Found]) -> int:
    """From which position the order rule holds: from the clause that states it, or everywhere; else nowhere."""
    for item in found:
        if item.says.states_order:
            return item.start
    return 0 if states_order(flow) else len(flow) + 1


def _duty(
    document: Document,
    node: Node | None,
    start: int,
    end: int,
    found: _Found,
    ordered: bool,
    pack: Pack | None,
    issued: date | None,
) -> Duty:
    says = found.says
    parties = in_order(says) if ordered else says.parties
    rule: Rule = "explicit" if says.explicit else "order" if ordered else "joint"
    span = document.span(start, end)
    return Duty(
        number=node.marker.rstrip("、.") if node else "",
        path=node.path if node else "",
        text=span.quote,
        parties=tuple(resolved(party, pack, issued) for party in parties),
        rule=rule,
        open=says.open,
        deadlines=tuple(_deadlines(document, start, end, issued)),
        deliverables=tuple(deliverables(document, start, end)),
        pilot=pilot(document.flow[start:end]),
        span=span,
        clause=document.span(found.start, found.end),
    )


def resolved(party: Party, pack: Pack | None, on: date | None) -> Party:
    """The same party with the organisation or the place of the pack that its printed name meant on that day."""
    if pack is None:
        return party
    known = pack.organisation(party.printed, on) or (pack.organisation(party.printed) if on else None)
    if known is not None:
        return replace(party, id=known.id, name=known.name)
    place = pack.place(party.printed, on) if party.is_place else None
    return party if place is None else replace(party, id=place.code, name=place.name)


def _deadlines(document: Document, start: int, end: int, issued: date | None) -> Iterator[Deadline]:
    for when in times(document.flow, start, end, issued):
        if is_deadline(document.flow, when, start):
            span = document.span(when.start, when.end)
            yield Deadline(span.quote, when.due, span)


# ------------------------------------------------------------------ tables

_PARTY_COLUMN = re.compile(
    r"^(?:主要)?(?:责任|牵头|负责|主办|配合|参与|参加|协办|指导|落实|实施)(?:责任)?(?:单位|部门|主体|处室)"
)
_TEXT_COLUMN = re.compile(r"任务|内容|事项|措施|举措|工作|项目|要求|目标")
_NUMBER_COLUMN = re.compile(r"^序号|^编号|^NO", re.IGNORECASE)


def _from_tables(
    document: Document,
    nodes: Sequence[Node],
    starts: Sequence[int],
    ordered: bool,
    pack: Pack | None,
    issued: date | None,
) -> list[Duty]:
    result: list[Duty] = []
    for block in document.blocks:
        if block.table is not None:
            result += _from_table(document, block, _innermost(nodes, starts, block.start), ordered, pack, issued)
    return result


def _from_table(
    document: Document, block: Block, node: Node | None, ordered: bool, pack: Pack | None, issued: date | None
) -> list[Duty]:
    rows = block.table.rows if block.table else ()
    header = next((i for i, row in enumerate(rows[:3]) if _is_header(document, row)), None)
    if header is None:
        return []
    heads = _heads(document, rows[header])
    columns, texts = _party_columns(heads), _text_columns(heads)
    numbers = [i for i, head in enumerate(heads) if _NUMBER_COLUMN.match(head)]
    result: list[Duty] = []
    for row in rows[header + 1 :]:
        said = "；".join(f"{heads[i]}：{document.text(cell)}" for i in columns if i < len(row) and (cell := row[i]))
        says = clause(said)
        body = next(
            (cell for i in reversed(texts) if i < len(row) and (cell := row[i]) and cell.end > cell.start), None
        )
        first = next((cell for i in columns if i < len(row) and (cell := row[i])), None)
        if says is None or body is None or first is None:
            continue
        duty = _duty(document, node, body.start, body.end, _Found(first.start, first.end, says), ordered, pack, issued)
        label = next((document.text(cell) for i in numbers if i < len(row) and (cell := row[i])), duty.number)
        result.append(replace(duty, number=label))
    return result


def _heads(document: Document, row: Sequence[Cell | None]) -> list[str]:
    return [document.text(cell) if cell else "" for cell in row]


def _party_columns(heads: Sequence[str]) -> list[int]:
    return [i for i, head in enumerate(heads) if _PARTY_COLUMN.match(head)]


def _text_columns(heads: Sequence[str]) -> list[int]:
    return [i for i, head in enumerate(heads) if _TEXT_COLUMN.search(head) and not _PARTY_COLUMN.match(head)]


def _is_header(document: Document, row: Sequence[Cell | None]) -> bool:
    heads = _heads(document, row)
    return bool(_party_columns(heads) and _text_columns(heads))
