"""A document → its plan: every part of the grammar in turn. Pure: the same document and pack give the same plan."""

from __future__ import annotations

from luoshi.compile.duties import duties
from luoshi.compile.metadata import metadata
from luoshi.compile.outline import Node, outline
from luoshi.compile.targets import targets
from luoshi.model.commitment import Plan, Provision
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
    """
    nodes = outline(document)
    about = metadata(document)
    found, problems = duties(document, nodes, pack, about.date)
    return Plan(
        document=document,
        metadata=about,
        outline=Rows(_provision(document, node) for node in nodes),
        duties=Rows(found),
        targets=Rows(targets(document, nodes, found, about.date)),
        projects=Rows(),
        assignments=Rows(),
        problems=Rows([*document.problems, *problems]),
    )


def _provision(document: Document, node: Node) -> Provision:
    return Provision(node.level, node.marker, node.title, document.span(node.start, node.end), node.path)
