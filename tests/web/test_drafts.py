"""What the desk does for whoever writes: drafts that save themselves, the report of one's own part, leads that are decided."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from conftest import ENERGY, JILIN_CITY, LAND, NOON, SONGYUAN, Office
from luoshi.act.workflow import Refused
from luoshi_web.desk import actions, tick, verify
from luoshi_web.desk.actions.records import Setting
from luoshi_web.desk.models import Attachment, Event, Notice, Record

UNDECIDED, DECIDED = "文件未写明（建议列第一位的牵头）", "主管单位认定（列第一位）"


def at(row: Record) -> str:
    return f"/records/{row.pk}/draft/"


# ------------------------------------------------------------------ a draft that saves itself


def test_a_draft_is_written_as_the_button_would_and_the_answer_carries_its_version(office: Office) -> None:
    row = office.report()
    page = office.client("energy").post(at(row), {"version": row.version, "progress": "写到一半"})
    row.refresh_from_db()
    assert row.data["progress"] == "写到一半"
    assert f'data-version="{row.version}"' in page.content.decode()
    assert "已自动保存" in page.content.decode()
    assert Event.objects.latest("number").move == "save"
    assert list(verify.broken()) == []


def test_what_did_not_change_leaves_no_event(office: Office) -> None:
    row, client = office.report(), office.client("energy")
    client.post(at(row), {"version": row.version, "progress": "写到一半"})
    row.refresh_from_db()
    before = Event.objects.count()
    assert client.post(at(row), {"version": row.version, "progress": "写到一半"}).status_code == 200
    assert Event.objects.count() == before


def test_what_cannot_be_read_is_named_and_the_rest_is_written(office: Office) -> None:
    row = office.report()
    page = office.client("energy").post(at(row), {"version": row.version, "progress": "写到一半", "share": "一半"})
    row.refresh_from_db()
    assert (row.data.get("progress"), row.data.get("share")) == ("写到一半", None)
    assert "这一项没有写入" in page.content.decode()


def test_where_somebody_else_wrote_nothing_is_written_by_itself(office: Office) -> None:
    row, client = office.report(), office.client("energy")
    client.post(at(row), {"version": row.version, "progress": "甲"})
    page = client.post(at(row), {"version": row.version, "progress": "乙"})
    assert page.status_code == 409
    assert "没有自动保存" in page.content.decode()
    row.refresh_from_db()
    assert row.data["progress"] == "甲"


@pytest.mark.parametrize(("name", "status"), [("reviewer", 422), ("jilin_city", 403), (None, 403)])
def test_who_may_not_write_saves_nothing_by_itself_either(office: Office, name: str | None, status: int) -> None:
    row = office.report()
    page = office.client(name).post(at(row), {"version": row.version, "progress": "冒名"})
    assert page.status_code == status
    row.refresh_from_db()
    assert "progress" not in row.data


def test_a_draft_is_saved_by_sending_it_alone(office: Office) -> None:
    assert office.client("energy").get(at(office.report())).status_code == 405


def test_the_files_of_a_report_stay_when_a_draft_without_new_ones_is_saved(office: Office) -> None:
    row, client = office.report(), office.client("energy")
    evidence = SimpleUploadedFile("批复.pdf", b"%PDF-1.4 reply")
    client.post(f"/records/{row.pk}/", {"move": "save", "version": row.version, "evidence": evidence})
    row.refresh_from_db()
    kept = Attachment.objects.get().sha256
    sent = {"version": row.version, "evidence.sent": "1", "evidence": ["", kept], "progress": "写到一半"}
    assert client.post(at(row), sent).status_code == 200
    row.refresh_from_db()
    assert row.data["evidence"] == [kept], "the blank of a field for files is no file"


# ------------------------------------------------------------------ the report of one's own part


def test_who_opens_the_report_of_another_part_is_told_why_not_and_led_to_the_own(office: Office) -> None:
    office.duty(LAND, ENERGY)
    dispatch = office.dispatch()
    of_lead = Record.objects.get(asked_in=dispatch, owner=LAND)
    own = Record.objects.get(asked_in=dispatch, owner=ENERGY)
    actions.save(record=of_lead.pk, version=of_lead.version, actor=office["land"], at=NOON, data={"progress": "草稿甲"})
    page = office.client("energy").get(f"/records/{of_lead.pk}/")
    html = page.content.decode()
    assert page.status_code == 403
    assert "的填报（牵头），您单位在这一项中是“配合”" in html
    assert f'href="/records/{own.pk}/"' in html
    assert "草稿甲" not in html
    assert office.client("energy").post(at(of_lead), {"version": 2, "progress": "代填"}).status_code == 403


def test_a_department_of_the_province_does_not_see_the_reports_of_the_cities(office: Office) -> None:
    row = office.report(JILIN_CITY)
    assert office.client("energy").get(f"/records/{row.pk}/").status_code == 403
    assert office.client("inspector").get(f"/records/{row.pk}/").status_code == 200


# ------------------------------------------------------------------ who leads where no document says so


def dispatch(office: Office, **more: str) -> Record:
    data = {"title": "调度", "period": "2016-Q4", "document": "jizhengfa-2016-41", "due_on": "2017-01-05", **more}
    setting = Setting(owner="jilin/development-and-reform")
    return actions.establish(registry="dispatches", actor=office["coordinator"], at=NOON, setting=setting, data=data)


def test_nothing_is_asked_while_a_lead_is_undecided(office: Office) -> None:
    office.duty(ENERGY, SONGYUAN, lead_basis=UNDECIDED)
    row = dispatch(office)
    with pytest.raises(Refused, match="有 1 项还没有认定"):
        office.move(row, "open", "coordinator")
    row.refresh_from_db()
    assert row.state == "draft"
    assert not Record.objects.filter(registry="reports").exists()
    assert Record.objects.get(registry="duties").data["lead_basis"] == UNDECIDED


def test_the_first_listed_leads_by_the_keepers_decision_with_an_event_of_its_own(office: Office) -> None:
    office.duty(ENERGY, SONGYUAN, lead_basis=UNDECIDED, lead_printed="省能源局、松原市")
    office.duty(LAND)
    office.move(dispatch(office, first_listed="是"), "open", "coordinator")
    decided = Record.objects.get(registry="duties", owner=ENERGY)
    assert decided.data["lead_basis"] == DECIDED
    assert decided.data["lead_printed"] == "省能源局、松原市", "the document's words stay as they are"
    event = Event.objects.get(move="take-first-listed")
    assert (event.record, event.by) == (decided, office.users["coordinator"])
    assert list(verify.broken()) == []


def test_the_calendar_drafts_no_dispatch_beside_the_one_that_was_opened_by_hand(office: Office) -> None:
    dispatch(office)
    tick.run(NOON)
    assert Record.objects.filter(registry="dispatches").count() == 1
    assert not Notice.objects.filter(key__startswith="open:quarterly-dispatch").exists()


# ------------------------------------------------------------------ the panel, and what a visitor may ask


def test_the_panel_holds_the_record_that_the_address_names_for_who_may_see_it(office: Office) -> None:
    row = office.duty(text="推进甲")
    asked = {"open": str(row.pk)}
    whole = office.client("energy").get("/registries/duties/", asked)
    assert 'class="panel"' in whole.content.decode()
    part = office.client("energy").get(
        "/registries/duties/", asked, headers={"HX-Request": "true", "HX-Target": "panel"}
    )
    assert "<html" not in part.content.decode()
    assert "推进甲" in part.content.decode()
    report = office.report(SONGYUAN)
    other = office.client("jilin_city").get("/registries/reports/", {"open": str(report.pk)})
    assert 'class="panel"' not in other.content.decode()


def test_going_back_shows_the_whole_page_and_not_a_part_of_it(office: Office) -> None:
    back = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    page = office.client("energy").get("/registries/duties/", headers=back)
    assert "<html" in page.content.decode()
    assert "HX-Request" in page["Vary"]


def test_a_visitor_cannot_ask_for_what_is_not_public(office: Office, client) -> None:  # type: ignore[no-untyped-def]
    for ripe in ("是", "否"):
        given = {
            "name": f"试点{ripe}",
            "class": "国家明确在其他省区开展",
            "basis": "文件",
            "watch": "跟踪",
            "ripe": ripe,
        }
        row = actions.establish(
            registry="pilots", actor=office["energy"], at=NOON, setting=Setting(owner=ENERGY, given=given)
        )
        office.move(office.move(row, "submit", "energy"), "accept", "reviewer")
    page = client.get("/registries/pilots/", {"ripe": "是", "sort": "-ripe", "late": "1"}).content.decode()
    assert "试点是" in page
    assert "试点否" in page, "a filter would tell what the page does not"
    assert 'name="ripe"' not in page
    assert "草稿" not in page, "nor is it told which states there are"
