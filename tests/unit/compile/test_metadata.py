"""Metadata: only what is printed, wherever the document prints it."""

from __future__ import annotations

from datetime import date

import pytest

from luoshi import read
from luoshi.compile.metadata import metadata
from luoshi.model import Metadata
from luoshi.testing import document

NOTICE = """甲州人民政府关于印发甲州绿道管理办法的通知
甲政发〔2018〕12号
各县人民政府，州政府各委办局：
现将《甲州绿道管理办法》印发给你们，请遵照执行。
甲州人民政府
2018年5月22日
甲州绿道管理办法
一、总体要求
修建绿道。
"""


def about(text: str) -> Metadata:
    return metadata(document(text))


# ------------------------------------------------------------------ a notice with a plan


def test_a_notice_says_all_of_itself() -> None:
    found = about(NOTICE)
    assert found.title == "甲州人民政府关于印发甲州绿道管理办法的通知"
    assert found.attached_title == "甲州绿道管理办法"
    assert found.doc_number == "甲政发〔2018〕12号"
    assert found.issuer == ("甲州人民政府",)
    assert found.date == date(2018, 5, 22)
    assert found.addressees == ("各县人民政府", "州政府各委办局")


def test_what_is_said_can_be_found_in_the_text() -> None:
    spans = about(NOTICE).spans
    assert {key: NOTICE[span.start : span.end] for key, span in spans.items()} == {
        "title": "甲州人民政府关于印发甲州绿道管理办法的通知",
        "doc_number": "甲政发〔2018〕12号",
        "addressees": "各县人民政府，州政府各委办局：",
        "date": "2018年5月22日",
    }


def test_what_is_not_printed_is_not_made_up() -> None:
    found = about("一、总体要求\n修建绿道。\n二、主要任务\n栽种花木。")
    assert found == Metadata()


# ------------------------------------------------------------------ number


@pytest.mark.parametrize(
    "line",
    [
        "甲政发〔2018〕12号",
        "（甲政发〔2018〕12号）",
        "甲政发〔２０１８〕１２号",
        "甲政发(2018]12号",
        "甲政发 〔2018〕 12 号",
        "【发文字号】甲政发〔2018〕12号",
        "发文字号：甲政发〔2018〕12号",
        "文号: 甲政发[2018]12号",
    ],
)
def test_a_number_is_found_in_whatever_frame_it_stands(line: str) -> None:
    assert (
        about(f"甲州人民政府关于绿道管理的通知\n{line}\n各县人民政府：\n一、修建绿道。").doc_number
        == "甲政发〔2018〕12号"
    )


def test_a_number_inside_the_title_line_is_no_part_of_the_title() -> None:
    found = about(
        "甲州人民政府关于切实加强全州绿道建设和管理工作的通知（甲政发〔2018〕12号）\n各县人民政府：\n一、修建绿道。"
    )
    assert found.doc_number == "甲政发〔2018〕12号"
    assert found.title == "甲州人民政府关于切实加强全州绿道建设和管理工作的通知"


def test_a_document_that_is_passed_on_is_issued_by_who_passes_it_on() -> None:
    found = about(
        "甲州人民政府办公室转发州水务局关于绿道管理意见的通知\n甲政办发〔2018〕12号\n各县人民政府：\n一、修建绿道。"
    )
    assert found.title == "甲州人民政府办公室转发州水务局关于绿道管理意见的通知"
    assert found.issuer == ("甲州人民政府办公室",)


def test_the_title_of_the_attached_plan_does_not_stand_for_the_notices() -> None:
    twice = NOTICE.replace("一、总体要求", "（甲州人民政府办公室 2018年5月20日）\n一、总体要求")
    assert about(twice).title == "甲州人民政府关于印发甲州绿道管理办法的通知"
    assert about(twice).date == date(2018, 5, 22)


def test_a_note_that_a_document_is_public_is_part_of_nothing() -> None:
    assert about(NOTICE.replace("甲州绿道管理办法\n一", "（此件公开发布）\n甲州绿道管理办法\n一")) == about(NOTICE)


def test_the_number_of_another_document_is_not_its_own() -> None:
    found = about("甲州人民政府关于绿道管理的通知\n各县人民政府：\n按照《花木名录》（甲政发〔2017〕5号），修建绿道。")
    assert found.doc_number is None
    assert [(c.title, c.doc_number) for c in found.cited] == [("花木名录", "甲政发〔2017〕5号")]


# ------------------------------------------------------------------ title


def test_a_title_over_several_lines_is_one() -> None:
    found = about("甲州人民政府\n关于印发甲州绿道\n管理办法的通知\n甲政发〔2018〕12号\n各县人民政府：\n一、修建绿道。")
    assert found.title == "甲州人民政府关于印发甲州绿道管理办法的通知"


def test_a_title_without_a_number_is_found_all_the_same() -> None:
    found = about("甲州绿道建设三年行动计划\n一、总体要求\n修建绿道。")
    assert (found.title, found.doc_number) == ("甲州绿道建设三年行动计划", None)


def test_a_site_name_on_the_first_line_is_no_title() -> None:
    found = about("甲州门户网站\n甲州人民政府关于绿道管理的通知\n甲政发〔2018〕12号\n各县人民政府：\n一、修建绿道。")
    assert found.title == "甲州人民政府关于绿道管理的通知"


@pytest.mark.parametrize(
    "kind", ["通知", "意见", "实施方案", "办法", "决定", "规划（2018-2022年）", "批复", "函", "公告"]
)
def test_a_title_ends_with_what_kind_of_document_it_is(kind: str) -> None:
    title = f"甲州人民政府关于绿道建设的{kind}"
    assert about(f"{title}\n甲政发〔2018〕12号\n各县人民政府：\n一、修建绿道。").title == title


# ------------------------------------------------------------------ issuer, date, addressees


def test_joint_issuers_are_named_one_by_one() -> None:
    found = about(
        "甲州水务局 甲州园林局关于绿道管理的通知\n甲水发〔2018〕3号\n各县水务局：\n一、修建绿道。\n2018年5月22日"
    )
    assert found.issuer == ("甲州水务局", "甲州园林局")


def test_who_signs_at_the_end_issues() -> None:
    found = about("关于绿道管理的通知\n各县水务局：\n一、修建绿道。\n甲州水务局\n2018年5月22日")
    assert (found.issuer, found.date) == (("甲州水务局",), date(2018, 5, 22))


@pytest.mark.parametrize(
    "line",
    [
        "2018年5月22日",
        "二〇一八年五月二十二日",
        "二○一八年五月二十二日",
        "（2018年5月22日）",
        "２０１８年５月２２日",
        "2018 年 5 月 22 日",
        "（2018年5月22日印发）",
    ],
)
@pytest.mark.parametrize("place", ["under the title", "at the end"])
def test_the_date_is_read_in_any_form_at_any_place(line: str, place: str) -> None:
    head, body = "甲州人民政府关于绿道管理的通知", "各县人民政府：\n一、修建绿道。"
    text = f"{head}\n{line}\n{body}" if place == "under the title" else f"{head}\n{body}\n甲州人民政府\n{line}"
    assert about(text).date == date(2018, 5, 22)


def test_a_day_that_the_calendar_does_not_have_is_no_date() -> None:
    assert (
        about("甲州人民政府关于绿道管理的通知\n各县人民政府：\n一、修建绿道。\n甲州人民政府\n2018年2月30日").date
        is None
    )


@pytest.mark.parametrize(
    ("line", "addressees"),
    [
        ("各县人民政府，州政府各委办局：", ("各县人民政府", "州政府各委办局")),
        ("各县（市、区）人民政府、州政府各部门：", ("各县（市、区）人民政府", "州政府各部门")),
        ("各县、乡人民政府，州政府各部门：", ("各县、乡人民政府", "州政府各部门")),
        ("甲州水务局：", ("甲州水务局",)),
    ],
)
def test_the_addressees_are_named_one_by_one(line: str, addressees: tuple[str, ...]) -> None:
    assert about(f"甲州人民政府关于绿道管理的通知\n甲政发〔2018〕12号\n{line}\n一、修建绿道。").addressees == addressees


# ------------------------------------------------------------------ period


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("甲州绿道建设规划（2013—2020年）", (2013, 2020)),
        ("甲州绿道建设行动计划(2018-2022年)", (2018, 2022)),
        ("甲州“十四五”绿道建设规划", (2021, 2025)),
        ("甲州绿道建设规划", (None, None)),
    ],
)
def test_the_period_stands_in_the_title(title: str, period: tuple[int | None, int | None]) -> None:
    found = about(f"{title}\n一、总体要求\n修建绿道。")
    assert (found.plan_from, found.plan_to) == period


def test_the_period_may_stand_in_the_text() -> None:
    found = about("甲州绿道建设规划\n一、总体要求\n规划期为2013—2020年。")
    assert (found.plan_from, found.plan_to) == (2013, 2020)


# ------------------------------------------------------------------ what the page states


def test_what_the_page_states_goes_before_what_is_read_off_the_text() -> None:
    page = """<html><body><table>
    <tr><td>发文字号</td><td>甲政发〔2018〕12号</td><td>成文日期</td><td>2018年05月22日</td></tr>
    <tr><td>发文机关</td><td>甲州人民政府</td><td>标题</td><td>甲州人民政府关于绿道管理的通知</td></tr>
    </table><div><p>各县人民政府：</p><p>一、修建绿道，栽种花木。</p><p>二、清理河道。</p></div></body></html>"""
    (found,) = (metadata(document) for document in read.from_bytes(page.encode(), "a.html").documents)
    assert (found.doc_number, found.date) == ("甲政发〔2018〕12号", date(2018, 5, 22))
    assert (found.title, found.issuer) == ("甲州人民政府关于绿道管理的通知", ("甲州人民政府",))
