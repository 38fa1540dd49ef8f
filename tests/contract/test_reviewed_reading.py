"""The reviewed reading of every pack stands on its documents, and differs from what is compiled only as recorded."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from luoshi import read
from luoshi.compile import commitments
from luoshi.compile.review import Commitment, diff_text, differences, fields
from luoshi.model import Difference, Pack, Plan, Problem, Reviewed
from luoshi.model.review import Example, Value
from luoshi.packs import conflicts, examples, pack, problems, reviewed

ROOT = Path(__file__).parents[2]
JILIN = pack(ROOT / "packs" / "jilin")
ADDRESS = re.compile(r"[a-z0-9-]+#[^\s#/]+")
COUNTED = {"duty": 264, "project": 94}


@pytest.fixture(scope="module")
def entries() -> tuple[Reviewed, ...]:
    return reviewed(JILIN)


@pytest.fixture(scope="module")
def compared(entries: tuple[Reviewed, ...]) -> tuple[list[Difference], list[Problem]]:
    return differences({document.id: compiled(JILIN, document.id) for document in JILIN.documents}, entries)


def compiled(pack: Pack, id: str) -> Plan:
    listed = next(document for document in pack.documents if document.id == id)
    return commitments(read.document(Path(pack.path) / "documents" / listed.file, part=listed.part), pack)


def test_every_duty_and_project_of_the_documents_is_reviewed(entries: tuple[Reviewed, ...]) -> None:
    counted = Counter(entry.kind for entry in entries if not entry.rejected)
    assert {kind: counted[kind] for kind in COUNTED} == COUNTED
    assert counted["target"] >= 109
    assert counted["assignment"] >= 23


def test_every_address_is_unique_and_well_formed(entries: tuple[Reviewed, ...]) -> None:
    assert [id for id, times in Counter(entry.id for entry in entries).items() if times > 1] == []
    assert [entry.id for entry in entries if not ADDRESS.fullmatch(entry.id)] == []
    assert [entry.id for entry in entries if entry.id.partition("#")[0] != entry.document] == []


def test_every_quote_stands_in_its_document(compared: tuple[list[Difference], list[Problem]]) -> None:
    assert [str(problem) for problem in compared[1]] == []


def test_what_is_compiled_differs_only_as_recorded(compared: tuple[list[Difference], list[Problem]]) -> None:
    assert diff_text(compared[0]) == ""
    assert any(difference.recorded for difference in compared[0])


def test_every_difference_that_is_recorded_has_a_reason_in_chinese(entries: tuple[Reviewed, ...]) -> None:
    reasons = [correction.reason for entry in entries for correction in entry.corrections]
    reasons += [entry.reason for entry in entries if entry.missing or entry.rejected]
    assert reasons
    assert [reason for reason in reasons if not re.search(r"[\u4e00-\u9fff]{3}", reason)] == []


def test_every_target_has_its_indicator(entries: tuple[Reviewed, ...]) -> None:
    targets = [entry for entry in entries if entry.kind == "target" and not entry.rejected]
    assert [entry.id for entry in targets if entry.indicator_id not in JILIN.indicators] == []


def test_everything_that_is_pointed_at_exists() -> None:
    """Links, conflicts, indicators and examples are checked with the pack."""
    assert [f"{problem.where}  {problem.en}" for problem in problems(JILIN)] == []
    assert len(conflicts(JILIN)) == 19


@pytest.mark.parametrize("example", examples(JILIN), ids=lambda example: example.sentence[:16])
def test_an_example_comes_out(example: Example) -> None:
    plan = commitments(read.from_bytes(example.sentence.encode(), "example.txt").documents[0], JILIN)
    assert as_asked(example.duties, plan.duties) == [dict(asked) for asked in example.duties]
    assert as_asked(example.targets, plan.targets) == [dict(asked) for asked in example.targets]


def as_asked(asked: Sequence[Mapping[str, Value]], found: Sequence[Commitment]) -> list[dict[str, Value]]:
    """What was found, with only the fields that are asked of it; everything of what nobody asked for."""
    wanted = [*asked, *({} for _ in found)]
    read = [fields(commitment) for commitment in found]
    return [
        {key: values.get(key, "") for key in keys} if keys else values
        for keys, values in zip(wanted, read, strict=False)
    ]
