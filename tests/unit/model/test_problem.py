"""Problems and errors: place, what is the matter, what to do."""

from __future__ import annotations

import pytest

from luoshi.model import Kind, LimitError, LuoshiError, PackError, Span

TOO_DRY = Kind(
    code="test-too-dry",
    zh="“{place}”太干了",
    en="{place} is too dry",
    hint_zh="请浇水 {litres} 升。",
    hint_en="Water it with {litres} litres.",
)


def test_a_problem_has_its_words_in_both_languages() -> None:
    problem = TOO_DRY(place="甲园", litres=3, where="a.txt:4")
    assert (problem.code, problem.where) == ("test-too-dry", "a.txt:4")
    assert (problem.zh, problem.hint_zh) == ("“甲园”太干了", "请浇水 3 升。")
    assert (problem.en, problem.hint_en) == ("甲园 is too dry", "Water it with 3 litres.")


def test_a_problem_is_shown_with_its_place_if_it_has_one() -> None:
    assert str(TOO_DRY(place="甲园", litres=3, where="a.txt:4")) == "a.txt:4  “甲园”太干了"
    assert str(TOO_DRY(place="甲园", litres=3)) == "“甲园”太干了"


def test_a_problem_keeps_the_piece_of_text_it_is_about() -> None:
    span = Span("a.txt", 3, 5, "甲园")
    assert TOO_DRY(place="甲园", litres=3, span=span).span == span


@pytest.mark.parametrize("error", [LuoshiError, PackError, LimitError])
def test_an_error_says_all_of_its_problem(error: type[LuoshiError]) -> None:
    problem = TOO_DRY(place="甲园", litres=3, where="a.txt:4")
    with pytest.raises(LuoshiError) as raised:
        raise error(problem)
    assert raised.value.problem is problem
    for words in (problem.where, problem.zh, problem.en, problem.hint_zh, problem.hint_en):
        assert words in str(raised.value)
