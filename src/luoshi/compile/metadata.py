"""Metadata: what a document says of itself — title, 文号, issuers, date, addressees, period — and what it cites.

What the page states in a table of its own (发文字号 …) goes before what is read off the text. Only what is printed is
given: a document without a title has none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from luoshi.compile.citations import citations
from luoshi.compile.doc_numbers import doc_numbers, regular
from luoshi.compile.numbers import numeral
from luoshi.model.commitment import Metadata
from luoshi.model.document import Block, Document
from luoshi.model.marker import MARKER
from luoshi.model.span import Span

_ORDER_NUMBER = re.compile(
    r"(?:[\u4e00-\u9fff]{2,16}令)?第?\d{1,4}号|[\u4e00-\u9fff]{2,16}令第?\d{1,4}号|\d{4}年第\d{1,3}号"
)
_KIND = (
    "通知|意见|决定|办法|规定|方案|批复|函|公告|通告|令|报告|通报|细则|条例|纲要|规划|计划|措施|命令|要点|指南|规则"
    "|请示|纪要|议案|公报|决议|政策|指引|清单|标准|规程|制度|指导意见|汇编|问答|答疑|解读|十条|条"
)
_TITLE_END = re.compile(rf"(?:{_KIND})(?:（[^（）]{{1,20}}）|\(.{{1,20}}\))*$")
_NOT_TITLE = re.compile(
    r"[。；！？]|[：:]$|^(?:【|目录|CONTENTS|附件|索引号|发布日期|来源|字号|分享|打印|当前位置|首页)"
)
_VERB = re.compile(r"关于|印发|转发|批转|公布|发布|贯彻落实|进一步|加快")
_DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d|二[零一二三四五六七八九]{3}|一九[零一二三四五六七八九]{2})年(?P<month>\d{1,2}"
    r"|[一二三四五六七八九十]{1,3})月"
    r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
_DATE_LINE = re.compile(rf"（?(?:[^\d（）]{{0,30}})?{_DATE.pattern}(?:[^\d。]{{0,12}})?）?")
_ADDRESSEES = re.compile(
    r"^(?:各|[\u4e00-\u9fff（）、，]{2,200}(?:人民政府|委员会|厅|局|部|办|院|单位|机构|公司))[^。；]{0,240}：$"
)
_SIGNED = re.compile(
    r"^[\u4e00-\u9fff（）、 ]{2,60}(?:政府|办公厅|办公室|委员会|委|厅|局|部|院|会|署|行|总局|联席会议|领导小组"
    r"|指挥部)(?:（代章）)?$"
)
_ATTACHED = re.compile(
    r"《([^《》]{4,80})》[^。]{0,60}?(?:印发给你们|现予印发|现印发|予以印发|转发给你们|印发你们|现予公布|现予发布"
    r"|现转发)"
)
_PASSES_ON = re.compile("印发|转发|批转")
_ISSUER_CUT = re.compile(r"关于|印发|转发|批转|公布|发布")
_PERIOD = re.compile(r"(?P<since>(?:19|20)\d\d)年?[-—至到]+(?P<until>(?:19|20)\d\d)年?")
_PLAN = re.compile(r"[“\"]?(?P<plan>十[一二三四五六七])五[”\"]?")
_HEAD_BLOCKS = 40


@dataclass(slots=True)
class _Head:
    """The blocks in front of the first provision, as far as metadata is looked for."""

    blocks: list[Block]
    texts: list[str]


def metadata(document: Document) -> Metadata:
    """What the document says of itself.

    Gaps:
        What is not printed is None or empty; nothing is inferred from the file's name.
    """
    head = _head(document)
    page = document.page_metadata
    number_line, number, number_span = _doc_number(document, head)
    title, title_span, after_title = _title(document, head, number_line)
    addressees, addressed = _addressees(document, head)
    attached = _attached_title(document, title)
    signed, signed_span = _date(document, head, after_title)
    issuer = _issuer(document, head, title, page, signed_span)
    spans = {"title": title_span, "doc_number": number_span, "addressees": addressed, "date": signed_span}
    since, until = _period(document, title, attached)
    return Metadata(
        title=title,
        attached_title=attached,
        doc_number=number,
        issuer=issuer,
        date=_page_date(page) or signed,
        addressees=addressees,
        plan_from=since,
        plan_to=until,
        cited=tuple(citations(document, own_number=number, own_titles=(title, attached))),
        spans={key: span for key, span in spans.items() if span is not None},
    )


def _head(document: Document) -> _Head:
    blocks = [b for b in document.blocks if b.kind in ("paragraph", "masthead")][:_HEAD_BLOCKS]
    return _Head(blocks, [document.text(b).strip() for b in blocks])


# ------------------------------------------------------------------ number


_PAGE_NUMBER_KEYS = ("发文字号", "文号", "文件编号", "发文文号", "文件字号", "字号")
_STATED_NUMBER = re.compile(r"[【\[〔]?(?:发文字号|文号|发文文号|文件编号)[】\]〕]?[：: ]*")


def _doc_number(document: Document, head: _Head) -> tuple[int | None, str | None, Span | None]:
    """The line that bears the number, the number, and its place."""
    stated = next((document.page_metadata[k] for k in _PAGE_NUMBER_KEYS if document.page_metadata.get(k)), None)
    for i, (block, text) in enumerate(zip(head.blocks, head.texts, strict=True)):
        printed = None if len(text) > 140 or MARKER.match(text) else _own_number(text)
        if printed is not None:
            start = block.start + document.text(block).find(printed)
            return i, regular(stated or printed), document.span(start, start + len(printed))
    return None, None if stated is None else regular(stated), None


def _own_number(text: str) -> str | None:
    """A number that is the line, ends a title line, or is announced; not one that is merely cited."""
    announced = _STATED_NUMBER.search(text)
    numbers = list(doc_numbers(text))
    if announced:
        return next((n.printed for n in numbers if n.start >= announced.end()), None)
    bare = text.strip("（） ")
    if numbers and numbers[0].printed == bare:
        return bare
    if _ORDER_NUMBER.fullmatch(bare):
        return bare
    if numbers and text.rstrip("） ").endswith(numbers[-1].printed) and not re.search("[。，：》]", text):
        title = text[: numbers[-1].start].rstrip("（ ")
        return numbers[-1].printed if _TITLE_END.search(title) else None
    return None


# ------------------------------------------------------------------ title


def _title(document: Document, head: _Head, number_line: int | None) -> tuple[str | None, Span | None, int]:
    """The title, its place, and the index of the block behind it."""
    ranges = _above_number(head, number_line) if number_line is not None else None
    ranges = ranges or _first_title(head)
    stated = next(
        (document.page_metadata[k] for k in ("标题", "名称", "文件名称", "信息名称") if document.page_metadata.get(k)),
        None,
    )
    if ranges is None:
        title = stated or None
        return title and _clean(title), None, 0
    first, last = ranges
    span = document.span(head.blocks[first].start, head.blocks[last - 1].end)
    title = "".join(head.texts[first:last])
    if number_line is not None and first <= number_line < last:
        title = title[: title.rfind(_own_number(head.texts[number_line]) or "\n")].rstrip("（ ") or title
    return _clean(stated or title), span, last


def _clean(title: str) -> str:
    bare = re.sub(r"[（(]?$", "", title.replace(" ", "").strip("　 "))
    half = len(bare) // 2
    return bare[:half] if len(bare) > 20 and len(bare) % 2 == 0 and bare[:half] == bare[half:] else bare


def _above_number(head: _Head, number_line: int) -> tuple[int, int] | None:
    """The lines of a title that ends just above its number (or stands in the same line, or just below it)."""
    if len(head.texts[number_line]) > 30 and _VERB.search(head.texts[number_line]):
        return number_line, number_line + 1
    last = number_line
    while last > 0 and not _TITLE_END.search(head.texts[last - 1]) and number_line - last < 2:
        last -= 1
    if last > 0 and _TITLE_END.search(head.texts[last - 1]):
        return _grow(head, last - 1), last
    below = _first_title(head, number_line + 1)
    return below if below and below[0] <= number_line + 3 else None


def _grow(head: _Head, last: int) -> int:
    """Upwards from the last line of a title to its first."""
    first = last
    while first > 0 and last - first < 5:
        text, above = head.texts[first], head.texts[first - 1]
        if not _is_title_line(above) or any(doc_numbers(above)):
            break
        complete = re.match(
            r"(?!关于)[\u4e00-\u9fff、 ]{2,40}?(?:关于|印发|转发|批转)", "".join(head.texts[first : last + 1])
        )
        if _SIGNED.match(above) and not complete:
            return first - 1
        begins = text.startswith("关于") and not _SIGNED.match(above) and not _PASSES_ON.search(above)
        if complete or _TITLE_END.search(above) or begins:
            break
        first -= 1
    return first


def _is_title_line(text: str) -> bool:
    return (
        1 < len(text) <= 90
        and not _NOT_TITLE.search(text)
        and not MARKER.match(text)
        and not _DATE_LINE.fullmatch(text)
    )


def _first_title(head: _Head, begin: int = 0) -> tuple[int, int] | None:
    """The first run of lines that reads as a title; it stands before anything that is prose."""
    for first in range(begin, min(len(head.texts), begin + 12)):
        text = head.texts[first]
        if _ADDRESSEES.match(text) or MARKER.match(text) or len(text) > 160:
            return None
        if not _is_title_line(text):
            if re.search("[。；]", text):
                return None
            continue
        for last in range(first + 1, min(first + 6, len(head.texts)) + 1):
            joined = "".join(head.texts[first:last])
            if not all(_is_title_line(t) for t in head.texts[first:last]):
                break
            if _TITLE_END.search(joined) and (_VERB.search(joined) or len(joined) >= 8):
                if _is_unfinished(joined) and last < len(head.texts) and _is_title_line(head.texts[last]):
                    continue
                if (
                    last < len(head.texts)
                    and re.fullmatch(r"[（(][^（）()。]{2,24}[）)]", head.texts[last])
                    and not _DATE.search(head.texts[last])
                ):
                    last += 1
                return first, last
    return None


def _is_unfinished(title: str) -> bool:
    """Whether a title that passes a plan on has not come to its 通知 yet: 关于印发……规划 | （2016—2020年）的通知."""
    return bool(_PASSES_ON.search(title)) and not re.search("(?:通知|函|令|决定|公告|通报)$", title)


def _attached_title(document: Document, title: str | None) -> str | None:
    found = _ATTACHED.search(document.flow, 0, min(len(document.flow), 3000))
    if found:
        return found[1]
    carried = title and re.search(r"(?:印发|转发|批转|公布|发布)《?([^《》]{4,80}?)》?的?通知$", title)
    return carried[1] if carried and _TITLE_END.search(carried[1]) else None


# ------------------------------------------------------------------ issuer, date, addressees, period

_ISSUER_KEYS = ("发文机关", "发布机构", "发文单位", "制发机关", "发布机关", "发文部门", "信息来源")


def _issuer(document: Document, head: _Head, title: str | None, page: object, signed: Span | None) -> tuple[str, ...]:
    stated = next((document.page_metadata[k] for k in _ISSUER_KEYS if document.page_metadata.get(k)), None)
    if stated:
        return _organisations(stated)
    if title:
        cut = _ISSUER_CUT.search(title)
        if cut and cut.start() >= 3 and _SIGNED.match(title[: cut.start()]):
            named = title[: cut.start()]
            signed_by = _signed(document, head)
            full = named[0] in "省市县区州" and len(signed_by) == 1 and signed_by[0].endswith(named[1:])
            return signed_by if full or "".join(signed_by) == named else _organisations(named)
    return _signed(document, head)


def _signed(document: Document, head: _Head) -> tuple[str, ...]:
    """The organisations that sign the notice, or the text at its end."""
    for i, text in enumerate(head.texts):
        if _DATE_LINE.fullmatch(text) and (signed := _signers(head.texts[:i])):
            return signed
    return _signature(document)


def _signature(document: Document) -> tuple[str, ...]:
    """The organisations that sign at the end."""
    tail = [document.text(b).strip() for b in document.blocks[-14:] if b.kind == "paragraph"]
    for i, text in enumerate(tail):
        if _DATE_LINE.fullmatch(text):
            return _signers(tail[:i])
    return ()


def _signers(lines: Sequence[str]) -> tuple[str, ...]:
    """The organisations on the lines right above a date, one or several on each."""
    signed: list[str] = []
    for above in reversed(lines):
        if not _SIGNED.match(above) or len(above) > 60:
            break
        signed = [*_organisations(above), *signed]
    return tuple(signed)


def _organisations(text: str) -> tuple[str, ...]:
    bare = text.replace("（代章）", "")
    parts = re.split(r"[、，,;； \t\u3000]+", bare)
    names = [re.sub(r"\s", "", part) for part in parts if part.strip()]
    joined: list[str] = []
    for name in names:
        whole = name.startswith(("中共", "国务院", "中央")) or len(name) > 2
        joined = [*joined, name] if whole or not joined else [*joined[:-1], joined[-1] + name]
    return tuple(name for joint in joined for name in _joint(joint))


def _joint(name: str) -> list[str]:
    """中共中央国务院 are two issuers; so are 吉林省财政厅吉林省教育厅, where the place is named again."""
    found = re.fullmatch(
        r"(中共中央(?:办公厅)?)(国务院(?:办公厅)?)|(中共(.{2,8}?)委(?:员会)?(?:办公厅)?)(\4人民政府(?:办公厅)?)", name
    )
    if found:
        return [part for part in (found[1], found[2], found[3], found[5]) if part]
    return re.split(rf"(?<=[厅局委办部院行])(?={re.escape(name[:2])})", name)


def _page_date(page: object) -> date | None:
    for key in ("成文日期", "发文日期", "生成日期", "成文时间", "制发日期", "印发日期"):
        value = page.get(key) if hasattr(page, "get") else None
        if value and (found := re.search(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})", str(value))):
            return _day(found[1], found[2], found[3])
    return None


def _date(document: Document, head: _Head, after_title: int) -> tuple[date | None, Span | None]:
    """The date of issue: under the signature of the notice, in a bracket under the title, or at the end."""
    signed = [b for b in document.blocks if b.kind == "paragraph" and b.end - b.start <= 60]
    lines = [(block, _DATE_LINE.fullmatch(document.text(block).strip())) for block in signed]
    dated = [(block, found) for block, found in lines if found]
    if not dated:
        return _date_in_title(document, head)
    order = {id(b): i for i, b in enumerate(document.blocks)}
    for block, found in dated:
        above = document.blocks[order[id(block)] - 1] if order[id(block)] else None
        if above is not None and _SIGNED.match(document.text(above).strip()):
            return _day(found["year"], found["month"], found["day"]), document.span(block.start, block.end)
    block, found = dated[0] if order[id(dated[0][0])] <= after_title + 3 else dated[-1]
    return _day(found["year"], found["month"], found["day"]), document.span(block.start, block.end)


def _date_in_title(document: Document, head: _Head) -> tuple[date | None, Span | None]:
    for block, text in zip(head.blocks[:12], head.texts, strict=False):
        found = re.search(rf"[（(【]?(?:发文日期|成文日期|日期|时间|发布时间|发布日期)?[】：: ]*{_DATE.pattern}", text)
        if found and len(text) <= 80 and not re.search("[。，；]", text):
            return _day(found["year"], found["month"], found["day"]), document.span(block.start, block.end)
    return None, None


def _day(year: str, month: str, day: str) -> date | None:
    values = [int(text) if text.isdigit() else numeral(text) for text in (year, month, day)]
    try:
        return date(*(value or 0 for value in values))
    except ValueError:
        return None


def _addressees(document: Document, head: _Head) -> tuple[tuple[str, ...], Span | None]:
    for block, text in zip(head.blocks, head.texts, strict=True):
        if MARKER.match(text):
            break
        if _ADDRESSEES.match(text) and not re.search("如下|通知|要求|意见|措施", text[-8:]):
            separator = "，" if "，" in text else "、"  # 各省、自治区、直辖市人民政府 is one addressee
            names = re.findall(rf"(?:[^{separator}（）：]|（[^（）]*）)+", text[:-1])
            return tuple(name.strip() for name in names), document.span(block.start, block.end)
    return (), None


def _period(document: Document, title: str | None, attached: str | None) -> tuple[int | None, int | None]:
    """The years of the plan: in its title, or where the text says 规划期."""
    for text in (attached, title):
        found = text and _PERIOD.search(text)
        if found:
            return int(found["since"]), int(found["until"])
        found = text and _PLAN.search(text)
        if found and re.search("规划|计划|方案|纲要", text or ""):
            last = 2010 + 5 * "一二三四五六七".index(found["plan"][1])
            return last - 4, last
    said = re.search(rf"(?:规划|计划|实施)期限?(?:为|是|：)?{_PERIOD.pattern}", document.flow[:20000])
    return (int(said["since"]), int(said["until"])) if said else (None, None)
