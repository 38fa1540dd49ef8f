"""Duties: where responsibility clauses stand, and which text each answers for."""

from __future__ import annotations

from datetime import date

import pytest

from luoshi.model import Duty, Organisation, Pack, Place, Plan
from luoshi.testing import duty, plan

W, Y = "市水务局", "市园林局"


def item(text: str, after: str = "（二）栽种花木。") -> Plan:
    """A text as the first item of a document that goes on behind it."""
    return plan(f"一、主要任务\n（一）{text}\n{after}")


def only(text: str) -> Duty:
    (found,) = item(text).duties
    return found


# ------------------------------------------------------------------ where a clause stands


@pytest.mark.parametrize(
    "text",
    [
        f"整治岸线。（{W}、{Y}负责）",
        f"整治岸线（{W}、{Y}负责）。",
        f"整治岸线。（{W}、{Y}负责）。",
        f"整治岸线（{W}、{Y}负责）；",
        f"整治岸线。({W}、{Y}负责)",
        f"整治岸线。（{W}、{Y}负责)",
        f"整治岸线。（责任单位：{W}、{Y}）",
        f"整治岸线。（责任单位:{W}、{Y})",
        f"整治岸线。〔责任单位：{W}、{Y}〕",
        f"整治岸线。[责任单位：{W}、{Y}]",
        f"整治岸线。【责任单位：{W}、{Y}】",
        f"整治岸线。（{W}、{Y}）",
        f"整治岸线。\n责任单位：{W}、{Y}",
        f"整治岸线。\n责任单位：{W}、{Y}。",
        f"整治岸线。\n（{W}、{Y}负责）",
        f"整治岸线。责任单位：{W}、{Y}",
        f"整治岸线。（{W}、\n{Y}负责）",
    ],
)
def test_a_clause_is_found_in_whatever_form_it_stands(text: str) -> None:
    found = only(text)
    assert found.lead == (W, Y)
    assert found.rule == "joint"
    assert found.text.rstrip("。") == "整治岸线"
    assert (found.number, found.path) == ("（一）", "一/（一）")


def test_brackets_inside_the_list_do_not_end_the_clause() -> None:
    found = only(f"整治岸线。[责任单位：{W}，各县（市）区政府]")
    assert (found.lead, found.places) == ((W,), ("各县（市）区政府",))


def test_several_clauses_in_one_item_are_several_duties() -> None:
    found = item(f"修复滩涂（{W}负责）；种植林带（{Y}负责）；清理河道（市城管局负责）。").duties
    assert [(d.text, d.lead) for d in found] == [("修复滩涂", (W,)), ("种植林带", (Y,)), ("清理河道", ("市城管局",))]
    assert {d.number for d in found} == {"（一）"}


def test_a_clause_alone_on_its_line_answers_for_all_paragraphs_of_the_item() -> None:
    found = only(f"修复滩涂。\n种植林带。\n清理河道。\n（{W}负责）")
    assert found.text == "修复滩涂。种植林带。清理河道。"


def test_a_clause_behind_its_paragraph_answers_for_that_alone() -> None:
    found = item(f"修复滩涂。（{W}负责）\n种植林带。（{Y}负责）").duties
    assert [d.text for d in found] == ["修复滩涂。", "种植林带。"]


def test_a_measure_without_a_clause_is_no_duty() -> None:
    assert item("修复滩涂。").duties == ()


@pytest.mark.parametrize(
    "text",
    [
        "修复滩涂（以下简称修滩）。",
        "修复滩涂（见附件）。",
        "修复滩涂（含芦苇荡）。",
        "修复滩涂（联系人：张三，负责登记）。",
    ],
)
def test_a_bracket_about_something_else_is_no_duty(text: str) -> None:
    found = item(text)
    assert (found.duties, [p for p in found.problems if p.code.startswith("duty")]) == ((), [])


@pytest.mark.parametrize("second", ["责任单位", "配合单位"])
def test_labels_on_two_lines_are_one_clause(second: str) -> None:
    found = only(f"修复滩涂。\n牵头单位：{W}\n{second}：{Y}")
    assert [p.printed for p in found.parties] == [W, Y]


# ------------------------------------------------------------------ who leads


def test_explicit_verbs_say_who_leads() -> None:
    found = only(f"整治岸线。（{W}牵头，{Y}、各县政府参与）")
    assert (found.lead, found.participants, found.places, found.rule) == ((W,), (Y,), ("各县政府",), "explicit")


@pytest.mark.parametrize("text", [f"{W}牵头，{Y}负责", f"牵头单位：{W}；责任单位：{Y}"])
def test_whoever_is_named_as_lead_leads_alone(text: str) -> None:
    assert only(f"整治岸线。（{text}）").lead == (W,)


def test_a_joint_duty_has_everybody_as_lead() -> None:
    found = only(f"整治岸线。（{W}、{Y}负责）")
    assert (found.lead, found.participants, found.rule) == ((W, Y), (), "joint")


def test_an_order_rule_in_a_clause_holds_from_there_on() -> None:
    found = plan(
        f"（一）整治岸线。（{W}、{Y}负责）\n（二）栽种花木。（{Y}、{W}负责，列第一位的为牵头部门，下同）\n（三）清河。（{W}、{Y}负责）"
    ).duties
    assert [(d.rule, d.lead) for d in found] == [("joint", (W, Y)), ("order", (Y,)), ("order", (W,))]


@pytest.mark.parametrize("place", ["before", "behind"])
def test_an_order_rule_in_the_text_holds_everywhere(place: str) -> None:
    rule, measure = "各项任务中，排在第一位的部门为牵头部门。", f"（一）整治岸线。（{W}、{Y}负责）"
    (found,) = plan(f"{rule}\n{measure}" if place == "before" else f"{measure}\n二、{rule}").duties
    assert (found.rule, found.lead, found.participants) == ("order", (W,), (Y,))


@pytest.mark.xfail(strict=True, reason="parties that the document states once for all items are not spread over them")
def test_parties_that_are_stated_once_for_all_items_answer_for_each() -> None:
    rule = "以下各项任务均涉及各县（市、区）政府，不再一一列出。"
    found = plan(f"一、任务\n{rule}\n（一）整治岸线。（{W}负责）\n（二）栽种花木。（{Y}负责）").duties
    assert [d.places for d in found] == [("各县（市、区）政府",)] * 2


def test_an_open_list_is_open() -> None:
    assert only(f"整治岸线。（{W}、{Y}等负责）").open
    assert not only(f"整治岸线。（{W}、{Y}负责）").open


# ------------------------------------------------------------------ what a duty orders


def test_a_duty_has_its_deadlines_and_deliverables() -> None:
    found = only(f"2020年6月底前制定《岸线整治办法》，与2015年相比岸线更绿。（{W}负责）")
    assert [(d.text, d.due) for d in found.deadlines] == [("2020年6月底前", date(2020, 6, 30))]
    assert [(d.title, d.verb) for d in found.deliverables] == [("岸线整治办法", "制定")]


@pytest.mark.parametrize("clause", [f"责任单位：{W}；完成时限：2020年底前", f"{W}负责，2020年底前完成"])
def test_a_time_in_the_clause_is_a_deadline_of_the_duty(clause: str) -> None:
    assert [d.due for d in only(f"整治岸线。（{clause}）").deadlines] == [date(2020, 12, 31)]


def test_a_time_without_a_year_counts_from_the_issue() -> None:
    dated = f"甲州人民政府关于岸线的通知\n一、年底前整治岸线。（{W}负责）\n甲州人民政府\n2018年5月22日"
    assert [d.due for d in duty(dated).deadlines] == [date(2018, 12, 31)]
    assert [d.due for d in only(f"年底前整治岸线。（{W}负责）").deadlines] == [None]


def test_a_duty_says_of_which_class_its_pilot_is() -> None:
    assert only(f"争取纳入国家湿地修复试点。（{W}负责）").pilot == "to-apply"


# ------------------------------------------------------------------ places in the text


def test_the_quote_is_the_text_and_the_clause_can_be_found() -> None:
    text = f"一、主要任务\n（一）整治 岸线，\r\n修复滩涂。\r\n（{W}、{Y}负责）\n"
    (found,) = plan(text).duties
    assert found.text == found.span.quote == "整治岸线，修复滩涂。"
    assert "".join(text[found.span.start : found.span.end].split()) == found.text
    assert text[found.clause.start : found.clause.end] == f"（{W}、{Y}负责）"


# ------------------------------------------------------------------ tables


@pytest.mark.parametrize(
    ("header", "row", "roles"),
    [
        ("序号\t主要任务\t责任单位", f"1\t整治岸线\t{W}、{Y}", [(W, "responsible"), (Y, "responsible")]),
        ("序号\t主要任务\t牵头单位\t配合单位", f"1\t整治岸线\t{W}\t{Y}", [(W, "lead"), (Y, "participant")]),
        (
            "序号\t主要任务\t指导部门\t责任单位",
            f"1\t整治岸线\t{W}\t各县政府",
            [(W, "guide"), ("各县政府", "responsible")],
        ),
    ],
)
def test_the_columns_of_a_table_say_who_does_what(header: str, row: str, roles: list[tuple[str, str]]) -> None:
    (found,) = plan(f"任务分工表\n{header}\n{row}\n").duties
    assert [(p.printed, p.role) for p in found.parties] == roles
    assert (found.number, found.text) == ("1", "整治岸线")


# ------------------------------------------------------------------ what could not be read


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("整治岸线。（责任单位：、、）", "duty-no-organisation"),
        ("整治岸线。（由谁来管还要商量谁牵头）", "duty-unread-clause"),
    ],
)
def test_a_clause_that_names_nobody_is_reported_with_its_place(text: str, code: str) -> None:
    found = item(text)
    assert found.duties == ()
    (problem,) = [problem for problem in found.problems if problem.code.startswith("duty")]
    assert problem.code == code
    assert problem.span is not None
    assert problem.span.quote == text.removeprefix("整治岸线。")


# ------------------------------------------------------------------ names are resolved

PACK = Pack(
    id="p",
    title="",
    path="",
    organisations={"water": Organisation("water", "甲州水务局", ("州水务局",), "市", "政府部门", "229900")},
    places=(Place("229900", "甲州", "地级行政区", "220000"),),
)


def test_a_printed_name_stays_beside_the_organisation_that_it_means() -> None:
    known, unknown = duty("（一）整治岸线。（州水务局、州园林局负责）", PACK).parties
    assert (known.printed, known.id, known.name) == ("州水务局", "water", "甲州水务局")
    assert (unknown.printed, unknown.id, unknown.name) == ("州园林局", None, None)


def test_a_government_means_its_place() -> None:
    (_, place) = duty("（一）整治岸线。（州水务局、甲州政府负责）", PACK).parties
    assert (place.printed, place.is_place, place.id) == ("甲州政府", True, "229900")


def test_without_a_pack_names_stay_as_printed() -> None:
    assert {party.id for party in duty("（一）整治岸线。（州水务局、甲州政府负责）").parties} == {None}
