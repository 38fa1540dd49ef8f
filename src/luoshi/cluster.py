"""Many documents on many machines: the same pure functions on a Dask cluster (extra `cluster`).

    from luoshi import cluster

    cluster.compile_paths("tcp://scheduler:8786", ["s3://bucket/*.html"], "jilin", parquet="s3://bucket/out")
    cluster.compile_paths("local", ["documents/"], "common-cn")        # processes of this machine

Workers read the documents themselves and load the pack once each; documents travel as places, never as bytes. With
`parquet` they also write what they find, so that a corpus too big for one machine never comes back to it.
"""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

import luoshi
from luoshi import read
from luoshi.model.pack import Pack
from luoshi.model.problem import Kind, LuoshiError, Problem
from luoshi.packs import pack as load_pack
from luoshi.pipeline import CANNOT_READ, NOTHING_TO_COMPILE, WORKER_LOST, Compiled, compile_bytes
from luoshi.publish import tables

if TYPE_CHECKING:
    from fsspec.core import OpenFile

    Client = Any  # a distributed.Client; the library is only half typed
    Future = Any  # a distributed.Future

LOCAL = "local"
_DOCUMENTS_A_TASK = 16
_TASKS_A_THREAD = 4

EXTRA_MISSING = Kind(
    code="cluster-extra-missing",
    zh="用集群编译需要另装 Dask（缺少 {module}）", en="compiling on a cluster needs Dask ({module} is not installed)",
    hint_zh="请运行：pip install 'luoshi[cluster]'", hint_en="Type: pip install 'luoshi[cluster]'",
)  # fmt: skip
PLACE_UNKNOWN = Kind(
    code="cluster-place-unknown",
    zh="不认识这种地址（{error}）", en="no file system is known for this address ({error})",
    hint_zh="请检查地址的写法；s3:// 需要 pip install s3fs，hdfs:// 需要 pip install pyarrow。",
    hint_en="Check the address; s3:// needs pip install s3fs, hdfs:// needs pip install pyarrow.",
)  # fmt: skip
UNREACHABLE = Kind(
    code="cluster-unreachable",
    zh="连不上集群（{error}）", en="the cluster cannot be reached ({error})",
    hint_zh="请检查地址（例如 tcp://主机:8786）和调度器是否已启动；在本机上试用：--cluster local",
    hint_en="Check the address (such as tcp://host:8786) and that the scheduler runs; to try it on this machine: --cluster local",
)  # fmt: skip
NO_WORKERS = Kind(
    code="cluster-no-workers",
    zh="集群里没有工作进程", en="the cluster has no workers",
    hint_zh="请在各机器上运行：dask worker {address}", hint_en="On each machine type: dask worker {address}",
)  # fmt: skip
WORKER_UNFIT = Kind(
    code="cluster-worker-unfit",
    zh="集群的工作进程不能编译（{error}）", en="the workers of the cluster cannot compile ({error})",
    hint_zh="请在每台机器上安装同一版本：pip install luoshi=={version}",
    hint_en="Install the same version on each machine: pip install luoshi=={version}",
)  # fmt: skip


def compile_paths(
    address: str,
    paths: Sequence[str],
    pack_name: str | None,
    on_done: Callable[[Compiled], None] = lambda compiled: None,
    parquet: str | None = None,
) -> list[Compiled]:
    """The plans of many documents, compiled on a cluster, in the order of the paths.

    Args:
        address: Of the cluster's scheduler, or `"local"` for processes of this machine.
        paths: Files, folders and globs, anywhere that fsspec can read (`s3://…`, `hdfs://…`, `zip://*.txt::a.zip`).
        pack_name: Name or path of a pack, as the workers see it; None for none.
        on_done: Called with each file as it is done, for a progress bar.
        parquet: A folder that every worker can write to. The plans are written there by the workers, as
            `<kind>-*.parquet`, and do not come back: of each file only how many were `written` and its problems.

    Returns:
        One `Compiled` a file. A document that cannot be read or compiled, or that kills its worker, costs that
        document only and says so in its problems.

    Raises:
        LuoshiError: the extra is missing, there is no such cluster, its workers lack the library or the pack, or there
            is nothing to compile.
    """
    files = _files(paths)
    with _connected(address) as client:
        _check_workers(client, pack_name)
        if parquet:
            _clear(parquet)
        done: dict[int, Compiled] = {}
        for number, compiled in _compiled(client, files, pack_name, parquet):
            done[number] = compiled
            on_done(compiled)
    return [done[number] for number in range(len(files))]


# ------------------------------------------------------------------ places


def _files(paths: Sequence[str]) -> list[OpenFile]:
    """The files at all places, unopened; of a folder those of a format that is read."""
    fsspec = _library("fsspec")
    found: list[OpenFile] = []
    for path in paths:
        first, *chained = path.split("::")
        try:
            fs, place = fsspec.url_to_fs(path)
        except (ImportError, ValueError) as error:  # no such protocol, or its library is not installed
            raise LuoshiError(PLACE_UNKNOWN(where=path, error=str(error))) from error
        if not any(mark in first for mark in "*?[") and place and fs.isdir(place):
            inside = fsspec.open_files("::".join([first.rstrip("/") + "/**", *chained]), "rb")
            suffixes = tuple(filter(None, read.suffixes()))
            found += sorted((one for one in inside if one.path.lower().endswith(suffixes)), key=lambda one: one.path)
        else:
            found += fsspec.open_files(path, "rb")
    if not found:
        formats = " ".join(sorted(filter(None, read.suffixes())))
        raise LuoshiError(NOTHING_TO_COMPILE(where=" ".join(paths), formats=formats))
    return found


def _name(file: OpenFile) -> str:
    """A file of this machine by its path, any other by its address."""
    return str(file.path if "file" in file.fs.protocol else file.full_name)


def _clear(parquet: str) -> None:
    """Take away what an earlier run wrote into the folder."""
    fs, folder = _library("fsspec").url_to_fs(parquet)
    fs.makedirs(folder, exist_ok=True)
    for path in fs.ls(folder, detail=False):
        if tables.is_ours(path.rsplit("/", 1)[-1]):
            fs.rm(path)


# ------------------------------------------------------------------ the cluster


def _library(name: str) -> Any:  # Any: a module
    """A library of the extra; where it is missing, say what to type."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise LuoshiError(EXTRA_MISSING(module=error.name or name)) from error


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    """A client of the cluster; what was started for it ends with it."""
    dask, distributed = _library("dask"), _library("distributed")
    if address != LOCAL:
        try:
            client = distributed.Client(address, timeout=10, set_as_default=False)
        except (OSError, ValueError) as error:
            raise LuoshiError(UNREACHABLE(where=address, error=str(error) or type(error).__name__)) from error
        with client:
            yield client
        return
    # What kills one process shall not kill three more before it is called lost.
    settings = {"distributed.scheduler.allowed-failures": 0}
    with (
        dask.config.set(settings),
        distributed.LocalCluster(threads_per_worker=1, dashboard_address=None, silence_logs=logging.CRITICAL) as here,
        distributed.Client(here, set_as_default=False) as client,
    ):
        yield client


def _check_workers(client: Client, pack_name: str | None) -> None:
    """That there are workers, that they have the library, and that they find the pack."""
    address = str(client.scheduler.address)
    try:
        client.wait_for_workers(1, timeout=30)
    except TimeoutError as error:
        raise LuoshiError(NO_WORKERS(where=address, address=address)) from error
    try:
        problem = client.submit(_pack_problem, pack_name, pure=False).result()
    except Exception as error:  # a worker without the library raises whatever its pickle raises
        unfit = WORKER_UNFIT(where=address, error=str(error), version=luoshi.__version__)
        raise LuoshiError(unfit) from error
    if problem is not None:
        raise LuoshiError(problem)


# ------------------------------------------------------------------ tasks

Batch = list[tuple[int, Any]]  # Any: an OpenFile, by its number


def _compiled(
    client: Client, files: Sequence[OpenFile], pack_name: str | None, parquet: str | None
) -> Iterator[tuple[int, Compiled]]:
    """Each file with its number, as it is done: in batches, then alone what stood in a batch whose worker died."""
    numbered = list(enumerate(files))
    threads = max(sum(client.nthreads().values()), 1)
    size = min(max(len(files) // (threads * _TASKS_A_THREAD), 1), _DOCUMENTS_A_TASK)
    batches = [numbered[i : i + size] for i in range(0, len(numbered), size)]
    suspects: Batch = []
    for batch, result in _results(client, batches, threads * _TASKS_A_THREAD, pack_name, parquet):
        if result is None:
            suspects += batch
        else:
            yield from zip((number for number, _ in batch), result, strict=True)
    # One at a time, so that nobody is taken for what its neighbour did.
    for batch, result in _results(client, [[one] for one in suspects], 1, pack_name, parquet):
        number, file = batch[0]
        lost = Compiled(_name(file), (), (WORKER_LOST(where=_name(file)),))
        yield number, result[0] if result else lost


def _results(
    client: Client, batches: Sequence[Batch], most: int, pack_name: str | None, parquet: str | None
) -> Iterator[tuple[Batch, list[Compiled] | None]]:
    """Each batch with its result, None where its worker died; no more than `most` under way at once."""
    distributed = _library("distributed")

    def begun(batch: Batch) -> Future:
        numbers, files = [number for number, _ in batch], [file for _, file in batch]
        future = client.submit(_compile_batch, files, pack_name, parquet, numbers[0], pure=False)
        batch_of[future.key] = batch
        return future

    batch_of: dict[str, Batch] = {}
    waiting = iter(batches)
    under_way = distributed.as_completed([begun(batch) for batch in islice(waiting, most)], loop=client.loop)
    for future in under_way:
        try:
            result = future.result()
        except distributed.KilledWorker:
            result = None
        yield batch_of.pop(future.key), result
        future.release()
        for batch in islice(waiting, 1):
            under_way.add(begun(batch))


# ------------------------------------------------------------------ on a worker


@cache
def _pack_of_worker(pack_name: str | None) -> Pack | None:
    return load_pack(pack_name) if pack_name else None


def _pack_problem(pack_name: str | None) -> Problem | None:
    """What is wrong with the pack as a worker finds it."""
    try:
        _pack_of_worker(pack_name)
    except LuoshiError as error:
        return error.problem
    return None


def _compile_batch(
    files: Sequence[OpenFile], pack_name: str | None, parquet: str | None, number: int
) -> list[Compiled]:
    """The files of one task compiled; `number` is that of the first, by which the task's Parquet files are called."""
    pack = _pack_of_worker(pack_name)
    done = [_compile_one(file, pack) for file in files]
    if not parquet:
        return done
    _write_part(done, parquet, number)
    return [Compiled(one.path, (), one.problems, written=len(one.plans)) for one in done]


def _compile_one(file: OpenFile, pack: Pack | None) -> Compiled:
    name = _name(file)
    try:
        with file as opened:
            data = opened.read()
    except Exception as error:  # whatever a file system raises: one file costs that file only
        said = getattr(error, "strerror", None) or type(error).__name__
        return Compiled(name, (), (CANNOT_READ(where=name, error=said),))
    return compile_bytes(data, name, pack)


def _write_part(done: Sequence[Compiled], parquet: str, number: int) -> None:
    fsspec = _library("fsspec")
    plans = {name: plan for one in done for name, plan in one.by_name().items()}
    problems = {one.path: one.problems for one in done if one.problems}
    for kind, rows in tables.tables(plans, problems):
        with fsspec.open(f"{parquet.rstrip('/')}/{tables.part_name(kind, number)}", "wb") as file:
            rows.write_parquet(file)
