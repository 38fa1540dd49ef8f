"""Citations: by title, by number, by both; existing or to be issued."""

from __future__ import annotations

import pytest

from luoshi.compile.citations import citations
from luoshi.testing import document


def cited(
    text: str, own_number: str | None = None, own_title: str | None = None
) -> list[tuple[str | None, str | None]]:
    found = citations(document(text), own_number=own_number, own_titles=(own_title,))
    return [(citation.title, citation.doc_number) for citation in found]


def ordered(text: str) -> list[bool]:
    return [c.ordered for c in citations(document(text), own_number=None, own_titles=())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("依据《绿道管理办法》栽树。", [("绿道管理办法", None)]),
        ("按照《绿道管理办法》（甲政发〔2017〕5号）栽树。", [("绿道管理办法", "甲政发〔2017〕5号")]),
        ("按照甲政发〔2017〕5号文件栽树。", [(None, "甲政发〔2017〕5号")]),
        ("按照甲政发[2017]5号文件栽树。", [(None, "甲政发〔2017〕5号")]),
        ("依据《关于印发〈花木名录〉的通知》栽树。", [("关于印发〈花木名录〉的通知", None)]),
        ("依据《关于〈绿道〉《花木名录》的通知》栽树。", [("关于〈绿道〉《花木名录》的通知", None)]),
        ("依据《绿道办法》和《花木名录》栽树。", [("绿道办法", None), ("花木名录", None)]),
        ("《绿道办法》发布后，依据《绿道办法》栽树。", [("绿道办法", None)]),
        ("栽树育苗。", []),
    ],
)
def test_a_document_is_cited_by_its_title_its_number_or_both(text: str, expected: list[tuple[str, str]]) -> None:
    assert cited(text) == expected


def test_a_title_across_a_line_break_is_one() -> None:
    assert cited("依据《绿道管\n理办法》栽树。") == [("绿道管理办法", None)]


def test_the_documents_own_title_and_number_are_no_citations() -> None:
    text = "甲政发〔2018〕12号\n现将《绿道管理办法》印发给你们。"
    assert cited(text, own_number="甲政发〔2018〕12号", own_title="绿道管理办法") == []


def test_a_short_name_that_the_text_introduces_is_no_further_document() -> None:
    assert cited("依据《绿道管理办法》（以下简称《办法》）栽树。各县应当执行《办法》。") == [("绿道管理办法", None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("制定《花木名录》。", [True]),
        ("尽快出台《花木名录》，", [True]),
        ("研究制定并印发《绿道办法》和《花木名录》。", [True, True]),
        ("修订《绿道办法》。", [True]),
        ("按照《花木名录》栽树。", [False]),
        ("根据《绿道办法》制定细则。", [False]),
        ("贯彻落实《绿道办法》。", [False]),
        ("按照要求制定《花木名录》。", [False]),
    ],
)
def test_a_document_that_is_to_be_issued_is_ordered(text: str, expected: list[bool]) -> None:
    assert ordered(text) == expected
