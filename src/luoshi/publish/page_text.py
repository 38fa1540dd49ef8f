"""A document's text as issued, with everything that was compiled from it marked in place.

The text shown is the received one, character for character: the reading (`Document.flow`) only decides where a
paragraph begins and which characters were left out of it. Left-out blanks vanish, left-out print (a page number in the
middle of a sentence) stays, set apart. So what a mark encloses is always its quote.

Marks may lie in one another or cross. A mark that crosses another, or runs over several paragraphs, is shown in pieces;
the first piece bears the address.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from luoshi.model.document import Block, Cell, Document, Table
from luoshi.publish.page_grid import Field, fields
from luoshi.publish.page_html import EMPTY, Markup, element, join, text

_YEARS = re.compile(r"[\d年月.~～—–至\s-]{1,16}")
_TAGS = {"title": "h1", "section1": "h2", "section2": "h3"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of the received text to be marked.

    Args:
        start, end: In the received text.
        style: How it looks: duty, clause, deadline, target …
        item: The address of what it belongs to; several marks may belong to one item. Blank for a mere look.
        anchor: Whether the item's address is here.
        label: What stands in front of it, for the eye: 任务46.
        describes: The same for ears, in a sentence.
    """

    start: int
    end: int
    style: str
    item: str = ""
    anchor: bool = False
    label: str = ""
    describes: str = ""

    def reaches_beyond(self, start: int, end: int) -> bool:
        """Whether it covers all of a paragraph and more."""
        return self.start <= start and end <= self.end and end - start < self.end - self.start


@dataclass(slots=True)
class Piece:
    """A stretch of the received text that is shown as one: a block, or what stands between two blocks."""

    start: int
    end: int
    block: Block | None
    marks: list[Mark] = field(default_factory=list)


@dataclass(slots=True)
class TextView:
    """Renders the text of a document.

    `style_of` names the class of a paragraph; `anchors` are the addresses of provisions by their start, `placed` the
    addresses that have been set.
    """

    document: Document
    marks: Sequence[Mark]
    style_of: Callable[[int, int], str] = lambda start, end: ""
    anchors: Sequence[tuple[int, str]] = ()
    placed: set[str] = field(default_factory=set)

    def render(self) -> Markup:
        pieces = list(self._pieces())
        _distribute(self.marks, pieces)
        anchors = sorted(self.anchors)
        shown, done = [], 0
        for piece in pieces:
            last = bisect_left(anchors, (piece.end, ""))
            places = [element("span", id=name, class_="at") for _, name in anchors[done:last]]
            done = max(done, last)
            shown.append(self._piece(piece, join(places)))
        return join(shown, "\n")

    # ------------------------------------------------------------------ pieces

    def _pieces(self) -> Iterator[Piece]:
        document, position = self.document, self.document.start
        for block in document.blocks:
            start, end = document.offsets.span(block.start, block.end)
            start = max(start, position)
            if between := self._between(position, start):
                yield between
            if end > start:
                yield Piece(start, end, block)
                position = end
        if between := self._between(position, document.end):
            yield between

    def _between(self, start: int, end: int) -> Piece | None:
        return Piece(start, end, None) if self.document.received.text[start:end].strip() else None

    def _piece(self, piece: Piece, places: Markup) -> Markup:
        if piece.block is not None and piece.block.table is not None:
            return join([places, self._table(piece.block.table, piece.marks)])
        kept = self._kept(piece.block) if piece.block else [(piece.start, piece.end)]
        is_page = piece.block is None or piece.block.kind != "paragraph"
        if any(mark.style == "problem" and mark.reaches_beyond(piece.start, piece.end) for mark in piece.marks):
            style = "doubtful"
        else:
            style = "furniture" if is_page else self.style_of(piece.start, piece.end)
        return element(_TAGS.get(style, "p"), places, self._inline(kept, piece.marks), class_=style or None)

    def _kept(self, part: Block | Cell) -> list[tuple[int, int]]:
        """The stretches of the received text that the reading kept of a block or a cell, in order."""
        offsets, kept, position = self.document.offsets, [], part.start
        while position < part.end:
            step = bisect_right(offsets.here, position) - 1
            following = offsets.here[step + 1] if step + 1 < len(offsets.here) else part.end
            until = min(part.end, following)
            start = offsets.position(position)
            kept.append((start, start + until - position))
            position = until
        return kept

    # ------------------------------------------------------------------ tables

    def _table(self, table: Table, marks: list[Mark]) -> Markup:
        body, header = list[Markup](), True
        for row in fields(table):
            cells = [field.cell for field in row if field.cell is not None and field.cell.end > field.cell.start]
            start, end = self._range(cells)
            whole = [mark for mark in marks if cells and mark.start <= start and mark.end >= end]
            inside = [mark for mark in marks if mark not in whole]
            header = header and not whole
            body.append(self._row(row, whole, inside, "th" if header else "td"))
        return element("div", element("table", element("tbody", *body)), class_="scroll")

    def _range(self, cells: Sequence[Cell]) -> tuple[int, int]:
        ranges = [self.document.offsets.span(cell.start, cell.end) for cell in cells]
        return min((start for start, _ in ranges), default=0), max((end for _, end in ranges), default=0)

    def _row(self, row: Sequence[Field], whole: list[Mark], inside: list[Mark], name: str) -> Markup:
        names = [self._address(mark) for mark in whole]
        own = next((address for address in names if address), None)
        addresses = [address if address != own else None for address in names]
        labels = join(_label(mark, address) for mark, address in zip(whole, addresses, strict=True))
        cells = [self._cell(field, inside, name, EMPTY if at else labels) for at, field in enumerate(row)]
        styles = " ".join(dict.fromkeys(mark.style for mark in whole))
        return element("tr", *cells, id=own, class_=styles or None, data_of=whole[0].item if whole else None)

    def _cell(self, field: Field, marks: list[Mark], name: str, labels: Markup) -> Markup:
        content = self._inline(self._kept(field.cell), marks) if field.cell else EMPTY
        columns = field.columns if field.columns > 1 else None
        rows = field.rows if field.rows > 1 else None
        return element(name, labels, content, colspan=columns, rowspan=rows, class_=_align(content))

    # ------------------------------------------------------------------ running text

    def _inline(self, kept: list[tuple[int, int]], marks: Sequence[Mark]) -> Markup:
        """The text of a block with its marks; crossing marks are closed and opened again."""
        if not kept:
            return EMPTY
        first, last = kept[0][0], kept[-1][1]
        inside = sorted((m for m in marks if m.start < last and m.end > first), key=lambda m: (m.start, -m.end))
        looks = [mark for mark in inside if not mark.item]
        nested = [mark for mark in inside if mark.item]
        cuts = sorted({first, last, *(p for m in inside for p in (m.start, m.end) if first < p < last)})
        out, opened = [], list[Mark]()
        for start, end in pairwise(cuts):
            stays = _still_open(opened, start)
            again = [mark for mark in opened[stays:] if mark.end > start]
            fresh = [mark for mark in nested if max(mark.start, first) == start]
            out.append("</mark>" * (len(opened) - stays))
            del opened[stays:]
            for mark in sorted([*again, *fresh], key=lambda m: -m.end):
                out.append(self._open(mark, first_time=mark in fresh))
                opened.append(mark)
            out.append(self._styled(kept, start, end, looks))
        return Markup("".join([*out, "</mark>" * len(opened)]))

    def _styled(self, kept: list[tuple[int, int]], start: int, end: int, looks: Sequence[Mark]) -> Markup:
        """A stretch between two cuts, in the look of a heading where it is one."""
        shown = self._shown(kept, start, end)
        style = next((mark.style for mark in looks if mark.start <= start and mark.end >= end), None)
        return element("span", shown, class_=style) if style else shown

    def _open(self, mark: Mark, first_time: bool) -> Markup:
        address = self._address(mark)
        label = _label(mark) if address or (first_time and not mark.anchor) else EMPTY
        opening = element("mark", class_=mark.style, id=address, data_of=mark.item or None)
        return Markup(label + opening.removesuffix("</mark>"))

    def _address(self, mark: Mark) -> str | None:
        """The address that a mark sets: once, where it stands first."""
        if not mark.anchor or mark.item in self.placed:
            return None
        self.placed.add(mark.item)
        return mark.item

    def _shown(self, kept: list[tuple[int, int]], start: int, end: int) -> Markup:
        out, position = [], start
        received = self.document.received.text
        for left, right in kept[max(0, bisect_right(kept, (start, 0)) - 1) :]:
            if left >= end:
                break
            if left > position:
                out.append(_left_out(received[position:left]))
            if right > position:
                out.append(text(received[max(left, position) : min(right, end)]))
                position = min(right, end)
        if position < end:
            out.append(_left_out(received[position:end]))
        return join(out)


def _still_open(opened: Sequence[Mark], position: int) -> int:
    """How many of the open marks, from the outermost, go on; what is open inside one that ends is closed with it."""
    return next((depth for depth, mark in enumerate(opened) if mark.end <= position), len(opened))


def _left_out(characters: str) -> Markup:
    """What the reading left out inside a paragraph: blanks vanish, print stays and is set apart."""
    bare = characters.strip()
    return element("span", bare, class_="left-out", title="版面字符，不属于正文") if bare else EMPTY


def _label(mark: Mark, id_: str | None = None) -> Markup:
    """A way from the mark to what was compiled; its words are drawn by the style sheet and are no part of the text."""
    if not mark.label:
        return EMPTY
    return element(
        "a",
        id=id_,
        href=f"#{mark.item}-note",
        class_=f"label {mark.style}",
        data_label=mark.label,
        data_of=mark.item,
        aria_label=mark.describes,
    )


def _align(content: Markup) -> str | None:
    """Numbers stand at the right; years stay on one line."""
    if content.replace(".", "").isdigit():
        return "number"
    return "nowrap" if _YEARS.fullmatch(content) else None


def _distribute(marks: Sequence[Mark], pieces: list[Piece]) -> None:
    """Give each piece the marks that reach into it."""
    ends = [piece.end for piece in pieces]
    for mark in marks:
        at = bisect_right(ends, mark.start)
        while at < len(pieces) and pieces[at].start < mark.end:
            pieces[at].marks.append(mark)
            at += 1
