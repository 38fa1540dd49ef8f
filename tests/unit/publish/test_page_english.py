"""The frame of a page in English, and what stays as issued."""

from __future__ import annotations

import re

import pytest

from luoshi.publish.page_english import PATTERNS, WORDS, in_english


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ('<h2>依据 <span lang="en">why</span></h2>', "<h2>Why</h2>"),
        ("<th>目标值</th>", "<th>Target value</th>"),
        ("<td> 2019年数值 </td>", "<td> Value of 2019 </td>"),
        ("<td>environment.csv 第12行</td>", "<td>environment.csv row 12</td>"),
        ('<nav aria-label="目录"></nav>', '<nav aria-label="Contents"></nav>'),
        ("<p>供数单位：吉林省民政厅。</p>", "<p>From: 吉林省民政厅.</p>"),
    ],
)
def test_the_frame_is_put_into_english(zh: str, en: str) -> None:
    assert in_english(zh) == en


@pytest.mark.parametrize(
    "issued",
    [
        "<q>目标</q>",
        "<blockquote><p>目标</p></blockquote>",
        '<article class="document" id="text"><h2>目标</h2><p>任务</p></article>',
        "<td>吉林市</td>",
        "<p>完成目标任务的时限</p>",
    ],
)
def test_what_was_issued_and_names_stay(issued: str) -> None:
    assert in_english(issued) == issued


def test_what_the_pack_names_in_both_languages_is_said_in_english_and_escaped() -> None:
    assert in_english("<th>城镇化率</th>", {"城镇化率": "A <b> & c"}) == "<th>A &lt;b&gt; &amp; c</th>"


def test_markup_in_a_label_stays_escaped() -> None:
    assert in_english("<p>来源：&lt;script&gt;</p>") == "<p>Source: &lt;script&gt;</p>"


def test_no_english_is_left_in_chinese_but_units_and_quoted_words() -> None:
    said = [*WORDS.values(), *(english for _, english in PATTERNS)]
    assert [one for one in said if re.search("[\u4e00-\u9fff]", one.replace("万元", "").replace("“等”", ""))] == []
