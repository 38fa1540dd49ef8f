"""Every work that a method is taken from stands in one table, with how its citation was checked."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

PATH = Path(__file__).parents[2] / "docs/reference/works.py"


@pytest.fixture(scope="module")
def works() -> ModuleType:
    spec = importlib.util.spec_from_file_location("works", PATH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_method_cites_a_work_of_the_table_or_says_that_it_has_none(works: ModuleType) -> None:
    assert [one.name for one in works.uncited()] == []


def test_every_work_of_the_table_is_cited_somewhere(works: ModuleType) -> None:
    text = works.pages()["works.md"]
    assert [row["cited"] for row in works.works() if f"| {row['work']} |  |" in text] == []


def test_every_row_says_whether_and_how_it_was_checked(works: ModuleType) -> None:
    rows = works.works()
    assert {row["confirmed"] for row in rows} <= set(works.WORDS)
    assert all(row["how"] for row in rows)


def test_the_page_says_what_the_table_says(works: ModuleType) -> None:
    assert PATH.with_name("works.md").read_text(encoding="utf-8") == works.pages()["works.md"]
