"""What the pages show is what happens: their commands and their Python are run, and must print what stands below them.

In a block of `console`, `$` begins a command and `>` goes on with it; in a block of `python`, `>>>` and `...` do. The
rest is expected output, in which `...` stands for anything. A page is run from top to bottom in a folder of its own, where
`packs` is the folder of the repository.
"""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```(?P<language>console|python)\n(?P<code>.*?)^```$", re.M | re.S)
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE

Block = tuple[str, str, int]


def blocks(page: Path) -> list[Block]:
    """The blocks of a page: language, code, and the line on which the code begins."""
    text = page.read_text(encoding="utf-8")
    return [
        (found["language"], found["code"], text.count("\n", 0, found.start("code"))) for found in BLOCK.finditer(text)
    ]


PAGES = [page for page in sorted((ROOT / "docs").rglob("*.md")) if blocks(page)]
RUN = [page for page in PAGES if page.parent.name in ("tutorials", "how-to")]


def commands(code: str) -> Iterator[tuple[str, str]]:
    """Each command of a console block with what it must print."""
    for part in re.split(r"^\$ ", code, flags=re.M)[1:]:
        lines = part.splitlines(keepends=True)
        length = next((n for n, line in enumerate(lines) if n and not re.match(r">( |$)", line)), len(lines))
        command = lines[0] + "".join(re.sub("^> ?", "", line) for line in lines[1:length])
        yield command, "".join(lines[length:])


def run_commands(code: str, folder: Path) -> None:
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONUNBUFFERED": "1",
        "PYTHONIOENCODING": "utf-8",
    }
    for command, expected in commands(code):
        done = subprocess.run(
            ["bash", "-c", command], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False,
        )  # fmt: skip
        assert doctest.OutputChecker().check_output(expected, done.stdout, FLAGS), f"$ {command}{done.stdout}"


def run_python(code: str, globs: dict[str, object], page: Path, line: int) -> None:
    said: list[str] = []
    test = doctest.DocTestParser().get_doctest(code, globs, page.name, str(page), line)
    test.globs = globs  # the parser copies them; the blocks of a page go on from one another
    doctest.DocTestRunner(optionflags=FLAGS).run(test, out=said.append, clear_globs=False)
    assert not said, "".join(said)


def test_the_tutorials_are_run() -> None:
    assert {page.name for page in RUN} >= {"first-plan.md", "first-plan.zh-CN.md"}


@pytest.mark.parametrize("page", RUN, ids=lambda page: page.name)
def test_every_block_of_a_page_says_what_is_typed(page: Path) -> None:
    marks = {"console": "$ ", "python": ">>> "}
    assert [line for language, code, line in blocks(page) if not code.startswith(marks[language])] == []


@pytest.mark.parametrize("page", RUN, ids=lambda page: page.name)
def test_a_page_does_what_it_shows(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "packs").symlink_to(ROOT / "packs")
    monkeypatch.chdir(tmp_path)
    globs: dict[str, object] = {"__name__": "__main__"}
    for language, code, line in blocks(page):
        if language == "console":
            run_commands(code, tmp_path)
        else:
            run_python(code, globs, page, line)


def test_both_languages_of_the_tutorial_run_the_same() -> None:
    """A translation that shows other commands would be another tutorial."""
    folder = ROOT / "docs" / "tutorials"
    english, chinese = blocks(folder / "first-plan.md"), blocks(folder / "first-plan.zh-CN.md")
    assert [code for _, code, _ in english] == [code for _, code, _ in chinese]
