"""What a number is when it is no target: given, capped, a threshold, a duration, a fact, a size, a name."""

from __future__ import annotations

import pytest

from luoshi.compile.not_targets import speaks_of_the_past
from luoshi.testing import plan


def under_goals(sentence: str) -> list[float | None]:
    """The targets read from a sentence where numbers are most readily taken for targets."""
    return [target.value for target in plan(f"一、目标任务\n（一）{sentence}").targets]


@pytest.mark.parametrize(
    "sentence",
    [
        "对新建的花房给予每座2万元补助。",
        "按每亩300元的标准发放补贴。",
        "对种树大户一次性奖励5万元。",
        "贷款贴息不超过3%。",
        "单户贷款额度最高50万元。",
        "减收租金30%。",
        "免征三年房产税，减半征收50%。",
        "补助资金最高不超过200万元。",
    ],
)
def test_money_that_is_given_is_no_target(sentence: str) -> None:
    assert under_goals(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "面积在30亩以上的单位登记造册。",
        pytest.param("对种植面积30亩以上的农户登记造册。"),
        "对年产5万株以上的企业挂牌。",
        "凡经营满3年的苗圃均可参加。",
        "占地10亩以上的项目须先评估。",
    ],
)
def test_a_threshold_is_no_target(sentence: str) -> None:
    assert under_goals(sentence) == []


@pytest.mark.parametrize("sentence", ["办结时限为3个工作日。", "30天内办结。", "租期20年。", "会期5天。"])
def test_a_duration_is_no_target(sentence: str) -> None:
    assert under_goals(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "截至去年，建成绿道60公里。",
        "目前有花房300座。",
        "近年来累计栽树20万株。",
        "绿道已经达到60公里。",
        "去年，花木产值增长8%。",
    ],
)
def test_a_fact_is_no_target(sentence: str) -> None:
    assert under_goals(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "实施“百里绿道30工程”。",
        "落实《2018年花木名录》。",
        "推进30公里绿道等项目。",
        "改造204国道。",
        "建设5号线。",
        "做到第3方评估。",
    ],
)
def test_a_number_in_a_name_is_no_target(sentence: str) -> None:
    assert under_goals(sentence) == []


def test_a_duration_that_is_to_be_shortened_is_a_target() -> None:
    assert under_goals("办理时限压缩到3个工作日。") == [3]


def test_the_same_words_with_a_goal_verb_are_a_target() -> None:
    assert under_goals("到2020年，建成绿道60公里。") == [60]


@pytest.mark.parametrize(
    ("sentence", "past"),
    [
        ("截至去年，建成绿道", True),
        ("十年来，历史上", True),
        ("绿道已修到", True),
        ("较上年同期增长", False),
        ("到2020年，建成", False),
        ("", False),
    ],
)
def test_a_sentence_says_by_its_words_whether_it_is_of_the_past(sentence: str, past: bool) -> None:
    assert speaks_of_the_past(sentence) is past
