"""Plans as tables: one row a duty, a target, a project …, with the document it stands in; as frames and as Parquet.

The columns of a kind and their types are always the same, whatever a document holds, so that the files of many parts are
read as one:

    polars.read_parquet("out/duties*.parquet")
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from functools import cache
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

import polars as pl

from luoshi.model.commitment import Assignment, Duty, Plan, Project, Provision, Target
from luoshi.model.problem import Problem
from luoshi.model.rows import Rows

_NOUNS: dict[str, type] = {
    "outline": Provision,
    "duties": Duty,
    "targets": Target,
    "projects": Project,
    "assignments": Assignment,
    "problems": Problem,
}
KINDS = tuple(_NOUNS)
_TYPES: dict[Any, pl.DataType] = {  # Any: a type
    bool: pl.Boolean(),
    int: pl.Int64(),
    float: pl.Float64(),
    date: pl.Date(),
    tuple: pl.List(pl.String()),
}


@cache
def columns(kind: str) -> dict[str, pl.DataType]:
    """The columns of a kind behind `document`, with their types; nouns within are text.

    >>> columns("targets")["value"], columns("duties")["lead"]
    (Float64, List(String))
    """
    noun = _NOUNS[kind]
    hints = get_type_hints(noun)
    named = {field.name: hints[field.name] for field in fields(noun)}
    for name, value in vars(noun).items():
        if isinstance(value, property):
            named[name] = get_type_hints(value.fget)["return"]
    return {name: _column_type(hint) for name, hint in named.items()}


def _column_type(hint: Any) -> pl.DataType:  # Any: a type as written in a noun
    able = [one for one in get_args(hint) if one is not NoneType] if NoneType in get_args(hint) else [hint]
    return _TYPES.get(get_origin(able[0]) or able[0], pl.String())


def table(
    plans: Mapping[str, Plan], kind: str, problems: Mapping[str, Sequence[Problem]] | None = None
) -> pl.DataFrame:
    """All rows of one kind, with the name of their document in the first column; an empty frame where there are none.

    Args:
        plans: Plans by the name that the rows shall bear.
        kind: One of `KINDS`.
        problems: What is wrong with whole files, by their names: rows of the kind `problems` too.
    """
    named = [(name, getattr(plan, kind)) for name, plan in plans.items()]
    if kind == "problems" and problems:
        named += [(name, Rows(found)) for name, found in problems.items()]
    frames = [_typed(rows, kind).select(pl.lit(name).alias("document"), pl.all()) for name, rows in named if rows]
    return pl.concat(frames) if frames else pl.DataFrame()


def _typed(rows: Rows[Any], kind: str) -> pl.DataFrame:  # Any: the nouns of the kind
    return rows.to_frame().select(pl.col(name).cast(type_) for name, type_ in columns(kind).items())


def tables(
    plans: Mapping[str, Plan], problems: Mapping[str, Sequence[Problem]] | None = None
) -> Iterator[tuple[str, pl.DataFrame]]:
    """Each kind that has rows, with its table."""
    for kind in KINDS:
        rows = table(plans, kind, problems)
        if rows.height:
            yield kind, rows


def write_parquet(
    plans: Mapping[str, Plan], folder: Path, problems: Mapping[str, Sequence[Problem]] | None = None
) -> list[Path]:
    """Each kind that has rows as `<kind>.parquet` in the folder; the files written.

    Args:
        problems: What is wrong beyond the documents, by what it is of.
    """
    written: list[Path] = []
    for kind, rows in tables(plans, problems):
        written.append(folder / f"{kind}.parquet")
        rows.write_parquet(written[-1])
    return written


def part_name(kind: str, number: int) -> str:
    """What one part of a table is called: the parts together are `<kind>-*.parquet`."""
    return f"{kind}-{number:05d}.parquet"


def is_ours(name: str) -> bool:
    """Whether a file's name is one that plans are written under, whole or in parts.

    >>> is_ours("duties.parquet"), is_ours("duties-00001.parquet"), is_ours("notes.parquet")
    (True, True, False)
    """
    return name.endswith(".parquet") and name.removesuffix(".parquet").rstrip("0123456789").rstrip("-") in KINDS


class ParquetFolder:
    """A folder into which plans are written as they come, so that they need not be held until the last is there.

    Few plans become `<kind>.parquet`, many become parts; what an earlier run left is taken away at the beginning.
    """

    def __init__(self, folder: Path, plans_a_part: int = 500) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for path in folder.iterdir():
            if is_ours(path.name):
                path.unlink()
        self._folder = folder
        self._most = plans_a_part
        self._plans: dict[str, Plan] = {}
        self._problems: dict[str, Sequence[Problem]] = {}
        self._parts = 0

    def add(self, name: str, plans: Mapping[str, Plan], problems: Sequence[Problem] = ()) -> None:
        """The plans of one file; `problems` are those of the file as a whole."""
        self._plans.update(plans)
        if problems:
            self._problems[name] = problems
        if len(self._plans) >= self._most:
            self._write()

    def close(self) -> None:
        self._write(last=True)

    def _write(self, last: bool = False) -> None:
        whole = last and not self._parts
        for kind, rows in tables(self._plans, self._problems):
            rows.write_parquet(self._folder / (f"{kind}.parquet" if whole else part_name(kind, self._parts)))
        self._parts += 1
        self._plans, self._problems = {}, {}
