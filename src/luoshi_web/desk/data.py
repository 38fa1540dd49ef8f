"""What can be taken away: the tables that the build wrote, and the registries that one may see."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from luoshi.model.registry import Registry
from luoshi.publish.chart_words import Words
from luoshi.publish.data_sets import CATALOGUE
from luoshi_web.built import Built
from luoshi_web.desk import queries
from luoshi_web.desk.people import Actor
from luoshi_web.packs import office

KINDS = {"xlsx": "Excel", "csv": "CSV", "json": "JSON", "parquet": "Parquet"}
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8", "parquet": "application/vnd.apache.parquet",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class File:
    """A form in which a table is there, and how many bytes it has."""

    kind: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class DataSet:
    """A table of the build as its catalogue tells of it."""

    id: str
    title: Words
    about: Words
    source: Words
    rows: int
    columns: tuple[tuple[str, Words], ...]
    files: tuple[File, ...]


def data_sets(found: Built) -> tuple[DataSet, ...]:
    """The tables of a build; none where it wrote no catalogue."""
    return _read(found.build.folder / "data" / CATALOGUE)


def file_of(found: Built, id: str, kind: str) -> Path | None:
    """The file of a table in a form; None where the build has none."""
    known = next((one for one in data_sets(found) if one.id == id), None)
    if known is None or kind not in {file.kind for file in known.files}:
        return None
    return found.build.folder / "data" / f"{id}.{kind}"


def registries(actor: Actor) -> list[tuple[Registry, int]]:
    """The registries of which somebody may see a record, with how many."""
    counted = [(one, queries.number_of(one, actor)) for one in office().registries.values()]
    return [(one, count) for one, count in counted if count]


@lru_cache(maxsize=4)
def _read(path: Path) -> tuple[DataSet, ...]:
    """The catalogue of a build, whose folder never changes."""
    if not path.is_file():
        return ()
    return tuple(_data_set(one) for one in json.loads(path.read_text(encoding="utf-8")))


def _data_set(told: dict[str, Any]) -> DataSet:  # Any: JSON
    return DataSet(
        told["id"], Words(**told["title"]), Words(**told["about"]), Words(**told["source"]), told["rows"],
        tuple((one["id"], Words(one["zh"], one["en"])) for one in told["columns"]),
        tuple(File(kind, name, told["files"][kind]) for kind, name in KINDS.items() if kind in told["files"]),
    )  # fmt: skip
