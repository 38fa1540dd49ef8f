"""A colour by a rule, with the steps that lead to it; and several colours together, which are never averaged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from luoshi.model.finding import Missing, Step
from luoshi.model.light import Colour, Light, LightCase, LightGroup, LightRule, Measure
from luoshi.model.problem import Kind, LuoshiError

NO_SUCH_MEASURE = Kind(
    code="light-no-measure",
    zh="规则“{rule}”要用“{measure}”，但没有提供", en="rule '{rule}' asks for '{measure}', which is not given",
    hint_zh="请选用以现有数据为依据的规则。", hint_en="Choose a rule that asks for what is known.",
)  # fmt: skip
RULE_IS_SILENT = Kind(
    code="light-rule-silent",
    zh="规则“{rule}”对 {given} 没有规定", en="rule '{rule}' says nothing of {given}",
    hint_zh="请选用有规定的规则，或由人判断。", hint_en="Choose a rule that speaks of it, or let a person decide.",
)  # fmt: skip
NO_RULE_IN_FORCE = Kind(
    code="light-no-rule-in-force",
    zh="{on} 没有名为“{name}”的有效规则", en="no rule '{name}' is in force on {on}",
    hint_zh="可用的规则：{known}。", hint_en="The rules are: {known}.",
)  # fmt: skip

_WORST_FIRST: tuple[Colour, ...] = ("red", "yellow", "green")
COLOUR_ZH: Mapping[Colour, str] = {"red": "红灯", "yellow": "黄灯", "green": "绿灯"}
MEASURE_ZH: Mapping[Measure, str] = {
    "points": "与计划之差（百分点）", "ratio": "完成率÷时间进度", "days_late": "逾期天数", "months_late": "逾期月数",
    "share_done": "完成比例", "growth": "增速（%）", "growth_gap": "增速与计划之差（百分点）",
    "growth_gap_to_average": "增速与平均之差（百分点）", "chance": "达标可能性", "attainment": "完成程度",
}  # fmt: skip


def in_force(rules: Iterable[LightRule], name: str, *, on: date) -> LightRule:
    """The version of a rule that holds on a day; of several, the one that began last.

    Raises:
        LuoshiError: no rule of that name holds on that day.

    >>> rules = [LightRule("r", "1", "", "", (), "", until=date(2020, 1, 1)),
    ...          LightRule("r", "2", "", "", (), "", since=date(2020, 1, 1))]
    >>> [in_force(rules, "r", on=day).version for day in (date(2019, 12, 31), date(2020, 1, 1))]
    ['1', '2']
    """
    rules = list(rules)
    holding = [
        rule
        for rule in rules
        if rule.name == name and (rule.since or date.min) <= on and (rule.until is None or on < rule.until)
    ]
    if not holding:
        known = ", ".join(sorted({rule.name for rule in rules})) or "-"
        raise LuoshiError(NO_RULE_IN_FORCE(name=name, on=on, known=known))
    return max(holding, key=lambda rule: rule.since or date.min)


def light(rule: LightRule, inputs: Mapping[Measure, Decimal | Missing]) -> Light:
    """The colour that a rule gives, and why.

    Args:
        rule: The rule; its cases are asked in order, and the first that holds decides.
        inputs: The measures that are known, in the units that `Measure` names.

    Returns:
        A light whose steps name every case that was asked, the measure, its interval, and whether it lies within.

    Gaps:
        No colour where a case asks for a measure that is missing or not given, before any case has held; and where no case
        holds: a published rule that says nothing of a value gives it no light.

    >>> from luoshi.model.light import Interval
    >>> rule = LightRule("r", "1", "例", "", (LightCase("red", {"points": Interval(high=Decimal(-10))}),), "")
    >>> found = light(rule, {"points": Decimal("-12.50")})
    >>> print(found.colour, "|", found.steps[0].en)
    red | red: points -12.50 within (, -10): yes
    >>> light(rule, {"points": Decimal(3)}).colour.code
    'light-rule-silent'
    """
    steps: list[Step] = []
    for case in rule.cases:
        for measure, interval in case.within.items():
            given = inputs.get(measure, Missing(NO_SUCH_MEASURE(rule=rule.title, measure=MEASURE_ZH[measure])))
            if isinstance(given, Missing):
                steps.append(Step(f"{MEASURE_ZH[measure]}：{given.zh}", f"{measure}: {given.en}"))
                return Light(given, rule, None, inputs, tuple(steps))
            steps.append(_asked(case, measure, given, str(interval), given in interval))
            if given not in interval:
                break
        else:
            return Light(case.colour, rule, case, inputs, (*steps, _decided(rule, case)))
    values = ", ".join(f"{name} {value}" for name, value in inputs.items() if isinstance(value, Decimal)) or "-"
    silent = Missing(RULE_IS_SILENT(rule=rule.title, given=values))
    return Light(silent, rule, None, inputs, (*steps, Step(silent.zh, silent.en)))


def group(lights: Iterable[Light]) -> LightGroup:
    """Several lights together: how many of each colour, how many without a colour, and the worst.

    A light without a colour is counted and is neither good nor bad: it never makes a group green or red.

    >>> group([])
    LightGroup(counts={'red': 0, 'yellow': 0, 'green': 0}, without=0, worst=None)
    """
    found = list(lights)
    counted = Counter(one.colour for one in found if not isinstance(one.colour, Missing))
    counts = {colour: counted[colour] for colour in _WORST_FIRST}
    worst = next((colour for colour in _WORST_FIRST if counts[colour]), None)
    return LightGroup(counts, len(found) - sum(counts.values()), worst)


def _asked(case: LightCase, measure: Measure, given: Decimal, interval: str, inside: bool) -> Step:
    return Step(
        f"{COLOUR_ZH[case.colour]}：{MEASURE_ZH[measure]} {given} 在 {interval} 内：{'是' if inside else '否'}",
        f"{case.colour}: {measure} {given} within {interval}: {'yes' if inside else 'no'}",
    )


def _decided(rule: LightRule, case: LightCase) -> Step:
    own = rule.official and case.official
    zh = f"{COLOUR_ZH[case.colour]}，依据“{rule.title}”（{rule.id}）" + (f"：“{case.says}”" if case.says else "")
    en = f"{case.colour} by {rule.id}"
    return Step(zh, en) if own else Step(f"{zh}；系统默认，非官方", f"{en}; system default, not official")
