"""The targets of the last build in a few lines: how many have which light, and those that were judged, the worst first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from luoshi.model.finding import AgainstPlan, Missing
from luoshi.model.followed import Followed
from luoshi.model.record_light import SHADES
from luoshi.publish.chart_words import number
from luoshi.publish.page_findings import ORDER, mark, shade_of
from luoshi_web.built import Built
from luoshi_web.desk.lamps import LIGHTS, Lamp

_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Judged:
    """A target as it was judged, for a place or as a whole (目标简况), each number in words."""

    title: str
    place: str
    lamp: Lamp
    observed: str
    year: int | None
    planned: str
    points: str
    unit: str
    address: str


@dataclass(frozen=True, slots=True)
class InBrief:
    """The targets in a few lines (目标概况)."""

    total: int
    lamps: tuple[tuple[Lamp, int], ...]
    judged: tuple[Judged, ...]


def in_brief(built: Built) -> InBrief:
    """How many targets stand how, counted as on the page of targets; and those that were judged, the worst first."""
    counted = Counter(shade_of(row.standing) for row in built.target_rows)
    judged = [one for group in built.targets.values() for one in group if shade_of(mark(one)) != "none"]
    judged.sort(key=lambda one: (ORDER.index(mark(one)), one.title, one.place))
    lamps = tuple((LIGHTS[shade], counted[shade]) for shade in SHADES if counted[shade])
    return InBrief(len(built.target_rows), lamps, tuple(_judged(built, one) for one in judged[:_SHOWN]))


def _judged(built: Built, one: Followed) -> Judged:
    against = one.finding.against_plan
    known = against if isinstance(against, AgainstPlan) else None
    return Judged(
        one.title, one.place_title or one.area_title, LIGHTS[shade_of(mark(one))], _number(one.finding.observed),
        one.finding.year,
        _number(known.planned) if known else "—", _signed(known.points) if known else "—", one.unit,
        built.address_of_target(one.target),
    )  # fmt: skip


def _number(value: object) -> str:
    return "—" if isinstance(value, Missing) else number(value)  # type: ignore[arg-type]


def _signed(value: object) -> str:
    shown = _number(value)
    return shown if shown[0] in "—−0" else f"+{shown}"
