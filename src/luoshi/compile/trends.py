"""Trends: a direction that is promised without a number (逐年下降, 与经济同步增长), and comparisons with a moving mark.

Only what a series can contradict is a trend: 显著提高 and 明显改善 promise nothing that could be checked, and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from luoshi.model.commitment import Comparator

TREND = re.compile(
    r"(?:逐年|持续|稳步|逐月)(?P<word>下降|降低|减少|提高|提升|增长|增加|上升|扩大|递减|递增)"
    r"|[与和同](?P<peer>[^，。；、与和同\n]{2,16}?)(?:保持)?同步(?P<joint>增长|提高|提升|(?=[，。；]))"
    r"|(?P<than>不低于|高于|快于|低于|不高于)(?P<mark>(?:全国|全省|全市|所在省份|同期|国家|地区生产总值|各项贷款"
    r"|经济|上年)[^，。；、\n]{0,14}?(?:平均水平|平均指标|平均值|增速|增幅|平均|水平|余额))"
)
_DOWN = {"下降", "降低", "减少", "递减"}


@dataclass(frozen=True, slots=True)
class Trend:
    """A promised direction: where its words stand, which way, and the comparison where there is one."""

    start: int
    end: int
    direction: Literal["up", "down"]
    comparator: Comparator | None


def trends(flow: str, start: int, end: int) -> Iterator[Trend]:
    """The trends in a piece of the flow.

    >>> [(t.direction, t.comparator) for t in trends("能耗逐年下降，收入与经济同步增长，达标率不低于全省平均水平", 0, 31)]
    [('down', None), ('up', None), ('up', '>=')]
    """
    for match in TREND.finditer(flow, start, end):
        if match["than"]:
            comparator: Comparator = {"不低于": ">=", "高于": ">", "快于": ">", "低于": "<", "不高于": "<="}[
                match["than"]
            ]  # type: ignore[assignment]
            yield Trend(match.start(), match.end(), "down" if comparator[0] == "<" else "up", comparator)
        else:
            yield Trend(match.start(), match.end(), "down" if match["word"] in _DOWN else "up", None)
