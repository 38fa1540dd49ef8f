"""Document numbers: one regular form, and where the issuer's letters begin."""

from __future__ import annotations

import pytest

from luoshi.compile.doc_numbers import doc_numbers, regular


@pytest.mark.parametrize(
    ("printed", "in_regular_form"),
    [
        ("甲政发〔2018〕12号", "甲政发〔2018〕12号"),
        ("甲政发[2018]12号", "甲政发〔2018〕12号"),
        ("甲政发（2018）12号", "甲政发〔2018〕12号"),
        ("甲政发【2018】12号", "甲政发〔2018〕12号"),
        ("甲政发（2018]12号", "甲政发〔2018〕12号"),
        ("甲政办发〔2018〕072号", "甲政办发〔2018〕72号"),
        ("甲政发〔2018〕第12号", "甲政发〔2018〕12号"),
        ("国务院令第733号", "国务院令第733号"),
        (" 2018年第1号 ", "2018年第1号"),
        ("绿道二十里", "绿道二十里"),
        ("〔2018〕12号", "〔2018〕12号"),
        ("甲政发〔18〕12号", "甲政发〔18〕12号"),
    ],
)
def test_a_number_has_one_regular_form(printed: str, in_regular_form: str) -> None:
    assert regular(printed) == in_regular_form


@pytest.mark.parametrize(
    "text",
    [
        "按照甲政发〔2018〕12号文件栽树",
        "见甲政发〔2018〕12号",
        "《绿道办法》（甲政发〔2018〕12号）",
        "发文字号：甲政发〔2018〕12号",
        "关于绿道的通知甲政发〔2018〕12号",
    ],
)
def test_the_words_that_lead_to_a_number_are_no_part_of_it(text: str) -> None:
    (number,) = doc_numbers(text)
    assert number.printed == text[number.start : number.end] == "甲政发〔2018〕12号"


def test_several_numbers_stand_in_their_order() -> None:
    text = "依据甲政发〔2018〕12号、甲政办发[2017]5号和国务院令第733号"
    assert [number.regular for number in doc_numbers(text)] == [
        "甲政发〔2018〕12号",
        "甲政办发〔2017〕5号",
        "国务院令第733号",
    ]


@pytest.mark.parametrize("text", ["", "2018年12号", "〔2018〕", "令第3号", "第12号楼"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert list(doc_numbers(text)) == []
