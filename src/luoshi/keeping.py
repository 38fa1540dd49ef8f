"""The received tables of a pack, and the reports that left the desk, observed and kept, so that what did not change is not
read again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, astuple
from functools import partial
from pathlib import Path

import polars as pl

import luoshi
from luoshi import desk_reports, observe
from luoshi.desk_reports import DeskReports
from luoshi.model.mapping import TableMapping
from luoshi.model.pack import Pack
from luoshi.model.problem import Kind, Problem
from luoshi.observe import Observations
from luoshi.observe.frame import SCHEMA
from luoshi.observe.part import part_name
from luoshi.observe.store import Source, Store, build
from luoshi.packs.suppliers import suppliers
from luoshi.packs.tables import file_of, tables

NO_REPORTS = DeskReports()
TABLE_MISSING = Kind(
    code="observe-table-missing",
    zh="找不到统计表 {file}", en="the table {file} is not there",
    hint_zh="请把文件放进规则包的 statistics/，或从 tables.yaml 中去掉这一条。",
    hint_en="Put the file into the pack's statistics/, or take its entry out of tables.yaml.",
)  # fmt: skip


def observed(
    pack: Pack,
    folder: Path | None = None,
    *,
    on_done: Callable[[TableMapping], None] = lambda mapping: None,
    reports: DeskReports = NO_REPORTS,
) -> tuple[Store, list[Problem]]:
    """The observations of a pack's tables and of the reports beside them, and what a person should look at in them.

    Args:
        folder: Where each table's part and problems are kept; those of a table that is read alike are taken from there.
            Without one, every table is read and held in memory.
        on_done: Called with each table as it is done, for a progress bar.
        reports: What offices reported at the desk (`luoshi.desk_reports.received`); one more source beside the tables.
    """
    problems: list[Problem] = [*reports.problems]
    received: list[tuple[TableMapping, bytes]] = []
    for mapping in tables(pack):
        path = file_of(pack, mapping)
        if path.is_file():
            received.append((mapping, path.read_bytes()))
        else:
            problems.append(TABLE_MISSING(file=mapping.file, where="tables.yaml"))
    if folder is None:
        frames = []
        for mapping, data in received:
            found, doubts = observe.table(data, mapping, pack)
            frames.append(found.frame)
            problems += doubts
            on_done(mapping)
        if reports.reports:
            frame, doubts = desk_reports.observed(reports, desk_reports.with_areas(pack))
            frames.append(frame)
            problems += doubts
        return Store.of(*frames), problems
    return _kept_in(folder, received, pack, problems, on_done, reports)


def checked(store: Store, pack: Pack, folder: Path) -> list[Problem]:
    """What a person should look at across all tables: outliers, sums, contradictions; kept as long as no table changes."""
    total = hashlib.sha256(_reads_by(pack).encode())
    for part in store.parts:
        total.update(part.name.encode())
    place = _doubts(folder, total.hexdigest()[:32])
    if not place.is_file():
        # The words of a frame are categories; polars' own signature does not know a class of them.
        frame = store.to_frame().cast(dict(SCHEMA))  # type: ignore[arg-type]
        _keep(place, observe.problems(Observations(frame), desk_reports.with_areas(pack)))
    return list(_kept(place))


def _kept_in(
    folder: Path,
    received: Sequence[tuple[TableMapping, bytes]],
    pack: Pack,
    problems: list[Problem],
    on_done: Callable[[TableMapping], None],
    reports: DeskReports,
) -> tuple[Store, list[Problem]]:
    folder.mkdir(parents=True, exist_ok=True)
    reads_by, sources = _reads_by(pack), []
    for mapping, data in received:
        name = part_name(data, repr(astuple(mapping)).encode(), reads_by)
        sources.append(Source(name, partial(_frame, data, mapping, pack, _doubts(folder, name))))
        on_done(mapping)
    if reports.reports:
        wider = desk_reports.with_areas(pack)
        counting = sorted(one.indicator for one in suppliers(pack).values() if one.reports_count)
        name = part_name(reports.digest.encode(), repr(counting).encode(), _reads_by(wider))
        sources.append(Source(name, partial(_frame_of_reports, reports, wider, _doubts(folder, name))))
    store = build(folder, sources)
    for source in sources:
        problems += _kept(_doubts(folder, source.name))
    return store, problems


def _frame(data: bytes, mapping: TableMapping, pack: Pack, place: Path) -> pl.DataFrame:
    """The rows of a table; its problems are put beside its part."""
    found, problems = observe.table(data, mapping, pack)
    _keep(place, problems)
    return found.frame


def _frame_of_reports(reports: DeskReports, pack: Pack, place: Path) -> pl.DataFrame:
    frame, problems = desk_reports.observed(reports, pack)
    _keep(place, problems)
    return frame


def _keep(place: Path, problems: Iterable[Problem]) -> None:
    part = place.with_suffix(".part")
    part.write_text(json.dumps([_text(problem) for problem in problems], ensure_ascii=False), encoding="utf-8")
    part.replace(place)


def _doubts(folder: Path, name: str) -> Path:
    return folder / f"{name}.problems.json"


def _text(problem: Problem) -> dict[str, object]:
    return {"kind": asdict(problem.kind), "where": problem.where, "words": dict(problem.words)}


def _kept(place: Path) -> Iterable[Problem]:
    for one in json.loads(place.read_text("utf-8")) if place.is_file() else []:
        yield Problem(Kind(**one["kind"]), one["where"], words=one["words"])


def _reads_by(pack: Pack) -> str:
    """A digest of everything that decides how a table is read: names, units, indicators, and the library."""
    total = hashlib.sha256(luoshi.__version__.encode())
    for path in sorted((Path(luoshi.__file__).parent / "observe").glob("*.py")):
        total.update(path.read_bytes())
    for given in (pack.indicators, pack.units, pack.places, pack.words):
        total.update(repr(given).encode())
    return total.hexdigest()
