"""Everything that is written: who may, what is left of it, and that nothing of anybody is lost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import Error, connection, transaction

from conftest import COMMISSION, ENERGY, JILIN_CITY, LAND, NOON, SONGYUAN, Office
from luoshi.act.workflow import Refused
from luoshi.model.problem import LuoshiError
from luoshi_web.desk import actions, verify
from luoshi_web.desk.actions.records import Setting
from luoshi_web.desk.models import Attachment, Event, Membership, Notice, Organisation, Record
from luoshi_web.desk.telling import Said

FILLED = {"stage": "推进中", "progress": "已取得路条"}


def problems() -> list[str]:
    return [problem.code for problem in verify.broken()]


# ------------------------------------------------------------------ a quarter


def test_a_dispatch_asks_each_organisation_for_its_part_and_tells_it_once(office: Office) -> None:
    office.duty(COMMISSION, ENERGY, JILIN_CITY)
    office.duty(ENERGY)
    Notice.objects.all().delete()
    office.dispatch()
    reports = Record.objects.filter(registry="reports")
    assert {(row.owner_id, row.data["part"]) for row in reports} == {
        (COMMISSION, "牵头"), (ENERGY, "配合"), (JILIN_CITY, "配合"), (ENERGY, "牵头"),
    }  # fmt: skip
    assert {row.due for row in reports} == {date(2017, 1, 5)}
    assert sorted(Notice.objects.values_list("organisation", flat=True)) == sorted([COMMISSION, ENERGY, JILIN_CITY])
    assert "应报 2 项" in Notice.objects.get(organisation=ENERGY).zh


def test_a_quarter_is_played_from_dispatch_to_close(office: Office) -> None:
    row = office.submitted()
    row = office.move(row, "return", "reviewer", note="请补充前期工作批复文号")
    assert (row.state, row.turn, row.said) == ("returned", "owner", "请补充前期工作批复文号")
    row = office.move(row, "submit", "energy", {"progress": "批复文号：吉发改〔2016〕1号"})
    row = office.move(row, "accept", "reviewer")
    dispatch = office.move(row.asked_in, "close", "coordinator")
    assert (row.state, dispatch.state) == ("accepted", "closed")
    assert problems() == []


def test_closing_a_dispatch_lists_who_did_not_report(office: Office) -> None:
    office.duty(SONGYUAN)
    row = office.submitted()
    office.move(row, "accept", "reviewer")
    office.move(row.asked_in, "close", "coordinator", at=NOON + timedelta(days=30))
    states = dict(Record.objects.filter(registry="reports").values_list("owner", "state"))
    assert states == {ENERGY: "accepted", SONGYUAN: "not-reported"}
    assert Record.objects.get(state="not-reported").data["days_late"] == "14"


def test_what_was_accepted_stands_beside_the_next_report(office: Office) -> None:
    row = office.report()
    office.move(row, "submit", "energy", {**FILLED, "share": "40"})
    office.move(row, "accept", "reviewer")
    office.move(row.asked_in, "close", "coordinator")
    later = Record.objects.get(asked_in=office.dispatch())
    assert later.data["share_before"] == "40"
    with pytest.raises(Refused, match="没有说明原因"):
        office.move(later, "submit", "energy", {**FILLED, "share": "30"})
    office.move(later, "submit", "energy", {**FILLED, "share": "30", "backwards_reason": "审计核减"})


def test_an_extension_is_asked_and_decided_by_others_and_the_old_day_stays(office: Office) -> None:
    row = office.move(office.duty(), "sign", "energy")
    row = office.move(row, "ask-extension", "energy", {"extension_to": "2017-06-30"}, note="等待国家批复")
    with pytest.raises(Refused):
        office.move(row, "grant-extension", "energy")
    row = office.move(row, "grant-extension", "reviewer")
    assert row.due == date(2017, 6, 30)
    assert [event.changes.get("@due") for event in row.events.all() if "@due" in event.changes] == [
        "2017-03-31",
        "2017-06-30",
    ]


def test_late_stays_on_the_record_after_it_is_accepted(office: Office) -> None:
    row = office.move(office.report(), "submit", "energy", FILLED, at=datetime(2017, 1, 8, 9, tzinfo=NOON.tzinfo))
    assert office.move(row, "accept", "reviewer").data["days_late"] == "3"


# ------------------------------------------------------------------ who may


def test_who_reported_does_not_accept_it_though_he_is_a_reviewer_too(office: Office) -> None:
    row = office.submitted()
    at = Organisation.objects.get(pk=COMMISSION)
    actions.appoint(user=office.users["energy"], organisation=at, role="审核人", actor=office["administrator"], at=NOON)
    with pytest.raises(Refused, match="不能再由您"):
        office.move(row, "accept", "energy")


@pytest.mark.parametrize("stranger", ["land", "jilin_city", "reviewer", "coordinator", "administrator", "inspector"])
def test_nobody_reports_for_another_organisation(office: Office, stranger: str) -> None:
    row = office.report()
    with pytest.raises(Refused):
        office.move(row, "submit", stranger, FILLED)
    with pytest.raises(Refused):
        actions.save(record=row.pk, version=row.version, actor=office[stranger], at=NOON, data=FILLED)


def test_a_role_that_was_ended_does_nothing_any_more(office: Office) -> None:
    row = office.report()
    held = Membership.objects.get(user=office.users["energy"])
    actions.end_membership(membership=held, actor=office["administrator"], at=NOON)
    with pytest.raises(Refused):
        office.move(row, "submit", "energy", FILLED)


def test_a_role_is_held_at_organisations_of_its_level(office: Office) -> None:
    city = Organisation.objects.get(pk=SONGYUAN)
    with pytest.raises(LuoshiError, match="只设在省级单位"):
        actions.appoint(
            user=office.users["energy"], organisation=city, role="部门联络员", actor=office["administrator"], at=NOON
        )
    with pytest.raises(LuoshiError, match="没有“省长”"):
        actions.appoint(
            user=office.users["energy"], organisation=city, role="省长", actor=office["administrator"], at=NOON
        )


@pytest.mark.parametrize("password", ["short", "12345678901", "password123"])
def test_a_weak_password_is_refused(office: Office, password: str) -> None:
    with pytest.raises(LuoshiError, match="不够安全"):
        actions.make_account(username="new", name="新", password=password, actor=office["administrator"], at=NOON)


# ------------------------------------------------------------------ nothing is lost


def test_two_people_on_one_draft_do_not_overwrite_each_other(office: Office) -> None:
    row = office.report()
    actions.save(record=row.pk, version=row.version, actor=office["energy"], at=NOON, data={"progress": "甲写的"})
    with pytest.raises(actions.Changed) as caught:
        actions.save(record=row.pk, version=row.version, actor=office["energy"], at=NOON, data={"progress": "乙写的"})
    assert caught.value.record.data["progress"] == "甲写的"
    assert "联络员甲" in str(caught.value)


def test_a_move_that_is_refused_leaves_nothing(office: Office) -> None:
    row = office.report()
    before = Event.objects.count()
    with pytest.raises(Refused):
        office.move(row, "submit", "energy", {"progress": "没有填阶段"})
    row.refresh_from_db()
    assert (Event.objects.count(), row.state, row.data.get("progress")) == (before, "owed", None)


def test_saving_what_stands_there_adds_no_event(office: Office) -> None:
    row = office.report()
    row = actions.save(record=row.pk, version=row.version, actor=office["energy"], at=NOON, data={"progress": "甲"})
    before = Event.objects.count()
    actions.save(record=row.pk, version=row.version, actor=office["energy"], at=NOON, data={"progress": "甲"})
    assert Event.objects.count() == before


def test_fields_of_the_system_are_not_written_by_people(office: Office) -> None:
    row = office.report()
    actions.save(
        record=row.pk, version=row.version, actor=office["energy"], at=NOON, data={"item": "改题目", "progress": "甲"}
    )
    row.refresh_from_db()
    assert row.title == "推进电力外送通道前期工作"


# ------------------------------------------------------------------ files


def pdf(name: str = "批复.pdf", content: bytes = b"%PDF-1.4 text") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_evidence_is_kept_under_its_digest_and_named_in_the_event(office: Office) -> None:
    row = office.report()
    actions.save(
        record=row.pk, version=row.version, actor=office["energy"], at=NOON, data={}, files={"evidence": [pdf()]}
    )
    (kept,) = Attachment.objects.all()
    assert row.events.last().changes == {"evidence": [kept.sha256]}
    assert problems() == []


def packed(*names: str) -> bytes:
    with ZipFile(found := BytesIO(), "w") as file:
        for name in names:
            file.writestr(name, "x")
    return found.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("批复.exe", b"MZ", "不接收"),
        ("批复.pdf", b"<html>", "内容不是"),
        ("批复.docx", b"PK\x03\x04 nothing", "内容不是"),
        ("批复.pdf", b"", "空文件"),
        ("表.csv", b"a,b\x00", "内容不是"),
        ("宏.xlsx", packed("xl/workbook.xml", "xl/VBAPROJECT.BIN"), "内容不是"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(office: Office, name: str, content: bytes, says: str) -> None:
    row = office.report()
    files = {"evidence": [pdf(name, content)]}
    with pytest.raises(Refused, match=says) as caught:
        actions.save(record=row.pk, version=row.version, actor=office["energy"], at=NOON, data={}, files=files)
    assert caught.value.problems[0].where == "evidence", "it is said at the field"
    assert not Attachment.objects.exists()


def test_the_file_of_another_record_is_not_taken_by_its_digest(office: Office) -> None:
    row = office.report()
    actions.save(
        record=row.pk, version=row.version, actor=office["energy"], at=NOON, data={}, files={"evidence": [pdf()]}
    )
    digest = Attachment.objects.get().sha256
    other = actions.establish(
        registry="pilots", actor=office["land"], at=NOON, setting=Setting(owner=LAND), data={"work_plan": (digest,)}
    )  # fmt: skip
    assert "work_plan" not in other.data


# ------------------------------------------------------------------ the chain


def test_everything_that_was_written_holds(office: Office) -> None:
    office.submitted()
    assert Event.objects.count() > 20
    assert problems() == []


@pytest.mark.parametrize(
    "statement", ["UPDATE desk_event SET note='x' WHERE number=2", "DELETE FROM desk_event WHERE number=2"]
)
def test_the_database_refuses_to_change_an_event(office: Office, statement: str) -> None:
    with pytest.raises(Error, match="only added"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def unlocked(statement: str) -> None:
    """What somebody does who can take the triggers away."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE desk_event DISABLE TRIGGER USER")
        else:
            cursor.execute("DROP TRIGGER desk_event_no_UPDATE")
            cursor.execute("DROP TRIGGER desk_event_no_DELETE")
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("statement", "code", "number"),
    [
        ("UPDATE desk_event SET note='x' WHERE number=7", "chain-content-altered", "7"),
        ("DELETE FROM desk_event WHERE number=7", "chain-number-missing", "8"),
        ("UPDATE desk_event SET at='2016-12-21 00:00:00+00:00' WHERE number=5", "chain-content-altered", "5"),
    ],
)
def test_an_event_that_was_tampered_with_is_named(office: Office, statement: str, code: str, number: str) -> None:
    office.submitted()
    unlocked(statement)
    problem = verify.first_broken_link()
    assert problem is not None
    assert (problem.code, problem.words["number"]) == (code, number)


def test_events_that_were_cut_off_at_the_end_are_missed(office: Office) -> None:
    row = office.submitted()
    unlocked(f"DELETE FROM desk_event WHERE number={row.events.last().number}")
    assert verify.first_broken_link() is None
    assert "record-differs-from-events" in problems()


@pytest.mark.parametrize(
    "change",
    [
        {"data": {}},
        {"state": "accepted"},
        {"due": date(2018, 1, 1)},
        {"owner_id": LAND},
        {"version": 9},
        {"title": "另一个题目"},
    ],
)
def test_a_record_that_was_changed_behind_the_desk_is_named(office: Office, change: dict[str, object]) -> None:
    row = office.submitted()
    Record.objects.filter(pk=row.pk).update(**change)
    assert set(problems()) == {"record-differs-from-events"}


def test_a_file_that_is_gone_is_named(office: Office, settings) -> None:  # type: ignore[no-untyped-def]
    row = office.report()
    actions.save(
        record=row.pk, version=row.version, actor=office["energy"], at=NOON, data={}, files={"evidence": [pdf()]}
    )
    (settings.WORKSPACE / "attachments" / Attachment.objects.get().sha256[:2]).rename(settings.WORKSPACE / "elsewhere")
    assert problems() == ["attachment-gone"]


def test_a_record_written_while_it_is_verified_is_no_finding(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    row, read, moved = office.report(), verify._events_of, []

    def meanwhile(records: Sequence[int]) -> dict[int, list[Said]]:
        if not moved:
            moved.append(office.move(row, "submit", "energy", FILLED))
        return read(records)

    monkeypatch.setattr(verify, "_events_of", meanwhile)
    assert list(verify.differing_records()) == []
    Record.objects.filter(pk=row.pk).update(state="accepted")
    assert [one.code for one in verify.differing_records()] == ["record-differs-from-events"]
