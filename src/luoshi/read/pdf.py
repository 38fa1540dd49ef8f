"""PDF with a text layer → lines and ruled tables, each line with its box on the page.

A PDF knows glyphs and places, not paragraphs. Lines are given as they are printed, `flow` mends their wraps; a line
that begins a paragraph by its indentation begins with two full-width blanks in the text. Running heads and page numbers
are furniture. A scan has no text layer: it is named as such, not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2

from luoshi.model.document import Box
from luoshi.model.problem import Kind, Problem
from luoshi.read import pdf_layout, pdf_tables
from luoshi.read.extract import Extract, Piece
from luoshi.read.limits import FILE_TOO_BIG, LIMITS, PAGE_TOO_FULL, TOO_MANY_CELLS, TOO_MANY_PAGES, Limits
from luoshi.read.pdf_lines import Line, lines
from luoshi.read.pdf_page import Sheet, sheet
from luoshi.read.pdf_tables import Cell, Table

FORMAT = "pdf"
SUFFIXES = (".pdf",)

UNREADABLE = Kind(
    code="pdf-unreadable",
    zh="PDF 已损坏，读不出文字",
    en="the PDF is damaged; no text can be read from it",
    hint_zh="请重新下载，或用浏览器打开后“打印为 PDF”再导入。",
    hint_en="Fetch it again, or open it in a browser, print it to PDF, and read that.",
)
LOCKED = Kind(
    code="pdf-locked",
    zh="PDF 加了密码，读不出文字",
    en="the PDF is protected by a password; no text can be read from it",
    hint_zh="请用密码打开，另存为没有密码的 PDF 后再导入。",
    hint_en="Open it with the password, save it without one, and read that.",
)
NO_TEXT_LAYER = Kind(
    code="pdf-no-text-layer",
    zh="PDF 的 {count} 页全是图片，没有文字层（扫描件）",
    en="all {count} pages of the PDF are pictures without a text layer (a scan)",
    hint_zh="请先用 OCR（文字识别）软件转成带文字层的 PDF，或索取 Word 原件。",
    hint_en="Run it through OCR software first to get a PDF with a text layer, or ask for the Word original.",
)
PAGES_WITHOUT_TEXT = Kind(
    code="pdf-pages-without-text",
    zh="第 {pages} 页是图片，没有文字层，没有读",
    en="pages {pages} are pictures without a text layer and were not read",
    hint_zh="若这些页有正文或表格，请先用 OCR（文字识别）软件处理后重新导入。",
    hint_en="If they hold text or tables, run the file through OCR software first and read it again.",
)
GARBLED = Kind(
    code="pdf-garbled",
    zh="PDF 的文字层有 {share} 是乱码（字体没有嵌入文字对照表）",
    en="{share} of the PDF's text layer is garbled (its fonts do not say which characters they draw)",
    hint_zh="请先用 OCR（文字识别）软件重新生成文字层，或索取 Word 原件。",
    hint_en="Have the text layer made anew by OCR software, or ask for the Word original.",
)
PAGE_UNREADABLE = Kind(
    code="pdf-page-unreadable",
    zh="第 {page} 页已损坏，没有读",
    en="page {page} is damaged and was not read",
    hint_zh="请重新下载文件；其余各页已经读出。",
    hint_en="Fetch the file again; the other pages were read.",
)

_STRANGE = re.compile("[\ue000-\uf8ff\ufffd\x00-\x08\U000f0000-\U0010ffff]")
_INDENT = "\u3000\u3000"


def matches(data: bytes) -> bool:
    """Whether the bytes are a PDF: its mark stands within the first kilobyte."""
    return b"%PDF-" in data[:1024]


def extract(data: bytes, name: str, limits: Limits = LIMITS) -> Extract:
    """The text of a PDF, a piece a printed line; ruled tables with their cells, also over several pages.

    Problems:
        UNREADABLE, LOCKED, NO_TEXT_LAYER, PAGES_WITHOUT_TEXT, GARBLED, PAGE_UNREADABLE; the limits.
    """
    if len(data) > limits.file_bytes:
        return Extract("", None, (), problems=(FILE_TOO_BIG(where=name, size=len(data), limit=limits.file_bytes),))
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        kind = LOCKED if "password" in str(error).lower() else UNREADABLE
        return Extract("", None, (), problems=(kind(where=name),))
    try:
        sheets, problems = _sheets(document, name, limits)
        problems += _about_text(sheets, name)
        parts, about_cells = _parts(sheets, name, limits)
        written = _Written()
        for part in parts:
            written.add(part)
        return Extract(
            text="".join(written.text),
            encoding=None,
            pieces=tuple(written.pieces),
            page_metadata=_metadata(document),
            boxes=tuple(written.boxes),
            problems=(*problems, *about_cells),
        )
    finally:
        document.close()


def _sheets(document: Any, name: str, limits: Limits) -> tuple[list[Sheet], list[Problem]]:
    """The pages, as far as they can be read."""
    problems: list[Problem] = []
    count = len(document)
    if count > limits.pages:
        problems.append(TOO_MANY_PAGES(where=name, count=count, limit=limits.pages))
    sheets: list[Sheet] = []
    for number in range(1, min(count, limits.pages) + 1):
        try:
            sheets.append(sheet(document, number, limits))
        except (pypdfium2.PdfiumError, ValueError, OverflowError):
            problems.append(PAGE_UNREADABLE(where=name, page=number))
    problems += [PAGE_TOO_FULL(where=name, page=s.number, limit=limits.page_characters) for s in sheets if s.is_cut]
    return sheets, problems


def _about_text(sheets: Sequence[Sheet], name: str) -> list[Problem]:
    """What is wrong with the text layer."""
    pictures = [sheet.number for sheet in sheets if not sheet.characters and sheet.has_picture]
    characters = "".join(character.text for sheet in sheets for character in sheet.characters)
    if not characters:
        return [NO_TEXT_LAYER(where=name, count=len(sheets))]
    strange = len(_STRANGE.findall(characters)) / len(characters)
    problems = [GARBLED(where=name, share=f"{strange:.0%}")] if strange > 0.1 else []
    if pictures:
        problems.append(PAGES_WITHOUT_TEXT(where=name, pages="、".join(map(str, pictures))))
    return problems


def _metadata(document: Any) -> dict[str, str]:
    """What the file says of itself, as far as it can be decoded."""
    found: dict[str, str] = {}
    for key in document.METADATA_KEYS:
        try:
            found[key.lower()] = _STRANGE.sub("", document.get_metadata_value(key)).strip()
        except UnicodeDecodeError:
            continue
    return {key: value for key, value in found.items() if value}


# ------------------------------------------------------------------ lines and tables in order


def _parts(sheets: Sequence[Sheet], name: str, limits: Limits) -> tuple[list[Line | Table], list[Problem]]:
    """All lines and tables in reading order: furniture and beginnings of paragraphs marked, tables joined."""
    left = limits.cells
    pages: list[list[Line | Table]] = []
    for one in sheets:
        found, outside, left = pdf_tables.tables(one, left)
        pages.append(_in_order(lines(outside, one.number), found))
    printed = [[part for part in page if isinstance(part, Line)] for page in pages]
    pdf_layout.mark_furniture(sheets, printed)
    pdf_layout.mark_beginnings([line for page in printed for line in page if not line.is_furniture])
    problems = [TOO_MANY_CELLS(where=name, limit=limits.cells)] if left < 0 else []
    return _joined(pages), problems


def _in_order(printed: Sequence[Line], found: Sequence[Table]) -> list[Line | Table]:
    """Each table before the first line that stands below its top."""
    result: list[Line | Table] = []
    waiting = list(found)
    for line in printed:
        while waiting and waiting[0].top <= line.top and line.column != 2:
            result.append(waiting.pop(0))
        result.append(line)
    return result + waiting


def _joined(pages: Iterable[Sequence[Line | Table]]) -> list[Line | Table]:
    """All parts, a table that goes on over a page as one; a table that turns out to be a frame as its lines."""
    result: list[Line | Table] = []
    for page in pages:
        is_first = True
        for part in page:
            last = next((p for p in reversed(result) if not (isinstance(p, Line) and p.is_furniture)), None)
            if isinstance(part, Table) and isinstance(last, Table) and is_first and pdf_tables.goes_on(last, part):
                pdf_tables.join(last, part)
            else:
                result.append(part)
            is_first = is_first and isinstance(part, Line) and part.is_furniture
    return [one for part in result for one in (_lines_of(part) if _is_frame(part) else [part])]


def _is_frame(part: Line | Table) -> bool:
    return isinstance(part, Table) and not part.is_data


def _lines_of(part: Line | Table) -> list[Line]:
    if isinstance(part, Line):
        return [part]
    cells = {id(cell): cell for row in part.rows for cell in row}
    return [line for cell in cells.values() for line in cell.lines]


# ------------------------------------------------------------------ the text


@dataclass(slots=True)
class _Written:
    """The text as it grows, with its pieces and boxes."""

    text: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    boxes: list[tuple[int, Box]] = field(default_factory=list)
    length: int = 0

    def add(self, part: Line | Table) -> None:
        if isinstance(part, Table):
            self._table(part)
            return
        start = self._put("\n" if self.text else "")
        self._line(part, _INDENT if part.begins and not part.is_furniture else "")
        self.pieces.append(Piece(start, self.length, "furniture" if part.is_furniture else "paragraph"))

    def _put(self, text: str) -> int:
        self.text.append(text)
        self.length += len(text)
        return self.length

    def _line(self, line: Line, before: str = "") -> None:
        self.boxes.append((self.length, Box(line.page, line.x0, line.top, line.x1, line.bottom)))
        self._put(before + line.text)

    def _table(self, table: Table) -> None:
        places: dict[int, tuple[int, int]] = {}
        start = -1
        rows: list[tuple[tuple[int, int], ...]] = []
        for row in table.rows:
            separator = "\n" if self.text else ""
            for cell in row:
                if id(cell) not in places:
                    places[id(cell)] = self._cell(cell, separator)
                    separator = "\t"
                    start = places[id(cell)][0] if start < 0 else start
            rows.append(tuple(places[id(cell)] for cell in row))
        self.pieces.append(Piece(start, self.length, "table", rows=tuple(rows)))

    def _cell(self, cell: Cell, separator: str) -> tuple[int, int]:
        start = self._put(separator)
        for number, line in enumerate(cell.lines):
            if number and cell.lines[number - 1].text[-1:].isascii() and line.text[:1].isascii():
                self._put(" ")
            self._line(line)
        return start, self.length
