"""The bytes of a spreadsheet → its sheets as text, with merged cells filled: .xlsx, .xls, also as WPS writes them, and .csv.

What a file is, its first bytes say and not its name. Before it is read it is looked at (`xlsx_package`, `xls_records`), so
that no file can ask for more cells than the limits allow.
"""

from __future__ import annotations

import io
import os
from collections.abc import Mapping

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from luoshi.model.problem import Problem
from luoshi.observe import csv_file, xls_records, xlsx_package
from luoshi.observe.limits import (
    DAMAGED,
    FILE_TOO_BIG,
    FORMULA_WITHOUT_VALUE,
    LIMITS,
    NO_SUCH_SHEET,
    OTHER_FORMAT,
    OTHER_SUFFIX,
    PASSWORD,
    TOO_MANY_CELLS,
    UNPACKS_TOO_BIG,
    Limits,
)
from luoshi.observe.sheet import Sheet, filled
from luoshi.observe.xlsx_package import Damaged, Extent, TooBig

_TEXT_SUFFIXES = (".csv", ".txt", ".tsv", "")
_SUFFIXES = {"csv": _TEXT_SUFFIXES, "xlsx": (".xlsx", ".xlsm"), "xls": (".xls", ".et")}
_OTHERS = {
    b"%pdf": "PDF",
    b"<htm": "网页 HTML",
    b"<!do": "网页 HTML",
    b"<?xm": "XML",
    b"{\\rt": "RTF",
    b"\x1f\x8b": "gzip",
}

Found = tuple[list[Sheet], list[Problem]]


class NoSuchSheet(Exception):
    """No sheet has that name; the text lists those that there are."""


def sheets(data: bytes, name: str, only: str | None = None, limits: Limits = LIMITS) -> Found:
    """The sheets of a file, and what a person should look at in it.

    Args:
        data: The bytes.
        name: What the file is called; its suffix is compared with what it is.
        only: Only the sheet of this name, blank for the first; None for all.

    Problems:
        FILE_TOO_BIG, UNPACKS_TOO_BIG, TOO_MANY_CELLS, DAMAGED, PASSWORD, OTHER_FORMAT: nothing of the file, or of the
        sheet, was read. OTHER_SUFFIX, FORMULA_WITHOUT_VALUE: it was.

    >>> found, problems = sheets("地区,2018\\n长春,7175.7\\n".encode("gb18030"), "a.csv")
    >>> found[0].cell(2, 1), problems
    ('长春', [])
    """
    if len(data) > limits.file_bytes:
        return [], [FILE_TOO_BIG(where=name, size=len(data), limit=limits.file_bytes)]
    format = format_of(data)
    if format not in _SUFFIXES:
        return [], [OTHER_FORMAT(where=name, format=format)]
    suffix = os.path.splitext(name)[1].lower()
    odd = [] if suffix in _SUFFIXES[format] else [OTHER_SUFFIX(where=name, suffix=suffix, format=format)]
    try:
        read = {"xlsx": _xlsx, "xls": _xls, "csv": _csv}[format]
        found, problems = read(data, name, only, limits)
    except NoSuchSheet as listed:
        return [], [*odd, NO_SUCH_SHEET(where=name, sheet=only, sheets=listed)]
    except TooBig:
        return [], [*odd, UNPACKS_TOO_BIG(where=name, limit=limits.unpacked_bytes)]
    except PasswordError:
        return [], [PASSWORD(where=name)]
    except (Damaged, CalamineError, OSError, ValueError, OverflowError) as error:
        return [], [*odd, DAMAGED(where=name, why=str(error)[:80] or type(error).__name__)]
    return found, [*odd, *problems]


def format_of(data: bytes) -> str:
    """What the first bytes say a file is: xlsx, xls, csv, or in words something else.

    >>> format_of(b"PK\\x03\\x04..."), format_of("地区,年份".encode()), format_of(b"<html><table>")
    ('xlsx', 'csv', '网页 HTML')
    """
    if data.startswith(b"PK"):
        return "xlsx"
    if data.startswith(xls_records.SIGNATURE):
        return "xls"
    return next((words for mark, words in _OTHERS.items() if data.lstrip()[:9].lower().startswith(mark)), "csv")


def _xlsx(data: bytes, name: str, only: str | None, limits: Limits) -> Found:
    parts = xlsx_package.parts(data, limits)
    if "xl/workbook.xml" not in parts:
        raise Damaged("xl/workbook.xml")
    places = xlsx_package.sheets(parts)
    extents = {
        sheet: xlsx_package.extent(parts.get(places[sheet], b""), parts) for sheet in _wanted(list(places), only)
    }
    with CalamineWorkbook.from_filelike(xlsx_package.anew(parts)) as book:
        return _read(book, name, extents, limits)


def _xls(data: bytes, name: str, only: str | None, limits: Limits) -> Found:
    looked = xls_records.records(data)
    if looked.has_password:
        raise PasswordError
    # All sheets of an .xls file are read when it is opened.
    for number, extent in enumerate(looked.sheets, 1):
        if extent.rows * extent.columns > limits.cells or extent.text_bytes > limits.text_bytes:
            return [], [_too_many(name, str(number), extent.rows, extent.columns, limits)]
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        extents = dict(zip(book.sheet_names, looked.sheets, strict=False))
        return _read(book, name, {sheet: extents[sheet] for sheet in _wanted(list(extents), only)}, limits)


def _csv(data: bytes, name: str, only: str | None, limits: Limits) -> Found:
    text, problems = csv_file.utf8(data, name)
    rows: list[list[str]] = []
    cells = 0
    for row in csv_file.rows(text, csv_file.separator(text)):
        cells += len(row)
        if cells > limits.cells:
            problems.append(
                TOO_MANY_CELLS(where=name, sheet=name, rows=len(rows), columns=len(row), limit=limits.cells)
            )
            return [], problems
        rows.append(row)
    return [filled("", rows, (), frozenset())], problems


def _wanted(names: list[str], only: str | None) -> list[str]:
    """The sheets to read: all, the first, or the one of a name."""
    if only is None:
        return names
    if only and only not in names:
        raise NoSuchSheet("、".join(names))
    return [only] if only else names[:1]


def _read(book: CalamineWorkbook, name: str, extents: Mapping[str, Extent], limits: Limits) -> Found:
    """The sheets that were looked at and found small enough."""
    found: list[Sheet] = []
    problems: list[Problem] = []
    for sheet, extent in extents.items():
        place = f"{name} {sheet}"
        if extent.rows * extent.columns > limits.cells or extent.text_bytes > limits.text_bytes:
            problems.append(_too_many(place, sheet, extent.rows, extent.columns, limits))
            continue
        if extent.formulas:
            count = f"（{len(extent.formulas)} 处 cells）"
            problems.append(FORMULA_WITHOUT_VALUE(where=place, count=count))
        read = book.get_sheet_by_name(sheet)
        rows = read.to_python(skip_empty_area=False)
        found.append(filled(sheet, rows, read.merged_cell_ranges or (), frozenset(extent.percent)))
    return found, problems


def _too_many(place: str, sheet: str, rows: int, columns: int, limits: Limits) -> Problem:
    return TOO_MANY_CELLS(where=place, sheet=sheet, rows=rows, columns=columns, limit=limits.cells)
