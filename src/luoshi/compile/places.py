"""Places: which place is said to be what (松原市 成长型; 长春市 中部黑土地核心区), with its code and its later name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from luoshi.model.commitment import Assignment
from luoshi.model.document import Document
from luoshi.model.pack import Pack

_PLACE = (
    r"[\u4e00-\u9fff]{2,12}?(?:自治州|自治县|自治旗|保护开发区|地区|市|州|县|区|盟|旗)(?:[\u4e00-\u9fff]{2,4}[区县市])?"
)
# A place is taken once for all up to its separator: a long list that leads to nothing is not tried in every other way.
_WHOLE = rf"(?>{_PLACE}(?=[、，和及]|$))"
_LISTED = re.compile(rf"(?P<places>{_WHOLE}(?:[、，和及]{_WHOLE})*)$")
_AS = re.compile(r"(?:作为|属于|列为|确定为|被列为|认定为)(?P<says>[\u4e00-\u9fff]{2,12}?(?:型城市|城市|地区|区域|类))")
_LONGEST = 200
_INCLUDES = re.compile(r"(?:^|(?<=[。；\n]))(?:主要)?包括(?P<places>[^。；\n]{3,160})")
_REGION = re.compile(r"[东中西南北]部[\u4e00-\u9fff]{0,8}?(?:核心区|山区|地区|区域|生态区)")
# 和龙市 and 及 in names: a joining word parts two places only behind the end of one.
_ITEM = re.compile(r"(?:[^、，（]|（[^（）]*）)+")
_JOINED = re.compile("(?<=[市州县区盟旗])(?:以及|和|及)")
_ONE = re.compile(rf"{_PLACE}$")
_PARTLY = re.compile(r"的?部分县（市、区）$|部分县（市、区）$")


def assignments(document: Document, pack: Pack | None = None, on: date | None = None) -> list[Assignment]:
    """Every place that the text says to be something, in order.

    Args:
        pack: Gives codes and later names; without it they stay None.
        on: The day of the document, on which the printed names held.
    """
    found = [*_as(document, pack, on), *_included(document, pack, on)]
    return sorted(found, key=lambda assignment: assignment.span.start)


def _as(document: Document, pack: Pack | None, on: date | None) -> Iterator[Assignment]:
    flow = document.flow
    for match in _AS.finditer(flow):
        window = max(match.start() - _LONGEST, 0)
        start = max([window, *(flow.rfind(mark, window, match.start()) + 1 for mark in "。；\n")])
        listed = _LISTED.match(flow, start, match.start())
        if listed:
            says = re.sub("城市$", "", match["says"])
            yield from _each(document, listed["places"], listed.start("places"), says, pack, on)


def _included(document: Document, pack: Pack | None, on: date | None) -> Iterator[Assignment]:
    """The members of a region that the sentence before names: 西部地区土地盐碱化……。包括白城市……。"""
    flow = document.flow
    for match in _INCLUDES.finditer(flow):
        paragraph = flow.rfind("\n", 0, match.start()) + 1
        region = _REGION.match(flow, paragraph)
        if region:
            yield from _each(document, match["places"], match.start("places"), region[0], pack, on)


def _each(
    document: Document, listed: str, start: int, says: str, pack: Pack | None, on: date | None
) -> Iterator[Assignment]:
    position = 0
    for part in (one for item in _ITEM.findall(listed) for one in _JOINED.split(item)):
        begin = listed.index(part, position)
        position = begin + len(part)
        partly = _PARTLY.search(part)
        name = part[: partly.start()] if partly else part
        name = name.removeprefix("以及")
        if _ONE.match(name) and _ONE.fullmatch(name):
            place = pack.place(name, on) if pack else None
            later = pack.place_now(place) if pack and place else None
            yield Assignment(
                place=name,
                code=place.code if place else None,
                says=f"{says}（部分县市区）" if partly else says,
                span=document.span(start + begin, start + position),
                current_code=later.code if later else None,
                current_name=later.name if later else None,
            )
