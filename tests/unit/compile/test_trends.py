"""Trends: a promised direction without a number."""

from __future__ import annotations

import pytest

from luoshi.compile.trends import trends


@pytest.mark.parametrize(
    ("text", "direction", "comparator"),
    [
        ("肥料用量逐年下降", "down", None),
        ("肥料用量持续减少", "down", None),
        ("绿道里程稳步增长", "up", None),
        ("绿道里程逐年增加", "up", None),
        ("花农收入与经济同步增长", "up", None),
        ("绿道密度不低于全省平均水平", "up", ">="),
        ("花农收入增速高于全市平均水平", "up", ">"),
        ("花农收入增速快于经济增速", "up", ">"),
        ("损耗率低于全省平均水平", "down", "<"),
        ("损耗率不高于全省平均水平", "down", "<="),
    ],
)
def test_a_direction_that_a_series_can_contradict_is_a_trend(text: str, direction: str, comparator: str | None) -> None:
    (trend,) = trends(text, 0, len(text))
    assert (trend.direction, trend.comparator) == (direction, comparator)
    assert text[trend.start : trend.end].endswith(text[-2:])


@pytest.mark.parametrize("text", ["绿道显著改善", "绿道明显增多", "不断提高服务水平", "加快修建绿道", ""])
def test_what_no_series_can_contradict_is_none(text: str) -> None:
    assert list(trends(text, 0, len(text))) == []
