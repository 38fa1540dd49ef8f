"""Gaps: what a document should have and does not — a title, an attachment that it announces, the text under a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from luoshi.model.commitment import Metadata
from luoshi.model.document import Document
from luoshi.model.problem import Kind, Problem

NO_TITLE = Kind(
    code="metadata-no-title",
    zh="文件没有印出标题",
    en="the document bears no title",
    hint_zh="请对照原件，在规则包的 documents.yaml 中补录标题和文号，并注明来源。",
    hint_en="Compare it with the original and state title and number, with their source, in the pack's documents.yaml.",
)
NO_NUMBER = Kind(
    code="metadata-no-number",
    zh="文件没有印出文号",
    en="the document bears no number (文号)",
    hint_zh="如原件有文号，请在 documents.yaml 中补录；网页转载常会丢失文号。",
    hint_en="If the original has one, state it in documents.yaml; copies on web pages often lose it.",
)
ATTACHMENT_MISSING = Kind(
    code="attachment-missing",
    zh="正文提到附件“{title}”，但文件中没有附上",
    en="the text announces the attachment “{title}”, which is not in the file",
    hint_zh="请补充附件后重新导入；其中的任务和项目目前没有读到。",
    hint_en="Add the attachment and read the file again; its measures and projects are not known yet.",
)
EMPTY_HEADING = Kind(
    code="heading-without-text",
    zh="文末标题“{title}”下没有内容",
    en="nothing stands under the last heading “{title}”",
    hint_zh="原件此处可能有名单或表格，请补充后重新导入。",
    hint_en="The original may hold a list or a table here; add it and read the file again.",
)
UNREADABLE_PICTURE = Kind(
    code="picture-unreadable",
    zh="这里原是一幅图片（{picture}），识别出的文字无法使用，共 {lines} 行",
    en="a picture stood here ({picture}); the {lines} lines recognised from it cannot be used",
    hint_zh="图中可能有指标表，请对照原件在 commitments.yaml 中补录。",
    hint_en="It may hold a table of targets; enter them in commitments.yaml from the original.",
)

_ANNOUNCED = re.compile(r"(?:^|\n)附件[：:](?:1[.、])?(?P<title>[^\n]{4,60})")
_NAMED_LIST = re.compile(r"[\u4e00-\u9fff]{4,30}(?:名单|分类|目录|一览表|清单|表)(?:（[^（）]{2,20}）)?")
_PICTURE = re.compile(r"\[image: ?([^\]\n]{1,40})\]")
_MOST_LINES = 500
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def gaps(document: Document, about: Metadata) -> Iterator[Problem]:
    """Everything that is missing, each with its place and what to do."""
    name = document.received.name
    if about.title is None and len(document.flow) > 200:
        yield NO_TITLE(where=name)
    if about.doc_number is None and (about.addressees or about.issuer):
        yield NO_NUMBER(where=name)
    yield from _missing_attachments(document)
    yield from _empty_headings(document)
    yield from _pictures(document)


def _missing_attachments(document: Document) -> Iterator[Problem]:
    for match in _ANNOUNCED.finditer(document.flow):
        title = match["title"].strip("。 ")
        core = re.sub(r"[（(].*", "", title)[:12]
        if core not in document.flow[match.end() :]:
            place = document.span(match.start("title"), match.end("title"))
            yield ATTACHMENT_MISSING(where=document.received.name, span=place, title=title)


def _empty_headings(document: Document) -> Iterator[Problem]:
    """Titles of lists at the very end, behind which nothing comes."""
    for block in reversed(document.blocks):
        text = document.text(block).strip()
        if block.kind != "paragraph" or not _NAMED_LIST.fullmatch(text):
            return
        yield EMPTY_HEADING(where=document.received.name, span=document.span(block.start, block.end), title=text)


def _pictures(document: Document) -> Iterator[Problem]:
    """Pictures that were read by a machine: the lines behind the mark that are hardly Chinese."""
    for i, block in enumerate(document.blocks):
        picture = _PICTURE.match(document.flow, block.start, block.end) if block.kind == "paragraph" else None
        if picture is None:
            continue
        lines = _garbled_lines(document, i)
        if lines > 1:
            place = document.span(block.start, document.blocks[i + lines - 1].end)
            yield UNREADABLE_PICTURE(where=document.received.name, span=place, picture=picture[1], lines=lines)


def _garbled_lines(document: Document, first: int) -> int:
    """How many lines from a picture's mark on are hardly Chinese, up to the next mark."""
    lines = 1
    while first + lines < len(document.blocks) and lines < _MOST_LINES:
        text = document.text(document.blocks[first + lines])
        if len(_CHINESE.findall(text)) * 3 > len(text) or _PICTURE.match(text):
            break
        lines += 1
    return lines
