"""A text as issued: the received file, the documents it holds, and their blocks with positions.

Three layers, each with a way back to the one below:

- the *bytes* of the file, kept by sha256;
- `Received.text`, the characters decoded (text, Markdown) or extracted (HTML, Word, PDF) from them: every `Span`
  counts in these;
- `Document.flow`, the reading: one paragraph a line, wraps mended, widths folded, page furniture left out. The
  grammar of `compile` works on the flow alone and never sees a file format.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from luoshi.model.problem import Problem
from luoshi.model.span import OffsetMap, Span

BlockKind = Literal["paragraph", "table", "masthead", "contents", "furniture"]


@dataclass(frozen=True, slots=True)
class Box:
    """A piece of a printed page: page number from 1, and left, top, right, bottom in points from the upper left."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Received:
    """A file as it came in (收到的文件).

    `text` holds its characters. Where they were extracted rather than decoded, `raw_offsets` leads from a character of
    `text` to the character of the decoded file (HTML), `boxes` to the printed line of a page (PDF: ascending start
    positions and their boxes), and `places` to what the format itself calls the place (Word: paragraph or table cell).
    """

    name: str
    sha256: str
    format: str
    encoding: str | None
    size: int
    text: str
    raw_offsets: OffsetMap | None = None
    boxes: tuple[tuple[int, Box], ...] = ()
    places: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: its place in the flow. A merged cell stands in every row and column that it covers."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a grid of cells (`None` where a row is shorter than the grid)."""

    rows: tuple[tuple[Cell | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the flow: a paragraph, a table, or what belongs to the page rather than to the text.

    `level` is the heading level where the format says one (HTML h1–h6, Word heading styles, Markdown #), else 0.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One issued text (文件), possibly one of several in a file.

    Args:
        received: The file it stands in.
        start, end: The piece of `received.text` that it covers.
        flow: The reading; blocks are separated by line breaks, the rows of a table by line breaks and its cells by tabs.
        offsets: The way from the flow back to `received.text`.
        blocks: In order, without gaps other than the separators.
        page_metadata: What the page says of the document in a table of its own (发文字号, 成文日期 …), as printed.
        problems: What could not be read well.
    """

    received: Received
    start: int
    end: int
    flow: str
    offsets: OffsetMap
    blocks: tuple[Block, ...]
    page_metadata: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """The piece of the received text that holds the characters `start`..`end` of the flow."""
        first, last = self.offsets.span(start, end)
        return Span(self.received.name, first, last, "".join(self.received.text[first:last].split()))

    def text(self, part: Block | Cell) -> str:
        """The reading of a block or a cell."""
        return self.flow[part.start : part.end]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from one file: the documents it holds and what stands around them (a gazette's cover and contents)."""

    received: Received
    documents: tuple[Document, ...]
    front: tuple[tuple[BlockKind, Span], ...] = ()
    problems: tuple[Problem, ...] = ()
