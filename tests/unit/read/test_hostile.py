"""Any bytes at all give an extract: nothing raises, pieces lie in the text, and every message can be read."""

from __future__ import annotations

import io
import json
import zipfile
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.read import docx, html, limits, markdown, pdf
from luoshi.read.extract import Extract
from luoshi.read.limits import Limits

READERS = (html, docx, pdf, markdown)
PAGE = (
    "<html><head><meta charset=utf-8><title>意见</title></head><body>"
    "<table><tr><td>索引号：</td><td>01</td></tr></table><p>一、要求<br>&nbsp;到2020年</p>"
    "<table><tr><td rowspan=2>a<td>b<tr><td>c</table><!-- x --></body></html>"
).encode()
NOTES = "# 总则\n\n> **一、**要求\n\n| a | b |\n|---|---|\n| c | d |\n\n```\nx\n```\n1. 甲\n".encode()


def word_parts() -> dict[str, bytes]:
    space = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    cell = b"<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>"
    row = b"<w:tr>%s<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p/></w:tc></w:tr>" % cell
    numbered = b"<w:pPr><w:pStyle w:val='1'/><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>"
    body = b"<w:p>%s<w:r><w:t>x</w:t></w:r></w:p><w:tbl>%s</w:tbl>" % (numbered, row * 2)
    level = b"<w:lvl w:ilvl='0'><w:start w:val='1'/><w:lvlText w:val='%1.'/></w:lvl>"
    numbering = b"<w:abstractNum w:abstractNumId='0'>" + level + b"</w:abstractNum>"
    numbering += b"<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
    style = b"<w:style w:styleId='1' w:default='1'><w:name w:val='heading 1'/></w:style>"
    return {
        "word/document.xml": b"<w:document %s><w:body>%s</w:body></w:document>" % (space, body),
        "word/numbering.xml": b"<w:numbering %s>%s</w:numbering>" % (space, numbering),
        "word/styles.xml": b"<w:styles %s>%s</w:styles>" % (space, style),
        "docProps/core.xml": b'<p xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>t</dc:title></p>',
    }


def packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def printed(title: bytes = b"<FEFF0031>", x: int = 72) -> bytes:
    """A small PDF whose cross-reference table is missing, so that it is rebuilt."""
    drawn = b"BT /F 12 Tf %d 700 Td (2020) Tj ET 72 600 m 300 600 l S" % x
    page = b"/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
    font = b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page%s%s>>" % (page, font),
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Title %s>>" % title,
    )
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, text) for number, text in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R/Info 5 0 R/Size 6>>"


SEEDS = {html: PAGE, docx: packed(word_parts()), pdf: printed(), markdown: NOTES}


def checked(reader: ModuleType, data: bytes, bounds: Limits = limits.LIMITS) -> Extract:
    """The extract of these bytes, after looking at all that every extract keeps to."""
    extract: Extract = reader.extract(data, "x", bounds)
    extract.text.encode("utf-8")  # no half of a surrogate pair
    json.dumps(dict(extract.page_metadata), ensure_ascii=False).encode("utf-8")
    for piece in extract.pieces:
        assert 0 <= piece.start <= piece.end <= len(extract.text)
        assert all(
            piece.start <= a <= b <= piece.end for row in piece.rows for place in row if place for a, b in [place]
        )
    starts = [piece.start for piece in extract.pieces]
    assert starts == sorted(starts)
    assert all(a.end <= b.start for a, b in zip(extract.pieces, extract.pieces[1:], strict=False))
    for places in (extract.boxes, extract.places):
        assert [start for start, _ in places] == sorted(start for start, _ in places)
    if extract.raw_offsets:
        assert list(extract.raw_offsets.here) == sorted(set(extract.raw_offsets.here))
    for problem in extract.problems:
        assert all((problem.zh, problem.en, problem.hint_zh, problem.hint_en))
    return extract


@pytest.mark.parametrize("reader", READERS)
def test_the_files_that_are_damaged_below_are_read_while_they_are_whole(reader: ModuleType):
    extract = checked(reader, SEEDS[reader])
    assert (bool(extract.pieces), extract.problems) == (True, ())


@pytest.mark.parametrize("reader", READERS)
@given(data=st.binary(max_size=400))
def test_arbitrary_bytes_give_an_extract(reader: ModuleType, data: bytes):
    checked(reader, data)


@pytest.mark.parametrize("reader", READERS)
def test_a_file_cut_off_anywhere_gives_an_extract(reader: ModuleType):
    seed = SEEDS[reader]
    for end in range(0, len(seed), 7):
        checked(reader, seed[:end])


@pytest.mark.parametrize("reader", READERS)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(changes=st.lists(st.tuples(st.integers(0, 5000), st.binary(min_size=1, max_size=6)), min_size=1, max_size=6))
def test_a_damaged_file_gives_an_extract(reader: ModuleType, changes: list[tuple[int, bytes]]):
    data = SEEDS[reader]
    for place, new in changes:
        place %= len(data)
        data = data[:place] + new + data[place + len(new) :]
    checked(reader, data)


MARKUP = """<w:p> </w:p> <w:t> </w:t> <w:r> <w:tbl> </w:tbl> <w:tr> <w:tc> <w:del> </w:del> <w:ins> <w:sdt>
<w:sdtContent>
<w:br/> <w:tab/> <w:txbxContent> <w:numPr> <w:ilvl/> <w:numId/> <w:pPr> <w:rPr> <w:trPr> <w:tcPr> <w:vMerge/> <w:lvl>
<w:num> <w:a:b/> &amp; &#55296; x 到"""
XML = st.sampled_from(MARKUP.split())


@settings(deadline=None)
@given(
    part=st.sampled_from(sorted(word_parts())), place=st.integers(0, 2000), new=st.lists(XML, min_size=1, max_size=8)
)
def test_a_word_file_with_any_markup_gives_an_extract(part: str, place: int, new: list[str]):
    parts = word_parts()
    place = parts[part].index(b">") + 1 + place % (len(parts[part]) // 2)
    parts[part] = parts[part][:place] + "".join(new).encode() + parts[part][place:]
    checked(docx, packed(parts))


@given(data=st.binary(max_size=200))
def test_a_word_file_with_any_bytes_as_its_body_gives_an_extract(data: bytes):
    checked(docx, packed(word_parts() | {"word/document.xml": data}))


@pytest.mark.parametrize("reader", READERS)
def test_an_empty_file_gives_an_extract(reader: ModuleType):
    assert checked(reader, b"").text == ""


@pytest.mark.parametrize("reader", READERS)
def test_a_file_bigger_than_the_limit_is_named(reader: ModuleType):
    extract = checked(reader, SEEDS[reader], Limits(file_bytes=60))
    assert limits.FILE_TOO_BIG in [problem.kind for problem in extract.problems]


@pytest.mark.parametrize(
    "source",
    [
        "<" * 50_000,
        '<a "' * 50_000,
        "<a '\"" * 50_000,
        "<!--" * 50_000,
        "<script>" * 50_000,
        "<table>" * 20_000 + "<h1>x",
        "<div class=nav>" * 50_000,
        "<table><tr>" + "<td colspan=999 rowspan=999>x" * 5_000,
        "&" * 50_000 + "&#" + "9" * 50_000,
        "<p>" + " \n" * 100_000,
        "[" * 50_000,
        "> " * 50_000 + "x",
        "# " + " " * 100_000 + "x",
        "|" * 50_000 + "\n" + "|-" * 50_000,
        "- " * 50_000,
        "`" * 50_000,
    ],
)
def test_sources_made_to_take_long_are_read(source: str):
    for reader in (html, markdown):
        checked(reader, source.encode())


def test_cells_that_claim_to_cover_everything_stay_within_the_limit():
    source = "<table>" + "<tr><td colspan=1000 rowspan=1000>a<td>b" * 400 + "</table>"
    extract = checked(html, source.encode(), Limits(cells=10_000))
    assert sum(len(row) for piece in extract.pieces for row in piece.rows) <= 10_000
    assert limits.TOO_MANY_CELLS in [problem.kind for problem in extract.problems]


def test_a_word_file_that_unpacks_to_far_more_than_it_holds_is_read_within_the_limit():
    parts = word_parts()
    bomb = parts["word/document.xml"].replace(b"<w:t>x", b"<w:t>" + b"x" * 30_000_000)
    extract = checked(docx, packed(parts | {"word/document.xml": bomb}))
    assert len(extract.text) < 10_000_000
    assert limits.UNPACKED_TOO_BIG in [problem.kind for problem in extract.problems]


def test_entities_that_grow_without_end_are_not_resolved():
    lol = b"<!DOCTYPE w [<!ENTITY a 'aaaaaaaaaa'>%s]>" % b"".join(
        b"<!ENTITY %c '%s'>" % (name, b"&%c;" % (name - 1) * 10) for name in range(ord("b"), ord("k"))
    )
    parts = word_parts()
    parts["word/document.xml"] = lol + parts["word/document.xml"].replace(b"<w:t>x", b"<w:t>&j;")
    extract = checked(docx, packed(parts))
    assert len(extract.text) < 1000
    assert limits.ENTITIES_IGNORED in [problem.kind for problem in extract.problems]


def test_levels_deeper_than_the_limit_are_left_out_and_named():
    parts = word_parts()
    deep = b"<w:sdt><w:sdtContent>" * 400
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:tbl>", deep + b"<w:tbl>", 1)
    extract = checked(docx, packed(parts))
    assert "x" in extract.text
    assert limits.TOO_DEEP in [problem.kind for problem in extract.problems]


def test_a_title_that_is_half_a_character_is_left_out():
    assert checked(pdf, printed()).page_metadata["title"] == "1"
    assert "title" not in checked(pdf, printed(title=b"<FEFFD800>")).page_metadata


def test_letters_far_outside_every_page_are_left_out():
    assert checked(pdf, printed(x=10**9)).text == ""
