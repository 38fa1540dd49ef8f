"""The command `luoshi`: thin wrappers of the library's functions; what it can do, a notebook can do.

Results go to stdout, problems to stderr. Exit codes: 0 done; 1 done, but a file gave no result or the reviewed reading is
differed from; 2 wrong usage; 10 a pack cannot be used; 11 a pinned quote is gone; 12 any other failure of the call.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console

    from luoshi.model.commitment import Plan
    from luoshi.model.problem import LuoshiError
    from luoshi.pipeline import Compiled

DONE, WITH_LOSSES, PACK_UNUSABLE, QUOTE_GONE, FAILED = 0, 1, 10, 11, 12
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=CONTEXT)
@click.version_option(package_name="luoshi", message="luoshi %(version)s")
def cli() -> None:
    """落实：读文件、编译任务与目标，直到落实。 Reads policy documents and compiles them into commitments.

    \b
    luoshi read 文件           show a document as blocks with their places
    luoshi compile 路径…       outline, duties, targets, projects of one or many files
    luoshi check [规则包]       everything that can be wrong with a pack, and its reviewed reading
    luoshi build 规则包         a pack compiled into the workspace
    """


@cli.command("read")
@click.argument("path", type=click.Path())
@click.option("--part", type=int, help="文件含有几份公文时，第几份。 Which document of a file that holds several.")
@click.option("--text", "as_text", is_flag=True, help="只输出规整后的文字。 The mended text alone.")
def read_command(path: str, part: int | None, as_text: bool) -> None:
    """显示一份文件的段落及其位置。 Show a document as blocks with their places."""
    from luoshi import read
    from luoshi.publish import terminal

    reading = read.file(path)
    shown = [read.document(path, part)] if part is not None else reading.documents
    for document in shown:
        if as_text:
            click.echo(document.flow)
        else:
            _out().print(terminal.blocks_table(document))
    terminal.say([*reading.problems, *(p for d in shown for p in d.problems)], _err())


@cli.command("compile")
@click.argument("paths", nargs=-1, required=True, type=str)
@click.option(
    "--json", "json_out", metavar="OUT", help="写出 JSON（“-”为标准输出）。 Write JSON to OUT, or “-” for stdout."
)
@click.option("--parquet", "parquet_out", metavar="DIR", help="写出 Parquet 表。 Write Parquet tables into DIR.")
@click.option(
    "--pack",
    "pack_name",
    default="common-cn",
    show_default=True,
    help="用于辨认单位和地名的规则包；none 为不用。 Pack that names are resolved with; “none” for none.",
)
@click.option(
    "--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="并行进程数。 Processes to use."
)
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Dask 集群地址；路径可为任何 fsspec 地址。 Address of a Dask cluster; paths may be any fsspec path.",
)
@click.option("--force", is_flag=True, help="覆盖已有文件。 Write over existing files.")
def compile_command(
    paths: tuple[str, ...],
    json_out: str | None,
    parquet_out: str | None,
    pack_name: str,
    workers: int,
    cluster: str | None,
    force: bool,
) -> None:
    """编译一个或多个文件、目录。 Compile files and folders into outline, duties, targets and projects.

    \b
    例 Examples
      luoshi compile plan.docx
      luoshi compile documents/ --workers 2 --json plans.json
      luoshi compile "s3://bucket/*.html" --cluster tcp://scheduler:8786 --parquet out/
    """
    from luoshi import pipeline

    _may_write(json_out, parquet_out, force)
    if cluster is not None:
        from luoshi import cluster as on_cluster

        done = on_cluster.compile_paths(
            cluster, paths, None if pack_name == "none" else pack_name, on_done=_bar_for(None)
        )
    else:
        files = pipeline.files_in(paths)
        pack = None if pack_name == "none" else _pack(pack_name)
        done = pipeline.compile_files(files, pack, workers=workers, on_done=_bar_for(len(files)))
    _put(done, json_out, parquet_out)
    sys.exit(WITH_LOSSES if any(compiled.lost for compiled in done) else DONE)


@cli.command("check")
@click.argument("pack_name", metavar="PACK", default="jilin")
@click.option("--corrections", is_flag=True, help="同时列出已记录的更正。 List the recorded corrections too.")
def check_command(pack_name: str, corrections: bool) -> None:
    """检查规则包，并与人工审定的读数比较。 Check a pack and compare the machine's reading with the reviewed one."""
    from luoshi import pipeline
    from luoshi.compile.review import diff_text
    from luoshi.publish import terminal

    _, differing, problems = pipeline.check(_pack(pack_name))
    click.echo(diff_text(differing, corrections=corrections), nl=False)
    terminal.say(problems, _err())
    open_differences = [one for one in differing if not one.recorded]
    click.echo(terminal.differences_summary(open_differences))
    gone = any(problem.code == "review-quote-gone" for problem in problems)
    sys.exit(QUOTE_GONE if gone else WITH_LOSSES if open_differences or problems else DONE)


@cli.command("build")
@click.argument("pack_name", metavar="PACK", default="jilin")
@click.option(
    "--workspace", type=click.Path(), default="workspace", show_default=True, help="工作目录。 The workspace."
)
@click.option("--all", "show_all", is_flag=True, help="列出全部，不只前几行。 Show all rows.")
def build_command(pack_name: str, workspace: str, show_all: bool) -> None:
    """编译规则包并写入工作目录。 Compile a pack into the workspace and show what was found."""
    from luoshi import pipeline
    from luoshi.publish import terminal

    result = pipeline.build(pack_name, workspace)
    _out().print(terminal.overview(result.plans, 10_000 if show_all else 12))
    terminal.say([*result.problems, *(p for plan in result.plans.values() for p in plan.problems)], _err())
    click.echo(terminal.differences_summary([one for one in result.differences if not one.recorded]))
    click.echo(f"已写入 {result.folder}  written")


def main() -> None:
    """Run the command; whatever goes wrong is said in words, never as a traceback."""
    from luoshi.model.problem import LuoshiError, PackError

    try:
        cli(prog_name="luoshi", standalone_mode=True)
    except PackError as error:
        _fail(error, PACK_UNUSABLE)
    except LuoshiError as error:
        _fail(error, FAILED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(DONE)


def _fail(error: LuoshiError, code: int) -> None:
    from luoshi.publish import terminal

    terminal.say([error.problem], _err())
    sys.exit(code)


# ------------------------------------------------------------------ output


def _out() -> Console:
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else 160, highlight=False)


def _err() -> Console:
    from rich.console import Console

    return Console(stderr=True, width=None if sys.stderr.isatty() else 400, highlight=False, soft_wrap=True)


def _pack(name: str) -> Any:  # Any: a Pack, whose module is loaded only when needed
    from luoshi.packs import pack

    return pack(name)


def _may_write(json_out: str | None, parquet_out: str | None, force: bool) -> None:
    """Refuse to write over anything that the command did not write itself."""
    from luoshi.model.problem import Kind, LuoshiError

    exists = Kind(
        code="output-exists",
        zh="输出位置已有别的文件，没有覆盖",
        en="something else stands at the output's place; it was not written over",
        hint_zh="换一个名字，或加 --force。",
        hint_en="Choose another name, or add --force.",
    )
    if force:
        return
    if json_out and json_out != "-" and Path(json_out).is_file():
        with Path(json_out).open("rb") as file:
            head = file.read(64)
        if head and b"luoshi.plan/" not in head:
            raise LuoshiError(exists(where=json_out))
    if parquet_out and Path(parquet_out).is_dir():
        foreign = [p for p in Path(parquet_out).iterdir() if p.suffix != ".parquet"]
        if foreign:
            raise LuoshiError(exists(where=str(foreign[0])))


def _bar_for(total: int | None) -> Any:  # Any: a callback that moves a progress bar
    """A callback that moves a progress bar on stderr, where somebody is looking and there is something to wait for."""
    if not sys.stderr.isatty() or (total is not None and total < 3):
        return lambda compiled: None
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

    bar = Progress(
        SpinnerColumn(),
        *Progress.get_default_columns()[:3],
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}"),
        console=_err(),
    )
    bar.start()
    task = bar.add_task("编译 compile", total=total, name="")

    def moved(compiled: Compiled) -> None:
        bar.update(task, advance=1, name=Path(compiled.path).name)
        if total is not None and bar.tasks[0].completed >= total:
            bar.stop()

    return moved


def _put(done: list[Compiled], json_out: str | None, parquet_out: str | None) -> None:
    from luoshi.publish import plan_json, tables, terminal

    plans = [plan for compiled in done for plan in compiled.plans]
    problems = [problem for compiled in done for problem in compiled.problems]
    named = _named(plans)
    if json_out == "-":
        click.echo(plan_json.dumps(plans, problems))
    elif json_out:
        part = Path(json_out + ".part")
        part.write_text(plan_json.dumps(plans, problems), encoding="utf-8")
        part.replace(json_out)
    if parquet_out:
        Path(parquet_out).mkdir(parents=True, exist_ok=True)
        tables.write_parquet(named, Path(parquet_out))
    if not json_out and not parquet_out:
        _out().print(terminal.overview(named, 10_000))
    terminal.say([*problems, *(problem for plan in plans for problem in plan.problems)], _err())


def _named(plans: list[Plan]) -> dict[str, Plan]:
    """Plans by the name of their file, with a number where a name stands for several."""
    named: dict[str, Plan] = {}
    for plan in plans:
        name = plan.document.received.name
        number = next(i for i in range(1, len(plans) + 2) if (name if i == 1 else f"{name}#{i}") not in named)
        named[name if number == 1 else f"{name}#{number}"] = plan
    return named
