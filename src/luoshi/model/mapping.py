"""What stands where in a table that was received: enough to read it, and nothing that has to be run.

Every value of a table is a number at a row and a column. Its place, period, indicator and unit stand in the same row (in
columns that hold them), above it in the same column (in header rows that hold them), or hold for the whole sheet. A
mapping says which, and that covers the shapes that yearbooks and offices use.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from luoshi.model.observation import Quality

# What a column or a header row holds. `place_code` is a place by its code alone; `skip` is nothing that is read.
Holds = Literal[
    "place_code", "place", "period", "indicator", "value", "unit",
    "prices", "vintage", "quality", "statistics", "boundaries", "note", "skip",
]  # fmt: skip
Shape = Literal["long", "years-across", "places-down", "two-row-header", "grid"]

# How the columns of a long table are headed, in the order in which they are written.
LONG_HEADER: Mapping[str, Holds] = {
    "地区代码": "place_code", "地区": "place", "年份": "period", "指标": "indicator", "数值": "value", "单位": "unit",
    "价格": "prices", "发布日期": "vintage", "数据性质": "quality", "来源": "statistics", "边界": "boundaries", "备注": "note",
}  # fmt: skip
QUALITIES: Mapping[str, Quality] = {
    "最终": "final", "初步": "preliminary", "修订": "revised", "估计": "estimated", "填报": "reported",
    "填报快报": "reported-preliminary", "填报预计": "reported-estimated", "收回": "withdrawn",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fixed:
    """What is known of all values of a column, or of a whole sheet; blank where it stands elsewhere (固定内容).

    `prices` and `boundaries` are years, as text.
    """

    place: str = ""
    period: str = ""
    indicator: str = ""
    unit: str = ""
    prices: str = ""
    boundaries: str = ""


@dataclass(frozen=True, slots=True)
class TableMapping:
    """One received table, and what stands where in it (表格对应).

    Attributes:
        file: The name of the file, in `statistics/` of the pack or among what was received.
        sheet: Blank for the only one, or the first.
        shape: `long` has a row for each value; the others have values where rows and columns meet, and differ in what is
            meant where `header` and `columns` say nothing.
        header: What the rows of the header hold, by their number from 1.
        columns: What a column holds, by its letter or by its header; or what is known of all values in it.
        fixed: What holds for the whole sheet.
        words: Words of this table alone, and the id of the indicator or the code of the place that they mean.
        rows: The first and the last row with values; None for all below the header.
        skip: How the rows begin that are none of the values'.
        total: The place whose value stands in the rows called 合计; blank where they only sum up the rows of the table.
        statistics: The statistical source; a row that names its own is believed.
        published: When it was published; a row that names its own day is believed.
    """

    id: str
    file: str
    shape: Shape = "long"
    sheet: str = ""
    header: Mapping[int, Holds] = field(default_factory=dict)
    columns: Mapping[str, Holds | Fixed] = field(default_factory=dict)
    fixed: Fixed = Fixed()
    words: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[int, int] | None = None
    skip: tuple[str, ...] = ()
    total: str = ""
    statistics: str = ""
    published: date | None = None
    quality: Quality = "final"
    note: str = ""
