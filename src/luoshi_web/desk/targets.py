"""The targets as a table: those that the build followed, and those of documents that came in later."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from luoshi.model.finding import Missing
from luoshi.model.revision import Revision
from luoshi.publish.chart_words import Words
from luoshi.publish.page_findings import NOTHING, ORDER, Mark
from luoshi.publish.target_rows import MARKS_EN, TargetRow, against_words, attained_words, outlook_words
from luoshi_web.built import Built
from luoshi_web.desk import live
from luoshi_web.desk.listing import Column, Filter, Table
from luoshi_web.desk.models import Record
from luoshi_web.desk.people import Actor
from luoshi_web.desk.shown import document_name, organisation_name, place_name
from luoshi_web.packs import office


@dataclass(frozen=True, slots=True)
class Line:
    """A target of the build, or one that only the desk knows (`record`)."""

    row: TargetRow | None
    record: Record | None = None
    sentence: str = ""

    @property
    def address(self) -> str:
        if self.row is not None:
            return f"/plan/{quote(self.row.file)}"
        return f"/records/{self.record.pk}/" if self.record else ""

    @property
    def standing(self) -> Mark:
        return self.row.standing if self.row else NOTHING

    @property
    def due(self) -> int | None:
        if self.row is not None:
            return self.row.due
        return self.record.due.year if self.record and self.record.due else None

    def title(self, language: str) -> str:
        if self.row is not None:
            return self.row.title.en if language == "en" else self.row.title.zh
        return str(self.record.data.get("indicator") or self.record.title) if self.record else ""

    @property
    def quote(self) -> str:
        """The words of the document."""
        return self.row.shown.quote if self.row else self.record.title if self.record else ""

    @property
    def document(self) -> str:
        return self.row.document if self.row else str(self.record.data.get("document", "")) if self.record else ""

    def said(self, part: str, language: str) -> str:
        """One of the line's words: promise, attained, against, outlook, lacking, scope."""
        if self.row is None:
            return str(self.record.data.get({"promise": "value"}.get(part, part), "")) if self.record else ""
        if part == "scope":
            return self.row.scope
        words = _SAYS[part](self.row)
        return words.en if language == "en" else words.zh

    @property
    def suppliers(self) -> str:
        return "、".join(organisation_name(id) for id in self.row.suppliers) if self.row else ""


_SAYS: dict[str, Callable[[TargetRow], Words]] = {
    "promise": lambda row: row.promise,
    "lacking": lambda row: row.lacking,
    "attained": lambda row: attained_words(row.shown),
    "against": lambda row: against_words(row.shown),
    "outlook": lambda row: outlook_words(row.shown),
}


def lines(found: Built | None, actor: Actor) -> tuple[list[Line], int]:
    """Every target, those that stand worst first; the last few hundred of the desk alone last, and how many those are."""
    rows = list(found.target_rows) if found else []
    later, number = live.beside(actor, (row.target for row in rows))
    of_build = [Line(row, sentence=found.sentences[row.target]) for row in rows if found]
    return [*of_build, *(Line(None, record) for record in later)], number


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the page of a target: its records, the other promises about its indicator, its revisions."""

    row: TargetRow
    live: Sequence[live.Live]
    others: Sequence[TargetRow]
    records: Sequence[Record]
    revisions: Sequence[Revision]
    sentence: str


def beside_target(found: Built, row: TargetRow, actor: Actor) -> Beside:
    """What the desk knows of a target, as far as somebody may see it."""
    records = live.of_commitment(row.target, row.standing.name, actor)
    own = {one.record.pk for one in records}
    alike = live.promised(actor, indicator=row.title.zh) if actor.user else []
    known = {one.target for one in found.target_rows}
    return Beside(
        row, records, [one for one in found.target_rows if one.target != row.target and one.indicator == row.indicator != ""],
        [one for one in alike if one.pk not in own and one.data.get("commitment") not in known],
        found.revisions.get(row.target, []), found.address_of_sentence(row.shown),
    )  # fmt: skip


def word(mark: Mark, language: str) -> str:
    """The word of a mark."""
    return MARKS_EN[mark.word] if language == "en" else mark.word


def _mark(mark: Mark | None, language: str) -> str:
    return f"{mark.shape}{word(mark, language)}" if mark else ""


def _number(line: Line, name: str) -> Any:  # Any: a number, or nothing
    value = getattr(line.row, name) if line.row else None
    return None if value is None or isinstance(value, Missing) else value


def _outlook(line: Line) -> Any:  # Any: a number, or nothing
    value = line.row.outlook.chance if line.row and line.row.outlook else None
    return None if isinstance(value, Missing) else value


def _documents(line: Line, language: str) -> Iterable[tuple[str, str]]:
    return [(line.document, document_name(line.document))] if line.document else []


def _lights(line: Line, language: str) -> Iterable[tuple[str, str]]:
    marks = (line.row.whole, line.row.worst) if line.row else (NOTHING,)
    return [(one.word, f"{one.shape} {word(one, language)}") for one in marks if one]


def _indicators(line: Line, language: str) -> Iterable[tuple[str, str]]:
    found = office().pack.indicators.get(line.row.indicator) if line.row else None
    # What no indicator of the pack says is searched for by its words: a list of hundreds is no choice.
    return [] if found is None else [(found.id, found.title_en if language == "en" and found.title_en else found.title)]


def _places(line: Line, language: str) -> Iterable[tuple[str, str]]:
    return [(code, place_name(code)) for code in line.row.places] if line.row else []


def _years(line: Line, language: str) -> Iterable[tuple[str, str]]:
    return [(str(line.due), str(line.due))] if line.due else []


TABLE: Table[Line] = Table(
    columns=(
        Column(
            "id",
            "编号",
            "Id",
            lambda line, _: line.row.target if line.row else line.record.key if line.record else "",
            shown=False,
        ),
        Column(
            "title", "指标", "Indicator", lambda line, language: line.title(language), lambda line: line.title("zh")
        ),
        Column(
            "scope",
            "范围",
            "Scope",
            lambda line, language: line.said("scope", language),
            lambda line: line.said("scope", "zh"),
        ),
        Column("promise", "目标值", "Target", lambda line, language: line.said("promise", language)),
        Column("due", "时限", "Due", lambda line, _: line.due, lambda line: line.due),
        Column(
            "whole",
            "总体",
            "As a whole",
            lambda line, language: _mark(line.row.whole if line.row else None, language),
            lambda line: ORDER.index(line.row.whole) if line.row and line.row.whole else None,
        ),
        Column(
            "worst",
            "最差的地方",
            "Worst place",
            lambda line, language: _mark(line.row.worst if line.row else None, language),
            lambda line: ORDER.index(line.row.worst) if line.row and line.row.worst else None,
        ),
        Column("worst_at", "最差在", "Worst at", lambda line, _: line.row.worst_at if line.row else "", shown=False),
        Column(
            "attainment",
            "完成程度",
            "Attained",
            lambda line, language: line.said("attained", language),
            lambda line: _number(line, "attainment"),
            number=True,
        ),
        Column(
            "against",
            "与计划之差",
            "Against plan",
            lambda line, language: line.said("against", language),
            lambda line: _number(line, "points"),
            number=True,
        ),
        Column(
            "outlook",
            "预计到期",
            "Outlook",
            lambda line, language: line.said("outlook", language),
            _outlook,
            number=True,
        ),
        Column("lacking", "缺什么", "What is missing", lambda line, language: line.said("lacking", language)),
        Column("needs", "还缺", "Needs", lambda line, _: line.row.needs if line.row else "", shown=False),
        Column(
            "suppliers",
            "供数单位",
            "Who should supply it",
            lambda line, _: line.suppliers,
            lambda line: line.suppliers or None,
        ),
        Column(
            "document",
            "文件",
            "Document",
            lambda line, _: document_name(line.document) if line.document else "",
            shown=False,
        ),
        Column("quote", "原文", "Words of the document", lambda line, _: line.quote, shown=False),
    ),
    filters=(
        Filter("document", "文件", "Document", _documents),
        Filter("light", "灯", "Light", _lights),
        Filter("indicator", "指标", "Indicator", _indicators),
        Filter("place", "地方", "Place", _places),
        Filter("year", "时限", "Due", _years),
    ),
    words=lambda line: " ".join(
        (line.title("zh"), line.title("en"), line.said("scope", "zh"), line.suppliers, line.quote)
    ),
)
