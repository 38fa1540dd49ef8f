"""From a target as a document states it to the goal that is judged: kind, direction, value in the indicator's unit.

What the document leaves open and is filled in here is told as a step, so that nobody takes it for printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from luoshi.model.area import Assumption
from luoshi.model.finding import Goal, GoalKind, Missing, Step
from luoshi.model.indicator import Indicator
from luoshi.model.problem import Kind, Mismatch
from luoshi.model.review import Value
from luoshi.model.unit import Amount, Unit, unit_of

NO_VALUE = Kind(
    code="goal-no-value",
    zh="文件没有印出目标值", en="the document prints no value",
    hint_zh="需要上级下达或另行公布的数值。", hint_en="It takes the value that a higher level hands down.",
)  # fmt: skip
NO_DUE = Kind(
    code="goal-no-due",
    zh="文件没有印出完成时限，也没有约定", en="the document prints no deadline, and none is assumed",
    hint_zh="请在 judging.yaml 的 due 中约定，或只跟踪数值。", hint_en="Agree one as `due` in judging.yaml.",
)  # fmt: skip
UNKNOWN_UNIT = Kind(
    code="goal-unknown-unit",
    zh="目标的单位“{unit}”不在单位表中", en="the target's unit '{unit}' is not among the units",
    hint_zh="请在 units.yaml 中补充。", hint_en="Add it to units.yaml.",
)  # fmt: skip

# 左右: by how much of the target a value may miss it. No document says; 系统默认，非官方.
TOLERANCE = Decimal("0.01")
POINTS, PERCENT = "个百分点", "%"


@dataclass(frozen=True, slots=True)
class Stated:
    """A goal and what had to be assumed to arrive at it (约定), in words."""

    goal: Goal | Missing
    assumed: tuple[Step, ...]


def goal(
    fields: Mapping[str, Value], indicator: Indicator, units: Mapping[str, Unit], assumption: Assumption | None = None
) -> Stated:
    """The goal that a reviewed target states.

    Args:
        fields: The target's fields as text, as `Reviewed.fields` has them.
        indicator: Its indicator, whose unit and direction decide.
        units: As `Pack.units`.
        assumption: What is assumed of the document's targets where it prints no base year and no deadline.

    Returns:
        The goal in the unit of the indicator, and each assumption as a step.

    Gaps:
        No deadline, or no value where the kind needs one; a unit that cannot be converted into the indicator's.

    >>> share, points = Unit("%", "份额", "1", 1), Unit("个百分点", "份额之差", "1", 1)
    >>> service = Indicator("s", "服务业比重", "", "%", "up", "", "none", "")
    >>> text = {"kind": "change", "value": "4", "unit": "个百分点", "direction": "up", "deadline": "2020-12-31",
    ...         "baseline_year": "2013"}
    >>> found = goal(text, service, {"%": share, "个百分点": points}).goal
    >>> found.kind, str(found.value), found.change_in, found.base_year, found.due
    ('change', '4', 'points', 2013, 2020)
    """
    target = {name: str(value) for name, value in fields.items() if isinstance(value, str)}
    assumed: list[Step] = []
    due = _due(target, assumption, assumed)
    if isinstance(due, Missing):
        return Stated(due, ())
    kind, better = _kind(target, indicator), _better(target, indicator)
    value = _value(target, kind, indicator, units, target.get("value", ""))
    high = _value(target, kind, indicator, units, target.get("high", ""))
    if isinstance(value, Missing) or isinstance(high, Missing):
        return Stated(value if isinstance(value, Missing) else high, tuple(assumed))  # type: ignore[arg-type]
    if value is None and kind not in ("trend", "zero-growth"):
        return Stated(Missing(NO_VALUE()), tuple(assumed))
    if value is not None and target.get("comparator") == "~" and kind in ("up", "down"):
        value = _about(value, kind, assumed)
    base_year = None if kind in ("at-least", "at-most", "range") and not target.get("baseline_year") else _base_year(
        target, assumption, assumed
    )  # fmt: skip
    signed = -value if value is not None and kind == "change" and better == "down" else value
    return Stated(
        Goal(
            kind,
            signed,
            due,
            base_year=base_year,
            high=high,
            change_in="points" if target.get("unit") == POINTS else "percent",
            better="down" if target.get("comparator") in ("<=", "<") and kind == "growth" else better,
        ),
        tuple(assumed),
    )


def _kind(target: Mapping[str, str], indicator: Indicator) -> GoalKind:
    """How it is judged: a level that is to be reached is a way, one that is to be kept a bound."""
    stated, comparator = target.get("kind", ""), target.get("comparator", "")
    if stated in ("growth", "change", "zero-growth", "trend"):
        return stated  # type: ignore[return-value]
    if comparator == "range":
        return "range"
    if stated in ("count", "area", "amount"):
        return "count"
    if comparator in ("<=", "<"):
        return "at-most"
    if target.get("direction") == "hold" or indicator.better == "hold":
        return "at-least"
    return _better(target, indicator)


def _better(target: Mapping[str, str], indicator: Indicator) -> Literal["up", "down"]:
    said = target.get("direction") or indicator.better
    return "down" if said == "down" else "up"


def _due(target: Mapping[str, str], assumption: Assumption | None, assumed: list[Step]) -> int | Missing:
    if printed := target.get("deadline"):
        return date.fromisoformat(printed).year
    if assumption is None or assumption.due is None:
        return Missing(NO_DUE())
    year = assumption.due
    assumed.append(
        _assumed(f"文件未印时限，按 {year} 年评估", f"no deadline is printed; judged for {year}", assumption)
    )
    return year


def _base_year(target: Mapping[str, str], assumption: Assumption | None, assumed: list[Step]) -> int | None:
    if printed := target.get("baseline_year"):
        return int(printed)
    if assumption is None or assumption.base_year is None:
        return None
    year = assumption.base_year
    assumed.append(
        _assumed(f"文件未印基期，以 {year} 年为基期", f"no base year is printed; {year} is taken", assumption)
    )
    return year


def _assumed(zh: str, en: str, assumption: Assumption) -> Step:
    if assumption.official:
        return Step(zh, en)
    return Step(f"{zh}（{assumption.why}）；系统默认，非官方", f"{en}; system default, not official")


def _about(value: Decimal, kind: GoalKind, assumed: list[Step]) -> Decimal:
    """左右: reached from within the tolerance on."""
    edge = value * (1 - TOLERANCE if kind == "up" else 1 + TOLERANCE)
    edge = edge.normalize()
    assumed.append(
        Step(
            f"“左右”按目标值的 {TOLERANCE * 100:f}% 容差，{edge:f} 起算达标；系统默认，非官方",
            f"'about' allows {TOLERANCE * 100:f} % of the target: met from {edge:f} on; system default, not official",
        )
    )
    return edge


def _value(
    target: Mapping[str, str], kind: GoalKind, indicator: Indicator, units: Mapping[str, Unit], printed: str
) -> Decimal | Missing | None:
    """A printed number in the indicator's unit; percentages of a change or a growth stay as they are."""
    if not printed:
        return None
    value, unit = Decimal(printed), target.get("unit", "")
    if kind in ("growth", "zero-growth") or (kind == "change" and unit in (PERCENT, POINTS)):
        return value
    into = unit_of(indicator.unit, units)
    said = unit_of(unit, units) or into
    if "人均" in target.get("indicator", "") and indicator.unit.endswith("/人") and "/" not in unit:
        said = unit_of(f"{unit}/人", units)
    if said is None or into is None:
        return Missing(UNKNOWN_UNIT(unit=unit))
    try:
        return Amount(value, said).to(into).value
    except Mismatch as error:
        return Missing(error.problem)
