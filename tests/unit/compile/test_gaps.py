"""Gaps: what a document should have and does not."""

from __future__ import annotations

import pytest

from luoshi.compile.gaps import gaps
from luoshi.compile.metadata import metadata
from luoshi.testing import document

TITLE = "甲州人民政府关于绿道管理的通知\n"
NUMBER = "甲政发〔2018〕12号\n"
TO = "各县人民政府：\n"
BODY = "一、总体要求\n" + "绿道沿河而行，每隔一里设一座凉亭，亭边栽种当地的花木。" * 10 + "\n"


def found(text: str) -> list[str]:
    read = document(text)
    return [problem.code for problem in gaps(read, metadata(read))]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (TITLE + NUMBER + TO + BODY, []),
        (BODY, ["metadata-no-title"]),
        (TITLE + TO + BODY, ["metadata-no-number"]),
        (TITLE + NUMBER + TO + BODY + "附件：花木名录", ["attachment-missing"]),
        (TITLE + NUMBER + TO + BODY + "附件：花木名录\n花木名录\n一、松。", []),
        (TITLE + NUMBER + TO + BODY + "甲州绿道沿线花木名单", ["heading-without-text"]),
        (TITLE + NUMBER + TO + BODY + "甲州绿道沿线花木名单\n松、柏。", []),
        (TITLE + NUMBER + TO + BODY + "[image: a.png]\nx 1 2 3\ny 7 8 9\n" + BODY, ["picture-unreadable"]),
    ],
)
def test_what_is_missing_is_said_and_nothing_else(text: str, codes: list[str]) -> None:
    assert found(text) == codes


def test_a_few_words_need_no_title() -> None:
    assert found("栽种花木。") == []


def test_the_announcement_of_a_missing_attachment_can_be_found() -> None:
    read = document(TITLE + BODY + "附件：1.甲州花木名录（2018年版）")
    (problem,) = [p for p in gaps(read, metadata(read)) if p.code == "attachment-missing"]
    assert problem.span is not None
    assert problem.span.quote == "甲州花木名录（2018年版）"
