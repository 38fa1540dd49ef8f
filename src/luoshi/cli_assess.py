"""The command `luoshi assess`: a scheme of a pack worked out for its cities."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from datetime import date, datetime

    from luoshi.model.assessed import Assessed
    from luoshi.model.pack import Pack
    from luoshi.observe.store import Store

CLASSES = "classes"


@click.command("assess")
@click.argument("pack_name", metavar="PACK", default="jilin")
@click.option(
    "--scheme", "scheme_id", metavar="ID",
    help="评价方案、考核办法，或 classes（综合分类）；不写则列出有哪些。"
    " A scheme, an appraisal rule, or classes; without it, what there is.",
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
    force: bool,
) -> None:
    """评价城市：名次及其区间、等级、滞后、障碍、预警，各有理由。 Evaluate the cities of a pack by one of its schemes.

    \b
    例 Examples
      luoshi assess packs/jilin                                        which schemes there are
      luoshi assess packs/jilin --scheme coordination --as-of 2018     a ranking with intervals and reasons
      luoshi assess packs/jilin --scheme coordination --html page.html --png ranking.png
    """
    from luoshi.keeping import observed
    from luoshi.packs import pack

    chosen = pack(pack_name)
    if scheme_id is None:
        _list(chosen)
        return
    _may_write(json_out, html_out, png_out, force)
    store, _ = observed(chosen)
    day = known_on.date() if known_on else None
    if scheme_id == CLASSES or _is_appraisal(chosen, scheme_id):
        _of_cities(chosen, store, scheme_id, as_of, day, (json_out, html_out, png_out))
        return
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
    from luoshi.cli import _out
    from luoshi.packs.appraisals import appraisals
    from luoshi.packs.schemes import schemes
    from luoshi.publish import terminal_evaluation

    others = {CLASSES: "综合分类：现行类别与建议类别"} | {id: rule.title for id, rule in appraisals(chosen).items()}
    _out().print(terminal_evaluation.schemes_table(schemes(chosen).values(), others))


def _is_appraisal(chosen: Pack, id: str) -> bool:
    from luoshi.packs.appraisals import appraisals

    return id in appraisals(chosen)


def _of_cities(
    chosen: Pack, store: Store, id: str, as_of: int | None, day: date | None, outputs: tuple[str | None, ...]
) -> None:
    """Classes or appraisals; they have a table alone."""
    from luoshi.classifying import appraised, classes
    from luoshi.cli import DONE, WITH_LOSSES, _out
    from luoshi.pipeline import last_year
    from luoshi.publish import terminal_evaluation

    if any(outputs):
        raise click.UsageError(
            "分类和考核只有表，没有 --json、--html、--png。 Classes and appraisals have a table alone."
        )
    year = as_of if as_of is not None else last_year(store)
    if id == CLASSES:
        of_cities = classes(chosen, store, as_of=year, known_on=day)
        _out().print(terminal_evaluation.classes_table(of_cities))
        sys.exit(DONE)
    found = appraised(chosen, store, id, as_of=year, known_on=day)
    _out().print(terminal_evaluation.appraisal_table(found, chosen))
    sys.exit(DONE if any(one.grade for one in found) else WITH_LOSSES)


def _show(found: Assessed, chosen: Pack, json_out: str | None, html_out: str | None, png_out: str | None) -> None:
    from luoshi.cli import _err, _out
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
        write_evaluation(found, chosen, Path(html_out))
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
