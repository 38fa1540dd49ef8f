"""Rows: a sequence of nouns that becomes a data frame when asked."""

from __future__ import annotations

from luoshi.model import Rows
from luoshi.testing import plan

TEXT = "一、任务\n（一）2020年底前制定《绿道办法》，建成花房300座。（州水务局牵头，州园林局、甲县政府参与）"


def test_rows_are_a_sequence() -> None:
    duties = plan(TEXT).duties
    assert (len(duties), duties[0], list(duties)) == (1, duties[-1], [duties[0]])
    assert isinstance(duties, tuple)


def test_a_frame_has_a_row_a_noun_and_a_column_a_field() -> None:
    found = plan(TEXT)
    (row,) = found.duties.to_frame().to_dicts()
    assert (row["number"], row["lead"], row["participants"], row["places"]) == (
        "（一）",
        ["州水务局"],
        ["州园林局"],
        ["甲县政府"],
    )
    assert row["parties"] == ["州水务局", "州园林局", "甲县政府"]
    assert row["deadlines"] == ["2020年底前"]
    assert row["deliverables"] == ["绿道办法"]
    assert row["span"] == f"plan.txt:{found.duties[0].span.start}-{found.duties[0].span.end}"


def test_a_gap_is_null_and_not_zero() -> None:
    (row,) = plan("一、目标\n到2020年，肥料用量逐年下降。").targets.to_frame().to_dicts()
    assert (row["value"], row["high"], row["baseline_year"]) == (None, None, None)


def test_a_column_that_is_empty_in_many_first_rows_keeps_its_later_values() -> None:
    sentences = [f"（{n}）到2020年，肥料用量逐年下降。" for n in "一二三四五六七八九十"] * 12
    found = plan("\n".join([*sentences, "（一）到2020年，绿道密度达到60%。"])).targets
    assert found.to_frame()["value"].to_list()[-1] == 60


def test_no_rows_are_an_empty_frame() -> None:
    assert Rows(()).to_frame().shape == (0, 0)
