"""What stands in the cells of a project table: years and amounts as numbers."""

from __future__ import annotations

import re
from decimal import Decimal

_MONTH = r"(?:[年./-](?:1[0-2]|0?[1-9])(?!\d)月?|年)?"
_YEARS = re.compile(
    rf"(?P<start>(?:19|20)\d\d){_MONTH}"
    rf"(?:(?P<open>[-—~至到.、/起]+)(?:(?P<end>(?:19|20)\d\d){_MONTH}|(?P<short>\d\d)年?)?)?(?:底|前|建成|竣工|完工)?"
)
_PERIOD = re.compile(r"“?(十[一二三四五六])五”?(?:期间|时期)?")
_PERIOD_ENDS = {"十一": 2010, "十二": 2015, "十三": 2020, "十四": 2025, "十五": 2030, "十六": 2035}
_AMOUNT = re.compile(
    r"(?:约|共|计|合计|≈|~)? ?(?P<value>\d{1,3}(?:[,，]\d{3}){1,5}(?:\.\d{1,9})?|\d{1,15}(?:\.\d{1,9})?)"
    r" ?(?P<unit>[万亿百千]*元)?(?:左右)?"
)
_NOTHING = re.compile(r"[-—/\\*.·]*|无|待定|未定")


def years(text: str) -> tuple[int | None, int | None] | None:
    """First and last year as printed; None where the words are no years.

    >>> years("2014—2018"), years("2020.2021"), years("2019年"), years("2019-"), years("“十四五”"), years("新建")
    ((2014, 2018), (2020, 2021), (2019, 2019), (2019, None), (2021, 2025), None)
    """
    if _NOTHING.fullmatch(text):
        return None, None
    if period := _PERIOD.fullmatch(text):
        last = _PERIOD_ENDS[period[1]]
        return last - 4, last
    found = _YEARS.fullmatch(text.replace(" ", ""))
    if not found:
        return None
    start = int(found["start"])
    if found["end"]:
        return start, int(found["end"])
    if found["short"]:
        return start, start // 100 * 100 + int(found["short"])
    return start, None if found["open"] else start


def amount(text: str) -> tuple[Decimal | None, str] | None:
    """An amount and the unit that stands beside it; None where the words are no amount.

    >>> amount("1,234.5"), amount("约30"), amount("3.5亿元"), amount("—"), amount("3l")
    ((Decimal('1234.5'), ''), (Decimal('30'), ''), (Decimal('3.5'), '亿元'), (None, ''), None)
    """
    if _NOTHING.fullmatch(text):
        return None, ""
    found = _AMOUNT.fullmatch(text)
    if not found:
        return None
    return Decimal(found["value"].replace(",", "").replace("，", "")), found["unit"] or ""
