"""The overview, the departments, the calendar and the history: who sees what, and that a number is what its link lists."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta
from html import unescape

import pytest

from conftest import COMMISSION, ENERGY, JILIN_CITY, LAND, NOON, SONGYUAN, Office
from luoshi_web.desk import actions, overview
from luoshi_web.desk.actions.records import Setting
from luoshi_web.desk.models import Record

LATE = "2017-01-10"


@pytest.fixture
def quarter(office: Office, settings) -> Office:  # type: ignore[no-untyped-def]
    """Six items in a dispatch: reported in time, late, sent back, not at all; two organisations take part."""
    for number, (owner, *others) in enumerate(
        ([ENERGY, LAND], [ENERGY], [LAND, ENERGY], [SONGYUAN], [JILIN_CITY], [COMMISSION]), 1
    ):
        office.duty(owner, *others, number=str(number), text=f"第{number}项任务")
    office.dispatch()
    report = {"stage": "推进中", "progress": "演示"}
    blocked = {"stage": "受阻", "progress": "演示", "problems": "甲", "measures": "乙"}
    of = {row.data["number"] + row.data["part"]: row for row in Record.objects.filter(registry="reports")}
    office.move(of["1牵头"], "submit", "energy", report, at=NOON + timedelta(days=5))
    office.move(of["1牵头"], "accept", "reviewer", at=NOON + timedelta(days=6))
    office.move(of["2牵头"], "submit", "energy", blocked, at=NOON + timedelta(days=7))
    office.move(of["3牵头"], "submit", "land", report, at=NOON + timedelta(days=8))
    office.move(of["3牵头"], "return", "reviewer", note="请补充", at=NOON + timedelta(days=9))
    office.move(of["4牵头"], "submit", "songyuan", report, at=NOON + timedelta(days=19))
    settings.TODAY = LATE
    return office


def text(page) -> str:  # type: ignore[no-untyped-def]
    return re.sub(r"\s+", "", unescape(re.sub("<[^>]*>", " ", page.content.decode())))


def numbers(page) -> list[tuple[str, int]]:  # type: ignore[no-untyped-def]
    """The links of a page whose words hold one number, and the number."""
    links = re.findall(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', page.content.decode(), re.S)
    found = [(unescape(href), re.findall(r"\d+", re.sub("<[^>]*>", "", words))) for href, words in links]
    return [
        (href, int(words[-1])) for href, words in found if words and href.startswith(("/overview/", "/departments/"))
    ]


# ------------------------------------------------------------------ the sentence


def test_the_sentence_says_how_far_the_period_is(quarter: Office) -> None:
    page = text(quarter.client("coordinator").get("/"))
    assert "2016年第四季度：应报6项，已报3项，逾期3项（涉及3个部门）；本期新转红3项，转绿0项。" in page
    assert "待审核2项，迟报1项" in page
    assert "配合单位应报2份，已报0份，逾期2份。" in page


@pytest.mark.parametrize("name", ["coordinator", "energy", "songyuan", "inspector"])
@pytest.mark.parametrize(
    "asked", ["", "&as_of=2017-01-03", "&as_of=2016-12-28", "&as_of=2016-12-19", "&since=2017-01-05"]
)
def test_every_number_is_how_many_rows_its_link_lists(quarter: Office, name: str, asked: str) -> None:
    client = quarter.client(name)
    found = numbers(client.get(f"/?period=2016-Q4{asked}"))
    for href, number in found:
        page = client.get(href)
        assert page.status_code == 200, href
        told = re.search(r"共(\d+)(?:项|个单位)", text(page))
        assert told, href
        assert int(told[1]) == number, href
        assert page.content.decode().count('<th scope="row">') == number, href
    assert len(found) > 8 or asked == "&as_of=2016-12-19"


def test_what_was_asked_is_reported_late_or_still_due(quarter: Office) -> None:
    for day in (NOON.date(), date(2017, 1, 5), date(2017, 1, 6), date(2017, 1, 10)):
        for as_of in (None, day):
            n = overview.numbers(overview.Question(quarter["coordinator"], "2016-Q4", day, as_of))
            assert n["owed"] == n["handed-in"] + n["late"] + n["still-due"]
            assert n["handed-in"] == n["accepted"] + n["to-review"]


def test_the_past_of_today_counts_as_today_does(quarter: Office) -> None:
    day = date.fromisoformat(LATE)
    for name in ("coordinator", "energy", "songyuan"):
        now, then = (overview.Question(quarter[name], "2016-Q4", day, as_of) for as_of in (None, day))
        assert overview.numbers(now) == overview.numbers(then)
        assert overview.shades(now) == overview.shades(then)
        for count in (*overview.REPORTS, *overview.SHARED, *overview.TURNED, "red", "due-soon"):
            assert [row.pk for row in overview.rows_of(count, now)] == [row.pk for row in overview.rows_of(count, then)]


def test_what_turned_green_was_worse_before(quarter: Office) -> None:
    row = Record.objects.get(registry="reports", data__number="5")
    quarter.move(row, "submit", "jilin_city", {"stage": "推进中", "progress": "演示"}, at=NOON + timedelta(days=21))
    page = text(quarter.client("coordinator").get("/?since=2017-01-07"))
    assert "本期新转红0项，转绿2项。" in page  # 松原 on 8 January, 吉林市 on the 10th


# ------------------------------------------------------------------ whose


def test_a_department_counts_what_it_owes_itself_as_lead_and_as_participant(quarter: Office) -> None:
    page = text(quarter.client("energy").get("/"))
    assert "应报3项，已报2项，逾期1项（涉及1个部门）" in page
    assert "配合单位应报" not in page
    assert "第4项任务" not in page


def test_a_city_is_told_nothing_of_another(quarter: Office) -> None:
    client = quarter.client("songyuan")
    for address in ("/", f"/overview/late/?owner={JILIN_CITY}", f"/departments/{JILIN_CITY}/", "/calendar/2017-01-05/"):
        assert "第5项任务" not in text(client.get(address)) or address.startswith("/departments")
    assert "应报1项，已报1项，没有逾期" in text(client.get("/"))
    assert "应报" not in text(client.get(f"/departments/{JILIN_CITY}/")).split("牵头")[0]


@pytest.mark.parametrize(
    "address",
    ["/overview/late/", "/departments/", f"/departments/{ENERGY}/", "/calendar/", "/history/", "/calendar/luoshi.ics"],
)
def test_a_visitor_signs_in_first(office: Office, address: str) -> None:
    page = office.client().get(address)
    assert (page.status_code, page.url.partition("?")[0]) == (302, "/sign-in/")
    assert office.client().get("/").url == "/plan/index.html"


@pytest.mark.parametrize("name", ["coordinator", "energy", "songyuan"])
def test_before_the_first_dispatch_the_page_says_what_to_do_next(office: Office, name: str) -> None:
    page = office.client(name).get("/")
    said = {"coordinator": "还没有下发调度"}.get(name, "没有您单位应报、或您可以查看的调度")
    assert said in text(page)
    assert ('href="/registries/dispatches/new/"' in page.content.decode()) == (name == "coordinator")


@pytest.mark.parametrize("address", ["/overview/unheard-of/", "/calendar/2017-13-01/", "/departments/none/"])
def test_what_does_not_exist_is_not_found(office: Office, address: str) -> None:
    assert office.client("coordinator").get(address).status_code == 404


@pytest.mark.parametrize(
    "given", ["period=x", "as_of=yesterday", "since=0", "period=2099-Q1", "as_of=2099-01-01", "owner=%00"]
)
def test_an_address_that_makes_no_sense_is_answered_all_the_same(quarter: Office, given: str) -> None:
    for address in ("/", "/overview/owed/", "/departments/", "/history/", "/calendar/"):
        assert quarter.client("coordinator").get(f"{address}?{given}&month=x&before=-").status_code == 200


def test_the_list_behind_a_number_leaves_as_a_table(quarter: Office) -> None:
    page = quarter.client("coordinator").get("/overview/late/export.csv?period=2016-Q4")
    rows = list(csv.reader(io.StringIO(b"".join(page.streaming_content).decode("utf-8-sig"))))  # type: ignore[attr-defined]
    assert len(rows) == 4
    assert {row[7] for row in rows[1:]} == {"5"}
    assert {row[8] for row in rows[1:]} == {"滞后"}


# ------------------------------------------------------------------ as of a day


def test_a_page_of_the_past_says_so_and_lets_nobody_act(quarter: Office) -> None:
    row = Record.objects.get(registry="reports", data__number="3", data__part="牵头")
    client = quarter.client("land")
    now, then = client.get(f"/records/{row.pk}/"), client.get(f"/records/{row.pk}/?as_of=2016-12-28")
    assert 'value="submit"' in now.content.decode()
    assert 'value="submit"' not in then.content.decode()
    assert "截至2016年12月28日的情况" in text(then)
    assert "已报待审" in text(then)
    assert "请补充" not in text(then)
    assert "还没有设立" in text(client.get(f"/records/{row.pk}/?as_of=2016-12-01"))


def test_a_table_of_the_past_is_filtered_by_the_light_of_the_day(quarter: Office) -> None:
    client = quarter.client("coordinator")
    for day, number in (("2017-01-04", 0), ("2017-01-06", 4)):
        page = client.get(f"/registries/duties/?light=red&as_of={day}")
        assert page.content.decode().count('<th scope="row">') == number, day
    assert client.get("/registries/duties/?light=red").content.decode().count('<th scope="row">') == 3


def test_the_page_says_where_the_own_confidence_differs_from_the_light(quarter: Office) -> None:
    row = Record.objects.get(registry="reports", data__number="5")
    data = {
        "stage": "推进中",
        "progress": "演示",
        "confidence": "难以完成",
        "confidence_by": "张处长",
        "confidence_reason": "资金未落实",
    }
    quarter.move(row, "submit", "jilin_city", data, at=NOON + timedelta(days=21))
    page = text(quarter.client("coordinator").get(f"/records/{row.subject_id}/"))
    assert "填报单位自己的判断：难以完成（张处长）“资金未落实”" in page
    assert "与系统测算的灯不一致" in page
    assert "系统默认，非官方" in page


# ------------------------------------------------------------------ departments


def test_the_numbers_of_the_departments_are_those_of_the_overview(quarter: Office) -> None:
    client = quarter.client("coordinator")
    page = client.get("/departments/export.csv")
    rows = list(csv.reader(io.StringIO(b"".join(page.streaming_content).decode("utf-8-sig"))))  # type: ignore[attr-defined]
    columns = {title: [int(row[at]) for row in rows[1:]] for at, title in enumerate(rows[0]) if at > 1}
    assert sum(columns["牵头"]) == 6
    assert sum(columns["应报"]) == 8  # two of them by participants
    assert sum(columns["逾期未报"]) == 5
    assert sum(columns["■ 滞后"]) == 3
    for href, number in numbers(client.get("/departments/")):
        if href.startswith("/overview/"):
            assert client.get(href).content.decode().count('<th scope="row">') == number, href


def test_departments_are_put_in_order_and_narrowed(quarter: Office) -> None:
    client = quarter.client("coordinator")
    most = client.get("/departments/?sort=-late").content.decode()
    names = re.findall(r'<th scope="row"><a [^>]*>([^<]*)</a>', most)
    assert names[0] in ("省国土资源厅", "省能源局")
    only = re.findall(r'<th scope="row"><a [^>]*>([^<]*)</a>', client.get("/departments/?only=late").content.decode())
    assert len(only) == 3
    assert re.findall(r'<th scope="row">', client.get("/departments/?q=能源").content.decode()) == ['<th scope="row">']


def test_a_past_day_counts_the_items_and_the_open_warnings_of_that_day(quarter: Office) -> None:
    def counts(day: str) -> dict[str, tuple[str, str, str]]:
        page = quarter.client("coordinator").get(f"/departments/export.csv?as_of={day}")
        rows = csv.DictReader(io.StringIO(b"".join(page.streaming_content).decode("utf-8-sig")))  # type: ignore[attr-defined]
        return {row["单位"]: (row["牵头"], row["配合"], row["未解除预警"]) for row in rows if row["单位"] == name}

    warning = actions.establish(
        registry="warnings", actor=quarter["coordinator"], at=NOON + timedelta(days=5), setting=Setting(owner=ENERGY),
        data={"title": "预警", "level": "红色", "because": "演示"},
    )  # fmt: skip
    quarter.move(warning, "take", "energy", at=NOON + timedelta(days=6))
    quarter.move(warning, "answer", "energy", {"response": "已处置"}, at=NOON + timedelta(days=7))
    quarter.move(warning, "lift", "reviewer", at=NOON + timedelta(days=9))
    for owner, others in ((ENERGY, ()), (LAND, (ENERGY,))):
        later = Setting(owner=owner, participants=others, given={"text": "后来的任务", "document": "jizhengfa-2016-41"})
        actions.establish(registry="duties", actor=quarter["coordinator"], at=NOON + timedelta(days=9), setting=later)
    name = "吉林省能源局"
    days = [(NOON + timedelta(days=one)).date().isoformat() for one in (4, 7, 9)]
    assert [counts(day) for day in days] == [
        {name: ("2", "1", "0")}, {name: ("2", "1", "1")}, {name: ("3", "2", "0")},
    ]  # fmt: skip


def test_a_department_sees_its_own_line_alone(quarter: Office) -> None:
    page = quarter.client("energy").get("/departments/").content.decode()
    assert page.count('<th scope="row">') == 1
    assert "省能源局" in page


# ------------------------------------------------------------------ calendar


def test_the_report_on_soil_reminds_ten_and_three_working_days_before_the_end_of_january(office: Office) -> None:
    page = office.client("epd").get("/calendar/?month=2017-01")
    days = dict(
        re.findall(r'<td class="([^"]*)"><a class="date" href="/calendar/(2017-01-\d\d)/"', page.content.decode())
    )
    assert days
    for day, words in (("2017-01-16", "还有10个工作日"), ("2017-01-24", "还有3个工作日"), ("2017-01-31", "到期")):
        assert f"{words}" in text(office.client("epd").get(f"/calendar/{day}/"))
        assert "清洁土壤行动计划" in text(office.client("epd").get(f"/calendar/{day}/"))
    assert "清洁土壤" not in text(office.client("epd").get("/calendar/2017-01-17/"))
    assert "春节" in text(office.client("epd").get("/calendar/2017-01-27/"))
    assert "调休上班" in text(office.client("epd").get("/calendar/2017-01-22/"))


def test_a_day_lists_the_very_records_that_the_month_counts(quarter: Office) -> None:
    client = quarter.client("coordinator")
    page = client.get("/calendar/?month=2017-01")
    counted = re.findall(r"任务填报(\d+)项到期（待报）", unescape(page.content.decode()))
    listed = text(client.get("/calendar/2017-01-05/"))
    assert counted[0] == "4"
    assert listed.count("任务填报第") == 4


def test_a_calendar_file_holds_the_days_and_replaces_itself(quarter: Office) -> None:
    text_of = quarter.client("energy").get("/calendar/luoshi.ics").content.decode()
    lines = text_of.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert all(len(line.encode()) <= 75 for line in lines)
    ids = [line for line in lines if line.startswith("UID:")]
    assert len(ids) == len(set(ids)) > 3
    assert "DTSTART;VALUE=DATE:20170105" in lines


# ------------------------------------------------------------------ history


def test_the_history_shows_what_one_may_see_and_nothing_else(quarter: Office) -> None:
    all_of_it, own = (text(quarter.client(name).get("/history/")) for name in ("coordinator", "songyuan"))
    assert "请补充" in all_of_it
    assert "请补充" not in own
    assert "松原市" in own


def test_the_history_is_filtered_by_organisation_registry_day_and_person(quarter: Office) -> None:
    client = quarter.client("coordinator")

    def rows(asked: str) -> list[str]:
        return re.findall(r'<td class="nowrap">(\d+年\d+月\d+日)', client.get(f"/history/?{asked}").content.decode())

    assert rows("registry=reports&since=2017-01-01") == ["2017年1月8日"]
    assert rows("registry=reports&until=2016-12-25&since=2016-12-21") == ["2016年12月25日"]
    assert rows(f"owner={SONGYUAN}&registry=reports&since=2016-12-21") == ["2017年1月8日"]
    assert rows("by=审核人甲&registry=reports") == ["2016年12月29日", "2016年12月26日"]


def test_the_history_goes_on_page_by_page_without_losing_one(quarter: Office) -> None:
    client, seen, address = quarter.client("administrator"), [], "/history/?"
    while address:
        page = client.get(address).content.decode()
        seen += [int(number) for number in re.findall(r'<td class="number">(\d+)</td></tr>', page)]
        older = re.findall(r'href="(\?before=\d+)"', page)
        address = f"/history/{older[-1]}" if older and len(seen) < 500 else ""
    assert seen == sorted(set(seen), reverse=True)
    assert seen[-1] == 1


def test_every_page_speaks_english(quarter: Office) -> None:
    row = Record.objects.get(registry="reports", data__number="3", data__part="牵头")
    addresses = (
        "/", "/overview/owed/", "/departments/", f"/departments/{LAND}/", "/calendar/", "/calendar/2017-01-05/", "/history/",
        f"/records/{row.pk}/?as_of=2016-12-28", "/registries/duties/?as_of=2016-12-28",
    )  # fmt: skip
    ours = (
        "应报",
        "已报",
        "逾期",
        "截至",
        "本期",
        "筛选",
        "导出",
        "灯号",
        "滞后",
        "日历",
        "部门",
        "留痕",
        "提醒",
        "调度期",
    )
    for name in ("coordinator", "land"):
        client = quarter.client(name)
        client.cookies["language"] = "en"
        for address in addresses:
            page = text(client.get(address)).replace("2016年第四季度调度", "").replace("部门联络员", "")
            page = page.replace("逾期未报亮红灯", "")  # a source, in the words of the pack
            assert [word for word in ours if word in page] == [], address
