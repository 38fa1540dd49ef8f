"""The text of a pack's documents as quotations are compared with it: without line breaks and blanks."""

from __future__ import annotations

from pathlib import Path

from luoshi.model.pack import Pack, PackDocument
from luoshi.model.problem import Kind

QUOTE_NOT_FOUND = Kind(
    code="pack-quote-not-found",
    zh="{code} 的引文“{quote}”不在文件 {document} 中",
    en="the quotation “{quote}” of {code} does not stand in {document}",
    hint_zh="请与原文逐字核对（换行和空白不计）。",
    hint_en="Compare it with the text character by character (line breaks and blanks aside).",
)  # fmt: skip


def file_of(pack: Pack, document: PackDocument) -> Path:
    """Where the file of a document stands, whether or not it is there."""
    return Path(pack.path) / "documents" / document.file


def text_of(pack: Pack, document: PackDocument) -> str:
    """The document's part of its file without line breaks and blanks.

    Gaps:
        Empty where there is no file.
    """
    file = file_of(pack, document)
    if not file.is_file():
        return ""
    lines = file.read_bytes().decode("utf-8", errors="replace").split("\n")
    first, last = document.lines or (1, len(lines))
    return "".join("".join(lines[first - 1 : last]).split())
