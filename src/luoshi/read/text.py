"""Plain text → characters and lines. The encoding is found, stated, and never guessed in silence."""

from __future__ import annotations

import re

from luoshi.decoding import decode
from luoshi.read.extract import Extract, Piece

FORMAT = "text"
SUFFIXES = (".txt", ".text", "")

_BINARY = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_LINE = re.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")
# A run of blanks that was a line break: beside a Chinese character, behind a bracket or a stop, before a marker.
_BLANKS = "[ \\t\u3000\xa0]+"
_FIRST = "(?<![ \\t\u3000\xa0])"  # a run is looked at from its first blank alone, however long it is
_FORMER_BREAK = re.compile(
    rf"(?<=[^\x00-\x7f]){_BLANKS}|{_FIRST}{_BLANKS}(?=[^\x00-\x7f])|(?<=[)\].;:]){_BLANKS}"
    rf"|{_FIRST}{_BLANKS}(?=\(|\d{{1,3}}[.、])"
)
_COLLAPSED_LINE = 1200


def matches(data: bytes) -> bool:
    """Whether the bytes can be text at all."""
    return not data.startswith(_BINARY)


def extract(data: bytes, name: str) -> Extract:
    """The characters of a text file, a piece a line.

    Line ends are kept as they are, a byte-order mark is not a character. Scraped text whose line breaks have been
    collapsed into blanks is cut at these blanks again.
    """
    text, encoding, problems = decode(data, name)
    return Extract(text=text, encoding=encoding, pieces=tuple(_pieces(text)), problems=tuple(problems))


def _pieces(text: str) -> list[Piece]:
    pieces: list[Piece] = []
    for line in _LINE.finditer(text):
        start, end = line.span()
        if end - start > _COLLAPSED_LINE:
            pieces += _former_lines(text, start, end)
        elif not text[start:end].isspace():
            pieces.append(Piece(start, end))
    return pieces


def _former_lines(text: str, start: int, end: int) -> list[Piece]:
    pieces: list[Piece] = []
    for blank in _FORMER_BREAK.finditer(text, start, end):
        if blank.start() > start:
            pieces.append(Piece(start, blank.start()))
        start = blank.end()
    return [*pieces, Piece(start, end)] if start < end else pieces
