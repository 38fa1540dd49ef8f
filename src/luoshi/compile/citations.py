"""Citations: the documents that a text names, by 《title》, by 文号, or by both; existing, or ordered to be issued."""

from __future__ import annotations

import re
from collections.abc import Iterator

from luoshi.model.commitment import Citation
from luoshi.model.document import Document

_TITLED = re.compile(r"《((?:[^《》\n]|《[^《》\n]{1,80}》){2,120})》(?:（(?P<note>[^（）]{0,60})）)?")
_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,16}[〔\[（【](?:19|20)\d\d[〕\]）】]第?\d{1,4}号|(?<=[（，、和])[\u4e00-\u9fff]{2,12}令第?\d{1,4}号"
)
_SHORT_NAME = re.compile(r"以下(?:统)?简称[：:]?[“\"]?《([^《》]+)》")
# A verb that brings a document into being, and none that follows an existing one.
_ORDERED = re.compile(
    r"(?:制定|制订|出台|编制|起草|草拟|印发|颁布|颁发|发布|公布|修订|修改完善|研究提出|提出|拟订|拟定|编写)(?:完成|实施|并?(?:实施|印发|出台|发布))?"
    r"(?:了?我?[省市县区](?:的)?)?[^，。；：《》]{0,14}$"
)
_FOLLOWED = re.compile(r"(?:按照|根据|依据|依照|贯彻|落实|执行|遵照|结合|参照|围绕|对照|符合|纳入|列入)[^，。；：]{0,24}$")
_LEADING_WORDS = re.compile(r"^(?:.*?(?:按照|根据|依据|落实|执行|贯彻|见|及|和|与|由|以|的|了))(?=[\u4e00-\u9fff]{2,8}$)")


def citations(
    document: Document, *, own_number: str | None, own_titles: tuple[str | None, ...]
) -> Iterator[Citation]:
    """Every document named in the text, each once, the first place it is named at.

    Its own title and number, and short names that the text itself has introduced (以下简称《规划》), are not citations.
    """
    flow = document.flow
    short_names = {match[1] for match in _SHORT_NAME.finditer(flow)}
    own = {_bare(title) for title in own_titles if title}
    seen: set[str] = set()
    covered = 0
    for match in _TITLED.finditer(flow):
        title, number = match[1], _NUMBER.search(match["note"] or "")
        covered = max(covered, match.end() if number else covered)
        if title in short_names or _bare(title) in own or title in seen or len(title) < 3:
            continue
        seen.add(title)
        yield Citation(
            title=title,
            doc_number=_regular(number[0]) if number else None,
            ordered=is_ordered(flow, match.start()),
            span=document.span(match.start(), number_end(match) if number else match.start() + len(title) + 2),
        )
        if number:
            seen.add(_regular(number[0]))
    for match in _NUMBER.finditer(flow):
        number_text = _regular(_LEADING_WORDS.sub("", match[0][: match[0].find("〔")]) + match[0][match[0].find("〔") :] if "〔" in match[0] else match[0])
        if number_text != own_number and number_text not in seen:
            seen.add(number_text)
            yield Citation(None, number_text, False, document.span(match.start(), match.end()))


def number_end(match: re.Match[str]) -> int:
    return match.end()


def is_ordered(flow: str, position: int) -> bool:
    """Whether the document named at `position` is to be issued rather than followed."""
    before = flow[max(position - 40, 0) : position]
    clause = re.split("[，。；：\n]", before)[-1]
    return bool(_ORDERED.search(clause)) and not _FOLLOWED.search(clause)


def _regular(number: str) -> str:
    return re.sub(r"[\[（【]((?:19|20)\d\d)[\]）】]", r"〔\1〕", number).replace("〕第", "〕")


def _bare(title: str) -> str:
    return re.sub(r"\s|[（(].*?[）)]$", "", title)
