"""Targets in running text: every form of number, comparator, kind, scope and time."""

from __future__ import annotations

from datetime import date

import pytest

from luoshi.model import Target
from luoshi.testing import plan, target

Y2020 = date(2020, 12, 31)


def read(sentence: str) -> list[Target]:
    """The targets of a sentence in a passage that is headed as nothing in particular."""
    return list(plan(f"一、主要任务\n（一）{sentence}").targets)


def only(sentence: str) -> Target:
    (found,) = read(sentence)
    return found


# ------------------------------------------------------------------ number and unit


@pytest.mark.parametrize(
    ("promise", "indicator", "comparator", "value", "unit"),
    [
        ("绿道密度达到60％", "绿道密度", ">=", 60, "%"),
        ("绿道密度达到４.５％", "绿道密度", ">=", 4.5, "%"),
        ("绿道里程达到1,200公里", "绿道里程", ">=", 1200, "公里"),
        ("引种苗木10 万株", "引种苗木", "=", 10, "万株"),
        ("发电能力达到11亿千瓦左右", "发电能力", "~", 11, "亿千瓦"),
        ("绿道密度提高0.5个百分点", "绿道密度", "=", 0.5, "个百分点"),
        ("花木产值翻两番", "花木产值", "=", 2, "番"),
        ("花木种植规模扩大一倍", "花木种植规模", "=", 1, "倍"),
        ("花肥日产量达到2000万个（其中：有机肥500万个）", "花肥日产量", ">=", 2000, "万个"),
        ("花木面积达到60万亩", "花木面积", ">=", 60, "万亩"),
        ("花木产值达到60亿元", "花木产值", ">=", 60, "亿元"),
        ("花木产值达到2 万\n亿元", "花木产值", ">=", 2, "万亿元"),
        ("装机容量达到11亿千瓦左右", "装机容量", "~", 11, "亿千瓦"),
        ("花农人数达到2万人", "花农人数", ">=", 2, "万人"),
        ("花农占村民的1/3以上", "花农占村民比重", ">=", 1 / 3, ""),
        ("一半以上的行政村建成绿道", "建成绿道的行政村", ">=", 50, "%"),
        ("超过一半的行政村建成绿道", "建成绿道的行政村", ">", 50, "%"),
        ("绿道覆盖一半以上的行政村", "绿道覆盖行政村", ">=", 50, "%"),
        ("绿道面积不低于绿地总面积的70%", "绿道面积占绿地总面积比重", ">=", 70, "%"),
        ("评选资助200名花农", "花农", "=", 200, "名"),
        ("培育2家以上年销售收入达500万元的花木企业", "年销售收入达500万元的花木企业", ">=", 2, "家"),
        ("建成千座以上花房", "花房", ">=", 1000, "座"),
        pytest.param(
            "花木产值突破百亿元",
            "花木产值",
            ">",
            100,
            "亿元",
            marks=pytest.mark.xfail(strict=True, reason="no bare 百"),
        ),
        ("花木贷款利率下降50个基点", "花木贷款利率", "=", 50, "个基点"),
        pytest.param(
            "在现有绿道密度基础上再提高20%",
            "绿道密度",
            "=",
            20,
            "%",
            marks=pytest.mark.xfail(strict=True, reason="the words of the base are dropped"),
        ),
        ("绿道密度从50%提升到70%", "绿道密度", ">=", 70, "%"),
        ("绿道密度达到百分之六十", "绿道密度", ">=", 60, "%"),
        pytest.param(
            "建成三十个花木基地",
            "花木基地",
            "=",
            30,
            "个",
            marks=pytest.mark.xfail(strict=True, reason="no Chinese numerals"),
        ),
    ],
)
def test_a_promise_has_its_indicator_number_and_unit(
    promise: str, indicator: str, comparator: str, value: float, unit: str
) -> None:
    found = only(f"到2020年，{promise}。")
    assert (found.indicator, found.comparator, found.unit) == (indicator, comparator, unit)
    assert found.value == pytest.approx(value)
    assert (found.deadline, found.high) == (Y2020, None)


@pytest.mark.parametrize("words", ["达到60%以上", "不低于60%"])
def test_a_clause_between_number_and_full_stop_does_not_hide_the_promise(words: str) -> None:
    found = only(f"到2020年，绿道密度{words}（市水务局负责）。")
    assert (found.indicator, found.comparator, found.value, found.lead) == ("绿道密度", ">=", 60, ("市水务局",))


def test_a_range_has_two_ends() -> None:
    found = only("到2020年，建成3—5个花木基地。")
    assert (found.indicator, found.comparator, found.value, found.high) == ("花木基地", "range", 3, 5)


# ------------------------------------------------------------------ comparator


@pytest.mark.parametrize(
    ("promise", "comparator"),
    [
        ("绿道密度不低于60%", ">="),
        ("绿道密度达到60%以上", ">="),
        ("绿道密度达到60%及以上", ">="),
        ("绿道密度力争达到60%", ">="),
        ("绿道密度提高到60%", ">="),
        ("绿道密度增至60%", ">="),
        ("绿道密度至少达到60%", ">="),
        ("绿道密度超过60%", ">"),
        ("绿道密度突破60%", ">"),
        ("绿道密度为60%", "="),
        ("绿道密度稳定在60%", "="),
        ("绿道密度约60%", "~"),
        ("绿道密度达到60%左右", "~"),
        ("绿道损耗率控制在60%以内", "<="),
        ("绿道损耗率控制在60%", "<="),
        ("绿道损耗率降至60%以下", "<="),
        ("绿道损耗率降到60%", "<="),
        ("绿道损耗率不超过60%", "<="),
        ("绿道损耗率低于60%", "<"),
    ],
)
def test_the_words_about_a_number_say_how_it_is_meant(promise: str, comparator: str) -> None:
    found = only(f"到2020年，{promise}。")
    assert (found.comparator, found.value, found.kind) == (comparator, 60, "level")


# ------------------------------------------------------------------ kind


@pytest.mark.parametrize(
    ("promise", "kind", "direction"),
    [
        ("绿道密度达到60%", "level", "up"),
        ("损耗率降至6%", "level", "down"),
        ("花木产值年均增长8%以上", "growth", "up"),
        ("花木产值增长8%", "growth", "up"),
        ("花木产值增速达到8%", "growth", "up"),
        ("花木产值累计增长80%", "change", "up"),
        ("绿道密度提高6个百分点", "change", "up"),
        ("用水量累计下降20%", "change", "down"),
        ("花木产值翻一番", "change", "up"),
        ("肥料用量零增长", "zero-growth", "hold"),
        ("建成花房30座", "count", None),
        ("培训花匠300名", "count", None),
        ("花木面积达到60万亩", "area", "up"),
        ("绿道里程达到60公里", "amount", "up"),
        ("花木产值达到60亿元", "amount", "up"),
        ("肥料用量逐年下降", "trend", "down"),
        ("绿道密度不低于全省平均水平", "trend", "up"),
    ],
)
def test_a_promise_is_of_one_kind_and_has_a_direction(promise: str, kind: str, direction: str | None) -> None:
    found = only(f"到2020年，{promise}。")
    assert (found.kind, found.direction) == (kind, direction)


def test_a_trend_has_no_value() -> None:
    assert only("到2020年，肥料用量逐年下降。").value is None


# ------------------------------------------------------------------ indicator and scope


@pytest.mark.parametrize(
    ("sentence", "indicator", "scope"),
    [
        ("到2020年，全市绿道密度达到60%。", "全市绿道密度", "全市"),
        ("到2020年，甲州绿道密度达到60%。", "甲州绿道密度", None),
        ("到2020年，森工城市绿道密度达到60%。", "森工城市绿道密度", "森工城市"),
        ("到2020年，成长型城市绿道密度达到60%。", "成长型城市绿道密度", "成长型城市"),
        ("到2020年，力争使绿道密度达到60%。", "绿道密度", None),
        ("到2020年，建成覆盖城乡的花房300座。", "覆盖城乡的花房", None),
        ("到2020年，用水量比2015年下降20%。", "用水量", None),
        ("每年培训花匠300名。", "花匠", None),
    ],
)
def test_the_indicator_is_named_without_the_words_that_lead_to_it(
    sentence: str, indicator: str, scope: str | None
) -> None:
    found = only(sentence)
    assert (found.indicator, found.scope) == (indicator, scope)


def test_what_stands_behind_its_number_is_the_indicator_of_a_count() -> None:
    assert only("到2020年，建设30个花木基地。").indicator == "花木基地"


# ------------------------------------------------------------------ several in one sentence


def pairs(sentence: str) -> list[tuple[str, float | None]]:
    return [(found.indicator, found.value) for found in read(sentence)]


@pytest.mark.parametrize(
    ("promise", "expected"),
    [
        ("绿道覆盖率、花房利用率分别达到65%和55%", [("绿道覆盖率", 65), ("花房利用率", 55)]),
        ("城区、乡村绿道覆盖率分别达到65%和55%", [("城区绿道覆盖率", 65), ("乡村绿道覆盖率", 55)]),
        ("绿道覆盖率、花房利用率均达到45%", [("绿道覆盖率", 45), ("花房利用率", 45)]),
        (
            "绿道覆盖率、花房利用率、苗木成活率分别达到65%、55%、95%",
            [("绿道覆盖率", 65), ("花房利用率", 55), ("苗木成活率", 95)],
        ),
        ("育苗户达到2万户，花房达到300座，冷库达到20座", [("育苗户", 2), ("花房", 300), ("冷库", 20)]),
        ("建成花房30座、冷库20座", [("花房", 30), ("冷库", 20)]),
        ("建成30个花房、20个冷库", [("花房", 30), ("冷库", 20)]),
        pytest.param("城区、乡村绿道密度分别达到65%和55%", [("城区绿道密度", 65), ("乡村绿道密度", 55)]),
    ],
)
def test_each_of_several_promises_has_its_own_indicator(promise: str, expected: list[tuple[str, float]]) -> None:
    assert pairs(f"到2020年，{promise}。") == expected


# ------------------------------------------------------------------ time


@pytest.mark.parametrize(
    ("sentence", "due", "since"),
    [
        ("到2020年，绿道密度达到60%。", Y2020, None),
        ("到 2020\n年，绿道密度达到60%。", Y2020, None),
        ("2020年底前，绿道密度达到60%。", Y2020, None),
        ("2020年6月底前，绿道密度达到60%。", date(2020, 6, 30), None),
        ("“十三五”期间，绿道密度提高6个百分点。", Y2020, 2016),
        ("“十三五”末，绿道密度达到60%。", Y2020, 2016),
        ("二〇三五年，绿道密度达到60%。", date(2035, 12, 31), None),
        ("绿道密度达到60%。", None, None),
        ("2020年新建花房300座。", Y2020, None),
    ],
)
def test_a_target_is_due_by_the_last_day_of_its_time(sentence: str, due: date | None, since: int | None) -> None:
    found = only(sentence)
    assert (found.deadline, found.since) == (due, since)


def test_a_time_at_the_head_of_a_paragraph_holds_for_its_sentences() -> None:
    assert [t.deadline for t in read("到2020年，绿道密度达到60%。花房利用率达到50%。")] == [Y2020, Y2020]


def test_a_time_in_goals_holds_for_the_paragraphs_below() -> None:
    text = "一、主要目标\n到2020年，主要目标是：绿道密度达到60%。\n花房利用率达到50%。\n二、任务\n苗木成活率达到90%。"
    assert [t.deadline for t in plan(text).targets] == [Y2020, Y2020, None]


def test_the_base_year_is_the_one_that_is_compared_with() -> None:
    assert only("到2020年，用水量比2015年下降20%。").baseline_year == 2015


def test_a_year_before_the_issue_is_of_the_past() -> None:
    text = "甲州人民政府关于绿道的通知\n一、2015年，绿道密度达到60%。2020年，绿道密度达到70%。\n甲州人民政府\n2018年5月22日"
    assert [t.value for t in plan(text).targets] == [70]


# ------------------------------------------------------------------ whether it is promised


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("一、目标任务\n育苗花房300座，保鲜冷库20座。", [300, 20]),
        ("一、发展基础\n绿道密度达到60%，花房达到300座。", []),
        ("一、存在问题\n苗木成活率低于60%。", []),
        ("一、主要任务\n参会300人，散发传单20份。", []),
    ],
)
def test_goals_promise_numbers_and_background_does_not(text: str, values: list[float]) -> None:
    assert [t.value for t in plan(text).targets] == values


def test_a_number_of_a_goal_that_nothing_is_known_of_is_reported() -> None:
    found = plan("一、目标任务\n（一）花木合作社理事会由30人组成。")
    assert found.targets == ()
    (problem,) = [problem for problem in found.problems if problem.code == "target-number-unread"]
    assert problem.span is not None
    assert "30人" in problem.span.quote


@pytest.mark.parametrize("word", ["约束性", "预期性"])
def test_a_number_may_be_said_to_be_binding(word: str) -> None:
    assert only(f"到2020年，绿道密度达到60%（{word}）。").binding == word


# ------------------------------------------------------------------ where it stands, and who answers


def test_the_quote_is_the_clause_as_printed() -> None:
    text = "一、目标\n到２０２０年，绿道 密度达到60\n％以上，花房成网。"
    found = target(text)
    assert found.quote == "绿道密度达到60％以上"
    assert "".join(text[found.span.start : found.span.end].split()) == found.quote


def test_a_target_stands_in_its_provision() -> None:
    assert only("到2020年，绿道密度达到60%。").path == "一/（一）"


def test_the_leads_of_the_duty_answer_for_its_targets() -> None:
    led, alone = plan(
        "一、任务\n（一）到2020年，绿道密度达到60%。（市水务局牵头，市园林局参与）\n（二）到2020年，花房利用率达到50%。"
    ).targets
    assert (led.lead, alone.lead) == (("市水务局",), ())
