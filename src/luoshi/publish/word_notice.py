"""An official notice as a Word file, by GB/T 9704-2012 党政机关公文格式: masthead, body, and what stands at its end.

A full page has 22 lines of 28 characters. Numbers of headings are counted here, so that none is left out or given twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from docx.document import Document as Word
from docx.enum.text import WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.text.paragraph import Paragraph

from luoshi.publish import word as paper
from luoshi.publish.chart import Figure
from luoshi.publish.chart_words import day

Level = Literal[0, 1, 2, 3, 4]
_FONTS: dict[Level, paper.Font] = {
    0: paper.FANGSONG, 1: paper.HEITI, 2: paper.KAITI, 3: paper.FANGSONG, 4: paper.FANGSONG,
}  # fmt: skip
_NUMERALS = "〇一二三四五六七八九"
# The mark's upper edge is 35 mm below that of the text, which is room for three lines and a half.
_ABOVE_MARK = Mm(35)
_LARGEST_MARK, _SMALLEST_MARK = 54, 22
_DATE_INSET = 4
# Where a line of a title may end: a blank without width, which nobody sees.
MAY_BREAK = "\u200b"
# How many letters of 22 pt stand in a line.
_TITLE_WIDE = 19.5
# The print of tables.
_SMALL = Pt(12)
# 0.35 mm and 0.25 mm, in points.
_THICK, _THIN = 1, 0.75
# The text's lower edge, from that of the paper above.
_FOOT = Mm(297 - 35)


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a notice (段落).

    Attributes:
        text: What it says.
        level: 0 for running text; 1 to 4 for headings 一、（一）1.（1）, whose numbers are counted.
        heading: The words that stand in the heading's font before the text; the text goes on in the same paragraph.
    """

    text: str = ""
    level: Level = 0
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table in an attachment (表格): its heads, its rows as text, and how wide each column is beside the others."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """What is attached, on a page of its own (附件)."""

    title: str
    parts: tuple[Passage | Grid | Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficialNotice:
    """A notice to be issued (公文): everything that stands on it.

    Attributes:
        issuer: Who issues it, by the full name; signs it, too.
        number: 发文字号. Blank until it is given one: the place is kept, with what is known of it.
        title: 关于……的通知; `MAY_BREAK` where a line may end.
        addressees: 主送机关.
        passages: The body.
        on: 成文日期.
        attachments: In their order.
        copies: 抄送机关.
        mark: What stands in red at the top; the issuer and 文件 where it is blank.
        urgency: 特急 or 加急.
        printed_by: 印发机关; the issuer's office where it is blank.
        remark: 附注, in brackets below the date.
    """

    issuer: str
    number: str
    title: str
    addressees: tuple[str, ...]
    passages: tuple[Passage, ...]
    on: date
    attachments: tuple[Attachment, ...] = ()
    copies: tuple[str, ...] = ()
    mark: str = ""
    urgency: str = ""
    printed_by: str = ""
    remark: str = ""


def official_notice(said: OfficialNotice) -> bytes:
    """The Word file of a notice.

    Returns:
        The same bytes for the same notice.

    Gaps:
        Where no number is given yet, its place shows 〔年份〕 with room for the number, for whoever registers it.

    >>> said = OfficialNotice("某省发展和改革委员会", "", "关于办理的通知", ("某市人民政府",), (), date(2030, 1, 5))
    >>> official_notice(said) == official_notice(said)
    True
    """
    word = paper.blank(paper.OFFICIAL, title=said.title.replace(MAY_BREAK, ""), author=said.issuer, on=said.on)
    _masthead(word, said)
    _title(word, said.title)
    if said.addressees:
        paper.write(paper.paragraph(word), f"{'、'.join(said.addressees)}：")
    for _, passage, number in numbered(said.passages):
        _passage(word, passage, number)
    _name_attachments(word, said.attachments)
    _sign(word, said)
    for place, attachment in enumerate(said.attachments, 1):
        _attachment(word, attachment, place if len(said.attachments) > 1 else 0)
    _imprint(word, said)
    paper.set_lines(word)
    paper.number_pages(word, distance=Mm(24.5))
    return paper.saved(word)


def numbered(passages: Sequence[Passage]) -> Iterator[tuple[int, Passage, str]]:
    """Every passage with its place and the number that stands before it; a heading begins the count below it anew.

    >>> said = [Passage("任务", 1), Passage("目标", 2), Passage("期限", 2), Passage("要求", 1), Passage("报告", 2)]
    >>> [number for _, _, number in numbered(said)]
    ['一、', '（一）', '（二）', '二、', '（一）']
    """
    counts = [0] * 5
    for place, passage in enumerate(passages):
        if passage.level:
            counts[passage.level] += 1
            counts[passage.level + 1 :] = [0] * (4 - passage.level)
        yield place, passage, marker(passage.level, counts[passage.level])


def marker(level: Level, number: int) -> str:
    """What stands before a heading.

    >>> marker(1, 12), marker(2, 3), marker(3, 4), marker(4, 5), marker(0, 0)
    ('十二、', '（三）', '4.', '（5）', '')
    """
    return {0: "", 1: f"{in_chinese(number)}、", 2: f"（{in_chinese(number)}）", 3: f"{number}.", 4: f"（{number}）"}[
        level
    ]


def in_chinese(number: int) -> str:
    """A number below a hundred as headings have it.

    >>> [in_chinese(one) for one in (1, 10, 11, 20, 35)]
    ['一', '十', '十一', '二十', '三十五']
    """
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_NUMERALS[tens]}十"
    return f"{head}{_NUMERALS[ones] if ones or not tens else ''}"


# ------------------------------------------------------------------ the head


def _masthead(word: Word, said: OfficialNotice) -> None:
    """The issuer in red 35 mm below the text's upper edge, two blank lines, the number, a red rule 4 mm below it."""
    above: Length = _ABOVE_MARK
    if said.urgency:
        paper.write(paper.paragraph(word, align="left"), said.urgency, paper.HEITI)
        above = Mm(35 - paper.LINE.mm)
    mark = said.mark or f"{said.issuer}文件"
    size = mark_size(mark)
    # Word leaves out the room above the first paragraph of a page, so it is made of lines.
    whole, rest = divmod(above, paper.LINE)
    for height in [int(paper.LINE)] * whole + ([rest] if rest >= Pt(1) else []):
        paper.paragraph(word, line=Length(height))
    # A letter stands in the middle of its line: the line begins as high above it as it is higher than the letter.
    line = paper.paragraph(word, line=Pt(size * 1.1), align="centre")
    paper.write(line, mark, paper.TITLE, Pt(size), tight=0, colour=paper.RED)
    for _ in range(2):
        paper.paragraph(word)
    number = said.number or f"〔{said.on.year}〕　　号"
    line = paper.paragraph(word, align="centre")
    paper.write(line, number)
    paper.rule(line, points=1.5, colour=str(paper.RED), space=5)


def mark_size(mark: str) -> float:
    """How large a mark is printed, in points: as large as fits in one line of 156 mm.

    >>> mark_size("某省人民政府文件"), mark_size("某省发展和改革委员会某某办公室文件")
    (52.5, 24.5)
    """
    fits = 420 / max(len(mark), 1)
    return max(min(float(int(fits * 2)) / 2, _LARGEST_MARK), _SMALLEST_MARK)


def _title(word: Word, title: str) -> None:
    """Two blank lines below the rule; long ones in lines of about the same length, broken where the sense allows."""
    for _ in range(2):
        paper.paragraph(word)
    for line in title_lines(title):
        paper.write(paper.paragraph(word, align="centre"), line, paper.TITLE, Pt(22), tight=0)
    paper.paragraph(word)


def title_lines(title: str) -> list[str]:
    """A title in as few lines as it needs, of about the same length.

    A line ends where the title says that it may (`MAY_BREAK`); where it says nothing, anywhere but within a number, a name in
    《》, or before a mark.

    >>> title_lines(f"关于对西部地区河湖连通工程{MAY_BREAK}实行挂牌督办的通知")
    ['关于对西部地区河湖连通工程', '实行挂牌督办的通知']
    >>> title_lines("关于催办的通知")
    ['关于催办的通知']
    """
    pieces = title.split(MAY_BREAK)
    if _wide(title.replace(MAY_BREAK, "")) <= _TITLE_WIDE:
        return ["".join(pieces)]
    if len(pieces) > 1 and all(_wide(piece) <= _TITLE_WIDE for piece in pieces):
        return _gathered(pieces)
    return _broken(title.replace(MAY_BREAK, ""))


def _gathered(pieces: Sequence[str]) -> list[str]:
    """The pieces in lines that hold, the fewest that are possible, the longest of them as short as it can be."""
    ways: list[list[str]] = [[]]
    for piece in pieces:
        joined = [[*way[:-1], way[-1] + piece] for way in ways if way and _wide(way[-1] + piece) <= _TITLE_WIDE]
        ways = [*joined, *([*way, piece] for way in ways)]
    return min(ways, key=lambda way: (len(way), max(map(_wide, way))))


def _broken(title: str) -> list[str]:
    lines, rest = [], title
    for left in range(-(-int(_wide(title) + 1) // int(_TITLE_WIDE)), 1, -1):
        place = _best_break(rest, -(-len(rest) // left))
        lines.append(rest[:place])
        rest = rest[place:]
    return [*lines, rest]


def _best_break(text: str, wanted: int) -> int:
    """The place near the wanted one where a line may end."""
    places = range(max(wanted - 4, 1), min(wanted + 4, len(text) - 1) + 1)
    able = [place for place in places if not _splits(text, place) and _wide(text[:place]) <= _TITLE_WIDE]
    return min(able or [wanted], key=lambda place: abs(place - wanted) - (text[place - 1] in "、》”）") * 2)


def _splits(text: str, place: int) -> bool:
    before, after = text[place - 1], text[place]
    within = [text.rfind(left, 0, place) > text.rfind(right, 0, place) for left, right in ("《》", "〔号")]
    return (
        after in "，。、；：！？）》”’〕的"
        or before in "（《“‘〔"
        or (before.isascii() and after.isascii())
        or any(within)
    )


def _wide(text: str) -> float:
    return sum(0.5 if letter.isascii() else 1 for letter in text)


# ------------------------------------------------------------------ the body


def _passage(parent: object, passage: Passage, number: str) -> Paragraph:
    line = paper.paragraph(parent, first=2)
    heading, text = passage.heading, passage.text
    if passage.level and not heading:
        heading, text = text, ""
    if number or heading:
        paper.write(line, f"{number}{heading}", _FONTS[passage.level])
    if text:
        paper.write(line, text)
    return line


def _name_attachments(word: Word, attachments: Sequence[Attachment]) -> None:
    if not attachments:
        return
    paper.paragraph(word)
    if len(attachments) == 1:
        paper.write(paper.paragraph(word, first=-3, left=5), f"附件：{attachments[0].title}")
        return
    for number, attachment in enumerate(attachments, 1):
        head = "附件：" if number == 1 else ""
        line = paper.paragraph(word, first=-(1 + len(head)), left=6, align="left")
        paper.write(line, f"{head}{number}.{attachment.title}")


def _sign(word: Word, said: OfficialNotice) -> None:
    """For a seal: the date four characters from the right, the issuer in the middle above it."""
    written = day(said.on)
    for _ in range(2):
        _keep(paper.paragraph(word))
    aside = _DATE_INSET + (_wide(written) - _wide(said.issuer)) / 2
    signed = paper.paragraph(word, align="right", right=max(aside, 0))
    paper.write(_keep(signed), said.issuer)
    paper.write(paper.paragraph(word, align="right", right=_DATE_INSET), written)
    if said.remark:
        paper.write(paper.paragraph(word, first=2), f"（{said.remark}）")


def _keep(line: Paragraph) -> Paragraph:
    """A signature is never alone on its page."""
    line.paragraph_format.keep_with_next = True
    return line


# ------------------------------------------------------------------ attachments


def _attachment(word: Word, attachment: Attachment, number: int) -> None:
    line = paper.paragraph(word, align="left")
    line.paragraph_format.page_break_before = True
    paper.write(line, f"附件{number or ''}", paper.HEITI)
    paper.paragraph(word)
    for words in title_lines(attachment.title):
        paper.write(paper.paragraph(word, align="centre"), words, paper.TITLE, Pt(22), tight=0)
    paper.paragraph(word)
    counts = {id(one): mark for one, mark in _numbers(attachment)}
    for part in attachment.parts:
        if isinstance(part, Passage):
            _passage(word, part, counts.get(id(part), ""))
        elif isinstance(part, Grid):
            grid(word, part)
        else:
            paper.picture(word, part, Mm(156))


def _numbers(attachment: Attachment) -> list[tuple[Passage, str]]:
    passages = [part for part in attachment.parts if isinstance(part, Passage)]
    return [(passage, mark) for _, passage, mark in numbered(passages)]


def grid(word: Word, said: Grid) -> None:
    """A table with all its lines; its head stands on every page."""
    table = word.add_table(rows=1 + len(said.rows), cols=len(said.columns), style="Table Grid")
    table.autofit = False
    shares = said.shares or (1.0,) * len(said.columns)
    widths = [round(Mm(156) * share / sum(shares)) for share in shares]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for number, (cells, texts) in enumerate(zip(paper.rows_of_cells(table), [said.columns, *said.rows], strict=True)):
        for cell, text, width in zip(cells, texts, widths, strict=True):
            cell.width = width
            fill(cell, text, _SMALL, head=number == 0)
    repeat(table.rows[0])


def fill(cell: object, text: str, size: Length, *, head: bool = False, align: str = "left", bold: bool = False) -> None:
    """Write into a cell, every line of the text a paragraph; words of tables are set loosely, not on the lines of the page."""
    content = cell._tc  # type: ignore[attr-defined]
    for old in list(content.iterchildren(qn("w:p"))):
        content.remove(old)
    font = paper.HEITI if head else paper.FANGSONG
    for words in text.split("\n") or [""]:
        content.append(paper.loose(words, font, size, align="center" if head else align, bold=bold))


def repeat(row: object) -> None:
    """This row stands at the top of each page of the table."""
    properties = row._tr.get_or_add_trPr()  # type: ignore[attr-defined]
    properties.append(OxmlElement("w:cantSplit"))
    properties.append(OxmlElement("w:tblHeader"))


# ------------------------------------------------------------------ the end


def _imprint(word: Word, said: OfficialNotice) -> None:
    """Copies, and who printed it when, at the foot of the last page, which is an even one."""
    if _ends_on_an_odd_page(said):
        paper.paragraph(word, line=Pt(1)).add_run().add_break(WD_BREAK.PAGE)
    height = paper.LINE.pt * _lines_of_imprint(said) + 6
    box = paper.box_on_the_page(
        paper.paragraph(word, line=Pt(1)), top=_FOOT.pt - height, width=Mm(156).pt, height=height
    )
    paper.rule(paper.paragraph(box, line=Pt(1)), points=_THICK)
    if said.copies:
        # Set in by one character on both sides; what follows stands under the first name.
        line = paper.paragraph(box, first=-3, left=4, right=1)
        paper.write(line, f"抄送：{_copied(said)}", size=paper.FOURTH, tight=0)
        paper.rule(paper.paragraph(box, line=Pt(1)), points=_THIN)
    line = paper.paragraph(box, left=1, right=1, align="left")
    line.paragraph_format.tab_stops.add_tab_stop(Mm(150.4), WD_TAB_ALIGNMENT.RIGHT)
    printer = said.printed_by or f"{said.issuer}办公室"
    paper.write(line, f"{printer}\t{day(said.on)}印发", size=paper.FOURTH, tight=0)
    paper.rule(paper.paragraph(box, line=Pt(1)), points=_THICK)


def _lines_of_imprint(said: OfficialNotice) -> int:
    return 1 + (paper.lines_of(f"抄送：{_copied(said)}", characters=28, first=1) if said.copies else 0)


def _copied(said: OfficialNotice) -> str:
    return f"{'，'.join(said.copies)}。"


# ------------------------------------------------------------------ how many pages


def _ends_on_an_odd_page(said: OfficialNotice) -> bool:
    """Whether the last page before the imprint is an odd one, or an even one too full for it."""
    pages, used = _pages_of_body(said)
    for attachment in said.attachments:
        pages, used = pages + 1, _lines_of_attachment(attachment)
        while used > paper.LINES:
            pages, used = pages + 1, used - paper.LINES
    return pages % 2 == 1 or used > paper.LINES - _lines_of_imprint(said)


def _pages_of_body(said: OfficialNotice) -> tuple[int, float]:
    """The pages up to the date, and how many lines of the last one are filled."""
    mark = mark_size(said.mark or f"{said.issuer}文件") * 1.1 / paper.LINE.pt
    head = _ABOVE_MARK / paper.LINE + mark + 5 + len(title_lines(said.title)) + 1
    lines = head + paper.lines_of(f"{'、'.join(said.addressees)}：")
    lines += sum(_lines_of_passage(passage, number) for _, passage, number in numbered(said.passages))
    lines += len(said.attachments) + bool(said.attachments) + 4 + bool(said.remark)
    pages = max(-(-lines // paper.LINES), 1)
    return int(pages), lines - (pages - 1) * paper.LINES


def _lines_of_passage(passage: Passage, number: str) -> int:
    return paper.lines_of(f"{number}{passage.heading}{passage.text}", first=2)


def _lines_of_attachment(attachment: Attachment) -> float:
    lines: float = 3 + len(title_lines(attachment.title))
    numbers = {id(one): mark for one, mark in _numbers(attachment)}
    for part in attachment.parts:
        if isinstance(part, Passage):
            lines += _lines_of_passage(part, numbers.get(id(part), ""))
        elif isinstance(part, Grid):
            lines += sum(_height_of_row(part, row) for row in (part.columns, *part.rows)) / paper.LINE.pt
        else:
            lines += 9
    return lines


def _height_of_row(said: Grid, row: Sequence[str]) -> float:
    """The height of a row in points, by its fullest cell."""
    shares = said.shares or (1.0,) * len(said.columns)
    room = [442 * share / sum(shares) / _SMALL.pt - 1 for share in shares]
    lines = max(paper.lines_of(text, characters=max(int(wide), 1)) for text, wide in zip(row, room, strict=True))
    return float(lines * _SMALL.pt * 1.3 + 2)
