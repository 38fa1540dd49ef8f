"""Deliverables: what a measure orders to exist afterwards."""

from __future__ import annotations

import pytest

from luoshi.compile.deliverables import deliverables
from luoshi.testing import document


def ordered(text: str) -> list[tuple[str, str]]:
    return [(found.title, found.verb) for found in deliverables(document(text), 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("制定《绿道办法》。", [("绿道办法", "制定")]),
        ("研究制定并印发《绿道办法》。", [("绿道办法", "研究制定并印发")]),
        ("出台全市统一的《绿道办法》和《花木名录》。", [("绿道办法", "出台"), ("花木名录", "出台")]),
        ("制定绿道建设实施方案。", [("绿道建设实施方案", "制定")]),
        ("编制花木名录，公布苗圃清单。", [("花木名录", "编制"), ("苗圃清单", "公布")]),
        ("研究提出护林措施。", [("护林措施", "研究提出")]),
    ],
)
def test_what_is_to_be_issued_is_named_with_its_verb(text: str, expected: list[tuple[str, str]]) -> None:
    assert ordered(text) == expected


@pytest.mark.parametrize("text", ["按照《绿道办法》栽树。", "落实绿道方案。", "制定的办法已经生效。", "栽种花木。"])
def test_what_exists_is_none(text: str) -> None:
    assert ordered(text) == []


def test_a_title_across_a_line_break_can_be_found_in_the_text() -> None:
    text = "制定《绿道\n办法》。"
    (found,) = deliverables(read := document(text), 0, len(read.flow))
    assert (found.title, found.span.quote) == ("绿道办法", "《绿道办法》")
    assert text[found.span.start : found.span.end] == "《绿道\n办法》"
