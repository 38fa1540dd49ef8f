"""Plans for eyes at a terminal."""

from __future__ import annotations

import io

import pytest
from rich.console import Console, RenderableType

from luoshi.model import Difference, Kind
from luoshi.publish import terminal
from luoshi.testing import document, plan, target

TEXT = """甲州人民政府关于绿道建设的通知
甲政发〔2018〕12号
各县人民政府：
一、主要目标
到2020年，全州绿道密度达到60%以上。
二、主要任务
（一）整治岸线。（州水务局牵头，州园林局等参与）
（二）栽种花木。（州园林局负责）
"""


def shown(thing: RenderableType, width: int = 160) -> str:
    console = Console(file=io.StringIO(), width=width)
    console.print(thing)
    return console.file.getvalue()  # type: ignore[attr-defined]


def test_the_overview_shows_documents_organisations_and_targets() -> None:
    page = shown(terminal.overview({"a": plan(TEXT)}))
    for words in (
        "甲州人民政府关于绿道建设的通知",
        "甲政发〔2018〕12号",
        "州园林局",
        "全州绿道密度",
        "≥60%",
        "2020-12-31",
    ):
        assert words in page


def test_several_documents_have_a_total() -> None:
    assert "合计" in shown(terminal.documents_table({"a": plan(TEXT), "b": plan(TEXT)}))
    assert "合计" not in shown(terminal.documents_table({"a": plan(TEXT)}))


def test_a_document_without_a_title_is_called_by_its_file() -> None:
    assert "a.txt" in shown(terminal.documents_table({"a.txt": plan("一、栽树。")}))


def test_what_is_not_shown_is_counted() -> None:
    many = "\n".join(f"（一）整治第{n}岸。（第{n}水务局负责）" for n in "一二三四五")
    assert "另有 3 个单位" in shown(terminal.departments_table({"a": plan(many)}, most=2))
    targets = "\n".join(f"（一）到2020年，第{n}绿道密度达到60%。" for n in "一二三四五")
    assert "另有 3 项" in shown(terminal.targets_table({"a": plan(targets)}, most=2))


def test_organisations_are_ranked_by_what_they_lead() -> None:
    page = shown(terminal.departments_table({"a": plan(TEXT)}, most=12))
    assert page.index("州园林局") < page.index("州水务局")


@pytest.mark.parametrize(
    ("promise", "text"),
    [
        ("绿道密度达到60%以上", "≥60%"),
        ("绿道密度超过60%", "＞60%"),
        ("损耗率控制在6%以内", "≤6%"),
        ("损耗率低于6%", "＜6%"),
        ("绿道密度达到60%左右", "≈60%"),
        ("绿道密度为60%", "＝60%"),
        ("绿道密度达到4.5%以上", "≥4.5%"),
        ("建成3—5个花木基地", "3–5个"),
        ("肥料用量逐年下降", "↓ 下降"),
        ("绿道里程逐年增加", "↑ 上升"),
    ],
)
def test_a_value_is_shown_as_one_reads_it(promise: str, text: str) -> None:
    assert terminal.value_text(target(f"一、目标\n到2020年，{promise}。")) == text


def test_duties_say_who_does_what_by_which_rule() -> None:
    page = shown(terminal.duties_table(plan(TEXT)))
    for words in ("整治岸线", "州水务局", "明示", "并列"):
        assert words in page


def test_blocks_are_shown_with_their_places_in_the_file() -> None:
    page = shown(terminal.blocks_table(document("一、目标\n栽 树。")))
    assert "0–4" in page
    assert "5–9" in page
    assert "栽树。" in page


def test_problems_are_said_as_place_matter_and_advice() -> None:
    kind = Kind(code="test", zh="太干了", en="too dry", hint_zh="请浇水。", hint_en="Water it.")
    console = Console(file=io.StringIO(), width=160)
    terminal.say([kind(where="a.txt")], console)
    first, second = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    assert first.split() == ["a.txt", "太干了", "too", "dry"]
    assert second.split() == ["请浇水。", "Water", "it."]


def test_a_machine_that_agrees_with_the_review_is_said_to() -> None:
    difference = Difference("new", "a", "a#1", "duty", "", "", "")
    assert "一致" in terminal.differences_summary([])
    assert "1 处" in terminal.differences_summary([difference])
