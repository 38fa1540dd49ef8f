"""Word files: a page, its fonts, its paragraphs. What stands on the page is said by `word_notice` and `word_dispatch`.

The same input gives the same bytes: nothing in a file knows when it was made but by the day that it is given.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Emu, Length, Mm, Pt, RGBColor, Twips
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from luoshi.publish.chart import Figure

Font = Literal["仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体"]
FANGSONG: Font = "仿宋_GB2312"
KAITI: Font = "楷体_GB2312"
HEITI: Font = "黑体"
TITLE: Font = "方正小标宋简体"
SONGTI: Font = "宋体"
# What to take where a machine has none of that name, the nearest first. Word and WPS read it from the table of fonts.
FALLBACK: dict[Font, tuple[str, ...]] = {
    FANGSONG: ("仿宋", "FangSong", "STFangsong", "Noto Serif CJK SC"),
    KAITI: ("楷体", "KaiTi", "STKaiti", "Noto Serif CJK SC"),
    HEITI: ("SimHei", "STHeiti", "Noto Sans CJK SC"),
    TITLE: ("方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "华文中宋", "STZhongsong", "宋体", "Noto Serif CJK SC"),
    SONGTI: ("SimSun", "STSong", "Noto Serif CJK SC"),
}
RED = RGBColor(0xE6, 0x00, 0x12)
# 225 mm are 22 lines, and 156 mm are 28 characters of 16 pt drawn together by a quarter of a point.
LINES, CHARACTERS = 22, 28
LINE, CHARACTER, TIGHT = Twips(579), Pt(15.75), -5
# Two sizes of print, 三号 and 四号.
THIRD, FOURTH = Pt(16), Pt(14)
# Numbers and Latin words apart from everything else.
_PARTS = re.compile(r"[0-9A-Za-z.%]+|[^0-9A-Za-z.%]+")
_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
# A space would be left beside every number and every Latin word, and lines would not hold what they should; a line of
# larger letters would take two lines of the page's grid.
_OFF = ("w:autoSpaceDE", "w:autoSpaceDN", "w:snapToGrid")


@dataclass(frozen=True, slots=True)
class Margins:
    """How far the text stays from the edges of the paper (页边距), in millimetres."""

    top: float
    bottom: float
    left: float
    right: float


# GB/T 9704-2012: 天头 37, 订口 28, 版心 156 × 225.
OFFICIAL = Margins(37, 35, 28, 26)


def blank(margins: Margins, *, title: str, author: str, on: date, landscape: bool = False) -> Word:
    """An empty Word file on A4.

    Args:
        margins: Of every page.
        title, author, on: What the file says of itself.
        landscape: Whether the paper lies on its side.
    """
    word = Document()
    section = word.sections[0]
    wide, high = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = wide, high
    section.top_margin, section.bottom_margin = Mm(margins.top), Mm(margins.bottom)
    section.left_margin, section.right_margin = Mm(margins.left), Mm(margins.right)
    _name_fonts(word)
    said = word.core_properties
    said.title, said.author, said.last_modified_by, said.comments = title, author, author, ""
    said.created = said.modified = datetime(on.year, on.month, on.day)
    said.language = "zh-CN"
    return word


def set_lines(word: Word, pitch: Length = LINE) -> None:
    """Tell the page its number of lines, for whoever goes on writing."""
    for section in word.sections:
        for old in section._sectPr.findall(qn("w:docGrid")):
            section._sectPr.remove(old)
        section._sectPr.append(parse_xml(f'<w:docGrid {_NS} w:type="lines" w:linePitch="{round(pitch.twips)}"/>'))


def paragraph(
    parent: Any,  # Any: whatever of python-docx has paragraphs: a file, a cell, a footer
    *,
    line: Length | None = LINE,
    align: Literal["left", "centre", "right", "both"] = "both",
    first: float = 0,
    left: float = 0,
    right: float = 0,
    before: Length | None = None,
) -> Paragraph:
    """An empty paragraph.

    Args:
        line: The height of its lines; None for as high as what stands in it, such as a picture.
        first, left, right: How far it is set in, in characters of the text.
        before: The room above it.
    """
    made: Paragraph = parent.add_paragraph()
    shape = made.paragraph_format
    shape.alignment = {
        "left": WD_ALIGN_PARAGRAPH.LEFT, "centre": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT,
        "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
    }[align]  # fmt: skip
    shape.space_before, shape.space_after = before or Pt(0), Pt(0)
    shape.widow_control = False
    if line is None:
        shape.line_spacing = 1
    else:
        shape.line_spacing, shape.line_spacing_rule = Emu(line), WD_LINE_SPACING.EXACTLY
    for name, indent in (("first_line_indent", first), ("left_indent", left), ("right_indent", right)):
        if indent:
            setattr(shape, name, Emu(round(CHARACTER * indent)))
    off = [f'<{tag} {_NS} w:val="0"/>' for tag in _OFF]
    # Said in full: LibreOffice drops a mark that would hang beyond a justified line where it is left open.
    add_ordered(made, [*off, f'<w:overflowPunct {_NS} w:val="1"/>'])
    return made


def write(
    where: Paragraph, text: str, font: Font = FANGSONG, size: Length = THIRD, *, tight: int = TIGHT,
    colour: RGBColor | None = None, bold: bool = False,
) -> None:  # fmt: skip
    """Words at the end of a paragraph, all letters and marks in one font.

    Args:
        tight: By how many twentieths of a point letters stand nearer (less than 0) than their size.
    """
    for part in _PARTS.findall(clean(text)):
        run = _run(where, part, font, size)
        run.font.bold = bold or None
        if colour is not None:
            run.font.color.rgb = colour
        if tight:
            properties = run._r.get_or_add_rPr()
            place = next(number for number, one in enumerate(properties) if one.tag == qn("w:sz"))
            properties.insert(place, parse_xml(f'<w:spacing {_NS} w:val="{tight}"/>'))


def _run(where: Paragraph, text: str, font: Font, size: Length) -> Run:
    run = where.add_run(text)
    run.font.size, run.font.name = size, font
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    # Quotation marks, dashes and dots are Latin to Word unless it is told that they are Chinese; numbers stay what they are,
    # so that no line ends within one.
    hint = () if text.isascii() else (("w:hint", "eastAsia"),)
    for name, value in (("w:eastAsia", font), ("w:cs", font), *hint):
        fonts.set(qn(name), value)
    return run


def loose(words: str, font: Font, size: Length, *, align: str = "left", bold: bool = False) -> Any:  # Any: an element
    """A paragraph of a table, written at once: a table has thousands, and python-docx takes a part of a second for each."""
    half, line = round(size.pt * 2), round(size.pt * 26)
    weight = "<w:b/>" if bold else ""
    return parse_xml(
        f'<w:p {_NS}><w:pPr><w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        f'<w:snapToGrid w:val="0"/><w:spacing w:before="20" w:after="20" w:line="{line}" w:lineRule="exact"/>'
        f'<w:jc w:val="{align}"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"'
        f' w:cs="{font}" w:hint="eastAsia"/>{weight}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(clean(words))}</w:t></w:r></w:p>'
    )


def clean(text: str) -> str:
    """A text without what Word cannot hold.

    >>> clean("甲\\x0b乙")
    '甲乙'
    """
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff￾￿]", "", text)


def rule(
    where: Paragraph, *, points: float, colour: str = "000000", side: str = "bottom", space: int = 0
) -> None:  # fmt: skip
    """A line under a paragraph (or above it), as wide as the text.

    Args:
        points: How thick it is.
        space: How far from the text, in points.
    """
    border = f'<w:pBdr {_NS}><w:{side} w:val="single" w:sz="{round(points * 8)}" w:space="{space}" w:color="{colour}"/></w:pBdr>'
    add_ordered(where, [border])


def number_pages(word: Word, *, distance: Length, inset: float = 1) -> None:
    """Page numbers — 1 —: at the right of odd pages, at the left of even ones.

    Args:
        distance: From the edge of the paper to the number's line.
        inset: How many characters it is set in.
    """
    word.settings.odd_and_even_pages_header_footer = True
    for section in word.sections:
        section.footer_distance, section.header_distance = distance, Mm(10)
        for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
            footer.is_linked_to_previous = False
            for old in footer.paragraphs:
                old._p.getparent().remove(old._p)
            line = paragraph(footer, line=Pt(20), align=side, **{side: inset})  # type: ignore[arg-type]
            write(line, "— ", SONGTI, FOURTH, tight=0)
            _add_page_number(line)
            write(line, " —", SONGTI, FOURTH, tight=0)


def _add_page_number(line: Paragraph) -> None:
    for kind in ("begin", "PAGE", "separate", "1", "end"):
        run = _run(line, "", SONGTI, FOURTH)
        if kind in ("begin", "separate", "end"):
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:t" if kind == "1" else "w:instrText")
            part.text = kind
        run._r.append(part)


def picture(parent: Any, figure: Figure, width: Length) -> None:  # Any: as in `paragraph`
    """A figure as wide as asked for, with its words for those who cannot see it."""
    line = paragraph(parent, line=None, align="centre")
    drawing = line.add_run().add_picture(io.BytesIO(figure.png(scale=2.5)), width=width)
    for said in drawing._inline.iter(qn("wp:docPr")):
        said.set("descr", clean(figure.alt.zh))


class Box:
    """A frame on a page into which paragraphs are written (文本框)."""

    def __init__(self, content: Any, part: Any) -> None:  # Any: elements of python-docx
        self._content, self.part = content, part

    def add_paragraph(self) -> Paragraph:
        """A paragraph at its end."""
        made = OxmlElement("w:p")
        self._content.append(made)
        return Paragraph(made, self)  # type: ignore[arg-type]  # a parent is asked for its part alone


def box_on_the_page(where: Paragraph, *, top: float, width: float, height: float) -> Box:
    """A frame that stands at one place of the page, whatever the text does; it begins where the text does at the left.

    Args:
        where: The paragraph whose page it is on.
        top, width, height: In points, from the upper edge of the paper.
    """
    style = (
        f"position:absolute;margin-left:0;margin-top:{top:g}pt;width:{width:g}pt;height:{height:g}pt;z-index:1;"
        "mso-position-horizontal-relative:margin;mso-position-vertical-relative:page"
    )
    run = where.add_run()
    run._r.append(parse_xml(
        f'<w:pict {_NS} xmlns:v="urn:schemas-microsoft-com:vml"><v:rect style="{style}" filled="f" stroked="f">'
        '<v:textbox inset="0,0,0,0"><w:txbxContent/></v:textbox></v:rect></w:pict>'
    ))  # fmt: skip
    return Box(next(run._r.iter(qn("w:txbxContent"))), where.part)


def saved(word: Word) -> bytes:
    """The bytes of a file; the same for the same content."""
    first = io.BytesIO()
    word.save(first)
    last = io.BytesIO()
    with zipfile.ZipFile(first) as given, zipfile.ZipFile(last, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            made.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), given.read(name), zipfile.ZIP_DEFLATED)
    return last.getvalue()


def rows_of_cells(table: Any) -> list[list[Any]]:  # Any: a table and its cells, as python-docx has them
    """The cells of a table, row after row; asked once, because python-docx works each of them out anew."""
    return [list(row.cells) for row in table.rows]


# ------------------------------------------------------------------ fonts

_ORDER = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers",
    "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE",
    "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents",
    "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle",
    "rPr", "sectPr", "pPrChange",
)  # fmt: skip


def add_ordered(where: Paragraph, elements: Iterable[str]) -> None:
    """Give a paragraph properties, in the order that the format asks for."""
    properties = where._p.get_or_add_pPr()
    for text in elements:
        properties.append(parse_xml(text))
    place = {qn(f"w:{name}"): number for number, name in enumerate(_ORDER)}
    properties[:] = sorted(properties, key=lambda element: place.get(element.tag, len(_ORDER)))


def _name_fonts(word: Word) -> None:
    """The text's font in every style, no fonts of a theme (they would win), and what to take where there is none."""
    for fonts in word.styles.element.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(name), FANGSONG)
    for language in word.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-US")  # a number would be broken as Chinese words are
        language.set(qn("w:eastAsia"), "zh-CN")
    for part in word.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            part._blob = _font_table().encode()


def _font_table() -> str:
    named = "".join(
        f'<w:font w:name="{font}"><w:altName w:val="{",".join(others)}"/><w:charset w:val="86"/></w:font>'
        for font, others in FALLBACK.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {_NS}>{named}</w:fonts>'


# ------------------------------------------------------------------ how much room a text takes

_NOT_FIRST = "，。、；：！？）》”’〕%％…"
_NOT_LAST = "（《“‘〔"
# What stays on one line: a number or a Latin word, or one letter.
_UNITS = re.compile(r"[0-9A-Za-z.%]+|.", re.DOTALL)


def lines_of(text: str, *, characters: int = CHARACTERS, first: int = 0) -> int:
    """How many lines a paragraph takes where each holds so many characters; two digits or letters are one.

    Args:
        first: How many characters its first line is set in.

    >>> lines_of("一" * 28), lines_of("一" * 27, first=2), lines_of("一" * 27 + "2016")
    (1, 2, 2)
    """
    used, lines = float(first), 1
    parts = _UNITS.findall(text)
    for number, part in enumerate(parts):
        wide = sum(0.5 if letter.isascii() else 1.0 for letter in part)
        following = parts[number + 1] if number + 1 < len(parts) else ""
        # It goes down with a mark that must not begin a line, or that must not end one.
        taken = wide + (1 if following and following in _NOT_FIRST else 0)
        full = used + wide > characters or (used + taken > characters and part not in _NOT_FIRST)
        if full or (part in _NOT_LAST and used + wide >= characters):
            lines, used = lines + 1, 0
        used += wide
    return lines
