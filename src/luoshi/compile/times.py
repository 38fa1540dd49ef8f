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

# The look-ahead turns most characters away before any alternative is tried.
EXPRESSION = re.compile(
    r"(?=[0-9“\"一二三四五六七八九十两第今本当明次年全上])(?:"
    rf"(?P<since>{_CENTURY})年?[-—至到]+(?P<until>{_CENTURY})年"
    rf"|(?P<year>{_CENTURY})年(?P<half>上半年|中)?"
    r"(?:(?P<month>1[0-2]|0?[1-9]|[一二三四五六七八九十]{1,2})月(?:份|(?P<day>[12]\d|3[01]"
    r"|0?[1-9])日)?)?(?P<quarter>第?[一二三四]季度)?"
    r"(?:年?[底末](?:前|以前|之前)?|年终|度末|前|以前|之前)?"
    rf"|{_PLAN}(?:规划)?(?:期间|时期|期末|末期?|期内|后期)?"
    r"|(?P<nextyear>明年|次年)?(?<!\d)(?P<months>[一二三四五六七八九十]{1,2}|1[0-2]|0?[1-9])月(?:份|[底末]|(?P<days>[12]\d|3[01]"
    r"|0?[1-9])日)(?:前|之前)"
    r"|(?P<span>[一二三四五六七八九十两\d]{1,3})(?:[至到-](?P<spanlast>[一二三四五六七八九十\d]{1,2}))?(?P<measure>个月"
    r"|年)(?:左右)?(?:时间)?(?:之?内|以内)"
    r"|(?:(?P<next>明年)|今年|本年|当年|(?<!\d)年)(?:年?[底末内](?:前|之前)?|以?内)"
    r"|(?P<thisquarter>[一二三四]季度)(?:末|底|前)?|(?<=[，。；\n])(?:全年|(?P<firsthalf>上半年)))"
)


_HINT = re.compile("[年月度五]")


@dataclass(frozen=True, slots=True)
class When:
    """A stated time in the flow: its place, the first year of a span, and its last day (None where not a date)."""

    start: int
    end: int
    due: date | None
    since: int | None = None


def times(flow: str, start: int = 0, end: int | None = None, issued: date | None = None) -> list[When]:
    """Every time stated in a piece of the flow.

    Args:
        issued: The day of issue, from which 年底前, 6月底前 and 三年内 are counted; without it they have no date.

    >>> [(w.due.isoformat(), w.since) for w in times("到2020年达到60%；“十三五”期间累计；2017年6月底前完成；2013-2017年")]
    [('2020-12-31', None), ('2020-12-31', 2016), ('2017-06-30', None), ('2017-12-31', 2013)]
    """
    if not _HINT.search(flow, start, len(flow) if end is None else end):
        return []
    found = EXPRESSION.finditer(flow, start, len(flow) if end is None else end)
    return [_when(match, issued) for match in found if not _is_no_time(flow, match)]


def _is_no_time(flow: str, match: re.Match[str]) -> bool:
    return match["plan"] is not None and flow[match.end() : match.end() + 2] in ("以来", "以前")


def _when(match: re.Match[str], issued: date | None) -> When:
    start, end = match.span()
    if match["until"]:
        since, until = _year(match["since"]), _year(match["until"])
        return When(start, end, date(until, 12, 31), since)
    if match["year"]:
        return When(start, end, _last_day(match))
    if match["plan"]:
        last = 2010 + 5 * ("一二三四五六七".index(match["plan"][1]))
        return When(start, end, date(last, 12, 31), last - 4)
    return When(start, end, None if issued is None else _counted_from(match, issued))


def _counted_from(match: re.Match[str], issued: date) -> date | None:
    """The last day of a time that is told from the day of issue."""
    if match["months"]:
        month, year = _small(match["months"]), issued.year + (1 if match["nextyear"] else 0)
        last = monthrange(year, month)[1]
        return date(year, month, min(_small(match["days"]), last) if match["days"] else last)
    if match["thisquarter"]:
        month = 3 * ("一二三四".index(match["thisquarter"][0]) + 1)
        return date(issued.year, month, monthrange(issued.year, month)[1])
    if match["span"]:
        count = _small(match["spanlast"] or match["span"])
        months = issued.month - 1 + count * (12 if match["measure"] == "年" else 1)
        year, month = issued.year + months // 12, months % 12 + 1
        return date(year, month, min(issued.day, monthrange(year, month)[1])) if year < 9999 else None
    if match["firsthalf"]:
        return date(issued.year, 6, 30)
    return date(issued.year + (1 if match["next"] else 0), 12, 31)


def _small(text: str) -> int:
    return int(text) if text.isdigit() else numeral(text) or 1


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
