"""What can be wrong with indicators between their files: units, formulas, weights, and the words of the lexicon."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from luoshi.model.indicator import Indicator
from luoshi.model.pack import Pack
from luoshi.model.problem import Kind, Problem
from luoshi.model.unit import Unit, ratio
from luoshi.packs.files import where
from luoshi.packs.references import unknown

RULE_WITHOUT = Kind(
    code="pack-aggregation-incomplete",
    zh="“{id}”的汇总规则是 {rule}，但没有“{key}”", en="'{id}' is aggregated by {rule} and has no '{key}'",
    hint_zh="请补上“{key}”，或改用其他汇总规则。", hint_en="Add '{key}', or choose another aggregation.",
)  # fmt: skip
WEIGHT_UNUSED = Kind(
    code="pack-weight-unused",
    zh="“{id}”写了“weight”，但汇总规则是 {rule}", en="'{id}' has a 'weight' and is aggregated by {rule}",
    hint_zh="请删去 weight，或把汇总规则改为 weighted-mean。",
    hint_en="Remove the weight, or let the aggregation be weighted-mean.",
)  # fmt: skip
SUM_OF_RATIOS = Kind(
    code="pack-sum-of-ratios",
    zh="“{id}”的单位是“{unit}”，比率不能相加汇总", en="'{id}' is in '{unit}': ratios are not summed",
    hint_zh="请改用 from-parts（由分子、分母合计重算）或 weighted-mean。",
    hint_en="Use from-parts (worked out again from the sums of its parts) or weighted-mean.",
)  # fmt: skip
IN_A_CIRCLE = Kind(
    code="pack-formula-in-a-circle",
    zh="“{id}”的公式最终用到了它自己", en="the formula of '{id}' leads back to itself",
    hint_zh="请改写其中一个指标的公式。", hint_en="Rewrite the formula of one of them.",
)  # fmt: skip
OTHER_UNIT = Kind(
    code="pack-formula-other-unit",
    zh="“{id}”的公式得出{found}，而它的单位“{unit}”是{expected}",
    en="the formula of '{id}' gives {found}, and its unit '{unit}' is {expected}",
    hint_zh="请核对公式各项的单位和指标的单位。", hint_en="Check the units of the formula's parts, and its own.",
)  # fmt: skip
UNLIKE_PARTS = Kind(
    code="pack-formula-unlike-parts",
    zh="“{id}”的公式把{first}与{second}相加减", en="the formula of '{id}' adds or subtracts {first} and {second}",
    hint_zh="只有同一种量可以相加减；请核对各项的单位。",
    hint_en="Only amounts of one dimension can be added; check the units of its parts.",
)  # fmt: skip

_RATIOS = ("份额", "倍数")


class _Unlike(Exception):
    """Two parts of other dimensions are added."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(first, second)
        self.first, self.second = first, second


def of_indicators(pack: Pack) -> Iterator[Problem]:
    """What a person should look at in the indicators of a pack and of those it extends, each with its file and line."""
    for indicator in pack.indicators.values():
        yield from _of_names(pack, indicator)
        yield from _of_rule(pack, indicator)
        yield from _of_formula(pack, indicator)


def _of_names(pack: Pack, one: Indicator) -> Iterator[Problem]:
    """Everything that an indicator names is there."""
    if pack.unit(one.unit) is None:
        yield unknown(one.id, "unit", one.unit, pack.units, _at(pack, one, "unit"))
    if one.weight and one.weight not in pack.indicators:
        yield unknown(one.id, "weight", one.weight, pack.indicators, _at(pack, one, "weight"))
    if one.real_growth and one.real_growth not in pack.indicators:
        yield unknown(one.id, "real_growth", one.real_growth, pack.indicators, _at(pack, one, "real_growth"))
    for part in one.parts:
        if part not in pack.indicators:
            yield unknown(one.id, "formula", part, pack.indicators, _at(pack, one, "formula"))


def _of_rule(pack: Pack, one: Indicator) -> Iterator[Problem]:
    """The aggregation has what it needs, and suits the unit."""
    place = _at(pack, one, "aggregation")
    if one.aggregation == "weighted-mean" and not one.weight:
        yield RULE_WITHOUT(id=one.id, rule=one.aggregation, key="weight", where=place)
    if one.aggregation == "from-parts" and not one.formula:
        yield RULE_WITHOUT(id=one.id, rule=one.aggregation, key="formula", where=place)
    if one.aggregation != "weighted-mean" and one.weight:
        yield WEIGHT_UNUSED(id=one.id, rule=one.aggregation, where=place)
    unit = pack.unit(one.unit)
    if one.aggregation == "sum" and unit and (unit.dimension in _RATIOS or "/" in unit.base):
        yield SUM_OF_RATIOS(id=one.id, unit=one.unit, where=place)


def _of_formula(pack: Pack, one: Indicator) -> Iterator[Problem]:
    """The formula ends, and gives what the indicator's unit measures."""
    place = _at(pack, one, "formula")
    if one.id in _all_parts(pack.indicators, one):
        yield IN_A_CIRCLE(id=one.id, where=place)
    units = {part: pack.unit(pack.indicators[part].unit) for part in one.parts if part in pack.indicators}
    own, known = pack.unit(one.unit), {part: unit for part, unit in units.items() if unit}
    if not one.formula or own is None or set(known) != set(one.parts):
        return
    try:
        found = _dimension(ast.parse(one.formula, mode="eval").body, known, pack.units)
    except _Unlike as unlike:
        yield UNLIKE_PARTS(id=one.id, first=unlike.first, second=unlike.second, where=place)
        return
    if found.dimension != own.dimension:
        yield OTHER_UNIT(id=one.id, unit=one.unit, found=found.dimension, expected=own.dimension, where=place)


def _all_parts(indicators: Mapping[str, Indicator], one: Indicator) -> set[str]:
    """The parts of an indicator, and theirs."""
    found: set[str] = set()
    waiting = [*one.parts]
    while waiting:
        part = waiting.pop()
        if part not in found and part in indicators:
            found.add(part)
            waiting += indicators[part].parts
    return found


def _dimension(node: ast.expr, parts: Mapping[str, Unit], units: Mapping[str, Unit]) -> Unit:
    """The unit that a formula gives; its shape was checked when the file was read."""
    if isinstance(node, ast.Name):
        return parts[node.id]
    assert isinstance(node, ast.BinOp)
    first, second = (_dimension(side, parts, units) for side in (node.left, node.right))
    if isinstance(node.op, ast.Div):
        same = first.dimension == second.dimension
        return Unit("1", "份额", "1", first.factor / second.factor) if same else ratio(first, second, units)
    if first.dimension != second.dimension:
        raise _Unlike(first.dimension, second.dimension)
    return first


def _at(pack: Pack, indicator: Indicator, key: str) -> str:
    """The line of a field in the file of an indicator, in the first pack that has it."""
    for folder in (pack.path, *pack.extends):
        path = Path(folder) / "indicators" / f"{indicator.id}.yaml"
        if path.is_file():
            return where(path, (key,))
    return indicator.id
