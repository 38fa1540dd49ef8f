"""Every method of efficiency, structure, space and effect has a title, a source, words and a worked example."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from luoshi.assess.method import Method, methods

FAMILIES = ("efficiency", "structure", "space", "effect")
PUBLISHED = Path(__file__).parents[1] / "published"
FOUND = [found for found in methods().values() if found.family in FAMILIES]


def test_every_family_has_methods() -> None:
    assert {found.family for found in FOUND} == set(FAMILIES)
    assert len(FOUND) >= 20


@pytest.mark.parametrize("found", FOUND, ids=lambda found: f"{found.family}.{found.name}")
def test_a_method_says_whence_it_is(found: Method) -> None:
    assert re.search(r"[\u4e00-\u9fff]|Malmquist", found.title)
    assert re.search(r"\(\d{4}\)|系统默认，非官方", found.source)


@pytest.mark.parametrize("found", FOUND, ids=lambda found: f"{found.family}.{found.name}")
def test_a_method_says_what_it_takes_and_how_it_treats_gaps(found: Method) -> None:
    text = inspect.getdoc(found.function) or ""
    assert [section for section in ("Args:", "Gaps:") if section not in text] == []


@pytest.mark.parametrize("found", FOUND, ids=lambda found: f"{found.family}.{found.name}")
def test_a_method_has_a_worked_example(found: Method) -> None:
    tried = [
        path.name for path in PUBLISHED.glob("test_*.py") if re.search(rf"\b{found.name}\b", path.read_text("utf-8"))
    ]
    assert tried, f"no test in tests/published uses {found.name}"
