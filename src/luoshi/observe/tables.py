"""The bytes of a table and its mapping → observations and problems."""

from __future__ import annotations

import hashlib
import itertools
from dataclasses import replace

from luoshi.model.mapping import TableMapping
from luoshi.model.pack import Pack
from luoshi.model.problem import Problem
from luoshi.observe import csv_file, long_csv, shapes, totals, workbook
from luoshi.observe.frame import Observations
from luoshi.observe.layout import held_by
from luoshi.observe.printed import Printed
from luoshi.observe.resolve import observations
from luoshi.observe.shapes import cells_of, no_value_column
from luoshi.observe.trouble import Source


def table(data: bytes, mapping: TableMapping, pack: Pack) -> tuple[Observations, list[Problem]]:
    """The observations of a received table, and what a person should look at in it.

    Args:
        data: The bytes of the file `mapping.file`: .csv, .xlsx or .xls.
        mapping: What stands where.
        pack: Its indicators, units and places; values come out in the unit of their indicator.

    Returns:
        The observations in the order of the rows, each with file, sheet, row and column. A cell without a value gives
        none; a value that is not understood gives none and a problem.
    """
    source = Source(mapping.file, hashlib.sha256(data).hexdigest(), mapping.sheet)
    is_long_csv = mapping.shape == "long" and workbook.format_of(data) == "csv"
    printed, source, problems = (_long_csv if is_long_csv else _of_sheet)(data, mapping, pack, source)
    found, more = observations(printed, mapping, pack, source)
    kept, odd = totals.checked(found.frame, pack)
    return Observations(kept), [*problems, *more, *odd]


Read = tuple[Printed, Source, list[Problem]]


def _long_csv(data: bytes, mapping: TableMapping, pack: Pack, source: Source) -> Read:
    """Column by column, or cell by cell where the file is not written as it should be."""
    text, problems = csv_file.utf8(data, mapping.file)
    separator = csv_file.separator(text)
    head = next(iter(mapping.header), 1)
    header = next(itertools.islice(csv_file.rows(text[: 1 << 16], separator), head - 1, None), [])
    held = held_by(header, mapping)
    if "value" not in held.values():
        return Printed([]), source, [*problems, no_value_column(header, source.cell(head, 1))]
    first, last = mapping.rows or (head + 1, None)
    pieces = long_csv.columns(text, separator, held, first, last)
    if pieces is None:
        return _of_sheet(data, mapping, pack, source)
    return Printed(pieces, cells_of(held)), source, problems


def _of_sheet(data: bytes, mapping: TableMapping, pack: Pack, source: Source) -> Read:
    sheets, problems = workbook.sheets(data, mapping.file, only=mapping.sheet)
    if not sheets:
        return Printed([]), source, problems
    source = replace(source, sheet=sheets[0].name)
    printed, more = shapes.values(sheets[0], mapping, pack, source)
    return printed, source, [*problems, *more]
