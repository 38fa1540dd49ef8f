"""The last quarter of 2016 for a department and a city that see nothing of the desk but the Excel form they were sent.

They download it, fill it, send it and confirm; what was sent back stands in the form that they download again. Figures
that are typed in are exercise entries (演示).
"""

from __future__ import annotations

import io
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from luoshi_web import office
from luoshi_web.desk import actions, people
from luoshi_web.desk.actions.records import Setting
from luoshi_web.desk.models import Record, User

COORDINATOR, REVIEWER = "省发展改革委·调度", "省发展改革委·审核"
ENERGY, SONGYUAN = "省能源局·联络员", "松原市·联络员"
BEGUN = datetime(2016, 12, 20, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
WORDS = "请补充前期工作批复文号"


class Form:
    """A form as the liaison has it on the disk, and where it is sent."""

    def __init__(self, client: Client, registry: str) -> None:
        self.client, self.at = client, f"/registries/{registry}/import/"
        page = client.get(f"/registries/{registry}/form.xlsx")
        self.book: Workbook = load_workbook(io.BytesIO(page.content))
        sheet = self.book.active
        assert isinstance(sheet, Worksheet)
        self.sheet, self.ids = sheet, [str(cell.value) for cell in sheet[1]]
        self.lines = {str(self.says(line, "number")): line for line in range(3, sheet.max_row + 1)}
        self.page = ""

    def says(self, line: int, id: str) -> object:
        return self.sheet.cell(line, self.ids.index(id) + 1).value

    def fill(self, number: str, **values: object) -> None:
        for id, value in values.items():
            self.sheet.cell(self.lines[number], self.ids.index(id) + 1).value = value  # type: ignore[assignment]

    def cell(self, number: str, id: str) -> str:
        return f"{get_column_letter(self.ids.index(id) + 1)}{self.lines[number]}"

    def check(self) -> list[str]:
        """Send it; the cells that are named on the page that answers."""
        out = io.BytesIO()
        self.book.save(out)
        self.page = self.client.post(
            self.at, {"file": SimpleUploadedFile("填报.xlsx", out.getvalue())}
        ).content.decode()
        return re.findall(r'<th scope="row">([A-Z]+\d+)</th>', self.page)

    def confirm(self, how: str) -> str:
        """Press one of the buttons under what was checked; what the next page says."""
        kept = re.search(r'name="kept" value="(\w+)"', self.page)
        assert kept is not None
        sent = {"kept": kept[1], "name": "填报.xlsx", "write": how}
        return self.client.post(self.at, sent, follow=True).content.decode()


@pytest.fixture
def quarter(db: None) -> Record:
    """The demonstration office, and the quarter's dispatch of 吉政发〔2016〕41号."""
    office.demonstrate("gong-zuo-2016", BEGUN)
    who = people.actor(User.objects.get(username=COORDINATOR))
    data = {
        "title": "2016年第四季度调度", "period": "2016-Q4", "document": "jizhengfa-2016-41", "due_on": "2017-01-05",
        "first_listed": "是",
    }  # fmt: skip
    setting = Setting(owner=next(iter(who.organisations)))
    row = actions.establish(registry="dispatches", actor=who, at=BEGUN, setting=setting, data=data)
    return actions.move(record=row.pk, version=row.version, name="open", actor=who, at=BEGUN)


def client(account: str) -> Client:
    found = Client()
    found.force_login(User.objects.get(username=account))
    return found


def report(number: str, registry: str = "reports", owner: str = "省能源局") -> Record:
    return Record.objects.get(registry=registry, owner__short=owner, data__number=number)


def judged(row: Record, name: str, note: str = "") -> None:
    """A reviewer makes a move on a report, on its page."""
    page = client(REVIEWER).post(f"/records/{row.pk}/", {"move": name, "version": row.version, "note": note})
    assert page.status_code == 302, page.content.decode()


def test_a_quarter_is_played_with_nothing_but_the_form(quarter: Record, settings) -> None:  # type: ignore[no-untyped-def]
    settings.TODAY = "2016-12-26"
    energy = Form(client(ENERGY), "reports")
    assert sorted(energy.lines, key=int) == ["3", "24", "44", "46", "47", "48", "51"]
    assert energy.says(energy.lines["46"], "@state") == "待报"
    assert energy.says(energy.lines["46"], "@due") == "2017-01-05"
    for number in ("24", "44", "46", "47"):
        energy.fill(number, stage="推进中", progress=f"第{number}项：演示进展", share=50)
    energy.fill("46", share=120)
    energy.fill("24", share="30光年")
    energy.fill("48", stage="受阻", progress="第48项：演示进展")

    assert sorted(energy.check()) == sorted([energy.cell("46", "share"), energy.cell("24", "share")])
    assert "什么也没有写入" in energy.page
    energy.fill("46", share=60)
    energy.fill("24", share=30)
    assert energy.check() == [energy.cell("48", "problems")], "what is lacking is named at its cell, and is no error"
    assert "写入并上报其中 4 行" in energy.page
    assert "其中 4 行已上报，其余 3 行是草稿" in energy.confirm("hand-in")
    assert {number: report(number).state for number in energy.lines} == {
        "24": "submitted", "44": "submitted", "46": "submitted", "47": "submitted",
        "3": "owed", "48": "owed", "51": "owed",
    }  # fmt: skip
    assert report("48").data["progress"] == "第48项：演示进展"

    settings.TODAY = "2016-12-28"
    judged(report("47"), "accept")
    judged(report("46"), "return", WORDS)
    again = Form(client(ENERGY), "reports")
    assert sorted(again.lines, key=int) == ["3", "46", "48", "51"], "what was handed in is not asked for again"
    line = again.lines["46"]
    assert (again.says(line, "@state"), again.says(line, "@said")) == ("被退回", WORDS)
    assert again.says(line, "progress") == "第46项：演示进展", "what was written stands in it"
    assert again.says(line, "share") == 60

    again.fill("48", problems="演示：用地指标", measures="演示：协调指标")
    assert again.check() == []
    assert "写入并上报其中 1 行" in again.page, "what was sent back is not handed in again as it was"
    again.fill("46", progress="演示：批复文号 吉发改〔2016〕演示号")
    assert again.check() == []
    assert "其中 2 行已上报" in again.confirm("hand-in")
    judged(report("46"), "accept")
    assert report("46").state == "accepted"

    settings.TODAY = "2016-12-30"
    city = Form(client(SONGYUAN), "project_reports")
    city.fill("36", **{"class": "在建"}, cumulative="61000万元", annual_plan=3, annual_done=2.5)
    assert city.check() == [city.cell("36", "image")]
    city.fill("36", image="演示：航站楼主体施工")
    assert city.check() == []
    assert "1 行已上报" in city.confirm("hand-in")
    assert report("36", "project_reports", "松原市").data["cumulative"] == "6.1"

    settings.TODAY = "2017-01-10"
    page = client(COORDINATOR).post(f"/records/{quarter.pk}/", {"move": "close", "version": quarter.version})
    assert page.status_code == 302
    assert Form(client(ENERGY), "reports").lines == {}, "nothing is asked for after the quarter was closed"
    table = docx.Document(io.BytesIO(client(COORDINATOR).get(f"/records/{quarter.pk}/dispatch.docx").content))
    told = "\n".join(cell.text for one in table.tables for row in one.rows for cell in row.cells)
    assert "演示：批复文号 吉发改〔2016〕演示号" in told


def test_a_form_that_is_sent_twice_hands_nothing_in_twice(quarter: Record) -> None:
    form = Form(client(ENERGY), "reports")
    form.fill("46", stage="推进中", progress="演示")
    assert form.check() == []
    form.confirm("hand-in")
    assert form.check() == [form.cell("46", "key")], "it was handed in, and is not written over"
    assert report("46").events.filter(move="submit").count() == 1


def test_a_form_without_a_whole_row_offers_drafts_only(quarter: Record) -> None:
    form = Form(client(ENERGY), "reports")
    form.fill("46", stage="推进中")
    assert form.check() == [form.cell("46", "progress")]
    assert "hand-in" not in form.page
    assert "都是草稿，尚未上报" in form.confirm("1")
