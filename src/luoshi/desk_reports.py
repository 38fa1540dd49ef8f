"""What left the desk and came back: accepted reports among the received files, observed as one table, each with its own row.

The desk writes the files (`luoshi.act.leaving`); nothing here knows the desk. A report is one more source beside the tables of
a pack, and is doubted as they are.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import polars as pl

from luoshi import observe
from luoshi.act.leaving import KIND
from luoshi.model.mapping import LONG_HEADER, TableMapping
from luoshi.model.pack import Pack, Place
from luoshi.model.problem import Kind, Problem
from luoshi.observe.frame import WORD
from luoshi.packs.judging import judging
from luoshi.packs.suppliers import suppliers

ALTERED = Kind(
    code="desk-report-altered",
    zh="填报文件 {file} 不在，或内容与其摘要不符，没有采用",
    en="the report {file} is gone, or is not what its digest says; it was left out",
    hint_zh="请运行 luoshi hand-over，由留痕重新生成。", hint_en="Run luoshi hand-over: it is made again from the events.",
)  # fmt: skip
UNREADABLE = Kind(
    code="desk-report-unreadable",
    zh="填报文件的说明 {file} 读不出来，没有采用", en="the sidecar {file} of a report cannot be read; the report was left out",
    hint_zh="请运行 luoshi hand-over，由留痕重新生成。", hint_en="Run luoshi hand-over: it is made again from the events.",
)  # fmt: skip

# The name that all reports together have while they are read.
_FILE = "desk-reports.csv"
_AT = re.compile(rf"{re.escape(_FILE)} [A-Z]+(\d+)")
_AS_PUBLISHED = {"reported": "final", "reported-preliminary": "preliminary", "reported-estimated": "estimated"}


@dataclass(frozen=True, slots=True)
class DeskReport:
    """One report as it left the desk (离台填报): its row, and what its sidecar says."""

    sha256: str
    row: bytes
    registry: str
    key: str
    event: int
    vintage: str
    source: str

    @property
    def table(self) -> str:
        """The address of its record, by which reports of one record are known."""
        return f"{self.registry}/{self.key}"


@dataclass(frozen=True)
class DeskReports:
    """The reports that a workspace has received, in the order of their events, and what is the matter with any."""

    reports: tuple[DeskReport, ...] = ()
    problems: tuple[Problem, ...] = ()

    @cached_property
    def bytes(self) -> bytes:
        """All of them as one long table, a row each."""
        header = (",".join(LONG_HEADER) + "\n").encode()
        return header + b"".join(one.row for one in self.reports)

    @property
    def digest(self) -> str:
        """What decides how they are read: another report is another digest."""
        named = "\n".join(f"{one.table} {one.sha256}" for one in self.reports)
        return hashlib.sha256(named.encode()).hexdigest()


def received(folder: Path) -> DeskReports:
    """The reports among the received files of a folder.

    Returns:
        Of several that a record left on one day the last alone, since a day is the finest that a vintage is. None where
        there is no such folder.

    Problems:
        A file that is gone or altered, a sidecar that cannot be read.
    """
    last: dict[tuple[str, str], DeskReport] = {}
    problems = []
    for sidecar in sorted(folder.glob("*.json")):
        found = _report(sidecar)
        if isinstance(found, Problem):
            problems.append(found)
        elif found is not None:
            before = last.get((found.table, found.vintage))
            if before is None or before.event < found.event:
                last[found.table, found.vintage] = found
    return DeskReports(tuple(sorted(last.values(), key=lambda one: one.event)), tuple(problems))


def observed(given: DeskReports, pack: Pack) -> tuple[pl.DataFrame, list[Problem]]:
    """The observations of reports, each at the row of its own file, and what is the matter with them.

    Args:
        pack: As `with_areas` has it: a report may be about an area as a whole.

    Returns:
        The table of an observation is the address of its record. Where the pack says that an indicator's reports count like
        published figures, they have the quality of such.
    """
    mapping = TableMapping("desk-reports", _FILE, quality="reported")
    found, problems = observe.table(given.bytes, mapping, pack)
    frame = _at_their_files(found.frame, given.reports)
    return _as_published(frame, pack), [_said(problem, given.reports) for problem in problems]


def with_areas(pack: Pack) -> Pack:
    """The pack with its areas of several places as places: a report may be about one of them as a whole."""
    several = [area for area in judging(pack).areas.values() if len(area.places) > 1 and not area.each]
    made = tuple(Place(area.id, area.title, "区域", "", standard=False, bare=False) for area in several)
    return replace(pack, places=(*pack.places, *made)) if made else pack


def _report(sidecar: Path) -> DeskReport | Problem | None:
    """A report by its sidecar; None for what was received otherwise."""
    try:
        told = json.loads(sidecar.read_text("utf-8"))
    except (OSError, ValueError):
        return UNREADABLE(file=sidecar.name, where=sidecar.name)
    if not isinstance(told, Mapping) or told.get("kind") != KIND:
        return None
    try:
        named = [str(told[name]) for name in ("sha256", "registry", "key", "vintage", "source")]
        event = int(told["event"])
    except (KeyError, TypeError, ValueError):
        return UNREADABLE(file=sidecar.name, where=sidecar.name)
    sha256, registry, key, vintage, source = named
    path = sidecar.with_name(f"{sidecar.stem}.csv")
    data = path.read_bytes() if path.is_file() else b""
    if sha256 != sidecar.stem or hashlib.sha256(data).hexdigest() != sha256:
        return ALTERED(file=path.name, where=source)
    _, _, row = data.partition(b"\n")
    return DeskReport(sha256, row, registry, key, event, vintage, source)


def _at_their_files(frame: pl.DataFrame, reports: Sequence[DeskReport]) -> pl.DataFrame:
    """Each row at the file that it came from, where it is the second."""
    which = [int(row) - 2 for row in frame["row"]]

    def words(name: str, of: Iterable[str]) -> pl.Series:
        return pl.Series(name, list(of), dtype=pl.String).cast(WORD)

    return frame.with_columns(
        words("table", (reports[one].table for one in which)),
        words("file", (f"{reports[one].sha256}.csv" for one in which)),
        words("sha256", (reports[one].sha256 for one in which)),
        pl.lit(2, dtype=pl.UInt32).alias("row"),
    )


def _as_published(frame: pl.DataFrame, pack: Pack) -> pl.DataFrame:
    counting = [one.indicator for one in suppliers(pack).values() if one.reports_count]
    quality = pl.col("quality").cast(pl.String)
    counts = pl.col("indicator").cast(pl.String).is_in(counting)
    return frame.with_columns(pl.when(counts).then(quality.replace(_AS_PUBLISHED)).otherwise(quality).cast(WORD))


def _said(problem: Problem, reports: Sequence[DeskReport]) -> Problem:
    """The problem at who reported it, where it stands at a row of all reports together."""
    at = _AT.match(problem.where or "")
    number = int(at[1]) - 2 if at else -1
    return replace(problem, where=reports[number].source) if 0 <= number < len(reports) else problem
