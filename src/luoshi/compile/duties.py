"""Duties: each responsibility clause with the measure that it stands behind.

Where clauses are found: in any kind of bracket at the end of a measure, on a line of their own (one clause may answer for
several paragraphs), behind a label such as 责任单位：, and in the column of a table that is headed so.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from luoshi.compile.clauses import Found, clauses
from luoshi.compile.deliverables import deliverables
from luoshi.compile.duty_tables import task_rows
from luoshi.compile.outline import Node
from luoshi.compile.parties import in_order, states_order
from luoshi.compile.passage import is_deadline
from luoshi.compile.pilots import pilot
from luoshi.compile.times import times
from luoshi.model.commitment import Deadline, Duty, Party, Rule
from luoshi.model.document import Block, Document
from luoshi.model.pack import Pack
from luoshi.model.problem import Problem


def duties(
    document: Document, nodes: Sequence[Node], pack: Pack | None = None, issued: date | None = None
) -> tuple[list[Duty], list[Problem]]:
    """Every duty of a document, in order, and the clauses that could not be read.

    Args:
        issued: The day of issue, from which 年底前 and 三年内 are counted.
    """
    problems: list[Problem] = []
    found = clauses(document, problems)
    ordered = _under_order_rule(document.flow, found)
    starts = [node.start for node in nodes]
    block_starts = [block.start for block in document.blocks]
    result: list[Duty] = []
    previous = 0
    for item in found:
        node = _innermost(nodes, starts, item.start)
        block = document.blocks[bisect_right(block_starts, item.start) - 1]
        start, end = _measure(document, block, node, previous, item)
        previous = item.end
        result.append(_duty(document, node, start, end, item, item.start in ordered, pack, issued))
    by_order = bool(states_order(document.flow))
    for block, row in task_rows(document):
        node = _innermost(nodes, starts, block.start)
        clause = Found(row.who.start, row.who.end, row.says)
        duty = _duty(document, node, row.body.start, row.body.end, clause, by_order, pack, issued)
        due = _deadlines(document, row.when.start, row.when.end, issued) if row.when else ()
        result.append(replace(duty, number=row.number or duty.number, deadlines=(*duty.deadlines, *due)))
    return result, problems


# ------------------------------------------------------------------ what a clause answers for


def _innermost(nodes: Sequence[Node], starts: Sequence[int], position: int) -> Node | None:
    i = bisect_right(starts, position) - 1
    while i >= 0 and nodes[i].end <= position:
        i -= 1
    return nodes[i] if i >= 0 else None


def _measure(document: Document, block: Block, node: Node | None, previous: int, found: Found) -> tuple[int, int]:
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


def _under_order_rule(flow: str, found: Sequence[Found]) -> set[int]:
    """The clauses (by their start) whose first-listed organisation leads.

    Said in the text, the rule holds everywhere; said in the first clause, or with 下同, from there on; said in another
    clause, for that one.
    """
    stating = [item for item in found if item.says.states_order]
    if not stating:
        return {item.start for item in found} if states_order(flow) else set()
    lasting = [item for item in stating if item is found[0] or "下同" in flow[item.start : item.end]]
    since = lasting[0].start if lasting else len(flow)
    return {item.start for item in found if item.start >= since or item.says.states_order}


def _duty(
    document: Document,
    node: Node | None,
    start: int,
    end: int,
    found: Found,
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
        deadlines=(
            *_deadlines(document, start, end, issued),
            *_deadlines(document, found.start, found.end, issued),
        ),
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
        return Party(party.printed, party.role, party.is_place, known.id, known.name)
    place = pack.place(party.printed, on) if party.is_place else None
    return party if place is None else Party(party.printed, party.role, party.is_place, place.code, place.name)


def _deadlines(document: Document, start: int, end: int, issued: date | None) -> Iterator[Deadline]:
    for when in times(document.flow, start, end, issued):
        if is_deadline(document.flow, when, start):
            span = document.span(when.start, when.end)
            yield Deadline(span.quote, when.due, span)
