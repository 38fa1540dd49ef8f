"""Spreadsheets as text: .xlsx, .xls and .csv, also as WPS writes them, and files that are broken or mean harm."""

from __future__ import annotations

import datetime
import io
import re
import struct
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
import xlwt
from openpyxl.worksheet.worksheet import Worksheet

from luoshi.observe.limits import Limits
from luoshi.observe.sheet import Sheet
from luoshi.observe.workbook import sheets
from luoshi.observe.xls_records import records
from luoshi.observe.xlsx_package import extent


def xlsx(fill: Callable[[Worksheet], Any]) -> bytes:
    book = openpyxl.Workbook()
    assert isinstance(book.active, Worksheet)
    book.active.title = "2-4"
    fill(book.active)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def xls(fill: Callable[[Any], Any]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    fill(book.add_sheet("2-4"))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def rows_of(*rows: tuple[Any, ...]) -> Callable[[Worksheet], None]:
    return lambda sheet: [sheet.append(row) for row in rows] and None


def only(data: bytes, name: str = "a.xlsx") -> Sheet:
    found, problems = sheets(data, name)
    assert problems == []
    (sheet,) = found
    return sheet


def codes(data: bytes, name: str = "a.xlsx", **limits: int) -> list[str]:
    return [problem.code for problem in sheets(data, name, limits=Limits(**limits))[1]]


def edited(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A package with one part changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as before:
        parts = {name: before.read(name) for name in before.namelist()}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after:
        for name, content in parts.items():
            after.writestr(name, change(content) if name == part else content)
    return file.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
SOUND = xlsx(rows_of(("地区", "2018"), ("松原市", 730.5)))


# ------------------------------------------------------------------ cells


def test_numbers_are_kept_as_they_are_stored() -> None:
    sheet = only(xlsx(rows_of((915.0473, 7305, 0.1 + 0.2, "1,234.50", 2018.0, -3))))
    assert sheet.rows == [["915.0473", "7305", "0.3", "1,234.50", "2018", "-3"]]


def test_days_and_truths_are_texts() -> None:
    sheet = only(xlsx(rows_of((datetime.date(2019, 11, 5), datetime.datetime(2019, 11, 5, 8, 30), True))))
    assert sheet.rows == [["2019-11-05", "2019-11-05 08:30:00", "TRUE"]]


@pytest.mark.parametrize("shown", ["0.0%", "0%", '0.00%;"负"0.00%', "[红色]0.0%"])
def test_a_number_shown_as_a_percentage_is_one_in_xlsx(shown: str) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append((0.452, 0.452))
        sheet["B1"].number_format = shown

    assert only(xlsx(fill)).rows == [["0.452", "45.2%"]]


def test_a_per_cent_sign_in_quotes_makes_no_percentage() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = 45.2
        sheet["A1"].number_format = '0.0"%"'

    assert only(xlsx(fill)).rows == [["45.2"]]


def test_a_number_shown_as_a_percentage_is_one_in_xls() -> None:
    def fill(sheet: Any) -> None:
        sheet.write(0, 0, 0.452)
        sheet.write(0, 1, 0.452, xlwt.easyxf(num_format_str="0.0%"))
        sheet.write(1, 1, 12, xlwt.easyxf(num_format_str="0%"))

    assert only(xls(fill), "a.xls").rows == [["0.452", "45.2%"], ["", "1200%"]]


def test_merged_cells_are_filled_and_remembered() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["B1"], sheet["B2"], sheet["C2"] = "地区", "地区生产总值", 2017, 2018
        sheet.merge_cells("B1:C1")
        sheet.merge_cells("A1:A2")

    found = only(xlsx(fill))
    assert found.rows == [["地区", "地区生产总值", "地区生产总值"], ["地区", "2017", "2018"]]
    assert found.covered == {(1, 3), (2, 1)}


def test_merged_cells_of_xls_are_filled() -> None:
    def fill(sheet: Any) -> None:
        sheet.write_merge(0, 0, 0, 1, "合并")
        sheet.write(1, 1, 5)

    assert only(xls(fill), "a.xls").rows == [["合并", "合并"], ["", "5"]]


def test_a_merged_area_over_the_whole_sheet_costs_nothing() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["B2"] = "甲", 5

    merged = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells><pageMargins'
    data = edited(xlsx(fill), SHEET, lambda part: part.replace(b"<pageMargins", merged))
    assert only(data).rows == [["甲", "甲"], ["甲", "甲"]]


def test_blank_columns_up_to_the_last_are_no_part_of_the_sheet() -> None:
    def fill(sheet: Worksheet) -> None:
        rows_of(("地区", 2018), ("松原市", 730))(sheet)
        for column in range(3, 16385, 512):
            sheet.cell(1, column).number_format = "0.0"
        sheet["XFD1"].number_format = "0.0"

    assert only(xlsx(fill)).rows == [["地区", "2018"], ["松原市", "730"]]


def test_inline_strings_and_cells_without_a_place_are_read() -> None:
    cells = (
        b'<sheetData><row><c t="inlineStr"><is><t>\xe5\x9c\xb0\xe5\x8c\xba</t></is></c><c><v>2018</v></c></row>'
        b'<row><c t="str"><v>\xe9\x95\xbf\xe6\x98\xa5</v></c><c><v>7.5</v></c></row></sheetData>'
    )
    data = edited(SOUND, SHEET, lambda part: re.sub(rb"<sheetData>.*</sheetData>", cells, part, flags=re.DOTALL))
    assert only(data).rows == [["地区", "2018"], ["长春", "7.5"]]


def test_a_formula_has_the_value_that_was_stored_and_one_without_is_said() -> None:
    def change(part: bytes) -> bytes:
        return part.replace(b"<v>730.5</v>", b"<f>700+30.5</f><v>730.5</v>")

    assert only(edited(SOUND, SHEET, change)).cell(2, 2) == "730.5"
    assert codes(xlsx(rows_of(("地区", "=1+1"), ("长春", 3)))) == ["observe-formula-without-value"]


def test_a_sheet_is_found_by_its_name() -> None:
    book = openpyxl.Workbook()
    book.create_sheet("2-5")["A1"] = "乙"
    file = io.BytesIO()
    book.save(file)
    assert [sheet.cell(1, 1) for sheet in sheets(file.getvalue(), "a.xlsx", only="2-5")[0]] == ["乙"]
    _, problems = sheets(file.getvalue(), "a.xlsx", only="2-6")
    assert [problem.code for problem in problems] == ["observe-no-such-sheet"]
    assert "2-5" in problems[0].zh


# ------------------------------------------------------------------ what a file is


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (SOUND, "a.xls", "observe-other-suffix"),
        (b"a,b\n1,2\n", "a.xlsx", "observe-other-suffix"),
        (SOUND[:2000], "a.xlsx", "observe-damaged"),
        (b"PK\x03\x04", "a.xlsx", "observe-damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.xls", "observe-damaged"),
        (b"<html><table><tr><td>1</td></tr></table>", "a.xls", "observe-other-format"),
        (b"%PDF-1.7", "a.xlsx", "observe-other-format"),
    ],
)
def test_what_a_file_is_its_bytes_say(data: bytes, name: str, code: str) -> None:
    assert codes(data, name) == [code]


def test_a_file_cut_off_anywhere_is_said() -> None:
    book = xls(lambda sheet: [sheet.write(row, 0, row) for row in range(2000)])
    for data, name in ((SOUND, "a.xlsx"), (book, "a.xls")):
        for part in range(1, 8):
            found, problems = sheets(data[: len(data) * part // 8], name)
            assert problems or found


def test_a_zip_that_is_no_workbook_is_said() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert codes(file.getvalue()) == ["observe-damaged"]


def compound(*names: str) -> bytes:
    """A compound file with empty streams of these names."""
    size = 512
    header = bytearray(size)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HH", header, 30, 9, 6)
    struct.pack_into("<IIIIII", header, 44, 1, 1, 0, 4096, 0xFFFFFFFE, 0)
    struct.pack_into("<II", header, 68, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    following = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    directory = bytearray(size)
    for number, name in enumerate(["Root Entry", *names]):
        text = name.encode("utf-16-le")
        directory[number * 128 : number * 128 + len(text)] = text
        struct.pack_into("<HB", directory, number * 128 + 64, len(text) + 2, 5 if number == 0 else 2)
        struct.pack_into("<II", directory, number * 128 + 116, 0xFFFFFFFE, 0)
    return bytes(header) + following + bytes(directory)


def test_a_password_is_said() -> None:
    assert codes(compound("EncryptionInfo", "EncryptedPackage")) == ["observe-password"]


def test_a_compound_file_that_is_no_workbook_is_said() -> None:
    assert codes(compound("WordDocument"), "a.xls") == ["observe-damaged"]


# ------------------------------------------------------------------ harm


def test_a_value_far_off_the_table_is_said_and_not_read() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "地区"
        sheet["XFD1048576"] = 1

    found, problems = sheets(xlsx(fill), "a.xlsx")
    assert (found, [problem.code for problem in problems]) == ([], ["observe-too-many-cells"])
    assert "16384" in problems[0].zh


def test_a_value_far_off_in_xls_is_said_and_not_read() -> None:
    def fill(sheet: Any) -> None:
        sheet.write(0, 0, 1)
        sheet.write(65535, 255, 1)

    assert codes(xls(fill), "a.xls") == ["observe-too-many-cells"]


def test_a_bomb_is_not_unpacked() -> None:
    data = edited(SOUND, SHEET, lambda part: part + b" " * (5 << 20))
    assert codes(data, unpacked_bytes=1 << 20) == ["observe-unpacks-too-big"]


def test_a_bomb_that_lies_about_its_size_is_not_unpacked() -> None:
    data = bytearray(edited(SOUND, SHEET, lambda part: part + b" " * (5 << 20)))
    for header, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        for found in re.finditer(re.escape(header), bytes(data)):
            struct.pack_into("<I", data, found.start() + place, 100)
    assert codes(bytes(data), unpacked_bytes=1 << 20) == ["observe-unpacks-too-big"]


def test_entities_are_not_resolved() -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "' + b"ha" * 500 + b'"><!ENTITY b "' + b"&a;" * 500 + b'">]>'

    def change(part: bytes) -> bytes:
        start = part.index(b"?>") + 2 if part.startswith(b"<?xml") else 0
        return part[:start] + laughs + part[start:].replace(b"<v>730.5</v>", b"<v>&b;</v>")

    found, problems = sheets(edited(SOUND, SHEET, change), "a.xlsx")
    assert problems or all("haha" not in cell for sheet in found for row in sheet.rows for cell in row)


def test_a_long_text_that_stands_in_every_cell_is_counted_as_often_as_it_stands() -> None:
    strings = b"<sst><si><t>" + b"x" * 30_000 + b"</t></si></sst>"
    looked = extent(b"<row>" + b'<c t="s"><v>0</v></c>' * 4000 + b"</row>", {"xl/sharedStrings.xml": strings})
    assert looked.text_bytes > 4000 * 30_000


def test_a_cell_that_hides_where_it_is_is_not_read() -> None:
    data = edited(SOUND, SHEET, lambda part: part.replace(b'r="B2"', b'r="&#88;FD1048576"'))
    assert codes(data) == ["observe-damaged"]


def test_a_part_in_another_encoding_is_not_read() -> None:
    data = edited(SOUND, SHEET, lambda part: part.decode().encode("utf-16"))
    assert codes(data) == ["observe-damaged"]


def test_a_file_beyond_the_limit_is_said() -> None:
    assert codes(SOUND, file_bytes=10) == ["observe-file-too-big"]
    assert codes(b"1,2\n" * 100, "a.csv", cells=50) == ["observe-too-many-cells"]


def test_tags_that_are_never_closed_are_cells_like_others() -> None:
    data = edited(SOUND, SHEET, lambda part: b"<c><si>" * 100_000)
    assert codes(data, cells=10_000) == ["observe-too-many-cells"]


def test_the_texts_of_xls_are_counted_as_often_as_they_stand() -> None:
    def fill(sheet: Any) -> None:
        for row in range(500):
            sheet.write(row, 0, "很长" * 5000)
            sheet.write(row, 1, f"第{row}行")

    looked = records(xls(fill)).sheets[0]
    assert 500 * 20_000 <= looked.text_bytes <= 500 * 20_020
    assert codes(xls(fill), "a.xls", text_bytes=1 << 20) == ["observe-too-many-cells"]


def test_many_texts_of_xls_go_on_from_one_record_to_the_next() -> None:
    def fill(sheet: Any) -> None:
        for row in range(2000):
            sheet.write(row, 0, f"第{row}行" * 7 if row % 2 else f"row {row} " * 9)

    expected = sum(2 * len(f"第{row}行" * 7 if row % 2 else f"row {row} " * 9) for row in range(2000))
    assert records(xls(fill)).sheets[0].text_bytes == expected
    assert only(xls(fill), "a.xls").cell(1999, 1) == "row 1998 " * 8 + "row 1998"
