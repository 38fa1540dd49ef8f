"""What is inside an .xlsx file, looked at before it is read: how far its sheets reach, and how its numbers are shown.

An .xlsx file is a zip of XML. It is unpacked within the limits, whatever sizes it claims, and made anew of the parts that
hold cells, so that the reader of cells sees nothing that was not looked at. The XML is scanned and never resolved.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import pairwise

from luoshi.observe.limits import Limits

_PART = re.compile(r"\[Content_Types\]\.xml|_rels/\.rels|xl/.*\.(?:xml|rels)", re.IGNORECASE)
_HEADER = struct.Struct("<4sHHHHHIIIHH")
_STORED, _DEFLATED = 0, 8
_STEP = 1 << 20

# Patterns stop at the next "<", so that a scan takes the time of its text, whatever the text is.
_ROW_OR_CELL = re.compile(rb"<(?:\w+:)?(c|row)(?=[\s>/])([^<>]*)>")
_REFERENCE = re.compile(rb"""\br\s*=\s*["']\s*([A-Za-z]{0,4})(\d{1,8})\s*["']""")
_HAS_REFERENCE = re.compile(rb"(?:^|\s)r\s*=")
_STYLE = re.compile(rb"""\bs\s*=\s*["'](\d{1,6})["']""")
_IS_SHARED = re.compile(rb"""\bt\s*=\s*["']s["']""")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)(?:\s[^<>]*)?>\s*[^<\s]")
_INDEX = re.compile(rb"<(?:\w+:)?v(?:\s[^<>]*)?>\s*(\d{1,9})\s*<")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_STRING = re.compile(rb"<(?:\w+:)?si[\s>/]")
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b([^<>]*)>")
_FORMATS_OF_CELLS = re.compile(rb"<(/?)(?:\w+:)?cellXfs[\s>]")
_FORMAT_OF_CELL = re.compile(rb"""<(?:\w+:)?xf\b[^<>]*?\bnumFmtId\s*=\s*["'](\d{1,6})["']""")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^<>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^<>]*)>")
_ATTRIBUTE = re.compile(rb'([\w:]+)\s*=\s*(?:"([^"]*)"|\'([^\']*)\')')


class Damaged(Exception):
    """The file is no zip, or one that cannot be unpacked."""


class TooBig(Exception):
    """It unpacks to more than the limit."""


@dataclass(slots=True)
class Extent:
    """How far a sheet reaches, which of its cells are shown as percentages, and which formulas have no stored value."""

    rows: int = 0
    columns: int = 0
    text_bytes: int = 0
    percent: set[tuple[int, int]] = field(default_factory=set)
    formulas: list[tuple[int, int]] = field(default_factory=list)


def parts(data: bytes, limits: Limits) -> dict[str, bytes]:
    """The unpacked parts of the file that hold cells or say how they are shown.

    Raises:
        Damaged: it cannot be unpacked.
        TooBig: it unpacks to more than the limit.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = [info for info in archive.infolist() if _PART.fullmatch(info.filename)]
            places = {info.filename: (info.header_offset, info.compress_size) for info in listed}
    except (zipfile.BadZipFile, OSError, ValueError, LookupError, struct.error, NotImplementedError) as error:
        raise Damaged("zip") from error
    left = limits.unpacked_bytes
    found = {}
    for name, (start, packed) in places.items():
        found[name] = _unpacked(data, name, start, packed, left)
        left -= len(found[name])
        if b"\0" in found[name][:4096]:
            raise Damaged(name)  # not UTF-8: what is scanned would not be what is read
    return found


def anew(parts: dict[str, bytes]) -> io.BytesIO:
    """A file of these parts alone."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    made.seek(0)
    return made


def sheets(parts: dict[str, bytes]) -> dict[str, str]:
    """The part of each sheet, by the sheet's name."""
    relations = {}
    for one in map(_attributes, _found(_RELATION, parts.get("xl/_rels/workbook.xml.rels", b""))):
        target = one.get("Target", "")
        relations[one.get("Id", "")] = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
    found = {}
    for one in map(_attributes, _found(_SHEET, parts.get("xl/workbook.xml", b""))):
        relation = next((value for name, value in one.items() if name.endswith(":id")), "")
        found[one.get("name", "")] = relations.get(relation, "")
    return found


def extent(sheet: bytes, parts: dict[str, bytes]) -> Extent:
    """What a look at a sheet's XML tells of its cells.

    Raises:
        Damaged: a cell does not say in plain letters where it is.
    """
    percent, lengths = (
        _percent_styles(parts.get("xl/styles.xml", b"")),
        _lengths(parts.get("xl/sharedStrings.xml", b"")),
    )
    found, row, column = Extent(), 0, 0
    for kind, attributes, inside in _rows_and_cells(sheet):
        place = _REFERENCE.search(attributes)
        if place is None and _HAS_REFERENCE.search(attributes):
            raise Damaged("r")
        if kind == b"row":
            row, column = int(place[2]) if place else row + 1, 0
            continue
        row, column = (int(place[2]), _column(place[1])) if place else (row, column + 1)
        if inside:
            found.rows, found.columns = max(found.rows, row, 1), max(found.columns, column)
            found.text_bytes += len(inside)
        if _IS_SHARED.search(attributes) and (index := _INDEX.search(inside)) and int(index[1]) < len(lengths):
            found.text_bytes += lengths[int(index[1])]
        if (style := _STYLE.search(attributes)) and int(style[1]) in percent:
            found.percent.add((row, column))
        if _FORMULA.search(inside) and not _VALUE.search(inside):
            found.formulas.append((row, column))
    return found


def _rows_and_cells(sheet: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """The beginning of each row and cell: which it is, its attributes, and what stands in it up to the next."""
    before = None
    for tag in _ROW_OR_CELL.finditer(sheet):
        if before:
            yield before[1], before[2], _inside(before, sheet, tag.start())
        before = tag
    if before:
        yield before[1], before[2], _inside(before, sheet, len(sheet))


def _inside(tag: re.Match[bytes], sheet: bytes, end: int) -> bytes:
    inside = b"" if tag[2].endswith(b"/") else sheet[tag.end() : end]
    return b"" if inside.startswith(b"</") else inside


def _lengths(strings: bytes) -> list[int]:
    """How long each shared string is, with its markup."""
    starts = [found.start() for found in _STRING.finditer(strings)]
    return [end - start for start, end in pairwise([*starts, len(strings)])]


def _unpacked(data: bytes, name: str, start: int, packed: int, most: int) -> bytes:
    header = data[start : start + _HEADER.size]
    if start < 0 or len(header) < _HEADER.size or header[:4] != b"PK\x03\x04":
        raise Damaged(name)
    _, _, flags, method, *_, name_length, extra_length = _HEADER.unpack(header)
    begin = start + _HEADER.size + name_length + extra_length
    content = data[begin : begin + packed]
    if flags & 1 or method not in (_STORED, _DEFLATED):
        raise Damaged(name)
    whole = content if method == _STORED else b"".join(_inflated(content, name, most))
    if len(whole) > most:
        raise TooBig(name)
    return whole


def _inflated(content: bytes, name: str, most: int) -> Iterator[bytes]:
    inflate, size = zlib.decompressobj(-zlib.MAX_WBITS), 0
    waiting = content
    try:
        while not inflate.eof:
            piece = inflate.decompress(waiting, _STEP)
            waiting = inflate.unconsumed_tail
            if not piece and not waiting:
                break
            size += len(piece)
            yield piece
            if size > most:
                raise TooBig(name)
    except zlib.error as error:
        raise Damaged(name) from error
    if not inflate.eof:
        raise Damaged(name)


def _percent_styles(styles: bytes) -> set[int]:
    """The numbers of the styles that show a number as a percentage."""
    shown = {9, 10}
    for one in map(_attributes, _found(_FORMAT, styles)):
        if "%" in re.sub(r'"[^"]*"|\\.', "", one.get("formatCode", "")) and one.get("numFmtId", "").isdigit():
            shown.add(int(one["numFmtId"]))
    ends = [found.start() for found in _FORMATS_OF_CELLS.finditer(styles)][:2]
    used = _FORMAT_OF_CELL.findall(styles[slice(*ends)]) if len(ends) == 2 else []
    return {number for number, format in enumerate(used) if int(format) in shown}


def _found(pattern: re.Pattern[bytes], text: bytes) -> Iterator[bytes]:
    return (found[1] for found in pattern.finditer(text))


def _attributes(tag: bytes) -> dict[str, str]:
    return {
        found[1].decode("utf-8", "replace"): unescape((found[2] or found[3] or b"").decode("utf-8", "replace"))
        for found in _ATTRIBUTE.finditer(tag)
    }


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
