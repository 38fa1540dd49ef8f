"""A document compiled: every part of the grammar in its place."""

from __future__ import annotations

from datetime import date

from luoshi.compile import commitments
from luoshi.testing import document, plan

TEXT = """甲州人民政府关于绿道建设的通知
甲政发〔2018〕12号
各县人民政府：
一、主要目标
到2020年，全州绿道密度达到60%以上。
二、主要任务
（一）年底前制定《绿道办法》，建成花房30座。（州水务局牵头，州园林局参与）
甲州人民政府
2018年5月22日
"""


def test_every_part_of_the_grammar_has_its_say() -> None:
    found = plan(TEXT)
    assert found.metadata.doc_number == "甲政发〔2018〕12号"
    assert [provision.path for provision in found.outline] == ["一", "二", "二/（一）"]
    assert [(t.indicator, t.value) for t in found.targets] == [("全州绿道密度", 60), ("花房", 30)]
    assert [(d.lead, d.participants) for d in found.duties] == [(("州水务局",), ("州园林局",))]
    assert [deadline.due for deadline in found.duties[0].deadlines] == [date(2018, 12, 31)]


def test_targets_stand_in_the_order_of_the_text_wherever_they_were_found() -> None:
    text = "一、目标\n到2020年，绿道密度达到60%。\n指标\t单位\t2015年\t2020年\n成活率\t%\t80\t95\n到2020年，花房达到300座。"
    starts = [target.span.start for target in plan(text).targets]
    assert len(starts) == 3
    assert starts == sorted(starts)


def test_a_target_of_a_table_stands_in_its_provision() -> None:
    text = "一、目标\n二、指标\n指标\t单位\t2015年\t2020年\n成活率\t%\t80\t95\n"
    assert [target.path for target in plan(text).targets] == ["二"]


def test_the_same_document_gives_the_same_plan() -> None:
    read = document(TEXT)
    assert commitments(read) == commitments(read)


def test_nothing_gives_an_empty_plan() -> None:
    found = plan("")
    assert (found.outline, found.duties, found.targets, found.projects, found.problems) == ((), (), (), (), ())
