"""Word (.docx) → paragraphs and tables in the order of the body, with the numbers that Word draws in front of them.

Read straight from the parts of the file: insertions are text, deletions are not, merged cells stand in every row and
column that they cover, and heading styles give the level. Text boxes and notes are counted and named, not read.
"""

from __future__ import annotations

from lxml import etree

from luoshi.model.problem import Kind, Problem
from luoshi.read.docx_body import Body
from luoshi.read.docx_numbering import numbering
from luoshi.read.docx_package import Package
from luoshi.read.docx_styles import styles
from luoshi.read.extract import Extract
from luoshi.read.limits import FILE_TOO_BIG, LIMITS, TOO_MANY_CELLS, Limits

FORMAT = "docx"
SUFFIXES = (".docx", ".docm", ".dotx", ".doc", ".wps")

OLD_WORD = Kind(
    code="docx-old-format",
    zh="这是旧版 Word（.doc）、WPS（.wps）或加了密码的文件，读不出文字",
    en="this is an old Word (.doc), WPS (.wps) or password-protected file; no text can be read from it",
    hint_zh="请用 WPS 或 Word 打开（有密码的先去掉密码），另存为 .docx 后再导入。",
    hint_en="Open it in WPS or Word (take off a password first), save it as .docx, and read that.",
)
NO_TEXT = Kind(
    code="docx-no-text",
    zh="文件里没有文字（可能只有扫描图片）",
    en="the file holds no text (perhaps only scanned pictures)",
    hint_zh="请先做文字识别（OCR），或向来文单位索取可编辑的原件。",
    hint_en="Have the text recognised (OCR) first, or ask the issuer for the editable original.",
)
TEXT_BOXES_LEFT_OUT = Kind(
    code="docx-text-boxes",
    zh="有 {count} 个文本框里的文字没有读",
    en="the text of {count} text boxes was not read",
    hint_zh="若文本框里有正文，请把它剪切到文本框外面，另存后重新导入。",
    hint_en="If they hold text of the document, move it out of the boxes, save, and read again.",
)
NOTES_LEFT_OUT = Kind(
    code="docx-notes",
    zh="有 {count} 处脚注或尾注没有读",
    en="{count} footnotes or endnotes were not read",
    hint_zh="若注释里有指标口径等内容，请把它移到正文里，另存后重新导入。",
    hint_en="If they define indicators or the like, move them into the text, save, and read again.",
)
EMBEDDED_LEFT_OUT = Kind(
    code="docx-embedded",
    zh="有 {count} 个嵌入的文件没有读",
    en="{count} embedded files were not read",
    hint_zh="请打开文件，把嵌入的内容复制到正文里，另存后重新导入。",
    hint_en="Open the file, copy what is embedded into the text, save, and read again.",
)

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_METADATA = ("title", "subject", "creator", "keywords", "lastModifiedBy", "created", "modified")


def matches(data: bytes) -> bool:
    """Whether the bytes are a Word file: a zip with a Word document in it, or a Word file of the old kind."""
    return data.startswith(_OLD) or (data.startswith(b"PK\x03\x04") and b"word/" in data)


def extract(data: bytes, name: str, limits: Limits = LIMITS) -> Extract:
    """The text of a Word file: one line a paragraph and a row of a table, cells separated by tabs.

    `places` counts the paragraphs outside tables that hold text (第3段) and names cells (表1第2行第3列).

    Problems:
        OLD_WORD, NO_TEXT; TEXT_BOXES_LEFT_OUT, NOTES_LEFT_OUT, EMBEDDED_LEFT_OUT; DAMAGED of `docx_package`; limits.
    """
    if data.startswith(_OLD):
        return Extract("", None, (), problems=(OLD_WORD(where=name),))
    problems: list[Problem] = []
    if len(data) > limits.file_bytes:
        problems.append(FILE_TOO_BIG(where=name, size=len(data), limit=limits.file_bytes))
        data = data[: limits.file_bytes]
    package = Package(data, name, limits)
    root = package.tree(package.body)
    numbers = numbering(package.tree("word/numbering.xml"))
    metadata = _metadata(package.tree("docProps/core.xml"))
    if root is None:
        problems += [*package.problems, NO_TEXT(where=name)]
        return Extract("", None, (), metadata, problems=tuple(problems))
    body = Body(root, styles(package.tree("word/styles.xml"), numbers), numbers, limits)
    problems += [*package.problems, *_left_out(body, name, limits)]
    return Extract(
        text=body.text,
        encoding=None,
        pieces=tuple(body.pieces),
        page_metadata=metadata,
        places=tuple(body.places),
        problems=tuple(problems),
    )


def _left_out(body: Body, name: str, limits: Limits) -> list[Problem]:
    """What of the body was not read."""
    counts = ((TEXT_BOXES_LEFT_OUT, body.boxes), (NOTES_LEFT_OUT, body.notes), (EMBEDDED_LEFT_OUT, body.embedded))
    problems = [kind(where=name, count=count) for kind, count in counts if count]
    if body.cells_left < 0:
        problems.append(TOO_MANY_CELLS(where=name, limit=limits.cells))
    if not body.pieces:
        problems.append(NO_TEXT(where=name))
    return problems


def _metadata(root: etree._Element | None) -> dict[str, str]:
    """The core properties, by their own names."""
    if root is None:
        return {}
    found = {node.tag.rpartition("}")[2]: (node.text or "").strip() for node in root if isinstance(node.tag, str)}
    return {name: found[name] for name in _METADATA if found.get(name)}
