"""Word files of the desk: who gets them, and that they say what the page says."""

from __future__ import annotations

import io
import re
from datetime import date

import openpyxl
import pytest
from docx import Document

from conftest import COMMISSION, ENERGY, LAND, NOON, SONGYUAN, Office
from luoshi_web.desk import actions, dispatched, lit, queries
from luoshi_web.desk.actions.records import Setting
from luoshi_web.desk.models import Record

RESPONSIBLE = {"listed_supervision": "是", "person_province": "省甲", "person_city": "市乙", "person_county": "县丙"}


def words(content: bytes) -> str:
    """Everything that a Word file says, in its tables too."""
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def project(office: Office, **more: str) -> Record:
    """A project of Songyuan that is assigned."""
    given = {
        "seq": "36", "name": "新建松原民用机场", "legal_entity": "松原市政府", "first_year": "2015", "last_year": "2017",
        "total_investment": "8", "class": "在建", "document": "jizhengfa-2016-41", **more,
    }  # fmt: skip
    setting = Setting(owner=SONGYUAN, given=given)
    row = actions.establish(registry="projects", actor=office["coordinator"], at=NOON, setting=setting)
    return office.move(row, "assign", "coordinator")


def listed(office: Office) -> Record:
    return office.move(project(office), "list", "coordinator", RESPONSIBLE)


def dispatched_quarter(office: Office) -> Record:
    """A dispatch of two duties and a project: one report accepted, one handed in, the rest owed."""
    office.duty(ENERGY, LAND)
    office.duty(LAND, number="47")
    project(office)
    dispatch = office.dispatch()
    first, second = (
        Record.objects.filter(asked_in=dispatch, owner=ENERGY),
        Record.objects.filter(asked_in=dispatch, owner=LAND),
    )
    told = {"stage": "推进中", "progress": "已取得路条", "share": "55"}
    office.move(office.move(first.get(), "submit", "energy", told), "accept", "reviewer")
    office.move(second.filter(data__part="配合").get(), "submit", "land", {"stage": "推进中", "progress": "用地已预审"})
    return dispatch


# ------------------------------------------------------------------ notices


@pytest.mark.parametrize("name", ["coordinator", "inspector"])
def test_who_lists_and_who_inspects_get_the_notice(office: Office, name: str) -> None:
    row = listed(office)
    assert f"/records/{row.pk}/notice-list.docx" in office.client(name).get(f"/records/{row.pk}/").content.decode()
    file = office.client(name).get(f"/records/{row.pk}/notice-list.docx")
    assert file.status_code == 200
    said = words(file.content)
    assert "关于对新建松原民用机场" in said.replace("\n", "")
    assert all(
        one in said
        for one in (
            "省级责任人：省甲。",
            "市级责任人：市乙。",
            "县级责任人：县丙。",
            "总投资：8亿元。",
            "吉政发〔2016〕41号",
        )
    )


def test_the_organisation_itself_may_look_and_issues_no_notice(office: Office) -> None:
    row = listed(office)
    assert "notice-list" not in office.client("songyuan").get(f"/records/{row.pk}/").content.decode()
    assert office.client("songyuan").get(f"/records/{row.pk}/notice-list.docx").status_code == 403


def test_a_stranger_gets_no_notice(office: Office) -> None:
    row = listed(office)
    assert office.client().get(f"/records/{row.pk}/notice-list.docx").status_code == 302


def test_there_is_no_notice_of_what_was_not_decided(office: Office) -> None:
    row = project(office)
    assert office.client("coordinator").get(f"/records/{row.pk}/notice-list.docx").status_code == 403
    assert office.client("coordinator").get(f"/records/{row.pk}/notice-other.docx").status_code == 404


def test_an_urged_duty_is_called_by_its_number(office: Office) -> None:
    row = office.move(office.duty(), "urge", "coordinator")
    said = words(office.client("coordinator").get(f"/records/{row.pk}/notice-urge.docx").content).replace("\n", "")
    assert "关于催办吉政发〔2016〕41号第46项任务的通知" in said
    assert "现第1次催办" in said


def test_an_urged_report_says_which_quarter_is_missing(office: Office) -> None:
    row = office.move(office.report(), "urge", "coordinator")
    said = words(office.client("coordinator").get(f"/records/{row.pk}/notice-urge.docx").content)
    assert "2016年第四季度的填报至2016年12月20日尚未收到" in said


# ------------------------------------------------------------------ the table of a dispatch


def test_the_table_says_what_the_page_says(office: Office) -> None:
    dispatch = dispatched_quarter(office)
    client = office.client("coordinator")
    asked = queries.asked_of(dispatch, office["coordinator"], NOON.date())
    assert asked is not None
    said = words(client.get(f"/records/{dispatch.pk}/dispatch.docx").content)
    sentence = (
        f"应报 {asked.items} 项（填报 {asked.reports} 份），已报 {asked.handed_in} 份，已通过 {asked.accepted} 份，"
        f"待报 {asked.open} 份"
    )
    assert sentence in said
    page = re.sub("<[^>]*>", "", client.get(f"/records/{dispatch.pk}/").content.decode())
    assert sentence in page


def test_what_was_sent_back_is_handed_in_and_owed_again_on_page_and_paper(office: Office) -> None:
    row = office.submitted()
    office.move(row, "return", "reviewer", note="请补充")
    client = office.client("coordinator")
    sentence = "应报 1 项（填报 1 份），已报 1 份，已通过 0 份，待报 1 份"
    assert sentence in words(client.get(f"/records/{row.asked_in_id}/dispatch.docx").content)
    assert sentence in re.sub("<[^>]*>", "", client.get(f"/records/{row.asked_in_id}/").content.decode())


def test_word_and_excel_have_the_same_sums_and_they_are_those_of_the_rows(office: Office) -> None:
    dispatch = dispatched_quarter(office)
    client = office.client("coordinator")
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/records/{dispatch.pk}/dispatch.xlsx").content))
    rows = [list(one) for one in book["任务"].iter_rows(values_only=True)]
    at = rows[0].index("应报（份）")
    for column in range(at, at + 6):
        assert rows[-1][column] == sum(row[column] for row in rows[1:-1])
    table = Document(io.BytesIO(client.get(f"/records/{dispatch.pk}/dispatch.docx").content)).tables[0]
    last = [cell.text for cell in table.rows[-1].cells]
    assert [int(one) for one in last if one.isdigit()] == rows[-1][at : at + 6] == [3, 2, 1, 1, 0, 0]


def test_rows_stand_under_the_heading_of_their_document(office: Office) -> None:
    row = office.duty(text="推进“信用吉林”建设，完善部门和行业信用信息数据，建立覆盖全省的公共征信平台。", number="2")
    assert (
        dispatched.section_of(row.data["document"], row.title)
        == "一、全面深化改革，激发内在活力（一）推进行政管理体制变革"
    )


def test_a_city_gets_its_own_rows_alone(office: Office) -> None:
    dispatch = dispatched_quarter(office)
    said = words(office.client("songyuan").get(f"/records/{dispatch.pk}/dispatch.docx").content)
    assert "新建松原民用机场" in said
    assert "应报 1 项（填报 1 份）" in said
    assert "已取得路条" not in said


def test_a_draft_is_in_no_table(office: Office) -> None:
    office.duty()
    dispatch = office.dispatch()
    row = Record.objects.get(asked_in=dispatch)
    actions.save(record=row.pk, version=row.version, actor=office["energy"], at=NOON, data={"progress": "还在写"})
    assert "还在写" not in words(office.client("coordinator").get(f"/records/{dispatch.pk}/dispatch.docx").content)


def test_who_may_see_no_report_gets_no_table(office: Office) -> None:
    office.duty(ENERGY)
    dispatch = office.dispatch()
    assert office.client("jilin_city").get(f"/records/{dispatch.pk}/dispatch.docx").status_code == 404
    assert office.client().get(f"/records/{dispatch.pk}/dispatch.docx").status_code == 302
    assert dispatch.owner_id == COMMISSION


def test_the_light_of_an_item_is_the_one_that_the_pages_show(office: Office) -> None:
    dispatch = dispatched_quarter(office)
    on = date(2017, 1, 8)
    table = dispatched.table_of(dispatch, office["coordinator"], on)
    assert table
    shown = {
        row.data["number"]: row.light.shade  # type: ignore[attr-defined]  # set by `lit`
        for row in lit.lit(Record.objects.filter(registry="duties"), on)
    }
    assert {row.number: row.light for row in table.duties} == shown
    assert set(shown.values()) == {"green", "red"}, "one was reported, the other is owed"
    assert any("系统默认，非官方" in note for note in table.notes)
