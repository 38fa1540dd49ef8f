"""The pages of evaluations: every number, every missing place and every unofficial parameter is on them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from luoshi import packs, pipeline
from luoshi.assessing import assess
from luoshi.keeping import observed
from luoshi.model.assessed import Assessed
from luoshi.publish.page_cities import Evaluations, pages_of
from luoshi.publish.page_evaluation import evaluation_page, evaluations

JILIN = packs.pack("jilin")
STORE = observed(JILIN)[0]


@pytest.fixture(scope="module")
def coordination() -> Assessed:
    return assess(JILIN, STORE, "coordination", as_of=2018, replications=50, sobol=False, earlier=True)


@pytest.fixture(scope="module")
def page(coordination: Assessed) -> str:
    return evaluation_page(coordination, JILIN, 2018)


@pytest.fixture(scope="module")
def every() -> Evaluations:
    found = pipeline.evaluated(JILIN, STORE, as_of=2018)
    assert found is not None
    return found


def test_the_answer_comes_first(page: str) -> None:
    (answer,) = re.findall('<p class="answer">(.*?)</p>', page)
    assert answer.startswith("2018年8个地区有得分：长春市（")
    assert "延边朝鲜族自治州缺数据" in answer


def test_ranking_map_and_path_are_drawn(page: str) -> None:
    assert page.count('<figure class="figure">') >= 4
    assert "地图仅示意数据的分布" in page


def test_every_parameter_that_is_not_official_says_so(page: str, coordination: Assessed) -> None:
    rules = page[page.index('id="rules"') :] if 'id="rules"' in page else page[page.rindex("参数") :]
    rows = re.findall("<tr>(.*?)</tr>", rules)[1:]
    assert len(rows) > 10
    assert [row for row in rows if "系统默认，非官方" not in row] == []


def test_what_has_no_figures_is_listed_with_who_should_supply_it(page: str, coordination: Assessed) -> None:
    for one in coordination.scheme.lacking:
        assert one.title in page
    assert "请由吉林省统计局" in page


def test_every_value_leads_to_its_row(page: str) -> None:
    assert len(re.findall(r"\.csv 第\d+行", page)) >= 8 * 9


def test_both_forms_stand_beside_each_other_and_are_not_compared(page: str) -> None:
    assert page.count("标准式（参考）") == 8
    assert "两种公式的结果不比较" in page


def test_earlier_stretches_are_apart(page: str) -> None:
    assert "段与段之间的得分不可比较" in page
    assert "2010—2012年" in page


def test_breaks_are_named_where_the_years_end(page: str) -> None:
    assert "2015年与2016年之间“" in page
    assert "不跨断点比较" in page


def test_a_page_of_nobody_says_from_which_year_there_are_figures() -> None:
    found = assess(JILIN, STORE, "coordination", as_of=2023, replications=50, sobol=False)
    page = evaluation_page(found, JILIN, 2023)
    assert "2023年没有一个地区数据齐全，不评分" in page
    assert "<figure" not in page


def test_the_list_leads_to_every_page(every: Evaluations) -> None:
    page = evaluations(every)
    for one in every.assessed:
        assert f"evaluation-{one.scheme.id}.html" in page
    files = [file for file, *_ in pages_of(every)]
    assert files == [
        "classes.html", "appraisal-exhausted-yearly.html", "appraisal-seven-items.html", "structure.html", "support-list.html",
        "payment-transfer-payment.html", "protection-priority-farmland.html",
    ]  # fmt: skip
    for file, title, answer, draw in pages_of(every):
        assert f'href="{file}"' in page
        assert title in page
        assert answer in draw()


def drawn(every: Evaluations, name: str) -> str:
    return next(draw() for file, _, _, draw in pages_of(every) if file == name)


def test_the_page_of_classes_has_the_law_beside_the_indices_and_the_trace_of_each(every: Evaluations) -> None:
    page = drawn(every, "classes.html")
    assert "现行成长型1个、成熟型2个、衰退型7个、再生型1个" in page
    assert page.count("2013年名单（国发〔2013〕45号）") == 11
    assert "class_changes.yaml" in page
    songyuan = page[page.index('<th scope="row" class="nowrap">松原市') :].split("</tr>")[0]
    assert "<td>S</td>" in songyuan, "its index of sustainability lies on the edge"


def test_an_appraisal_page_has_every_item_of_every_city_and_no_zero_for_a_gap(every: Evaluations) -> None:
    page = drawn(every, "appraisal-exhausted-yearly.html")
    assert page.count("<td>历史遗留矿山地质环境恢复治理率</td>") == 7
    assert "不适用" in page
    assert "系统默认，非官方" in page


def test_the_support_page_has_each_year_and_each_decision_with_its_evidence(every: Evaluations) -> None:
    page = drawn(every, "support-list.html")
    assert page.count("首轮4") == 7
    assert page.count("国务院确定的") == 7
    assert "待定" in page


def test_the_payment_page_says_which_factors_nobody_printed(every: Evaluations) -> None:
    page = drawn(every, "payment-transfer-payment.html")
    assert page.count("系统默认，非官方") == 5
    assert page.count("缺少资金总额") == 7


def test_the_page_of_the_economy_says_what_a_finer_analysis_lacks(every: Evaluations) -> None:
    page = drawn(every, "structure.html")
    assert "区位商" in page
    assert "rank_industries" in page
    assert "第一产业增加值" in page, "why the place without figures has none"


def test_how_scores_lie_on_the_map_says_how_far_so_few_places_can_tell(every: Evaluations) -> None:
    found = {one.scheme.id: evaluation_page(one, JILIN, 2018) for one in every.assessed}
    assert "只有8个地区" in found["coordination"]
    assert "全局莫兰指数" in found["coordination"]
    assert "县区与所属市（州）套叠" in found["dependence-census"]


def test_a_year_that_lacks_figures_is_said(every: Evaluations) -> None:
    census = next(one for one in every.assessed if one.scheme.id == "dependence-census")
    assert census.as_of == 2010
    assert "2018年数据不全，这是数据齐全的最近一年" in evaluations(every)


def test_text_of_a_pack_cannot_become_markup(coordination: Assessed) -> None:
    from dataclasses import replace

    scheme = replace(coordination.scheme, title="<script>alert(1)</script>")
    page = evaluation_page(replace(coordination, scheme=scheme), JILIN, 2018)
    assert "<script>" not in page


def test_a_page_on_its_own_leads_nowhere_else(tmp_path: Path, coordination: Assessed) -> None:
    from luoshi.publish.page import write_evaluation

    text = write_evaluation(coordination, JILIN, tmp_path / "page.html").read_text("utf-8")
    assert {link for link in re.findall('href="([^"]*)"', text) if not link.startswith("#")} == set()


def test_every_figure_leads_to_the_rows_it_is_drawn_from(page: str) -> None:
    figures = re.findall(r"<figure.*?</figure>", page, re.S)
    assert len(figures) > 3
    for figure in figures:
        leads = re.findall(r'<a href="#([^"]+)" class="origin">', figure)
        assert leads
        assert all(f'id="{one}"' in page for one in leads)
