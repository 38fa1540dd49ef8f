"""What a format's reader hands over: the characters of a file and the pieces they form.

A reader of a format (`text.py`, `html.py`, `docx.py`, `pdf.py`, `markdown.py`) knows how bytes become characters and
nothing of policy documents; `flow.py` knows how pieces become paragraphs and nothing of bytes. Each reader's module has

- `FORMAT`, its name, and `SUFFIXES`, by which files of it are usually called;
- `matches(data)`, whether the bytes themselves say that they are of this format;
- `extract(data, name)`, the `Extract`. It never raises for bad bytes: what cannot be read becomes a `Problem`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from luoshi.model.document import BlockKind, Box
from luoshi.model.problem import Problem
from luoshi.model.span import OffsetMap


@dataclass(frozen=True, slots=True)
class Piece:
    """A line or a paragraph, `text[start:end]`, before wraps are mended.

    Args:
        kind: What it is; a table has `rows`.
        whole: The format itself says that this is a whole paragraph (an HTML p, a Word paragraph): it is never joined
            to the next one for want of a full stop, only across an open bracket.
        level: Heading level where the format says one, else 0.
        rows: A table's cells as pieces of the text; a merged cell is repeated, `None` where a row is shorter.
    """

    start: int
    end: int
    kind: BlockKind = "paragraph"
    whole: bool = False
    level: int = 0
    rows: tuple[tuple[tuple[int, int] | None, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Extract:
    """The characters of a file, in pieces. See `Received` for `raw_offsets`, `boxes` and `places`."""

    text: str
    encoding: str | None
    pieces: tuple[Piece, ...]
    page_metadata: Mapping[str, str] = field(default_factory=dict)
    raw_offsets: OffsetMap | None = None
    boxes: tuple[tuple[int, Box], ...] = ()
    places: tuple[tuple[int, str], ...] = ()
    problems: tuple[Problem, ...] = ()
