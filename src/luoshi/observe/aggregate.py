"""One value out of several: an indicator from its parts, and places together.

What several places have together is worked out by the indicator's own rule: summed, weighted, made again from summed
parts, or not at all. Areas that lie inside each other are counted once, since the sum is taken over their union and over
nothing else. A place without a value leaves the whole without one: a sum of what happens to be there is not a sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from luoshi.model.areas import Areas
from luoshi.model.computed import Computed
from luoshi.model.finding import Missing, Step
from luoshi.model.indicator import Indicator
from luoshi.model.observed import NOT_OBSERVED
from luoshi.model.pack import Pack
from luoshi.model.problem import Kind, LuoshiError
from luoshi.model.said import listed
from luoshi.observe.derive import PART_MISSING, Sources, by_formula, computed, divided_by_zero, prices_differ, value_at
from luoshi.observe.formulas import decimal, equals
from luoshi.observe.store import Store

NO_PLACES = Kind(
    code="aggregate-no-places",
    zh="没有给出要汇总的地方", en="no place to aggregate is given",
    hint_zh="请至少给出一个行政区划代码。", hint_en="Give the code of one place at least.",
)  # fmt: skip
PLACES_MISSING = Kind(
    code="aggregate-places-missing",
    zh="“{indicator}”{period} 不能汇总：{places}缺数据{why}",
    en="'{indicator}' of {period} cannot be aggregated: no value for {places}{why_en}",
    hint_zh="请补充这些地方的数据；也可以要求只算有数据的地方，并注明覆盖范围。",
    hint_en="Supply their values; or ask for what there is, with its coverage stated.",
)  # fmt: skip
NOT_AGGREGABLE = Kind(
    code="aggregate-no-rule",
    zh="“{indicator}”不能由各地数据汇总", en="'{indicator}' does not follow from the values of places",
    hint_zh="请使用该范围直接公布的数值。", hint_en="Use a value that was published for the whole.",
)  # fmt: skip
MAY_OVERLAP = Kind(
    code="aggregate-may-overlap",
    zh="{first}与{second}的数据可能有重叠，不能相加", en="the figures of {first} and {second} may overlap and are not added",
    hint_zh="请核对数据来源是否把{first}单列；只保留其中一个，或改用上一级的数据。",
    hint_en="Find out whether the source counts {first} apart; keep one of them, or use the figures of the level above.",
)  # fmt: skip


# More places than these are counted rather than named.
_MOST_NAMES = 8


def aggregate(
    indicator: str,
    places: Iterable[str],
    period: str,
    store: Store,
    pack: Pack,
    *,
    known_on: date | None = None,
    prices: int | None = None,
    partial: bool = False,
) -> Computed | Missing:
    """What several places have together, by the indicator's rule, every area counted once.

    Args:
        indicator: The id of an indicator of the pack.
        places: Codes, in any order; places inside others of them add nothing.
        period: 2018, 2018-Q3 or 2018-06. Which place lies in which is asked for its year.
        known_on: With what was known on that day; None for everything.
        prices: The year of prices for money.
        partial: Leave out the areas without a value, and say so in `left_out` and in the steps.

    Returns:
        The value, the areas of the union that are in it, every observation and the steps.

    Gaps:
        `Missing` where an area has no value (it is named), where the rule is `none` and there is more than one area, where
        a zone that the national standard does not know stands beside the places on whose ground it lies, and where money
        is at different prices.

    Raises:
        LuoshiError: the pack has no such indicator, or no place is given.
    """
    sources = Sources(store, pack, Areas(pack.places, pack.boundary_changes), known_on, prices)
    one, asked = sources.indicator(indicator), sorted(set(places))
    if not asked:
        raise LuoshiError(NO_PLACES())
    year = int(period[:4])
    union = sources.areas.union(asked, year)
    if overlap := sources.areas.overlapping(union, year):
        first, second = map(sources.areas.name, overlap)
        return Missing(MAY_OVERLAP(first=first, second=second, where=one.id))
    found = _together(sources, one, union, period, partial)
    if isinstance(found, Missing):
        return found
    return replace(found, steps=(_union_step(sources.areas, asked, union, year), *found.steps))


def _together(sources: Sources, one: Indicator, union: Sequence[str], period: str, partial: bool) -> Computed | Missing:
    if len(union) == 1:
        return value_at(sources, one, union[0], period)
    if one.aggregation == "none":
        return Missing(NOT_AGGREGABLE(indicator=one.name, where=one.id))
    lacking = {place: why for place in union if (why := _lacking(sources, one, place, period)) is not None}
    left = tuple(place for place in union if place not in lacking)
    if not left or (lacking and not partial):
        return _places_missing(sources, one, period, lacking)
    found = _by_rule(sources, one, left, period)
    if isinstance(found, Missing) or not lacking:
        return found
    return replace(found, left_out=tuple(lacking.items()), steps=(*found.steps, _partial_step(sources, left, lacking)))


def _lacking(sources: Sources, one: Indicator, place: str, period: str) -> Missing | None:
    """What an area lacks for the rule: all that goes into it must be there, so that every part is of the same areas."""
    if one.aggregation == "none":
        return Missing(NOT_AGGREGABLE(indicator=one.name, where=one.id))
    if one.aggregation == "from-parts":
        needed = [sources.indicator(part) for part in one.parts]
        return next((why for part in needed if (why := _lacking(sources, part, place, period)) is not None), None)
    needed = [one, *([sources.indicator(one.weight)] if one.weight else [])]
    values = (value_at(sources, each, place, period) for each in needed)
    return next((value for value in values if isinstance(value, Missing)), None)


def _by_rule(sources: Sources, one: Indicator, places: Sequence[str], period: str) -> Computed | Missing:
    if one.aggregation == "sum":
        return _sum(sources, one, places, period)
    if one.aggregation == "weighted-mean":
        return _weighted(sources, one, places, period)
    parts: dict[str, Computed] = {}
    for part in one.parts:
        found = _by_rule(sources, sources.indicator(part), places, period)
        if isinstance(found, Missing):
            return found
        parts[part] = found
    return by_formula(sources, one, parts, tuple(places), period)


def _sum(sources: Sources, one: Indicator, places: Sequence[str], period: str) -> Computed | Missing:
    values = _values(sources, one, places, period)
    if (differing := prices_differ(one, period, values)) is not None:
        return differing
    total = decimal(sum((Fraction(value.value) for value in values), Fraction(0)))
    sums = " + ".join(str(value.value) for value in values)
    result = f"= {sums} {equals(total)} {one.unit}"
    step = Step(f"{one.title}合计 {result}", f"{one.title_en or one.id}, sum {result}")
    return computed(one, places, period, total, values, step)


def _weighted(sources: Sources, one: Indicator, places: Sequence[str], period: str) -> Computed | Missing:
    assert one.weight is not None
    weight = sources.indicator(one.weight)
    values, weights = (_values(sources, each, places, period) for each in (one, weight))
    if (differing := prices_differ(one, period, values)) is not None:
        return differing
    of_all = sum((Fraction(each.value) for each in weights), Fraction(0))
    if of_all == 0:
        return divided_by_zero(sources, one, places, period)
    pairs = list(zip(values, weights, strict=True))
    mean = decimal(sum((Fraction(value.value) * Fraction(each.value) for value, each in pairs), Fraction(0)) / of_all)
    sums = " + ".join(f"{value.value} × {each.value}" for value, each in pairs)
    step = Step(
        f"{one.title} = ({sums}) ÷ {weight.title}合计 {decimal(of_all)} {equals(mean)} {one.unit}",
        f"{one.title_en or one.id} = ({sums}) ÷ {weight.title_en or weight.id} {decimal(of_all)} {equals(mean)} {one.unit}",
    )
    return computed(one, places, period, mean, [*values, *weights], step)


def _values(sources: Sources, one: Indicator, places: Sequence[str], period: str) -> list[Computed]:
    """The values of areas of which none is missing."""
    found = [value_at(sources, one, place, period) for place in places]
    return [value for value in found if isinstance(value, Computed)]


def _places_missing(sources: Sources, one: Indicator, period: str, lacking: Mapping[str, Missing]) -> Missing:
    names = listed([sources.areas.name(place) for place in lacking], _MOST_NAMES)
    # That nothing was observed need not be said again for each place.
    others = {each.zh: each.en for each in lacking.values() if each.code not in (NOT_OBSERVED.code, PART_MISSING.code)}
    why, why_en = (f"（{'；'.join(others)}）", f" ({'; '.join(others.values())})") if others else ("", "")
    return Missing(
        PLACES_MISSING(indicator=one.name, period=period, places=names, why=why, why_en=why_en, where=one.id)
    )


def _union_step(areas: Areas, asked: Sequence[str], union: Sequence[str], year: int) -> Step:
    """Which areas are counted, which lie inside others, and which are another area than before."""
    names = [areas.name(code) for code in union]
    inside = [areas.name(code) for code in asked if areas.now(code) not in union]
    zh = f"计入 {len(union)} 个区域：{'、'.join(names)}"
    en = f"{len(union)} areas are counted: {', '.join(names)}"
    if inside:
        zh += f"；{'、'.join(inside)}已在其中，不重复计算"
        en += f"; {', '.join(inside)} lie inside them and add nothing"
    for code in union:
        for change in areas.breaking(code):
            if change.figures_from <= year and areas.now(code) == areas.now(change.before):
                zh += f"；{areas.name(code)}自{change.figures_from}年起不含{change.name}"
                en += f"; {areas.name(code)} does not contain {change.name} since {change.figures_from}"
    return Step(zh, en)


def _partial_step(sources: Sources, left: Sequence[str], lacking: Mapping[str, Missing]) -> Step:
    count, names = f"{len(left)}/{len(left) + len(lacking)}", [sources.areas.name(place) for place in lacking]
    return Step(
        f"不完整：只含有数据的 {count} 个区域，缺{'、'.join(names)}",
        f"incomplete: {count} areas have a value; {', '.join(names)} are not in it",
    )
