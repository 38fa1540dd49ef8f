"""The command `luoshi observe`: what tables of statistics say, and what is the matter with them."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console

    from luoshi.model.pack import Pack
    from luoshi.model.problem import Problem
    from luoshi.observe import Observations


@click.command("observe")
@click.argument("source", metavar="FILE|PACK", default="jilin")
@click.option(
    "--pack", "pack_name", default="jilin", show_default=True,
    help="读文件时用的规则包：指标、单位、地区。 The pack whose indicators, units and places a file is read with.",
)  # fmt: skip
@click.option(
    "--guess", is_flag=True,
    help="猜测文件里什么在哪里，写成可以贴入 tables.yaml 的样子。 Propose the entry of a file for tables.yaml.",
)  # fmt: skip
@click.option(
    "--published",
    metavar="DAY",
    help="文件没有写明时的发布日期。 When it was published, where neither the file nor tables.yaml says.",
)
@click.option(
    "--json", "json_out", metavar="OUT", help="写出 JSON（“-”为标准输出）。 Write JSON to OUT, or “-” for stdout."
)
@click.option("--all", "show_all", is_flag=True, help="列出全部，不只前几行。 Show all rows.")
@click.option("--force", is_flag=True, help="覆盖已有文件。 Write over an existing file.")
def observe_command(
    source: str, pack_name: str, guess: bool, published: str | None, json_out: str | None, show_all: bool, force: bool
) -> None:
    """读统计表，列出观测值和疑点。 Observe a table of statistics, or all tables of a pack.

    \b
    例 Examples
      luoshi observe 年鉴2019.xls --guess        propose what stands where in a file
      luoshi observe 年鉴2019.xls --pack jilin   show what is read from it
      luoshi observe jilin --json figures.json  all tables of a pack
    """
    from luoshi import observing
    from luoshi.cli import DONE, WITH_LOSSES
    from luoshi.packs import pack
    from luoshi.publish import terminal
    from luoshi.publish.outputs import may_write

    path = Path(source)
    may_write(json_out, None, force)
    is_file = guess or path.is_file() or bool(path.suffix)
    chosen = pack(pack_name if is_file else source)
    day = observing.day(published) if published else None
    if guess:
        text, problems = observing.guessed(path, chosen, day)
        click.echo(text, nl=False)
        terminal.say(problems, _err())
        sys.exit(DONE if text else WITH_LOSSES)
    observations, problems = observing.file(path, chosen, day) if is_file else observing.pack(chosen)
    _show(observations, problems, chosen, json_out, len(observations) if show_all else 20)
    sys.exit(DONE if len(observations) else WITH_LOSSES)


def _show(observations: Observations, problems: list[Problem], chosen: Pack, json_out: str | None, most: int) -> None:
    from luoshi.cli import _out
    from luoshi.publish import observations as shown
    from luoshi.publish import terminal

    if json_out == "-":
        for piece in shown.pieces(observations, problems):
            click.echo(piece, nl=False)
        click.echo()
    elif json_out:
        _write(Path(json_out), shown.pieces(observations, problems))
    else:
        _out().print(shown.observations_table(observations, chosen, most))
    terminal.say(problems, _err())


def _write(place: Path, pieces: Iterable[str]) -> None:
    """The text at a place, whole or not at all."""
    part = place.with_name(place.name + ".part")
    try:
        with part.open("w", encoding="utf-8") as file:
            file.writelines(pieces)
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)


def _err() -> Console:
    from luoshi import cli

    return cli._err()
