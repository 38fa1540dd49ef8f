"""The documents of the reference pack give exactly this; a change of the grammar is read as the diff of these files.

One line a commitment. After a change that is meant: `pytest tests/golden --update-golden`, then read `git diff`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from luoshi import pipeline
from luoshi.model import Plan
from luoshi.packs import pack
from luoshi.publish.plan_json import plan_json

HERE = Path(__file__).parent
JILIN = pack(HERE.parents[1] / "packs" / "jilin")
ONE_LINE = 60


@pytest.fixture(scope="module")
def plans() -> dict[str, Plan]:
    return pipeline.plans(JILIN)


@pytest.mark.parametrize("document", [entry.id for entry in JILIN.documents])
def test_a_document_gives_exactly_what_is_expected(
    document: str, plans: dict[str, Plan], golden: Callable[[Path, str], None]
) -> None:
    golden(HERE / f"{document}.jsonl", "".join(f"{line}\n" for line in lines(plan_json(plans[document]))))


def test_every_expected_file_is_of_a_document_that_exists() -> None:
    assert {path.stem for path in HERE.glob("*.jsonl")} == {entry.id for entry in JILIN.documents}


def lines(plan: dict[str, Any]) -> Iterator[str]:
    """A plan in its readable form: what is empty is left out, and long texts are shortened to their ends."""
    yield line("metadata", **without(plan["metadata"], "cited", "spans"))
    for cited in plan["metadata"]["cited"]:
        yield line("cited", **without(cited, "span"))
    for provision in plan["outline"]:
        yield line("provision", **without(provision, "marker", "span"), at=provision["span"][0])
    for duty in plan["duties"]:
        yield line(
            "duty",
            **without(duty, "parties", "deadlines", "deliverables", "clause", "span"),
            deadlines=[f"{one['text']} {one['due']}" for one in duty["deadlines"]],
            deliverables=[f"{one['verb']} {one['title']}" for one in duty["deliverables"]],
            resolved=[party["id"] for party in duty["parties"]],
            at=duty["span"][0],
        )
    for target in plan["targets"]:
        yield line("target", **without(target, "span"), at=target["span"][0])
    for project in plan["projects"]:
        yield line("project", **without(project, "span"), at=project["span"][0])
    for assignment in plan["assignments"]:
        yield line("place", **without(assignment, "span"), at=assignment["span"][0])
    for problem in plan["problems"]:
        yield line("problem", code=problem["code"], quote=problem["quote"])


def line(noun: str, /, **fields: Any) -> str:
    shown = {name: short(value) for name, value in fields.items() if value not in (None, "", []) and value is not False}
    return json.dumps({"noun": noun, **shown}, ensure_ascii=False)


def short(value: Any) -> Any:
    if isinstance(value, str) and len(value) > 2 * ONE_LINE:
        return f"{value[:ONE_LINE]}…{value[-ONE_LINE:]}"
    return value


def without(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}
