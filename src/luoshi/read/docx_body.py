"""The body of a Word document → its paragraphs and tables, in order, with what Word calls their places."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from luoshi.model.document import BlockKind
from luoshi.read.docx_numbering import VALUE, Numbering, W, value
from luoshi.read.docx_styles import Style, outline_level
from luoshi.read.extract import Piece
from luoshi.read.limits import Limits

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_P, _T, _TAB, _R, _PROPERTIES = f"{W}p", f"{W}t", f"{W}tab", f"{W}r", f"{W}pPr"
_TABLE, _ROW, _CELL, _BOX, _DELETED = f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}txbxContent", f"{W}del"
_CONTAINERS = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "body", "document")
)
_SIGNS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}
_TEXT = (_T, _TAB, f"{_MATH}t", f"{W}sym", *_SIGNS)
_MARK_OF_A_JOIN = "joined-with-the-next"
_WIDEST = 1000

Place = tuple[int, int]


class Body:
    """Collects the text of a document."""

    def __init__(self, root: etree._Element, styles: dict[str, Style], numbering: Numbering, limits: Limits) -> None:
        self.pieces: list[Piece] = []
        self.places: list[tuple[int, str]] = []
        self.cells_left = limits.cells
        self.boxes = 0
        self.notes = sum(1 for _ in root.iter(f"{W}footnoteReference", f"{W}endnoteReference"))
        self.embedded = sum(1 for _ in root.iter(f"{W}altChunk"))
        self._styles = styles
        self._numbering = numbering
        self._parts: list[str] = []
        self._length = 0
        self._paragraphs = 0
        self._tables = 0
        self._pending = ""
        self._frame_place = ""
        self._leave_out(root)
        self._read(root)
        if self._pending:
            self._add(self._pending, Style(), self._next_place())

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def _leave_out(self, root: etree._Element) -> None:
        """Take away what is not the text as it stands: deletions, second versions of drawings, text boxes (counted)."""
        etree.strip_elements(root, _FALLBACK, f"{W}moveFrom", f"{W}rt", with_tail=False)
        self.boxes = sum(1 for box in root.iter(_BOX) if any((node.text or "").strip() for node in box.iter(_T)))
        etree.strip_elements(root, _BOX, with_tail=False)
        for mark in list(root.iter(_DELETED)):
            owner = mark.getparent()
            above = owner.getparent() if owner is not None else None
            if owner is None or above is None:
                continue
            around = above.getparent()
            if owner.tag == f"{W}trPr" and around is not None:
                around.remove(above)
            elif owner.tag == f"{W}rPr" and above.tag == _PROPERTIES and around is not None:
                around.set(_MARK_OF_A_JOIN, "1")
        etree.strip_elements(root, _DELETED, with_tail=False)

    def _read(self, parent: etree._Element) -> None:
        for child in parent:
            if child.tag == _P:
                self._paragraph(child)
            elif child.tag == _TABLE:
                self._table(child)
            elif child.tag in _CONTAINERS:
                self._read(child)

    # -------------------------------------------------------------- paragraphs

    def _paragraph(self, node: etree._Element) -> None:
        style = self._style(node)
        text = self._pending + self._words(node)
        if node.get(_MARK_OF_A_JOIN):
            self._pending = text
            return
        self._pending = ""
        text = self._marker(node, style) + text
        if text.strip():
            self._add(text, style, self._frame_place or self._next_place())

    def _next_place(self) -> str:
        self._paragraphs += 1
        return f"第{self._paragraphs}段"

    def _add(self, text: str, style: Style, place: str) -> None:
        """A paragraph, a piece a line."""
        lines = [line for line in text.split("\n") if line.strip()]
        kind: BlockKind = "contents" if style.is_contents else "paragraph"
        for line in lines:
            start = self._write(line)
            self.places.append((start, place))
            self.pieces.append(Piece(start, start + len(line), kind, len(lines) == 1, style.level))

    def _write(self, text: str, separator: str = "\n") -> int:
        """Add a text behind a separator; where it begins."""
        if self._parts:
            self._parts.append(separator)
            self._length += 1
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        return start

    def _words(self, paragraph: etree._Element) -> str:
        parts: list[str] = []
        for node in paragraph.iter(*_TEXT):
            if node.tag == _T:
                parts.append((node.text or "").replace("\n", " "))
            elif node.tag == _TAB:
                parent = node.getparent()
                parts.append("\t" if parent is not None and parent.tag == _R else "")
            elif node.tag == f"{W}sym":
                parts.append(_symbol(node.get(f"{W}char") or ""))
            else:
                parts.append(_SIGNS.get(node.tag) or node.text or "")
        return "".join(parts)

    def _style(self, paragraph: etree._Element) -> Style:
        properties = paragraph.find(_PROPERTIES)
        named = properties.find(f"{W}pStyle") if properties is not None else None
        style = self._styles.get(named.get(VALUE) or "" if named is not None else "", Style())
        level = properties.find(f"{W}outlineLvl") if properties is not None else None
        if level is None:
            return style
        return Style(outline_level(level.get(VALUE)), style.number, style.depth, style.is_contents)

    def _marker(self, paragraph: etree._Element, style: Style) -> str:
        """The number that Word draws in front of the paragraph."""
        number, depth = style.number, style.depth
        own = paragraph.find(f"{_PROPERTIES}/{W}numPr")
        if own is not None:
            number = value(own, "numId") or number
            stated = value(own, "ilvl")
            depth = int(stated) if stated.isdecimal() and len(stated) == 1 else depth
        return self._numbering.marker(number, depth or 0) if number and number != "0" else ""

    # -------------------------------------------------------------- tables

    def _table(self, table: etree._Element) -> None:
        self._tables += 1
        rows = [list(_under(row, _CELL)) for row in _under(table, _ROW)]
        filled = [row for row in rows if row]
        if len(filled) < 2 or max(map(len, filled)) < 2 or self.cells_left < 0:
            self._frame(filled)
            return
        start, grid = -1, []
        above: dict[int, Place] = {}
        for number, row in enumerate(filled, 1):
            self.cells_left -= sum(_covers(cell)[0] for cell in row)
            if self.cells_left < 0:
                break
            cells = self._row(row, number, above)
            start = min(place[0] for place in cells.values()) if start < 0 else start
            grid.append(tuple(cells.get(column) for column in range(max(cells) + 1)))
            above = cells
        if grid:
            self.pieces.append(Piece(start, self._length, "table", rows=tuple(grid)))
        self._frame(filled[len(grid) :], len(grid) + 1)

    def _row(self, row: list[etree._Element], number: int, above: dict[int, Place]) -> dict[int, Place]:
        """The cells of a row by their column; a cell that goes on from the row above is the cell there."""
        cells: dict[int, Place] = {}
        column = _before(row[0])
        for cell in row:
            width, is_continued = _covers(cell)
            if is_continued and column in above:
                place = above[column]
            else:
                start = self._write(self._cell(cell), "\t" if cells else "\n")
                place = (start, self._length)
                self.places.append((start, f"表{self._tables}第{number}行第{column + 1}列"))
            cells |= dict.fromkeys(range(column, column + width), place)
            column += width
        return cells

    def _cell(self, cell: etree._Element) -> str:
        """The text of a cell, its paragraphs separated by blanks; a table inside it is read as text."""
        texts = [self._marker(node, self._style(node)) + self._words(node) for node in cell.iter(_P)]
        return " ".join(" ".join(text.split("\n")).strip() for text in texts if text.strip()).replace("\t", " ")

    def _frame(self, rows: list[list[etree._Element]], first: int = 1) -> None:
        """A table of one row or one column frames text: what it holds is read as if it stood outside."""
        outer, table = self._frame_place, self._tables
        for number, row in enumerate(rows, first):
            for column, cell in enumerate(row, 1):
                self._frame_place = f"表{table}第{number}行第{column}列"
                self._read(cell)
        self._frame_place = outer


def _under(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The children of a tag, also those that a content control or an insertion wraps."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _CONTAINERS:
            yield from _under(child, tag)


def _covers(cell: etree._Element) -> tuple[int, bool]:
    """How many columns a cell covers, and whether it goes on from the cell above."""
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        return 1, False
    width = _small(value(properties, "gridSpan"), 1)
    merge = properties.find(f"{W}vMerge")
    return max(width, 1), merge is not None and merge.get(VALUE, "continue") == "continue"


def _before(cell: etree._Element) -> int:
    """How many columns of the grid a row leaves free at its beginning."""
    row = cell.getparent()
    properties = row.find(f"{W}trPr") if row is not None else None
    return _small(value(properties, "gridBefore"), 0) if properties is not None else 0


def _small(text: str, otherwise: int) -> int:
    return min(int(text), _WIDEST) if text.isdecimal() and len(text) < 7 else otherwise


def _symbol(code: str) -> str:
    """A character that is named by its number in a font."""
    try:
        character = chr(int(code[:6], 16))
    except (ValueError, OverflowError):
        return ""
    return "" if "\ud800" <= character <= "\udfff" else character
