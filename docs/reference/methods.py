"""`methods.md`: every marked method, with the work it comes from and its worked example. Written by `make docs`."""

from __future__ import annotations

import inspect
from itertools import groupby
from pathlib import Path

from luoshi.assess.method import Method, methods

ROOT = Path(__file__).parents[2]

HEAD = """\
# Methods 方法

<!-- Written by docs/reference/methods.py from every `@method` in src/luoshi/assess; `make docs` renews it. -->

A method is a plain function that a notebook calls directly and a pack chooses by its name. What it takes, what it does
where values are missing and what it gives stand in its docstring (`help(method)`); every setting in force, also those that
nobody chose, stands in its result. The link behind a method is its worked example: the numbers of the work that it comes
from, or, where that prints none, numbers worked by hand. Why one would choose which is
[explained elsewhere](../explanation/composite-indices.md).

"""
TITLES = {
    "compose.impute": "Composite indices: filling gaps 插补",
    "compose.treat": "Composite indices: treating extremes 异常值处理",
    "compose.normalise": "Composite indices: normalising 标准化",
    "compose.weight": "Composite indices: weighting 赋权",
    "compose.aggregate": "Composite indices: putting together 综合",
}


def pages() -> dict[str, str]:
    """The pages that this generator writes, by file name."""
    found = sorted(
        methods().values(),
        key=lambda one: (list(TITLES).index(of) if (of := folder(one)) in TITLES else 99, of, one.name),
    )
    sections = [_section(name, list(some)) for name, some in groupby(found, key=folder)]
    return {"methods.md": HEAD + "\n".join(sections)}


def folder(one: Method) -> str:
    """The folder of a method below `luoshi.assess`, with dots: `compose.weight`."""
    return one.function.__module__.removeprefix("luoshi.assess.").rpartition(".")[0]


def _section(name: str, found: list[Method]) -> str:
    rows = [_row(one) for one in found]
    head = [f"## {TITLES.get(name, name)}", "", f"`luoshi.assess.{name}`", ""]
    table = ["| method | title | does | source |", "|---|---|---|---|"]
    return "\n".join([*head, *table, *rows, ""])


def _row(one: Method) -> str:
    does = (inspect.getdoc(one.function) or "").partition("\n")[0].replace("|", "\\|")
    example = f"tests/published/test_{one.name}.py"
    name = f"[`{one.name}`](../../{example})" if (ROOT / example).is_file() else f"`{one.name}`"
    return f"| {name} | {one.title} | {does} | {one.source} |"


if __name__ == "__main__":
    for name, text in pages().items():
        (Path(__file__).parent / name).write_text(text, encoding="utf-8")
