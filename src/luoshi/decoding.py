"""Bytes → characters. The encoding is found, stated, and never guessed in silence."""

from __future__ import annotations

import codecs
import re

from luoshi.model.problem import Kind, Problem

UNDECODABLE = Kind(
    code="read-undecodable",
    zh="有 {count} 处字节不是 {encoding} 文字，已用“�”代替；第一处在第 {offset} 个字节",
    en="{count} byte sequences are not {encoding} text and stand as '�'; the first is at byte {offset}",
    hint_zh="请确认文件没有损坏，或另存为 UTF-8 后重新导入。",
    hint_en="Check that the file is whole, or save it as UTF-8 and read it again.",
)
NOT_TEXT = Kind(
    code="read-not-text",
    zh="这个文件不像文字材料（{share} 的字符是控制符）",
    en="this file does not look like a text ({share} of its characters are control characters)",
    hint_zh="请上传 txt、html、docx、pdf 或 md 格式的公文，或 csv、xlsx、xls 格式的统计表。",
    hint_en="Upload the document as txt, html, docx, pdf or md, or statistics as csv, xlsx or xls.",
)

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")


def decode(data: bytes, name: str) -> tuple[str, str, list[Problem]]:
    """Bytes → characters, the encoding's name, and what could not be decoded.

    A byte-order mark decides; then UTF-8, UTF-16 without a mark (every second byte of ASCII is zero), GB18030; the first
    that reads the whole file. Where none does, the one with the fewest bad sequences is taken and says so.

    >>> decode("落实".encode("gb18030"), "a.txt")[:2]
    ('落实', 'gb18030')
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data[len(mark) :], encoding, name)
    if data[:4096].count(0) * 8 > len(data[:4096]):
        even, odd = data[:4096:2].count(0), data[1:4096:2].count(0)
        return _checked(data, "utf-16-le" if odd > even else "utf-16-be", name)
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
            return text, encoding, _control_characters(text, name)
        except UnicodeDecodeError:
            continue
    best = min(("utf-8", "gb18030"), key=lambda encoding: data.decode(encoding, "replace").count("\ufffd"))
    return _checked(data, best, name)


def _checked(data: bytes, encoding: str, name: str) -> tuple[str, str, list[Problem]]:
    try:
        return data.decode(encoding), encoding, []
    except UnicodeDecodeError as error:
        text = data.decode(encoding, "replace")
        count = text.count("\ufffd")
        bad = UNDECODABLE(where=name, count=count, encoding=encoding, offset=error.start)
        return text, encoding, [bad, *_control_characters(text, name)]


def _control_characters(text: str, name: str) -> list[Problem]:
    sample = text[:65536]
    share = len(_CONTROL.findall(sample)) / max(len(sample), 1)
    return [NOT_TEXT(where=name, share=f"{share:.0%}")] if share > 0.02 else []
