"""Files that people hand in: which kinds are taken, whether one is what it says it is, and where its bytes are kept."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from django.conf import settings

from luoshi.model.problem import Kind, Problem

KIND_REFUSED = Kind(
    code="upload-kind-refused",
    zh="不接收“{name}”这种文件", en="files such as “{name}” are not taken",
    hint_zh="可以上传：{known}。", hint_en="Send one of: {known}.",
)  # fmt: skip
NOT_WHAT_IT_SAYS = Kind(
    code="upload-not-what-it-says",
    zh="“{name}”的内容不是 {kind} 文件", en="the content of “{name}” is not that of a {kind} file",
    hint_zh="请用原来的软件重新保存后再上传，不要只改文件名。",
    hint_en="Save it again with its own program; renaming is not enough.",
)  # fmt: skip
TOO_LARGE = Kind(
    code="upload-too-large",
    zh="“{name}”有 {size} MB，超过 {limit} MB", en="“{name}” has {size} MB, more than {limit} MB",
    hint_zh="请压缩或拆分后再上传。", hint_en="Compress or split it.",
)  # fmt: skip
EMPTY = Kind(
    code="upload-empty",
    zh="“{name}”是空文件", en="“{name}” is empty",
    hint_zh="请检查后重新上传。", hint_en="Check it and send it again.",
)  # fmt: skip

# What a file of each kind begins with.
_BEGINS: dict[str, tuple[bytes, ...]] = {
    "pdf": (b"%PDF-",), "png": (b"\x89PNG\r\n\x1a\n",), "jpg": (b"\xff\xd8\xff",), "jpeg": (b"\xff\xd8\xff",),
    "docx": (b"PK\x03\x04",), "xlsx": (b"PK\x03\x04",), "ofd": (b"PK\x03\x04",), "doc": (b"\xd0\xcf\x11\xe0",),
    "xls": (b"\xd0\xcf\x11\xe0",), "csv": (b"",), "txt": (b"",), "html": (b"",), "htm": (b"",), "md": (b"",),
}  # fmt: skip
# What may be attached to a record, and which files are read as documents.
ATTACHED = ("pdf", "png", "jpg", "jpeg", "docx", "xlsx", "ofd", "doc", "xls", "csv", "txt")
DOCUMENTS = ("docx", "pdf", "html", "htm", "md", "txt")
_TEXTS = ("csv", "txt", "html", "htm", "md")
# A text in UTF-16 says so at its beginning; in any other, a byte of zero is no text.
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_INSIDE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "ofd": "OFD.xml"}
CONTENT_TYPES = {
    "pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "csv": "text/csv",
    "txt": "text/plain; charset=utf-8",
}  # fmt: skip
# How large the parts of an Office file may be together when they are unpacked.
_UNPACKED_MEGABYTES = 400


class Upload(Protocol):
    """A file as a form sends it."""

    name: str
    size: int

    def chunks(self) -> Iterator[bytes]: ...
    def seek(self, position: int) -> object: ...
    def read(self, size: int = -1) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Kept:
    """A file whose bytes are kept."""

    sha256: str
    name: str
    size: int
    kind: str


def path_of(sha256: str) -> Path:
    """Where the bytes of a file are kept."""
    return settings.WORKSPACE / "attachments" / sha256[:2] / sha256


def refused(upload: Upload, kinds: Sequence[str] = ATTACHED) -> Problem | None:
    """Why a file is not taken; None where it is."""
    name, kind = safe_name(upload.name), kind_of(upload.name)
    if kind not in kinds:
        return KIND_REFUSED(name=name, known="、".join(kinds), where=name)
    if not upload.size:
        return EMPTY(name=name, where=name)
    if upload.size > settings.UPLOAD_MEGABYTES * 2**20:
        size = f"{upload.size / 2**20:.1f}"
        return TOO_LARGE(name=name, size=size, limit=settings.UPLOAD_MEGABYTES, where=name)
    if not _is(upload, kind):
        return NOT_WHAT_IT_SAYS(name=name, kind=kind, where=name)
    return None


def keep(upload: Upload) -> Kept:
    """Keep a file's bytes under their sha256; whole or not at all, and the same bytes once."""
    upload.seek(0)
    folder = settings.WORKSPACE / "attachments"
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f".{os.getpid()}-{id(upload)}.part"
    total, size = hashlib.sha256(), 0
    try:
        with part.open("wb") as file:
            for piece in upload.chunks():
                total.update(piece)
                size += file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        kept = path_of(total.hexdigest())
        kept.parent.mkdir(exist_ok=True)
        part.replace(kept)
    finally:
        part.unlink(missing_ok=True)
    return Kept(total.hexdigest(), safe_name(upload.name), size, kind_of(upload.name))


def safe_name(name: str) -> str:
    """The name of a file without a path and without what no one sees."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(char for char in last if unicodedata.category(char)[0] != "C")
    return shown.strip(". ")[-150:] or "file"


def kind_of(name: str) -> str:
    """The ending of a file's name, in small letters."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def _is(upload: Upload, kind: str) -> bool:
    upload.seek(0)
    begins = upload.read(16)
    if not any(begins.startswith(mark) for mark in _BEGINS[kind]):
        return False
    if kind in _TEXTS:
        upload.seek(0)
        return b"\x00" not in upload.read(65536) or (kind in DOCUMENTS and begins.startswith(_UTF_16))
    return _is_office(upload, kind) if kind in _INSIDE else True


def _is_office(upload: Upload | IO[bytes], kind: str) -> bool:
    """Whether a packed file holds what its kind holds, no macros, and is no bomb."""
    upload.seek(0)
    try:
        with zipfile.ZipFile(upload) as packed:  # type: ignore[arg-type]
            names = packed.namelist()
            size = sum(part.file_size for part in packed.infolist())
            macros = any(name.lower().endswith("vbaproject.bin") for name in names)
            return _INSIDE[kind] in names and not macros and size < _UNPACKED_MEGABYTES * 2**20
    except (zipfile.BadZipFile, OSError, ValueError):
        return False
