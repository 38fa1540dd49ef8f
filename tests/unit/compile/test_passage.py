"""Passages: which time governs what, and where goals and background are spoken of."""

from __future__ import annotations

from datetime import date

import pytest

from luoshi.compile.outline import outline
from luoshi.compile.passage import Passage, baseline, deadline, is_past, passages
from luoshi.testing import document


def read(text: str, issued: date | None = None) -> list[Passage]:
    found = document(text)
    return list(passages(found, outline(found), issued))


def kinds(text: str, issued: date | None = None) -> list[str]:
    return [stated.kind for passage in read(text, issued) for stated in passage.stated]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("到2020年，建成绿道60公里。", "deadline"),
        ("2020年底前，建成绿道60公里。", "deadline"),
        ("比2015年增加绿道60公里。", "baseline"),
        ("与2015年相比，增加绿道60公里。", "baseline"),
        ("在2015年的基础上增加绿道60公里。", "baseline"),
        ("2020年起，每年建成绿道60公里。", "start"),
        ("落实《2018年花木名录》中的60种花木。", "name"),
        ("2018年度专项资金60万元。", "name"),
    ],
)
def test_a_time_is_there_for_one_of_five_reasons(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


def test_a_year_before_the_issue_is_of_the_past() -> None:
    assert kinds("2015年建成绿道60公里。", issued=date(2018, 5, 22)) == ["past"]
    assert kinds("2015年建成绿道60公里。") == ["deadline"]


def test_a_sentence_about_a_past_year_alone_is_of_the_past() -> None:
    text = "2015年建成绿道60公里。2020年建成绿道90公里。"
    (passage,) = read(text, issued=date(2018, 5, 22))
    assert [is_past(passage, text.index(number)) for number in ("60", "90")] == [True, False]


def due(text: str, number: str) -> tuple[date | None, bool]:
    """By when a number of the last passage holds, and whether its own sentence says so."""
    found = document(text)
    passage = list(passages(found, outline(found), None))[-1]
    place = found.flow.index(number)
    when, own = deadline(found.flow, passage, place, place + len(number))
    return when and when.due, own


Y2020, Y2025 = date(2020, 12, 31), date(2025, 12, 31)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到2020年，绿道达到60公里。", (Y2020, True)),
        ("绿道达到60公里，2020年底前建成。", (Y2020, True)),
        ("到2020年，道路成网。绿道达到60公里。", (Y2020, False)),
        ("到2020年，道路成网，到2025年，绿道达到60公里。", (Y2025, True)),
        ("每年建成绿道60公里。", (None, False)),
        ("绿道达到60公里。", (None, False)),
        ("一、目标\n到2020年，目标如下：成网30片。\n绿道达到60公里。", (Y2020, False)),
        ("一、目标\n到2020年，成网30片。\n二、任务\n绿道达到60公里。", (None, False)),
    ],
)
def test_a_time_governs_its_sentence_its_paragraph_or_its_goals(text: str, expected: tuple[date | None, bool]) -> None:
    assert due(text, "60公里") == expected


def test_the_base_year_is_the_one_that_is_compared_with() -> None:
    text = "到2020年，用水量比2015年下降20%。"
    (passage,) = read(text)
    assert baseline(text, passage, text.index("20%")) == 2015


@pytest.mark.parametrize(
    ("heading", "goals", "background"),
    [
        ("一、主要目标", True, False),
        ("一、目标任务", True, False),
        ("一、发展基础", False, True),
        ("一、存在的主要问题", False, True),
        ("一、修建绿道", False, False),
    ],
)
def test_the_heading_says_whether_a_passage_is_of_goals_or_of_background(
    heading: str, goals: bool, background: bool
) -> None:
    passage = read(f"{heading}\n绿道60公里。")[-1]
    assert (passage.goals, passage.background) == (goals, background)


def test_goals_reach_to_the_provisions_below_them_and_no_further() -> None:
    found = read("一、目标\n（一）绿道60公里。\n二、任务\n（一）花房30座。")
    assert [passage.goals for passage in found if passage.node and passage.node.level == 2] == [True, False]
