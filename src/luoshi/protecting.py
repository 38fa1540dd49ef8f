"""The counties whose protected farmland falls or whose soil gets worse: compared year by year, warned, restricted, released.

The numbers are those of statistics, or what the counties hand in; what neither has is missing, and nobody is warned for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from luoshi.assess.protect import standing
from luoshi.handing import known_items
from luoshi.lines import Lines
from luoshi.model.alert import Alert, AlertLevel, AlertRecipient, Standing, WarnRule
from luoshi.model.appraisal import Return
from luoshi.model.finding import Missing, Number
from luoshi.model.pack import Pack, Place
from luoshi.model.problem import Kind, LuoshiError, Problem
from luoshi.model.protection import ProtectedPlace, ProtectionRule, ProtectionState, ProtectionYear
from luoshi.observe.store import Store
from luoshi.packs.judging import judging
from luoshi.packs.protections import protections

NOT_GIVEN = Kind(
    code="protect-not-given",
    zh="没有填报", en="not handed in",
    hint_zh="请补报。", hint_en="Hand it in.",
)  # fmt: skip
NOTHING_HANDED_IN = Kind(
    code="protect-nothing-handed-in",
    zh="待补数：没有统计，也没有填报", en="nothing in statistics, and nothing handed in",
    hint_zh="请按年填报六项（--handed），或列入统计表。", hint_en="Hand in the six numbers of each year (--handed).",
)  # fmt: skip
YEAR_MISSING = Kind(
    code="protect-year-missing",
    zh="“{item}”没有写年份，这一行没有采用", en="'{item}' names no year: the row is not used",
    hint_zh="请填年份；各年分行填报。", hint_en="Write the year; one row for each.",
)  # fmt: skip
NO_SUCH_RULE = Kind(
    code="protect-no-such-rule",
    zh="规则包没有“{id}”这个预警限批办法", en="the pack has no rule of protection '{id}'",
    hint_zh="可用的：{known}。", hint_en="There are: {known}.",
)  # fmt: skip
COUNTIES = ("县级市", "县", "市辖区")


def protected(
    pack: Pack,
    store: Store,
    rule: str,
    *,
    as_of: int,
    known_on: date | None = None,
    rows: Sequence[Return] = (),
) -> tuple[tuple[ProtectedPlace, ...], list[Problem]]:
    """Every county of a rule's area, with its comparisons up to a year.

    Args:
        pack: The pack.
        store: Its observations.
        rule: The id of one of its rules of protection.
        as_of: The last year compared.
        known_on: As in `assess`.
        rows: What was handed in: the rule's inputs by their ids, each with its year. It goes before statistics.

    Returns:
        The counties that there are in that year, those that are restricted first, and a problem for each row that says no
        year or is no input of the rule.

    Gaps:
        A county of which nothing is known is there, and says so. Years without numbers neither warn nor release.

    Raises:
        LuoshiError: the pack has no such rule.

    >>> import luoshi
    >>> jilin = luoshi.pack("jilin")
    >>> found, _ = protected(jilin, luoshi.observed(jilin)[0], "priority-farmland", as_of=2023)
    >>> found[0].missing.zh, any(one.restricted for one in found)
    ('待补数：没有统计，也没有填报', False)
    """
    known = protections(pack)
    if rule not in known:
        raise LuoshiError(NO_SUCH_RULE(id=rule, known="、".join(known) or "—"))
    chosen, lines = known[rule], Lines(pack, store, known_on)
    kept, problems = known_items(rows, (one.id for one in chosen.inputs))
    given = _by_item(pack, kept)
    problems += [YEAR_MISSING(item=one.item, where=one.where) for one in kept if one.year is None]
    names = {one.code: one.name for one in pack.places}
    found = [_place(chosen, one, names, lines, given, as_of) for one in counties(pack, chosen, as_of)]
    return tuple(sorted(found, key=lambda one: (not one.restricted, one.now is None, one.place))), problems


def counties(pack: Pack, rule: ProtectionRule, as_of: int) -> list[Place]:
    """The counties of a rule's area in a year, under the names that they then have.

    >>> from luoshi import packs
    >>> jilin = packs.pack("jilin")
    >>> [len(counties(jilin, protections(jilin)["priority-farmland"], year)) for year in (2016, 2023)]
    [60, 60]
    """
    provinces = {code[:2] for code in judging(pack).areas[rule.area].places}
    return [
        one
        for one in pack.places
        if one.level in COUNTIES
        and one.standard
        and one.code[:2] in provinces
        and (one.valid_from is None or one.valid_from.year <= as_of)
        and (one.valid_to is None or one.valid_to.year > as_of)
    ]


def alerts_of(found: Iterable[ProtectedPlace]) -> tuple[Alert, ...]:
    """The alerts of the counties that are restricted now, in the form in which all others come; the worst news first.

    >>> alerts_of([])
    ()
    """
    return tuple(_alert(one) for one in found if one.restricted)


def _alert(one: ProtectedPlace) -> Alert:
    rule, now = one.rule, one.states[-1]
    before = one.states[-2] if len(one.states) > 1 else None
    told = [AlertRecipient("place", "", (f"government/{one.place}",))]
    told += [AlertRecipient(None, id, (id,)) for id in rule.to]
    return Alert(
        WarnRule(rule.id, rule.version, rule.title, "", (), (), rule.source, rule.official, note=rule.note),
        rule.commitment,
        one.place,
        str(now.year),
        _standing(now, rule.level),
        _standing(before, rule.level),
        to=tuple(told),
        step=rule.step,
        steps=(now.area.step, now.quality.step, now.because),
    )


def _standing(state: ProtectionState | None, level: AlertLevel) -> Standing:
    return Standing(level, str(state.since)) if state is not None and state.restricted else Standing()


# ------------------------------------------------------------------ what is known of a county


def _place(
    rule: ProtectionRule,
    place: Place,
    names: Mapping[str, str],
    lines: Lines,
    given: Mapping[tuple[str, str], Mapping[int, Number]],
    as_of: int,
) -> ProtectedPlace:
    numbers = {
        one.id: _published(lines, one.indicator, place.code) | dict(given.get((place.code, one.id), {}))
        for one in rule.inputs
    }
    years = [year for values in numbers.values() for year in values if year <= as_of]
    within = names.get(place.managed_by or place.parent, "")
    if not years:
        return ProtectedPlace(rule, place.code, place.name, within, (), Missing(NOTHING_HANDED_IN(where=place.code)))
    nothing = Missing(NOT_GIVEN(where=place.code))
    known = [
        ProtectionYear(year, *(numbers[one.id].get(year, nothing) for one in rule.inputs))
        for year in range(min(years), as_of + 1)
    ]
    return ProtectedPlace(rule, place.code, place.name, within, standing(rule, known))


def _published(lines: Lines, indicator: str, code: str) -> dict[int, Number]:
    return {point.year: point.value for point in lines.of(indicator, [code]).points}


def _by_item(pack: Pack, rows: Iterable[Return]) -> dict[tuple[str, str], dict[int, Number]]:
    """What was handed in by place, item and year; of a place that was called otherwise, under its former code too."""
    former: dict[str, list[str]] = {}
    for place in pack.places:
        if place.successor and place.successor != place.code:
            former.setdefault(place.successor, []).append(place.code)
    found: dict[tuple[str, str], dict[int, Number]] = {}
    for one in rows:
        if one.year is not None and isinstance(one.value, Decimal):
            for code in (one.place, *former.get(one.place, ())):
                found.setdefault((code, one.item), {})[one.year] = one.value
    return found
