"""Builds the notebooks anew: the cells of each stand in a file of its name, and it is run from beginning to end.

    .venv/bin/python examples/build.py

Text and code are kept there rather than in the notebook, so that a change can be read as one.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER))
NAMES = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem not in ("build", "cells"))
MOST_SECONDS = 120


def notebook(name: str) -> NotebookNode:
    """A notebook by its name, not yet run."""
    code = importlib.import_module("cells").Code
    cells = []
    for number, text in enumerate(importlib.import_module(name).CELLS, 1):
        new = new_code_cell if isinstance(text, code) else new_markdown_cell
        cells.append(new(str(text), id=f"cell-{number}"))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def run(made: NotebookNode) -> NotebookNode:
    """The notebook with its results; a cell that fails raises."""
    # In the notebook's own folder, as somebody who opens it would.
    resources = {"metadata": {"path": str(FOLDER)}}
    # What is printed comes in as many pieces as the machine has time for; a busy one must not give another notebook.
    client = NotebookClient(
        made, timeout=MOST_SECONDS, kernel_name="python3", record_timing=False, coalesce_streams=True, resources=resources
    )  # fmt: skip
    return client.execute()


if __name__ == "__main__":
    for each in NAMES:
        nbformat.write(run(notebook(each)), FOLDER / f"{each}.ipynb")
