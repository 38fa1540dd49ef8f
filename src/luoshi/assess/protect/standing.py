"""Who is warned and restricted, year by year: a fall begins it, a number of known years without one ends it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from luoshi.assess.protect.falls import area_test, quality_test
from luoshi.model.finding import Missing, Step
from luoshi.model.protection import ProtectionRule, ProtectionState, ProtectionTest, ProtectionYear


def standing(rule: ProtectionRule, years: Iterable[ProtectionYear]) -> tuple[ProtectionState, ...]:
    """How a county stands after each year.

    Args:
        rule: The limits, and after how many years a restriction ends.
        years: What is known, one a year, in any order.

    Returns:
        One state a year. A fall of the area or of the quality warns and restricts; the same year twice changes nothing.

    Gaps:
        A year of which too little is known neither begins nor ends a restriction, and interrupts no count.

    >>> from luoshi.testing import protection_rule, protection_year
    >>> areas = {2018: 1000, 2019: 900, 2020: 900, 2021: 900}
    >>> [one.restricted for one in standing(protection_rule(), [protection_year(year, area=a) for year, a in areas.items()])]
    [False, True, True, False]
    """
    by_year = {one.year: one for one in years}
    found: list[ProtectionState] = []
    carried = Decimal(0)
    for year, now in sorted(by_year.items()):
        area, quality = area_test(rule, now, by_year.get(year - 1), carried), quality_test(rule, now)
        one = _state(rule, year, area, quality, found[-1] if found else None)
        found.append(one)
        change = area.change if area.falls is not None and not isinstance(area.change, Missing) else Decimal(0)
        ended = len(found) > 1 and found[-2].restricted and not one.restricted
        # What has been warned of is not warned of again, and a restriction that has ended begins anew.
        carried = Decimal(0) if one.falls or ended else carried + change
    return tuple(found)


def _state(
    rule: ProtectionRule, year: int, area: ProtectionTest, quality: ProtectionTest, before: ProtectionState | None
) -> ProtectionState:
    falls = _either(area.falls, quality.falls)
    stood = before is not None and before.restricted
    since = before.since if before else None
    good = before.good_years if before else 0
    good = 0 if falls else good if falls is None else good + 1
    ends = stood and falls is False and good >= rule.release_years
    restricted = bool(falls) or (stood and not ends)
    since = year if falls and not stood else since
    return ProtectionState(
        year, area, quality, falls, restricted, since, good, _because(rule, falls, stood, ends, good)
    )


def _either(first: bool | None, second: bool | None) -> bool | None:
    if first or second:
        return True
    return None if first is None or second is None else False


def _because(rule: ProtectionRule, falls: bool | None, stood: bool, ends: bool, good: int) -> Step:
    years = rule.release_years
    if falls:
        zh, en = "面积或质量下降：预警提醒，环评限批", "area or quality falls: warned and restricted"
    elif ends:
        zh, en = (
            f"连续 {good} 年有数且均未下降，达到解除条件",
            f"{good} known years without a fall: the restriction ends",
        )
    elif stood and falls is None:
        zh, en = "缺数，不能判断：缺数不解除，维持限批", "not known: what is not known ends nothing, and it goes on"
    elif stood:
        zh = f"未再下降（连续 {good} 年，满 {years} 年解除），维持限批"
        en = f"no further fall for {good} of {years} years: it goes on"
    elif falls is None:
        zh, en = "缺数，不能判断，不预警", "not known: nobody is warned"
    else:
        zh, en = "面积和质量均未下降", "neither falls"
    return Step(zh, en)
