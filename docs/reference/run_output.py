"""What `make run` prints, cut to one screen, into both READMEs: no number there is typed by hand. Run by `make docs`."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.zh-CN.md")
BETWEEN = re.compile(r"(?<=<!-- output:run -->\n).*?(?=<!-- /output:run -->)", re.S)

# Which tables are shown, by the first word of their title, and how many of their rows.
SHOWN = {"文件": 99, "目标": 3, "目标评估": 6}
PROBLEM = "相加为"
_TITLE, _HEADER = 1, 3


def pages() -> dict[str, str]:
    """The pages that this generator writes, by path from this folder."""
    block = f"\n```text\n{screen()}\n```\n\n"
    texts = {name: (ROOT / name).read_text(encoding="utf-8") for name in READMES}
    return {f"../../{name}": BETWEEN.sub(lambda _: block, text) for name, text in texts.items()}


@cache
def screen() -> str:
    """One screen of the build's output."""
    with tempfile.TemporaryDirectory() as workspace:
        command = [
            sys.executable,
            "-c",
            "from luoshi.cli import main; main()",
            "build",
            "packs/jilin",
            "--as-of",
            "2018",
        ]
        done = subprocess.run(
            [*command, "--workspace", workspace], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
        )
    tables = [part.splitlines() for part in re.split(r"\n\s*\n", done.stdout)]
    shown = [_cut(table, SHOWN[name]) for table in tables if (name := table[0].split(" ")[0]) in SHOWN]
    return "\n\n".join([*shown, _problem(done.stderr)])


def _cut(table: list[str], rows: int) -> str:
    """A table's title and header, and the first of its rows; the last row, if it says how many more there are."""
    top, body, bottom = table[: _TITLE + _HEADER], table[_TITLE + _HEADER : -1], table[-1]
    left_out = body[-1:] if len(body) > rows else []
    return "\n".join(line.rstrip() for line in [*top, *body[:rows], *left_out, bottom])


def _problem(said: str) -> str:
    """The problem that the printed total is not the sum of its rows: place and matter, and below it the advice."""
    lines = said.splitlines()
    at = next((number for number, line in enumerate(lines) if PROBLEM in line), 0)
    return "\n".join(lines[at : at + 2])


if __name__ == "__main__":
    for name, text in pages().items():
        (Path(__file__).parent / name).write_text(text, encoding="utf-8")
