"""A document from its file to those who answer for it, in a browser: sent in, reviewed beside its text, set up, assigned."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("playwright")

from playing import PHONE, WIDE, Served, press, words
from playwright.sync_api import Page, expect

COORDINATOR, REVIEWER, LAND = "省发展改革委·调度", "省发展改革委·审核", "省国土资源厅·联络员"
# Long enough that the text does not fit into its pane.
FILLER = "\n".join(f"坚持系统治理，统筹推进第{number}类矿区的生态修复，稳步提升生态功能。" for number in range(40))
OPINION = f"""吉林省人民政府关于推进矿山生态修复的意见
吉政发〔2017〕3号
各市（州）人民政府：
一、总体要求
到2020年，历史遗留矿山地质环境恢复治理率达到50%以上。
{FILLER}
二、重点任务
1.加快推进矿山修复，2018年年底前编制修复方案。（省国土资源厅牵头，省环保厅配合）
2.做好电力外送通道前期工作。（省能源局负责）
3.建设矿区监测平台。（省矿山监测局负责）
吉林省人民政府
2017年1月5日
"""


def overflow(page: Page) -> int:
    """By how many pixels a page is wider than the window."""
    found = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return int(found)


def is_in_sight(page: Page, item: str) -> bool:
    """Whether the words of an item stand in the visible part of the text beside the review."""
    return bool(
        page.evaluate(
            """item => {
              const pane = document.querySelector(".review-text").getBoundingClientRect();
              const words = document.querySelector(`.review-text mark[data-of="${item}"].active`).getBoundingClientRect();
              return words.top >= pane.top && words.bottom <= pane.bottom;
            }""",
            item,
        )
    )


def test_a_document_goes_from_its_file_to_those_who_answer_for_it(played: Served, tmp_path: Path) -> None:
    file = tmp_path / "意见.txt"
    file.write_text(OPINION, encoding="utf-8")
    page = played.page(COORDINATOR, path="/documents/")
    page.get_by_role("link", name="上传文件").click()
    page.locator("#file").set_input_files(file)
    press(page, "上传并读取")
    assert "已收文 1 份，读出 4 项承诺" in words(page)
    assert "余 4 项" in words(page)
    at = page.url

    expect(page.locator("#now")).to_contain_text("目标1 待审")
    page.keyboard.press("j")
    expect(page.locator("#now")).to_contain_text("任务1 待审")
    assert is_in_sight(page, "d1"), "the sentence stands beside what was read from it"
    page.keyboard.press("k")
    expect(page.locator("#now")).to_contain_text("目标1 待审")
    page.keyboard.press("a")
    expect(page.locator("#now")).to_contain_text("任务1 待审")
    assert "已审 1 项（采纳 1，不采纳 0），余 3 项" in words(page)

    page.locator('.review-text mark[data-of="d3"]').first.click()
    expect(page.locator("#now")).to_contain_text("任务3 待审")
    page.locator("summary", has_text="更正").click()
    page.locator("#f-lead").select_option(label="省国土资源厅")
    page.locator("#note-correct").fill("省矿山监测局不在名录中，由省国土资源厅负责")
    press(page, "更正")
    expect(page.locator("#now")).to_contain_text("已更正，待另一人采纳")
    assert "请由另一人采纳" in words(page)

    press(page, "采纳全部未更正的 2 项")
    assert "余 1 项" in words(page)
    other = played.page(REVIEWER, path=at.removeprefix(played.address))
    expect(other.locator("#now")).to_contain_text("任务3")
    other.keyboard.press("a")
    expect(other.locator("main")).to_contain_text("已审 4 项（采纳 4，不采纳 0），余 0 项")

    page.goto(at)
    press(page, "交办已立项的 4 项")
    assert "已交办 4 项" in words(page)
    page.get_by_role("link", name="阅读原文").click()
    page.locator('#text mark[data-of="d1"]').first.click()
    expect(page.locator("#panel")).to_contain_text("责任单位")
    expect(page.locator("#panel")).to_contain_text("省国土资源厅")
    expect(page.locator("#panel")).to_contain_text("已交办")

    land = played.page(LAND, path="/my/")
    land.get_by_role("link", name="加快推进矿山修复").click()
    land.locator(".sentence a").click()
    expect(land.locator("#text mark.active").first).to_contain_text("加快推进矿山修复")
    assert played.foreign == []
    assert played.refused == []


def test_the_pages_fit_a_phone_and_work_without_a_script(played: Served) -> None:
    for size in (WIDE, PHONE):
        page = played.page(COORDINATOR, size, "/documents/")
        for address in [
            page.url,
            *_ways(page),
            f"{played.address}/documents/new/",
            f"{played.address}/mechanisms/?area=D",
        ]:
            page.goto(address)
            assert overflow(page) == 0, (size, address)
        page.close()
    context = played.context(java_script_enabled=False)
    played.let_in(context, COORDINATOR)
    page = context.new_page()
    page.goto(f"{played.address}/documents/")
    page.goto(next(iter(_ways(page))))
    expect(page.locator("#notes")).to_contain_text("责任单位")
    context.close()


def _ways(page: Page) -> list[str]:
    """The reader and the review of the document that was sent in."""
    found = page.locator(".documents tbody tr").first.locator("a").all()
    return list(
        dict.fromkeys(page.url.split("/documents/")[0] + str(one.get_attribute("href")).split("#")[0] for one in found)
    )
