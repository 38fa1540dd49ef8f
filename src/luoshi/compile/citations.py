"""Citations: the documents that a text names, by 《title》, by 文号, or by both; existing, or ordered to be issued."""

from __future__ import annotations

import re
from collections.abc import Iterator

from luoshi.model.commitment import Citation
from luoshi.model.document import Document

_TITLED = re.compile(r"《((?:[^《》\n]|《[^《》\n]{1,80}》){2,120})》(?:（(?P<note>[^（）]{0,60})）)?")
# The year in its bracket is rare and found fast; the issuer's letters stand before it.
_YEAR = re.compile(r"[〔\[（【](?:19|20)\d\d[〕\]）】]第?\d{1,4}号|令第?\d{1,4}号")
_LETTERS = re.compile(r"[\u4e00-\u9fff]{1,16}$")
_SHORT_NAME = re.compile(r"以下(?:统)?简称[：:]?[“\"]?《([^《》]+)》")
# A verb that brings a document into being, and none that follows an existing one.
_ORDERED = re.compile(
    r"(?:制定|制订|出台|编制|起草|草拟|印发|颁布|颁发|发布|公布|修订|修改完善|研究提出|提出|拟订|拟定"
    r"|编写)(?:完成|实施|并?(?:实施|印发|出台|发布))?"
    r"(?:了?我?[省市县区](?:的)?)?[^，。；：《》]{0,14}$"
)
_FOLLOWED = re.compile(
    r"(?:按照|根据|依据|依照|贯彻|落实|执行|遵照|结合|参照|围绕|对照|符合|纳入|列入)[^，。；：]{0,24}$"
)
# 制定《甲》和《乙》: what is said of the first is said of the second.
_JOINED_TITLE = re.compile(r"(?:《[^《》]*》(?:（[^（）]*）)?(?:和|、|及|以及))+$")
_LEADING_WORDS = re.compile(
    r"^.*(?:按照|根据|依据|依照|落实|执行|贯彻|参照|见|及|和|与|由|以|的|了|对)(?=[\u4e00-\u9fff]{2,})"
)


def citations(document: Document, *, own_number: str | None, own_titles: tuple[str | None, ...]) -> Iterator[Citation]:
    """Every document named in the text, each once, the first place it is named at.

    Its own title and number, and short names that the text itself has introduced (以下简称《规划》), are not citations.
    """
    flow = document.flow
    short_names = {match[1] for match in _SHORT_NAME.finditer(flow)}
    own = {_bare(title) for title in own_titles if title}
    seen: set[str] = set()
    for match in _TITLED.finditer(flow):
        title = match[1]
        number = next((_regular(n) for n, _, _ in _numbers(match["note"] or "", 0)), None)
        if title in short_names or _bare(title) in own or title in seen or len(title) < 3:
            continue
        seen |= {title, number or title}
        end = match.end() if number else match.start() + len(title) + 2
        yield Citation(title, number, is_ordered(flow, match.start()), document.span(match.start(), end))
    for printed, start, end in _numbers(flow, 0):
        number = _regular(printed)
        if number != own_number and number not in seen:
            seen.add(number)
            yield Citation(None, number, False, document.span(start, end))


def _numbers(text: str, start: int) -> Iterator[tuple[str, int, int]]:
    """The document numbers in a text with their places: the issuer's letters, the year in its bracket, the serial."""
    for year in _YEAR.finditer(text, start):
        letters = _LETTERS.search(text, max(year.start() - 16, 0), year.start())
        if letters:
            first = _LEADING_WORDS.match(letters[0])
            begin = letters.start() + (first.end() if first else 0)
            if text[year.start()] != "令" or year.start() - begin >= 2:
                yield text[begin : year.end()], begin, year.end()


def is_ordered(flow: str, position: int) -> bool:
    """Whether the document named at `position` is to be issued rather than followed."""
    before = flow[max(position - 60, 0) : position]
    clause = _JOINED_TITLE.sub("", re.split("[，。；：\n]", before)[-1])
    return bool(_ORDERED.search(clause)) and not _FOLLOWED.search(clause)


def _regular(number: str) -> str:
    return re.sub(r"[\[（【]((?:19|20)\d\d)[\]）】]", r"〔\1〕", number).replace("〕第", "〕")


def _bare(title: str) -> str:
    return re.sub(r"\s|[（(].*?[）)]$", "", title)
