"""The class in force of each city beside the one that is suggested, and the yearly appraisal from what is observed.

Both need figures that statistics seldom have for cities. What is there is worked out; what is not says so, and nothing is
taken for zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from luoshi.assess.appraise import appraise, groups, stability
from luoshi.assess.classify import advise, borderline, by_median, suggest
from luoshi.assessing import assess
from luoshi.handing import of_year
from luoshi.lines import Lines
from luoshi.model.appraisal import AppraisalRule, Appraised, Handed, Return
from luoshi.model.assessed import PlaceClass
from luoshi.model.classification import CityIndices, ClassChange, SuggestedClass, Thresholds
from luoshi.model.finding import Missing
from luoshi.model.pack import Pack, ResourceCity
from luoshi.model.problem import Kind, LuoshiError
from luoshi.observe.store import Store
from luoshi.packs import reviewed
from luoshi.packs.appraisals import appraisals
from luoshi.packs.class_changes import class_changes
from luoshi.packs.judging import judging
from luoshi.packs.schemes import schemes
from luoshi.panels import NO_VALUE, last_year
from luoshi.supporting import OF_SETTLEMENT

NO_RESERVES = Kind(
    code="class-no-reserves",
    zh="没有分市的储量和产量数据，算不出资源保障能力", en="supply cannot be worked out without the reserves of cities",
    hint_zh="请由省自然资源厅补充保有可采储量、累计采出量、新增查明储量和产量。",
    hint_en="The department of natural resources should supply reserves, extraction and output.",
)  # fmt: skip
NOT_SCORED = Kind(
    code="class-no-index",
    zh="“{scheme}”没有{place}的得分", en="'{scheme}' has no score of {place}",
    hint_zh="该地不在方案的评价范围内。", hint_en="The place is not among those of the scheme.",
)  # fmt: skip
NOT_OBSERVED = Kind(
    code="appraise-not-observed",
    zh="“{item}”没有统计数据，须由城市填报", en="'{item}' is not in any statistics: the city has to hand it in",
    hint_zh="请补报数值和佐证材料。", hint_en="Hand in the value and its evidence.",
)  # fmt: skip

# Where the axes are divided as long as no group has all indices: the alternative to the median, 系统默认，非官方.
EDGES = Thresholds(0.5, 0.5, 0.5, sustainability_high=0.7)
# From this share of forest on a city counts as 林区, in percent: 系统默认，非官方.
FOREST = Decimal(100) / 3
SUSTAINABILITY, DEPENDENCE = "sustainability", "dependence"
# What classes need and statistics do not have, by the names under which it is handed in.
SUPPLY = ("supply", "extracted", "output_growth")


def year_of_classes(pack: Pack, store: Store, *, until: int, known_on: date | None = None) -> int:
    """The last year, up to one, of which the cities' sustainability is known; that one where it never is.

    Classes and the figures they rest on are of the same year, so that a table of statistics that has begun a newer year does
    not leave every city without an index.
    """
    scheme = schemes(pack).get(SUSTAINABILITY)
    return (last_year(Lines(pack, store, known_on), scheme, until) if scheme and scheme.area else None) or until


def classes(
    pack: Pack,
    store: Store,
    *,
    as_of: int,
    known_on: date | None = None,
    supply: Mapping[str, Mapping[int, CityIndices]] | None = None,
) -> tuple[PlaceClass, ...]:
    """The resource-based cities of the pack's places: the class in force, who prints it, and what the indices suggest.

    Args:
        pack: The pack; its schemes `sustainability` and `dependence` give the two indices that can be worked out.
        store: Its observations.
        as_of: The year of the indices; a change is advised only where the year before it suggests the same.
        known_on: As in `assess`.
        supply: What statistics do not have, by the code of a city and the year: indices of which `supply`, `extracted` and
            `output_growth` are taken.

    Returns:
        Every city of the national list that lies where the scheme's places do, county-level ones too, in the order of the
        list. The class of 2013 stays the one in force until a change
        stands in the pack's `class_changes.yaml`. Axes are divided at the medians of the cities that have all indices.

    Gaps:
        Without an index there is no suggested class; the reason names what is missing.

    >>> import luoshi
    >>> jilin = luoshi.pack("jilin")
    >>> found = classes(jilin, luoshi.observed(jilin)[0], as_of=2018)
    >>> len(found), found[0].name, found[0].legal, found[0].suggested.zh
    (11, '松原市', '成长型', '缺少资源保障能力 R，不能分类')
    """
    years = (as_of - 1, as_of) if supply else (as_of,)
    of = {year: _Year(pack, store, year, known_on, supply or {}) for year in years}
    printed, changes = _printed(pack), [one for one in class_changes(pack) if one.effective.year <= as_of]
    return tuple(_class(pack, city, [of[year] for year in years], printed, changes) for city in _cities(pack))


class _Year:
    """The indices of the cities in one year, and what they suggest."""

    def __init__(
        self,
        pack: Pack,
        store: Store,
        year: int,
        known_on: date | None,
        supply: Mapping[str, Mapping[int, CityIndices]],
    ) -> None:
        known = schemes(pack)
        self.year = year
        self.assessed = {
            id: assess(pack, store, id, as_of=year, known_on=known_on, replications=0)
            for id in (SUSTAINABILITY, DEPENDENCE)
            if id in known
        }
        self.indices = {_code(city): self._indices(city, supply) for city in _cities(pack)}
        try:
            self.edges = by_median(self.indices.values())
        except LuoshiError:
            self.edges = EDGES  # nobody has all three, so nobody is compared with them

    def sustainability(self, city: ResourceCity) -> float | Missing | None:
        """S; None where the pack has no such scheme."""
        return self._score(SUSTAINABILITY, city)

    def dependence(self, city: ResourceCity) -> float | Missing | None:
        """D: one less the score, which is the better the less a city depends."""
        score = self._score(DEPENDENCE, city)
        return 1 - score if isinstance(score, float) else score

    def suggested(self, city: ResourceCity) -> SuggestedClass | Missing:
        return suggest(self.indices[_code(city)], self.edges)

    def _score(self, id: str, city: ResourceCity) -> float | Missing | None:
        one = self.assessed.get(id)
        if one is None:
            return None
        place = next((found for found in one.places if found.place == _code(city)), None)
        return place.score if place else Missing(NOT_SCORED(scheme=one.scheme.title, place=_name(city)))

    def _indices(self, city: ResourceCity, supply: Mapping[str, Mapping[int, CityIndices]]) -> CityIndices:
        given = supply.get(_code(city), {}).get(self.year)
        found = CityIndices(
            _code(city), self.year, None, _known(self.sustainability(city)), _known(self.dependence(city))
        )
        if given is None:
            return found
        return replace(
            found, supply=given.supply, extracted=given.extracted, output_growth=given.output_growth
        )  # fmt: skip


def supply_of(rows: Iterable[Return]) -> dict[str, dict[int, CityIndices]]:
    """What was handed in for classes, as `classes` takes it: items `supply`, `extracted`, `output_growth`, each with its year.

    >>> found = supply_of([Return("220400", "supply", Decimal("0.2"), year=2018)])
    >>> found["220400"][2018].supply
    0.2
    """
    found: dict[str, dict[int, CityIndices]] = {}
    for one in rows:
        if one.year is not None and one.item in SUPPLY and isinstance(one.value, Decimal):
            years = found.setdefault(one.place, {})
            before = years.get(one.year, CityIndices(one.place, one.year, None, None, None))
            years[one.year] = _with(before, one.item, float(one.value))
    return found


def _with(indices: CityIndices, name: str, value: float) -> CityIndices:
    named: dict[str, Any] = {name: value}  # Any: one of the fields, by its name
    return replace(indices, **named)


def appraised(
    pack: Pack,
    store: Store,
    rule: str,
    *,
    as_of: int,
    known_on: date | None = None,
    rows: Sequence[Return] = (),
) -> tuple[Appraised, ...]:
    """The yearly appraisal of the cities that a rule is for, from statistics and from what they handed in.

    Args:
        pack: The pack.
        store: Its observations.
        rule: The id of one of its appraisal rules.
        as_of: The year appraised.
        known_on: As in `assess`.
        rows: What the cities handed in: items of the rule by their ids, and adjustments by theirs. It goes before statistics.

    Returns:
        Every city that the rule is for; those with a total say how they come out under other weights.

    Gaps:
        What no statistics have and nobody hands in is missing; a domain that lacks too much is not rated, and
        then there is no total.

    >>> import luoshi
    >>> jilin = luoshi.pack("jilin")
    >>> found = appraised(jilin, luoshi.observed(jilin)[0], "seven-items", as_of=2018)
    >>> len(found), {one.grade for one in found}
    (11, {''})
    """
    chosen, lines = appraisals(pack)[rule], Lines(pack, store, known_on)
    cities = [city for city in _cities(pack) if chosen.cities == "资源型城市" or city.exhausted_batch]
    given = {(one.place, one.item): one for one in of_year(rows, as_of)}
    handed = {_code(city): _handed(lines, chosen, city, as_of, given) for city in cities}
    group = groups(chosen, handed)
    found = [
        appraise(
            chosen,
            _code(city),
            handed[_code(city)],
            properties=_properties(lines, city, as_of),
            adjustments=_adjustments(chosen, _code(city), given),
            groups=group,
        )
        for city in cities
    ]
    return stability(found)


def items_of(rule: AppraisalRule) -> tuple[str, ...]:
    """Everything that can be handed in for a rule: its items, its adjustments, and the amounts that are settled."""
    items = (item.id for domain in rule.domains for item in domain.items)
    return (*items, *(one.id for one in rule.adjustments), *OF_SETTLEMENT)


def _adjustments(rule: AppraisalRule, code: str, given: Mapping[tuple[str, str], Return]) -> dict[str, Decimal]:
    found = ((one.id, given.get((code, one.id))) for one in rule.adjustments)
    return {id: row.value for id, row in found if row is not None and isinstance(row.value, Decimal)}


def _cities(pack: Pack) -> Sequence[ResourceCity]:
    """The cities of the list that lie in the province of the areas which the pack's schemes are worked out for."""
    areas = judging(pack).areas
    named = [areas[one.area] for one in schemes(pack).values() if one.area in areas]
    provinces = {code[:2] for area in named for code in area.places}
    return [city for city in pack.resource_cities if city.code_2013[:2] in provinces]


def _printed(pack: Pack) -> Mapping[str, list[tuple[str, str]]]:
    """By code, the documents that print a class of a place, with their words."""
    found: dict[str, list[tuple[str, str]]] = {}
    for one in reviewed(pack):
        if one.kind == "assignment" and not one.rejected and str(one.fields.get("says", "")).endswith("型"):
            found.setdefault(str(one.fields.get("code", "")), []).append((one.document, one.quote))
    return found


def _class(
    pack: Pack,
    city: ResourceCity,
    years: Sequence[_Year],
    printed: Mapping[str, list[tuple[str, str]]],
    changes: Sequence[ClassChange],
) -> PlaceClass:
    last, code = years[-1], _code(city)
    supply = last.indices[code].supply
    shown = (
        ("资源保障能力 R", Missing(NO_RESERVES()) if supply is None else supply),
        ("可持续发展能力 S", last.sustainability(city)),
        ("资源依赖度 D", last.dependence(city)),
    )
    judged = [one for year in years if not isinstance(one := year.suggested(city), Missing)]
    suggested = last.suggested(city)
    history = tuple(one for one in changes if one.place == code)
    # Any: a word that the schema of the list has checked
    legal: Any = history[-1].resource_class if history else city.resource_class
    parent = next((one.parent for one in pack.places if one.code == code), "")
    return PlaceClass(
        place=code,
        name=_name(city),
        level=city.level,
        within=next((one.name for one in pack.places if one.code == parent and one.level != "省"), ""),
        legal=legal,
        listed=city.resource_class,
        exhausted_batch=city.exhausted_batch,
        printed_by=tuple(printed.get(city.code_2013, ())),
        indices=tuple((name, value) for name, value in shown if value is not None),
        suggested=suggested,
        advice=None if isinstance(suggested, Missing) else advise(legal, judged),
        edges=last.edges,
        borderline=borderline(last.indices[code], last.edges),
        assessments=tuple(judged),
        history=history,
    )


def _code(city: ResourceCity) -> str:
    return city.code or city.code_2013


def _name(city: ResourceCity) -> str:
    return city.name or city.name_2013


def _known(value: float | Missing | None) -> float | None:
    return value if isinstance(value, float) else None


def _handed(
    lines: Lines, rule: AppraisalRule, city: ResourceCity, as_of: int, given: Mapping[tuple[str, str], Return]
) -> dict[str, Handed]:
    """What was handed in of each item, else what statistics have: the value of the year, and that of the year before where
    no break lies between."""
    found: dict[str, Handed] = {}
    for domain in rule.domains:
        for item in domain.items:
            if row := given.get((_code(city), item.id)):
                found[item.id] = Handed(row.value, row.before, row.target, row.evidence)
                continue
            if not item.indicator:
                found[item.id] = Handed(Missing(NOT_OBSERVED(item=item.name)))
                continue
            line = lines.of(item.indicator, [_code(city)])
            values = {point.year: point.value for point in line.points}
            broken = any(one.before < as_of <= one.after for one in line.breaks)
            sources = {row.origin.cell for point in line.points if point.year == as_of for row in point.observations}
            before = None if broken else values.get(as_of - 1)
            nothing = Missing(NO_VALUE(place=_name(city), year=as_of, indicator=item.name))
            found[item.id] = Handed(values.get(as_of, nothing), before, evidence=tuple(sorted(sources)))
    return found


def _properties(lines: Lines, city: ResourceCity, as_of: int) -> tuple[str, ...]:
    """林区 where satellites see forest on a third of the land or more; no document prints where the item applies."""
    shares = [point.value for point in lines.of("satellite_forest_share", [_code(city)]).points if point.year <= as_of]
    return ("林区",) if shares and shares[-1] >= FOREST else ()
