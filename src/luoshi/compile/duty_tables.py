"""Tables of measures: rows with a column for the measure and one or more for who answers for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from luoshi.compile.parties import Clause, clause
from luoshi.model.document import Block, Cell, Document

_PARTY_COLUMN = re.compile(
    r"^(?:主要)?(?:责任|牵头|负责|主办|配合|参与|参加|协办|协同|指导|落实|实施)(?:责任)?(?:单位|部门|主体|处室)"
)
_TEXT_COLUMN = re.compile(r"任务|内容|事项|措施|举措|工作|项目|要求|目标")
_NUMBER_COLUMN = re.compile(r"^序号|^编号|^NO", re.IGNORECASE)
_TIME_COLUMN = re.compile(r"时限|时间|期限|进度")
_HEADER_ROWS = 3


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A row of a table of measures: the cell with the measure, the cells that say who, by when, and its number."""

    body: Cell
    who: Cell
    says: Clause
    when: Cell | None
    number: str


def task_rows(document: Document) -> Iterator[tuple[Block, TaskRow]]:
    """The measures of every table that has a column for who answers for them, with the table they stand in."""
    for block in document.blocks:
        if block.table is not None:
            for row in _rows(document, block):
                yield block, row


def _rows(document: Document, block: Block) -> Iterator[TaskRow]:
    rows = block.table.rows if block.table else ()
    header = next((i for i, row in enumerate(rows[:_HEADER_ROWS]) if _is_header(document, row)), None)
    if header is None:
        return
    heads = _heads(document, rows[header])
    who, texts = (
        _columns(heads, _PARTY_COLUMN),
        [i for i in _columns(heads, _TEXT_COLUMN) if not _PARTY_COLUMN.match(heads[i])],
    )
    for row in rows[header + 1 :]:
        found = _row(document, heads, row, who, texts)
        if found is not None:
            yield found


def _row(
    document: Document, heads: Sequence[str], row: Sequence[Cell | None], who: Sequence[int], texts: Sequence[int]
) -> TaskRow | None:
    parties = _filled(row, who)
    bodies = [cell for cell in _filled(row, texts) if cell not in parties]
    if not parties or not bodies:
        return None  # a merged row that heads a group says the same in every column
    said = "；".join(f"{heads[i]}：{document.text(cell)}" for i in who if i < len(row) and (cell := row[i]))
    says = clause(said)
    if says is None:
        return None
    when = next(iter(_filled(row, _columns(heads, _TIME_COLUMN))), None)
    number = next(iter(_filled(row, _columns(heads, _NUMBER_COLUMN))), None)
    return TaskRow(bodies[-1], parties[0], says, when, document.text(number) if number else "")


def _filled(row: Sequence[Cell | None], columns: Sequence[int]) -> list[Cell]:
    return [cell for i in columns if i < len(row) and (cell := row[i]) and cell.end > cell.start]


def _heads(document: Document, row: Sequence[Cell | None]) -> list[str]:
    return [document.text(cell) if cell else "" for cell in row]


def _columns(heads: Sequence[str], words: re.Pattern[str]) -> list[int]:
    return [i for i, head in enumerate(heads) if words.search(head)]


def _is_header(document: Document, row: Sequence[Cell | None]) -> bool:
    heads = _heads(document, row)
    texts = [head for head in heads if _TEXT_COLUMN.search(head) and not _PARTY_COLUMN.match(head)]
    return bool(texts) and bool(_columns(heads, _PARTY_COLUMN))
