"""When: the points and spans of time that a document states, and the last day that each allows.

到2020年 → the last day of 2020; 2017年6月底前 → 30 June; “十三五”期间 → from 2016 to the last day of 2020; 三年内 is a span
whose end is known only where the document says from when, and has no date otherwise.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from luoshi.compile.numbers import numeral

_CENTURY = r"(?:19|20)\d\d|二[零一二三四五六七八九]{3}"
# The twelfth five-year plan ran from 2011 to 2015, the thirteenth from 2016, and so on.
_PLAN = r"[“\"]?(?P<plan>十[一二三四五六七])五[”\"]?"

EXPRESSION = re.compile(
    rf"(?P<since>{_CENTURY})年?[-—至到]+(?P<until>{_CENTURY})年(?!度?(?:以来|末?数据))"
    rf"|(?P<year>{_CENTURY})年(?P<half>上半年|中)?"
    r"(?:(?P<month>1[0-2]|0?[1-9]|[一二三四五六七八九十]{1,2})月(?:份|(?P<day>[12]\d|3[01]|0?[1-9])日)?)?(?P<quarter>第?[一二三四]季度)?"
    r"(?:年?[底末](?:前|以前|之前)?|年终|度末?|前|以前|之前)?"
    rf"|{_PLAN}(?:规划)?(?:期间|时期|期末|末期?|期内|后期|以来)?"
    r"|(?P<months>[一二三四五六七八九十]{1,2}|\d{1,2})月[底末](?:前|之前)?"
    r"|(?P<span>[一二三四五六七八九十两\d]{1,3})(?:至[一二三四五六七八九十\d]{1,2}|-\d{1,2})?(?:个月|年)(?:左右)?(?:时间)?(?:之?内|以内)"
    r"|(?:今年|本年|年)[底末内](?:前|之前)?"
)


@dataclass(frozen=True, slots=True)
class When:
    """A stated time in the flow: its place, the first year of a span, and its last day (None where not a date)."""

    start: int
    end: int
    due: date | None
    since: int | None = None


def times(flow: str, start: int = 0, end: int | None = None) -> list[When]:
    """Every time stated in a piece of the flow.

    >>> [(w.due.isoformat(), w.since) for w in times("到2020年达到60%；“十三五”期间累计；2017年6月底前完成；2013-2017年")]
    [('2020-12-31', None), ('2020-12-31', 2016), ('2017-06-30', None), ('2017-12-31', 2013)]
    """
    found = EXPRESSION.finditer(flow, start, len(flow) if end is None else end)
    return [_when(match) for match in found if not _is_no_time(flow, match)]


def _is_no_time(flow: str, match: re.Match[str]) -> bool:
    return match["plan"] is not None and flow[match.end() : match.end() + 2] in ("以来", "以前")


def _when(match: re.Match[str]) -> When:
    start, end = match.span()
    if match["until"]:
        since, until = _year(match["since"]), _year(match["until"])
        return When(start, end, date(until, 12, 31), since)
    if match["year"]:
        return When(start, end, _last_day(match))
    if match["plan"]:
        last = 2010 + 5 * ("一二三四五六七".index(match["plan"][1]))
        return When(start, end, date(last, 12, 31), last - 4)
    return When(start, end, None)


def _year(text: str) -> int:
    return int(text) if text.isdigit() else numeral(text) or 0


def _last_day(match: re.Match[str]) -> date:
    year, month = _year(match["year"]), 12
    if match["month"]:
        month = int(match["month"]) if match["month"].isdigit() else numeral(match["month"]) or 12
    elif match["half"]:
        month = 6
    elif match["quarter"]:
        month = 3 * ("一二三四".index(match["quarter"].lstrip("第")[0]) + 1)
    month = min(max(month, 1), 12)
    last = monthrange(year, month)[1]
    return date(year, month, min(int(match["day"]), last) if match["day"] else last)
