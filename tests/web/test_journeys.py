"""The five ways that people go through the desk, on a wide screen and on a phone, each page looked through by axe.

No page may have a finding that axe calls serious or critical, and none may ask another host for anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

pytest.importorskip("playwright")
pytest.importorskip("axe_playwright_python")

from playing import PASSWORD, PHONE, WIDE, Served, fill, press, words
from playwright.sync_api import Page, expect

COORDINATOR, REVIEWER = "省发展改革委·调度", "省发展改革委·审核"
SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["desk", "phone"])


@cache
def axe() -> str:
    return (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def look_through(page: Page) -> None:
    """Nothing serious is found on the page, and nothing of it hangs over the edge."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(axe())
    found: dict[str, Any] = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    serious = [
        f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found["violations"] if one["impact"] in ("serious", "critical")
    ]  # fmt: skip
    assert serious == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{page.url} is too wide"


@pytest.fixture(scope="module")
def desk(played: Served) -> Served:
    """The demonstration office with its quarter dispatched."""
    page = played.page(COORDINATOR, path="/registries/dispatches/new/")
    given = {
        "title": "2016年第四季度调度",
        "period": "2016-Q4",
        "document": "吉政发〔2016〕41号",
        "due_on": "2017-01-05",
    }
    fill(page, {**given, "first_listed": "是"})
    press(page, "拟定调度")
    press(page, "下发调度")
    played.close_pages()
    return played


@pytest.fixture(autouse=True)
def _nothing_is_asked_of_another_host(desk: Served) -> Iterator[None]:
    yield
    desk.close_pages()
    assert desk.foreign == []


def someone(desk: Served, size: tuple[int, int], account: str = "") -> Page:
    """A page in a browser of its own, into which axe may be put; signed in where an account is named."""
    page = desk.page(account, size, bypass_csp=True)
    page.goto(f"{desk.address}/")
    return page


def go(page: Page, name: str) -> None:
    """Follow a link of the page's content."""
    with page.expect_navigation():
        page.locator("main").get_by_role("link", name=name).first.click()


@SIZES
def test_one_signs_in_and_reports(desk: Served, size: tuple[int, int]) -> None:
    page = desk.context(size, bypass_csp=True).new_page()
    page.goto(f"{desk.address}/my/")
    look_through(page)
    page.locator("#username").fill("长春市·联络员")
    page.get_by_label("密码").fill("猜一猜")
    press(page, "登录")
    assert "账号或密码不对" in words(page)
    look_through(page)
    page.locator("#username").fill("长春市·联络员")
    page.get_by_label("密码").fill(PASSWORD)
    press(page, "登录")
    assert "待办" in words(page)
    look_through(page)
    page.locator("#owed li", has_text="任务填报").first.get_by_role("link").click()
    page.wait_for_url("**/records/**")
    look_through(page)
    press(page, "上报")
    problems = page.locator(".problems")
    expect(problems).to_be_focused()
    look_through(page)
    problems.get_by_role("link").first.click()
    assert page.evaluate("location.hash") in ("#f-stage", "#f-progress")
    fill(page, {"stage": "推进中", "progress": "演示进展"})
    press(page, "上报")
    assert "已上报" in words(page)
    look_through(page)
    page.context.close()


@SIZES
def test_one_reviews_and_sends_back(desk: Served, size: tuple[int, int]) -> None:
    owner = "吉林市·联络员" if size == WIDE else "白山市·联络员"
    page = desk.page(owner, path="/my/")
    page.locator("#owed li", has_text="任务填报").first.get_by_role("link").click()
    page.wait_for_url("**/records/**")
    fill(page, {"stage": "推进中", "progress": "演示进展"})
    press(page, "上报")
    at = page.url
    page = someone(desk, size, REVIEWER)
    page.goto(f"{desk.address}/my/")
    look_through(page)
    page.locator(f"#to-decide a[href='{at.removeprefix(desk.address)}']").click()
    page.wait_for_url(at)
    page.locator("summary", has_text="退回").click()
    look_through(page)
    opened = page.locator("details.move[open]")
    with page.expect_navigation():
        opened.get_by_role("button", name="退回").click()
    assert "须写明理由" in words(page)
    look_through(page)
    page.locator("details.move[open] [name=note]").fill("请补充批复文号")
    with page.expect_navigation():
        page.locator("details.move[open]").get_by_role("button", name="退回").click()
    assert "已退回" in words(page)
    page = someone(desk, size, owner)
    page.goto(f"{desk.address}/my/")
    assert "请补充批复文号" in page.locator("#returned").inner_text()
    look_through(page)


@SIZES
def test_one_imports_a_form_from_excel(desk: Served, size: tuple[int, int], tmp_path: Path) -> None:
    page = someone(desk, size, "省国资委·联络员" if size == WIDE else "省商务厅·联络员")
    page.goto(f"{desk.address}/my/")
    with page.expect_download() as coming:
        page.get_by_role("link", name="下载本期填报表（Excel）").click()
    form = tmp_path / "填报.xlsx"
    coming.value.save_as(form)
    book = load_workbook(form)
    sheet = book.worksheets[0]
    ids = [str(cell.value) for cell in sheet[1]]
    sheet.cell(3, ids.index("share") + 1, 120)
    book.save(form)
    go(page, "导入填好的表")
    look_through(page)
    page.locator("#file").set_input_files(form)
    press(page, "检查")
    assert "不能大于 100" in words(page)
    look_through(page)
    sheet.cell(3, ids.index("share") + 1, 80)
    book.save(form)
    page.locator("#file").set_input_files(form)
    press(page, "检查")
    look_through(page)
    press(page, "写入草稿")
    assert "已写入" in words(page)


@SIZES
def test_one_opens_and_closes_a_dispatch(desk: Served, size: tuple[int, int]) -> None:
    period = "2017-Q1" if size == WIDE else "2017-Q2"
    page = someone(desk, size, COORDINATOR)
    page.goto(f"{desk.address}/registries/dispatches/")
    look_through(page)
    go(page, "拟定调度")
    look_through(page)
    given = {"title": f"演示调度{period}", "period": period, "document": "吉政发〔2016〕40号", "due_on": "2017-04-05"}
    fill(page, {**given, "first_listed": "是"})
    press(page, "拟定调度")
    look_through(page)
    press(page, "下发调度")
    assert "应报 28 项" in words(page)
    look_through(page)
    press(page, "结束调度")
    assert "期末未报" in words(page)
    look_through(page)


@SIZES
def test_a_visitor_looks_at_what_is_public(desk: Served, size: tuple[int, int]) -> None:
    page = someone(desk, size)
    page.goto(f"{desk.address}/registries/")
    look_through(page)
    go(page, "重点监管企业")
    assert "还没有条目" in words(page)
    look_through(page)
    page.goto(f"{desk.address}/registries/duties/")
    assert "/sign-in/" in page.url


# ------------------------------------------------------------------ how the desk behaves


def test_details_open_beside_the_table_and_the_address_says_which(desk: Served) -> None:
    page = someone(desk, WIDE, COORDINATOR)
    page.goto(f"{desk.address}/registries/projects/?q=机场")
    link = page.locator(".list tbody a[data-opens]").first
    title = link.inner_text()
    link.click()
    expect(page.locator("#panel h2")).to_have_text(title)
    assert "open=" in page.url
    assert "q=" in page.url
    assert page.locator(".list").is_visible()
    look_through(page)
    page.reload()
    expect(page.locator("#panel h2")).to_have_text(title)
    page.go_back()
    expect(page.locator("#panel h2")).to_have_count(0)
    assert page.locator("header.top").is_visible(), "the page comes back whole, not a part of it"
    page.go_forward()
    expect(page.locator("#panel h2")).to_have_text(title)
    page.keyboard.press("Escape")
    expect(page.locator("#panel h2")).to_have_count(0)


def test_on_a_phone_details_are_a_page_and_the_first_column_stays(desk: Served) -> None:
    page = someone(desk, PHONE, COORDINATOR)
    page.goto(f"{desk.address}/registries/projects/")
    first = page.locator(".list tbody th").first
    before = first.bounding_box()
    page.locator(".wide").evaluate("one => { one.scrollLeft = 300; }")
    after = first.bounding_box()
    assert before is not None
    assert after is not None
    assert after["x"] == before["x"]
    with page.expect_navigation():
        page.locator(".list tbody a[data-opens]").first.click()
    assert "/records/" in page.url


def test_without_javascript_the_same_is_done_with_plain_links_and_buttons(desk: Served) -> None:
    context = desk.context(java_script_enabled=False)
    desk.let_in(context, "省财政厅·联络员")
    page = context.new_page()
    page.goto(f"{desk.address}/registries/reports/")
    with page.expect_navigation():
        page.locator(".list tbody a").first.click()
    assert "/records/" in page.url
    fill_plainly(page, {"progress": "没有脚本也能写"})
    press(page, "保存草稿")
    assert "已保存，尚未上报" in words(page)
    assert page.locator("#f-progress").input_value() == "没有脚本也能写"
    number = page.url.strip("/").rpartition("/")[2]
    page.goto(f"{desk.address}/registries/reports/?open={number}")
    assert "没有脚本也能写" in page.locator("#panel").inner_text()
    context.close()


def test_a_draft_saves_itself_and_says_when(desk: Served) -> None:
    page = someone(desk, WIDE, "省科技厅·联络员")
    page.goto(f"{desk.address}/my/")
    page.locator("#owed li", has_text="任务填报").first.get_by_role("link").click()
    page.wait_for_url("**/records/**")
    fill(page, {"progress": "自动保存的进展", "share": "一半"})
    saved = page.locator("[data-saved]")
    expect(saved).to_contain_text("已自动保存", timeout=15_000)
    expect(saved).to_contain_text("这一项没有写入")
    other = desk.page("省科技厅·联络员", WIDE, bypass_csp=True)
    other.goto(page.url)
    assert other.locator("#f-progress").input_value() == "自动保存的进展"
    fill(page, {"share": "50"})
    press(page, "保存草稿")
    assert "已保存，尚未上报" in words(page), "what saved itself is no conflict with oneself"
    # Somebody else has an older version open: nothing of it is written by itself, and nothing is lost.
    fill(other, {"progress": "旧页面上写的"})
    expect(other.locator("[data-saved]")).to_contain_text("没有自动保存", timeout=15_000)
    with other.expect_navigation():
        other.get_by_role("button", name="保存草稿").click()
    assert "自动保存的进展" in other.locator(".versions").first.inner_text()
    assert "旧页面上写的" in other.locator(".versions").first.inner_text()
    look_through(other)


def test_a_half_filled_form_asks_once_before_it_is_left(desk: Served) -> None:
    page = someone(desk, WIDE, "省能源局·联络员")
    page.goto(f"{desk.address}/registries/pilots/new/")
    page.locator("#f-name").press_sequentially("半个试点")
    asked = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.once("dialog", stay)
    page.locator(".brand").click()
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert page.locator("#f-name").input_value() == "半个试点"


def test_a_slash_leads_to_the_search(desk: Served) -> None:
    page = someone(desk, WIDE, COORDINATOR)
    page.goto(f"{desk.address}/registries/duties/")
    page.keyboard.press("/")
    page.keyboard.type("特高压")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    assert "特高压" in words(page)


@pytest.mark.parametrize("address", ["/my/", "/registries/projects/", "/registries/duties/?state=assigned", "first"])
def test_every_page_prints_with_title_day_and_number_and_without_the_way_around(
    desk: Served, address: str, tmp_path: Path
) -> None:
    page = someone(desk, WIDE, COORDINATOR)
    page.goto(f"{desk.address}/registries/dispatches/")
    if address == "first":
        go(page, "2016年第四季度调度")
    else:
        page.goto(f"{desk.address}{address}")
    title = page.locator("h1").inner_text()
    page.emulate_media(media="print")
    assert page.locator("header.top").is_hidden()
    assert all(one.is_hidden() for one in page.locator(".filters, .tools, .moves, main button").all())
    assert page.locator(".printed").inner_text().endswith("截至 2016年12月20日")
    page.pdf(path=tmp_path / "page.pdf", format="A4", prefer_css_page_size=True)
    first, last = text_of(tmp_path / "page.pdf")
    assert title in first.replace("\n", "")
    assert "截至 2016年12月20日" in first
    assert "1 / " in first
    number = re.search(r"(\d+) / (\d+)", last)
    assert number is not None
    assert number[1] == number[2], "the last page says that it is the last"


def text_of(path: Path) -> tuple[str, str]:
    """The words of the first and of the last page of a PDF."""
    from pypdfium2 import PdfDocument

    pages = [page.get_textpage().get_text_range() for page in PdfDocument(path)]
    return pages[0], pages[-1]


def fill_plainly(page: Page, values: dict[str, str]) -> None:
    for id, value in values.items():
        page.locator(f"#f-{id}").fill(value)
