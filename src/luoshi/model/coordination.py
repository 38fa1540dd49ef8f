"""How well the sides of a city go together, and what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from luoshi.model.finding import Step

Form = Literal["standard", "liao", "corrected"]
Warning = Literal["green", "blue", "yellow", "orange", "red"]


@dataclass(frozen=True, slots=True)
class Level:
    """One of the ten levels of coordination (协调等级): from `low`, inclusive, to below `high` (the last one includes 1)."""

    number: int
    low: float
    high: float
    name: str
    name_en: str
    zone: str


@dataclass(frozen=True, slots=True)
class Coordination:
    """How well the sides of a place go together (耦合协调).

    Attributes:
        form: Which formula the coupling was computed by. Results of different forms are never compared.
        settings: Its parameters: the weights of the sides, and k for Liao's form.
        coupling: C, from 0 (one side is nothing) to 1 (all are equal).
        index: T, the weighted mean of the sides.
        degree: D = √(C·T), the degree of coordination.
    """

    form: Form
    settings: tuple[tuple[str, float | tuple[float, ...]], ...]
    sides: tuple[float, ...]
    coupling: float
    index: float
    degree: float
    level: Level


@dataclass(frozen=True, slots=True)
class Obstacle:
    """How much one factor stands in the way (障碍度), in percent of all that does."""

    factor: str
    contribution: float
    deviation: float
    degree: float


@dataclass(frozen=True, slots=True)
class CityWarning:
    """How urgent it is (警度), by which rule, with the steps; `forced` where a hard trigger overrode the table."""

    warning: Warning
    forced: bool
    steps: tuple[Step, ...]
    official: bool = False
