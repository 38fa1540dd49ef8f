"""A file → the documents it holds. A gazette (公报) holds several, behind a cover and a page of contents."""

from __future__ import annotations

import re
from bisect import bisect_right

from luoshi.model.document import Block, BlockKind, Cell, Document, Received, Table
from luoshi.model.span import OffsetMap
from luoshi.read.flow import Flow

# A document number that stands alone on its line: 吉政发〔2016〕40号.
NUMBER_LINE = re.compile(
    r"[\u4e00-\u9fff]{1,16}[〔\[（【]\d{4}[〕\]）】]第?\d{1,4}号|(?:国务院|[\u4e00-\u9fff]{2,16})令第?\d{1,4}号"
)
_TITLE_END = re.compile(
    r"(?:通知|意见|决定|办法|规定|方案|批复|函|公告|通告|令|报告|通报|细则|条例|纲要|规划|措施|命令)(?:（[^（）]*）)?$"
)
_ADDRESSEES = re.compile(r"(?:各|人民政府|委员会|厅|局|部|办|院|单位|机构)[^。]{0,200}[：:]$")
_CONTENTS = re.compile(r"^目 ?[录次]$|^CONTENTS$", re.IGNORECASE)
_COVER = re.compile(r"公报|半月刊|ISSN|主办")


def starts(flow: Flow) -> list[int]:
    """The blocks at which a document of a gazette begins; empty where the file holds one document only."""
    texts = [flow.text[b.start : b.end] if b.kind == "paragraph" else "" for b in flow.blocks]
    found: list[int] = []
    for i, text in enumerate(texts):
        if len(text) > 40 or not NUMBER_LINE.fullmatch(text):
            continue
        title = _title_block(texts, i)
        if title is not None and any(_ADDRESSEES.search(t) for t in texts[i + 1 : i + 4]):
            found.append(title)
    is_gazette = len(found) > 1 or (
        found and found[0] > 0 and any(_COVER.search(t) for t in texts[: min(found[0], 20)])
    )
    return found if is_gazette else []


def _title_block(texts: list[str], number: int) -> int | None:
    """The block with which the title above a document number begins."""
    if number == 0 or not _TITLE_END.search(texts[number - 1]):
        return None
    first = number - 1
    while first > 0 and number - first < 4 and "关于" not in texts[first] and "印发" not in texts[first]:
        first -= 1
    return first if "关于" in texts[first] or "印发" in texts[first] else number - 1


def split(received: Received, flow: Flow, page_metadata: dict[str, str]) -> tuple[tuple[Document, ...], int]:
    """The documents of a file, and how many blocks stand before the first (the cover and the contents)."""
    first_blocks = starts(flow)
    if not first_blocks:
        whole = Document(received, 0, len(received.text), flow.text, flow.offsets, flow.blocks, page_metadata)
        return (whole,), 0
    ends = [*first_blocks[1:], len(flow.blocks)]
    documents = [_part(received, flow, a, b, page_metadata) for a, b in zip(first_blocks, ends, strict=True)]
    return tuple(documents), first_blocks[0]


def front(flow: Flow, blocks: int) -> list[tuple[BlockKind, int, int]]:
    """What stands before the first document: masthead up to the contents page, contents from there on."""
    kind: BlockKind = "masthead"
    result: list[tuple[BlockKind, int, int]] = []
    for block in flow.blocks[:blocks]:
        if _CONTENTS.match(flow.text[block.start : block.end]):
            kind = "contents"
        first, last = flow.offsets.span(block.start, block.end)
        result.append((kind, first, last))
    return result


def _part(received: Received, flow: Flow, first: int, end: int, page_metadata: dict[str, str]) -> Document:
    a, b = flow.blocks[first].start, flow.blocks[end - 1].end
    start, stop = flow.offsets.span(a, b)
    blocks = tuple(_moved(block, -a) for block in flow.blocks[first:end])
    return Document(received, start, stop, flow.text[a:b], _cut(flow.offsets, a, b), blocks, page_metadata)


def _moved(block: Block, by: int) -> Block:
    table = block.table
    if table is not None:
        rows = tuple(tuple(c and Cell(c.start + by, c.end + by) for c in row) for row in table.rows)
        table = Table(rows)
    return Block(block.kind, block.start + by, block.end + by, block.level, table)


def _cut(offsets: OffsetMap, start: int, end: int) -> OffsetMap:
    first = bisect_right(offsets.here, start) - 1
    last = bisect_right(offsets.here, end)
    here = [max(h - start, 0) for h in offsets.here[first:last]]
    there = [offsets.position(start), *offsets.there[first + 1 : last]]
    return OffsetMap(tuple(here), tuple(there))
