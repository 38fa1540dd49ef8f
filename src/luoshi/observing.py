"""Files and packs observed: which table holds what, where it stands, and everything that is the matter with it."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from luoshi import observe
from luoshi.model import pack as nouns
from luoshi.model.mapping import TableMapping
from luoshi.model.problem import Kind, LuoshiError, Problem
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
NOTHING_TO_GUESS = Kind(
    code="observe-nothing-to-guess",
    zh="文件里没有一行字，没有什么可猜", en="the file has no row in it: there is nothing to guess",
    hint_zh="请确认文件没有损坏，或换一个文件。", hint_en="Check that the file is whole, or take another.",
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
    if not mappings and not problems:
        problems = [NOTHING_TO_GUESS(where=path.name)]
    return as_yaml(mappings) if mappings else "", problems


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
