"""Citations: the documents that a text names, by 《title》, by 文号, or by both; existing, or ordered to be issued."""

from __future__ import annotations

import re
from collections.abc import Iterator

from luoshi.compile.doc_numbers import doc_numbers
from luoshi.model.commitment import Citation
from luoshi.model.document import Document

_TITLED = re.compile(r"《((?:[^《》\n]|《[^《》\n]{1,80}》){2,120})》(?:（(?P<note>[^（）]{0,60})）)?")
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
        number = next((n.regular for n in doc_numbers(match["note"] or "")), None)
        if title in short_names or _bare(title) in own or title in seen or len(title) < 3:
            continue
        seen |= {title, number or title}
        end = match.end() if number else match.start() + len(title) + 2
        yield Citation(title, number, is_ordered(flow, match.start()), document.span(match.start(), end))
    for found in doc_numbers(flow):
        if found.regular != own_number and found.regular not in seen:
            seen.add(found.regular)
            yield Citation(None, found.regular, False, document.span(found.start, found.end))


def is_ordered(flow: str, position: int) -> bool:
    """Whether the document named at `position` is to be issued rather than followed."""
    before = flow[max(position - 60, 0) : position]
    clause = _JOINED_TITLE.sub("", re.split("[，。；：\n]", before)[-1])
    return bool(_ORDERED.search(clause)) and not _FOLLOWED.search(clause)


def _bare(title: str) -> str:
    return re.sub(r"\s|[（(].*?[）)]$", "", title)
