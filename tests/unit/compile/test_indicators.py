"""Indicators: what a number is of, without the words that lead to it."""

from __future__ import annotations

import pytest

from luoshi.compile.indicators import built, completed, indicator, noun, scope, subject, tidy, without_base
from luoshi.compile.quantities import quantities


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("绿道覆盖率", "绿道覆盖率"),
        ("到2020年，力争绿道覆盖率", "绿道覆盖率"),
        ("2020年底前，绿道覆盖率", "绿道覆盖率"),
        ("“十三五”期间，绿道覆盖率", "绿道覆盖率"),
        ("其中：绿道覆盖率", "绿道覆盖率"),
        ("力争使绿道覆盖率", "绿道覆盖率"),
        ("绿道覆盖率年均", "绿道覆盖率"),
        ("绿道覆盖率分别要", "绿道覆盖率"),
        ("绿道覆盖率比2015年", "绿道覆盖率"),
        ("绿道覆盖率较上年", "绿道覆盖率"),
        ("绿道覆盖率与“十二五”末相比", "绿道覆盖率"),
        ("重点地块绿道覆盖率", "重点地块绿道覆盖率"),
        ("全市绿道覆盖率", "全市绿道覆盖率"),
        ("，", ""),
        ("", ""),
    ],
)
def test_the_words_about_a_name_are_no_part_of_it(words: str, name: str) -> None:
    assert indicator(words) == name


@pytest.mark.parametrize("base", ["由50%", "从目前的50%", "由2015年的50%"])
def test_where_a_change_starts_is_no_part_of_the_name(base: str) -> None:
    assert without_base(f"绿道覆盖率{base}提高") == "绿道覆盖率提高"


def test_the_marks_at_the_ends_of_a_name_are_taken_off() -> None:
    assert tidy("，的绿道、") == "绿道"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("建设绿道", "绿道"),
        ("甲乙市建成绿道", "绿道"),
        ("依托沿江园林建成绿道", "绿道"),
        pytest.param("建成区绿化", "建成区绿化"),
        ("绿道", "绿道"),
    ],
)
def test_who_builds_and_the_verb_are_no_part_of_what_is_built(words: str, name: str) -> None:
    assert built(words) == name


@pytest.mark.parametrize(
    ("names", "whole"),
    [
        (["城区", "乡村绿道覆盖率"], ["城区绿道覆盖率", "乡村绿道覆盖率"]),
        (["绿道覆盖率", "花房利用率"], ["绿道覆盖率", "花房利用率"]),
        (["松树", "柏树"], ["松树", "柏树"]),
    ],
)
def test_names_share_the_ending_of_the_last(names: list[str], whole: list[str]) -> None:
    assert completed(names) == whole


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("全市绿道覆盖率", "全市"),
        ("我省绿道覆盖率", "我省"),
        ("森工城市绿道覆盖率", "森工城市"),
        ("再生型城市绿道覆盖率", "再生型城市"),
        ("绿道覆盖率", None),
        ("全市", None),
    ],
)
def test_the_scope_is_the_place_that_a_name_begins_with(name: str, where: str | None) -> None:
    assert scope(name) == where


def test_a_clause_without_a_subject_has_that_of_the_clause_before() -> None:
    flow = "苗木损耗率逐年下降，累计下降4个百分点。"
    assert subject(flow, 0, flow.index("累计")) == "苗木损耗率"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("30个花木基地，", "花木基地"),
        ("30个的花木基地。", "花木基地"),
        ("30个（含改建）花房；", "（含改建）花房"),
        ("30个。", ""),
    ],
)
def test_what_is_counted_stands_behind_its_number(text: str, name: str) -> None:
    (quantity,) = quantities(text, 0, len(text))
    assert noun(text, quantity) == name
