"""The bytes of a table and its mapping → observations and problems."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Mapping

import polars as pl

from luoshi.model.mapping import Holds, TableMapping
from luoshi.model.pack import Pack
from luoshi.model.problem import Problem
from luoshi.observe import csv_file, long_csv, printed
from luoshi.observe.frame import Observations
from luoshi.observe.layout import held_by
from luoshi.observe.printed import Printed
from luoshi.observe.resolve import observations
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
    text, problems = csv_file.utf8(data, mapping.file)
    found, more = observations(_long(text, mapping), mapping, pack, source)
    return found, [*problems, *more]


def _long(text: bytes, mapping: TableMapping) -> Printed:
    separator = csv_file.separator(text)
    head = next(iter(mapping.header), 1)
    header = next(itertools.islice(csv_file.rows(text[: 1 << 16], separator), head - 1, None), [])
    held = held_by(header, mapping)
    first, last = mapping.rows or (head + 1, None)
    pieces = long_csv.columns(text, separator, held, first, last)
    if pieces is None:
        pieces = [_cell_by_cell(text, separator, held, first, last)]
    at: dict[str, tuple[int | None, int | None]] = {what: (None, number) for number, what in held.items()}
    return Printed(pieces, {**at, "place": at.get("place", at.get("place_code", (None, None)))})


def _cell_by_cell(text: bytes, separator: str, held: Mapping[int, Holds], first: int, last: int | None) -> pl.DataFrame:
    """The same of a file that is not written as it should be."""
    value = next(number for number, what in held.items() if what == "value")
    rows = []
    for row, cells in enumerate(csv_file.rows(text, separator), 1):
        if first <= row <= (last or row) and len(cells) >= value and cells[value - 1]:
            said = {str(what): cells[number - 1] or None for number, what in held.items() if number <= len(cells)}
            rows.append((*map(said.get, printed.WORDS), row, value))
    return printed.frame(rows)
