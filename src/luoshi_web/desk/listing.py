"""Rows that a build found, as a table of the desk: filtered, in order, in pages, and leaving as a file, all by the address.

The rows of registries are the database's, and `queries` does the same for them there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar
from urllib.parse import quote

from django.core.paginator import Page
from django.http import Http404, HttpResponse, StreamingHttpResponse

from luoshi_web.desk import queries, sheets
from luoshi_web.desk.typed import whole

Row = TypeVar("Row")
KINDS = ("xlsx", "csv", "json")
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_WORDS = 100


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column: what leaves of a row in it, and by what rows are put in order; `None` comes last either way.

    A column without `order` is not one to sort by, one with `shown` false only leaves and is not on the screen.
    """

    id: str
    title: str
    title_en: str
    value: Callable[[Row, str], object]
    order: Callable[[Row], Any] | None = None  # Any: whatever is comparable
    number: bool = False
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Filter(Generic[Row]):
    """A filter: the answers that fit a row, each with its words in the language."""

    id: str
    title: str
    title_en: str
    answers: Callable[[Row, str], Iterable[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Table(Generic[Row]):
    """What may be asked of some rows; `words` is the text in which one searches."""

    columns: Sequence[Column[Row]]
    filters: Sequence[Filter[Row]]
    words: Callable[[Row], str]


@dataclass(frozen=True, slots=True)
class Listing(Generic[Row]):
    """The rows that an address asks for, with what else may be asked.

    Attributes:
        rows: All that fit, in order; `page` those that are shown.
        choices: For each filter what can be chosen, with how many rows have it.
    """

    table: Table[Row]
    rows: list[Row]
    page: Page[Row]
    asked: Mapping[str, str]
    words: str
    sort: str
    choices: list[tuple[Filter[Row], list[tuple[str, str, int]]]]
    query: str

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def columns(self) -> list[Column[Row]]:
        return [one for one in self.table.columns if one.shown]


def listing(table: Table[Row], rows: Sequence[Row], asked: Mapping[str, str], language: str) -> Listing[Row]:
    """The rows that an address asks for.

    Args:
        rows: All there are, in the order in which they stand where nothing else is asked.
        asked: The question of the address: filters by id, `q`, `sort`, `page`.
    """
    filters = {one.id: asked[one.id] for one in table.filters if asked.get(one.id)}
    words, sort = asked.get("q", "").strip()[:_MOST_WORDS], asked.get("sort", "")
    found = [row for row in rows if _fits(table, row, filters, words)]
    ordered = _sorted(table, found, sort)
    page = queries.paginator(ordered).get_page(whole(asked.get("page", "")) or 1)
    kept = {**filters, "q": words, "sort": sort}
    query = "&".join(f"{key}={quote(value)}" for key, value in kept.items() if value)
    choices = [(one, _choices(one, rows, language)) for one in table.filters]
    return Listing(table, ordered, page, filters, words, sort, choices, query)


def exported(found: Listing[Row], name: str, title: str, kind: str, language: str) -> HttpResponse:
    """All rows that an address asks for as a file.

    Raises:
        Http404: the kind is none of `KINDS`.
    """
    header = [one.title_en if language == "en" else one.title for one in found.table.columns]
    lines = ([_plain(one.value(row, language)) for one in found.table.columns] for row in found.rows)
    return sent(name, title, kind, [one.id for one in found.table.columns], header, lines)


def sent(
    name: str, title: str, kind: str, ids: Sequence[str], header: Sequence[str], lines: Iterable[Sequence[object]]
) -> HttpResponse:
    """A table as a file: Excel at once, CSV and JSON as they come.

    Raises:
        Http404: the kind is none of `KINDS`.
    """
    response: Any  # Any: either of two responses
    if kind == "csv":
        response = StreamingHttpResponse(sheets.lines(header, lines), content_type="text/csv; charset=utf-8")
    elif kind == "json":
        response = StreamingHttpResponse(_json(ids, lines), content_type="application/json; charset=utf-8")
    elif kind == "xlsx":
        response = HttpResponse(sheets.table(title, header, lines), content_type=_EXCEL)
    else:
        raise Http404(kind)
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response  # type: ignore[no-any-return]


def _fits(table: Table[Row], row: Row, filters: Mapping[str, str], words: str) -> bool:
    for one in table.filters:
        wanted = filters.get(one.id)
        if wanted and all(wanted != answer for answer, _ in one.answers(row, "zh")):
            return False
    text = table.words(row).casefold() if words else ""
    return all(word in text for word in words.casefold().split())


def _sorted(table: Table[Row], rows: list[Row], sort: str) -> list[Row]:
    down, id = sort.startswith("-"), sort.removeprefix("-")
    key = next((one.order for one in table.columns if one.id == id and one.order), None)
    if key is None:
        return rows
    known = [row for row in rows if key(row) is not None]
    return [*sorted(known, key=key, reverse=down), *(row for row in rows if key(row) is None)]


def _choices(one: Filter[Row], rows: Sequence[Row], language: str) -> list[tuple[str, str, int]]:
    names: dict[str, str] = {}
    counts: dict[str, int] = {}
    for row in rows:
        for answer, name in dict(one.answers(row, language)).items():
            if not answer:
                continue
            names.setdefault(answer, name)
            counts[answer] = counts.get(answer, 0) + 1
    return [(answer, name, counts[answer]) for answer, name in names.items()]


def _plain(value: object) -> object:
    """A cell as a file holds it: numbers as numbers, nothing as nothing."""
    if isinstance(value, Decimal):
        return float(value)
    return "" if value is None else value


def _json(ids: Sequence[str], lines: Iterable[Sequence[object]]) -> Iterator[str]:
    before = "[\n"
    for line in lines:
        row = {id: None if value == "" else value for id, value in zip(ids, line, strict=True)}
        yield before + json.dumps(row, ensure_ascii=False, default=str)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"
