"""Traditional characters become simplified ones, one for one."""

from __future__ import annotations

from luoshi.read.flow import fold
from luoshi.read.traditional import table

TRADITIONAL = "關於加強園區環境保護的實施意見，責任單位：縣財政廳、縣發展改革委，對應設備應當開放。"


def test_every_character_becomes_one_character() -> None:
    assert {len(new) for new in table().values()} == {1}


def test_a_traditional_copy_is_read_as_the_simplified_original() -> None:
    assert fold(TRADITIONAL) == "关于加强园区环境保护的实施意见，责任单位：县财政厅、县发展改革委，对应设备应当开放。"


def test_one_traditional_name_in_a_simplified_text_is_left_as_printed() -> None:
    simplified = "请各县把花木名录报送市园林局，由市园林局会同市水务局核定以后统一公布。" * 5
    assert fold(simplified + "陳對甫") == simplified + "陳對甫"
