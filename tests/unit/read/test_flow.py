"""From lines to the reading: widths, page numbers, wraps, blanks; and always the way back."""

from __future__ import annotations

import pytest

from luoshi.read.extract import Piece
from luoshi.read.flow import Flow, flow, fold
from luoshi.read.text import extract


def read(text: str) -> Flow:
    return flow(text, extract(text.encode(), "a.txt").pieces)


def paragraphs(text: str) -> list[str]:
    found = read(text)
    return [found.text[block.start : block.end] for block in found.blocks if block.kind == "paragraph"]


def furniture(text: str) -> list[str]:
    """What is left out of the reading: the characters of the text that no place of the flow leads to."""
    found = read(text)
    kept = {found.offsets.position(i) for i in range(len(found.text))}
    return [char for i, char in enumerate(text) if i not in kept and not char.isspace()]


# ------------------------------------------------------------------ widths


@pytest.mark.parametrize(
    ("printed", "read_as"),
    [
        ("２０２０", "2020"),
        ("４.５％", "4.5%"),
        ("ＡＢｃ", "ABc"),
        ("(甲)", "（甲）"),
        ("（甲)", "（甲）"),
        ("〔2016〕40号", "〔2016〕40号"),
        ("[2016]40号", "[2016]40号"),
        ("3–5个", "3-5个"),
        ("——修建", "——修建"),
        ("3～5个", "3-5个"),
        ("2013－2020年", "2013-2020年"),
        ("责任单位:甲局,乙局;丙局", "责任单位：甲局，乙局；丙局"),
        ("1,234.5", "1,234.5"),
        ("10:30", "10:30"),
        ("甲\u3000乙\xa0丙\t丁", "甲 乙 丙 丁"),
        ("二〇二〇年", "二零二零年"),
        ("二○二○年", "二零二零年"),
        ("十天之後", "十天之后"),
        ("馀额", "余额"),
    ],
)
def test_widths_are_folded_one_character_for_one(printed: str, read_as: str) -> None:
    assert fold(printed) == read_as
    assert len(fold(printed)) == len(printed)


# ------------------------------------------------------------------ page numbers


@pytest.mark.parametrize("number", ["- 3 -", "—3—", "第 3 页", "第3页", "· 3 ·"])
def test_a_page_number_on_its_own_line_is_left_out(number: str) -> None:
    text = f"栽种花木，修建绿道，清理河道，整治岸线，疏浚湖泊，修缮花房，增设苗圃，\n{number}\n补种林带。"
    assert "".join(paragraphs(text)) == text.replace(f"\n{number}\n", "")


def page(number: int, glued: str = "") -> str:
    """A page of ten paragraphs whose number stands at its head, alone or glued to the first word."""
    body = [f"{'（' if i else ''}此页写到花木第{'甲乙丙丁戊己庚辛壬癸'[i]}类。" for i in range(10)]
    return f"{number}{glued}" + "\n".join(body)


def test_numbers_that_count_up_page_by_page_are_page_numbers_also_where_glued_to_a_word() -> None:
    text = "\n".join(page(number) for number in (91, 92, 93, 94))
    assert [line for line in paragraphs(text) if any(char.isdigit() for char in line)] == []


def test_a_page_number_glued_to_a_decimal_marker_is_cut_off() -> None:
    text = "\n".join([page(98), page(99), page(100, glued="12.3 "), page(101, glued="12.4 ")])
    assert [line[:4] for line in paragraphs(text) if line[0].isdigit()] == ["12.3", "12.4"]


def test_numbers_that_do_not_count_up_are_figures() -> None:
    text = "\n".join(page(number) for number in (91, 17, 45, 60))
    assert furniture(text) == []


def test_an_item_number_is_no_page_number() -> None:
    text = "\n".join(f"{i}.修建第{i}条绿道。" for i in range(1, 40))
    assert furniture(text) == []
    assert len(paragraphs(text)) == 39


# ------------------------------------------------------------------ paragraphs


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["栽种《花木", "名录》所列树种。"], 1),
        (["由有关单位（市水务局、", "市园林局）办理。"], 1),
        (["栽种花木、", "修建绿道。"], 1),
        (["绿道密度达到60", "%以上。"], 1),
        (["栽种花木。", "修建绿道。"], 2),
        (["一、总体要求", "栽种花木。"], 2),
        (["栽种花木，", "（二）修建绿道。"], 2),
        (["栽种花木、", "——修建绿道。"], 2),
        (["栽种花木、", "    修建绿道。"], 2),
        (["栽种花木", "责任单位：市园林局"], 2),
        (["关于栽种花木的意见", "各县人民政府："], 2),
    ],
)
def test_a_line_goes_on_where_a_mark_is_open_and_never_across_a_marker(lines: list[str], joined: int) -> None:
    assert len(paragraphs("\n".join(lines))) == joined


def test_hard_wrapped_text_is_one_paragraph_again() -> None:
    prose = (
        "为了让城里城外的人都能在十分钟以内走到一片可以歇脚的树荫下面各县应当把零散地块逐一登记造册并且按照先近后远的次序安排栽种"
        * 6
    )
    wrapped = "\n".join(prose[i : i + 24] for i in range(0, len(prose), 24))
    assert paragraphs(wrapped) == [prose]


def test_a_page_break_inside_a_sentence_is_mended() -> None:
    first = "栽种花木，修建绿道，清理河道，整治岸线，疏浚湖泊，修缮花房，增设苗圃，再把零散的地块逐一登"
    assert paragraphs(f"{first}\n- 7 -\n记造册。") == [f"{first}记造册。"]


def test_a_broken_number_with_its_unit_is_one_again() -> None:
    assert paragraphs("到 2025\n年，绿道密度达到60%。") == ["到2025年，绿道密度达到60%。"]


def test_headings_of_the_format_are_never_joined() -> None:
    text = "总体要求，\n栽种花木，"
    found = flow(text, [Piece(0, 5, level=1), Piece(6, 11)])
    assert [block.level for block in found.blocks] == [1, 0]


def test_a_whole_paragraph_of_the_format_is_joined_only_across_an_open_mark() -> None:
    apart = flow("栽种花木、\n修建绿道。", [Piece(0, 5, whole=True), Piece(6, 11, whole=True)])
    across = flow("栽种《花木\n名录》。", [Piece(0, 5, whole=True), Piece(6, 10, whole=True)])
    assert (len(apart.blocks), len(across.blocks)) == (2, 1)


# ------------------------------------------------------------------ blanks and the way back


@pytest.mark.parametrize(
    ("printed", "read_as"),
    [
        ("到 2020 年达到 60 %", "到2020年达到60%"),
        ("10 万亩", "10万亩"),
        ("栽\u200b种\ufeff花木", "栽种花木"),
        ("栽 种　花\xa0木", "栽种花木"),
        ("green way", "green way"),
        pytest.param("栽种and修建", "栽种和修建"),
        ("栽种 and 修建", "栽种和修建"),
        ("use and keep", "use and keep"),
    ],
)
def test_blanks_beside_chinese_characters_are_passed_over(printed: str, read_as: str) -> None:
    assert read(printed).text == read_as


def test_every_character_of_the_reading_leads_to_its_character_in_the_text() -> None:
    text = "到 ２０２０\n年，（甲\u200b 局)负责 。\r\n\r\n一、修　建"
    found = read(text)
    back = [text[found.offsets.position(i)] for i in range(len(found.text))]
    assert "".join(fold(char) for char in back).replace("\r", "\n") == found.text


def test_the_blocks_cover_the_reading_but_for_the_separators() -> None:
    found = read("一、总体要求\n栽种花木。\n\n二、主要任务\n修建绿道。")
    ends = [0, *(block.end + 1 for block in found.blocks)]
    assert ends[:-1] == [block.start for block in found.blocks]
    assert ends[-1] == len(found.text) + 1


def test_nothing_is_read_from_an_empty_text() -> None:
    found = read("")
    assert (found.text, found.blocks) == ("", ())
    assert found.offsets.position(0) == 0


def test_the_cells_of_a_table_are_parted_by_tabs_and_its_rows_by_line_breaks() -> None:
    rows = (((0, 2), (3, 5)), ((6, 8), None))
    found = flow("序号 名称 甲园", [Piece(0, 8, kind="table", rows=rows)])
    (block,) = found.blocks
    assert found.text == "序号\t名称\n甲园"
    assert block.table is not None
    cells = [[cell and found.text[cell.start : cell.end] for cell in row] for row in block.table.rows]
    assert cells == [["序号", "名称"], ["甲园", None]]


def test_a_merged_cell_is_read_once() -> None:
    merged = (0, 2)
    found = flow("名称 甲园", [Piece(0, 5, kind="table", rows=((merged, merged), (merged, (3, 5))))])
    assert found.text.count("名称") == 1
