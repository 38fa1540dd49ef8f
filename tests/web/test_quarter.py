"""The last quarter of 2016 in Jilin, played from end to end through the pages, as the commission and those who report see it.

The steps build on each other, in the order in which they stand. Figures that are typed in are exercise entries (演示).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import docx
import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

pytest.importorskip("playwright")

from playing import PASSWORD, Served, fill, leave_without_asking, press, words
from playwright.sync_api import Locator, Page, expect

COORDINATOR, REVIEWER, ENERGY = "省发展改革委·调度", "省发展改革委·审核", "省能源局·联络员"
SECOND_OF_ENERGY = "省能源局·兼任"
OF_ENERGY = ["3", "24", "44", "46", "47", "48", "51"]
DOCUMENT = "吉政发〔2016〕41号"


@dataclass
class Quarter:
    """The desk, and what the steps leave for one another."""

    desk: Served
    done: set[int] = field(default_factory=set)
    at: dict[str, str] = field(default_factory=dict)

    def page(self, account: str = "", path: str = "") -> Page:
        return self.desk.page(account, path=path)

    def report(self, account: str, number: str, registry: str = "reports", owner: str = "") -> Page:
        """A page with the report on an item of the document; of an organisation, for who sees those of several."""
        page = self.page(account, f"/registries/{registry}/?asked_in={self.number_of_dispatch}&q={quote(owner)}")
        return self.open(page, number)

    def open(self, page: Page, number: str) -> Page:
        """Go to the record whose 序号 is that number, from the table that is shown."""
        page.goto(f"{self.desk.address}{page.evaluate(ADDRESS_OF, number)}")
        return page

    @property
    def number_of_dispatch(self) -> str:
        return self.at["dispatch"].strip("/").rpartition("/")[2]


# The address of the row of a table in which 序号 is a number.
ADDRESS_OF = """number => {
  const titles = [...document.querySelectorAll(".list thead th")].map(one => one.innerText.trim());
  const column = titles.findIndex(one => one.startsWith("序号"));
  const row = [...document.querySelectorAll(".list tbody tr")].find(one => one.children[column].innerText.trim() === number);
  return row.querySelector("a").getAttribute("href");
}"""
NUMBERS = """() => {
  const titles = [...document.querySelectorAll(".list thead th")].map(one => one.innerText.trim());
  const column = titles.findIndex(one => one.startsWith("序号"));
  return [...document.querySelectorAll(".list tbody tr")].map(one => one.children[column].innerText.trim());
}"""


@pytest.fixture(scope="module")
def quarter(played: Served) -> Quarter:
    return Quarter(played)


@pytest.fixture
def step(quarter: Quarter) -> Iterator[Callable[[int], Quarter]]:
    """The quarter at a step, where all the steps before it were played."""
    begun: list[int] = []

    def begin(number: int) -> Quarter:
        if missing := set(range(1, number)) - quarter.done:
            pytest.skip(f"step {min(missing)} was not played before this one")
        begun.append(number)
        return quarter

    yield begin
    quarter.desk.close_pages()


def numbers(page: Page) -> list[str]:
    """The 序号 of every row of the table that is shown, in order."""
    return sorted(page.evaluate(NUMBERS), key=int)


# ------------------------------------------------------------------ 20 December: the quarter is dispatched


def test_01_a_dispatch_asks_for_182_items_and_who_leads_is_the_keepers_decision(step: Callable[[int], Quarter]) -> None:
    quarter = step(1)
    page = quarter.page(COORDINATOR, "/registries/dispatches/")
    page.get_by_role("link", name="拟定调度").click()
    fill(
        page, {"title": "2016年第四季度调度", "period": "2016年第四季度", "document": DOCUMENT, "due_on": "2017-01-05"}
    )
    press(page, "拟定调度")
    press(page, "下发调度")
    assert "有 86 项还没有认定，不能下发" in words(page), "a lead that no document names is nobody's guess"
    quarter.at["dispatch"] = page.url.removeprefix(quarter.desk.address)
    fill(page, {"first_listed": "是"})
    press(page, "下发调度")
    assert "应报 182 项" in words(page)

    page.goto(f"{quarter.desk.address}/registries/duties/?q={quote('吉林—扎鲁特电力外送工程')}")
    quarter.open(page, "46")
    shown = words(page)
    assert "文件所列单位 省能源局、省发展改革委" in shown, "the document's words stay the document's"
    assert "牵头依据 主管单位认定（列第一位）" in shown
    assert f"认定牵头 {COORDINATOR} · 2016年12月20日" in shown

    own = {"省能源局·联络员": OF_ENERGY, "长春市·联络员": ["5", "35", "39", "61", "65"]}
    for account, expected in own.items():
        there = quarter.page(account, f"/registries/reports/?asked_in={quarter.number_of_dispatch}")
        assert numbers(there) == expected, account
    there = quarter.page("省国资委·联络员", f"/registries/reports/?asked_in={quarter.number_of_dispatch}")
    assert len(numbers(there)) == 8
    quarter.done.add(1)


def test_02_each_organisation_is_told_once(step: Callable[[int], Quarter]) -> None:
    quarter = step(2)
    for _ in range(3):
        quarter.desk.luoshi("tick")
    for account in (ENERGY, "省国资委·联络员", "长春市·联络员", "松原市·联络员"):
        told = quarter.page(account, "/notices/").locator(".notices > li")
        assert told.filter(has_text="2016年第四季度调度已下发").count() == 1, account
        assert told.count() == 1, account
    page = quarter.page(COORDINATOR, "/registries/dispatches/")
    assert "共 1 条" in words(page), "the calendar drafts no second dispatch beside the one that was opened by hand"
    quarter.done.add(2)


# ------------------------------------------------------------------ 26 to 29 December: who owes reports, others review


def test_03_a_form_in_excel_shows_each_error_at_its_cell_and_writes_nothing(
    step: Callable[[int], Quarter], tmp_path: Path
) -> None:
    quarter = step(3)
    quarter.desk.day("2016-12-26")
    page = quarter.page(ENERGY, "/my/")
    form = download(page, page.get_by_role("link", name="下载本期填报表（Excel）"), tmp_path / "form.xlsx")
    book = load_workbook(form)
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    ids = [str(cell.value) for cell in sheet[1]]
    lines = {str(sheet.cell(line, ids.index("number") + 1).value): line for line in range(3, sheet.max_row + 1)}
    lines.pop("None", None)
    assert sorted(lines, key=int) == OF_ENERGY
    for number, line in lines.items():
        write(sheet, ids, line, stage="推进中", progress=f"第{number}项：演示进展", share=50)
    write(sheet, ids, lines["46"], share=120)
    write(sheet, ids, lines["24"], share="30光年")
    bad = tmp_path / "填报.xlsx"
    book.save(bad)
    page.get_by_role("link", name="导入填好的表").click()
    page.locator("#file").set_input_files(bad)
    press(page, "检查")
    letter = chr(65 + ids.index("share"))
    assert sorted(page.locator("tbody th").all_inner_texts()) == sorted(f"{letter}{lines[n]}" for n in ("24", "46"))
    shown = words(page)
    assert "什么也没有写入" in shown
    assert "不能大于 100" in shown
    assert "单位“光年”不认识" in shown
    assert all(cell.strip() for cell in page.locator("tbody td:last-child").all_inner_texts()), (
        "what to do stands there"
    )
    assert quarter.report(ENERGY, "46").locator("#f-progress").input_value() == ""

    for number in ("46", "24"):
        write(sheet, ids, lines[number], share=60)
    good = tmp_path / "改正.xlsx"
    book.save(good)
    page.locator("#file").set_input_files(good)
    press(page, "检查")
    assert "将改写 7 条草稿" in words(page)
    press(page, "写入草稿")
    assert "已写入 7 行" in words(page)
    for number in OF_ENERGY:
        there = quarter.report(ENERGY, number)
        assert there.locator("#f-progress").input_value() == f"第{number}项：演示进展"
        there.close()
    quarter.done.add(3)


def test_04_the_leads_report_is_refused_to_a_participant_and_its_own_is_offered(step: Callable[[int], Quarter]) -> None:
    quarter = step(4)
    quarter.desk.day("2016-12-27")
    for number in ("24", "46", "47"):
        page = quarter.report(ENERGY, number)
        assert "身份 牵头" in words(page)
        press(page, "上报")
        assert "已上报" in words(page)
    of_lead = quarter.report(REVIEWER, "44", owner="省发展改革委").url
    page = quarter.page(ENERGY)
    page.goto(of_lead)
    shown = words(page)
    assert "这是省发展改革委的填报（牵头），您单位在这一项中是“配合”，不能代为填报" in shown
    page.get_by_role("link", name="填写配合单位的填报").click()
    assert "身份 配合" in words(page)
    press(page, "上报")
    assert "已上报" in words(page)
    quarter.done.add(4)


def test_05_what_was_sent_back_stands_first_with_the_reviewers_sentence(step: Callable[[int], Quarter]) -> None:
    quarter = step(5)
    quarter.desk.day("2016-12-28")
    page = quarter.report(REVIEWER, "47", owner="省能源局")
    press(page, "审核通过")
    assert "已审核通过" in words(page)
    page = quarter.report(REVIEWER, "46", owner="省能源局")
    move(page, "退回", note="请补充前期工作批复文号")
    first = quarter.page(ENERGY, "/my/").locator(".work > li").first.inner_text()
    assert "吉林—扎鲁特电力外送工程" in first
    assert "请补充前期工作批复文号" in first
    quarter.done.add(5)


def test_06_both_versions_stand_in_the_history_and_nobody_accepts_what_he_wrote(
    step: Callable[[int], Quarter], tmp_path: Path
) -> None:
    quarter = step(6)
    quarter.desk.day("2016-12-29")
    page = quarter.report(ENERGY, "46")
    reply = tmp_path / "批复.pdf"
    reply.write_bytes(b"%PDF-1.4 demonstration")
    page.locator("#f-evidence").set_input_files(reply)
    fill(page, {"progress": "演示：批复文号 吉发改〔2016〕演示号"})
    press(page, "上报")
    history = page.locator(".history")
    history.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    told = history.inner_text()
    assert "第46项：演示进展" in told
    assert "演示：批复文号 吉发改〔2016〕演示号" in told
    assert "“请补充前期工作批复文号”" in told
    page = quarter.report(REVIEWER, "46", owner="省能源局")
    press(page, "审核通过")

    # One account that reports for a department and reviews for the commission.
    quarter.desk.luoshi(
        "admin",
        "create",
        SECOND_OF_ENERGY,
        "--role",
        "部门联络员",
        "--organisation",
        "省能源局",
        "--password",
        PASSWORD,
    )
    quarter.desk.luoshi("admin", "appoint", SECOND_OF_ENERGY, "审核人", "省发展改革委")
    page = quarter.report(SECOND_OF_ENERGY, "48", owner="省能源局")
    fill(page, {"progress": "演示：由兼任两职的账号填写"})
    press(page, "上报")
    assert page.get_by_role("button", name="审核通过").count() == 0
    version = page.locator("[name=version]").first.get_attribute("value")
    tried = post(page, {"move": "accept", "version": str(version)})
    assert tried.status == 422
    assert "不能再由您“审核通过”" in tried.text()
    quarter.done.add(6)


# ------------------------------------------------------------------ 30 December to 8 January: projects, supervision, lateness


def test_07_a_project_reports_what_was_invested(step: Callable[[int], Quarter]) -> None:
    quarter = step(7)
    quarter.desk.day("2016-12-30")
    page = quarter.report("松原市·联络员", "36", "project_reports")
    assert "新建松原民用机场" in words(page)
    report_on_36(page, "6.1")
    press(page, "上报")
    assert "已上报" in words(page)
    page = quarter.report(REVIEWER, "36", "project_reports")
    press(page, "审核通过")
    assert "自开工累计完成投资（亿元） 6.1" in words(page)
    page = quarter.page(COORDINATOR, "/registries/projects/")
    quarter.open(page, "36")
    curve = page.locator(".of-project svg").first
    assert "6.1" in str(curve.text_content()), "the S-curve holds what was spent beside what was planned"
    quarter.done.add(7)


def test_08_a_listed_project_shows_its_flag_everywhere(step: Callable[[int], Quarter], tmp_path: Path) -> None:
    quarter = step(8)
    quarter.desk.day("2017-01-03")
    page = quarter.page(COORDINATOR, "/registries/projects/")
    quarter.open(page, "40")
    assert "吉林省西部地区河湖连通工程" in words(page)
    at = page.url
    move(page, "挂牌督办", person_province="演示·省级责任人")
    assert "“市级责任人”" in page.locator(".problems").inner_text(), "three levels, or none"
    page.locator(".problems").get_by_role("link").first.click()
    assert page.evaluate("document.activeElement.id || location.hash") in (
        "f-listed_supervision",
        "#f-listed_supervision",
    )
    fill(page, {"listed_supervision": "是", "person_city": "演示·市级责任人", "person_county": "演示·县级责任人"})
    page.locator("details.move[open]").get_by_role("button", name="挂牌督办").click()
    expect(page.locator(".facts .flag")).to_have_text("挂牌督办")
    assert "市级责任人 演示·市级责任人" in words(page)
    link = page.get_by_role("link", name="下载挂牌督办通知（Word）")
    assert "河湖连通工程" in text_of_word(download(page, link, tmp_path / "督办通知.docx"))
    flagged = "tr:has(.flag.listed)"
    assert "河湖连通" in quarter.page(COORDINATOR, "/registries/projects/").locator(flagged).inner_text()
    reports = quarter.page(COORDINATOR, f"/registries/project_reports/?asked_in={quarter.number_of_dispatch}")
    assert "河湖连通" in reports.locator(flagged).inner_text()
    owed = quarter.page("省发展改革委·联络员", f"/registries/project_reports/?q={quote('河湖连通')}").locator(flagged)
    assert "河湖连通" in owed.inner_text()
    quarter.at["listed"] = at
    quarter.done.add(8)


def test_09_an_extension_is_decided_by_another_and_the_old_day_stays(step: Callable[[int], Quarter]) -> None:
    quarter = step(9)
    quarter.desk.day("2017-01-04")
    account = "省工业信息化厅·联络员"
    page = quarter.page(account, f"/registries/duties/?q={quote('机器人与智能装备领域')}")
    quarter.open(page, "42")
    at = page.url
    press(page, "签收")
    move(page, "申请延期", extension_to="2017-03-31", note="演示：等待国家批复")
    assert page.get_by_role("button", name="同意延期").count() == 0
    page = quarter.page(REVIEWER)
    page.goto(at)
    press(page, "同意延期")
    facts = page.locator(".facts").inner_text()
    assert "时限 2017年3月31日" in facts
    assert "原时限 文件未写明" in facts, "the document prints no day, and the desk invents none"
    assert "演示：等待国家批复" in page.locator(".history").inner_text()
    quarter.done.add(9)


def test_10_who_did_not_report_is_listed_lit_and_urged_once(step: Callable[[int], Quarter]) -> None:
    quarter = step(10)
    quarter.desk.day("2017-01-06")
    for _ in range(2):
        quarter.desk.luoshi("tick")
    page = quarter.page(COORDINATOR, quarter.at["dispatch"])
    said = words(page)
    late = int(between(said, "逾期 ", " 份"))
    organisations = int(between(said, "涉及 ", " 个单位"))
    page.locator("summary", has_text="未报单位").click()
    listed = page.locator(".owing li").all_inner_texts()
    assert len(listed) == organisations
    assert sum(int(one.split()[-1]) for one in listed) == late
    assert any(one.startswith("省国资委 8") for one in listed)
    table = quarter.page("省国资委·联络员", "/registries/reports/")
    assert table.locator(".light.late").count() == 8
    why = table.locator(".light.late").first
    assert why.inner_text() == "■ 滞后"
    assert "已过时限1天" in str(why.get_attribute("title"))
    table.goto(f"{quarter.desk.address}{table.locator('.list tbody a').first.get_attribute('href')}")
    assert "系统默认，非官方" in table.locator("#light").inner_text(), "the rule says that no document prints it"
    told = quarter.page("省国资委·联络员", "/notices/").locator(".notices > li")
    assert told.filter(has_text="催办：任务填报有 8 项").count() == 1
    energy = quarter.page(ENERGY, "/registries/reports/")
    assert energy.locator(".light.done").count() == 5, "24, 44, 46, 47, 48 were handed in"
    quarter.done.add(10)


def test_11_late_stays_on_the_record_for_good(step: Callable[[int], Quarter]) -> None:
    quarter = step(11)
    quarter.desk.day("2017-01-08")
    account = "吉林银监局·联络员"
    page = quarter.page(account, "/my/")
    page.locator("#owed li", has_text="任务填报").first.get_by_role("link").click()
    quarter.at["late"] = page.url
    fill(page, {"stage": "推进中", "progress": "演示：迟报"})
    press(page, "上报")
    page = quarter.page(REVIEWER)
    page.goto(quarter.at["late"])
    press(page, "审核通过")
    for day in ("2017-01-08", "2018-06-01"):
        quarter.desk.day(day)
        page.reload()
        assert page.locator(".facts .flag").all_inner_texts() == ["逾期3天"], day
    quarter.done.add(11)


def test_12_what_was_known_on_a_day_is_shown_again(step: Callable[[int], Quarter]) -> None:
    quarter = step(12)
    quarter.desk.day("2017-01-09")
    quarter.done.add(12)
    page = quarter.page(COORDINATOR, f"{quarter.at['late'].removeprefix(quarter.desk.address)}?as_of=2017-01-04")
    if "演示：迟报" in words(page):
        pytest.xfail("the state of a record on a day is not shown yet")
    assert "逾期" not in words(page)


def test_13_of_two_who_write_at_once_no_word_is_lost(step: Callable[[int], Quarter]) -> None:
    quarter = step(13)
    quarter.desk.day("2017-01-10")
    first, second = quarter.report(ENERGY, "51"), quarter.report(SECOND_OF_ENERGY, "51", owner="省能源局")
    fill(first, {"progress": "甲写的进展"})
    fill(second, {"progress": "乙写的进展", "problems": "乙写的问题", "measures": "乙写的措施"})
    press(first, "保存草稿")
    with second.expect_navigation():
        second.get_by_role("button", name="保存草稿").click()
    sides = second.locator(".versions").first.inner_text()
    assert "甲写的进展" in sides
    assert "乙写的进展" in sides
    assert second.locator("#f-problems").input_value() == "乙写的问题"
    fill(second, {"progress": "甲写的进展；乙写的进展"})
    press(second, "保存草稿")
    second.locator(".history details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    told = second.locator(".history").inner_text()
    assert "甲写的进展" in told
    assert "甲写的进展；乙写的进展" in told
    assert "乙写的问题" in told
    quarter.done.add(13)


# ------------------------------------------------------------------ 10 January: the quarter is closed


def test_14_every_total_is_the_sum_of_its_rows_and_the_sentence_says_the_same(
    step: Callable[[int], Quarter], tmp_path: Path
) -> None:
    quarter = step(14)
    page = quarter.page(COORDINATOR, quarter.at["dispatch"])
    press(page, "结束调度")
    assert "已结束" in words(page)
    rows = [
        [cell.inner_text() for cell in row.locator("th, td").all()] for row in page.locator(".by-organisation tr").all()
    ]
    header, *lines, total = rows
    assert header == ["单位", "应报", "已报", "已通过", "待报", "其中逾期", "期末未报"]
    sums = [sum(int(line[column]) for line in lines) for column in range(1, 7)]
    assert [int(one) for one in total[1:]] == sums
    said = words(page)
    assert (
        f"应报 182 项（填报 {sums[0]} 份），已报 {sums[1]} 份，已通过 {sums[2]} 份，期末未报 {sums[5]} 份，没有待报。"
        in said
    )
    assert sums[1] + sums[5] == sums[0]
    table = download(page, page.locator(".export").get_by_role("link", name="Excel"), tmp_path / "table.xlsx")
    sheet = load_workbook(table).worksheets[0]
    excel = [[str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert excel == rows
    table = download(page, page.get_by_role("link", name="下载调度情况表（Word）"), tmp_path / "table.docx")
    assert "2016年第四季度" in text_of_word(table)
    overview = quarter.page(COORDINATOR, "/?period=2016-Q4")
    assert "应报 182 项" in words(overview)
    quarter.done.add(14)


def test_15_verify_is_clean_and_names_the_event_of_which_a_byte_was_changed(step: Callable[[int], Quarter]) -> None:
    quarter = step(15)
    assert "完好" in quarter.desk.luoshi("verify")
    if not quarter.desk.database.startswith("sqlite"):
        pytest.skip("the byte is changed with a tool for SQLite")
    with sqlite3.connect(quarter.desk.database.removeprefix("sqlite:///")) as tool:
        tool.execute("DROP TRIGGER desk_event_no_UPDATE")
        number, note = tool.execute("SELECT number, note FROM desk_event WHERE note LIKE '请补充%'").fetchone()
        tool.execute("UPDATE desk_event SET note = ? WHERE number = ?", (note.replace("请", "清", 1), number))
        tool.commit()
        assert f"留痕第 {number} 条的内容被改动过" in quarter.desk.luoshi("verify", code=13)
        tool.execute("UPDATE desk_event SET note = ? WHERE number = ?", (note, number))
    assert "完好" in quarter.desk.luoshi("verify")
    quarter.done.add(15)


# ------------------------------------------------------------------ after the quarter, and beside it


def test_16_the_annual_report_is_in_the_calendar_and_reminded_of_with_the_festival_counted(
    step: Callable[[int], Quarter],
) -> None:
    quarter = step(16)
    account, report = "省环保厅·联络员", "2016年清洁土壤行动计划年度进展报告"
    quarter.desk.day("2017-01-15")
    quarter.desk.luoshi("tick")
    page = quarter.page(account, "/my/")
    owed = page.locator("#owed li", has_text=report).inner_text()
    assert "截止 2017年1月31日" in owed
    month = quarter.page(account, "/calendar/")
    there = month.locator("td:has(a.date[href='/calendar/2017-01-31/'])")
    assert "清洁土壤行动计划" in there.inner_text()
    for day in range(15, 31):
        quarter.desk.day(f"2017-01-{day}")
        quarter.desk.luoshi("tick")
    told = quarter.page(account, "/notices/").locator(".notices > li").all_inner_texts()
    three, ten = [one for one in told if "年度报告有" in one]
    assert "还有 10 个工作日" in ten
    assert "2017年1月16日" in ten
    assert "还有 3 个工作日" in three
    assert "2017年1月24日" in three, "the Spring Festival, from the 27th, is counted"
    quarter.done.add(16)


def test_17_a_visitor_sees_what_is_public_and_no_more(step: Callable[[int], Quarter]) -> None:
    quarter = step(17)
    pilots = {}
    for name in ("演示公开的试点", "演示草稿中的试点"):
        page = quarter.page(ENERGY, "/registries/pilots/new/")
        fill(
            page,
            {
                "name": name,
                "class": "国家明确在其他省区开展",
                "basis": "演示文件",
                "watch": "演示不公开的跟踪情况",
                "ripe": "否",
            },
        )
        press(page, "新增")
        pilots[name] = page.url
    page = quarter.page(ENERGY)
    page.goto(pilots["演示公开的试点"])
    press(page, "申报")
    page = quarter.page(REVIEWER)
    page.goto(pilots["演示公开的试点"])
    press(page, "列入名录")
    visitor = quarter.page()
    visitor.goto(f"{quarter.desk.address}/registries/pilots/")
    assert "演示公开的试点" in words(visitor)
    assert "共 1 条" in words(visitor)
    assert "草稿" not in words(visitor), "not even that there are drafts"
    visitor.get_by_role("link", name="演示公开的试点").click()
    visitor.wait_for_load_state()
    for secret in ("演示不公开的跟踪情况", "联络员", "审核"):
        assert secret not in visitor.content(), secret
    for address in (
        pilots["演示草稿中的试点"],
        f"{quarter.desk.address}{quarter.at['dispatch']}",
        quarter.at["listed"],
    ):
        visitor.goto(address)
        assert "/sign-in/" in visitor.url
        assert "责任人" not in visitor.content()
    quarter.done.add(17)


def test_18_a_stranger_who_guesses_an_address_is_refused_logged_and_told_nothing(
    step: Callable[[int], Quarter],
) -> None:
    quarter = step(18)
    page = quarter.page("松原市·联络员", "/registries/contaminated_plots/new/")
    fill(page, {"name": "松原演示地块"})
    press(page, "登记")
    address = page.url
    stranger = quarter.page("吉林市·联络员")
    answer = stranger.goto(address)
    assert answer is not None
    assert answer.status == 403
    assert "松原" not in stranger.content()
    assert "演示地块" not in stranger.content()
    number = address.strip("/").rpartition("/")[2]
    assert f"吉林市·联络员 (/records/{number}/) asked for record {number}" in quarter.desk.log()
    quarter.done.add(18)


def test_19_the_next_quarter_a_step_backwards_asks_for_a_reason(step: Callable[[int], Quarter], tmp_path: Path) -> None:
    quarter = step(19)
    quarter.desk.day("2017-03-20")
    quarter.desk.luoshi("tick")
    page = quarter.page(COORDINATOR, "/my/")
    page.get_by_role("link", name="2017年第一季度").first.click()
    press(page, "下发调度")
    quarter.at["dispatch"] = page.url.removeprefix(quarter.desk.address)
    page = quarter.report("松原市·联络员", "36", "project_reports")
    report_on_36(page, "5.9")
    press(page, "上报")
    problem = page.locator(".problems").get_by_role("link")
    assert "没有说明原因" in page.locator(".problems").inner_text()
    problem.first.click()
    assert page.evaluate("location.hash") in ("#f-deviation_reason", "#f-cumulative")

    # The same in Excel.
    leave_without_asking(page)
    page.goto(f"{quarter.desk.address}/my/")
    form = download(page, page.get_by_role("link", name="下载本期填报表（Excel） · 项目填报"), tmp_path / "form.xlsx")
    book = load_workbook(form)
    sheet = book.worksheets[0]
    ids = [str(cell.value) for cell in sheet[1]]
    numbers = [str(sheet.cell(line, ids.index("number") + 1).value) for line in range(3, sheet.max_row + 1)]
    line = numbers.index("36") + 3
    values = {"class": "在建", "cumulative": 5.9, "annual_plan": 3, "annual_done": 2.5, "image": "演示：航站楼封顶"}
    write(sheet, ids, line, **values)
    book.save(form)
    page.get_by_role("link", name="导入填好的表 · 项目填报").click()
    page.locator("#file").set_input_files(form)
    press(page, "检查")
    assert any(cell.endswith(str(line)) for cell in page.locator("tbody th").all_inner_texts()), "shown at its cell"
    write(sheet, ids, line, deviation_reason="演示：审计核减")
    book.save(form)
    page.locator("#file").set_input_files(form)
    press(page, "检查")
    press(page, "写入草稿")
    page = quarter.report("松原市·联络员", "36", "project_reports")
    assert page.locator("#f-cumulative").input_value() == "5.9"
    press(page, "上报")
    assert "已上报" in words(page)


def test_nothing_was_asked_of_another_host_and_nothing_was_refused_by_the_policy(quarter: Quarter) -> None:
    assert quarter.desk.foreign == []
    assert quarter.desk.refused == []


# ------------------------------------------------------------------ what the steps do


def write(sheet: Worksheet, ids: list[str], line: int, **values: object) -> None:
    for id, value in values.items():
        sheet.cell(line, ids.index(id) + 1, value)  # type: ignore[arg-type]


def download(page: Page, link: Locator, to: Path) -> Path:
    with page.expect_download() as coming:
        link.click()
    coming.value.save_as(to)
    return to


def text_of_word(path: Path) -> str:
    """All that stands in a Word file, in paragraphs and in cells."""
    file = docx.Document(str(path))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in file.paragraphs), *cells])


def move(page: Page, name: str, note: str = "", **values: str) -> None:
    """Make a move that asks for something: open it, fill it in, press its button."""
    opened = page.locator("details.move").filter(has=page.locator("summary", has_text=name))
    opened.locator("summary").click()
    for id, value in values.items():
        opened.locator(f"[name={id}]").fill(value)
    if note:
        opened.locator("[name=note]").fill(note)
    with page.expect_navigation():
        opened.get_by_role("button", name=name, exact=True).click()


def report_on_36(page: Page, cumulative: str) -> None:
    fill(
        page,
        {
            "class": "在建",
            "cumulative": cumulative,
            "annual_plan": "3",
            "annual_done": "2.5",
            "image": "演示：航站楼主体施工",
        },
    )


def post(page: Page, sent: dict[str, str]):  # type: ignore[no-untyped-def]
    """Send to a page what it draws no button for."""
    token = str(page.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value"))
    return page.request.post(page.url, form={"csrfmiddlewaretoken": token, **sent}, headers={"Referer": page.url})


def between(text: str, before: str, after: str) -> str:
    return text.partition(before)[2].partition(after)[0]
