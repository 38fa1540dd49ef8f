"""Markdown → its paragraphs, headings and tables, as pieces of the file itself.

The text is the decoded file, so a quotation counts in what its author typed; the signs of the markup at the edges of a
line (`#`, `*`, `|`, `>`) stand outside the pieces. Emphasis in the middle of a line stays in its piece.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from luoshi.decoding import decode
from luoshi.model.document import BlockKind
from luoshi.model.problem import Kind, Problem
from luoshi.read.extract import Extract, Piece
from luoshi.read.limits import FILE_TOO_BIG, LIMITS, TOO_MANY_CELLS, Limits

FORMAT = "markdown"
SUFFIXES = (".md", ".markdown")

HTML_INSIDE = Kind(
    code="markdown-html",
    zh="第 {line} 行起是 HTML 代码，按普通文字读取",
    en="from line {line} on there is HTML; it was read as plain text",
    hint_zh="若其中有表格，请把整个文件另存为 .html 后导入，或改用 Markdown 的表格写法。",
    hint_en="If it holds a table, save the whole file as .html and read that, or write the table in Markdown.",
)

_SIGNS = re.compile(rb"^(?:#{1,6}[ \t]+\S|```|\*\*\S|\|?[ \t]*:?-{3,}:?[ \t]*\|[ \t:|-]*$)", re.MULTILINE)
_BINARY = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n((?:[\w\u4e00-\u9fff ]+[:：].*\r?\n){1,40})---[ \t]*(?:\r?\n|\Z)")
_PAIR = re.compile(r"^([\w\u4e00-\u9fff ]+?)[ \t]*[:：][ \t]*(.*?)[ \t]*$", re.MULTILINE)
_QUOTE = re.compile(r"(?:[ \t]*>)*[ \t]*")
_STAR = re.compile(r"[*+][ \t]+")
_HEADING = re.compile(r"#{1,6}[ \t]+")
_CLOSING = re.compile(r"(?<![ \t])[ \t]+#+[ \t]*$")
_STRONG = re.compile(r"\*{1,3}(?=\S)")
_STRONG_END = re.compile(r"(?<=\S)\*{1,3}$")
_BAR = re.compile(r"(?<!\\)\|")
_MARKUP_LINE = re.compile(r"[\s>]*+(?:[-*_=|:\s]+|(?:`{3,}|~{3,}).*|\[[^\]]+\]:\s.*|(?:<[^>]*>\s*)+)$")

Place = tuple[int, int]


def matches(data: bytes) -> bool:
    """Whether the bytes look like Markdown: a heading, a fence, a table's rule or an emphasised beginning of a line."""
    return not data.startswith(_BINARY) and bool(_SIGNS.search(data[:65536]))


def extract(data: bytes, name: str, limits: Limits = LIMITS) -> Extract:
    """The file in pieces: a piece a line, headings with their level, tables with their cells.

    Numbers and dashes of lists stay, for documents refer to them; fenced code is read as text; what a file says of
    itself between two lines of `---` at its beginning is `page_metadata`.

    Problems:
        HTML_INSIDE, FILE_TOO_BIG, TOO_MANY_CELLS; UNDECODABLE of `luoshi.decoding`.

    >>> found = extract("# 总则\\n\\n| 指标 | 值 |\\n|---|---|\\n| 覆盖率 | 45 |\\n".encode(), "a.md")
    >>> [(piece.kind, piece.level) for piece in found.pieces if piece.kind != "furniture"]
    [('paragraph', 1), ('table', 0)]
    """
    problems: list[Problem] = []
    if len(data) > limits.file_bytes:
        problems.append(FILE_TOO_BIG(where=name, size=len(data), limit=limits.file_bytes))
        data = data[: limits.file_bytes]
    source, encoding, undecoded = decode(data, name)
    front = _FRONT_MATTER.match(source)
    reading = _Reading(source, front.end() if front else 0, limits)
    problems += undecoded
    problems += [HTML_INSIDE(where=name, line=line) for line in reading.html[:1]]
    if reading.cells_left < 0:
        problems.append(TOO_MANY_CELLS(where=name, limit=limits.cells))
    return Extract(
        text=source,
        encoding=encoding,
        pieces=tuple(sorted(reading.pieces, key=lambda piece: piece.start)),
        page_metadata={key.strip(): value for key, value in _PAIR.findall(front[1])} if front else {},
        problems=tuple(problems),
    )


class _Reading:
    """The lines of a file and what its tokens say of them."""

    def __init__(self, source: str, front: int, limits: Limits) -> None:
        self.source = source
        self.lines = [found.span() for found in _LINE.finditer(source) if found.end() > found.start()]
        self.pieces: list[Piece] = []
        self.html: list[int] = []
        self.cells_left = limits.cells
        self._covered: set[int] = set()
        self._front = sum(start < front for start, _ in self.lines)
        # The front matter is passed to the parser as empty lines, so that its line numbers are ours.
        tokens = _parser().parse("\n" * self._front + source[front:])
        self._read(tokens)
        self._rest()

    def _read(self, tokens: Sequence[Token]) -> None:
        rows: list[tuple[Place | None, ...]] | None = None
        level = 0
        for token in tokens:
            first, behind = token.map or [0, 0]
            if token.type == "heading_open":
                level = int(token.tag[1])
            elif token.type == "table_open":
                rows = []
                self._covered.add(first + 1)  # the rule below the header lies inside the piece of the table
            elif token.type == "table_close" and rows is not None:
                self._table(rows)
                rows = None
            elif token.type == "tr_open" and rows is not None:
                rows.append(self._row(first))
            elif token.type == "inline" and rows is None:
                self._block(range(first, min(behind, len(self.lines))), level)
                level = 0
            elif token.type in ("fence", "code_block", "html_block"):
                self._plain(token, first, behind)

    def _place(self, line: int) -> Place:
        """A line without its quote signs and the blanks around it."""
        start, end = self.lines[line]
        self._covered.add(line)
        start = min(_QUOTE.match(self.source, start, end).end(), end)  # type: ignore[union-attr]
        return self._trimmed(start, end)

    def _trimmed(self, start: int, end: int) -> Place:
        while end > start and self.source[end - 1] in " \t\r\n":
            end -= 1
        while start < end and self.source[start] in " \t\r\n":
            start += 1
        return start, end

    def _block(self, lines: range, level: int) -> None:
        """A heading or a paragraph, also one in a list."""
        for line in lines:
            if line in self._covered:
                continue
            start, end = self._place(line)
            sign = _HEADING if level else _STAR
            found = sign.match(self.source, start, end)
            if found:
                start = found.end()
            closing = _CLOSING.search(self.source[start:end]) if level else None
            if closing:
                end = start + closing.start()
            start, end = self._plain_edges(start, end)
            if end > start:
                self.pieces.append(Piece(start, end, "paragraph", len(lines) == 1, level))

    def _plain_edges(self, start: int, end: int) -> Place:
        """The piece without the emphasis that begins or ends it."""
        opened = _STRONG.match(self.source, start, end)
        if opened:
            start = opened.end()
        closed = _STRONG_END.search(self.source[start:end])
        if closed and (opened or len(closed[0]) > 1):
            end = start + closed.start()
        return start, end

    def _plain(self, token: Token, first: int, behind: int) -> None:
        """Code and HTML: every line that is not markup alone is text."""
        if token.type == "html_block":
            self.html.append(first + 1)
        is_fence = token.type == "fence"
        last = first + 1 + token.content.count("\n") if is_fence else behind
        for line in range(first + is_fence, min(last, len(self.lines))):
            start, end = self._place(line)
            is_markup = token.type == "html_block" and _MARKUP_LINE.match(self.source[start:end])
            if end > start:
                kind: BlockKind = "furniture" if is_markup else "paragraph"
                self.pieces.append(Piece(start, end, kind))

    # -------------------------------------------------------------- tables

    def _row(self, line: int) -> tuple[Place | None, ...]:
        """The cells of a line between its bars; a bar behind a backslash is a character."""
        start, end = self._place(line)
        bars = [found.start() for found in _BAR.finditer(self.source, start, end)]
        if not bars or bars[0] > start:
            bars.insert(0, start - 1)
        if bars[-1] < end - 1:
            bars.append(end)
        cells = [self._plain_edges(*self._trimmed(a + 1, b)) for a, b in pairwise(bars)]
        self.cells_left -= len(cells)
        return tuple(cells)

    def _table(self, rows: list[tuple[Place | None, ...]]) -> None:
        places = [place for row in rows for place in row if place]
        if not places:
            return
        if self.cells_left < 0:
            self.pieces += [Piece(a, b) for a, b in places if b > a]
            return
        self.pieces.append(Piece(places[0][0], max(end for _, end in places), "table", rows=tuple(rows)))

    def _rest(self) -> None:
        """Lines that no token holds: the markup's own are furniture, any other is text."""
        for line, (first, behind) in enumerate(self.lines):
            start, end = self._trimmed(first, behind)
            if line not in self._covered and end > start:
                is_markup = line < self._front or _MARKUP_LINE.match(self.source[start:end])
                self.pieces.append(Piece(start, end, "furniture" if is_markup else "paragraph"))


def _parser() -> MarkdownIt:
    """Blocks only: what is inside a line is not taken apart, so a line of brackets costs no more than any other."""
    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser
