"""The parts of a Word file: what is inside the zip, as far as it can be unpacked within the limits.

Only the parts that hold text are unpacked, pictures never. A file that was cut off or damaged is read as far as its
bytes go: a part is unpacked up to the damage, and where the directory at the end of the zip is missing, the parts are
found by their own headers.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

from lxml import etree

from luoshi.model.problem import Kind, Problem
from luoshi.read.limits import DEPTH, ENTITIES_IGNORED, TOO_DEEP, UNPACKED_TOO_BIG, Limits

DAMAGED = Kind(
    code="docx-damaged",
    zh="文件内的 {part} 已损坏或不完整；只读了损坏处以前的内容",
    en="{part} inside the file is damaged or cut off; what stands before the damage was read",
    hint_zh="请重新下载或向来文单位索取原件；也可用 WPS 或 Word 打开并修复后另存。",
    hint_en="Fetch the file again, or open it in WPS or Word, let it be repaired, and save it.",
)
BODY = "word/document.xml"

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_BODY_NAMES = re.compile(r"word/document\d*\.xml")
_HEADER = struct.Struct("<4sHHHHHIIIHH")
_STORED, _DEFLATED = 0, 8
_STEP = 1 << 16
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    OSError,
    ValueError,
    RuntimeError,
    LookupError,
    struct.error,
    OverflowError,
    EOFError,
)


class Package:
    """The parts of one Word file. `problems` grow as parts are read."""

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        self._data = data
        self._name = name
        self._limits = limits
        self.problems: list[Problem] = []
        self._places = self._directory()
        self.body = next(filter(_BODY_NAMES.fullmatch, sorted(self._places)), BODY)

    def tree(self, part: str) -> etree._Element | None:
        """A part as a tree, `None` where there is none. Nothing that it declares or points to is resolved."""
        data = self._bytes(part)
        if not data:
            return None
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True
        )
        try:
            root = etree.fromstring(data.replace(_STRICT, _TRANSITIONAL), parser)
        except (etree.XMLSyntaxError, ValueError):
            root = None
        if parser.error_log or root is None:
            self._damaged(part, " ".join(error.message for error in parser.error_log))
        if root is not None and root.getroottree().docinfo.internalDTD is not None:
            self.problems.append(ENTITIES_IGNORED(where=self._name))
        return root

    def _damaged(self, part: str, why: str = "") -> None:
        problem = DAMAGED(where=self._name, part=part)
        if "depth" in why:
            problem = TOO_DEEP(where=self._name, limit=DEPTH)
        if problem not in self.problems:
            self.problems.append(problem)

    def _directory(self) -> dict[str, tuple[int, int]]:
        """Where each part's header stands, and how many packed bytes it has."""
        try:
            with zipfile.ZipFile(io.BytesIO(self._data)) as archive:
                return {info.filename: (info.header_offset, info.compress_size) for info in archive.infolist()}
        except _BROKEN_ZIP:
            self._damaged("zip")
            return self._headers()

    def _headers(self) -> dict[str, tuple[int, int]]:
        """The parts as their own headers name them; of several of one name, the first."""
        places: dict[str, tuple[int, int]] = {}
        for found in re.finditer(rb"PK\x03\x04", self._data):
            start = found.start()
            header = self._data[start : start + _HEADER.size]
            if len(header) == _HEADER.size:
                length = _HEADER.unpack(header)[9]
                name = self._data[start + _HEADER.size : start + _HEADER.size + min(length, 256)].decode(
                    "utf-8", "replace"
                )
                places.setdefault(name, (start, len(self._data) - start))
        return places

    def _bytes(self, part: str) -> bytes:
        """The unpacked bytes of a part, within the limits, up to the first damage."""
        if part not in self._places:
            return b""
        start, packed = self._places[part]
        header = self._data[start : start + _HEADER.size]
        if start < 0 or len(header) < _HEADER.size or header[:4] != b"PK\x03\x04":
            self._damaged(part)
            return b""
        _, _, flags, method, *_, name_length, extra_length = _HEADER.unpack(header)
        begin = start + _HEADER.size + name_length + extra_length
        if flags & 1 or method not in (_STORED, _DEFLATED):
            self._damaged(part)
            return b""
        most = self._limits.unpacked(packed)
        content = self._data[begin : begin + packed]
        unpacked = content if method == _STORED else self._inflated(content, part, most)
        if len(unpacked) > most:
            self.problems.append(UNPACKED_TOO_BIG(where=self._name, part=part, limit=most))
        return unpacked[:most]

    def _inflated(self, content: bytes, part: str, most: int) -> bytes:
        inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        chunks: list[bytes] = []
        size = position = 0
        while size <= most and not inflate.eof:
            waiting = inflate.unconsumed_tail or content[position : position + _STEP]
            if not inflate.unconsumed_tail:
                position += len(waiting)
            if not waiting:
                break
            try:
                chunks.append(inflate.decompress(waiting, _STEP * 16))
            except zlib.error:
                self._damaged(part)
                return b"".join(chunks)
            size += len(chunks[-1])
        if not inflate.eof and size <= most:
            self._damaged(part)
        return b"".join(chunks)
