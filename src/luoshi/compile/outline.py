"""Outline: the numbered provisions of a document in any numbering style, with their levels and what each covers.

The level of a marker is not fixed by its style: 1. stands below （一） in one document and below 一、 in another. A style
that is already open closes everything below it; a new one opens a level.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from luoshi.model.document import Block, Document
from luoshi.model.marker import MARKER, style

_TITLE_END = re.compile("[。！？]|(?<=[^一二三四五六七八九十第\\d])：$")
_WORDS = re.compile("[\u4e00-\u9fffA-Za-z]")
_FIRST_SECTION = re.compile(r"^(\d{1,2})\.1(?= ?[\u4e00-\u9fff.])", re.MULTILINE)
_PLAIN = re.compile(r"(?P<number>\d{1,2}) ?(?=[\u4e00-\u9fff]{2,24}(?:\n|$))")
_PUNCTUATION = re.compile("[，。；：、]")
_CHAPTERS = ("第一编", "第一部", "第一章", "第一节", "第一条")
_TITLE_LENGTH = 200


@dataclass(slots=True)
class Node:
    """A provision while the outline grows: positions count in the flow."""

    level: int
    marker: str
    title: str
    start: int
    body: int
    end: int
    path: str
    style: str


def outline(document: Document) -> list[Node]:
    """The provisions in order; `start`..`end` covers a provision with all that stands below it.

    `body` is where its own text begins, behind the marker.
    """
    nodes: list[Node] = []
    open_nodes: list[Node] = []
    chapters = set(_FIRST_SECTION.findall(document.flow))
    for block in document.blocks:
        if block.kind != "paragraph":
            continue
        marker = MARKER.match(document.flow, block.start, block.end) or _plain(document.flow, block, chapters)
        if marker is None or not _WORDS.search(document.flow, marker.end(), block.end):
            continue
        _close(open_nodes, style(marker[0]), block.start)
        node = _node(document.flow, marker, block.end, open_nodes)
        nodes.append(node)
        open_nodes.append(node)
    for node in open_nodes:
        node.end = len(document.flow)
    return nodes


def _plain(flow: str, block: Block, chapters: set[str]) -> re.Match[str] | None:
    """A chapter's number without any point, in a document whose sections are numbered 1.1: 1 规划总则."""
    found = _PLAIN.match(flow, block.start, block.end) if chapters else None
    return (
        found
        if found and found["number"] in chapters and not _PUNCTUATION.search(flow, block.start, block.end)
        else None
    )


def _close(open_nodes: list[Node], new_style: str, position: int) -> None:
    """Close what a marker of this style ends."""
    keep = next((i for i, node in enumerate(open_nodes) if node.style == new_style), len(open_nodes))
    if keep == len(open_nodes) and new_style in _CHAPTERS:  # a chapter never stands below an article
        rank = _CHAPTERS.index(new_style)
        keep = next(
            (i for i, n in enumerate(open_nodes) if n.style not in _CHAPTERS or _CHAPTERS.index(n.style) > rank),
            len(open_nodes),
        )
    elif keep == len(open_nodes) and new_style == "一、":
        keep = next((i for i, node in enumerate(open_nodes) if node.style not in _CHAPTERS), len(open_nodes))
    elif keep == len(open_nodes) and new_style == "1":
        keep = next((i for i, node in enumerate(open_nodes) if node.style.startswith("1.1")), keep)
    elif keep == len(open_nodes) and new_style.startswith("1.1"):
        keep = next(
            (i for i, n in enumerate(open_nodes) if n.style.startswith("1.1") and len(n.style) > len(new_style)), keep
        )
    for node in open_nodes[keep:]:
        node.end = position
    del open_nodes[keep:]


def _node(flow: str, marker: re.Match[str], end: int, above: list[Node]) -> Node:
    label = marker[0].strip()
    bare = label.rstrip("、.")
    path = f"{above[-1].path}/{bare}" if above else bare
    return Node(
        len(above) + 1, label, _title(flow, marker.end(), end), marker.start(), marker.end(), end, path, style(label)
    )


def _title(flow: str, start: int, end: int) -> str:
    stop = _TITLE_END.search(flow, start, min(end, start + _TITLE_LENGTH))
    return flow[start : stop.start() if stop else min(end, start + _TITLE_LENGTH)].strip(" .")
