"""HTML → characters, paragraphs, tables, and what the page says about its document.

Official web pages wrap the text in tables for layout, put a table of metadata above it and furniture around it. The
text is extracted as one line a paragraph; `raw_offsets` leads from each character to the source. A list's numbers that
only a browser would draw are no characters of the source and are not read.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from html import unescape

from luoshi.decoding import decode
from luoshi.model.document import BlockKind
from luoshi.model.problem import Kind, Problem
from luoshi.model.span import OffsetMap
from luoshi.read import html_tables, html_words
from luoshi.read.extract import Extract, Piece
from luoshi.read.html_lines import Line
from luoshi.read.html_page import Grid, Page
from luoshi.read.html_tables import Rows
from luoshi.read.limits import FILE_TOO_BIG, LIMITS, TOO_MANY_CELLS, Limits

FORMAT = "html"
SUFFIXES = (".html", ".htm", ".xhtml", ".shtml", ".mht")

CUT_OFF = Kind(
    code="html-cut-off",
    zh="网页源码在一个标签中间断开，文件可能没有下载完整",
    en="the page breaks off inside a tag; it may not have been saved whole",
    hint_zh="请重新保存网页后再导入。",
    hint_en="Save the page again and read that.",
)
NO_TEXT = Kind(
    code="html-no-text",
    zh="网页里没有正文（正文可能由脚本在浏览器里生成）",
    en="the page holds no text (a script may write it in the browser)",
    hint_zh="请在浏览器里打开该页，用“另存为网页，全部”保存，或把正文复制为 txt 文件。",
    hint_en="Open the page in a browser and save it as a complete page, or copy its text to a txt file.",
)

_SIGNS = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|div|table|title|p|article|span)[\s>]", re.IGNORECASE)
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,400}?(?:charset|encoding)\s*=\s*[\"']?\s*([a-zA-Z0-9_.:-]{2,20})", re.IGNORECASE
)
# Only what Chinese pages are written in; what else a page may claim is not believed.
_ENCODINGS = {
    "utf-8": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
}
_TITLE = re.compile(r"<title(?:\s[^>]*)?>([^<]*)", re.IGNORECASE)
_METADATA_LINES = 60


def matches(data: bytes) -> bool:
    """Whether the bytes hold a page: a tag of a page stands near the beginning."""
    head = data[:4096].replace(b"\x00", b"")
    return not head.startswith((b"%PDF", b"PK\x03\x04")) and bool(_SIGNS.search(head))


def extract(data: bytes, name: str, limits: Limits = LIMITS) -> Extract:
    """The text of a page, a piece a paragraph; tables with their cells.

    What belongs to the page and not to the document (navigation, 扫一扫, the table with 发文字号 …) is in the text
    too, as furniture, so that nothing is lost; the table is also given as `page_metadata`.

    Problems:
        CUT_OFF, NO_TEXT; FILE_TOO_BIG and TOO_MANY_CELLS beyond a limit; UNDECODABLE of `luoshi.decoding`.

    >>> extract("<p>到2020年<br>达到&nbsp;45%</p>".encode(), "a.html").text
    '到2020年\\n达到\\xa045%'
    """
    problems: list[Problem] = []
    if len(data) > limits.file_bytes:
        problems.append(FILE_TOO_BIG(where=name, size=len(data), limit=limits.file_bytes))
        data = data[: limits.file_bytes]
    source, encoding, undecoded = _decode(data, name)
    page = Page(source)
    reading = _Reading(page, limits)
    problems += undecoded
    if page.is_cut:
        problems.append(CUT_OFF(where=name))
    if reading.left < 0:
        problems.append(TOO_MANY_CELLS(where=name, limit=limits.cells))
    if not any(piece.kind != "furniture" for piece in reading.pieces):
        problems.append(NO_TEXT(where=name))
    return Extract(
        text=reading.text(),
        encoding=encoding,
        pieces=reading.pieces,
        page_metadata=reading.metadata,
        raw_offsets=OffsetMap(tuple(page.here) or (0,), tuple(page.there) or (0,)),
        problems=tuple(problems),
    )


def _decode(data: bytes, name: str) -> tuple[str, str, list[Problem]]:
    """By the byte-order mark, else as the page says, else as any text; a wrong claim of the page is not believed."""
    if not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        claimed = _CHARSET.search(data[:4096])
        encoding = _ENCODINGS.get(claimed[1].decode("ascii").lower(), "") if claimed else ""
        if encoding:
            try:
                return data.decode(encoding), encoding, []
            except UnicodeDecodeError:
                pass
    return decode(data, name)


class _Reading:
    """A page's lines and tables, told apart: the document's text and tables, and what is the page's own."""

    def __init__(self, page: Page, limits: Limits) -> None:
        self.page = page
        self.left = limits.cells
        self.metadata = _title(page.source)
        self.tables: list[tuple[Grid, Rows]] = []
        for table in page.tables:
            self._judge(table)
        self.tables.sort(key=lambda found: found[0].first)
        self._judge_lines()
        for name, value in html_words.metas(page.metas).items():
            self.metadata.setdefault(name, value)
        self.pieces = tuple(self._pieces())

    def text(self) -> str:
        """One line a paragraph and a row of a table; cells are separated by tabs, paragraphs in a cell by blanks."""
        separators = ["\n"] * len(self.page.texts)
        for table, _ in self.tables:
            separators[table.first : table.last - 1] = " " * (table.last - 1 - table.first)
            for row in filter(None, table.rows):
                for cell in row:
                    separators[cell.last - 1] = "\t"
                separators[row[-1].last - 1] = "\n"
        return "".join([part for pair in zip(self.page.texts, separators, strict=True) for part in pair][:-1])

    def _judge(self, table: Grid) -> None:
        """Whether a table says something about the document, is one of the document, or only lays out the page."""
        rows = [row for row in table.rows if row]
        if not rows or table.is_nested:
            return
        about = html_words.table([[" ".join(self.page.texts[c.first : c.last]) for c in row] for row in rows])
        if about:
            self._state(about, self.page.lines[table.first : table.last])
        elif self.left >= 0 and html_tables.is_data(table, self.page.lines):
            cells = html_tables.grid(table, self.page.lines, self.left)
            self.left -= sum(map(len, cells)) if cells is not None else self.left + 1
            if cells:
                table.first = rows[0][0].first
                self.tables.append((table, cells))

    def _judge_lines(self) -> None:
        """Lines outside tables that state metadata or are furniture."""
        if all(line.is_furniture or line.end == line.start for line in self.page.lines):
            for line in self.page.lines:  # a page that is nothing but furniture is taken at its word instead
                line.is_furniture = False
        for number, (line, words) in enumerate(zip(self.page.lines, self.page.texts, strict=True)):
            if line.is_furniture or line.end == line.start:
                continue
            if number < _METADATA_LINES and (about := html_words.bracketed(words) or self._stated(number)):
                self._state(about, [line])
            elif html_words.is_furniture(words, line.linked):
                line.is_furniture = True

    def _stated(self, number: int) -> dict[str, str]:
        """What a line says as 发文字号：…, where a neighbouring line does so too: alone it may belong to the text."""
        texts = self.page.texts
        about = html_words.stated(texts[number])
        if not about:
            return {}
        near = [html_words.stated(line) for line in texts[max(number - 1, 0) : number] + texts[number + 1 : number + 2]]
        return about if any(near) and html_words.is_about([*about, *(name for found in near for name in found)]) else {}

    def _state(self, about: dict[str, str], lines: Iterable[Line]) -> None:
        for name, value in about.items():
            if value:
                self.metadata.setdefault(name, value)
        for line in lines:
            line.is_furniture = True

    def _pieces(self) -> Iterator[Piece]:
        position = 0
        for table, cells in [*self.tables, (Grid(len(self.page.lines)), ())]:
            for line in self.page.lines[position : table.first]:
                if line.end > line.start:
                    kind: BlockKind = "furniture" if line.is_furniture else "paragraph"
                    yield Piece(line.start, line.end, kind, line.whole, line.level)
            if cells:
                first, last = self.page.lines[table.first], self.page.lines[table.last - 1]
                yield Piece(first.start, last.end, "table", rows=cells)
                position = table.last


def _title(source: str) -> dict[str, str]:
    found = _TITLE.search(source)
    title = " ".join(unescape(found[1]).split()) if found else ""
    return {"title": title} if title else {}
