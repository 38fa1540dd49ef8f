"""What pages call things: dates and commitments as people say them, never the ids by which machines know them."""

from __future__ import annotations

import io
import re

from openpyxl import load_workbook

from conftest import COMMISSION, ENERGY, NOON, Office
from luoshi_web.desk import actions, sheets, tick
from luoshi_web.desk.actions.records import Setting
from luoshi_web.desk.models import Notice
from luoshi_web.desk.people import THE_SYSTEM

ISO = re.compile(r"\b20\d\d-\d\d-\d\d\b")


def seen(response) -> str:  # type: ignore[no-untyped-def]
    """The words between the tags of the main part of a page."""
    main = response.content.decode().split("<main", 1)[1]
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", main))


def test_a_report_does_not_show_the_key_that_the_system_made(office: Office) -> None:
    row = office.report()
    assert ENERGY in row.key
    page = seen(office.client("energy").get(f"/records/{row.pk}/"))
    assert ENERGY not in page
    assert row.key not in page


def test_a_duty_is_called_by_its_document_and_number(office: Office) -> None:
    row = office.duty(commitment="jizhengfa-2016-41#11")
    page = seen(office.client("energy").get(f"/records/{row.pk}/"))
    assert "› 吉政发〔2016〕41号 第11项" in page
    assert "jizhengfa-2016-41#11" not in page


def test_a_record_that_was_numbered_at_the_desk_keeps_its_number(office: Office) -> None:
    page = seen(office.client("coordinator").get(f"/records/{office.dispatch().pk}/"))
    assert "› 2016-0001" in page


def test_the_history_says_days_as_documents_do(office: Office) -> None:
    page = seen(office.client("coordinator").get(f"/records/{office.dispatch().pk}/"))
    assert "时限：2017年1月5日" in page
    assert not ISO.search(page)


def test_notices_say_days_as_documents_do(office: Office) -> None:
    office.report()
    tick.run(NOON.replace(year=2017, month=1, day=6))
    said = [one.zh for one in Notice.objects.filter(organisation=ENERGY)]
    assert any("2017年1月5日截止" in one for one in said)
    assert any("已过2017年1月5日的时限" in one for one in said)
    assert not any(ISO.search(one) for one in said)


def test_a_column_that_a_registry_names_itself_is_not_shown_twice(office: Office) -> None:
    actions.establish(
        registry="proposals", actor=THE_SYSTEM, at=NOON, setting=Setting(COMMISSION, given={"text": "编制方案"})
    )
    head = office.client("coordinator").get("/registries/proposals/").content.decode().split("</thead>")[0]
    assert (head.count("责任单位</a>"), head.count("时限</a>")) == (1, 1)


def test_a_table_that_leaves_is_read_and_printed_without_being_set_out_first() -> None:
    made = sheets.table("任务", ["序号", "任务内容"], [[1, "推进电力外送通道前期工作" * 5], [2, "=1"]])
    sheet = load_workbook(io.BytesIO(made)).active
    assert sheet is not None
    assert (sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width) == (8, 44)
    assert sheet["B2"].alignment.wrap_text
    assert [sheet["A2"].value, sheet["B2"].value, sheet["B3"].value] == [1, "推进电力外送通道前期工作" * 5, "'=1"]
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.page_setup.orientation) == ("B2", "$1:$1", "landscape")


def test_an_address_of_a_form_says_that_it_is_no_page(office: Office) -> None:
    page = office.client("energy").get("/sign-out/")
    assert (page.status_code, page.headers["Allow"]) == (405, "POST")
    assert "没有写入什么。请回到原来的页面再办理" in seen(page)
