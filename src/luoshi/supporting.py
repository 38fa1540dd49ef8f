"""The support of a pack's exhausted cities: who is on the list at which stage, what a year's grades mean in money, and the
transfer payment.

The list follows from the decisions that stand in the pack; amounts follow from what the finance departments hand in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from luoshi.assess.account import Graded, allocate, listed, settle, support
from luoshi.assess.account.support import DECISIONS, PERIOD_OVER, STAGES
from luoshi.handing import known_items, of_year
from luoshi.model.appraisal import Appraised, Return
from luoshi.model.finding import Missing, Step
from luoshi.model.pack import Pack, ResourceCity
from luoshi.model.problem import Kind, LuoshiError, Problem
from luoshi.model.said import Said
from luoshi.model.support import (
    Coefficient,
    Payment,
    Recipient,
    Settlement,
    Supported,
    SupportList,
    SupportYear,
    Transfer,
    TransferRule,
)
from luoshi.packs.accounts import accounts
from luoshi.packs.support_list import support_list

NO_LIST = Kind(
    code="support-no-list",
    zh="规则包没有支持名单", en="the pack has no support list",
    hint_zh="请建立 support_list.yaml。", hint_en="Write a support_list.yaml.",
)  # fmt: skip
NOT_YET_LISTED = Kind(
    code="support-not-yet-listed",
    zh="{year}年尚未列入（{first}年列入）", en="not yet on the list in {year}: listed in {first}",
    hint_zh="请换一个年份。", hint_en="Ask for a later year.",
)  # fmt: skip
TOO_LATE = Kind(
    code="support-decision-too-late",
    zh="{place}{year}年的决定“{decision}”没有采用：{stage}到{last}年期满，{due}年就应作出决定",
    en="the decision '{decision}' on {place} in {year} is not used: '{stage}' ended with {last}, so it was due in {due}",
    hint_zh="请补上{due}年的决定和依据，或核对这条决定的年份；补上以前，{due}年起的状态为待定。",
    hint_en="Add the decision of {due} with its evidence, or check the year; until then the state from {due} on is not known.",
)  # fmt: skip
TOO_EARLY = Kind(
    code="support-decision-too-early",
    zh="{place}{year}年的决定“{decision}”没有作用：{stage}到{last}年才期满",
    en="the decision '{decision}' on {place} in {year} changes nothing: '{stage}' ends with {last}",
    hint_zh="期满后的评估应记在{due}年；请核对年份。", hint_en="The judgement at its end belongs to {due}; check the year.",
)  # fmt: skip
LACKING = Kind(
    code="transfer-lacking",
    zh="缺少{names}", en="{names} missing",
    hint_zh="请财政部门填报（--handed）。", hint_en="The finance department should hand it in (--handed).",
)  # fmt: skip
NOT_SUPPORTED = Kind(
    code="transfer-not-supported",
    zh="{place}已退出支持名单，不再补助", en="{place} has left the support list and gets nothing",
    hint_zh="见支持名单的历年决定。", hint_en="See the decisions of the support list.",
)  # fmt: skip
NOT_SETTLED = Kind(
    code="settle-lacking",
    zh="不能结算：{places}没有等级或没有填报存量、增量", en="cannot be settled: {places} have no grade, or no base and increment",
    hint_zh="奖惩须收支相抵，所以要全部城市的等级、base（存量）和 increment（增量）。",
    hint_en="Rewards and cuts balance, so the grade, base and increment of every city are needed.",
)  # fmt: skip

POOL, FIXED, POPULATION, TAPER_BASE, BASE, INCREMENT = "pool", "fixed", "population", "taper_base", "base", "increment"
OF_SETTLEMENT = (BASE, INCREMENT)


def supported(pack: Pack, *, as_of: int) -> tuple[Supported, ...]:
    """The cities of the pack's support list, with every year of their history up to `as_of`.

    Gaps:
        Where a period is over and no decision stands in the pack, the years after it are not known, and `awaiting` says so.
        A decision that stands later than that, or earlier than the end of a period, changes nothing and is in `unused`.

    Raises:
        LuoshiError: the pack has no list, or a decision does not fit the stage that the city is at.

    >>> import luoshi
    >>> first = supported(luoshi.pack("jilin"), as_of=2018)[0]
    >>> first.name, [(one.year, one.stage) for one in first.years][-1], first.awaiting.zh
    ('辽源市', (2011, 'first'), '辽源市的首轮支持已满 4 年，须作出转型评估')
    """
    known = support_list(pack)
    if known is None:
        raise LuoshiError(NO_LIST(where=pack.id))
    cities = {city.code or city.code_2013: city for city in pack.resource_cities}
    return tuple(_supported(known, code, cities.get(code), as_of) for code in known.cities)


def support_problems(pack: Pack) -> list[Problem]:
    """Decisions of the pack's support list that change nothing, because they come too late or too early.

    >>> import luoshi
    >>> support_problems(luoshi.pack("jilin"))
    []
    """
    known = support_list(pack)
    if known is None:
        return []
    last = max((one.year for decisions in known.cities.values() for one in decisions), default=0)
    return [problem for city in supported(pack, as_of=last) for problem in city.unused]


def _supported(known: SupportList, code: str, city: ResourceCity | None, as_of: int) -> Supported:
    decisions = known.cities[code]
    name, legal, batch = (city.name, city.resource_class, city.exhausted_batch) if city else (code, "", None)
    years, awaiting = _years(known, code, name, as_of)
    unused = tuple(_unused(known, code, name, years, awaiting, as_of))
    return Supported(code, name, legal, batch, decisions, years, awaiting, unused)


def _unused(
    known: SupportList, code: str, name: str, years: Sequence[SupportYear], awaiting: Missing | None, as_of: int
) -> Iterator[Problem]:
    """The decisions up to a year that stand after a period's end, or that would prolong a period which is not over."""
    by_year = {one.year: one for one in years}
    for decided in known.cities[code][1:]:
        now, before = by_year.get(decided.year), by_year.get(decided.year - 1)
        kind, end = None, 0
        if now is None and awaiting and years and years[-1].year < decided.year <= as_of:
            kind, now, end = TOO_LATE, years[-1], years[-1].year
        elif now and before and decided.decision == "not-achieved" and now.stage == before.stage:
            end = now.year + _length(known, now) - now.year_of_stage
            kind = TOO_EARLY if end >= now.year else None
        if kind and now:
            yield kind(
                place=name, year=decided.year, decision=DECISIONS[decided.decision][0], stage=STAGES[now.stage][0],
                last=end, due=end + 1, where=code,
            )  # fmt: skip


def _length(known: SupportList, year: SupportYear) -> int:
    return known.rule.first_years if year.stage == "first" else known.rule.prolonged_years


def _years(known: SupportList, code: str, name: str, as_of: int) -> tuple[tuple[SupportYear, ...], Missing | None]:
    first, *later = known.cities[code]
    if first.year > as_of:
        return (), Missing(NOT_YET_LISTED(year=as_of, first=first.year, where=code))
    by_year = {one.year: one for one in later}
    years = [listed(code, first.year, known.rule, evidence=first.evidence)]
    for year in range(first.year + 1, as_of + 1):
        decided = by_year.get(year)
        try:
            one = (
                support(years, decided.decision, known.rule, evidence=decided.evidence)
                if decided
                else support(years, rule=known.rule)
            )
        except LuoshiError as error:
            if error.problem.code != PERIOD_OVER.code:
                raise
            stage = years[-1].stage
            count = _length(known, years[-1])
            return tuple(years), Missing(PERIOD_OVER(place=name, stage=Said(*STAGES[stage]), years=count, where=code))
        years.append(one)
    return tuple(years), None


def settled(pack: Pack, appraised: Sequence[Appraised], rows: Sequence[Return], *, as_of: int) -> Settlement | Missing:
    """What the grades of a year's appraisal mean in money: what some lose others are given, to the last cent.

    Args:
        pack: Knows the names of the cities.
        appraised: The appraisal of every city.
        rows: What was handed in: `base` (存量) and `increment` (增量) of each, in one unit.
        as_of: The year.

    Gaps:
        A city without a grade or without amounts leaves all unsettled, for rewards and cuts have to balance.
    """
    amounts = {(one.place, one.item): one.value for one in of_year(rows, as_of)}
    cities, lacking = [], []
    for one in appraised:
        base, increment = (amounts.get((one.place, item)) for item in OF_SETTLEMENT)
        if isinstance(one.total, Missing) or not isinstance(base, Decimal) or not isinstance(increment, Decimal):
            lacking.append(one.place)
        else:
            cities.append(Graded(one.place, base, increment, one.total, one.grade))
    names = {place.code: place.name for place in pack.places}
    said = "、".join(names.get(place, place) for place in lacking)
    return Missing(NOT_SETTLED(places=said)) if lacking else settle(cities)


def payments(
    pack: Pack, rule: str, rows: Sequence[Return] = (), *, as_of: int
) -> tuple[tuple[Payment, ...], list[Problem]]:
    """The transfer payment of each city of the support list, as far as what was handed in goes.

    Args:
        pack: The pack.
        rule: The id of one of its accounts.
        rows: What was handed in: `pool` (资金总额, no place), and of each city `fixed` (定额补助), `population` (万人), a
            coefficient by its id in the rule, and in a taper `taper_base` (退坡基数). Amounts in 万元.
        as_of: The year.

    Returns:
        A payment a city, and a problem for each item that the rule does not have.

    Gaps:
        The amount a head closes the budget, so a city that lacks something leaves all without an amount; each says what.
        A city whose state on the list is not decided is worked out before taper; one that left gets nothing.

    Raises:
        LuoshiError: as `supported`; the pool does not cover the fixed parts.
    """
    chosen = accounts(pack)[rule]
    names = (POOL, FIXED, POPULATION, TAPER_BASE, *(one.id for one in chosen.factors))
    kept, problems = known_items(of_year(rows, as_of), names)
    given = {(one.place, one.item): one for one in kept}
    cities = supported(pack, as_of=as_of)
    counted = [city for city in cities if city.years and _stage(city) not in _OUT]
    lacking = {city.place: _lacking(city, chosen, given) for city in counted}
    pool = _number(given, "", POOL)
    transfers: Mapping[str, Transfer] = {}
    if pool is not None and not any(lacking.values()):
        transfers = _transfers(counted, chosen, given, pool, pack)
    return tuple(
        Payment(city.place, city.name, city, transfers.get(city.place) or _nothing(city, pool, lacking))
        for city in cities
    ), problems


def has_amounts(given: Sequence[Payment]) -> bool:
    """Whether any amount could be worked out."""
    return any(not isinstance(one.transfer, Missing) for one in given)


_OUT = ("left", "outside")
_TAPER = ("taper-1", "taper-2", "taper-3")


def _stage(city: Supported) -> str:
    return "" if city.awaiting else city.years[-1].stage


def _lacking(city: Supported, rule: TransferRule, given: Mapping[tuple[str, str], Return]) -> list[str]:
    """What has to be handed in of a city and is not."""
    needed = {FIXED: "定额补助", POPULATION: "人口"} | {one.id: f"{one.title}系数" for one in rule.factors}
    if _stage(city) in _TAPER:
        needed = {TAPER_BASE: "退坡基数"}
    return [title for item, title in needed.items() if _number(given, city.place, item) is None]


def _number(given: Mapping[tuple[str, str], Return], place: str, item: str) -> Decimal | None:
    """What was handed in for a place, or for all places together."""
    for key in ((place, item), ("", item)):
        if key in given and isinstance(value := given[key].value, Decimal):
            return value
    return None


def _nothing(city: Supported, pool: Decimal | None, lacking: Mapping[str, list[str]]) -> Missing:
    if not city.years and city.awaiting:
        return city.awaiting
    if _stage(city) in _OUT:
        return Missing(NOT_SUPPORTED(place=city.name, where=city.place))
    own = [*([] if pool is not None else ["资金总额"]), *lacking.get(city.place, [])]
    return Missing(LACKING(names="、".join(own or ["其他城市的填报"]), where=city.place))


def _transfers(
    cities: Sequence[Supported],
    rule: TransferRule,
    given: Mapping[tuple[str, str], Return],
    pool: Decimal,
    pack: Pack,
) -> dict[str, Transfer]:
    tapering = {city.place: _tapered(city, rule, given) for city in cities if _stage(city) in _TAPER}
    left = pool - sum((one.total for one in tapering.values()), Decimal(0))
    levels = {place.code: place.level for place in pack.places}
    recipients = [
        Recipient(
            city.place,
            "市辖区" if levels.get(city.place) in ("市辖区", "地级行政区") else "县级",
            _number(given, city.place, FIXED) or Decimal(0),
            _number(given, city.place, POPULATION) or Decimal(0),
            tuple(
                Coefficient(one.title, _number(given, city.place, one.id) or Decimal(0), one.official)
                for one in rule.factors
            ),
        )
        for city in cities
        if city.place not in tapering
    ]
    found = allocate(recipients, pool=left) if recipients else ()
    return tapering | {one.place: one for one in found}


def _tapered(city: Supported, rule: TransferRule, given: Mapping[tuple[str, str], Return]) -> Transfer:
    base, last = _number(given, city.place, TAPER_BASE) or Decimal(0), city.years[-1]
    total = (base * last.share).quantize(Decimal("0.01"))
    step = Step(
        f"退坡：上一基数 {base} × {last.share:.0%} = {total} 万元", f"taper: {base} × {last.share:.0%} = {total}"
    )
    return Transfer(city.place, Decimal(0), total, total, rule.version, (step, last.because))
