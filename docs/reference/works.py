"""`works.md`: every work that the code takes something from, and how its citation was checked. Written by `make docs`."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from luoshi.assess.method import Method, methods

ROOT = Path(__file__).parents[2]
TABLE = Path(__file__).with_suffix(".csv")
# By what a method without a work says so.
WITHOUT = ("系统默认，非官方", "in common use")
WORDS = {"yes": "yes 是", "partly": "partly 部分", "no": "**no 否**"}

HEAD = """\
# Works, and how their citations were checked 方法出处及核对情况

<!-- Written by docs/reference/works.py from works.csv and every `@method`; `make docs` renews it. -->

Each method cites the work that it is taken from. What is meant by "checked" is the citation – authors, year, journal, pages –
and not that the work was read: the arithmetic is held by the worked example of each method, which names what it reproduces
([methods](methods.md)). Where a citation could not be confirmed, the last column says so; a correction is a row of `works.csv`
and the `source` of the method. 核对的是引文（作者、年份、刊名、页码），不是全文；没有核实的，表中写明。

"""


def pages() -> dict[str, str]:
    """The pages that this generator writes, by file name."""
    rows = works()
    counts = Counter(row["confirmed"] for row in rows)
    said = f"{counts['yes']} confirmed, {counts['partly']} in part, {counts['no']} not.\n\n"
    table = ["| work | methods | confirmed | checked how |", "|---|---|---|---|"]
    lines = [f"| {row['work']} | {_methods(row['cited'])} | {WORDS[row['confirmed']]} | {row['how']} |" for row in rows]
    return {"works.md": HEAD + said + "\n".join([*table, *lines]) + "\n"}


def works() -> list[dict[str, str]]:
    """The rows of `works.csv`: how a work is cited, the whole citation, whether it was confirmed, and how."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def uncited() -> list[Method]:
    """The methods whose source is no work of the table, and that do not say that they have none."""
    cited = (*(row["cited"] for row in works()), *WITHOUT)
    return [one for one in methods().values() if not any(words in one.source for words in cited)]


def _methods(cited: str) -> str:
    """The methods that cite a work, or the modules that name it otherwise."""
    found = [f"`{one.name}`" for one in methods().values() if cited in one.source]
    if not found:
        found = [
            f"`{path.relative_to(ROOT / 'src').with_suffix('').as_posix().replace('/', '.')}`"
            for path in sorted((ROOT / "src/luoshi/assess").rglob("*.py"))
            if cited in path.read_text(encoding="utf-8")
        ]
    return ", ".join(found)


if __name__ == "__main__":
    for name, text in pages().items():
        Path(__file__).with_name(name).write_text(text, encoding="utf-8")
