"""What the documents order beside the quarter's dispatch, played with the pack's registries: plans, problems, decisions,
rounds of inspections, the PPP reserve, and a table that is not there yet."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from conftest import COMMISSION, ENERGY, LAND, NOON, SONGYUAN, Office
from luoshi.act.workflow import Refused
from luoshi_web import packs
from luoshi_web.desk import actions, lit, overview, people, tick
from luoshi_web.desk.actions.records import Setting
from luoshi_web.desk.models import Organisation, Record

INSPECTION, FINANCE = "jilin/government-inspection-office", "jilin/finance"
DOCUMENT = "jizhengfa-2016-41"
PLAN = SimpleUploadedFile("方案.pdf", b"%PDF-1.4\n%%EOF", "application/pdf")


def on(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 9, tzinfo=NOON.tzinfo)


def join(office: Office, name: str, organisation: str, role: str) -> None:
    """Another account, at an organisation that the small office has not."""
    pack = packs.office().pack
    actions.take_in_organisations(pack, [pack.organisations[organisation]])
    user = actions.make_account(
        username=name, name=name, password="gong-zuo-2016", actor=people.THE_SYSTEM, at=NOON
    )  # fmt: skip
    at = Organisation.objects.get(pk=organisation)
    actions.appoint(user=user, organisation=at, role=role, actor=people.THE_SYSTEM, at=NOON)
    office.users[name] = user


def begin(office: Office, registry: str, by: str, owner: str, **data: object) -> Record:
    setting = Setting(owner=owner)
    return actions.establish(registry=registry, actor=office[by], at=NOON, setting=setting, data=data)


# ------------------------------------------------------------------ plans of implementation


@pytest.fixture
def called(office: Office) -> Record:
    office.duty(ENERGY, LAND)
    call = begin(
        office, "plan_calls", "coordinator", COMMISSION, title="41号文件任务实施方案", document=DOCUMENT, due_on="2017-01-10"
    )  # fmt: skip
    return office.move(call, "open", "coordinator")


def test_the_lead_alone_owes_a_plan_and_a_duty_without_one_is_listed(office: Office, called: Record) -> None:
    row = Record.objects.get(registry="implementation_plans")
    assert (row.owner_id, row.due, row.subject.registry) == (ENERGY, date(2017, 1, 10), "duties")
    page = office.client("coordinator").get("/registries/implementation_plans/?state=owed").content.decode()
    assert "推进电力外送通道前期工作" in page
    page = office.client("energy").get("/my/").content.decode()
    assert "任务实施方案" in page
    page = office.client("coordinator").get(f"/records/{called.pk}/").content.decode()
    assert "应报 1 项（填报 1 份），已报 0 份" in page
    assert "本期总览" not in page


def test_a_plan_is_filed_registered_and_changes_neither_light_nor_the_quarters_numbers(
    office: Office, called: Record
) -> None:
    row = Record.objects.get(registry="implementation_plans")
    filled = {"milestones": "3月底前取得路条", "finish_on": "2017-03-31"}
    with pytest.raises(Refused, match="实施方案"):
        office.move(row, "file", "energy", filled)
    actions.move(
        record=row.pk, version=row.version, name="file", actor=office["energy"], at=NOON, data=filled,
        files={"plan": [PLAN]},
    )  # fmt: skip
    office.move(row, "accept", "reviewer", {"reply": "请国家电网支持"})
    row.refresh_from_db()
    assert (row.state, row.data["reply"]) == ("registered", "请国家电网支持")
    duty = Record.objects.get(pk=row.subject_id)
    assert (row.of_lead, duty.last_report) == (False, None)
    assert overview.periods(office["coordinator"]) == []
    light = lit.lit([duty], NOON.date())[0].light  # type: ignore[attr-defined]
    assert light.shade != "done"


def test_the_call_is_no_dispatch_with_which_a_quarter_is_compared() -> None:
    assert "plan_calls" not in overview.of_dispatches()
    assert "patrols" not in overview.of_dispatches()
    assert {"dispatches", "target_dispatches"} == set(overview.of_dispatches())


# ------------------------------------------------------------------ problems


PROBLEM = {
    "title": "铁路专用线未开工", "found_by": "省政府专项督查", "found_on": "2016-12-19", "facts": "用地未落实",
    "due_on": "2017-03-31", "document": DOCUMENT, "in_assessment": "是",
}  # fmt: skip


def test_a_problem_has_an_owner_a_day_a_proposal_and_is_closed_by_another(office: Office) -> None:
    join(office, "督查", INSPECTION, "督查员")
    row = office.move(begin(office, "problems", "督查", ENERGY, **PROBLEM), "assign", "督查")
    assert (row.owner_id, row.due, row.state) == (ENERGY, date(2017, 3, 31), "assigned")
    with pytest.raises(Refused, match="整改建议"):
        office.move(row, "propose", "energy")
    office.move(row, "propose", "energy", {"proposal": "一月底前完成用地预审"})
    office.move(row, "submit", "energy", {"result": "已开工"}, at=on(2017, 4, 3))
    with pytest.raises(Refused, match="核查方式和结论"):
        office.move(row, "close", "督查")
    row = office.move(row, "close", "督查", {"verified_how": "现场核查，情况属实"}, at=on(2017, 4, 5))
    assert (row.state, row.data["days_late"]) == ("closed", "3")
    row = office.move(row, "reopen", "督查", note="停工")
    assert (row.state, row.data["days_late"]) == ("in-progress", "3")
    listed = office.client("energy").get("/registries/problems/?in_assessment=是").content.decode()
    assert "铁路专用线未开工" in listed


def test_a_special_inspection_names_its_document_and_one_logs_ones_own_problems(office: Office) -> None:
    join(office, "督查", INSPECTION, "督查员")
    row = begin(office, "problems", "督查", ENERGY, **{**PROBLEM, "document": ""})
    with pytest.raises(Refused, match="涉及文件"):
        office.move(row, "assign", "督查")
    found = {**PROBLEM, "found_by": "自查", "document": ""}
    with pytest.raises(Refused, match="整改建议"):
        begin(office, "problems", "energy", ENERGY, **found)
    with pytest.raises(Refused):
        begin(office, "problems", "energy", LAND, **found, proposal="调整设计")
    own = begin(office, "problems", "energy", ENERGY, **found, proposal="调整设计")
    assert (own.state, own.due) == ("in-progress", date(2017, 3, 31))
    office.move(own, "submit", "energy", {"result": "已调整"})
    with pytest.raises(Refused):
        office.move(own, "close", "energy", {"verified_how": "自行核查"})


def test_who_is_inspected_does_not_rewrite_what_was_found(office: Office) -> None:
    join(office, "督查", INSPECTION, "督查员")
    row = office.move(begin(office, "problems", "督查", ENERGY, **PROBLEM), "assign", "督查")
    with pytest.raises(Refused, match="不能改动"):
        actions.save(record=row.pk, version=row.version, actor=office["energy"], at=NOON, data={"facts": "没有问题"})


def test_an_inspector_chooses_whose_problem_it_is_and_a_department_has_its_own_alone(office: Office) -> None:
    join(office, "督查", INSPECTION, "督查员")
    inspector, mine = office.client("督查"), office.client("energy").get("/registries/problems/new/").content.decode()
    page = inspector.get("/registries/problems/new/").content.decode()
    assert 'name="@owner" required><option value="">请选择' in page
    assert 'name="@owner"' not in mine
    assert 'name="@due"' not in page + mine, "the day stands in a field of its own"
    page = inspector.post("/registries/problems/new/", PROBLEM)
    assert page.status_code == 422
    assert "没有选择责任单位" in page.content.decode()
    assert inspector.post("/registries/problems/new/", {**PROBLEM, "@owner": ENERGY}).status_code == 302
    assert Record.objects.get(registry="problems").owner_id == ENERGY


def test_a_problem_without_a_proposal_is_late_after_seven_working_days(office: Office) -> None:
    join(office, "督查", INSPECTION, "督查员")
    row = office.move(begin(office, "problems", "督查", ENERGY, **PROBLEM), "assign", "督查")
    tick.run(on(2016, 12, 29))
    row.refresh_from_db()
    assert "urged" not in row.data
    tick.run(on(2016, 12, 30))
    row.refresh_from_db()
    assert row.data["urged"] == "1"


def test_a_duty_is_put_into_the_assessment_and_listed_there(office: Office) -> None:
    row = office.duty()
    row = office.move(row, "include", "coordinator", {"in_assessment": "是"})
    page = office.client("reviewer").get("/registries/duties/?in_assessment=是").content.decode()
    assert "推进电力外送通道前期工作" in page
    with pytest.raises(Refused):
        office.move(row, "include", "coordinator", {"in_assessment": "是"})
    office.move(row, "exclude", "coordinator", note="任务调整")
    page = office.client("reviewer").get("/registries/duties/?in_assessment=是").content.decode()
    assert "推进电力外送通道前期工作" not in page


# ------------------------------------------------------------------ decisions of the leading groups


def test_a_decision_becomes_a_task_with_an_owner_and_a_day(office: Office) -> None:
    data = {
        "title": "设立振兴办",
        "body": "振兴吉林老工业基地工作领导小组",
        "meeting": "第一次会议",
        "held_on": "2016-12-19",
    }
    row = begin(office, "decisions", "coordinator", ENERGY, **data)
    with pytest.raises(Refused, match="完成时限"):
        office.move(row, "assign", "coordinator")
    row = office.move(row, "assign", "coordinator", {"due_on": "2017-02-28"})
    assert (row.owner_id, row.due) == (ENERGY, date(2017, 2, 28))
    office.move(row, "report", "energy", {"result": "已批复"})
    assert office.move(row, "accept", "reviewer").state == "done"


# ------------------------------------------------------------------ rounds of inspections


def test_the_calendar_brings_the_spring_round_and_every_project_is_visited_or_excused(office: Office) -> None:
    for seq, name in (("36", "新建松原民用机场"), ("37", "松原机场道路"), ("38", "松原污水处理厂")):
        given = {"seq": seq, "name": name, "legal_entity": "松原市政府", "document": DOCUMENT}
        setting = Setting(owner=SONGYUAN, given=given)
        project = actions.establish(registry="projects", actor=office["coordinator"], at=NOON, setting=setting)
        office.move(project, "assign", "coordinator")
    tick.run(on(2017, 3, 22))
    row = Record.objects.get(registry="patrols", cycle="spring-patrol")
    assert (row.title, row.due) == ("2017年春季项目“三早行动”集中巡检", date(2017, 4, 30))
    row = office.move(row, "open", "coordinator", at=on(2017, 4, 18))
    first, second, _third = Record.objects.filter(asked_in=row).order_by("pk")
    seen = {"visited_on": "2017-04-20", "group": "第三组", "landed": "是", "started": "是", "effective": "否"}
    office.move(first, "report", "songyuan", seen, at=on(2017, 4, 21))
    office.move(first, "accept", "reviewer", at=on(2017, 4, 22))
    mine = office.client("songyuan").get("/my/").content.decode()
    assert [f'href="/records/{one.pk}/"' in mine for one in (first, second)] == [False, True]
    with pytest.raises(Refused, match="须写明理由"):
        office.move(second, "ask-excuse", "songyuan", at=on(2017, 4, 21))
    office.move(second, "ask-excuse", "songyuan", note="已竣工", at=on(2017, 4, 21))
    office.move(second, "excuse", "reviewer", at=on(2017, 4, 22))
    office.move(row, "close", "coordinator", at=on(2017, 5, 2))
    states = list(Record.objects.filter(asked_in=row).order_by("pk").values_list("state", flat=True))
    assert states == ["accepted", "excused", "not-visited"]
    page = office.client("coordinator").get(f"/records/{row.pk}/").content.decode()
    assert "应报 3 项（填报 3 份），已报 2 份，已通过 2 份，期末未报 1 份" in page
    page = office.client("coordinator").get("/calendar/?month=2017-04").content.decode()
    assert "集中巡检" in page


# ------------------------------------------------------------------ the PPP reserve


def test_a_project_is_recommended_where_both_conditions_are_evidenced(office: Office) -> None:
    join(office, "财政审核", FINANCE, "审核人")
    data = {"name": "松原海绵城市", "area": "海绵城市", "price_clear": "是", "cash_stable": "否"}
    row = begin(office, "ppp_projects", "songyuan", SONGYUAN, **data)
    with pytest.raises(Refused, match="价格调整机制的依据"):
        office.move(row, "submit", "songyuan")
    office.move(row, "submit", "songyuan", {"price_evidence": "松政办发〔2016〕1号第三条"})
    office.move(row, "accept", "财政审核")
    with pytest.raises(Refused, match="没有稳定现金流"):
        office.move(row, "recommend", "财政审核")
    row.refresh_from_db()
    assert row.state == "reserve"
    office.move(row, "revise", "songyuan", note="补充测算")
    office.move(row, "submit", "songyuan", {"cash_stable": "是", "cash_evidence": "污水处理费每年0.2亿元"})
    assert office.move(row, "recommend", "财政审核").state == "recommended"


# ------------------------------------------------------------------ a table that was not printed


def test_the_missing_table_is_said_to_be_missing(office: Office) -> None:
    page = office.client("reviewer").get("/registries/major_projects_2014/").content.decode()
    assert "所收文本只有附件的标题，表没有随文公布" in page
    client = office.client("reviewer")
    client.post("/language/", {"language": "en"})
    assert "the title of the annex alone" in client.get("/registries/major_projects_2014/").content.decode()


def test_the_table_is_taken_in_once_it_is_at_hand(office: Office) -> None:
    join(office, "项目处", COMMISSION, "部门联络员")
    lines = (
        "编号,项目名称,类别,牵头部门,总投资（亿元）,原表序号",
        ",长春地铁1号线,在建,省住房城乡建设厅,194,1",
        ",引松供水,今年拟开工,省水利厅,101,2",
    )
    text = "\n".join(lines)
    sent = {"file": SimpleUploadedFile("分工表.csv", text.encode()), "write": "1"}
    page = office.client("项目处").post("/registries/major_projects_2014/import/", sent)
    assert page.status_code == 302, page.content.decode()
    rows = Record.objects.filter(registry="major_projects_2014").order_by("pk")
    assert [(row.title, row.data["lead"]) for row in rows] == [
        ("长春地铁1号线", "jilin/housing-and-construction"), ("引松供水", "jilin/water"),
    ]  # fmt: skip
