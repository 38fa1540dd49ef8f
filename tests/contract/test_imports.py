"""Who may import whom; and what is not imported before it is needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[2]
HEAVY = {
    "altair",
    "lxml",
    "polars",
    "pydantic",
    "pdfplumber",
    "docx",
    "opencc",
    "rich",
    "dask",
    "distributed",
    "django",
    "shapely",
    "vl_convert",
    "yaml",
}


def imported_by(code: str) -> set[str]:
    """The heavy libraries that a fresh interpreter has loaded after it ran the code."""
    shown = f"import sys\n{code}\nprint(*sorted({HEAVY!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", shown], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.splitlines()[-1].split())


def test_the_import_contract_holds(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    failed = lint_imports(config_filename="pyproject.toml", no_cache=True)
    assert not failed, capsys.readouterr().out


@pytest.mark.parametrize("module", ["luoshi", "luoshi.model", "luoshi.cli"])
def test_a_light_module_loads_no_heavy_library(module: str) -> None:
    assert imported_by(f"import {module}") == set()


def test_help_loads_no_heavy_library() -> None:
    code = """
import contextlib, io
from luoshi.cli import cli
with contextlib.redirect_stdout(io.StringIO()) as help:
    cli(["--help"], standalone_mode=False)
assert "compile" in help.getvalue()
"""
    assert imported_by(code) == set()


def test_reading_and_compiling_a_text_load_no_data_frame_and_no_format() -> None:
    code = "from luoshi.testing import plan\nplan('一、到2020年，绿道密度达到60%。（州水务局负责）')"
    assert imported_by(code) & {"polars", "pdfplumber", "docx", "opencc", "pydantic"} == set()


@pytest.mark.parametrize("name", ["read", "compile", "observe", "assess", "act", "publish"])
def test_a_stage_is_there_when_asked_for(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"import luoshi; print(luoshi.{name}.__name__)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == f"luoshi.{name}"


def test_a_wrong_name_is_said_to_be_wrong() -> None:
    import luoshi

    with pytest.raises(AttributeError, match="reed"):
        luoshi.reed  # noqa: B018
