"""Documents that promise different values for one indicator: put side by side with their words, and not decided.

Which of them holds is for people to say: the later, the higher, the narrower. Only promises for the same indicator, scope,
kind, base and deadline are compared; 72 % for forest cities and 45 % for the province are two promises.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import cast

from luoshi.model.commitment import Comparator, Target
from luoshi.model.finding import Step
from luoshi.model.promise import Inconsistency, InconsistentHow, Promise
from luoshi.model.review import Reviewed
from luoshi.model.unit import Unit, unit_of

Key = tuple[str, str, str, int, date]
_UP, _DOWN = {">=", ">"}, {"<=", "<"}


def promise(id: str, document: str, indicator: str, target: Target) -> Promise | None:
    """A compiled target as a promise; `None` for a mere direction, which has no value.

    Args:
        id: Its address.
        document: The id of its document.
        indicator: The id of the pack's indicator that it is about.
        target: What was compiled.

    >>> from luoshi.testing import target
    >>> found = promise("d#1", "d", "forest_cover", target("到2020年，森林覆盖率达到45%以上。"))
    >>> found.value, found.comparator, found.unit, str(found.deadline)
    (Decimal('45.0'), '>=', '%', '2020-12-31')
    """
    if target.value is None:
        return None
    high = None if target.high is None else Decimal(str(target.high))
    return Promise(
        id, document, indicator, target.scope or "", target.kind, target.comparator, Decimal(str(target.value)), high,
        target.unit, target.deadline, target.baseline_year, target.quote,
    )  # fmt: skip


def reviewed_promise(one: Reviewed) -> Promise | None:
    """A target as a person read it as a promise; `None` for what is no target, has no indicator or no value.

    >>> fields = {"kind": "level", "comparator": ">=", "value": "45", "unit": "%", "deadline": "2020-12-31", "scope": ""}
    >>> reviewed_promise(Reviewed("d#1", "target", "d", "森林覆盖率达到45%以上", fields, "forest_cover")).value
    Decimal('45')
    """
    said = {name: value for name, value in one.fields.items() if isinstance(value, str)}
    if one.kind != "target" or one.rejected or not one.indicator_id or not said.get("value"):
        return None
    return Promise(
        one.id, one.document, one.indicator_id, said.get("scope", ""), said.get("kind", ""),
        cast(Comparator | None, said.get("comparator") or None), Decimal(said["value"]),
        Decimal(said["high"]) if said.get("high") else None, said.get("unit", ""),
        date.fromisoformat(said["deadline"]) if said.get("deadline") else None,
        int(said["baseline_year"]) if said.get("baseline_year") else None, one.quote,
    )  # fmt: skip


def inconsistencies(promises: Iterable[Promise], units: Mapping[str, Unit] | None = None) -> tuple[Inconsistency, ...]:
    """Promises for one indicator, scope, kind, base and deadline that cannot all be meant.

    Args:
        promises: In any order; the same one twice counts once.
        units: The listed units, by which 1.2万户 and 12000户 are the same. Without a unit, or where it is not listed, values
            are compared as printed.

    Returns:
        One for each such group, with all its promises, in the order of their addresses: `value` where the values differ,
        `unit` where their units do not measure the same, `side` where one is a floor and another a ceiling.

    >>> floor = Promise("d#1", "d", "forest_cover", "", "level", ">=", Decimal(45), None, "%", None, None, "不低于45%")
    >>> from dataclasses import replace
    >>> (found,) = inconsistencies([floor, replace(floor, id="e#1", document="e", value=Decimal(46), quote="达到46%")])
    >>> found.how, [promise.quote for promise in found.promises]
    (('value',), ['不低于45%', '达到46%'])
    """
    groups: dict[Key, dict[Promise, None]] = defaultdict(dict)
    for one in promises:
        groups[_key(one)][one] = None
    found = [(key, sorted(group, key=lambda one: (one.id, one.quote, _said(one)))) for key, group in groups.items()]
    return tuple(
        _inconsistency(group, how)
        for _, group in sorted(found, key=lambda pair: pair[0])
        if (how := _differences(group, units or {}))
    )


def _key(one: Promise) -> Key:
    return one.indicator, one.scope, one.kind, one.baseline_year or 0, one.deadline or date.max


def _differences(group: list[Promise], units: Mapping[str, Unit]) -> tuple[InconsistentHow, ...]:
    values: dict[str, set[tuple[Fraction, Fraction | None]]] = defaultdict(set)
    for one in group:
        dimension, low, high = _compared(one, units)
        values[dimension].add((low, high))
    sides = {one.comparator for one in group}
    found: dict[InconsistentHow, bool] = {
        "value": any(len(said) > 1 for said in values.values()),
        "unit": len(values) > 1,
        "side": bool(sides & _UP and sides & _DOWN),
    }
    return tuple(how for how, is_so in found.items() if is_so)


def _compared(one: Promise, units: Mapping[str, Unit]) -> tuple[str, Fraction, Fraction | None]:
    """What the unit measures, and the value in its base."""
    unit = unit_of(one.unit, units) if one.unit else None
    factor, dimension = (unit.factor, unit.dimension) if unit else (Fraction(1), one.unit)
    return dimension, Fraction(one.value) * factor, None if one.high is None else Fraction(one.high) * factor


def _inconsistency(group: list[Promise], how: tuple[InconsistentHow, ...]) -> Inconsistency:
    first = group[0]
    steps = tuple(
        Step(f"{one.id}：“{one.quote}”，{_said(one)}", f"{one.id}: “{one.quote}”, {_said(one)}") for one in group
    )
    return Inconsistency(first.indicator, first.scope, first.deadline, how, tuple(group), steps)


def _said(one: Promise) -> str:
    high = "" if one.high is None else f"–{one.high}"
    return f"{one.comparator or ''}{one.value}{high}{one.unit}"
