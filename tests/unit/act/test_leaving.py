"""An event becomes a file: what stands in it, and what leaves nothing."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest

from luoshi.act.leaving import Happened, Left, left
from luoshi.model.registry import Field, ObservedAs, Registry

SEEN = ObservedAs("indicator_id", "place", "period", "value", "unit", "basis", "nature", "explanation")
REGISTRY = Registry("target_reports", "目标填报", "", "report", "item", (Field("item", "目标", ""),), observed=SEEN)
ACCEPTED = Happened(
    number=123, digest="d" * 64, before="submitted", after="accepted", on=date(2017, 1, 9), record=7,
    key="2017-0001/甲", organisation="jilin/forestry", organisation_name="省林业厅",
    data={"indicator_id": "forest_cover", "place": "220000", "period": "2016", "value": "44.2", "unit": "%",
          "basis": "森林资源\n连续清查", "nature": "快报", "explanation": "含灌木林"},
)  # fmt: skip


def row(file: Left | None) -> dict[str, str]:
    assert file is not None
    (found,) = csv.DictReader(io.StringIO(file.content.decode()))
    return {title: text for title, text in found.items() if text}


def test_an_accepted_report_is_a_long_table_of_one_row() -> None:
    assert row(left(REGISTRY, ACCEPTED)) == {
        "地区代码": "220000", "年份": "2016", "指标": "forest_cover", "数值": "44.2", "单位": "%", "发布日期": "2017-01-09",
        "数据性质": "填报快报", "来源": "填报：省林业厅 2016年，留痕第123条（数据来源：森林资源 连续清查）",
        "备注": "快报；含灌木林",
    }  # fmt: skip


def test_the_sidecar_says_whose_it_is_and_where_it_came_from() -> None:
    file = left(REGISTRY, ACCEPTED)
    assert file is not None
    told = json.loads(file.sidecar)
    assert told["name"] == f"{file.sha256}.csv"
    assert (told["kind"], told["event"], told["digest"], told["organisation"]) == (
        "desk-report", 123, "d" * 64, "jilin/forestry",
    )  # fmt: skip
    assert told["accepted_on"] == told["vintage"] == "2017-01-09"
    assert told["address"] == "/records/of/target_reports/2017-0001/%E7%94%B2/"


def test_the_same_event_makes_the_same_bytes_and_another_event_makes_others() -> None:
    first, again, other = (left(REGISTRY, one) for one in (ACCEPTED, ACCEPTED, replace(ACCEPTED, number=124)))
    assert first == again
    assert first is not None
    assert other is not None
    assert first.sidecar == again.sidecar if again else False
    assert first.sha256 != other.sha256


def test_a_report_that_is_sent_back_after_it_was_accepted_is_taken_back_with_the_reason() -> None:
    back = replace(ACCEPTED, number=130, before="accepted", after="returned", on=date(2017, 2, 1), note="口径有误")
    found = row(left(REGISTRY, back))
    assert (found["数据性质"], found["发布日期"], found["备注"]) == ("收回", "2017-02-01", "已收回：口径有误")


@pytest.mark.parametrize("lacking", ["indicator_id", "place", "period", "value", "unit"])
def test_a_report_that_says_not_what_it_is_about_stays_at_the_desk(lacking: str) -> None:
    data = {id: value for id, value in ACCEPTED.data.items() if id != lacking}
    assert left(REGISTRY, replace(ACCEPTED, data=data)) is None


def test_an_event_on_the_way_to_acceptance_leaves_nothing() -> None:
    assert left(REGISTRY, replace(ACCEPTED, before="owed", after="submitted")) is None


def test_a_registry_that_is_not_observed_leaves_nothing() -> None:
    assert left(replace(REGISTRY, observed=None), ACCEPTED) is None
