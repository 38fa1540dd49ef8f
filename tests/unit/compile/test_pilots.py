"""Pilots: given, to be applied for, or another's."""

from __future__ import annotations

import pytest

from luoshi.compile.pilots import pilot


@pytest.mark.parametrize(
    "text",
    ["争取甲县纳入国家湿地修复试点。", "申报绿道建设示范城市。", "支持乙县创建花木示范区。", "推动甲州列入先行区。"],
)
def test_what_is_to_be_won_is_to_be_applied_for(text: str) -> None:
    assert pilot(text) == "to-apply"


@pytest.mark.parametrize(
    "text", ["开展湿地修复试点。", "抓好绿道建设示范工程。", "深入推进花木试验区建设，做好甲县试点。"]
)
def test_what_is_carried_out_is_confirmed(text: str) -> None:
    assert pilot(text) == "confirmed"


@pytest.mark.parametrize("text", ["借鉴外省湿地修复试点经验。", "密切关注乙省示范区进展。", "复制推广试验区的做法。"])
def test_what_others_do_is_elsewhere(text: str) -> None:
    assert pilot(text) == "elsewhere"


@pytest.mark.parametrize("text", ["", "修建绿道。", "争取国家资金。", "推广新树种。"])
def test_a_measure_without_a_pilot_has_no_class(text: str) -> None:
    assert pilot(text) is None
