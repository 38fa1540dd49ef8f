"""The notebooks in `examples/` are what their builder makes of them today, and run without an error."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import nbformat
import pytest

FOLDER = Path(__file__).parents[2] / "examples"
NAMES = sorted(path.stem for path in FOLDER.glob("*.ipynb"))


def kept(name: str) -> nbformat.NotebookNode:
    return nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)


@pytest.fixture(scope="module")
def build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("examples_build", FOLDER / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def kinds(notebook: nbformat.NotebookNode) -> set[str]:
    """Of which kinds the results of its cells are; an error is one of them."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return {kind for output in outputs for kind in output.get("data", {output.output_type: None})}


def said(notebook: nbformat.NotebookNode) -> list[str]:
    """What its cells say in words."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return [output.text if output.output_type == "stream" else output.data["text/plain"] for output in outputs]


def test_every_notebook_has_its_cells_and_the_other_way_round(build: ModuleType) -> None:
    assert build.NAMES == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_has_the_cells_that_its_builder_gives_it(build: ModuleType, name: str) -> None:
    made = build.notebook(name)
    assert [(cell.cell_type, cell.source) for cell in kept(name).cells] == [
        (cell.cell_type, cell.source) for cell in made.cells
    ], "renew it: .venv/bin/python examples/build.py"


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_and_says_what_is_kept_in_it(build: ModuleType, name: str) -> None:
    ran = build.run(build.notebook(name))
    assert "error" not in kinds(ran)
    assert said(ran) == said(kept(name)), "renew it: .venv/bin/python examples/build.py"


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_keeps_its_figure_as_a_picture(name: str) -> None:
    """A code host draws no charts of its own."""
    assert "image/png" in kinds(kept(name))
