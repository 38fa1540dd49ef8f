"""The numbering styles of official documents: how an item announces itself at the beginning of a line."""

from __future__ import annotations

import re

_NUMERAL = "一二三四五六七八九十百零"

# What makes a figure of digits with a point (2.3公里) where else a decimal marker would stand (2.3公共服务).
_MEASURE = (
    r"[%年月日倍](?!度)|个(?:百分点|月|工作日)|[万亿千百](?:[亿元人户吨亩]|平方|千瓦)|公里|平方[米公]|米[，。；]"
    r"|[元吨亩][，。；/]|以上|左右"
)
MARKER = re.compile(
    rf" *(?:第[{_NUMERAL}\d]{{1,5}}(?:[章节条编篇]|部(?!分))|[{_NUMERAL}]{{1,4}}、|（[{_NUMERAL}]{{1,4}}）|（\d{{1,3}}）"
    r"|\d{1,3}[.、](?:(?!\d)|(?=\d{1,2}月|\d{4}年))"
    rf"|\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}(?=[ .\u4e00-\u9fff“《])(?!\.\d|{_MEASURE})|\d{{1,2}}）|[①-⑳]"
    r"|专栏 ?[\d一二三四五六七八九十]{1,3})"
)
_DIGITS = re.compile(r"\d+")
_NUMERALS = re.compile(f"[{_NUMERAL}]+")


def style(marker: str) -> str:
    """Which numbering style a marker is of: its text with every numeral alike.

    >>> style("（十二）"), style("3."), style("2.3.1"), style("第三章")
    ('（一）', '1.', '1.1.1', '第一章')
    """
    bare = marker.strip()
    if bare[0] in "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳":
        return "①"
    return _NUMERALS.sub("一", _DIGITS.sub("1", bare)).replace("1、", "1.")
