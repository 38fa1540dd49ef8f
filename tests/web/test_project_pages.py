"""Projects at the desk: classes, gates, money from period to period, the rolling library, and who sees them."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from test_word_files import RESPONSIBLE, project, words

from conftest import COMMISSION, NOON, SONGYUAN, Office
from luoshi.act.workflow import Refused
from luoshi.publish.word_dispatch import dispatch_table
from luoshi_web import packs
from luoshi_web.desk import actions, dispatched, figures, issued, projects
from luoshi_web.desk.actions.records import Setting
from luoshi_web.desk.models import Record

SPRING = datetime(2017, 3, 20, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
BUILDING = {"class": "在建", "annual_plan": "3", "annual_done": "2.5", "image": "航站楼封顶"}


def text(page) -> str:  # type: ignore[no-untyped-def]
    without = re.sub("<[^>]*>", "", page.content.decode().replace("</t", " </t"))
    return re.sub(r"\s+", " ", without)


def reported(office: Office, cumulative: str = "6.1") -> Record:
    """The airport's report for the last quarter of 2016, accepted."""
    project(office)
    row = Record.objects.get(asked_in=office.dispatch(), owner=SONGYUAN)
    office.move(row, "submit", "songyuan", {**BUILDING, "cumulative": cumulative})
    return office.move(row, "accept", "reviewer")


def next_quarter(office: Office) -> Record:
    """The report on the same project for the quarter after."""
    data = {"title": "2017年第一季度调度", "period": "2017-Q1", "document": "jizhengfa-2016-41", "due_on": "2017-04-05"}
    setting = Setting(owner=COMMISSION)
    dispatch = actions.establish(
        registry="dispatches", actor=office["coordinator"], at=SPRING, setting=setting, data=data
    )
    office.move(dispatch, "open", "coordinator", at=SPRING)
    return Record.objects.get(asked_in=dispatch, owner=SONGYUAN)


# ------------------------------------------------------------------ a step backwards


def test_a_step_backwards_asks_for_a_reason_on_the_page(office: Office) -> None:
    reported(office)
    row = next_quarter(office)
    assert row.data["cumulative_before"] == "6.1"
    client, sent = (
        office.client("songyuan"),
        {"move": "submit", "version": row.version, **BUILDING, "cumulative": "5.9"},
    )
    page = client.post(f"/records/{row.pk}/", sent)
    assert page.status_code == 422
    assert "“自开工累计完成投资”为 5.9，小于“上期累计完成投资” 6.1，没有说明原因" in text(page)
    assert 'href="#f-cumulative"' in page.content.decode()
    page = client.post(f"/records/{row.pk}/", {**sent, "deviation_reason": "审计核减"})
    assert page.status_code == 302
    row.refresh_from_db()
    assert (row.state, row.data["cumulative"]) == ("submitted", "5.9")


def test_a_step_backwards_is_shown_at_its_cell_and_imported_with_a_reason(office: Office) -> None:
    reported(office)
    row = next_quarter(office)
    client = office.client("songyuan")
    page = client.post("/registries/project_reports/import/", {"file": filled(client, cumulative=5.9)})
    assert page.status_code == 422
    assert "小于“上期累计完成投资” 6.1，没有说明原因" in text(page)
    told = re.search(r'<th scope="row">([A-Z]+3)</th>', page.content.decode())
    assert told is not None
    sent = {"file": filled(client, cumulative=5.9, deviation_reason="审计核减"), "write": "1"}
    assert client.post("/registries/project_reports/import/", sent).status_code == 302
    row.refresh_from_db()
    assert (row.data["cumulative"], row.data["deviation_reason"]) == ("5.9", "审计核减")
    assert office.move(row, "submit", "songyuan", at=SPRING).state == "submitted"


def filled(client, **more: object) -> SimpleUploadedFile:  # type: ignore[no-untyped-def]
    """The Excel form of the reports on projects with its one row filled."""
    book = openpyxl.load_workbook(io.BytesIO(client.get("/registries/project_reports/form.xlsx").content))
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for id, value in {**BUILDING, **more}.items():
        sheet.cell(3, columns[id]).value = value
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile("填报.xlsx", file.getvalue())


# ------------------------------------------------------------------ the record of a project


def test_the_curve_shows_what_was_reported_beside_the_planned_path(office: Office) -> None:
    subject = reported(office).subject
    page = office.client("coordinator").get(f"/records/{subject.pk}/").content.decode()
    assert "新建松原民用机场：至2016Q4累计完成6.1亿元，比计划少0.32亿元" in page
    assert "计划线按建设年限的S形曲线（逻辑斯蒂）推算，文件没有分年计划" in page
    assert "含系统默认参数，非官方" in page
    assert '<a href="#reports" class="origin">各期填报</a>' in page
    assert 'id="reports"' in page
    assert not re.search(r"<svg[^>]* style=|<style", page)


def test_a_figure_is_drawn_once_for_the_same_data(office: Office) -> None:
    subject = reported(office).subject
    figures.s_curve_as_html.cache_clear()
    for _ in range(3):
        office.client("coordinator").get(f"/records/{subject.pk}/")
    assert figures.s_curve_as_html.cache_info().misses == 1


def test_without_years_there_is_no_curve_and_the_page_says_why(office: Office) -> None:
    row = project(office, first_year="", last_year="")
    assert "文件没有写明建设年限或总投资" in text(office.client("coordinator").get(f"/records/{row.pk}/"))


def test_a_stranger_sees_no_curve(office: Office) -> None:
    row = project(office)
    assert office.client().get(f"/records/{row.pk}/").status_code == 302


def test_a_straight_line_can_be_chosen(office: Office) -> None:
    row = project(office, planned_path="直线")
    spending = projects.spending_of(row, office["coordinator"])
    assert spending is not None
    assert figures.s_curve(spending).rows[3][:2] == ("2015Q4", Decimal("2.67"))


def test_a_gate_that_is_not_begun_is_shown_while_building(office: Office) -> None:
    row = office.move(project(office), "sign", "songyuan")
    given = {"gate_land": "未办理", "gate_soil": "不适用"}
    actions.save(record=row.pk, version=row.version, actor=office["coordinator"], at=NOON, data=given)
    page = text(office.client("coordinator").get(f"/records/{row.pk}/"))
    assert "在建项目的“用地预审”未办理" in page
    assert "“水土保持方案审查”填为不适用，没有说明理由" in page


# ------------------------------------------------------------------ the page of the projects


def test_the_sentence_counts_what_the_table_shows(office: Office) -> None:
    reported(office)
    project(office, seq="40", name="河湖连通工程", first_year="2017", last_year="2021", total_investment="36",
            **{"class": "今明两年可开工"})  # fmt: skip
    page = office.client("coordinator").get("/projects/")
    assert (
        "共 2 个项目，总投资 44 亿元：在建 1，今明两年可开工 1，正在开展前期工作 0；逾期 0，挂牌督办 0，投资落后 1。"
        in text(page)
    )
    assert "合计 2 个 44 3 2.5 6.1" in text(page)


def test_what_nobody_reported_has_no_sum(office: Office) -> None:
    project(office)
    assert "合计 1 个 8 — — —" in text(office.client("coordinator").get("/projects/"))


def test_a_listed_project_bears_its_flag_and_is_found(office: Office) -> None:
    office.move(project(office), "list", "coordinator", RESPONSIBLE)
    project(office, seq="37", name="延吉机场迁建")
    page = office.client("songyuan").get("/projects/?listed=1").content.decode()
    assert 'class="flag listed"' in page
    assert "延吉机场迁建" not in page


def test_a_report_that_is_late_makes_its_project_late(office: Office, settings) -> None:  # type: ignore[no-untyped-def]
    project(office)
    office.dispatch()
    settings.TODAY = "2017-01-08"
    assert "逾期3天" in text(office.client("coordinator").get("/projects/?late=1"))


def test_the_page_is_for_those_who_are_signed_in(office: Office) -> None:
    project(office)
    assert office.client().get("/projects/").url == "/sign-in/?next=/projects/"
    assert office.client("inspector").get("/projects/").status_code == 200


def test_an_office_without_projects_says_what_comes_next(office: Office) -> None:
    assert "还没有项目" in text(office.client("coordinator").get("/projects/"))


# ------------------------------------------------------------------ the rolling library


def test_a_project_leaves_the_library_with_its_reason_and_may_come_back(office: Office) -> None:
    row = office.move(project(office), "enter-library", "coordinator", {"library_since": "2017"})
    with pytest.raises(Refused) as refused:
        office.move(row, "leave-library", "coordinator")
    assert {one.where for one in refused.value.problems} == {"library_exit", "note"}
    row = office.move(row, "leave-library", "coordinator", {"library_exit": "已完工"}, "竣工验收")
    assert (row.data.get("library_since"), row.data["library_exit"]) == (None, "已完工")
    assert "已出库：已完工" in text(office.client("coordinator").get("/projects/?library=out"))
    row = office.move(row, "enter-library", "coordinator", {"library_since": "2018"})
    assert (row.data["library_since"], row.data.get("library_exit")) == ("2018", None)


def test_a_duty_has_no_library(office: Office) -> None:
    with pytest.raises(Refused):
        office.move(office.duty(), "enter-library", "coordinator", {"library_since": "2017"})


def test_nobody_else_moves_a_project_into_the_library(office: Office) -> None:
    with pytest.raises(Refused):
        office.move(project(office), "enter-library", "songyuan", {"library_since": "2017"})


# ------------------------------------------------------------------ whether the money keeps its pace

BEHIND = "年度投资落后16.7个百分点"
WHY = "年度投资至2016年12月31日完成2.5亿元，为计划3亿元的83.3%，应为100.0%，落后16.7个百分点"


def test_money_behind_its_pace_is_said_alike_on_every_page_and_in_every_file(office: Office) -> None:
    report = reported(office)
    coordinator = office.client("coordinator")
    assert f"▲ {BEHIND}" in text(coordinator.get("/projects/"))
    page = text(coordinator.get(f"/records/{report.subject.pk}/"))
    assert f"▲ 预警：{WHY}" in page
    assert "系统默认，非官方" in page
    table = dispatched.table_of(report.asked_in, office["coordinator"], NOON.date())
    assert table is not None
    assert [row.pace for row in table.projects] == [f"▲{BEHIND}"]
    assert any("年度投资：系统默认，非官方" in note for note in table.notes)
    assert f"▲{BEHIND}" in words(dispatch_table(table))
    office.move(report.subject, "list", "coordinator", RESPONSIBLE)
    notice = issued.notice(
        Record.objects.get(pk=report.subject.pk), issued.KINDS[0], office["coordinator"], NOON.date()
    )
    assert f"{WHY}（系统默认，非官方）。" in "".join(one.text for one in notice.passages)


def test_what_is_a_little_behind_is_no_warning(office: Office) -> None:
    """6.1 of 8 is 76.3 %, the curve has 80.3 %: four points."""
    report = reported(office)
    by = {one.rule.of: one for one in projects.last_paces(report.subject, office["coordinator"])}
    assert (by["cumulative"].shade, by["cumulative"].because.zh.partition("：")[0]) == ("green", "正常（略滞后）")
    assert "累计投资落后" not in text(office.client("coordinator").get("/projects/"))


def test_those_behind_are_found_by_a_filter_and_counted(office: Office) -> None:
    reported(office)
    project(office, seq="40", name="河湖连通工程")
    page = text(office.client("coordinator").get("/projects/?behind=1"))
    assert "投资落后 1" in page
    assert "新建松原民用机场" in page
    assert "河湖连通工程" not in page


def test_a_draft_says_nothing_of_the_pace(office: Office) -> None:
    project(office)
    row = Record.objects.get(asked_in=office.dispatch(), owner=SONGYUAN)
    actions.save(
        record=row.pk, version=row.version, actor=office["songyuan"], at=NOON, data={**BUILDING, "cumulative": "6"}
    )
    assert projects.last_paces(row.subject, office["coordinator"]) == ()
    assert "个百分点" not in text(office.client("coordinator").get("/projects/"))


def test_a_pack_without_rules_says_nothing_of_it(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    report = reported(office)
    monkeypatch.setattr(packs, "_last", (packs._last[0], replace(packs.office(), paces=())))  # type: ignore[index]
    assert projects.paces_of(report.subject, report) == ()
