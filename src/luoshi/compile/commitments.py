"""A document → its plan: every part of the grammar in turn. Pure: the same document and pack give the same plan."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from luoshi.compile import target_tables
from luoshi.compile.duties import duties
from luoshi.compile.gaps import gaps
from luoshi.compile.metadata import metadata
from luoshi.compile.outline import Node, outline
from luoshi.compile.places import assignments
from luoshi.compile.projects import projects
from luoshi.compile.targets import targets
from luoshi.model.commitment import Metadata, Plan, Provision, Target
from luoshi.model.document import Document
from luoshi.model.pack import Pack
from luoshi.model.rows import Rows


def commitments(document: Document, pack: Pack | None = None) -> Plan:
    """Everything that a document promises, and everything in it that was not understood.

    Args:
        document: As read by `luoshi.read`.
        pack: Names of organisations, places and indicators; without it printed names stay unresolved.

    Returns:
        The plan. Its problems are of the material and never stop the work.

    >>> from luoshi import read
    >>> text = "一、目标\\n到2020年，森林覆盖率达到45%以上。（省林业厅牵头，省财政厅参与）"
    >>> plan = commitments(read.from_bytes(text.encode(), "a.txt").documents[0])
    >>> [(t.indicator, t.comparator, t.value, t.unit, str(t.deadline), t.lead) for t in plan.targets]
    [('森林覆盖率', '>=', 45.0, '%', '2020-12-31', ('省林业厅',))]
    """
    nodes = outline(document)
    about = metadata(document)
    found, unread = duties(document, nodes, pack, about.date)
    in_tables, unread_values = target_tables.targets(document, period=_period(about))
    listed, odd_rows = projects(document)
    in_text, unread_numbers = targets(document, nodes, found, about.date, _year(about), about.plan_to)
    promised = [*in_text, *_placed(in_tables, document, nodes)]
    return Plan(
        document=document,
        metadata=about,
        outline=Rows(_provision(document, node) for node in nodes),
        duties=Rows(found),
        targets=Rows(sorted(promised, key=lambda target: target.span.start)),
        projects=Rows(listed),
        assignments=Rows(assignments(document, pack, about.date)),
        problems=Rows(
            [*document.problems, *gaps(document, about), *unread, *unread_numbers, *unread_values, *odd_rows]
        ),
    )


def _period(about: Metadata) -> tuple[int, int] | None:
    return (about.plan_from, about.plan_to) if about.plan_from and about.plan_to else None


def _year(about: Metadata) -> int | None:
    """The one year that a document is about, by its title: 2021年重点工作, 2020年工作要点."""
    title = about.attached_title or about.title or ""
    found = re.search(r"(20\d\d)年(?:度)?[^，。—－-]{0,24}(?:重点|工作|任务|要点|计划|目标)", title)
    return int(found[1]) if found and not about.plan_from else None


def _placed(found: Sequence[Target], document: Document, nodes: Sequence[Node]) -> list[Target]:
    """Targets of tables with the provision that they stand in."""
    starts = [document.offsets.position(node.start) for node in nodes]
    places = [bisect_right(starts, target.span.start) - 1 for target in found]
    return [replace(t, path=nodes[i].path) if i >= 0 else t for t, i in zip(found, places, strict=True)]


def _provision(document: Document, node: Node) -> Provision:
    return Provision(node.level, node.marker, node.title, document.span(node.start, node.end), node.path)
