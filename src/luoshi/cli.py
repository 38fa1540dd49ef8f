"""The command `luoshi`: thin wrappers of the library's functions; what it can do, a notebook can do.

Results go to stdout, problems to stderr. Exit codes: 0 done; 1 done, but a file gave no result or the reviewed reading is
differed from; 2 wrong usage; 10 a pack cannot be used; 11 a pinned quote is gone; 12 any other failure of the call;
13 the desk's events are not whole; 130 interrupted.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from luoshi import cli_desk
from luoshi.cli_assess import assess_command
from luoshi.cli_observe import observe_command

if TYPE_CHECKING:
    from datetime import datetime

    from rich.console import Console

    from luoshi.model.commitment import Plan
    from luoshi.model.problem import LuoshiError, Problem
    from luoshi.pipeline import Compiled

DONE, WITH_LOSSES, PACK_UNUSABLE, QUOTE_GONE, FAILED, INTERRUPTED = 0, 1, 10, 11, 12, 130
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=CONTEXT)
@click.version_option(package_name="luoshi", message="luoshi %(version)s")
def cli() -> None:
    """落实：读文件、编译任务与目标，直到落实。 Reads policy documents and compiles them into commitments.

    \b
    luoshi read 文件           show a document as blocks with their places
    luoshi compile 路径…       outline, duties, targets, projects of one or many files
    luoshi observe 文件或规则包   what tables of statistics say
    luoshi assess 规则包        the cities of a pack evaluated by its schemes
    luoshi check [规则包]       everything that can be wrong with a pack, and its reviewed reading
    luoshi build 规则包         a pack compiled into the workspace
    luoshi serve               the desk: who must do what by when
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
@click.option(
    "--parquet",
    "parquet_out",
    metavar="DIR",
    help="写出 Parquet 表；用集群时可为 s3://… 等地址，由工作进程各自写出。 Write Parquet tables into DIR; with --cluster"
    " it may be an address such as s3://…, to which the workers write.",
)
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
      luoshi compile "s3://bucket/*.html" --cluster tcp://scheduler:8786 --parquet s3://bucket/out
    """
    from luoshi import pipeline
    from luoshi.publish.outputs import may_write

    may_write(json_out, parquet_out, force, on_cluster=cluster is not None)
    name = None if pack_name == "none" else pack_name
    try:
        if cluster is not None:
            from luoshi import cluster as on_cluster

            written = parquet_out if parquet_out and "://" in parquet_out else None
            with _bar(None) as on_done:
                found = on_cluster.compile_paths(cluster, paths, name, on_done, parquet=written)
            lost = _put(found, json_out, None if written else parquet_out, written)
        else:
            files = pipeline.files_in(paths)
            pack = _pack(name) if name else None
            with _bar(len(files)) as on_done:
                each = pipeline.compile_each(files, pack, workers=workers, on_done=on_done)
                lost = _put(each, json_out, parquet_out)
    except KeyboardInterrupt:
        click.echo("已中断，没有写完。 Interrupted before everything was written.", err=True)
        sys.exit(INTERRUPTED)
    sys.exit(WITH_LOSSES if lost else DONE)


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
@click.option(
    "--as-of",
    type=click.IntRange(1949, 2100),
    help="评估截至哪一年；不写则为有数据的最后一年。 The year judged; without it, the last year that was observed.",
)
@click.option(
    "--known-on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="只用当日已发布的数据。 Only with what was published by that day.",
)
def build_command(pack_name: str, workspace: str, show_all: bool, as_of: int | None, known_on: datetime | None) -> None:
    """编译文件、观测统计、评估目标并写入工作目录。 Compile, observe and judge a pack, and show what was found."""
    from luoshi import pipeline
    from luoshi.publish import terminal, terminal_findings

    day = known_on.date() if known_on else None
    result = pipeline.build(pack_name, workspace, as_of=as_of, known_on=day)
    _out().print(terminal.overview(result.plans, 10_000 if show_all else 12))
    terminal.say([*result.problems, *(p for plan in result.plans.values() for p in plan.problems)], _err())
    _out().print(terminal_findings.overview(result.followed, result.pack, result.as_of, 10_000 if show_all else 12))
    click.echo(terminal.differences_summary([one for one in result.differences if not one.recorded]))
    click.echo(f"已写入 {result.folder}  written")
    click.echo(f"请在浏览器中打开 {result.folder / 'pages' / 'index.html'}  open it in a browser")


cli.add_command(observe_command)
cli_desk.add_to(cli)
cli.add_command(assess_command)


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
    except OSError as error:
        _fail(LuoshiError(_cannot_be_used(error)), FAILED)


def _cannot_be_used(error: OSError) -> Problem:
    from luoshi.model.problem import Kind

    cannot = Kind(
        "file-cannot-be-used",
        zh="{path} 不能读写（{says}）", en="{path} cannot be read or written ({says})",
        hint_zh="请检查路径、权限和磁盘空间。", hint_en="Check the path, the permission and the space on the disk.",
    )  # fmt: skip
    return cannot(path=error.filename or "—", says=error.strerror or type(error).__name__)


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


@contextmanager
def _bar(total: int | None) -> Iterator[Callable[[Compiled], None]]:
    """A progress bar on stderr, where somebody is looking and there is something to wait for; what is given moves it."""
    if not sys.stderr.isatty() or (total is not None and total < 3):
        yield lambda compiled: None
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

    columns = (*Progress.get_default_columns()[:3], TimeRemainingColumn(), TextColumn("{task.fields[name]}"))
    with Progress(SpinnerColumn(), *columns, console=_err(), transient=True) as bar:
        task = bar.add_task("编译 compile", total=total, name="")
        yield lambda compiled: bar.update(task, advance=1, name=Path(compiled.path).name)


def _put(done: Iterable[Compiled], json_out: str | None, parquet_out: str | None, on_cluster: str | None = None) -> int:
    """Write or show what was compiled, each file as it comes; how many files gave nothing.

    Only where it is shown at the terminal are all plans held at once. `on_cluster` is where the workers have written.
    """
    from luoshi.publish import tables, terminal

    shown: list[Plan] = []
    problems: list[Problem] = []
    of_files: list[Problem] = []
    counts = {"files": 0, "lost": 0, "written": 0}
    folder = tables.ParquetFolder(Path(parquet_out)) if parquet_out else None

    def plans() -> Iterator[Plan]:
        for compiled in done:
            counts["files"] += 1
            counts["lost"] += compiled.lost
            counts["written"] += compiled.written
            of_files.extend(compiled.problems)
            problems.extend((*compiled.problems, *(problem for plan in compiled.plans for problem in plan.problems)))
            if folder:
                folder.add(compiled.path, compiled.by_name(), compiled.problems)
            yield from compiled.plans

    if json_out:
        _write_json(json_out, plans(), of_files)
    else:
        for plan in plans():
            if not parquet_out and not on_cluster:
                shown.append(plan)
    if folder:
        folder.close()
    if shown:
        _out().print(terminal.overview(_named(shown), 10_000))
    if on_cluster:
        click.echo(f"{counts['files']} 个文件，{counts['written']} 份公文，已写入 {on_cluster}  written")
    _say_some(problems, counts["files"])
    return counts["lost"]


def _say_some(problems: list[Problem], files: int) -> None:
    """The problems; of very many files only the first, with how many more there are: all of them are written."""
    from luoshi.publish import terminal

    most = len(problems) if files <= 50 else 100
    terminal.say(problems[:most], _err())
    if len(problems) > most:
        rest = len(problems) - most
        click.echo(f"另有 {rest} 处疑点，见写出的结果。 {rest} more problems; see what was written.", err=True)


def _write_json(place: str, plans: Iterable[Plan], problems: list[Problem]) -> None:
    """The plans as JSON at a place, whole or not at all; `-` is stdout."""
    from luoshi.publish import plan_json

    if place == "-":
        for piece in plan_json.pieces(plans, problems):
            click.echo(piece, nl=False)
        click.echo()
        return
    part = Path(place + ".part")
    try:
        with part.open("w", encoding="utf-8") as file:
            file.writelines(plan_json.pieces(plans, problems))
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)


def _named(plans: list[Plan]) -> dict[str, Plan]:
    """Plans by the name of their file, with a number where a name stands for several."""
    named: dict[str, Plan] = {}
    for plan in plans:
        name = plan.document.received.name
        number = next(i for i in range(1, len(plans) + 2) if (name if i == 1 else f"{name}#{i}") not in named)
        named[name if number == 1 else f"{name}#{number}"] = plan
    return named
