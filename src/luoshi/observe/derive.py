"""A derived indicator out of its parts: one place, one period, exact, with every number that went in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from luoshi.model.areas import Areas
from luoshi.model.computed import Computed
from luoshi.model.finding import Missing, Step
from luoshi.model.indicator import Indicator
from luoshi.model.observation import Observation
from luoshi.model.pack import Pack
from luoshi.model.problem import Kind, LuoshiError
from luoshi.model.said import Said, listed
from luoshi.model.unit import Unit
from luoshi.observe.boundaries import of_area
from luoshi.observe.formulas import Quantity, decimal, equals, worked_out
from luoshi.observe.store import Store

NOT_AN_INDICATOR = Kind(
    code="aggregate-unknown-indicator",
    zh="规则包“{pack}”没有指标“{indicator}”", en="the pack '{pack}' has no indicator '{indicator}'",
    hint_zh="请检查指标的 id，或在 indicators/ 中增加它。", hint_en="Check the id, or add the indicator to indicators/.",
)  # fmt: skip
PRICES_DIFFER = Kind(
    code="aggregate-prices-differ",
    zh="“{indicator}”{period} 的各项按不同年份的价格计算（{prices}）",
    en="'{indicator}' of {period} mixes prices of {prices}",
    hint_zh="请统一到同一年的价格，或指明采用哪一年的价格。",
    hint_en="Restate them at one year's prices, or say which is wanted.",
)  # fmt: skip
PART_MISSING = Kind(
    code="derived-part-missing",
    zh="“{indicator}”（{place}，{period}）缺少“{part}”：{why}", en="'{indicator}' ({place}, {period}) lacks '{part}': {why}",
    hint_zh="请补充“{part}”的数据。", hint_en="Supply '{part}'.",
)  # fmt: skip
DIVIDED_BY_ZERO = Kind(
    code="derived-divided-by-zero",
    zh="“{indicator}”（{place}，{period}）的分母为零",
    en="'{indicator}' ({place}, {period}) is divided by zero",
    hint_zh="请核对各项数据；确为零的，该指标没有意义。",
    hint_en="Check the parts; where it is zero indeed, the indicator has no meaning.",
)  # fmt: skip
NO_FORMULA = Kind(
    code="derived-no-formula",
    zh="“{indicator}”没有计算公式",
    en="'{indicator}' has no formula",
    hint_zh="请在指标文件中写明 formula，或使用直接公布的数值。",
    hint_en="State a formula in its file, or use a published value.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sources:
    """What values are taken from: the store, what the pack says of places and indicators, and the day of knowledge."""

    store: Store
    pack: Pack
    areas: Areas
    known_on: date | None = None
    prices: int | None = None

    def indicator(self, id: str) -> Indicator:
        """An indicator of the pack. Raises: LuoshiError where it has none of that id."""
        if id not in self.pack.indicators:
            raise LuoshiError(NOT_AN_INDICATOR(pack=self.pack.id, indicator=id))
        return self.pack.indicators[id]

    def unit(self, one: Indicator) -> Unit:
        """The unit of an indicator; one that nobody knows has no factor to anything else."""
        return self.pack.unit(one.unit) or Unit(one.unit, one.unit, one.unit, Fraction(1))


def derived(
    indicator: str,
    place: str,
    period: str,
    store: Store,
    pack: Pack,
    *,
    known_on: date | None = None,
    prices: int | None = None,
) -> Computed | Missing:
    """A derived indicator of one place, worked out of its parts in the same period.

    Args:
        indicator: One with a formula.
        place: The code of a place; its figures are taken under whichever code they were published.
        period: 2018, 2018-Q3 or 2018-06.
        known_on: With what was known on that day; None for everything.
        prices: The year of prices for parts that are money.

    Returns:
        The value in the indicator's unit, with all its parts. A part that was published is taken as it was; one that was
        not and that has a formula itself is worked out.

    Gaps:
        A part without a value, a division by zero, and money at different prices give `Missing` with the reason.

    Raises:
        LuoshiError: the pack has no such indicator.
    """
    sources = Sources(store, pack, Areas(pack.places, pack.boundary_changes), known_on, prices)
    return _derived(sources, sources.indicator(indicator), sources.areas.now(place), period)


def value_at(sources: Sources, one: Indicator, place: str, period: str) -> Computed | Missing:
    """The value of one area: as it was published, else from its parts."""
    series = of_area(one.id, place, sources.store, sources.areas, known_on=sources.known_on, prices=sources.prices)
    found = series.at(period)
    if isinstance(found, Observation):
        step = _value_step(sources, one, place, found)
        return Computed(one.id, period, (place,), found.value, (found,), (step,))
    # A contradiction is not mended by working the value out of something else.
    return found if not one.formula or period in series.missing else _derived(sources, one, place, period)


def _derived(sources: Sources, one: Indicator, place: str, period: str) -> Computed | Missing:
    if not one.formula:
        return Missing(NO_FORMULA(indicator=one.name, where=one.id))
    parts: dict[str, Computed] = {}
    for part in one.parts:
        found = value_at(sources, sources.indicator(part), place, period)
        if isinstance(found, Missing):
            return _part_missing(sources, one, sources.indicator(part), place, period, found)
        parts[part] = found
    return by_formula(sources, one, parts, (place,), period)


def by_formula(
    sources: Sources, one: Indicator, parts: Mapping[str, Computed], places: Sequence[str], period: str
) -> Computed | Missing:
    """The formula of an indicator over parts that are all there, of one area or of several."""
    named = {part: sources.indicator(part) for part in parts}
    money = [value for part, value in parts.items() if "金额" in sources.unit(named[part]).dimension.split("/")]
    if (differing := prices_differ(one, period, money)) is not None:
        return differing
    given = {part: Quantity(Fraction(value.value), sources.unit(named[part])) for part, value in parts.items()}
    try:
        value = decimal(worked_out(one.formula, given, sources.unit(one), sources.pack.units))
    except ZeroDivisionError:
        return divided_by_zero(sources, one, places, period)
    return computed(one, places, period, value, list(parts.values()), _formula_step(one, parts, named, value))


def computed(
    one: Indicator, places: Sequence[str], period: str, value: Decimal, parts: Sequence[Computed], last: Step
) -> Computed:
    """A value with the observations and the steps of all that it is made of, each once."""
    observations = tuple(dict.fromkeys(each for part in parts for each in part.observations))
    steps = tuple(dict.fromkeys(step for part in parts for step in part.steps))
    return Computed(one.id, period, tuple(places), value, observations, (*steps, last))


def prices_differ(one: Indicator, period: str, values: Sequence[Computed]) -> Missing | None:
    """Why values cannot be put together: they count money at the prices of different years. None where they do not."""
    prices = {each.prices for value in values for each in value.observations}
    if len(prices) < 2:
        return None
    years = sorted(prices, key=lambda year: year or 0)
    said = listed([Said("现价", "current prices") if year is None else str(year) for year in years])
    return Missing(PRICES_DIFFER(indicator=one.name, period=period, prices=said, where=one.id))


def divided_by_zero(sources: Sources, one: Indicator, places: Sequence[str], period: str) -> Missing:
    """Why there is no value: what it is divided by is zero."""
    names = listed([sources.areas.name(place) for place in places])
    return Missing(DIVIDED_BY_ZERO(indicator=one.name, place=names, period=period, where=one.id))


def _part_missing(sources: Sources, one: Indicator, part: Indicator, place: str, period: str, why: Missing) -> Missing:
    name = sources.areas.name(place)
    return Missing(
        PART_MISSING(
            indicator=one.name, place=name, period=period, part=part.name, why=Said(why.zh, why.en), where=place
        )
    )


def _value_step(sources: Sources, one: Indicator, place: str, found: Observation) -> Step:
    name, value = sources.areas.name(place), f"{found.value} {one.unit}"
    source = found.origin.statistics or found.origin.file
    return Step(
        f"{name}{found.period} {one.title}：{value}（{source}）",
        f"{name}, {one.title_en or one.id}, {found.period}: {value} ({source})",
    )


def _formula_step(
    one: Indicator, parts: Mapping[str, Computed], named: Mapping[str, Indicator], value: Decimal
) -> Step:
    zh = _filled(one.formula, {part: f"{named[part].title} {parts[part].value} {named[part].unit}" for part in parts})
    en = _filled(
        one.formula,
        {part: f"{named[part].title_en or part} {parts[part].value} {named[part].unit}" for part in parts},
    )
    result = f"{equals(value)} {one.unit}"
    return Step(f"{one.title} = {zh} {result}", f"{one.title_en or one.id} = {en} {result}")


def _filled(formula: str, words: dict[str, str]) -> str:
    """A formula with words for its ids; the / of a unit is no division, so that of the formula is ÷."""
    names = "".join(char if char.isalnum() or char == "_" else f" {char} " for char in formula.replace("/", "÷"))
    return " ".join(words.get(name, name) for name in names.split()).replace("( ", "(").replace(" )", ")")
