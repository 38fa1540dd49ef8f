"""What is inside an .xls file, looked at before it is read: how far its sheets reach, and how its numbers are shown.

An .xls file is a small file system of sectors with one stream of records, the workbook (MS-CFB, MS-XLS). Only the records
that say where cells are and how numbers are shown are looked at.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from luoshi.observe.xlsx_package import Damaged, Extent

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_FREE = 0xFFFFFFFA  # this and above: no sector follows
_PASSWORD, _BOUND_SHEET, _FORMAT, _STYLE, _END = 0x002F, 0x0085, 0x041E, 0x00E0, 0x000A
_STRINGS, _GOES_ON, _SHARED, _SEVERAL_RK = 0x00FC, 0x003C, 0x00FD, 0x00BD
# Records of cells; each begins with row, column and style.
_CELLS = {0x0203, 0x027E, _SEVERAL_RK, 0x0006, _SHARED, 0x0204, 0x0205, 0x00D6, 0x0002, 0x0003, 0x0004, 0x0005, 0x0007}
_MOST_ENTRIES, _MOST_SHEETS = 4096, 256


@dataclass(slots=True)
class Records:
    """What a look at the records tells: how far each sheet reaches, in their order, and whether there is a password."""

    has_password: bool = False
    sheets: list[Extent] = field(default_factory=list)


def records(data: bytes) -> Records:
    """A look at all sheets of the workbook. An .xlsx file with a password is packed like an .xls file, and seen here, too.

    Raises:
        Damaged: it is no such file, or it is cut off.
    """
    try:
        streams = dict(_streams(data))
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise Damaged("xls") from error
    if "EncryptedPackage" in streams or "EncryptionInfo" in streams:
        return Records(has_password=True)
    book = streams.get("Workbook") or streams.get("Book")
    if not book:
        raise Damaged("Workbook")
    return _look(book)


def _look(book: bytes) -> Records:
    found, formats, styles, places, strings = Records(), {9, 10}, list[int](), list[int](), list[bytes]()
    before = 0
    for kind, content in _records(book, 0):
        is_string = kind == _STRINGS or (kind == _GOES_ON and before == _STRINGS)
        before = before if kind == _GOES_ON else kind
        strings += [content[8:] if kind == _STRINGS else content] if is_string else []
        if kind == _PASSWORD:
            found.has_password = True
        elif kind == _BOUND_SHEET and len(content) >= 4:
            places.append(struct.unpack_from("<I", content)[0])
        elif kind == _FORMAT and len(content) >= 2 and b"%" in content[4:]:
            formats.add(struct.unpack_from("<H", content)[0])
        elif kind == _STYLE and len(content) >= 4:
            styles.append(struct.unpack_from("<H", content, 2)[0])
    percent = {number for number, format in enumerate(styles) if format in formats}
    if not found.has_password:
        lengths = _lengths(strings)
        found.sheets = [_extent(book, place, percent, lengths) for place in places[:_MOST_SHEETS]]
    return found


def _extent(book: bytes, place: int, percent: set[int], lengths: list[int]) -> Extent:
    found = Extent()
    for kind, content in _records(book, place):
        if kind not in _CELLS or len(content) < 6:
            continue
        row, column, style = struct.unpack_from("<HHH", content)
        if kind == _SHARED and len(content) >= 10 and (index := struct.unpack_from("<I", content, 6)[0]) < len(lengths):
            found.text_bytes += lengths[index]
        # A row of numbers has a style and a number each, six bytes, and the last column behind them.
        several = range(4, len(content) - 2, 6) if kind == _SEVERAL_RK else range(4, 5)
        found.rows, found.columns = max(found.rows, row + 1), max(found.columns, column + len(several))
        for number, start in enumerate(several):
            style = struct.unpack_from("<H", content, start)[0] if start + 2 <= len(content) else style
            if style in percent:
                found.percent.add((row + 1, column + number + 1))
    return found


def _lengths(pieces: list[bytes]) -> list[int]:
    """How many bytes each shared string has; strings go on from one piece to the next."""
    found: list[int] = []
    waiting = iter(pieces)
    piece, place = next(waiting, b""), 0
    try:
        while piece:
            if place >= len(piece):
                piece, place = next(waiting, b""), 0
                continue
            left, flags = struct.unpack_from("<HB", piece, place)
            found.append(left * 2)
            place += 3
            runs = struct.unpack_from("<H", piece, place)[0] if flags & 8 else 0
            place += 2 if flags & 8 else 0
            more = struct.unpack_from("<I", piece, place)[0] if flags & 4 else 0
            place += 4 if flags & 4 else 0
            while (size := left << (flags & 1)) > len(piece) - place:
                # The next piece begins with a byte that says anew whether characters have two bytes.
                left -= (len(piece) - place) >> (flags & 1)
                piece, place = next(waiting), 1
                flags = piece[0]
            place += size + runs * 4 + more
            while place > len(piece):
                place -= len(piece)
                piece = next(waiting)
    except (struct.error, IndexError, StopIteration):
        return found
    return found


def _records(book: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """The records from a place to the end of what begins there."""
    while place + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, place)
        if kind == _END:
            return
        yield kind, book[place + 4 : place + 4 + length]
        place += 4 + length


def _streams(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The streams of the file by their names; small ones, which stand elsewhere, as nothing."""
    if not data.startswith(SIGNATURE):
        raise Damaged("xls")
    shift, small_shift = struct.unpack_from("<HH", data, 30)
    if not (7 <= shift <= 16):
        raise Damaged("sector")
    size = 1 << shift
    directory, small_below = struct.unpack_from("<I", data, 48)[0], struct.unpack_from("<I", data, 56)[0]
    following = _table(data, size)
    small_file = b""
    table_of_small = struct.unpack_from("<I", data, 60)[0]
    entries = _chain(data, directory, following, size)
    for start in range(0, min(len(entries), _MOST_ENTRIES * 128), 128):
        entry = entries[start : start + 128]
        length = struct.unpack_from("<H", entry, 64)[0]
        name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le")
        first, whole = struct.unpack_from("<I", entry, 116)[0], struct.unpack_from("<I", entry, 120)[0]
        if entry[66] == 5:
            small_file = _chain(data, first, following, size)
        elif entry[66] == 2 and whole < small_below:
            table = (
                struct.unpack(f"<{len(rest) // 4}I", rest)
                if (rest := _chain(data, table_of_small, following, size))
                else ()
            )
            yield name, _chain(small_file, first, table, 1 << small_shift, header=0)[:whole]
        elif entry[66] == 2:
            yield name, _chain(data, first, following, size)[:whole]


def _table(data: bytes, size: int) -> tuple[int, ...]:
    """Which sector follows on which."""
    listed = list(struct.unpack_from("<109I", data, 76))
    more, seen = struct.unpack_from("<I", data, 68)[0], set[int]()
    while more < _FREE and more not in seen:
        seen.add(more)
        sector = data[(more + 1) * size : (more + 2) * size]
        *further, more = struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])
        listed += further
    raw = b"".join(data[(one + 1) * size : (one + 2) * size] for one in dict.fromkeys(listed) if one < _FREE)
    return struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])


def _chain(data: bytes, first: int, following: tuple[int, ...], size: int, header: int = 1) -> bytes:
    """The sectors from the first to the last; a chain that leads in a circle ends where it began."""
    pieces, seen = [], set[int]()
    while first < _FREE and first not in seen and first < len(following):
        seen.add(first)
        pieces.append(data[(first + header) * size : (first + header + 1) * size])
        first = following[first]
    return b"".join(pieces)
