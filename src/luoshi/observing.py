"""The received tables of a pack observed and kept, so that a table that did not change is not read again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, astuple
from functools import partial
from pathlib import Path

import polars as pl

import luoshi
from luoshi import observe
from luoshi.model.mapping import TableMapping
from luoshi.model.pack import Pack
from luoshi.model.problem import Kind, Problem
from luoshi.observe.part import part_name
from luoshi.observe.store import Source, Store, build
from luoshi.packs import tables

TABLE_MISSING = Kind(
    code="observe-table-missing",
    zh="找不到统计表 {file}", en="the table {file} is not there",
    hint_zh="请把文件放进规则包的 statistics/，或从 tables.yaml 中去掉这一条。",
    hint_en="Put the file into the pack's statistics/, or take its entry out of tables.yaml.",
)  # fmt: skip


def observed(
    pack: Pack, folder: Path | None = None, *, on_done: Callable[[TableMapping], None] = lambda mapping: None
) -> tuple[Store, list[Problem]]:
    """The observations of a pack's tables, and what a person should look at in them.

    Args:
        folder: Where each table's part and problems are kept; those of a table that is read alike are taken from there.
            Without one, every table is read and held in memory.
        on_done: Called with each table as it is done, for a progress bar.
    """
    problems: list[Problem] = []
    received: list[tuple[TableMapping, bytes]] = []
    for mapping in tables(pack):
        path = Path(pack.path) / "statistics" / mapping.file
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
        return Store.of(*frames), problems
    return _kept_in(folder, received, pack, problems, on_done)


def _kept_in(
    folder: Path,
    received: Sequence[tuple[TableMapping, bytes]],
    pack: Pack,
    problems: list[Problem],
    on_done: Callable[[TableMapping], None],
) -> tuple[Store, list[Problem]]:
    folder.mkdir(parents=True, exist_ok=True)
    reads_by, sources = _reads_by(pack), []
    for mapping, data in received:
        name = part_name(data, repr(astuple(mapping)).encode(), reads_by)
        sources.append(Source(name, partial(_frame, data, mapping, pack, _doubts(folder, name))))
        on_done(mapping)
    store = build(folder, sources)
    for source in sources:
        problems += _kept(_doubts(folder, source.name))
    return store, problems


def _frame(data: bytes, mapping: TableMapping, pack: Pack, place: Path) -> pl.DataFrame:
    """The rows of a table; its problems are put beside its part."""
    found, problems = observe.table(data, mapping, pack)
    part = place.with_suffix(".part")
    part.write_text(json.dumps([_text(problem) for problem in problems], ensure_ascii=False), encoding="utf-8")
    part.replace(place)
    return found.frame


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


"""Files and packs observed: which table holds what, where it stands, and everything that is the matter with it."""


import os
import re
from dataclasses import replace
from datetime import date

from luoshi.model import pack as nouns
from luoshi.model.problem import Kind, LuoshiError
from luoshi.observe import Observations, periods, workbook
from luoshi.observe.words import BAD_VINTAGE
from luoshi.packs.tables import as_yaml, file_of, tables

NO_SUCH_TABLE = Kind(
    code="observe-no-such-file",
    zh="找不到文件", en="there is no such file",
    hint_zh="请检查路径；现在的文件夹是 {folder}。", hint_en="Check the path; the current folder is {folder}.",
)  # fmt: skip
GUESSED = Kind(
    code="observe-guessed",
    zh="tables.yaml 中没有这个文件，按猜测读取", en="tables.yaml does not name this file; it was read by a guess",
    hint_zh="请用 --guess 看猜得对不对，改好后贴入规则包的 tables.yaml。",
    hint_en="See with --guess whether it is right, and put it into the pack's tables.yaml.",
)  # fmt: skip
NOT_GUESSED = Kind(
    code="observe-not-guessed",
    zh="有几项猜不出来：{what}", en="some of it could not be guessed: {what_en}",
    hint_zh="请补在贴入的条目里。", hint_en="Add it to the entry.",
)  # fmt: skip

Observed = tuple[Observations, list[Problem]]


def pack(chosen: nouns.Pack) -> Observed:
    """The observations of all tables of a pack, in their order, and what a person should look at in them.

    Raises:
        PackError: `tables.yaml` is not what its schema says.

    >>> from luoshi import packs
    >>> observations, problems = pack(packs.pack("common-cn"))
    >>> len(observations)
    0
    """
    found, problems = [Observations.of([])], list[Problem]()
    for mapping in tables(chosen):
        path = file_of(chosen, mapping)
        if not path.is_file():
            problems.append(NO_SUCH_TABLE(where=str(path), folder=os.getcwd()))
            continue
        observations, more = observe.table(path.read_bytes(), mapping, chosen)
        found.append(observations)
        problems += more
    joined = Observations.joined(found)
    return joined, [*problems, *observe.problems(joined, chosen)]


def file(path: Path, chosen: nouns.Pack, published: date | None = None) -> Observed:
    """The observations of one file: as the pack's `tables.yaml` says, or else as is guessed, which is said.

    Args:
        published: When it was published, where neither the file nor `tables.yaml` says.

    Raises:
        LuoshiError: no such file.
    """
    data = _bytes(path)
    mappings = [mapping for mapping in tables(chosen) if mapping.file == path.name]
    problems: list[Problem] = []
    if not mappings:
        mappings, problems = _guesses(data, path, chosen, published)
        problems.append(GUESSED(where=path.name))
    mappings = [replace(mapping, published=mapping.published or published) for mapping in mappings]
    read = [observe.table(data, mapping, chosen) for mapping in mappings]
    joined = Observations.joined(observations for observations, _ in read)
    problems += [problem for _, more in read for problem in more]
    return joined, [*problems, *observe.problems(joined, chosen)]


def guessed(path: Path, chosen: nouns.Pack, published: date | None = None) -> tuple[str, list[Problem]]:
    """The entries that `tables.yaml` might have for a file, one a sheet, as text; what could not be guessed are problems.

    Raises:
        LuoshiError: no such file.
    """
    mappings, problems = _guesses(_bytes(path), path, chosen, published)
    return as_yaml(mappings), problems


def _guesses(
    data: bytes, path: Path, chosen: nouns.Pack, published: date | None
) -> tuple[list[TableMapping], list[Problem]]:
    sheets, problems = workbook.sheets(data, path.name)
    mappings = []
    for number, sheet in enumerate(sheets, 1):
        if not sheet.rows:
            continue
        id = re.sub(r"\W+", "_", path.stem).strip("_").lower() + (f"_{number}" if len(sheets) > 1 else "")
        known = TableMapping(id=id, file=path.name, sheet=sheet.name if len(sheets) > 1 else "", published=published)
        found = observe.guess(sheet, known, chosen)
        mappings.append(found.mapping)
        if found.unsure:
            zh, en = "；".join(zh for zh, _ in found.unsure), "; ".join(en for _, en in found.unsure)
            problems.append(NOT_GUESSED(where=f"{path.name} {sheet.name}".strip(), what=zh, what_en=en))
    return mappings, problems


def day(printed: str) -> date:
    """A day as one types it.

    Raises:
        LuoshiError: it is none.

    >>> day("2019-11-05")
    datetime.date(2019, 11, 5)
    """
    found = periods.day(printed)
    if found is None:
        raise LuoshiError(BAD_VINTAGE(where="--published", word=printed, count=""))
    return found


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise LuoshiError(NO_SUCH_TABLE(where=str(path), folder=os.getcwd()))
    return path.read_bytes()
