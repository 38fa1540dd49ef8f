"""Many files: folders walked, results in order whatever the number of processes, and a loss that costs one file."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import polars
import pytest
from click.testing import CliRunner

from luoshi import pipeline
from luoshi.cli import cli
from luoshi.model.problem import LuoshiError
from luoshi.publish import plan_json, tables
from luoshi.workers import in_order

SENTENCE = "一、目标\n到{year}年，森林覆盖率达到45%以上。（省林业厅牵头，省财政厅参与）\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(6):
        (tmp_path / f"{number}.txt").write_text(SENTENCE.format(year=2020 + number), encoding="utf-8")
    return tmp_path


# ------------------------------------------------------------------ folders


def test_a_folder_is_walked_and_only_known_formats_are_taken(folder: Path) -> None:
    (folder / "deeper").mkdir()
    for name in ("deeper/a.html", "deeper/picture.png", ".hidden.txt"):
        (folder / name).write_text("。", encoding="utf-8")
    found = [str(path.relative_to(folder)) for path in pipeline.files_in([folder])]
    assert found == ["0.txt", "1.txt", "2.txt", "3.txt", "4.txt", "5.txt", "deeper/a.html"]


def test_a_file_that_is_named_is_taken_whatever_it_is_called(tmp_path: Path) -> None:
    odd = tmp_path / "plan.xyz"
    odd.write_text("。", encoding="utf-8")
    assert pipeline.files_in([odd]) == [odd]


def test_a_folder_without_documents_says_which_formats_are_read(tmp_path: Path) -> None:
    with pytest.raises(LuoshiError, match="docx"):
        pipeline.files_in([tmp_path])


def test_a_path_that_is_not_there_is_the_callers_mistake(tmp_path: Path) -> None:
    with pytest.raises(LuoshiError, match="找不到文件"):
        pipeline.files_in([tmp_path / "nothing"])


# ------------------------------------------------------------------ several processes


def test_two_processes_give_the_same_plans_in_the_same_order(folder: Path) -> None:
    files = pipeline.files_in([folder])
    alone, together = pipeline.compile_files(files), pipeline.compile_files(files, workers=2)
    assert together == alone
    assert [one.path for one in together] == [str(path) for path in files]
    assert [plan.targets[0].deadline.year for one in together for plan in one.plans] == list(range(2020, 2026))  # type: ignore[union-attr]


def test_a_file_that_cannot_be_read_costs_that_file_only(folder: Path) -> None:
    files = [folder / "0.txt", folder / "gone.txt", folder / "1.txt"]
    done = pipeline.compile_files(files, workers=2)
    assert [one.lost for one in done] == [False, True, False]
    assert [problem.code for problem in done[1].problems] == ["file-cannot-be-read"]


def test_a_file_whose_compilation_fails_costs_that_file_only(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "commitments", _failing_on("2022", pipeline.commitments, _raise))
    done = pipeline.compile_files(pipeline.files_in([folder]))
    assert [one.lost for one in done] == [False, False, True, False, False, False]
    assert "ZeroDivisionError" in done[2].problems[0].zh


def test_a_file_whose_process_dies_costs_that_file_only(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = pipeline.files_in([folder])
    whole = pipeline.compile_files(files)
    monkeypatch.setattr(pipeline, "commitments", _failing_on("2022", pipeline.commitments, lambda: os._exit(1)))
    seen: list[str] = []
    done = pipeline.compile_files(files, workers=2, on_done=lambda one: seen.append(one.path))
    assert [one.lost for one in done] == [False, False, True, False, False, False]
    assert [problem.code for problem in done[2].problems] == ["file-worker-lost"]
    assert done[:2] + done[3:] == whole[:2] + whole[3:]
    assert sorted(seen) == [str(path) for path in files]


def _failing_on(words: str, function: Callable[..., object], fail: Callable[[], object]) -> Callable[..., object]:
    def failing(document: object, pack: object) -> object:
        if words in document.flow:  # type: ignore[attr-defined]
            fail()
        return function(document, pack)

    return failing


def _raise() -> None:
    raise ZeroDivisionError


def test_a_process_that_dies_while_it_hands_over_its_result_costs_that_thing_only() -> None:
    found = list(
        in_order(lambda number: _Deadly() if number == 1 else number, range(4), workers=2, lost=lambda n: None)
    )
    assert found == [0, None, 2, 3]


class _Deadly:
    def __reduce__(self) -> object:
        os._exit(1)


def test_what_the_work_raises_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError):
        list(in_order(lambda number: 1 // number, [1, 0, 2], workers=2, lost=lambda number: 0))


def test_no_more_is_begun_than_will_soon_be_due() -> None:
    begun: list[int] = []
    results = in_order(abs, _noted(range(1000), begun), workers=2, lost=lambda number: 0)
    assert next(results) == 0
    results.close()
    assert len(begun) < 100


def _noted(numbers: range, begun: list[int]) -> object:
    for number in numbers:
        begun.append(number)
        yield number


# ------------------------------------------------------------------ what is written


def test_json_written_plan_by_plan_is_the_json_of_all(folder: Path) -> None:
    done = [pipeline.compile_file(path) for path in (*pipeline.files_in([folder]), folder / "gone.txt")]
    plans, problems = [plan for one in done for plan in one.plans], [p for one in done for p in one.problems]
    whole = json.dumps(plan_json.plans_json(plans, problems), ensure_ascii=False, indent=1)
    assert "".join(plan_json.pieces(iter(plans), problems)) == whole


def test_many_plans_are_written_in_parts_that_read_as_one(folder: Path, tmp_path: Path) -> None:
    done = pipeline.compile_files([*pipeline.files_in([folder]), folder / "gone.txt"])
    out = tmp_path / "out"
    written = tables.ParquetFolder(out, plans_a_part=4)
    for one in done:
        written.add(one.path, one.by_name(), one.problems)
    written.close()
    assert sorted(path.name for path in out.glob("duties*")) == ["duties-00000.parquet", "duties-00001.parquet"]
    duties = polars.read_parquet(out / "duties-*.parquet")
    assert duties["document"].to_list() == [one.path for one in done if not one.lost]
    assert duties["lead"].to_list() == [["省林业厅"]] * 6
    problems = polars.read_parquet(out / "problems-*.parquet")
    assert "file-cannot-be-read" in problems["code"].to_list()


def test_a_second_run_takes_away_what_the_first_has_written_and_nothing_else(tmp_path: Path) -> None:
    for name in ("duties-00007.parquet", "targets.parquet", "notes.parquet"):
        (tmp_path / name).write_bytes(b"")
    tables.ParquetFolder(tmp_path).close()
    assert [path.name for path in tmp_path.iterdir()] == ["notes.parquet"]


def test_the_command_writes_the_same_with_any_number_of_workers(folder: Path, tmp_path: Path) -> None:
    written = []
    for workers in ("1", "2"):
        out = tmp_path / f"{workers}.json"
        done = CliRunner().invoke(
            cli, ["compile", str(folder), "--json", str(out), "--workers", workers, "--pack", "none"]
        )
        assert done.exit_code == 0
        written.append(out.read_text(encoding="utf-8"))
    assert written[0] == written[1]
    assert len(json.loads(written[0])["documents"]) == 6


def test_the_command_says_by_its_exit_code_that_a_file_was_lost(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "commitments", _failing_on("2022", pipeline.commitments, _raise))
    out = tmp_path / "out.json"
    done = CliRunner().invoke(cli, ["compile", str(folder), "--json", str(out), "--pack", "none"])
    assert done.exit_code == 1
    found = json.loads(out.read_text(encoding="utf-8"))
    assert (len(found["documents"]), [problem["code"] for problem in found["problems"]]) == (5, ["file-compile-failed"])


def test_an_interrupted_command_leaves_no_half_a_file(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "commitments", _failing_on("2022", pipeline.commitments, interrupted))
    done = CliRunner().invoke(cli, ["compile", str(folder), "--json", str(tmp_path / "out.json"), "--pack", "none"])
    assert done.exit_code == 130
    assert not list(tmp_path.glob("out.json*"))
