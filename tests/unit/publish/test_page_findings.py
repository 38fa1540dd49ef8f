"""The pages of targets followed: marks, reasons, rows, and nothing of a text that could run."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from luoshi.model.finding import AgainstPlan, Finding, Goal, Grade, Missing, Outlook, Step
from luoshi.model.followed import Followed, Point
from luoshi.model.light import Colour, Light, LightRule
from luoshi.model.observation import Observation, Origin
from luoshi.model.pack import Pack
from luoshi.model.problem import Kind
from luoshi.publish.findings import followed_json, frame, values
from luoshi.publish.page_findings import Findings, file_of, finding_page, findings, mark
from luoshi.testing import nothing_followed

WHY = Missing(Kind("x", "缺第二年", "no second year", "补", "add")())
ROW = Observation(
    "rate", "220700", "2018", Decimal("56.5"), date(2019, 1, 1), "final",
    Origin("t", "t.csv", "", "", 7, 5, "统计年鉴2019"), note="取整",
)  # fmt: skip
RULE = LightRule("r", "1", "规则", "", (), "")


def followed(grade: Grade = "behind", colour: Colour | Missing = "yellow", **fields: object) -> Followed:
    plan = AgainstPlan(2018, Decimal(57), Decimal("-0.5"), Decimal("-12.50"), Decimal("0.9"))
    outlook = Outlook("linear-trend", 2020, Decimal(58), Decimal(57), Decimal(59), Decimal("0.80"), Decimal("0.1"))
    finding = Finding(grade, 2018, Decimal("56.5"), Decimal("0.65"), plan, outlook, (Step("怎样算", "how"),))
    light = Light(colour, RULE, None, {}, (Step("黄灯，依据规则", "yellow"),))
    goal = Goal("up", Decimal(60), 2020, base_year=2013, base=Decimal(50))
    point = Point(2018, Decimal("56.5"), (ROW,))
    return replace(
        nothing_followed(), goal=goal, finding=finding, light=light, points=(point,), compared=(2018, 2018), **fields
    )  # type: ignore[arg-type]


def page(*group: Followed) -> str:
    return str(finding_page(group, None, Pack("p", "", ""), 2018))


@pytest.mark.parametrize(
    ("grade", "colour", "word"),
    [("met", WHY, "完成"), ("missed", "green", "未完成"), ("behind", "green", "正常（略滞后）"), ("on-track", "green", "正常"),
     ("behind", "yellow", "预警"), ("behind", "red", "滞后"), ("no-baseline", WHY, "不能评估")],
)  # fmt: skip
def test_a_mark_has_a_word(grade: Grade, colour: Colour | Missing, word: str) -> None:
    assert mark(followed(grade, colour)).word == word


def test_green_is_never_said_of_what_is_not_known() -> None:
    assert mark(nothing_followed()).name == "nothing"
    assert mark(followed("no-data", WHY)).name == "nothing"


def test_a_page_has_the_sentence_three_numbers_and_the_row() -> None:
    text = page(followed())
    for words in (
        "绿道密度达到8%",
        "56.5%",
        "65%",
        "落后 0.5个百分点；进度差 −12.5 个百分点",
        "80%区间 57 至 59",
        "统计年鉴2019",
        "t.csv 第7行",
        "取整",
        "黄灯，依据规则",
    ):
        assert words in text


def test_what_is_missing_says_why_and_is_not_zero() -> None:
    one = followed()
    text = page(replace(one, finding=replace(one.finding, attainment=WHY)))
    assert "缺第二年" in text


def test_a_text_that_could_run_is_only_shown() -> None:
    text = page(followed(title="<script>alert(1)</script>", quote='"><img src=x onerror=y>'))
    assert "<script>alert" not in text
    assert "<img" not in text


def test_the_list_counts_every_target_once_and_lists_what_is_missing() -> None:
    given = Findings((followed(), replace(nothing_followed(), target="plan#1.t2")), (), Pack("p", "", ""), 2018)
    text = str(findings(given))
    assert "共 <b>2</b> 个目标，<b>1</b> 个有统计数据" in text
    assert "缺数据的目标（1 个）" in text


def test_a_target_has_one_page_whatever_is_in_its_id() -> None:
    one = replace(nothing_followed(), target="plan#二.（四）.2.t1", place="220700")
    assert file_of(one) == "target-plan-二.-四-.2.t1.html"


def test_a_missing_number_is_null_in_the_table_and_a_reason_in_the_json() -> None:
    one = nothing_followed()
    assert frame([one])["attainment"].to_list() == [None]
    assert followed_json(one)["finding"]["attainment"]["missing"] == "nothing"


def test_each_value_has_its_row() -> None:
    assert values([followed()]).select("year", "printed", "file", "row").rows() == [(2018, "56.5", "t.csv", "7")]
