"""Rules that turn what is assessed into alerts, what is watched, and the alerts themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from luoshi.model.finding import Grade, Missing, Step
from luoshi.model.light import Colour, Interval, Measure

# 提示, 警示, 严重, 特别严重.
AlertLevel = Literal["notice", "warning", "serious", "critical"]
# 牵头单位, 配合单位, 所在地政府, 督查机构, 统计机构: who answers is looked up in what is watched.
AlertRole = Literal["lead", "participant", "place", "supervisor", "statistics"]
AlertChange = Literal["opened", "raised", "lowered", "closed", "unchanged", "none"]
LEVELS: tuple[AlertLevel, ...] = ("notice", "warning", "serious", "critical")


@dataclass(frozen=True, slots=True)
class AlertRecipient:
    """To whom an alert goes (送达对象): a role, or an organisation by its id.

    In an alert, `organisations` are those that fill the role; empty where nobody is known to.
    """

    role: AlertRole | None = None
    organisation: str = ""
    organisations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WarnCase:
    """When a rule warns at a level (预警条件): of grades, colours and measures, all that are named must hold.

    Attributes:
        grades: One of these grades.
        colours: One of these colours.
        enter: The interval in which each measure must lie for the alert to begin.
        stay: The wider interval in which it must lie for the alert to go on; as `enter` where empty. A value between the
            two edges neither begins nor ends an alert, so that one on the edge does not flap.
        times: For how many periods in a row it must hold before the alert begins.
        step: What is suggested (发督办单), and in English.
        to: To whom, where other than the rule says.
    """

    level: AlertLevel
    grades: tuple[Grade, ...] = ()
    colours: tuple[Colour, ...] = ()
    enter: Mapping[Measure, Interval] = field(default_factory=dict)
    stay: Mapping[Measure, Interval] = field(default_factory=dict)
    times: int = 1
    step: str = ""
    step_en: str = ""
    to: tuple[AlertRecipient, ...] = ()


@dataclass(frozen=True, slots=True)
class WarnRule:
    """A rule by which alerts begin and end (预警规则); `name` is the same over versions.

    `since` is the first day, `until` the first day on which it no longer holds; open where empty. `official` is false for a
    rule that no document prints: 系统默认，非官方.
    """

    name: str
    version: str
    title: str
    jurisdiction: str
    cases: tuple[WarnCase, ...]
    to: tuple[AlertRecipient, ...]
    source: str
    official: bool = True
    since: date | None = None
    until: date | None = None
    note: str = ""
    title_en: str = ""

    @property
    def id(self) -> str:
        return f"{self.name}@{self.version}"

    def holds(self, on: date) -> bool:
        """Whether it is in force on a day."""
        return (self.since or date.min) <= on and (self.until is None or on < self.until)

    def overlaps(self, other: WarnRule) -> bool:
        """Whether there is a day on which both are in force."""
        start = max(self.since or date.min, other.since or date.min)
        return start < min(self.until or date.max, other.until or date.max)


@dataclass(frozen=True, slots=True)
class Watched:
    """One target in one place, as assessed for a period (监测对象).

    Attributes:
        target: The id of the commitment.
        place: The administrative code; blank for a target without a place.
        period: 2018, 2018-Q3 or 2018-06; all that are watched together are of one form.
        parties: Who fills which role for it.
    """

    target: str
    place: str
    period: str
    grade: Grade | None = None
    colour: Colour | Missing | None = None
    measures: Mapping[Measure, Decimal | Missing] = field(default_factory=dict)
    parties: Mapping[AlertRole, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an alert stands after a period (预警状态).

    `level` is `None` where there is no alert. `since` is the period in which the level was reached. `held` counts, for each
    level, the periods in a row in which its case has held.
    """

    level: AlertLevel | None = None
    since: str = ""
    held: Mapping[AlertLevel, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Alert:
    """A warning that somebody should act on (预警), and how it stands.

    It is kept also where there is no level: because it has just ended, or because a case holds that must hold several times
    in a row. `key` is the same as long as rule, target and place are, so that no warning is given twice.
    """

    rule: WarnRule
    target: str
    place: str
    period: str
    now: Standing
    before: Standing
    to: tuple[AlertRecipient, ...] = ()
    step: str = ""
    steps: tuple[Step, ...] = ()
    step_en: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        return self.rule.name, self.target, self.place

    @property
    def level(self) -> AlertLevel | None:
        return self.now.level

    @property
    def official(self) -> bool:
        return self.rule.official

    @property
    def change(self) -> AlertChange:
        """What this period has changed.

        >>> rule = WarnRule("r", "1", "", "", (), (), "")
        >>> Alert(rule, "t", "", "2018", Standing("serious"), Standing("notice")).change
        'raised'
        """
        old, new = (-1 if one.level is None else LEVELS.index(one.level) for one in (self.before, self.now))
        if old == new:
            return "unchanged" if new >= 0 else "none"
        if old < 0:
            return "opened"
        return "closed" if new < 0 else "raised" if new > old else "lowered"
