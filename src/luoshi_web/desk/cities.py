"""The cities: what was found about each, joined with the records of the desk that somebody may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from django.db.models import Count, F, Q

from luoshi.findable import headline, naming
from luoshi.model.assessed import Assessed, AssessedPlace
from luoshi.model.breaks import Break
from luoshi.model.commitment import Project
from luoshi.model.finding import Missing
from luoshi.model.followed import Followed, Point
from luoshi.model.profile import Measured
from luoshi.publish.chart_words import Words, number
from luoshi.publish.city_rows import CityRow, upward
from luoshi.publish.evaluation_words import RESPONSES, WARNINGS, warning_of
from luoshi.publish.page_evaluation import file_of
from luoshi.publish.page_findings import Mark, mark
from luoshi.publish.page_findings import file_of as file_of_target
from luoshi.publish.target_rows import attained_words
from luoshi.publish.trend import trend
from luoshi_web.built import Built
from luoshi_web.desk import lit, live, queries
from luoshi_web.desk.listing import Column, Filter, Table
from luoshi_web.desk.models import Organisation, Record
from luoshi_web.desk.people import Actor
from luoshi_web.desk.remembered import remembered
from luoshi_web.desk.targets import word
from luoshi_web.packs import office

ADVICE = {"keep": ("维持", "keep"), "watch": ("关注", "watch"), "change": ("建议调整", "suggest a change")}
WARNINGS_EN = {"green": "none", "blue": "slight", "yellow": "medium", "orange": "heavy", "red": "severe"}
LEVELS = ("地级行政区", "县级市", "县", "市辖区")
_MOST = 20


@dataclass(frozen=True, slots=True)
class Line:
    """A city in the list: what was found, how many things are open there, how many of them late."""

    city: CityRow
    open: int
    late: int

    @property
    def classed(self) -> str:
        return self.city.classed.legal if self.city.classed else ""

    @property
    def lamp(self) -> tuple[str, str, str] | None:
        """Shape, word and class of the warning of its coordination."""
        found = self.city.coordination
        warning = warning_of(found[1]) if found else None
        return WARNINGS[warning] if warning else None

    def suggested(self, language: str) -> str:
        """The suggested class with what is advised, or why there is none."""
        classed = self.city.classed
        if classed is None:
            return ""
        if isinstance(classed.suggested, Missing):
            return classed.suggested.en if language == "en" else classed.suggested.zh
        advice = f" · {ADVICE[classed.advice.advice][language == 'en']}" if classed.advice else ""
        return f"{classed.suggested.suggested}{advice}"

    def said(self, part: str, language: str) -> str:
        return str(getattr(self, part)(language))


def lines(found: Built, actor: Actor, on: date) -> list[Line]:
    """The cities, with what is open in each as far as somebody may see it."""
    counts = _open_items(actor, on)
    return [Line(row, *counts.get(row.place, (0, 0))) for row in found.cities.values()]


def _open_items(actor: Actor, on: date) -> Mapping[str, tuple[int, int]]:
    return remembered(("open", on, actor.person.memberships), lambda: open_items(actor, on))


def open_items(actor: Actor, on: date) -> Mapping[str, tuple[int, int]]:
    """By the code of a place how many records of its organisations are open, and how many of them late."""
    rows = queries.visible_in(office().registries.values(), actor).exclude(turn="").order_by()
    counted = rows.values_list("owner").annotate(open=Count("pk"), late=Count("pk", filter=Q(due__lt=on)))
    places, found = dict(Organisation.objects.order_by().values_list("pk", "place")), dict[str, tuple[int, int]]()
    for owner, is_open, late in counted:
        before = found.get(places[owner], (0, 0))
        found[places[owner]] = (before[0] + is_open, before[1] + late)
    return found


# ------------------------------------------------------------------ one city


@dataclass(frozen=True, slots=True)
class Standing:
    """A target in the city: the mark, the numbers, and whether it is about the city or only compared."""

    mark: Mark
    title: str
    address: str
    sentence: str
    quote: str
    value: str
    promise: Words
    attained: Words
    reason: Words
    compared: bool


@dataclass(frozen=True, slots=True)
class Result:
    """The city in a scheme: rank with the ranks between which it comes, class, what is in the way, what would help."""

    scheme: Assessed
    place: AssessedPlace
    address: str
    lamp: tuple[str, str, str] | None
    lamp_en: str
    response: str
    obstacles: Sequence[tuple[str, float]]
    upward: Sequence[object]

    @property
    def why_not(self) -> Missing | None:
        return self.place.score if isinstance(self.place.score, Missing) else None


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator of the city: the latest value with its period and row, and the years before as a small line."""

    title: Words
    unit: str
    latest: Point
    picture: str
    origin: str
    statistics: str
    computed: bool
    breaks: Sequence[Break]
    official: bool
    published: str


@dataclass(frozen=True, slots=True)
class Named:
    """Something in a document that names the city."""

    title: str
    address: str
    where: str
    is_project: bool


@dataclass(frozen=True, slots=True)
class City:
    """A city with everything about it."""

    line: Line
    standings: Sequence[Standing]
    results: Sequence[Result]
    figures: Sequence[Figure]
    named: Sequence[Named]
    records: Sequence[Record]
    projects: Sequence[Record]
    warnings: Sequence[Record]
    # How many records there are, by registry, where not all are shown.
    more: Mapping[str, int]


def city(found: Built, row: CityRow, actor: Actor, on: date) -> City:
    """A city, with the records that somebody may see."""
    of_registry = of_place(actor, row.place, on)
    rows = [one for first, _ in of_registry.values() for one in first]
    named = [
        Named(
            headline(item), found.address_of(page.id, item), f"{page.name} {item.label}", isinstance(item.noun, Project)
        )
        for page, item in naming(found.documents.values(), found.build.pack, row.place)
    ]
    # A project that is a record already is not told of twice.
    kept = {one.title for one in rows if one.registry == "projects"}
    named = [one for one in named if not (one.is_project and one.title in kept)]
    line = Line(row, *_open_items(actor, on).get(row.place, (0, 0)))
    return City(
        line, [_standing(one, found) for one in row.followed],
        [_result(scheme, place) for scheme, place in row.assessed], [_figure(one, found) for one in row.profile.measured],
        named, [one for one in rows if one.registry in live.PROMISES and one.registry != "projects"],
        [one for one in rows if one.registry == "projects"], [one for one in rows if one.registry == "warnings"],
        {id: number for id, (first, number) in of_registry.items() if number > len(first)},
    )  # fmt: skip


def of_place(actor: Actor, code: str, on: date) -> dict[str, tuple[list[Record], int]]:
    """The duties, targets, projects and warnings that organisations of a place answer for, or that are about it: by registry
    those that are due first, each with its light, and how many there are."""
    numbers = remembered(("place", code, actor.person.memberships), lambda: _of_place(actor, code))
    known = Record.objects.in_bulk([pk for first, _ in numbers.values() for pk in first])
    rows = {row.pk: row for row in lit.lit(queries.with_owners(list(known.values())), on)}
    return {id: ([rows[pk] for pk in first if pk in rows], number) for id, (first, number) in numbers.items()}


def _of_place(actor: Actor, code: str) -> dict[str, tuple[list[int], int]]:
    """By registry, the numbers of the first records of a place, and how many there are."""
    own = list(Organisation.objects.filter(place=code).values_list("pk", flat=True))
    found: dict[str, tuple[list[int], int]] = {}
    for id in (*live.PROMISES, "warnings"):
        if registry := office().registries.get(id):
            seen = queries.visible(registry, actor)
            # As a list: a question within the question would be asked of each record.
            about = list(queries.with_value(seen, registry, "place", code).values_list("pk", flat=True))
            rows = seen.filter(Q(owner__in=own) | Q(pk__in=about)).order_by(F("due").asc(nulls_last=True), "pk")
            every = list(rows.values_list("pk", flat=True))
            found[id] = (every[:_MOST], len(every))
    return found


def _standing(one: Followed, found: Built) -> Standing:
    row = next((each for each in found.target_rows if each.target == one.target), None)
    observed = one.finding.observed
    unit = "" if one.unit.endswith("=100") else one.unit
    value = "" if isinstance(observed, Missing) else f"{number(observed)}{unit}（{one.finding.year}）"
    address = f"/plan/{quote(file_of_target(one))}#place-{one.place}"
    return Standing(
        mark(one), one.title, address, found.sentences.get(one.target, ""), one.quote, value,
        row.promise if row else Words("", ""), attained_words(one), Words(one.reason.zh, one.reason.en),
        one.scope == "member",
    )  # fmt: skip


def _result(scheme: Assessed, place: AssessedPlace) -> Result:
    titles = {item.id: item.title for item in place.items}
    warning = warning_of(place)
    return Result(
        scheme, place, f"/plan/{quote(file_of(scheme))}#place-{place.place}", WARNINGS[warning] if warning else None,
        WARNINGS_EN[warning] if warning else "", RESPONSES[warning] if warning else "",
        [(titles[one.factor], one.degree) for one in place.obstacles[:3]], upward(place),
    )  # fmt: skip


def _figure(one: Measured, found: Built) -> Figure:
    indicator = found.build.pack.indicators[one.indicator]
    rows = one.latest.observations
    published = len(rows) == 1 and rows[0].value == one.latest.value
    picture = trend(
        [(point.year, point.value) for point in one.points], [each.after for each in one.breaks], indicator.title
    )
    origin = "；".join(dict.fromkeys(f"{row.origin.file} 第{row.origin.row}行" for row in rows[:4]))
    statistics = "；".join(dict.fromkeys(row.origin.statistics for row in rows[:4] if row.origin.statistics))
    return Figure(
        Words(indicator.title, indicator.title_en or indicator.title), indicator.unit, one.latest, picture, origin,
        statistics, not published, one.breaks, indicator.official, str(max(row.vintage for row in rows)) if rows else "",
    )  # fmt: skip


# ------------------------------------------------------------------ the table


def _classes(line: Line, language: str) -> Iterable[tuple[str, str]]:
    return [(line.classed, line.classed)]


def _lights(line: Line, language: str) -> Iterable[tuple[str, str]]:
    found = line.city.worst_mark
    return [(found.word, f"{found.shape} {word(found, language)}")] if found else []


def _kinds(line: Line, language: str) -> Iterable[tuple[str, str]]:
    names = {"地级行政区": "prefecture", "县级市": "county-level city", "县": "county", "市辖区": "district"}
    level = line.city.profile.level
    return [(level, names.get(level, level) if language == "en" else level)]


TABLE: Table[Line] = Table(
    columns=(
        Column("code", "代码", "Code", lambda line, _: line.city.place, shown=False),
        Column("name", "城市", "City", lambda line, _: line.city.name, lambda line: line.city.place),
        Column(
            "level",
            "级别",
            "Level",
            lambda line, language: "".join(name for _, name in _kinds(line, language)),
            lambda line: LEVELS.index(line.city.profile.level) if line.city.profile.level in LEVELS else None,
        ),
        Column("class", "2013年类别", "Class of 2013", lambda line, _: line.classed, lambda line: line.classed or None),
        Column("suggested", "建议类别", "Suggested class", lambda line, language: line.suggested(language)),
        Column(
            "light",
            "最差的灯",
            "Worst light",
            lambda line, language: word(line.city.worst_mark, language) if line.city.worst_mark else "",
            lambda line: -len(line.city.alerts) if line.city.alerts else None,
        ),
        Column(
            "coordination",
            "协调等级",
            "Coordination",
            lambda line, _: (
                line.city.coordination[1].band.title
                if line.city.coordination and line.city.coordination[1].band
                else ""
            ),
            lambda line: (line.city.coordination[1].rank or None) if line.city.coordination else None,
        ),
        Column(
            "warnings",
            "系统预警",
            "Alerts",
            lambda line, _: len(line.city.alerts),
            lambda line: len(line.city.alerts),
            number=True,
        ),
        Column("open", "在办", "Open", lambda line, _: line.open, lambda line: line.open, number=True),
        Column("late", "逾期", "Late", lambda line, _: line.late, lambda line: line.late, number=True),
        Column(
            "lacking",
            "缺数",
            "Missing",
            lambda line, _: len(line.city.lacking),
            lambda line: len(line.city.lacking),
            number=True,
        ),
    ),
    filters=(
        Filter("level", "级别", "Level", _kinds),
        Filter("class", "2013年类别", "Class of 2013", _classes),
        Filter("light", "最差的灯", "Worst light", _lights),
    ),
    words=lambda line: f"{line.city.name} {line.city.place} {line.classed}",
)
