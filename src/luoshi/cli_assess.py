"""The command `luoshi assess`: a scheme of a pack worked out for its cities."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.model.assessed import Assessed
    from luoshi.model.pack import Pack


@click.command("assess")
@click.argument("pack_name", metavar="PACK", default="jilin")
@click.option(
    "--scheme", "scheme_id", metavar="ID",
    help="评价方案、考核办法、综合分类、支持名单或转移支付；不写则列出有哪些。"
    " A scheme, an appraisal, classes, the support list or a payment; without it, what there is.",
)  # fmt: skip
@click.option(
    "--as-of",
    type=click.IntRange(1949, 2100),
    help="评价哪一年；不写则为数据齐全的最近一年。 The year judged; without it, the last that has the figures.",
)
@click.option(
    "--known-on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="只用当日已发布的数据。 Only with what was published by that day.",
)
@click.option(
    "--replications", type=click.IntRange(0, 100_000), default=1000, show_default=True,
    help="名次区间的重复次数；0 为不算。 Replications for the intervals of ranks; 0 for none.",
)  # fmt: skip
@click.option(
    "--json", "json_out", metavar="OUT", help="写出 JSON（“-”为标准输出）。 Write JSON to OUT, or “-” for stdout."
)
@click.option("--html", "html_out", metavar="OUT", help="写出网页。 Write the page to OUT.")
@click.option("--png", "png_out", metavar="OUT", help="写出名次图。 Write the picture of the ranking to OUT.")
@click.option(
    "--handed",
    metavar="CSV",
    help="各地填报的表（地区,项目,数值,上年,目标,佐证,年份）。 What places handed in, for appraisals, classes and payments.",
)
@click.option("--force", is_flag=True, help="覆盖已有文件。 Write over existing files.")
def assess_command(
    pack_name: str,
    scheme_id: str | None,
    as_of: int | None,
    known_on: datetime | None,
    replications: int,
    json_out: str | None,
    html_out: str | None,
    png_out: str | None,
    handed: str | None,
    force: bool,
) -> None:
    """评价城市：名次及其区间、等级、滞后、障碍、预警，各有理由。 Evaluate the cities of a pack by one of its schemes.

    \b
    例 Examples
      luoshi assess packs/jilin                                        which schemes there are
      luoshi assess packs/jilin --scheme coordination --as-of 2018     a ranking with intervals and reasons
      luoshi assess packs/jilin --scheme coordination --html page.html --png ranking.png
      luoshi assess packs/jilin --scheme exhausted-yearly --handed returns.csv     an appraisal from what was handed in
    """
    from luoshi import cli_cities
    from luoshi.keeping import observed
    from luoshi.packs import pack

    chosen = pack(pack_name)
    if scheme_id is None:
        _list(chosen)
        return
    _may_write(json_out, html_out, png_out, force)
    store, _ = observed(chosen)
    day = known_on.date() if known_on else None
    if scheme_id in cli_cities.kinds(chosen):
        if png_out:
            raise click.UsageError("它没有名次图，不能用 --png。 It has no picture of a ranking for --png.")
        cli_cities.show(chosen, store, scheme_id, as_of, day, handed, json_out, html_out)
    if handed:
        raise click.UsageError("评价方案只用统计，不能用 --handed。 Schemes go by statistics alone, without --handed.")
    from luoshi.assessing import assess

    found = assess(
        chosen, store, scheme_id, as_of=as_of, known_on=day, replications=replications,
        earlier=bool(html_out or json_out), spatial=bool(html_out),
    )  # fmt: skip
    _show(found, chosen, json_out, html_out, png_out)
    sys.exit(_code(found))


def _code(found: Assessed) -> int:
    from luoshi.cli import DONE, WITH_LOSSES

    return DONE if found.scored else WITH_LOSSES


def _list(chosen: Pack) -> None:
    from luoshi import cli_cities
    from luoshi.cli import _out
    from luoshi.packs.schemes import schemes
    from luoshi.publish import terminal_evaluation

    _out().print(terminal_evaluation.schemes_table(schemes(chosen).values(), cli_cities.kinds(chosen)))


def _show(found: Assessed, chosen: Pack, json_out: str | None, html_out: str | None, png_out: str | None) -> None:
    from luoshi.cli import _err, _out
    from luoshi.packs.base_map import base_map
    from luoshi.publish import evaluation_figures, evaluation_json, terminal, terminal_evaluation
    from luoshi.publish.page import write_evaluation

    if json_out == "-":
        click.echo(evaluation_json.dumps([found]), nl=False)
    else:
        _out().print(terminal_evaluation.ranking_table(found))
        for line in terminal_evaluation.under(found):
            click.echo(line)
    if json_out and json_out != "-":
        Path(json_out).write_text(evaluation_json.dumps([found]), encoding="utf-8")
    if html_out:
        write_evaluation(found, chosen, Path(html_out), base=base_map(chosen))
    if png_out:
        Path(png_out).write_bytes(evaluation_figures.ranking_figure(found).png())
    terminal.say(found.problems, _err())


def _may_write(json_out: str | None, html_out: str | None, png_out: str | None, force: bool) -> None:
    """Refuse to write over what stands there, but for JSON that the command wrote itself."""
    from luoshi.model.problem import LuoshiError
    from luoshi.publish.outputs import EXISTS, may_write

    may_write(json_out, None, force)
    for out in (html_out, png_out):
        if out and Path(out).exists() and not force:
            raise LuoshiError(EXISTS(where=out))
