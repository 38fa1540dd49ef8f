"""Pieces of a text → the reading: one paragraph a line, wraps mended, widths folded, page furniture left out.

The source is never rewritten: every step only chooses which characters are read and remembers where they stand
(`OffsetMap`). In order:

1. widths and dashes are folded one character for one (`fold`);
2. page numbers are set aside: alone on a line, or glued to the first word of a page, where they count up through the text;
3. lines are joined to paragraphs: across a page break or a hard wrap, never across a marker such as 一、 or （三）;
4. blanks that touch a Chinese character, and zero-width characters, are passed over.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from unicodedata import normalize

from luoshi.model.document import Block, Cell, Table
from luoshi.model.marker import MARKER, style
from luoshi.model.span import OffsetMap
from luoshi.read.extract import Piece

# ------------------------------------------------------------------ 1. widths


def _folding() -> dict[int, str]:
    table = {code: normalize("NFKC", chr(code)) for code in range(0xFF01, 0xFF5F)}
    # Punctuation of Chinese text stays Chinese, whichever width it was typed in.
    table |= {ord(full): full for full in "！，：；？"}
    table |= dict.fromkeys(map(ord, "(（﹙"), "（") | dict.fromkeys(map(ord, ")）﹚"), "）")
    table |= dict.fromkeys(map(ord, "－–―−‐‑‒~～〜∼"), "-")
    table |= dict.fromkeys(map(ord, "％﹪"), "%") | {ord("﹐"): "，", ord("﹕"): "：", ord("﹔"): "；"}
    table |= dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2009\u202f\u3000\t"), " ")
    table |= {ord(old): new for old, new in zip("後馀裡佈〇○", "后余里布零零", strict=True)}
    return {code: char for code, char in table.items() if len(char) == 1}


_FOLD = _folding()
# Frequent in official texts and never written so in simplified ones; one in a hundred makes a traditional copy.
_TRADITIONAL = re.compile("[關於發為實務與國點專業應對開機據經濟環產區數責單門廳財級設]")
_FULL_WIDTH = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
# A half-width mark that touches a Chinese character is a Chinese mark; 1,234 and 10:30 are left as they are.
_HALF_WIDTH = re.compile("(?<=[^\x00-\x7f])[,:;?!]|[,:;?!](?=[^\x00-\x7f])")


def fold(text: str) -> str:
    """Widths, brackets, dashes and blanks in one form each; as many characters as before.

    >>> fold("到２０２０年,达到90％（以上)"), fold("責任單位：省發展改革委")
    ('到2020年，达到90%（以上）', '责任单位：省发展改革委')
    """
    folded = text
    for code in _FOLD.keys() & set(map(ord, set(text))):  # a few characters occur; each is replaced at memory speed
        folded = folded.replace(chr(code), _FOLD[code])
    if len(_TRADITIONAL.findall(folded, 0, 20_000)) * 100 > min(len(folded), 20_000):
        folded = folded.translate(importlib.import_module("luoshi.read.traditional").table())
    return _HALF_WIDTH.sub(lambda mark: _FULL_WIDTH[mark[0]], folded)


# ------------------------------------------------------------------ 2. page numbers

_PAGE_NUMBER = re.compile(r" *(?:[-—·•] *)?(?:第 *)?(\d{1,4})(?: *页)?(?: *[-—·•])? *$")
# A number with a point or a measure behind it is a marker or a figure ("1.", "2020年"); "10012.3" may be a page and "12.3".
_PAGE_PREFIX = re.compile(r"\d{2,5}\.(?=\d)|\d{1,4}(?![\d.、．年月日号个万亿%个百千余户家名人元吨亩公]|以上|左右)")
_PAGE_LINES = range(8, 90)


def _without_page_numbers(folded: str, pieces: Sequence[Piece]) -> list[Piece]:
    """Lines that are page numbers become furniture; a number glued to the first line of a page is cut off."""
    numbers = [i for i, p in enumerate(pieces) if p.kind == "paragraph" and folded[p.start : p.start + 1].isdigit()]
    chain = _page_chain(folded, pieces, numbers) if len(numbers) >= 3 else {}
    result: list[Piece] = []
    for i, piece in enumerate(pieces):
        if piece.kind == "paragraph" and not piece.whole and piece.end - piece.start < 14:
            number = _PAGE_NUMBER.match(folded, piece.start, piece.end)
            if number and (folded[piece.start : piece.end].strip()[0] in "-—·•第" or i in chain):
                result.append(replace(piece, kind="furniture"))
                continue
        if i in chain:
            cut = piece.start + len(str(chain[i]))
            result += [Piece(piece.start, cut, "furniture"), replace(piece, start=cut)]
        else:
            result.append(piece)
    return result


def _page_chain(folded: str, pieces: Sequence[Piece], numbers: Sequence[int]) -> dict[int, int]:
    """The longest run of lines whose leading numbers count up by one, a page apart: line → its page number."""
    leading: dict[int, str] = {}
    for i in numbers:
        found = _PAGE_PREFIX.match(folded, pieces[i].start, pieces[i].end)
        if found:
            leading[i] = found[0]
    best: dict[int, int] = {}
    for i, digits in leading.items():
        if i in best or len(digits) > 3 or digits.endswith("."):
            continue
        chain = {i: int(digits)}
        line, page = i, int(digits)
        while True:
            following = _following(leading, line, page)
            if following is None:
                break
            if following[1] == page + 2:  # a page with hardly a line, a picture perhaps, lies between
                chain |= {j: page + 1 for j in range(line + 1, following[0]) if leading.get(j) == str(page + 1)}
            line, page = following
            chain[line] = page
        _extend_upwards(leading, chain, i, int(digits))
        if len(chain) > len(best):
            best = chain
    return best if len(best) >= 3 else {}


def _following(leading: dict[int, str], line: int, page: int) -> tuple[int, int] | None:
    """The next line that bears the next page's number; one page may hide behind a figure (“43个” looks like one)."""
    for step in (1, 2):
        for j in range(line + _PAGE_LINES.start, line + step * _PAGE_LINES.stop):
            if j in leading and _is_page(leading[j], page + step):
                return j, page + step
    return None


def _extend_upwards(leading: dict[int, str], chain: dict[int, int], line: int, page: int) -> None:
    """The page before the first whose number stands alone may be glued to a decimal marker."""
    for j in range(line - _PAGE_LINES.start, line - _PAGE_LINES.stop, -1):
        if j in leading and _is_page(leading[j], page - 1):
            chain[j] = page - 1
            return


def _is_page(digits: str, page: int) -> bool:
    """Whether the digits are the page number, alone or glued to a decimal marker (10012.3 is page 100 and 12.3)."""
    if digits.endswith("."):
        return digits.startswith(str(page)) and len(digits) - 1 > len(str(page))
    return digits == str(page)


# ------------------------------------------------------------------ 3. paragraphs

# What never continues the line above, beside a marker.
_BEGINS = re.compile(
    r" *(?:[\u4e00-\u9fff]{1,12}[〔\[（]\d{4}[〕\]）]第?\d{1,4}号 *$"
    r"|——|附件|附表|附[:：]|责任单位|牵头单位|\[image)"
)
_ENDS = "。！？；：…”）》】〕!?;:"
_GOES_ON = "，、,"
_CLOSING = re.compile("[》）〕”]")
_MEASURE = re.compile(r"[年月日号个万亿%个百千余户家名人元吨亩公]|以上|左右")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_PUNCTUATION = re.compile("[，。；：]")


def _paragraphs(folded: str, pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Lists of pieces that make one paragraph each."""
    width = _wrap_width(folded, pieces)
    indents = sum(folded.startswith("  ", p.start) for p in pieces) * 6 > len(pieces)
    closed = _closed_classes(folded, pieces)
    paragraphs: list[list[Piece]] = []
    for piece in pieces:
        if paragraphs and _goes_on(folded, paragraphs[-1], piece, width, indents, closed):
            paragraphs[-1].append(piece)
        elif piece.kind == "furniture" and paragraphs:
            paragraphs[-1].append(piece)  # looked through when the next line is judged
        else:
            paragraphs.append([piece])
    return paragraphs


def _wrap_width(folded: str, pieces: Sequence[Piece]) -> int:
    """The line length, in characters, at which the text is wrapped; 0 where lines are whole paragraphs."""
    lengths = sorted(p.end - p.start for p in pieces if p.kind == "paragraph" and not p.whole)
    if len(lengths) < 12:
        return 0
    width = lengths[int(len(lengths) * 0.9)]
    full = sum(width - 6 <= length <= width + 6 for length in lengths)
    return width if width <= 70 and full * 5 >= len(lengths) * 2 else 0


def _closed_classes(folded: str, pieces: Sequence[Piece]) -> set[str]:
    """The classes of markers whose lines end with a full stop in this text; one that does not is broken off."""
    counts: dict[str, list[int]] = {}
    for piece in pieces:
        marker = MARKER.match(folded, piece.start, piece.end) if piece.kind == "paragraph" else None
        if marker:
            line = folded[piece.start : piece.end].rstrip()
            counts.setdefault(style(marker[0]), []).append(line[-1:] in _ENDS)
    return {name for name, ends in counts.items() if len(ends) >= 4 and sum(ends) >= len(ends) * 0.7}


def _goes_on(
    folded: str, paragraph: Sequence[Piece], piece: Piece, width: int, indents: bool, closed: set[str]
) -> bool:
    """Whether `piece` continues the paragraph rather than begins the next."""
    last = next((p for p in reversed(paragraph) if p.kind != "furniture"), None)
    if last is None or last.kind != "paragraph" or piece.kind != "paragraph" or last.level or piece.level:
        return False
    line, following = folded[last.start : last.end].rstrip(), folded[piece.start : piece.end]
    if not line or MARKER.match(following) or _BEGINS.match(following):
        return False
    if _is_open(line) and _CLOSING.search(following):
        return True
    if last.whole or piece.whole:
        return False
    indented = following.startswith("  ")
    end, start = line[-1], following.lstrip()[:1]
    if end in _GOES_ON or ((end.isdigit() or end in "万亿") and _MEASURE.match(following.lstrip())):
        return not indented
    if indented:
        return False
    marker = MARKER.match(line)
    if width and indents:  # paragraphs begin indented, so what is not goes on
        return len(line) >= width - 8
    if width:
        if marker and not _PUNCTUATION.search(line):  # a heading that happens to fill its line
            return len(following) * 2 < width and not _PUNCTUATION.search(following)
        return len(line) >= width - 5 and bool(_CHINESE.search(line))
    if end in _ENDS or not _CHINESE.match(start):
        return False
    if marker and style(marker[0]) in closed:
        return True
    # A page break inside a paragraph: the line is prose that has not come to its end.
    return len(line) >= 30 and ("，" in line or "。" in line or "、" in line)


def _is_open(line: str) -> bool:
    """Whether a bracket or a title mark is still open at the end of the line."""
    opened = max(line.rfind("《"), line.rfind("（"), line.rfind("〔"))
    return opened >= 0 and len(line) - opened < 120 and not _CLOSING.search(line, opened)


# ------------------------------------------------------------------ 4. the flow

_PASSED_OVER = re.compile(
    r"(?<=[^\x00-\x7f]) +| +(?=[^\x00-\x7f])|(?<= ) +|(?<=[0-9]) +(?=[0-9]*[%年月日])"
    r"|\*{1,3}(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])\*{1,3}"  # emphasis in Markdown
    r"|[\u200b-\u200f\u2060\ufeff\u00ad]+"
)
# A page that was read by a machine renders 和 now and then as its English translation.
_ENGLISH_AND = re.compile("(?<=[\u4e00-\u9fff]) *and *(?=[\u4e00-\u9fff])")
_BLANK = re.compile("[* \u200b-\u200f\u2060\ufeff\u00ad]|and")
_SKIPPED = re.compile(f"{_ENGLISH_AND.pattern}|{_PASSED_OVER.pattern}")


@dataclass(frozen=True, slots=True)
class Flow:
    """The reading of a whole file."""

    text: str
    offsets: OffsetMap
    blocks: tuple[Block, ...]


class _Writer:
    """Collects what is read and where it stands."""

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self.parts: list[str] = []
        self.here: list[int] = []
        self.there: list[int] = []
        self.length = 0

    def copy(self, start: int, end: int) -> None:
        """Read `folded[start:end]`, passing over what is not text."""
        if not _BLANK.search(self.folded, start, end):
            self._take(self.folded[start:end], start)
            return
        for skip in _SKIPPED.finditer(self.folded, start, end):
            self._take(self.folded[start : skip.start()], start)
            if "a" in skip[0]:
                self._take("和", skip.start())
            start = skip.end()
        self._take(self.folded[start:end], start)

    def separate(self, character: str, position: int) -> None:
        self._take(character, position)

    def _take(self, text: str, position: int) -> None:
        if not text:
            return
        if not self.there or self.there[-1] + self.length - self.here[-1] != position:
            self.here.append(self.length)
            self.there.append(position)
        self.parts.append(text)
        self.length += len(text)


def flow(text: str, pieces: Sequence[Piece]) -> Flow:
    """The reading of a text that has been cut into pieces.

    >>> flow("加快建\\n设一批项目。", [Piece(0, 3), Piece(4, 10)]).text
    '加快建\\n设一批项目。'
    """
    folded = fold(text)
    writer = _Writer(folded)
    blocks: list[Block] = []
    for paragraph in _paragraphs(folded, _without_page_numbers(folded, pieces)):
        first = paragraph[0]
        if writer.length:
            writer.separate("\n", max(first.start - 1, 0))
        start = writer.length
        if first.kind == "table":
            table = _table(writer, first)
            blocks.append(Block("table", start, writer.length, table=table))
        else:
            shown = [p for p in paragraph if p.kind != "furniture"] or paragraph
            for piece in shown:
                line = folded[piece.start : piece.end]
                writer.copy(piece.start + len(line) - len(line.lstrip()), piece.start + len(line.rstrip()))
            blocks.append(Block(shown[0].kind, start, writer.length, level=shown[0].level))
    offsets = OffsetMap(tuple(writer.here) or (0,), tuple(writer.there) or (0,))
    return Flow("".join(writer.parts), offsets, tuple(b for b in blocks if b.end > b.start or b.kind == "table"))


def _table(writer: _Writer, piece: Piece) -> Table:
    written: dict[tuple[int, int], Cell] = {}
    rows: list[tuple[Cell | None, ...]] = []
    for number, row in enumerate(piece.rows):
        if number:
            writer.separate("\n", max(next((c[0] for c in row if c), piece.start) - 1, 0))
        cells: list[Cell | None] = []
        for column, place in enumerate(row):
            if place is not None and place not in written:
                if column:
                    writer.separate("\t", max(place[0] - 1, 0))
                start = writer.length
                line = writer.folded[place[0] : place[1]]
                writer.copy(place[0] + len(line) - len(line.lstrip()), place[0] + len(line.rstrip()))
                written[place] = Cell(start, writer.length)
            cells.append(None if place is None else written[place])
        rows.append(tuple(cells))
    return Table(tuple(rows))
