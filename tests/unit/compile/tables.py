"""Documents drawn as text, so that a test shows the table it speaks of."""

from __future__ import annotations

from luoshi.model import Block, Cell, Document, OffsetMap, Received, Table


def drawn(picture: str) -> Document:
    """A document as drawn: lines with strokes are the rows of a table, other lines are paragraphs.

    `<` is the cell to the left going on, `^` the cell above going on, `.` no cell at all.
    """
    text = ""
    blocks: list[Block] = []
    rows: list[tuple[Cell | None, ...]] = []
    for line in [*picture.strip().splitlines(), ""]:
        line = line.strip()
        if rows and not line.startswith("|"):
            start = min(cell.start for row in rows for cell in row if cell)
            blocks.append(Block("table", start, len(text) - 1, table=Table(tuple(rows))))
            rows = []
        if line.startswith("|"):
            text, row = _row(text, line, rows[-1] if rows else ())
            rows.append(row)
        elif line:
            blocks.append(Block("paragraph", len(text), len(text) + len(line)))
            text += line + "\n"
    received = Received("plan.txt", "", "text", "utf-8", len(text), text)
    return Document(received, 0, len(text), text, OffsetMap((0,), (0,)), tuple(blocks))


def _row(text: str, line: str, above: tuple[Cell | None, ...]) -> tuple[str, tuple[Cell | None, ...]]:
    cells: list[Cell | None] = []
    for column, word in enumerate(part.strip() for part in line.strip("|").split("|")):
        if word == "<":
            cells.append(cells[-1])
        elif word == "^":
            cells.append(above[column])
        elif word == ".":
            cells.append(None)
        else:
            cells.append(Cell(len(text), len(text) + len(word)))
            text += word + "\t"
    return text[:-1] + "\n", tuple(cells)
