"""The lines of a page: characters with their place in the source, and blanks as a browser shows them."""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape


@dataclass(slots=True)
class Line:
    """A line of the page: `text[start:end]`, and what its place on the page says of it."""

    start: int
    end: int
    level: int = 0
    whole: bool = False
    linked: int = 0
    is_furniture: bool = False


class Lines:
    """Collects the lines of a page. `here` and `there` lead from the lines, a character apart, back to the source."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.lines: list[Line] = []
        self.texts: list[str] = []
        self.here: list[int] = []
        self.there: list[int] = []
        self._length = 0
        self._line: list[str] = []
        self._block = 0
        self._level = 0
        self._linked = 0
        self._link = -1
        self._preformatted = 0
        self._furniture = ""

    def _take(self, start: int, end: int) -> None:
        """Read `source[start:end]`, which holds no tag, no entity and no two blanks together."""
        text = self.source[start:end]
        if text[0] == " " and (not self._line or self._line[-1][-1] == " "):
            text = text[1:]
            start += 1
            if not text:
                return
        self._place(start)
        self._line.append(text)
        self._length += len(text)

    def _place(self, position: int) -> None:
        """The next character stands at `position` of the source."""
        if self.there and self.there[-1] + self._length - self.here[-1] == position:
            return
        if self.here and self.here[-1] == self._length:
            self.there[-1] = position
            return
        self.here.append(self._length)
        self.there.append(position)

    def _other(self, token: str, start: int) -> None:
        """An entity, or blanks."""
        if token[0] == "&":
            self._entity(token, start)
            return
        if self._preformatted and "\n" in token:
            self._end_line()
        self._blank(start)

    def _entity(self, token: str, start: int) -> None:
        if token == "&nbsp;" * (len(token) // 6):
            for number in range(len(token) // 6):
                self._character("\u00a0", start + 6 * number)
            return
        text = unescape(token)
        if text in " \n\t\r\f":
            if text:
                self._blank(start)
            return
        for character in text:
            self._character(character, start)

    def _character(self, character: str, position: int) -> None:
        self._place(position)
        self._line.append(character)
        self._length += 1

    def _blank(self, start: int) -> None:
        if self._line and self._line[-1][-1] != " ":
            self._character(" ", start)

    def _end_line(self) -> bool:
        """Close the line; whether anything stood on it."""
        if not self._line:
            return False
        text = "".join(self._line)
        start = self._length - len(text)
        text = text.rstrip()
        self._line.clear()
        if text:
            self._add(start, text)
        else:
            self._length = start
            self._linked = 0
        while self.here and self.here[-1] >= self._length:
            self.here.pop()
            self.there.pop()
        if self._link >= 0:
            self._link = self._length
        return bool(text)

    def _add(self, start: int, text: str) -> None:
        end = start + len(text)
        linked = self._linked + (end - max(self._link, start) if self._link >= 0 else 0)
        self.lines.append(Line(start, end, self._level, False, linked, bool(self._furniture)))
        self.texts.append(text)
        self._linked = 0
        self._length = end + 1

    def _end_block(self, name: str = "", attributes: str = "") -> None:
        """A tag before and after which a line ends. What stood in the block alone is a whole paragraph."""
        if self._line:
            self._end_line()
        if len(self.lines) - self._block == 1:
            self.lines[-1].whole = True
        self._block = len(self.lines)

    def _break(self, name: str, attributes: str) -> None:
        if not self._end_line():
            self._end_block()
