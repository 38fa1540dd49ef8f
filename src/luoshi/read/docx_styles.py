"""The paragraph styles of a Word file: what each says of heading level and numbering."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from luoshi.read.docx_numbering import VALUE, Numbering, W, value

_PROPERTIES = f"{W}pPr"
_HEADING = re.compile(r"(?:heading|标题) ?([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录) ?[1-9]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says: heading level (0 for none), numbering and its level, whether it lists contents."""

    level: int = 0
    number: str = ""
    depth: int | None = None
    is_contents: bool = False


def outline_level(stated: str | None) -> int:
    """Word's outline level (0 for the highest, 9 for body text) as ours (1 for the highest, 0 for body text)."""
    return int(stated) + 1 if stated in tuple("012345678") else 0


def styles(root: etree._Element | None, numbering: Numbering) -> dict[str, Style]:
    """The paragraph styles that `word/styles.xml` defines, by id; "" is the one of a paragraph that names none."""
    if root is None:
        return {}
    nodes = {node.get(f"{W}styleId") or "": node for node in root.iter(f"{W}style")}
    found = {name: _resolved(name, nodes, numbering) for name in nodes}
    default = [
        name for name, node in nodes.items() if node.get(f"{W}default") == "1" and node.get(f"{W}type") == "paragraph"
    ]
    return found | {"": found[default[0]]} if default else found


def _resolved(name: str, nodes: dict[str, etree._Element], numbering: Numbering) -> Style:
    """A style with what it takes over from the styles it is based on."""
    level: int | None = None
    number, depth, owner = "", "", name
    title = value(nodes[name], "name")
    seen: set[str] = set()
    while name in nodes and name not in seen:
        seen.add(name)
        node = nodes[name]
        stated = node.find(f"{_PROPERTIES}/{W}outlineLvl")
        heading = _HEADING.fullmatch(value(node, "name"))
        if level is None and stated is not None:
            level = outline_level(stated.get(VALUE))
        elif level is None and heading:
            level = int(heading[1])
        numbered = node.find(f"{_PROPERTIES}/{W}numPr")
        if numbered is not None:
            depth = depth or value(numbered, "ilvl")
            if not number and value(numbered, "numId"):
                number, owner = value(numbered, "numId"), name
        name = value(node, "basedOn")
    own_depth = int(depth) if depth.isdecimal() and len(depth) == 1 else numbering.depth_of_style(number, owner)
    return Style(level or 0, number, own_depth, bool(_CONTENTS.fullmatch(title)))
