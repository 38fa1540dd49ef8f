"""The support list over the years (有进有出、奖惩分明、滚动推进): who enters, stays, tapers off and leaves.

The periods and the taper are those of 财预〔2012〕305号: four years, prolonged by five where the transition is judged not
achieved; once it is achieved three years of 75 %, 50 % and 25 % of the previous base, and then nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from luoshi.model.finding import Step
from luoshi.model.problem import Kind, LuoshiError
from luoshi.model.support import Decision, Stage, SupportRule, SupportYear

NOT_POSSIBLE = Kind(
    code="support-not-possible",
    zh="{place} 在 {year} 年是“{stage}”，不能“{decision}”", en="{place} is '{stage}' in {year}: '{decision}' is not possible",
    hint_zh="请核对评估决定和历年名单。", hint_en="Check the decision and the list of the years before.",
)  # fmt: skip
PERIOD_OVER = Kind(
    code="support-period-over",
    zh="{place}的{stage}已满 {years} 年，须作出转型评估", en="{place} has had its {years} years of '{stage}': it must be judged",
    hint_zh="请给出“转型未成”或“转型成功”的决定及依据。", hint_en="Decide whether the transition is achieved, with evidence.",
)  # fmt: skip
NO_EVIDENCE = Kind(
    code="support-no-evidence",
    zh="{place} 的决定没有依据", en="the decision on {place} names no evidence",
    hint_zh="请写明文号或评估报告。", hint_en="Name the document or the report.",
)  # fmt: skip

RULE_2012 = SupportRule(
    "2012",
    "财预〔2012〕305号（已废止，后续办法未公布期限）",
    4,
    5,
    (Decimal("0.75"), Decimal("0.50"), Decimal("0.25")),
    True,
)
STAGES: dict[Stage, tuple[str, str]] = {
    "outside": ("未列入", "not listed"),
    "first": ("首轮支持", "first round"),
    "prolonged": ("延续支持", "prolonged"),
    "taper-1": ("退坡第一年", "first year of taper"),
    "taper-2": ("退坡第二年", "second year of taper"),
    "taper-3": ("退坡第三年", "third year of taper"),
    "left": ("退出", "left"),
}
DECISIONS: dict[Decision, tuple[str, str]] = {
    "list": ("列入", "listed"),
    "not-achieved": ("转型未成", "transition not achieved"),
    "achieved": ("转型成功", "transition achieved"),
    "none": ("未评估", "not judged"),
}
_TAPER: tuple[Stage, ...] = ("taper-1", "taper-2", "taper-3", "left")


def listed(place: str, year: int, rule: SupportRule = RULE_2012, *, evidence: str) -> SupportYear:
    """The first year of a city on the list.

    Raises:
        LuoshiError: no evidence is named.

    >>> listed("220400", 2008, evidence="国务院确定的首批资源枯竭城市").stage
    'first'
    """
    if not evidence:
        raise LuoshiError(NO_EVIDENCE(place=place))
    return SupportYear(place, year, "first", 1, Decimal(1), _because("list", "first", rule), evidence)


def support(
    history: Sequence[SupportYear], decision: Decision = "none", rule: SupportRule = RULE_2012, *, evidence: str = ""
) -> SupportYear:
    """The year after the last of a city's history.

    Args:
        history: The city's years so far, in order; they are not changed.
        decision: What was judged: the transition achieved, not achieved, or nothing. `list` lets a city that left come
            back (no document describes that; 系统默认，非官方).
        evidence: By what; every decision names its own.

    Raises:
        LuoshiError: the decision does not fit the stage, names no evidence, or is wanting where a period is over.

    >>> years = [listed("220400", 2008, evidence="首批")]
    >>> for _ in range(3): years.append(support(years))
    >>> years.append(support(years, "achieved", evidence="评估报告"))
    >>> for _ in range(3): years.append(support(years))
    >>> [(one.year, one.stage, str(one.share)) for one in years[4:]]
    [(2012, 'taper-1', '0.75'), (2013, 'taper-2', '0.50'), (2014, 'taper-3', '0.25'), (2015, 'left', '0')]
    """
    last = history[-1]
    if decision != "none" and not evidence:
        raise LuoshiError(NO_EVIDENCE(place=last.place))
    stage, number = _next(last, decision, rule)
    share = _share(stage, rule)
    return SupportYear(last.place, last.year + 1, stage, number, share, _because(decision, stage, rule), evidence)


def _next(last: SupportYear, decision: Decision, rule: SupportRule) -> tuple[Stage, int]:
    if last.stage in _TAPER[:-1]:
        _require(decision == "none", last, decision)
        return _TAPER[_TAPER.index(last.stage) + 1], 1
    if last.stage in ("left", "outside"):
        _require(decision in ("none", "list"), last, decision)
        return ("first", 1) if decision == "list" else (last.stage, last.year_of_stage + 1)
    _require(decision != "list", last, decision)
    if decision == "achieved":
        return "taper-1", 1
    years = rule.first_years if last.stage == "first" else rule.prolonged_years
    if last.year_of_stage < years:
        return last.stage, last.year_of_stage + 1
    if decision == "not-achieved":
        return ("prolonged", 1) if last.stage == "first" else (last.stage, last.year_of_stage + 1)
    stage = STAGES[last.stage]
    raise LuoshiError(PERIOD_OVER(place=last.place, stage=stage[0], years=years))


def _require(possible: bool, last: SupportYear, decision: Decision) -> None:
    if not possible:
        names = {"stage": STAGES[last.stage][0], "decision": DECISIONS[decision][0]}
        raise LuoshiError(
            NOT_POSSIBLE(place=last.place, year=last.year, stage=names["stage"], decision=names["decision"])
        )


def _share(stage: Stage, rule: SupportRule) -> Decimal:
    if stage in ("first", "prolonged"):
        return Decimal(1)
    return rule.taper[_TAPER.index(stage)] if stage in _TAPER[:-1] else Decimal(0)


def _because(decision: Decision, stage: Stage, rule: SupportRule) -> Step:
    zh, en = DECISIONS[decision], STAGES[stage]
    return Step(f"{zh[0]} → {en[0]}，依据 {rule.source}", f"{zh[1]} → {en[1]}, by rule {rule.version}")
