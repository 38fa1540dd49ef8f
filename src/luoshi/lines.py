"""The values of an indicator for places over the years, with their breaks: published, derived, or aggregated.

Observing gives values and assessing finds breaks; this is where the two meet, so it stands beside the pipeline.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache

from luoshi.assess.breaks import boundary_breaks, declared, inherited, level_breaks
from luoshi.model.area import Area
from luoshi.model.areas import Areas
from luoshi.model.breaks import Break, Doubt
from luoshi.model.computed import Computed
from luoshi.model.finding import Missing, Step
from luoshi.model.followed import Point
from luoshi.model.indicator import Indicator
from luoshi.model.observation import REPORTED, Observation
from luoshi.model.observed import Observed
from luoshi.model.pack import Pack
from luoshi.model.problem import Kind
from luoshi.model.said import Said, listed
from luoshi.observe.aggregate import aggregate
from luoshi.observe.boundaries import of_area
from luoshi.observe.derive import derived
from luoshi.observe.formulas import decimal
from luoshi.observe.store import Store
from luoshi.packs import method_changes

NO_SERIES = Kind(
    code="line-no-values",
    zh="没有“{indicator}”的统计数据（{place}）", en="there are no figures of '{indicator}' for {place}",
    hint_zh="请由供数单位补充。", hint_en="Whoever is named should supply them.",
)  # fmt: skip
RATIOS_ALONE = Kind(
    code="line-ratios-alone",
    zh="各地只公布了“{indicator}”，没有{parts}，不能合计", en="places publish '{indicator}' alone, without {parts}: no total",
    hint_zh="请由供数单位补充分子和分母；比率不能平均。", hint_en="Supply its parts; ratios are not averaged.",
)  # fmt: skip
NO_GROWTH_AT_BASE = Kind(
    code="line-no-growth",
    zh="{place}没有{year}年的“{indicator}”，不能从{base}年起链接",
    en="{place} has no '{indicator}' of {year}: nothing to chain from {base}",
    hint_zh="请补充该年增速。", hint_en="Supply the growth of that year.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """The values of an indicator for a set of places, a point a year; what is missing says why, year by year."""

    points: tuple[Point, ...]
    breaks: tuple[Break, ...] = ()
    missing: tuple[tuple[int, Missing], ...] = ()
    steps: tuple[Step, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def why_not(self, year: int) -> Missing | None:
        """Why there is no value of a year, or of the nearest year of which it is said."""
        said = sorted(self.missing, key=lambda one: (abs(one[0] - year), -one[0]))
        return said[0][1] if said else None


class Lines:
    """The lines of a pack and a store, as known on a day; each is worked out once."""

    def __init__(self, pack: Pack, store: Store, known_on: date | None = None) -> None:
        self.pack, self.store, self.known_on = pack, store, known_on
        self.areas = Areas(pack.places, pack.boundary_changes)
        self._changes = method_changes(pack)
        self._names = {one.id: one.name for one in pack.indicators.values()}
        self.of_place = cache(self._of_place)
        self._breaks_of = cache(self._breaks)

    def of(self, indicator: str, places: Sequence[str]) -> Line:
        """The line of an indicator for places together.

        A province for which nothing was published is what its prefectures have together; what it reported itself stands in
        the years of which they have nothing.
        """
        here = [self.areas.now(code) for code in places]
        if len(here) != 1:
            return self._together(indicator, here)
        own = self.of_place(indicator, here[0])
        parts = [] if any(not is_reported(point) for point in own.points) else self.prefectures(here[0])
        return filled(self._together(indicator, parts), own) if parts else own

    def of_area(self, indicator: str, area: Area) -> Line:
        """The line of an indicator for an area; what was reported of it as a whole stands where its places have nothing."""
        line = self.of(indicator, area.places)
        whole = self.store.series(indicator, area.id, self.known_on)
        return filled(line, _published(whole)) if whole.observations or whole.missing else line

    def set_aside(self, indicator: str, places: Sequence[str]) -> list[Step]:
        """The reports on an indicator that are not taken because something was published, each with what is taken instead."""
        unit = self.pack.indicators[indicator].unit
        steps = []
        for code in dict.fromkeys(code for place in places for code in (place, *self.areas.codes(place))):
            if (indicator, code) not in self.store.reported:
                continue
            counting = {row.period: row for row in self.store.series(indicator, code, self.known_on).observations}
            for row in self.store.vintages(indicator, code):
                taken = counting.get(row.period)
                known = self.known_on is None or row.vintage <= self.known_on
                if known and row.quality in REPORTED and taken is not None and taken.quality not in REPORTED:
                    steps.append(_set_aside(row, taken, unit))
        return steps

    def growth(self, indicator: Indicator, places: Sequence[str], base: int) -> Line:
        """The volume of an indicator, 100 in the base year, chained by its published real growth as far as that goes."""
        rates = self.of(indicator.real_growth or "", places)
        by_year = {point.year: point for point in rates.points}
        if base + 1 not in by_year:
            place = self._named(places)
            title = self.pack.indicators[indicator.real_growth or ""].name
            why = rates.why_not(base + 1) if len(places) > 1 else None
            said = why or Missing(NO_GROWTH_AT_BASE(place=place, year=base + 1, indicator=title, base=base))
            return Line((), missing=((base + 1, said),))
        value, points = Fraction(100), [Point(base, Decimal(100), ())]
        year = base + 1
        while year in by_year:
            value *= 1 + Fraction(by_year[year].value) / 100
            points.append(Point(year, decimal(value), by_year[year].observations))
            year += 1
        step = Step(
            f"按公布的实际增速由 {base} 年（=100）链接至 {year - 1} 年，不跨现价数值的断点",
            f"chained by published real growth from {base} (= 100) to {year - 1}, untouched by breaks of current values",
        )
        return Line(tuple(points), steps=(step,))

    def prefectures(self, code: str) -> list[str]:
        """The prefectures of a province; none for any other place."""
        if not code.endswith("0000"):
            return []
        return sorted({p.code for p in self.pack.places if p.parent == code and p.level == "地级行政区"})

    # ------------------------------------------------------------------ one place

    def _of_place(self, indicator: str, place: str) -> Line:
        one = self.pack.indicators[indicator]
        published = of_area(indicator, place, self.store, self.areas, known_on=self.known_on)
        own = _published(published)
        if own.points:
            breaks, doubts = self._breaks_of(indicator, place)
            own = replace(own, breaks=breaks, doubts=doubts)
        if any(not is_reported(point) for point in own.points):
            return own
        if one.formula:
            return filled(self._derived(one, place), own)
        if own.points or own.missing:
            return own
        return Line((), missing=((9999, Missing(NO_SERIES(indicator=one.name, place=self.areas.name(place)))),))

    def _derived(self, one: Indicator, place: str) -> Line:
        """What is worked out of an indicator's parts."""
        indicator = one.id
        parts = [self.of_place(part, place) for part in one.parts]
        years = sorted({point.year for part in parts for point in part.points})
        found = [
            (year, derived(indicator, place, str(year), self.store, self.pack, known_on=self.known_on))
            for year in years
        ]
        if not found:
            said = Missing(NO_SERIES(indicator=one.name, place=self.areas.name(place)))
            return Line((), missing=((9999, said),))
        derived_breaks = inherited(one, [each for part in parts for each in part.breaks], self._names)
        return _line(found, _once(derived_breaks), [doubt for part in parts for doubt in part.doubts])

    def _breaks(self, indicator: str, place: str) -> tuple[tuple[Break, ...], tuple[Doubt, ...]]:
        series = of_area(indicator, place, self.store, self.areas, known_on=self.known_on)
        found = [*declared(series, self._changes), *boundary_breaks(series, self.areas)]
        rates = self.pack.indicators[indicator].real_growth
        if not rates:
            return _once(found), ()
        growth = of_area(rates, place, self.store, self.areas, known_on=self.known_on)
        levels, unjudged = level_breaks(series, growth)
        title = f"{self.areas.name(place)}“{self._names[indicator].zh}”"
        doubts = [doubt for problem in unjudged if (doubt := _doubt(title, problem.words))]
        return _once([*found, *levels]), tuple(doubts)

    # ------------------------------------------------------------------ several places

    def _nothing(self, one: Indicator, places: Sequence[str]) -> Missing:
        """Why several places have nothing together: no figures at all, or ratios alone, which are not averaged."""
        if one.parts and any(self.of_place(one.id, place).points for place in places):
            parts = listed([self.pack.indicators[part].name for part in one.parts])
            return Missing(RATIOS_ALONE(indicator=one.name, parts=parts))
        return Missing(NO_SERIES(indicator=one.name, place=self._named(places)))

    def _named(self, places: Sequence[str]) -> Said:
        return listed([self.areas.name(code) for code in places], 3)

    def _together(self, indicator: str, places: Sequence[str]) -> Line:
        one = self.pack.indicators[indicator]
        needed = one.parts if one.aggregation == "from-parts" else (one.id,)
        lines = [self.of_place(part, place) for part in needed for place in places]
        years = sorted({point.year for line in lines for point in line.points})
        found = [
            (year, aggregate(indicator, places, str(year), self.store, self.pack, known_on=self.known_on))
            for year in years
        ]
        if not found:
            return Line((), missing=((9999, self._nothing(one, places)),))
        breaks = [each for line in lines for each in line.breaks]
        doubts = [doubt for line in lines for doubt in line.doubts]
        return _line(found, _once([*breaks, *inherited(one, breaks, self._names)]), doubts)


def is_reported(point: Point) -> bool:
    """Whether a value is what an office reports of itself, published by nobody."""
    return bool(point.observations) and all(row.quality in REPORTED for row in point.observations)


def filled(line: Line, reported: Line) -> Line:
    """A line with what was reported in the years of which it has no value."""
    years = {point.year for point in line.points}
    more = [point for point in reported.points if point.year not in years]
    if not more:
        return replace(line, missing=(*line.missing, *reported.missing)) if not line.points else line
    points = tuple(sorted((*line.points, *more), key=lambda point: point.year))
    breaks, doubts = _once([*line.breaks, *reported.breaks]), (*line.doubts, *reported.doubts)
    return Line(points, breaks, (*line.missing, *reported.missing), line.steps, doubts)


def _set_aside(row: Observation, taken: Observation, unit: str) -> Step:
    return Step(
        f"{row.period}年填报 {row.value:f}{unit}（{row.origin.statistics}）不采用：已公布 {taken.value:f}{unit}"
        f"（{taken.origin.statistics}），以公布的为准",
        f"{row.period}: the report of {row.value:f} {unit} gives way to the published {taken.value:f} {unit}",
    )


def _published(series: Observed) -> Line:
    """The years of a series as a line."""
    points = [Point(int(row.period), row.value, (row,)) for row in series.observations if len(row.period) == 4]
    missing = [(int(period), why) for period, why in series.missing.items() if len(period) == 4]
    return Line(tuple(points), missing=tuple(missing))


def _doubt(title: str, words: Mapping[str, str]) -> Doubt | None:
    """A fall that no growth explains; a rise may be growth and price and is not worth a warning."""
    if not words["change"].startswith(("-", "−")):
        return None
    before, after, change, years = (words[key] for key in ("before", "after", "change", "years"))
    step = Step(
        f"注意：{title}{before}—{after}年变动 {change}%，缺{years}年增速，无法判断是否断裂；跨这一年的比较不可靠",
        f"note: {change} % from {before} to {after} without the growth of {years}: not to be relied on across that year",
    )
    return Doubt(int(before), int(after), step)


def _line(
    found: Iterable[tuple[int, Computed | Missing]], breaks: tuple[Break, ...], doubts: Iterable[Doubt] = ()
) -> Line:
    points, missing = [], []
    for year, value in found:
        if isinstance(value, Missing):
            missing.append((year, value))
        else:
            points.append(Point(year, value.value, value.observations, value.steps))
    once = {(one.before, one.after, one.step.zh): one for one in doubts}
    return Line(tuple(points), breaks, tuple(missing), doubts=tuple(once.values()))


def _once(breaks: Iterable[Break]) -> tuple[Break, ...]:
    """The breaks in order, those at one place and year put together under their first kind."""
    found: dict[tuple[str, str, int, int], Break] = {}
    for one in breaks:
        found.setdefault((one.indicator, one.place, one.before, one.after), one)
    return tuple(sorted(found.values(), key=lambda one: (one.after, one.place, one.indicator)))
