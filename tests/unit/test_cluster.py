"""A real cluster of two processes: the same plans as here, and a loss that costs one document."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polars
import pytest

from luoshi import pipeline
from luoshi.model.problem import LuoshiError

dask = pytest.importorskip("dask")
distributed = pytest.importorskip("distributed")
fsspec = pytest.importorskip("fsspec")
from luoshi import cluster  # noqa: E402 -- it needs the extra when it is used, and its tests do

pytestmark = pytest.mark.cluster

LUOSHI = (sys.executable, "-c", "from luoshi.cli import main; main()")
SENTENCE = "一、目标\n到{year}年，森林覆盖率达到45%以上。（省林业厅牵头，省财政厅参与）\n"


class Deadly(fsspec.AbstractFileSystem):  # type: ignore[misc]
    """A file system whose files end the process that opens them."""

    protocol = "deadly"

    def isdir(self, path: str) -> bool:
        return False

    def _open(self, path: str, *rest: object, **named: object) -> object:
        os._exit(1)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
        ) as of_two_processes,
    ):
        yield of_two_processes.scheduler_address


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(SENTENCE.format(year=2020 + number), encoding="utf-8")
    return tmp_path


def test_a_cluster_gives_the_same_plans_in_the_same_order(address: str, folder: Path) -> None:
    here = pipeline.compile_files(pipeline.files_in([folder]))
    seen: list[str] = []
    there = cluster.compile_paths(address, [str(folder)], None, on_done=lambda one: seen.append(one.path))
    assert there == here
    assert sorted(seen) == [one.path for one in here]


def test_names_are_resolved_with_the_pack_that_the_workers_load(address: str, folder: Path) -> None:
    (done,) = cluster.compile_paths(address, [f"{folder}/0.*"], "common-cn")
    assert [party.name for party in done.plans[0].duties[0].parties] == ["吉林省林业厅", "吉林省财政厅"]


def test_a_document_that_cannot_be_read_costs_that_document_only(address: str, folder: Path) -> None:
    paths = [f"{folder}/0.txt", f"{folder}/gone.txt", f"file://{folder}/1.txt"]
    done = cluster.compile_paths(address, paths, None)
    assert [one.lost for one in done] == [False, True, False]
    assert [problem.code for problem in done[1].problems] == ["file-cannot-be-read"]


def test_a_document_that_kills_its_worker_costs_that_document_only(address: str, folder: Path) -> None:
    fsspec.register_implementation("deadly", Deadly, clobber=True)
    assert sys.modules[Deadly.__module__].Deadly is Deadly
    paths = [*(f"{folder}/{number}.txt" for number in range(3)), "deadly://a.txt", f"{folder}/3.txt"]
    done = cluster.compile_paths(address, paths, None)
    assert [one.lost for one in done] == [False, False, False, True, False]
    assert [problem.code for problem in done[3].problems] == ["file-worker-lost"]


def test_the_workers_write_parquet_that_reads_as_one(address: str, folder: Path) -> None:
    out = folder / "out"
    paths = [f"{folder}/*.txt", f"{folder}/gone.txt"]
    done = cluster.compile_paths(address, paths, None, parquet=f"file://{out}")
    assert [(len(one.plans), one.written, one.lost) for one in done] == [(0, 1, False)] * 5 + [(0, 0, True)]
    duties = polars.read_parquet(out / "duties-*.parquet").sort("document")
    here = pipeline.compile_files(pipeline.files_in([folder]))
    assert duties["document"].to_list() == [one.path for one in here]
    assert duties["text"].to_list() == [one.plans[0].duties[0].text for one in here]
    problems = polars.read_parquet(out / "problems-*.parquet")
    assert "file-cannot-be-read" in problems["code"].to_list()


def test_files_inside_an_archive_are_reached_by_a_chained_address(address: str, folder: Path) -> None:
    archive = fsspec.filesystem("zip", fo=str(folder / "all.zip"), mode="w")
    with archive.open("plans/a.txt", "wb") as file:
        file.write(SENTENCE.format(year=2030).encode())
    archive.close()
    (done,) = cluster.compile_paths(address, [f"zip://plans/*.txt::file://{folder}/all.zip"], None)
    assert [str(target.deadline) for target in done.plans[0].targets] == ["2030-12-31"]


def test_a_pack_that_the_workers_do_not_find_is_the_callers_mistake(address: str, folder: Path) -> None:
    with pytest.raises(LuoshiError, match="no-such-pack"):
        cluster.compile_paths(address, [str(folder)], "no-such-pack")


def test_nothing_to_compile_is_said_before_a_cluster_is_sought(tmp_path: Path) -> None:
    with pytest.raises(LuoshiError, match="没有找到可以编译的文件"):
        cluster.compile_paths("tcp://nowhere:1", [f"{tmp_path}/*.txt"], None)


def test_a_cluster_that_is_not_there_says_what_to_type(folder: Path) -> None:
    with pytest.raises(LuoshiError, match="--cluster local"):
        cluster.compile_paths("nonsense://nowhere:1", [str(folder)], None)


def test_an_address_of_an_unknown_kind_says_so(tmp_path: Path) -> None:
    with pytest.raises(LuoshiError, match="不认识这种地址"):
        cluster.compile_paths("local", ["nonsense://a.txt"], None)


def test_a_missing_extra_says_what_to_type(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(LuoshiError, match=r"pip install 'luoshi\[cluster\]'"):
        cluster.compile_paths("local", [str(folder)], None)


def test_the_command_starts_a_cluster_of_this_machine_and_writes_what_it_writes_alone(folder: Path) -> None:
    written = []
    for options in ([], ["--cluster", "local"]):
        out = folder / f"{len(written)}.json"
        command = [*LUOSHI, "compile", f"{folder}/0.txt", f"{folder}/1.txt", "--json", str(out)]
        done = subprocess.run([*command, "--pack", "none", *options], capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        written.append(out.read_text(encoding="utf-8"))
    assert written[0] == written[1]
