"""The documents of the reference pack give the same plan in any encoding, with any line ends, and printed anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_printed_plans import said

from luoshi import read
from luoshi.compile import commitments
from luoshi.model import Plan
from luoshi.testing import plan

FOLDER = Path(__file__).parents[2] / "packs" / "jilin" / "documents"
FILES = sorted(FOLDER.glob("*.txt"), key=lambda path: path.name)
DRESSES = {
    "GB18030": lambda text: text.encode("gb18030"),
    "UTF-16": lambda text: text.encode("utf-16"),
    "CR LF": lambda text: text.replace("\r\n", "\n").replace("\n", "\r\n").encode(),
    "byte-order mark": lambda text: text.encode("utf-8-sig"),
    "zero-width characters": lambda text: text.replace("、", "、\u200b").encode(),
    "ideographic blanks": lambda text: text.replace("，", "，\u3000").encode(),
}


def plans(data: bytes) -> list[Plan]:
    return [commitments(document) for document in read.from_bytes(data, "plan.txt").documents]


@pytest.fixture(scope="module", params=FILES, ids=lambda path: path.stem)
def received(request: pytest.FixtureRequest) -> tuple[str, list[Plan]]:
    data = request.param.read_bytes()
    return data.decode("utf-8-sig"), plans(data)


@pytest.mark.parametrize("dress", sorted(DRESSES))
def test_a_document_says_the_same_in_any_dress(received: tuple[str, list[Plan]], dress: str) -> None:
    text, expected = received
    assert [said(found) for found in plans(DRESSES[dress](text))] == [said(found) for found in expected]


def test_duties_printed_anew_have_the_same_parties(received: tuple[str, list[Plan]]) -> None:
    """Each measure with its clause on a line of its own, below the order rule where the document has one."""
    for found in received[1]:
        rule = "列第一位的为牵头部门。\n" if any(duty.rule == "order" for duty in found.duties) else ""
        lines = [f"{duty.span.quote.rstrip('。')}。{duty.clause.quote}" for duty in found.duties]
        again = plan(rule + "\n".join(lines)).duties
        assert [(duty.parties, duty.rule) for duty in again] == [(duty.parties, duty.rule) for duty in found.duties]
