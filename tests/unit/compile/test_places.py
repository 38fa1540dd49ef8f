"""Places: which place is said to be what."""

from __future__ import annotations

from datetime import date

import pytest

from luoshi.compile.places import assignments
from luoshi.model import Pack, Place
from luoshi.testing import document


def said(text: str) -> list[tuple[str, str]]:
    return [(found.place, found.says) for found in assignments(document(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲乙市作为成长型城市，要多栽树。", [("甲乙市", "成长型")]),
        (
            "甲乙市、丙丁州和戊己县作为衰退型城市，要多栽树。",
            [("甲乙市", "衰退型"), ("丙丁州", "衰退型"), ("戊己县", "衰退型")],
        ),
        ("甲乙市被列为再生型城市。", [("甲乙市", "再生型")]),
        ("甲乙市属于重点林业地区。", [("甲乙市", "重点林业地区")]),
        ("甲乙市确定为花木类。", [("甲乙市", "花木类")]),
        ("西部地区风沙较大。包括甲乙市、丙丁县。", [("甲乙市", "西部地区"), ("丙丁县", "西部地区")]),
        pytest.param(
            "东部山区林木茂密。包括甲乙市、丙丁州部分县（市、区）。",
            [("甲乙市", "东部山区"), ("丙丁州", "东部山区（部分县市区）")],
        ),
        ("甲乙市要多栽树。", []),
        ("本规划包括甲乙市、丙丁县。", []),
        ("", []),
    ],
)
def test_a_place_is_said_to_be_something(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(text) == expected


def test_each_place_can_be_found_in_the_text() -> None:
    text = "分类如下。\n甲乙市、\n丙丁州作为成长型城市。"
    found = [assignment.span for assignment in assignments(document(text))]
    assert [text[span.start : span.end] for span in found] == ["甲乙市", "丙丁州"]


PACK = Pack(
    id="p",
    title="",
    path="",
    places=(
        Place("229900", "甲乙市", "县级市", "220000", valid_to=date(2015, 1, 1), successor="229901"),
        Place("229901", "甲乙区", "市辖区", "220000", valid_from=date(2015, 1, 1)),
    ),
)


def test_a_renamed_place_has_both_codes() -> None:
    (found,) = assignments(document("甲乙市作为成长型城市。"), PACK, date(2013, 1, 1))
    assert (found.code, found.current_code, found.current_name) == ("229900", "229901", "甲乙区")


def test_an_unknown_place_has_no_code() -> None:
    (found,) = assignments(document("丙丁市作为成长型城市。"), PACK)
    assert (found.code, found.current_code) == (None, None)
