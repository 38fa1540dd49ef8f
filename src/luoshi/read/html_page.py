"""A page's source → its lines and tables, each character with its place in the source.

The source is cut into tags and text by one regular expression, and a line of the page is collected between two tags
that break lines. No tree is built: a tree does not know where in the source its text stood, and what a page of text
needs of it (which table, which cell, inside the navigation or not) fits in a few variables. Every step is linear in the
length of the source, whatever the source is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from luoshi.read.html_lines import Lines

# As browsers do: a quote, a tag or a comment that is not closed goes on to the end: nothing is read twice.
_ATTRIBUTES = r"(?:[^>\"']++|\"[^\"]*(?:\"|\Z)|'[^']*(?:'|\Z))*+"
_BLANKS = r"[\n\t\r\f ]"
_LOOK = rf"/?(?:span|font|b|strong|em|i|u|o:p)(?=[\s>/]){_ATTRIBUTES}>"
_TOKEN = re.compile(
    # Every branch begins with a character of its own, so that the text between is passed over quickly.
    r"<(?:"
    # scripts and the like, up to their end tag
    r"(?P<raw>(?i:script|style|iframe|noframes|textarea|title|xmp))(?=[\s/>])[^<]*+(?:<(?!/(?i:(?P=raw)))[^<]*+)*+"
    # tags that only say how the text looks, several together
    rf"|{_LOOK}(?:<{_LOOK})*"
    rf"|(?P<name>/?[a-zA-Z][^\s/>]*)(?P<attributes>{_ATTRIBUTES})(?:>|\Z)(?P<blank>{_BLANKS}*)"
    # comments, and declarations
    r"|!--(?:.*?-->|.*\Z)|[!?/][^>]*+>?)"
    r"|&(?:nbsp;(?:&nbsp;)*|\#[0-9]{1,8};?|\#[xX][0-9a-fA-F]{1,7};?|(?:nbsp|amp|lt|gt|quot)(?![a-zA-Z;])"
    r"|[a-zA-Z][a-zA-Z0-9]{1,31};)"
    rf"|\n{_BLANKS}*|\r{_BLANKS}*|\t{_BLANKS}*|\f{_BLANKS}*|  +",
    re.DOTALL,
)
_SPAN = re.compile(r"(col|row)span\s*=\s*[\"']?\s*(\d{1,4})", re.IGNORECASE)
_WIDEST = 1000  # columns or rows that one cell may cover, as in browsers
_LINK = re.compile(r"href\s*=\s*[\"']?+(?!#)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_NAMED = re.compile(r"(?:class|id)\s*=\s*(?:\"([^\"]*)|'([^']*)|([^\s>]*))", re.IGNORECASE)
_FURNITURE_NAME = re.compile(
    r"(?<![a-z])(?:nav|navbar|navigation|menu|breadcrumbs?|crumbs?|share|bdsharebuttonbox|print|sidebar|header|footer"
    r"|foot|qr|qrcode|copyright|toolbar|related|recommend|login|search|fontsize|pagination|ewm)(?![a-z])",
    re.IGNORECASE,
)
_CONTENT_NAME = re.compile(r"content|article|main|text|detail|zoom|editor|body", re.IGNORECASE)
_BREAKING = """
    address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form header hgroup hr html legend li main menu nav noscript ol option p pre section select summary
    svg tbody tfoot thead ul
"""
_CONTAINERS = frozenset(("div", "ul", "ol", "dl", "section", "nav", "header", "footer", "aside", "form"))
_FURNITURE = frozenset(("nav", "header", "footer", "aside", "noscript", "select", "button", "svg"))


@dataclass(slots=True)
class Cell:
    """A cell of a table: its lines, and how many columns and rows it covers."""

    first: int
    columns: int
    rows: int
    last: int = 0


@dataclass(slots=True)
class Grid:
    """A table of the page as its tags have it."""

    first: int
    rows: list[list[Cell]] = field(default_factory=list)
    is_nested: bool = False
    has_heading: bool = False
    is_open: bool = False
    last: int = 0


class Page(Lines):
    """The lines and tables of a page. `tables` come in the order in which they end."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.tables: list[Grid] = []
        self.metas: list[str] = []
        self.is_cut = _is_cut(source)
        self._articles = 0
        self._depth = 0
        self._open: list[Grid] = []
        self._read()

    def _read(self) -> None:
        source, handlers, end_block = self.source, _HANDLERS, Page._end_block
        position = 0
        for token in _TOKEN.finditer(source):
            start, end = token.span()
            if start > position:
                self._take(position, start)
            position = end
            name = token[2]
            if name is None:
                if source[start] != "<":
                    self._other(token[0], start)
                continue
            handler = handlers.get(name) or (None if name.islower() else handlers.get(name.lower()))
            if handler is end_block:
                # By far the most tags end a block, and most of them one that is empty.
                if self._line or len(self.lines) != self._block:
                    self._end_block()
            elif handler is not None:
                handler(self, name, token[3])
            if self._line and token[4]:
                self._blank(token.start(4))
        if position < len(source):
            self._take(position, len(source))
        self._end_block()
        while self._open:
            self._end_table("", "")

    # -------------------------------------------------------------- blocks

    def _begin_heading(self, name: str, attributes: str) -> None:
        self._end_block()
        self._level = int(name[1])
        if self._level < 3 and self._open:
            self._open[-1].has_heading = True

    def _end_heading(self, name: str, attributes: str) -> None:
        self._end_block()
        self._level = 0

    def _begin_preformatted(self, name: str, attributes: str) -> None:
        self._end_block()
        self._preformatted += 1

    def _end_preformatted(self, name: str, attributes: str) -> None:
        self._end_block()
        self._preformatted = max(0, self._preformatted - 1)

    def _begin_article(self, name: str, attributes: str) -> None:
        self._end_block()
        self._articles += 1

    def _begin_container(self, name: str, attributes: str) -> None:
        """A part of the page that may be navigation, a share bar, a footer: nothing in it is text of the document."""
        self._end_block()
        name = name.lower()
        if self._furniture:
            self._depth += name == self._furniture
        elif self._is_furniture(name, attributes):
            self._furniture, self._depth = name, 1

    def _is_furniture(self, name: str, attributes: str) -> bool:
        if name in _FURNITURE:
            return not (name == "header" and self._articles)
        if not attributes or name not in _CONTAINERS:
            return False
        names = " ".join("".join(found) for found in _NAMED.findall(attributes))
        if _FURNITURE_NAME.search(names) and not _CONTENT_NAME.search(names):
            return True
        return bool(_HIDDEN.search(attributes))

    def _end_container(self, name: str, attributes: str) -> None:
        self._end_block()
        if self._furniture and name[1:].lower() == self._furniture:
            self._depth -= 1
            if not self._depth:
                self._furniture = ""

    def _begin_link(self, name: str, attributes: str) -> None:
        self._end_link(name, attributes)
        if _LINK.search(attributes):
            self._link = self._length

    def _end_link(self, name: str, attributes: str) -> None:
        if self._link >= 0:
            self._linked += max(0, self._length - self._link)
            self._link = -1

    def _meta(self, name: str, attributes: str) -> None:
        self.metas.append(attributes)

    # -------------------------------------------------------------- tables

    def _begin_table(self, name: str, attributes: str) -> None:
        self._end_block()
        if self._open:
            self._open[-1].is_nested = True
        self._open.append(Grid(len(self.lines)))

    def _begin_row(self, name: str, attributes: str) -> None:
        self._end_block()
        if self._open:
            self._end_cell()
            self._open[-1].rows.append([])

    def _begin_cell(self, name: str, attributes: str) -> None:
        self._end_block()
        if not self._open:
            return
        self._end_cell()
        table = self._open[-1]
        if not table.rows:
            table.rows.append([])
        columns, rows = _spans(attributes) if "span" in attributes.lower() else (1, 1)
        table.rows[-1].append(Cell(len(self.lines), columns, rows))
        table.is_open = True

    def _end_cell(self) -> None:
        """The open cell of the innermost table ends; one without text keeps a line of its own, so it has a place."""
        table = self._open[-1]
        if not table.is_open:
            return
        table.is_open = False
        cell = table.rows[-1][-1]
        if len(self.lines) == cell.first:
            self._add(self._length, "")
            self._block = len(self.lines)
        cell.last = len(self.lines)

    def _end_table(self, name: str, attributes: str) -> None:
        self._end_block()
        if not self._open:
            return
        self._end_cell()
        table = self._open.pop()
        table.last = len(self.lines)
        self.tables.append(table)


def _spans(attributes: str) -> tuple[int, int]:
    """How many columns and rows a cell covers."""
    spans = {which.lower(): int(count) for which, count in _SPAN.findall(attributes)}
    return min(max(spans.get("col", 1), 1), _WIDEST), min(max(spans.get("row", 1), 1), _WIDEST)


def _is_cut(source: str) -> bool:
    """Whether the source ends inside a tag or a comment."""
    last = source.rfind("<!--")
    if last >= 0 and source.find("-->", last) < 0:
        return True
    last = source.rfind("<")
    return source.find(">", last) < 0 and source[last + 1 : last + 2] in "/!abcdefghijklmnopqrstuvwxyz"


Handler = Callable[[Page, str, str], None]


def _handlers() -> Iterable[tuple[str, Handler]]:
    """What each tag does; a tag that is not named here is part of its line."""
    for name in _BREAKING.split():
        yield name, Page._end_block
        yield f"/{name}", Page._end_block
    for name in _CONTAINERS | _FURNITURE:
        yield name, Page._begin_container
        yield f"/{name}", Page._end_container
    for level in range(1, 7):
        yield f"h{level}", Page._begin_heading
        yield f"/h{level}", Page._end_heading
    for name in ("article", "main"):
        yield name, Page._begin_article
    yield from (("br", Page._break), ("/br", Page._break), ("a", Page._begin_link), ("/a", Page._end_link))
    yield from (("pre", Page._begin_preformatted), ("/pre", Page._end_preformatted), ("meta", Page._meta))
    yield from (("table", Page._begin_table), ("/table", Page._end_table), ("tr", Page._begin_row))
    yield from (("td", Page._begin_cell), ("th", Page._begin_cell), ("/td", Page._end_block), ("/th", Page._end_block))
    yield from (("/tr", Page._end_block),)


_HANDLERS: dict[str, Handler] = dict(_handlers())
