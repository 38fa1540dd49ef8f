"""CSV: which bytes are characters, which character separates, and the cells of a row."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator

from luoshi.decoding import decode
from luoshi.model.problem import Problem

_SEPARATORS = ",\t;|"
_OTHER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BEGINNING = 1 << 16


def utf8(data: bytes, name: str) -> tuple[bytes, list[Problem]]:
    """The bytes as UTF-8 without a byte-order mark; the same ones where they are that already.

    >>> utf8("地区,年份".encode("gb18030"), "a.csv")[0].decode()
    '地区,年份'
    """
    if data.startswith(codecs.BOM_UTF8):
        return data[len(codecs.BOM_UTF8) :], []
    if b"\0" not in data[:_BEGINNING] and not data.startswith(_OTHER_MARKS) and _is_utf8(data):
        return data, []
    text, _, problems = decode(data, name)
    return text.encode("utf-8", "surrogatepass"), problems


def separator(data: bytes) -> str:
    """The character between the cells: the one that stands most often in the first lines; a comma where none does.

    >>> separator(b"a;b;c\\n1,5;2;3\\n")
    ';'
    """
    lines = data[:_BEGINNING].decode("utf-8", "replace").splitlines()[:5]
    return max(_SEPARATORS, key=lambda one: min((line.count(one) for line in lines if line.strip()), default=0))


def rows(data: bytes, separator: str) -> Iterator[list[str]]:
    """The cells of each row, blank rows too; quotes as far as they are understood.

    >>> list(rows('a,"b\\nc"\\n\\n1,2'.encode(), ","))
    [['a', 'b\\nc'], [], ['1', '2']]
    """
    text = io.StringIO(data.decode("utf-8", "replace"), newline="")
    csv.field_size_limit(1 << 24)
    yield from csv.reader(text, delimiter=separator)


def _is_utf8(data: bytes) -> bool:
    """Looked at piece by piece, so that a large file is not held twice."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(data)
    try:
        for start in range(0, len(data), 1 << 22):
            decoder.decode(view[start : start + (1 << 22)], final=start + (1 << 22) >= len(data))
    except UnicodeDecodeError:
        return False
    return True
