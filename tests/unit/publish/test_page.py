"""Plans as pages: every commitment at one address, in its own words, whatever the words are."""

from __future__ import annotations

import csv
import hashlib
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from luoshi import packs, pipeline
from luoshi.compile.commitments import commitments
from luoshi.model import Document, Kind, Plan
from luoshi.publish.page import write_pages
from luoshi.publish.page_documents import document_pages
from luoshi.publish.page_text import Mark, TextView
from luoshi.testing import document, plan

NOTICE = """甲州人民政府关于绿道建设的通知
甲政发〔2018〕12号
各县人民政府：
现将《甲州绿道规划》（甲政发〔2017〕3号）的落实措施印发给你们。
一、主要目标
到2020年，全州绿道密度达到60%以上。
二、主要任务
（一）整治岸线。2019年年底前，制定《甲州岸线管理办法》，新建绿道200公里。（州水务局牵头，州园林局等参与）
（二）栽种花木。（州园林局负责）
甲州人民政府
2018年5月3日
"""
PROJECTS = """# 甲州重点项目

| 序号 | 项目名称 | 法人单位 | 建设规模及主要内容 | 建设年限 | 总投资（亿元） |
|---|---|---|---|---|---|
| 1 | 甲江绿道 | 州园林局 | 全长200公里 | 2018—2020 | 12 |
| 2 | 乙湖湿地 | 州水务局 | 恢复湿地300公顷 | 2019—2021 | 3.5 |
"""
LOOK_AT_IT = Kind("look-at-it", zh="请看", en="look", hint_zh="看一看。", hint_en="Look.")


def pages(plans: Mapping[str, Plan], folder: Path) -> dict[str, html.HtmlElement]:
    first = write_pages(plans, folder, pack=None, problems=[LOOK_AT_IT(where="甲.yaml")], digest="0123abcd")
    assert first == folder / "index.html"
    return {path.name: html.fromstring(path.read_text("utf-8")) for path in folder.glob("*.html")}


def bare(words: str) -> str:
    return "".join(words.split())


def marked(page: html.HtmlElement, style: str, address: str) -> str:
    """The words that a mark encloses, all its pieces together."""
    own, label = f'@data-of="{address}"', f'./td/a[@data-of="{address}"]'
    pieces = page.xpath(f'//*[@id="text"]//*[self::mark[{own}] or self::tr[{own} or {label}]]')
    return bare("".join(piece.text_content() for piece in pieces if style in piece.get("class").split()))


@pytest.fixture(scope="module")
def jilin() -> dict[str, Plan]:
    return pipeline.plans(packs.pack("jilin"))


@pytest.fixture(scope="module")
def jilin_pages(jilin: dict[str, Plan], tmp_path_factory: pytest.TempPathFactory) -> dict[str, html.HtmlElement]:
    return pages(jilin, tmp_path_factory.mktemp("pages"))


# ------------------------------------------------------------------ addresses and words


def test_every_commitment_has_exactly_one_address(tmp_path: Path) -> None:
    plans = {"notice": plan(NOTICE), "projects": commitments(document(PROJECTS, "projects.md"), None)}
    assert [len(plans["notice"].duties), len(plans["projects"].projects)] == [2, 2]
    shown = pages(plans, tmp_path)
    for page in document_pages(plans, None):
        ids = Counter(shown[page.file].xpath("//@id"))
        assert {item.id: ids[item.id] for item in page.items} == {item.id: 1 for item in page.items}
        assert max(ids.values()) == 1


def test_every_commitment_of_the_reference_pack_has_its_address_and_its_words(
    jilin: dict[str, Plan], jilin_pages: dict[str, html.HtmlElement]
) -> None:
    for page in document_pages(jilin, None):
        shown = jilin_pages[page.file]
        ids = Counter(shown.xpath("//@id"))
        wrong_address = [item.id for item in page.items if ids[item.id] != 1]
        wrong_words = [
            item.id for item in page.items if item.span and marked(shown, item.kind, item.id) != bare(item.span.quote)
        ]
        assert (page.id, wrong_address, wrong_words) == (page.id, [], [])


def test_the_text_is_shown_whole_and_as_issued(
    jilin: dict[str, Plan], jilin_pages: dict[str, html.HtmlElement]
) -> None:
    for page in document_pages(jilin, None):
        (article,) = jilin_pages[page.file].xpath('//*[@id="text"]')
        for around in article.xpath('./header | ./p[contains(@class, "answer")]'):
            around.drop_tree()
        original = page.plan.document
        assert bare(article.text_content()) == bare(original.received.text[original.start : original.end])


def test_a_mark_encloses_the_quote_of_its_commitment(tmp_path: Path) -> None:
    notice = plan(NOTICE)
    page = pages({"notice": notice}, tmp_path)["notice.html"]
    assert marked(page, "duty", "d1") == notice.duties[0].span.quote
    assert marked(page, "clause", "d1") == "（州水务局牵头，州园林局等参与）"
    assert marked(page, "deadline", "d1") == "2019年年底前"
    assert marked(page, "target", "t1") == notice.targets[0].quote
    assert marked(page, "citation", "c1") == notice.metadata.cited[0].span.quote


def test_a_target_inside_a_duty_lies_inside_its_mark_and_both_notes_say_so(tmp_path: Path) -> None:
    notice = plan(NOTICE)
    page = pages({"notice": notice}, tmp_path)["notice.html"]
    (inside,) = [n for n, target in enumerate(notice.targets, 1) if "200公里" in target.quote]
    assert page.xpath(f'//mark[@id="d1"]//mark[@id="t{inside}"]')
    assert page.xpath(f'//*[@id="d1-note"]//a[@href="#t{inside}"]')
    assert page.xpath(f'//*[@id="t{inside}-note"]//a[@href="#d1"]')


def test_a_row_of_a_project_table_is_the_project(tmp_path: Path) -> None:
    page = pages({"projects": commitments(document(PROJECTS, "projects.md"), None)}, tmp_path)["projects.html"]
    rows = {row.get("id"): bare(row.text_content()) for row in page.xpath('//*[@id="text"]//tr[@id]')}
    assert rows == {
        "p1": "1甲江绿道州园林局全长200公里2018—202012",
        "p2": "2乙湖湿地州水务局恢复湿地300公顷2019—20213.5",
    }


def test_a_merged_cell_is_drawn_once() -> None:
    rows = "<tr><td colspan=2>绿道</td><td rowspan=2>湿地</td></tr><tr><td>里程</td><td>投资</td></tr>"
    original = document(f"<html><body><p>附表如下：</p><table border=1>{rows}</table></body></html>", "table.html")
    cells = html.fragment_fromstring(rendered(original), create_parent="div").xpath("//tr/*")
    assert [(cell.text_content(), cell.get("colspan"), cell.get("rowspan")) for cell in cells] == [
        ("绿道", "2", None), ("湿地", None, "2"), ("里程", None, None), ("投资", None, None),
    ]  # fmt: skip


def test_every_link_inside_the_folder_leads_somewhere(jilin_pages: dict[str, html.HtmlElement]) -> None:
    ids = {name: set(page.xpath("//@id")) for name, page in jilin_pages.items()}
    ids |= {name: set() for name in ("duties.csv", "targets.csv", "projects.csv")}
    lost = []
    for name, page in jilin_pages.items():
        for address in set(page.xpath("//@href")):
            parts = urlsplit(address)
            file = unquote(parts.path) or name
            if file not in ids or (parts.fragment and parts.fragment not in ids[file]):
                lost.append((name, address))
    assert lost == []


# ------------------------------------------------------------------ marks that overlap


def rendered(original: Document, *marks: Mark) -> str:
    return str(TextView(original, marks).render())


def test_marks_that_cross_are_shown_in_pieces_and_the_first_bears_the_address() -> None:
    shown = rendered(
        document("甲乙丙丁戊己庚。"), Mark(1, 4, "duty", "d1", anchor=True), Mark(3, 6, "target", "t1", anchor=True)
    )
    assert shown == (
        '<p>甲<mark class="duty" id="d1" data-of="d1">乙丙<mark class="target" id="t1" data-of="t1">丁</mark></mark>'
        '<mark class="target" data-of="t1">戊己</mark>庚。</p>'
    )


def test_marks_of_the_same_words_lie_in_one_another() -> None:
    shown = rendered(
        document("甲乙丙。"), Mark(0, 3, "duty", "d1", anchor=True), Mark(0, 3, "target", "t1", anchor=True)
    )
    assert shown == (
        '<p><mark class="duty" id="d1" data-of="d1"><mark class="target" id="t1" data-of="t1">甲乙丙</mark></mark>。</p>'
    )


def test_a_mark_over_two_paragraphs_has_one_address() -> None:
    original = document("一、总体要求。\n加快建设绿道。")
    shown = html.fragments_fromstring(rendered(original, Mark(2, 12, "duty", "d1", anchor=True)))
    pieces = [mark for paragraph in shown for mark in paragraph.iter("mark")]
    assert [(piece.get("id"), piece.text_content()) for piece in pieces] == [("d1", "总体要求。"), (None, "加快建设")]


def test_print_that_the_reading_left_out_stays_in_the_text_set_apart() -> None:
    original = document("加快建设绿\n道，加快建设滨\n江公园，完善服务设施。")
    words = rendered(original, Mark(0, len(original.received.text), "duty", "d1", anchor=True))
    assert bare(html.fromstring(words).text_content()) == bare(original.received.text)


# ------------------------------------------------------------------ hostile and empty material


def test_hostile_text_is_escaped_and_no_script_but_ours_may_run(tmp_path: Path) -> None:
    attack = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'"
    text = NOTICE.replace("州水务局牵头", f"州水务局{attack}牵头").replace("绿道密度", f"绿道{attack}密度")
    shown = pages({f"a{attack}": plan(text)}, tmp_path)
    assert len(shown) == 3
    for name, page in shown.items():
        (script,) = page.xpath("//script")
        digest = b64encode(hashlib.sha256(script.text.encode()).digest()).decode()
        (policy,) = page.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')
        assert f"script-src 'sha256-{digest}'" in policy, name
        assert not page.xpath("//img | //*[@onerror] | //*[@onclick] | //*[@style]"), name
    assert any(attack in page.text_content() for page in shown.values())


def test_no_page_fetches_anything(jilin_pages: dict[str, html.HtmlElement]) -> None:
    for name, page in jilin_pages.items():
        assert not page.xpath("//@src | //link | //iframe | //object | //form[@action]"), name
        outside = [address for address in page.xpath("//@href") if urlsplit(address).scheme or address.startswith("//")]
        assert outside == [], name
        (style,) = page.xpath("//style")
        assert not re.search(r"url\(|@import", style.text), name


def test_a_document_without_any_commitment_has_a_page_with_its_text(tmp_path: Path) -> None:
    shown = pages({"letter": plan("今天天气很好。")}, tmp_path)
    words = shown["letter.html"].text_content()
    assert "今天天气很好。" in words
    assert "没有读出任务、目标或项目" in words
    assert "这些文件里没有读出任务" in shown["tables.html"].text_content()


def test_nothing_to_show_is_said(tmp_path: Path) -> None:
    assert "没有文件" in pages({}, tmp_path)["index.html"].text_content()


def test_names_of_documents_make_safe_and_different_files(tmp_path: Path) -> None:
    plans = {name: plan("今天天气很好。") for name in ("../../secret", "index", "a b", "a/b", "文件一.txt#1", "")}
    pages(plans, tmp_path / "pages")
    assert [path.name for path in tmp_path.iterdir()] == ["pages"]
    names = {path.name for path in (tmp_path / "pages").glob("*.html")} - {"index.html", "tables.html"}
    assert names == {"secret.html", "index-2.html", "a-b.html", "a-b-2.html", "文件一.txt-1.html", "document.html"}


# ------------------------------------------------------------------ figures and tables


def test_the_answer_counts_what_the_pages_hold(tmp_path: Path) -> None:
    notice = plan(NOTICE)
    shown = pages({"notice": notice}, tmp_path)
    (answer,) = shown["index.html"].xpath('//p[@class="answer"]')
    problems = len(notice.problems) + 1
    said = f"1份文件，2项任务，{len(notice.targets)}个目标，0个项目，{problems}处疑点。"
    assert answer.text_content() == said
    assert len(answer.xpath("./a")) == 5
    assert len(shown["tables.html"].xpath('//section[@id="duties"]//tbody/tr')) == 2
    assert len(shown["index.html"].xpath('//section[@id="problems"]//tbody/tr')) == problems


def test_duties_are_counted_by_organisation_and_role(tmp_path: Path) -> None:
    index = pages({"notice": plan(NOTICE)}, tmp_path)["index.html"]
    rows = {
        row.xpath('string(./summary/span[@class="name"])'): row.xpath("./h4/text()")
        for row in index.xpath('//section[@id="organisations"]//details[summary/span]')
    }
    assert rows == {"州水务局": ["牵头 1"], "州园林局": ["共同负责 1", "配合 1"]}


def test_a_year_without_deadlines_is_named_as_a_gap(tmp_path: Path) -> None:
    text = "到2020年，全州绿道密度达到60%以上。\n到2023年，全州绿道密度达到70%以上。"
    chart = pages({"plan": plan(text)}, tmp_path)["index.html"].xpath('//svg[@class="timeline"]')[0]
    assert [words.text for words in chart.iter("text")] == ["2020", "1个目标", "2021—2022年：无", "2023", "1个目标"]


def test_a_spreadsheet_takes_every_cell_as_text_and_no_formula(tmp_path: Path) -> None:
    pages(
        {"projects": commitments(document(PROJECTS.replace("甲江绿道", "=HYPERLINK(1)"), "projects.md"), None)},
        tmp_path,
    )
    data = (tmp_path / "projects.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines()))
    assert [(row["编号"], row["项目"], row["总投资"]) for row in rows] == [
        ("projects#p1", "'=HYPERLINK（1）", "12"),
        ("projects#p2", "乙湖湿地", "3.5"),
    ]
