"""PDF: lines and their boxes, furniture, indentation, columns, ruled tables, and what cannot be read."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import pytest

from luoshi.read import pdf
from luoshi.read.extract import Extract
from luoshi.read.limits import PAGE_TOO_FULL, TOO_MANY_CELLS, TOO_MANY_PAGES, Limits

EM = 16
LEFT, TOP = 80, 120

Item = tuple[float, float, str]
Bar = tuple[float, float, float, float]


def sheet(*items: Item, rules: Sequence[Bar] = (), height: int = 842) -> str:
    """What is drawn on a page: texts at (x, distance from the top), and lines."""
    drawn = [
        f"BT /F1 {EM} Tf {x} {height - y - EM} Td <{text.encode('utf-16-be').hex()}> Tj ET" for x, y, text in items
    ]
    drawn += [f"{x0} {height - y0} m {x1} {height - y1} l S" for x0, y0, x1, y1 in rules]
    return "\n".join(drawn)


def made(*sheets: str, turned: int = 0, picture: bool = False, extra: str = "") -> bytes:
    """A PDF of these pages in a font that readers know and that is not embedded."""
    image = "/XObject << /I 4 0 R >>" if picture else ""
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(sheets)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
        " /DescendantFonts [<< /Type /Font"
        " /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo"
        " << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /W [1 95 500] /DW 1000 /FontDescriptor"
        " << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /Ascent 880 /Descent -120 /CapHeight 880"
        " /ItalicAngle 0 /StemV 93 /FontBBox [0 -120 1000 880] >> >>] >>",
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
        "\nstream\n0\nendstream",
    ]
    for number, drawn in enumerate(sheets):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate {turned} /Contents {6 + 2 * number} 0 R"
            f" /Resources << /Font << /F1 3 0 R >> {image} >> >>"
        )
        drawn += "\nq 500 0 0 700 40 70 cm /I Do Q" if picture else ""
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    body, places = "%PDF-1.5\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size, start = len(objects) + 1, len(body)
    body += f"xref\n0 {size}\n0000000000 65535 f \n{table}"
    body += f"trailer\n<< /Size {size} /Root 1 0 R {extra} >>\nstartxref\n{start}\n%%EOF"
    return body.encode("latin-1")


def read(data: bytes, **limits: int) -> Extract:
    return pdf.extract(data, "plan.pdf", Limits(**limits))


def lines(extract: Extract, kind: str = "paragraph") -> list[str]:
    return [extract.text[p.start : p.end] for p in extract.pieces if p.kind == kind]


def cells(extract: Extract) -> list[list[list[str]]]:
    return [
        [[extract.text[place[0] : place[1]] for place in row if place] for row in piece.rows]
        for piece in extract.pieces
        if piece.kind == "table"
    ]


def prose(*texts: str, top: float = TOP, left: float = LEFT) -> list[Item]:
    """Lines one below the other; a full-width blank at the beginning is an indentation."""
    items = []
    for number, text in enumerate(texts):
        indent = len(text) - len(text.lstrip("\u3000"))
        items.append((left + EM * indent, top + 29 * number, text.lstrip("\u3000")))
    return items


def ruled(
    rows: Sequence[Sequence[str]], top: float, widths: Sequence[float] = (120, 120, 120)
) -> tuple[list[Item], list[Bar]]:
    """A table with all its lines drawn."""
    edges = [LEFT + sum(widths[:number]) for number in range(len(widths) + 1)]
    bottom = top + 30 * len(rows)
    bars: list[Bar] = [(edges[0], top + 30 * number, edges[-1], top + 30 * number) for number in range(len(rows) + 1)]
    bars += [(edge, top, edge, bottom) for edge in edges]
    items = [(edges[c] + 6, top + 30 * r + 6, text) for r, row in enumerate(rows) for c, text in enumerate(row) if text]
    return items, bars


def test_a_printed_line_is_a_piece_with_its_box():
    extract = read(made(sheet(*prose("到2020年，森林覆盖率", "达到45%以上。"))))
    assert lines(extract) == ["到2020年，森林覆盖率", "达到45%以上。"]
    (first, box), (second, _) = extract.boxes
    assert [extract.text[first : first + 2], extract.text[second : second + 2]] == ["到2", "达到"]
    assert (box.page, round(box.x0)) == (1, LEFT)
    assert TOP - 4 < box.top < box.bottom < TOP + EM + 6
    assert not any(piece.whole for piece in extract.pieces)


def test_a_line_that_begins_a_paragraph_begins_with_two_full_width_blanks():
    printed = [
        "一、总体要求",
        "\u3000\u3000加快推进资源型城市转型，建",
        "设一批重点项目，",
        "\u3000\u3000完善政策。",
        "落实责任。",
    ]
    assert lines(read(made(sheet(*prose(*printed))))) == printed


def test_indentation_is_seen_on_a_page_where_every_line_is_indented():
    first, second = (
        sheet(*prose("转型发展规划的任务是", "加快建设一批项目。", "各市要落实。")),
        sheet(*prose("\u3000\u3000完善政策。")),
    )
    assert lines(read(made(first, sheet(), second)))[-1] == "\u3000\u3000完善政策。"


def test_a_line_behind_a_gap_begins_a_paragraph():
    printed = [*prose("第一行第一行", "第二行第二行", "第三行第三行"), *prose("第四行第四行", top=TOP + 29 * 5)]
    assert lines(read(made(sheet(*printed))))[-1] == "\u3000\u3000第四行第四行"


def test_page_numbers_and_running_heads_are_furniture():
    def page(number: int) -> str:
        return sheet((LEFT, 40, "转型规划"), *prose(f"第{'一二三四'[number]}项任务"), (280, 790, f"— {number + 1} —"))

    extract = read(made(*(page(number) for number in range(4))))
    assert lines(extract) == ["第一项任务", "第二项任务", "第三项任务", "第四项任务"]
    assert lines(extract, "furniture")[:2] == ["转型规划", "— 1 —"]


def test_a_line_at_the_head_of_one_page_alone_is_text():
    pages = [sheet((LEFT, 40, f"第{number}章"), *prose("正文")) for number in "甲乙丙丁"]
    assert len(lines(read(made(*pages)))) == 8


def test_a_wide_gap_in_a_line_is_kept_as_blanks():
    (text,) = lines(read(made(sheet((LEFT, TOP, "覆盖率"), (LEFT + 10 * EM, TOP, "45")))))
    assert text == "覆盖率" + " " * 14 + "45"


def test_letters_printed_twice_to_look_bold_are_read_once():
    assert lines(read(made(sheet((LEFT, TOP, "要求"), (LEFT + 0.4, TOP, "要求"))))) == ["要求"]


def test_a_page_of_two_columns_is_read_column_by_column():
    left, right = [f"左{number}" + "文" * 11 for number in range(9)], [f"右{number}" + "文" * 11 for number in range(9)]
    items = [(LEFT + 160, 90, "标题标题"), *prose(*left), *prose(*right, left=LEFT + 15 * EM)]
    assert [text.strip() for text in lines(read(made(sheet(*items))))] == ["标题标题", *left, *right]


def test_columns_of_figures_are_no_columns_of_prose():
    items = [*prose(*["指标"] * 10), *prose(*["45"] * 10, left=LEFT + 20 * EM)]
    assert lines(read(made(sheet(*items))))[0].split() == ["指标", "45"]


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_boxes_are_those_of_the_page_as_it_is_seen(turned: int):
    extract = read(made(sheet((LEFT, TOP, "落实")), turned=turned))
    box = extract.boxes[0][1]
    width, height = (842, 595) if turned in (90, 270) else (595, 842)
    assert 0 <= box.x0 < box.x1 <= width
    assert 0 <= box.top < box.bottom <= height


# ------------------------------------------------------------------ tables


def test_a_ruled_table_is_a_table_between_its_lines_of_text():
    items, bars = ruled([["指标", "2015年", "2020年"], ["覆盖率", "40", "45"]], TOP + 40)
    extract = read(made(sheet(*prose("表1"), *items, *prose("注：略", top=TOP + 140), rules=bars)))
    assert cells(extract) == [[["指标", "2015年", "2020年"], ["覆盖率", "40", "45"]]]
    assert [piece.kind for piece in extract.pieces] == ["paragraph", "table", "paragraph"]
    assert "指标\t2015年\t2020年\n覆盖率\t40\t45" in extract.text


def test_cells_without_a_line_between_them_are_one():
    items, bars = ruled([["指标", "目标", ""], ["", "2015年", "2020年"], ["覆盖率", "40", "45"]], TOP)
    bars.remove((LEFT + 240, TOP, LEFT + 240, TOP + 90))
    bars.remove((LEFT, TOP + 30, LEFT + 360, TOP + 30))
    bars += [(LEFT + 240, TOP + 30, LEFT + 240, TOP + 90), (LEFT + 120, TOP + 30, LEFT + 360, TOP + 30)]
    assert cells(read(made(sheet(*items, rules=bars)))) == [
        [["指标", "目标", "目标"], ["指标", "2015年", "2020年"], ["覆盖率", "40", "45"]]
    ]


def test_lines_in_a_cell_are_one_text():
    items, bars = ruled([["总投资", "年", "限"], ["1", "2", "3"]], TOP)
    extract = read(
        made(
            sheet(*[item for item in items if item[2] != "总投资"], (86, TOP, "总"), (86, TOP + 13, "投资"), rules=bars)
        )
    )
    assert cells(extract)[0][0][0] == "总投资"


def test_a_table_goes_on_over_the_page_without_its_header_again():
    header = ["序号", "项目", "投资"]
    first, bars = ruled([header, ["1", "引水", "36"]], 600)
    second, more = ruled([header, ["2", "机场", "56"]], TOP)
    head, foot = (LEFT, 40, "转型规划"), (290, 790, "1")
    extract = read(made(sheet(head, *first, foot, rules=bars), sheet(head, *second, rules=more)))
    assert cells(extract) == [[header, ["1", "引水", "36"], ["2", "机场", "56"]]]
    (table,) = [piece for piece in extract.pieces if piece.kind == "table"]
    assert {box.page for start, box in extract.boxes if table.start <= start < table.end} == {1, 2}


def test_a_row_that_the_page_splits_is_made_whole():
    first, bars = ruled([["序号", "项目", "投资"], ["1", "引水", "36"]], 600)
    second, more = ruled([["", "工程", ""], ["2", "机场", "56"]], TOP)
    extract = read(made(sheet(*first, rules=bars), sheet(*second, rules=more)))
    assert cells(extract)[0][1:] == [["1", "引水工程", "36"], ["2", "机场", "56"]]


def test_a_frame_around_text_is_no_table():
    items, bars = ruled([["专栏1"], ["建设一批项目"]], TOP, widths=(300,))
    extract = read(made(sheet(*items, rules=bars)))
    assert cells(extract) == []
    assert [text.strip() for text in lines(extract)] == ["专栏1", "建设一批项目"]


# ------------------------------------------------------------------ what cannot be read


def test_a_scan_is_named_with_what_to_do():
    extract = read(made("", "", picture=True))
    (problem,) = extract.problems
    assert problem.kind is pdf.NO_TEXT_LAYER
    assert problem.words == {"count": "2"}
    assert "OCR" in problem.hint_zh


def test_a_scanned_page_among_others_is_named():
    extract = read(made(sheet(*prose("正文")), "", picture=True))
    assert [(p.kind, p.words) for p in extract.problems] == [(pdf.PAGES_WITHOUT_TEXT, {"pages": "2"})]


def test_letters_of_a_font_that_does_not_say_what_they_are_are_named():
    extract = read(made(sheet(*prose("\ue001\ue002\ue003\ue004正文"))))
    assert [p.kind for p in extract.problems] == [pdf.GARBLED]


def test_a_password_is_named():
    locked = "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{}> /U <{}> >> /ID [<00> <00>]".format(
        "00" * 32, "00" * 32
    )
    assert [p.kind for p in read(made(sheet(), extra=locked)).problems] == [pdf.LOCKED]


def test_bytes_that_only_begin_like_a_pdf_are_unreadable():
    assert pdf.matches(b"%PDF-1.7\n")
    assert [p.kind for p in read(b"%PDF-1.7\n" + zlib.compress(b"x" * 99)).problems] == [pdf.UNREADABLE]


def test_pages_characters_and_cells_beyond_the_limits_are_left_out_and_named():
    pages = [sheet(*prose(f"第{number}页正文")) for number in "一二三"]
    extract = read(made(*pages), pages=2, page_characters=3)
    assert lines(extract) == ["第一页", "第二页"]
    assert [p.kind for p in extract.problems] == [TOO_MANY_PAGES, PAGE_TOO_FULL, PAGE_TOO_FULL]
    items, bars = ruled([["a", "b", "c"], ["1", "2", "3"]], TOP)
    table = read(made(sheet(*items, rules=bars)), cells=5)
    assert cells(table) == []
    assert [p.kind for p in table.problems] == [TOO_MANY_CELLS]
