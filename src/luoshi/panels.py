"""The indicators of a scheme for its places over the years that may be compared, each value with its rows, each gap with why.

Observing gives lines with their breaks, and a scheme asks for several at once; this is where they become one table, so it
stands beside the pipeline.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from luoshi.lines import Line, Lines
from luoshi.model.breaks import Break
from luoshi.model.finding import Missing
from luoshi.model.followed import Point
from luoshi.model.pack import Pack
from luoshi.model.problem import Kind, LuoshiError
from luoshi.model.rows import frame
from luoshi.model.scheme import Scheme
from luoshi.packs.judging import judging

if TYPE_CHECKING:
    import polars

NO_VALUE = Kind(
    code="panel-no-value",
    zh="{place}没有{year}年的“{indicator}”", en="{place} has no '{indicator}' of {year}",
    hint_zh="请由供数单位补充。", hint_en="Whoever is named should supply it.",
)  # fmt: skip
NO_AREA = Kind(
    code="panel-no-area",
    zh="评价方案“{scheme}”没有写明评价哪些地区", en="the scheme '{scheme}' does not say which places it is worked out for",
    hint_zh="请在方案中写 area: 〈judging.yaml 中的适用地区〉；可用：{known}。",
    hint_en="Write area: and one of judging.yaml. There are: {known}.",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """Values of indicators by place and year (评价面板).

    Attributes:
        names: By code of the place, in the order of the rows.
        years: From the first that may be compared with the last, which is the year judged.
        points: By indicator, code and year.
        gaps: By the same; together with `points` they cover the whole panel.
        breaks: What parts these years from those before and after.
        before: The last year before the first of the panel, where a break lies between; None where nothing is before.
    """

    scheme: Scheme
    area_title: str
    names: Mapping[str, str]
    years: tuple[int, ...]
    points: Mapping[tuple[str, str, int], Point]
    gaps: Mapping[tuple[str, str, int], Missing]
    breaks: tuple[Break, ...]
    before: int | None

    @property
    def as_of(self) -> int:
        """The year judged."""
        return self.years[-1]

    def to_frame(self) -> polars.DataFrame:
        """One row a place and year, with the place's name; what is missing is empty."""
        rows = [(code, year) for code in self.names for year in self.years]
        columns: dict[str, object] = {
            "place": [self.names[code] for code, _ in rows],
            "year": [year for _, year in rows],
        }
        for indicator in self.scheme.indicators:
            found = (self.points.get((indicator, code, year)) for code, year in rows)
            columns[indicator] = [None if point is None else float(point.value) for point in found]
        return frame(columns)

    def is_whole(self, code: str, year: int) -> bool:
        """Whether a place has every indicator in a year."""
        return all((indicator, code, year) in self.points for indicator in self.scheme.indicators)

    def missing(self, code: str) -> tuple[tuple[str, Missing], ...]:
        """What a place lacks in the year judged, with the reasons."""
        gaps = ((one, self.gaps.get((one, code, self.as_of))) for one in self.scheme.indicators)
        return tuple((one, why) for one, why in gaps if why is not None)


def panel(lines: Lines, scheme: Scheme, as_of: int) -> Panel:
    """The panel of a scheme that ends with a year; values after it are not looked at.

    Where a series of any of its places breaks, the years on the other side are left out for all: normalised together they
    would not be about the same thing.

    Raises:
        LuoshiError: the scheme does not say for which places it is, or the pack does not know the area.
    """
    title, codes = _places(lines.pack, scheme, lines)
    of = {(one, code): lines.of(one, [code]) for one in scheme.indicators for code in codes}
    breaks = [each for line in of.values() if line.points for each in line.breaks]
    first, parting = _stretch(breaks, as_of)
    began = min((point.year for line in of.values() for point in line.points), default=as_of)
    years = (*range(max(first, began), as_of), as_of)
    points: dict[tuple[str, str, int], Point] = {}
    gaps: dict[tuple[str, str, int], Missing] = {}
    names = {code: lines.areas.name(code) for code in codes}
    for (indicator, code), line in of.items():
        by_year = {point.year: point for point in line.points}
        for year in years:
            if year in by_year:
                points[indicator, code, year] = by_year[year]
            else:
                gaps[indicator, code, year] = _why(line, lines.pack, indicator, names[code], year)
    before = first - 1 if began < first else None
    return Panel(scheme, title, names, years, points, gaps, parting, before)


def last_year(lines: Lines, scheme: Scheme, until: int = 9999) -> int | None:
    """The last year up to `until` in which at least two places have every indicator; None where there is none.

    Raises:
        LuoshiError: as in `panel`.
    """
    _, codes = _places(lines.pack, scheme, lines)
    whole: dict[int, int] = {}
    for code in codes:
        years = [{point.year for point in lines.of(one, [code]).points} for one in scheme.indicators]
        for year in set.intersection(*years):
            whole[year] = whole.get(year, 0) + 1
    return max((year for year, count in whole.items() if count >= 2 and year <= until), default=None)


def _places(pack: Pack, scheme: Scheme, lines: Lines) -> tuple[str, Sequence[str]]:
    areas = judging(pack).areas
    if scheme.area not in areas:
        raise LuoshiError(NO_AREA(scheme=scheme.id, known="、".join(areas) or "—"))
    area = areas[scheme.area]
    return area.title, tuple(dict.fromkeys(lines.areas.now(code) for code in area.places))


def _stretch(breaks: Iterable[Break], as_of: int) -> tuple[int, tuple[Break, ...]]:
    """The first year that may be compared with a year, and the breaks nearest to it on either side, each once."""
    first, last = 0, 9999
    for one in breaks:
        if one.after <= as_of:
            first = max(first, one.after)
        elif one.before >= as_of:
            last = min(last, one.before)
        else:
            first = as_of
    near = [one for one in breaks if one.after == first or one.before == last]
    found: dict[tuple[str, int], Break] = {}
    for one in near:
        found.setdefault((one.indicator, one.after), one)
    return first, tuple(sorted(found.values(), key=lambda one: (one.after, one.indicator)))


def _why(line: Line, pack: Pack, indicator: str, place: str, year: int) -> Missing:
    """Why there is no value of a year."""
    said = next((why for at, why in line.missing if at in (year, 9999)), None)
    return said or Missing(NO_VALUE(place=place, year=year, indicator=pack.indicators[indicator].name))
