"""`cli.md`: every command as its --help prints it, and what the exit codes mean. Written by `make docs`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from luoshi import cli, cli_desk

HEAD = """\
# The command line 命令行

<!-- Written by docs/reference/cli.py; `make docs` renews it. -->

Results go to stdout, problems (疑点) to stderr as place, matter and advice. Every command is a thin wrapper of a function
of the library; what the command line can do, a notebook can do.

"""

EXIT_CODES = {
    cli.DONE: (
        "完成",
        "done. Problems in the material do not change it "
        "([why](../decisions/0005-problems-in-the-material-do-not-fail-a-compile.md))",
    ),
    cli.WITH_LOSSES: (
        "完成，但有缺失",
        "done, but not all of it: a file gave no result (`compile`), or the pack has problems or its reviewed reading is "
        "differed from (`check`)",
    ),
    2: ("用法错误", "wrong usage: an option or an argument that the command does not have"),
    cli.PACK_UNUSABLE: ("规则包不可用", "a pack is not there, or a file of it is not what its schema says"),
    cli.QUOTE_GONE: ("引文已不在原文中", "words that the reviewed reading stands on are no longer in their document"),
    cli_desk.BROKEN: ("留痕不完整", "`verify`: an event or a record was changed behind the desk's back"),
    cli.INTERRUPTED: ("被中断", "interrupted by Ctrl-C; an output that was not complete was not written"),
    cli.FAILED: ("其他错误", "another mistake of the call: no such file, an output that would be written over"),
}


def pages() -> dict[str, str]:
    """The pages that this generator writes, by file name."""
    sections = [HEAD + _section("luoshi", cli.cli)]
    sections += [_section(f"luoshi {name}", command) for name, command in _commands(cli.cli)]
    return {"cli.md": "\n".join([*sections, _exit_codes()])}


def _commands(group: click.Group) -> Iterator[tuple[str, click.Command]]:
    """Every command below a group, also of groups inside it."""
    for name in sorted(group.commands):
        command = group.commands[name]
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {below}", found) for below, found in _commands(command))


def _section(name: str, command: click.Command) -> str:
    context = click.Context(command, info_name=name, **(cli.CONTEXT | {"terminal_width": 100}))
    lines = [line.rstrip() for line in command.get_help(context).splitlines()]
    return "\n".join([f"## {name}", "", "```text", *lines, "```", ""])


def _exit_codes() -> str:
    rows = [f"| {code} | {zh} | {en} |" for code, (zh, en) in sorted(EXIT_CODES.items())]
    return "\n".join(["## Exit codes 退出码", "", "| code | 含义 | meaning |", "|---|---|---|", *rows, ""])


if __name__ == "__main__":
    for name, text in pages().items():
        (Path(__file__).parent / name).write_text(text, encoding="utf-8")
