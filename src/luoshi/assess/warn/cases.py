"""Whether the case of a rule holds, for an alert that begins or for one that goes on, and the steps that say so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from luoshi.assess.lights.colours import COLOUR_ZH, MEASURE_ZH
from luoshi.model.alert import AlertLevel, WarnCase, Watched
from luoshi.model.finding import Grade, Missing, Step

LEVEL_ZH: Mapping[AlertLevel, str] = {"notice": "提示", "warning": "警示", "serious": "严重", "critical": "特别严重"}
GRADE_ZH: Mapping[Grade, str] = {
    "met": "已完成", "on-track": "达到进度", "behind": "滞后", "missed": "未完成", "no-baseline": "缺基期值", "no-data": "缺数据",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What a case says of what is watched; `holds` is `None` where something that it asks for is not known."""

    holds: bool | None
    steps: tuple[Step, ...]


def asked(case: WarnCase, one: Watched, *, goes_on: bool) -> Asked:
    """Whether a case holds.

    Args:
        case: The case.
        one: What is watched.
        goes_on: Whether the alert already stands at this level or above, so that it need not begin but may go on.

    Gaps:
        `None` where a grade, colour or measure is not known and nothing else says no.

    >>> from decimal import Decimal
    >>> from luoshi.model.light import Interval
    >>> case = WarnCase("notice", enter={"points": Interval(high=Decimal(-10))}, stay={"points": Interval(high=Decimal(-5))})
    >>> [asked(case, Watched("t", "", "2018", measures={"points": Decimal(-7)}), goes_on=on).holds for on in (False, True)]
    [False, True]
    """
    answers = list(_answers(case, one, goes_on))
    said = [answer.holds for answer in answers]
    holds = False if False in said else None if None in said else True
    return Asked(holds, tuple(step for answer in answers for step in answer.steps))


def _answers(case: WarnCase, one: Watched, goes_on: bool) -> Iterator[Asked]:
    level = LEVEL_ZH[case.level]
    if case.grades:
        grades = "、".join(GRADE_ZH[grade] for grade in case.grades)
        shown = GRADE_ZH[one.grade] if one.grade else "未评定"
        yield _answer(
            None if one.grade is None else one.grade in case.grades,
            f"{level}：评级 {shown} 属于 {grades}",
            f"{case.level}: grade {one.grade or 'not given'} among {', '.join(case.grades)}",
        )
    if case.colours:
        colour = None if isinstance(one.colour, Missing) else one.colour
        colours = "、".join(COLOUR_ZH[named] for named in case.colours)
        yield _answer(
            None if colour is None else colour in case.colours,
            f"{level}：{COLOUR_ZH[colour] if colour else '未亮灯'} 属于 {colours}",
            f"{case.level}: light {colour or 'not given'} among {', '.join(case.colours)}",
        )
    for measure, interval in ((case.stay or case.enter) if goes_on else case.enter).items():
        value = one.measures.get(measure)
        known = None if isinstance(value, Missing) else value
        verb_zh, verb_en = ("仍在", "still within") if goes_on else ("在", "within")
        yield _answer(
            None if known is None else known in interval,
            f"{level}：{MEASURE_ZH[measure]} {'缺失' if known is None else known} {verb_zh} {interval} 内",
            f"{case.level}: {measure} {'missing' if known is None else known} {verb_en} {interval}",
        )


def _answer(holds: bool | None, zh: str, en: str) -> Asked:
    said_zh, said_en = {True: ("是", "yes"), False: ("否", "no"), None: ("无法判断", "cannot be said")}[holds]
    return Asked(holds, (Step(f"{zh}：{said_zh}", f"{en}: {said_en}"),))
