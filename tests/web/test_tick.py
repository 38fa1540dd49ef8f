"""What happens because a day has come: once, however often it is asked."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.core import mail

from conftest import COMMISSION, ENERGY, EPD, GOVERNMENT, NOON, SONGYUAN, Office
from luoshi_web import packs
from luoshi_web.desk import actions, tick, verify
from luoshi_web.desk.models import Due, Event, Notice, Record, User


def on(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 9, tzinfo=NOON.tzinfo)


def notices(prefix: str) -> list[str]:
    return sorted(Notice.objects.filter(key__startswith=prefix).values_list("organisation", flat=True))


def test_a_period_is_opened_when_its_time_has_come_and_once(office: Office) -> None:
    tick.run(on(2016, 12, 31))
    assert not Record.objects.filter(registry="annual_reports", period="2016").exists()
    for _ in range(3):
        tick.run(on(2017, 1, 2))
    row = Record.objects.get(registry="annual_reports", period="2016")
    assert (row.owner_id, row.keeper_id, row.due) == (EPD, GOVERNMENT, date(2017, 1, 31))
    assert row.title == "2016年清洁土壤行动计划年度进展报告"
    assert notices("open:soil-annual-report") == [EPD]


def test_the_quarters_dispatch_is_drafted_for_who_coordinates(office: Office) -> None:
    tick.run(on(2016, 12, 20))
    row = Record.objects.get(registry="dispatches")
    assert (row.owner_id, row.state) == (COMMISSION, "draft")
    assert (row.data["period"], row.data["document"]) == ("2016-Q4", "jizhengfa-2016-41")
    assert "系统默认，非官方" in Notice.objects.get(record=row).zh
    office.duty()
    row = office.move(row, "open", "coordinator")
    assert Record.objects.get(asked_in=row).due == date(2017, 1, 5)


def test_periods_before_the_desk_was_set_up_are_not_opened(office: Office) -> None:
    User.objects.update(made_at=on(2020, 6, 1))
    tick.run(on(2020, 6, 2))
    assert [row.period for row in Record.objects.exclude(cycle="")] == []


def test_one_is_reminded_ten_and_three_working_days_before_with_the_festival_counted(office: Office) -> None:
    tick.run(on(2017, 1, 2))
    reminded = []
    for day in range(3, 32):
        tick.run(on(2017, 1, day))
        tick.run(on(2017, 1, day))
        if len(notices("remind:annual_reports")) > len(reminded):
            reminded.append(day)
    # 22 January 2017, a Sunday, was worked; the festival began on the 27th.
    assert reminded == [16, 24]


def test_whoever_was_away_is_reminded_once_and_not_of_everything_he_missed(office: Office) -> None:
    tick.run(on(2017, 1, 2))
    tick.run(on(2017, 1, 25))
    assert notices("remind:annual_reports") == [EPD]


def test_who_did_not_report_is_urged_once_in_one_notice(office: Office) -> None:
    for owner in (ENERGY, ENERGY, SONGYUAN):
        office.duty(owner)
    office.dispatch()
    tick.run(on(2017, 1, 5))
    assert notices("overdue:reports") == []
    for _ in range(3):
        tick.run(on(2017, 1, 6))
    tick.run(on(2017, 1, 9))
    assert notices("overdue:reports") == sorted([ENERGY, SONGYUAN])
    assert "2 项" in Notice.objects.get(key__startswith=f"overdue:reports:owed:{ENERGY}").zh
    assert [row.data["urged"] for row in Record.objects.filter(registry="reports")] == ["1", "1", "1"]
    assert Event.objects.filter(move="urge", by=None, record__registry="reports").count() == 3
    assert list(verify.broken()) == []


def test_who_reported_is_not_urged(office: Office) -> None:
    office.submitted()
    tick.run(on(2017, 1, 6))
    assert notices(f"overdue:reports:owed:{ENERGY}") == []


def test_who_has_to_decide_is_reminded_too(office: Office) -> None:
    office.submitted()
    tick.run(NOON + timedelta(days=9))
    assert notices("overdue:reports:submitted") == [COMMISSION]


def test_a_period_is_closed_when_the_next_was_due(office: Office) -> None:
    tick.run(on(2017, 1, 2))
    tick.run(on(2018, 1, 31))
    assert Record.objects.get(registry="annual_reports", cycle="soil-annual-report", period="2016").state == "owed"
    tick.run(on(2018, 2, 1))
    states = {row.period: row.state for row in Record.objects.filter(cycle="soil-annual-report")}
    assert states == {"2016": "not-reported", "2017": "owed"}


def test_after_the_reform_the_heir_owes_what_was_owed(office: Office) -> None:
    """省环保厅 became 省生态环境厅 in October 2018; the desk knows it once its organisations were renewed."""
    heir = "jilin/ecology-and-environment"
    actions.take_in_organisations(packs.office().pack, [packs.office().pack.organisations[heir]])
    User.objects.update(made_at=on(2019, 1, 1))
    tick.run(on(2019, 1, 10))
    assert Record.objects.get(registry="annual_reports", cycle="soil-annual-report").owner_id == heir


def test_what_is_noted_is_done(office: Office) -> None:
    office.submitted()
    tick.run(on(2017, 2, 10))
    assert Due.objects.exists()
    assert not Due.objects.filter(done_at=None).exists()


# ------------------------------------------------------------------ mail


@pytest.fixture
def posted(settings):  # type: ignore[no-untyped-def]
    settings.EMAIL_HOST = "mail.example"
    settings.DEFAULT_FROM_EMAIL = "luoshi@example.gov.cn"


@pytest.mark.usefixtures("posted")
def test_a_notice_is_mailed_once_to_the_accounts_of_its_organisation(office: Office) -> None:
    User.objects.filter(username="energy").update(email="energy@example.gov.cn")
    office.report()
    for _ in range(3):
        tick.run(NOON)
    told = Notice.objects.filter(organisation=ENERGY).count()
    assert len(mail.outbox) == told == 2
    assert {tuple(message.to) for message in mail.outbox} == {("energy@example.gov.cn",)}
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 2


@pytest.mark.usefixtures("posted")
def test_a_mail_that_another_run_is_sending_is_left_to_it_for_a_while(office: Office) -> None:
    User.objects.filter(username="energy").update(email="energy@example.gov.cn")
    office.report()
    Notice.objects.update(mail_claimed_until=NOON + timedelta(minutes=5))
    tick.run(NOON)
    assert mail.outbox == []
    tick.run(NOON + timedelta(minutes=6))
    assert len(mail.outbox) == 2


def test_without_a_server_nothing_is_mailed(office: Office) -> None:
    User.objects.filter(username="energy").update(email="energy@example.gov.cn")
    office.report()
    tick.run(NOON)
    assert mail.outbox == []
