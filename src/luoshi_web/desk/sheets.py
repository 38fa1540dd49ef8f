"""Tables in and out: a form to fill in Excel, what came back in it, and what leaves as CSV or Excel.

A cell that begins with = + - @ would be worked out by the program that opens it. Whatever people wrote leaves with an
apostrophe before such a beginning, and loses it again when it comes back.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, islice

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from luoshi.model.problem import Kind, LuoshiError
from luoshi.model.registry import Field, Value
from luoshi.publish.cells import safe, unsafe

NOT_A_TABLE = Kind(
    code="sheet-not-a-table",
    zh="“{name}”读不出表格", en="“{name}” cannot be read as a table",
    hint_zh="请用下载的填报表填写，存为 .xlsx 或 .csv。",
    hint_en="Fill in the form that was downloaded; save it as .xlsx or .csv.",
)  # fmt: skip
NO_HEADER = Kind(
    code="sheet-no-header",
    zh="“{name}”前几行没有这个台账的表头", en="the first rows of “{name}” are not the header of this registry",
    hint_zh="请从本页下载填报表，不要改动表头。", hint_en="Download the form from this page, and leave its header as it is.",
)  # fmt: skip
TOO_MANY_ROWS = Kind(
    code="sheet-too-many-rows",
    zh="“{name}”超过 {limit} 行", en="“{name}” has more than {limit} rows",
    hint_zh="请分成几个文件导入。", hint_en="Split it into several files.",
)  # fmt: skip

KEY, VERSION = "key", "@version"
MOST_ROWS = 5000
_LISTS = "选项"
_HEADER_ROWS = 6
# What Excel lets a list in a cell be, without a sheet of its own.
_HEADER = Font(name="Microsoft YaHei", bold=True, color="1F2328")
_TEXT = Font(name="Microsoft YaHei", color="1F2328")
_GREY = PatternFill("solid", fgColor="F0F2F4")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
# Of how many rows a column takes its width, between which bounds, in narrow letters.
_LOOKED_AT, _NARROWEST, _WIDEST = 200, 6, 44
_LAST_NARROW = 0x2E7F
_LINE = Border(bottom=Side(style="thin", color="D8DEE4"))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a form: its field, its answers, whether it is only for reading, and whether it is shown."""

    id: str
    title: str
    field: Field | None = None
    answers: tuple[str, ...] = ()
    read_only: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row that came back: the key of the record that it is of, or who will own a new one, and what was filled in.

    `version` is that of the record with which the row was compared; `hand_in` is the move that hands it in, where it may be
    and nothing is missing.
    """

    number: int
    key: str
    owner: str
    data: Mapping[str, Value | None]
    version: int = 0
    hand_in: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it came: for each column that is known the letter of its cells, and the rows by their number.

    `unknown` are the titles of the columns that nobody knows, each with its cell.
    """

    columns: Mapping[str, str]
    rows: tuple[tuple[int, Mapping[str, object]], ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()


def form(title: str, columns: Sequence[Column], rows: Iterable[Mapping[str, str]]) -> bytes:
    """An Excel form: a header, drop-downs where there are answers, and a row for each record that is to be filled.

    The first row holds the ids of the columns and is hidden; people see the titles.
    """
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = _sheet_name(title)
    lists = book.create_sheet(_LISTS)
    lists.sheet_state = "hidden"
    _write_header(sheet, columns)
    filled = 0
    for number, row in enumerate(rows, 3):
        filled += 1
        for index, column in enumerate(columns, 1):
            _write_cell(sheet.cell(number, index), row.get(column.id, ""), column)
    for index, column in enumerate(columns, 1):
        _set_width(sheet, index, column)
        if column.answers and not column.read_only:
            _add_drop_down(sheet, lists, index, column, last=max(filled + 2, 202))
        if column.hidden:
            _hide(sheet, index, last=filled + 2)
    return _bytes(book)


def read(content: bytes, name: str, known: Mapping[str, str]) -> Sheet:
    """A form that came back, or any table with its header.

    Args:
        known: The id of a column by its id and by its title.

    Raises:
        LuoshiError: it is no table, has no header that is known, or too many rows.
    """
    rows = _csv_rows(content, name) if name.lower().endswith(".csv") else _excel_rows(content, name)
    for number, cells in rows:
        titles = [_bare(cell) for cell in cells]
        columns = {known[title]: index for index, title in enumerate(titles) if title in known}
        if len(columns) >= 2:
            strange = [(f"{get_column_letter(index + 1)}{number}", title) for index, title in enumerate(titles)
                       if title and title not in known]  # fmt: skip
            return replace(_below(columns, rows, name, known), unknown=tuple(strange))
        if number >= _HEADER_ROWS:
            break
    raise LuoshiError(NO_HEADER(name=name, where=name))


def table(title: str, header: Sequence[str], rows: Iterable[Sequence[object]], hidden: str = "") -> bytes:
    """An Excel file of a table: numbers as numbers, text as text and never as a formula; one column may be hidden."""
    return book([(title, header, rows)], hidden)


def book(tables: Iterable[tuple[str, Sequence[str], Iterable[Sequence[object]]]], hidden: str = "") -> bytes:
    """An Excel file of several tables, a sheet each: its title, its header, its rows."""
    made = Workbook(write_only=True)
    for title, header, rows in tables:
        sheet = made.create_sheet(_sheet_name(title))
        coming = iter(rows)
        first = list(islice(coming, _LOOKED_AT))
        _set_out(sheet, header, first)
        if hidden in header:
            sheet.column_dimensions[get_column_letter(header.index(hidden) + 1)].hidden = True
        sheet.append([_styled(sheet, str(one), _HEADER) for one in header])
        # A row is written at once, so that one cell serves a whole column: styling each of many would take time.
        wrapped = [_styled(sheet, "", _TEXT) for _ in header]
        for row in chain(first, coming):
            sheet.append([_cell_of(wrapped, index, value) for index, value in enumerate(row)])
    return _bytes(made)


def _set_out(sheet: Worksheet, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Columns as wide as what stands in them, the header always in sight, and a paper that holds the whole width."""
    for index, title in enumerate(header):
        words = [_wide(str(title)) / 2, *(_wide(str(row[index])) for row in rows if index < len(row))]
        width = min(max([*words, _NARROWEST]) + 2, _WIDEST)
        sheet.column_dimensions[get_column_letter(index + 1)].width = width
    sheet.freeze_panes = "B2" if len(header) > 1 else "A2"
    sheet.page_setup.paperSize, sheet.page_setup.orientation = Worksheet.PAPERSIZE_A4, "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    sheet.oddFooter.center.text = "&P / &N"


def _cell_of(wrapped: Sequence[WriteOnlyCell], index: int, value: object) -> object:
    """A value as it is, or in the column's wrapped cell where it is wider than the column."""
    if isinstance(value, int | float | date):
        return value
    words = safe(str(value))
    if len(words) <= _WIDEST // 2 or index >= len(wrapped):
        return words
    wrapped[index].value = words
    return wrapped[index]


def _styled(sheet: Worksheet, words: str, font: Font) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, words)
    cell.font, cell.alignment = font, _WRAPPED
    return cell


def _wide(words: str) -> int:
    """How many narrow letters a text is wide; a Chinese one is two."""
    return sum(2 if ord(letter) > _LAST_NARROW else 1 for letter in words[:_WIDEST])


def _sheet_name(title: str) -> str:
    """A name that Excel takes for a sheet."""
    return "".join(" " if char in "\\*?:/[]" else char for char in title)[:28].strip() or "1"


def lines(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The lines of a CSV file that Excel opens as it should."""
    yield "\ufeff" + _line(header)
    for row in rows:
        yield _line([value if isinstance(value, int | float) else safe(str(value)) for value in row])


# ------------------------------------------------------------------ writing


def _write_header(sheet: Worksheet, columns: Sequence[Column]) -> None:
    for index, column in enumerate(columns, 1):
        sheet.cell(1, index, column.id)
        cell = sheet.cell(2, index, column.title)
        cell.font, cell.border = _HEADER, _LINE
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        if column.read_only:
            cell.fill = _GREY
    sheet.row_dimensions[1].hidden = True
    sheet.row_dimensions[2].height = 36
    sheet.freeze_panes = "B3"


def _write_cell(cell: Cell, value: str, column: Column) -> None:
    asked = column.field
    number = asked is not None and asked.is_number and value != ""
    cell.value = float(value) if number else (safe(value) or None)
    cell.font, cell.border = _TEXT, _LINE
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if column.read_only:
        cell.fill = _GREY


def _set_width(sheet: Worksheet, index: int, column: Column) -> None:
    long = column.field is not None and column.field.type == "paragraph"
    sheet.column_dimensions[get_column_letter(index)].width = 44 if long else 18


def _add_drop_down(sheet: Worksheet, lists: Worksheet, index: int, column: Column, *, last: int) -> None:
    """A list to choose from; of several answers one is typed after another, so those are only shown."""
    letter = get_column_letter(index)
    for number, answer in enumerate(column.answers, 1):
        lists.cell(number, index, safe(answer))
    source = f"={_LISTS}!${letter}$1:${letter}${len(column.answers)}"
    several = column.field is not None and column.field.is_several
    rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=not several)
    rule.errorTitle, rule.error = "请从列表中选择", "这一格只能填列表中的内容。"
    if column.field is not None and column.field.help:
        rule.promptTitle, rule.prompt = column.field.title[:30], column.field.help[:250]
    sheet.add_data_validation(rule)
    rule.add(f"{letter}3:{letter}{last}")


def _hide(sheet: Worksheet, index: int, *, last: int) -> None:
    """Hide a column, and let nothing be typed into it.

    A protected sheet would let nobody remove or sort rows, which people are asked to do; so the cells alone refuse.
    """
    letter = get_column_letter(index)
    sheet.column_dimensions[letter].hidden = True
    rule = DataValidation(type="custom", formula1="FALSE", allow_blank=False, showErrorMessage=True)
    rule.errorTitle, rule.error = "请勿改动", "这一列由系统填写，用来识别较新的内容。"
    sheet.add_data_validation(rule)
    rule.add(f"{letter}1:{letter}{max(last, 3)}")


def _bytes(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _line(cells: Sequence[object]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


# ------------------------------------------------------------------ reading


def _below(
    columns: dict[str, int], rows: Iterator[tuple[int, list[object]]], name: str, known: Mapping[str, str]
) -> Sheet:
    """The rows below a header; a second header, the titles below the hidden ids, is not one of them."""
    found: list[tuple[int, Mapping[str, object]]] = []
    for number, cells in rows:
        row = {id: _plain(cells[index]) for id, index in columns.items() if index < len(cells)}
        if all(value in (None, "") for value in row.values()):
            continue
        if not found and sum(known.get(_bare(value)) == id for id, value in row.items()) >= 2:
            continue
        found.append((number, row))
        if len(found) > MOST_ROWS:
            raise LuoshiError(TOO_MANY_ROWS(name=name, limit=MOST_ROWS, where=name))
    return Sheet({id: get_column_letter(index + 1) for id, index in columns.items()}, tuple(found))


def _bare(title: object) -> str:
    """The title of a column without the star of what is required."""
    return "" if title is None else str(title).strip().rstrip("*").strip()


def _plain(value: object) -> object:
    return unsafe(value) if isinstance(value, str) else value


def _excel_rows(content: bytes, name: str) -> Iterator[tuple[int, list[object]]]:
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        yield from ((number, list(row)) for number, row in enumerate(sheet.iter_rows(values_only=True), 1))
    except Exception as error:  # openpyxl raises what it meets; a broken workbook costs that workbook only
        raise LuoshiError(NOT_A_TABLE(name=name, where=name)) from error


def _csv_rows(content: bytes, name: str) -> Iterator[tuple[int, list[object]]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise LuoshiError(NOT_A_TABLE(name=name, where=name))
    try:
        yield from ((number, list[object](row)) for number, row in enumerate(csv.reader(io.StringIO(text)), 1))
    except csv.Error as error:
        raise LuoshiError(NOT_A_TABLE(name=name, where=name)) from error
