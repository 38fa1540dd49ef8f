"""Which column of a long table holds what: by the usual headers, and as the mapping says otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from luoshi.model.mapping import LONG_HEADER, Fixed, Holds, TableMapping
from luoshi.model.observation import letters
from luoshi.observe.headings import plain

# Other heads of columns that offices use for the same; `tables.yaml` need not name them.
_ALSO: Mapping[str, Holds] = {
    "行政区划代码": "place_code", "代码": "place_code", "地区名称": "place", "市州": "place", "城市": "place",
    "市县": "place", "年": "period", "年度": "period", "时间": "period", "时期": "period", "报告期": "period",
    "指标名称": "indicator", "统计指标": "indicator", "值": "value", "数据": "value", "指标值": "value",
    "计量单位": "unit", "数据来源": "statistics", "资料来源": "statistics", "说明": "note", "注释": "note",
}  # fmt: skip


def held_by(header: Sequence[str], mapping: TableMapping) -> dict[int, Holds]:
    """What the columns of a long table hold, by their number from 1; a column that nobody knows is left out.

    >>> held_by(["市州", "年份", "数字"], TableMapping("t", "a.csv", columns={"C": "value"}))
    {1: 'place', 2: 'period', 3: 'value'}
    """
    found: dict[int, Holds] = {}
    for is_said in (True, False):
        for number, printed in enumerate(header, 1):
            held = _said(number, printed, mapping) if is_said else _usual(printed)
            # Of several columns that hold the same, the one that the mapping names, or else the first.
            if isinstance(held, str) and number not in found and (held == "skip" or held not in found.values()):
                found[number] = held
    return dict(sorted(found.items()))


def _said(number: int, printed: str, mapping: TableMapping) -> Holds | Fixed | None:
    names = (printed.strip(), _word(printed), letters(number))
    return next((mapping.columns[name] for name in names if name in mapping.columns), None)


def _usual(printed: str) -> Holds | None:
    return LONG_HEADER.get(_word(printed)) or _ALSO.get(_word(printed))


def _word(printed: str) -> str:
    return "".join(plain(printed).split())
