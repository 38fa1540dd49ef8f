"""Bytes → documents. Any bytes are read; what cannot be read well is said in the problems.

document = luoshi.read.document("plan.docx")
gazette = luoshi.read.documents("gazette.txt")      # a file that holds several
"""

from __future__ import annotations

import hashlib
import importlib
import os
import pkgutil
from functools import cache
from pathlib import Path
from types import ModuleType

from luoshi.model.document import Document, Reading, Received
from luoshi.model.problem import Kind, LuoshiError, Problem
from luoshi.model.span import Span
from luoshi.read import gazette, grid, text
from luoshi.read.flow import flow

__all__ = ["document", "documents", "file", "from_bytes", "suffixes"]

NO_SUCH_FILE = Kind(
    code="no-such-file",
    zh="找不到文件",
    en="there is no such file",
    hint_zh="请检查路径；相对路径从当前目录算起：{folder}",
    hint_en="Check the path; a relative path starts at {folder}.",
)
NOT_A_FILE = Kind(
    code="not-a-file",
    zh="这是一个目录，不是文件",
    en="this is a folder, not a file",
    hint_zh="要编译整个目录，请用：luoshi compile 目录",
    hint_en="To compile a whole folder use: luoshi compile FOLDER",
)
SEVERAL_DOCUMENTS = Kind(
    code="several-documents",
    zh="这个文件含有 {count} 份公文：{titles}",
    en="this file holds {count} documents: {titles}",
    hint_zh="请用 read.documents(path)，或用 part=1…{count} 指明其中一份。",
    hint_en="Use read.documents(path), or name one of them with part=1…{count}.",
)
READER_FAILED = Kind(
    code="read-failed",
    zh="按 {format} 格式读取失败（{error}），已改按纯文本读取",
    en="reading as {format} failed ({error}); read as plain text instead",
    hint_zh="请确认文件没有损坏；可用 WPS 或 Word 打开后另存一次再导入。",
    hint_en="Check that the file is whole; opening and saving it again in WPS or Word often mends it.",
)


def document(path: str | os.PathLike[str], part: int | None = None) -> Document:
    """The document in a file.

    Args:
        path: A text, HTML, Word, PDF or Markdown file.
        part: Which one, from 1, where the file holds several.

    Raises:
        LuoshiError: no such file; or the file holds several documents and `part` does not say which.

    >>> import tempfile, pathlib
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "a.txt"
    >>> _ = path.write_text("一、总体要求\\n到2020年，森林覆盖率达到45%以上。", encoding="utf-8")
    >>> [block.kind for block in document(path).blocks]
    ['paragraph', 'paragraph']
    """
    found = documents(path)
    if part is not None and 1 <= part <= len(found):
        return found[part - 1]
    if len(found) == 1 and part is None:
        return found[0]
    titles = "；".join(f"{i} {d.flow[: d.flow.find(chr(10))][:40]}" for i, d in enumerate(found, 1))
    raise LuoshiError(SEVERAL_DOCUMENTS(where=str(path), count=len(found), titles=titles))


def documents(path: str | os.PathLike[str]) -> tuple[Document, ...]:
    """All documents in a file: several for a gazette, else one."""
    return file(path).documents


def file(path: str | os.PathLike[str]) -> Reading:
    """A file as read: its documents, what stands around them, and what could not be read well."""
    place = Path(path)
    if not place.exists():
        raise LuoshiError(NO_SUCH_FILE(where=str(path), folder=Path.cwd()))
    if place.is_dir():
        raise LuoshiError(NOT_A_FILE(where=str(path)))
    return from_bytes(place.read_bytes(), place.name)


def from_bytes(data: bytes, name: str) -> Reading:
    """Bytes as read; `name` is what the file is called, and its suffix a hint at the format.

    >>> from_bytes("到2020年达到45%。".encode("gb18030"), "a.txt").received.encoding
    'gb18030'
    """
    reader = _reader(data, name)
    problems: list[Problem] = []
    try:
        extract = reader.extract(data, name)
    except Exception as error:  # whatever a library for a format raises: nothing is refused
        problems.append(READER_FAILED(where=name, format=reader.FORMAT, error=type(error).__name__))
        reader = text
        extract = text.extract(data, name)
    received = Received(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        format=reader.FORMAT,
        encoding=extract.encoding,
        size=len(data),
        text=extract.text,
        raw_offsets=extract.raw_offsets,
        boxes=extract.boxes,
        places=extract.places,
    )
    pieces = grid.tables(extract.text, extract.pieces)
    read = flow(extract.text, pieces)
    parts, before = gazette.split(received, read, dict(extract.page_metadata))
    around = tuple(
        (kind, Span(name, a, b, "".join(extract.text[a:b].split()))) for kind, a, b in gazette.front(read, before)
    )
    return Reading(received, parts, around, (*problems, *extract.problems))


def suffixes() -> set[str]:
    """The endings by which files of the formats that are read are usually called."""
    return {suffix for reader in _readers() for suffix in reader.SUFFIXES if suffix}


def _reader(data: bytes, name: str) -> ModuleType:
    """The reader for these bytes: by the bytes themselves, the suffix deciding between those that agree."""
    suffix = os.path.splitext(name)[1].lower()
    if suffix in text.SUFFIXES and text.matches(data) and data.lstrip()[:1] != b"<":
        return text
    able = [reader for reader in _readers() if reader.matches(data)]
    named = [reader for reader in able if suffix in reader.SUFFIXES and reader is not text]
    return next(iter(named or [reader for reader in able if reader is not text]), text)


@cache
def _readers() -> tuple[ModuleType, ...]:
    """The modules of this folder that read a format; found, not listed."""
    names = [module.name for module in pkgutil.iter_modules(__path__)]
    modules = [importlib.import_module(f"luoshi.read.{name}") for name in names]
    return tuple(module for module in modules if hasattr(module, "FORMAT"))
