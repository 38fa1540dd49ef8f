"""`tables.yaml`: which received table holds what where; one entry a table, see `luoshi.model.mapping`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, fields
from datetime import date
from pathlib import Path
from typing import Annotated, get_args

import yaml
from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from luoshi.model import mapping as nouns
from luoshi.model.mapping import Holds, Shape, TableMapping
from luoshi.model.observation import Quality
from luoshi.model.pack import Pack
from luoshi.model.problem import Kind, Problem
from luoshi.packs.files import check_unique, read_yaml, where
from luoshi.packs.references import unknown
from luoshi.packs.schemas import Schema, Text

TABLE_FILE_MISSING = Kind(
    code="pack-table-missing",
    zh="statistics/ 里没有文件 {file}", en="there is no file {file} in statistics/",
    hint_zh="请放入文件，或改正文件名。", hint_en="Put the file there, or correct its name.",
)  # fmt: skip


def _last_day(value: object) -> object:
    """2019, 2019-11 and 2019-11-05 as the last day they name: only then it is certain to have been published."""
    if not isinstance(value, str) or not value:
        return value or None
    try:
        year, month, day = (int(part) for part in [*value.split("-"), "0", "0"][:3])
        return date(year, month, day) if day else _end_of(year, month or 12)
    except ValueError:
        raise PydanticCustomError("day", "a date is written 2019, 2019-11 or 2019-11-05") from None


def _end_of(year: int, month: int) -> date:
    return date.fromordinal(date(year + month // 12, month % 12 + 1, 1).toordinal() - 1)


def _rows(value: object) -> object:
    """5-20 as the first and the last row."""
    if not isinstance(value, str) or not value:
        return value or None
    found = re.fullmatch(r"(\d+)\s*[-–—]\s*(\d+)", value)
    if not found or not 0 < int(found[1]) <= int(found[2]):
        raise PydanticCustomError("rows", "rows are written 5-20")
    return int(found[1]), int(found[2])


def _period(value: object) -> object:
    if not re.fullmatch(r"(?:(?:19|20)\d\d(?:-Q[1-4]|-(?:0[1-9]|1[0-2]))?)?", str(value)):
        raise PydanticCustomError("period", "a period is written 2018, 2018-Q3 or 2018-06")
    return value


def _year(value: object) -> object:
    if not re.fullmatch(r"(?:(?:19|20)\d\d)?", str(value)):
        raise PydanticCustomError("year", "a year is written 2018")
    return value


def _held(value: object) -> object:
    if isinstance(value, str) and value not in get_args(Holds):
        raise PydanticCustomError(
            "held", "a column holds one of {known}, or fields", {"known": ", ".join(get_args(Holds))}
        )
    return value


Period = Annotated[str, BeforeValidator(_period)]
Year = Annotated[str, BeforeValidator(_year)]
Row = Annotated[int, Field(ge=1)]


class Fixed(Schema):
    place: str = Field(default="", description="The place of all these values.")
    period: Period = Field(default="", description="Their period: 2018, 2018-Q3 or 2018-06.")
    indicator: str = Field(default="", description="Their indicator: its id, title, or a word of the lexicon.")
    unit: str = Field(default="", description="Their unit; it is converted to the indicator's.")
    prices: Year = Field(default="", description="The year at whose prices they are; empty for current prices.")
    boundaries: Year = Field(default="", description="The year on whose boundaries they were restated.")

    def noun(self) -> nouns.Fixed:
        return nouns.Fixed(**dict(self))


class Table(Schema):
    id: Text = Field(description="An address, readable and stable; nothing else of its kind has it.")
    file: Text = Field(description="The name of the file in `statistics/`, or of one that was received.")
    sheet: str = Field("", description="Empty for the only one, or the first.")
    shape: Shape = Field(
        "long",
        description="`long` has a row for each value. `years-across` has the years in its header, `places-down` the"
        " indicators, `two-row-header` indicators above periods or units; `grid` says all in `header` and `columns`.",
    )
    header: dict[Row, Holds] = Field({}, description="What the rows of the header hold, by their number.")
    columns: dict[str, Annotated[Holds | Fixed, BeforeValidator(_held)]] = Field(
        {},
        description="What a column holds, by its letter or by its header: one of the words of `header`, or what is known"
        " of all values in it. Where an indicator is given for one, only such columns are read.",
    )
    fixed: Fixed = Field(Fixed(), description="What is known of all values of the sheet.")
    words: dict[str, str] = Field(
        {}, description="Words of this table alone, and the id of the indicator or the code of the place they mean."
    )
    rows: Annotated[tuple[int, int] | None, BeforeValidator(_rows)] = Field(
        None, description="The first and the last row with values (5-20); empty for all below the header."
    )
    skip: tuple[Text, ...] = Field(
        (), description="How the rows begin that are not read, besides notes below the table."
    )
    total: str = Field(
        "",
        description="The place whose values stand in the rows called 合计, 总计 or 全省; empty where they only sum up the"
        " rows of the table: they are checked then and not kept.",
    )
    statistics: str = Field("", description="The statistical source; a row that names its own is believed.")
    published: Annotated[date | None, BeforeValidator(_last_day)] = Field(
        None,
        description="When it was published; of 2019 or 2019-11 the last day is taken. A row that names its own is believed.",
    )
    quality: Quality = Field("final", description="As a rule; a row that names its own is believed.")
    note: str = Field("", description="Anything else that the next reader should know.")

    def noun(self) -> TableMapping:
        values = dict(self) | {"fixed": self.fixed.noun()}
        values["columns"] = {
            name: held.noun() if isinstance(held, Fixed) else held for name, held in self.columns.items()
        }
        return TableMapping(**values)


class TablesFile(Schema):
    """`tables.yaml`."""

    tables: tuple[Table, ...] = ()


def tables(pack: Pack) -> tuple[TableMapping, ...]:
    """What stands where in the tables of a pack, in order; none where it has no `tables.yaml`.

    Raises:
        PackError: the file is not what its schema says.
    """
    path = Path(pack.path) / "tables.yaml"
    if not path.is_file():
        return ()
    entries = read_yaml(path, TablesFile).tables
    check_unique(path, ((entry.id, ("tables", number, "id")) for number, entry in enumerate(entries)), "id")
    return tuple(entry.noun() for entry in entries)


def as_yaml(mappings: Iterable[TableMapping]) -> str:
    """Entries of `tables.yaml` as text; fields that say nothing are left out.

    >>> print(as_yaml([TableMapping("t", "a.xlsx", "years-across", header={3: "period"})]), end="")
    - id: t
      file: a.xlsx
      shape: years-across
      header: {3: period}
      statistics: ''
      published: ''
    """
    entries = [_entry(mapping) for mapping in mappings]
    return yaml.dump(entries, Dumper=_Flow, allow_unicode=True, sort_keys=False, width=110) if entries else ""


def file_of(pack: Pack, mapping: TableMapping) -> Path:
    """Where the file of a table stands: in `statistics/` of the pack."""
    return Path(pack.path) / "statistics" / mapping.file


def of_tables(pack: Pack) -> Iterator[Problem]:
    """What a person should look at in `tables.yaml`: files that are not there, and indicators that nobody knows."""
    path = Path(pack.path) / "tables.yaml"
    for number, mapping in enumerate(tables(pack)):
        here = ("tables", number)
        if not file_of(pack, mapping).is_file():
            yield TABLE_FILE_MISSING(file=mapping.file, where=where(path, (*here, "file")))
        for key, word in _indicators(mapping):
            if word not in pack.indicators and word not in pack.words:
                yield unknown(mapping.id, key, word, pack.indicators, where(path, (*here, key)))


def _entry(mapping: TableMapping) -> dict[str, object]:
    usual = TableMapping(mapping.id, mapping.file)
    entry: dict[str, object] = {"id": mapping.id, "file": mapping.file, "shape": mapping.shape}
    for name in (field.name for field in fields(mapping)):
        value = getattr(mapping, name)
        is_asked_for = name in ("statistics", "published") and mapping.shape != "long"
        if name not in entry and (is_asked_for or value != getattr(usual, name)):
            entry[name] = _plain(value)
    return entry


def _plain(value: object) -> object:
    """As it is written in a file."""
    if isinstance(value, nouns.Fixed):
        return _Inline({name: text for name, text in asdict(value).items() if text})
    if isinstance(value, Mapping):
        return _Inline({key: _plain(held) for key, held in value.items()})
    if isinstance(value, tuple) and value and isinstance(value[0], int):
        return f"{value[0]}-{value[1]}"
    return list(value) if isinstance(value, tuple) else str(value or "")


class _Inline(dict[object, object]):
    """A mapping that is written on one line."""


class _Flow(yaml.SafeDumper):
    """Writes `_Inline` on one line."""


_Flow.add_representer(
    _Inline, lambda dumper, value: dumper.represent_mapping("tag:yaml.org,2002:map", value, flow_style=True)
)


def _indicators(mapping: TableMapping) -> Iterator[tuple[str, str]]:
    """The indicators that a mapping names, each with the field that names it."""
    if mapping.fixed.indicator:
        yield "fixed", mapping.fixed.indicator
    for held in mapping.columns.values():
        if isinstance(held, nouns.Fixed) and held.indicator:
            yield "columns", held.indicator
